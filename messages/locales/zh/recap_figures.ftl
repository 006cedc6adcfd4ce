retold-chart-figures = 数据走势:{ $names },{ $start } 至 { $end }
retold-no-figures = 没有带数据,只数预警
retold-trend = { $what } { $first } → { $last }
retold-trend-peak = 最高 { $peak }
retold-section-figures = 数据走势
retold-one-figure = 数据只有一次,不成线
