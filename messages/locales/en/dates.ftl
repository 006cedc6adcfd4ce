### Short names of months and days of the week, in their order, blanks between (`messages/dates.py` counts).

dates-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
dates-weekdays = Mon Tue Wed Thu Fri Sat Sun
