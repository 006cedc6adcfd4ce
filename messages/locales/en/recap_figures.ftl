retold-chart-figures = Figures over time: { $names }, { $start } to { $end }
retold-no-figures = no figures came, alerts counted
retold-trend = { $what } { $first } → { $last }
retold-trend-peak = peak { $peak }
retold-section-figures = Figures over time
retold-one-figure = figures came once, no line
