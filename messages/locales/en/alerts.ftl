### The triage card (T1), the inbox, storms, watches.

alert-head = { $dot } Alert · suspected { $severity }
alert-account = { $platform ->
    [none] "{ $account }"
   *[other] { $platform } "{ $account }"
}
alert-account-live = { $platform ->
    [none] "{ $account }" live room
   *[other] { $platform } "{ $account }" live room
}
alert-seen = First seen { $at }
alert-pace = { $minutes ->
    [one] { $count } in { $minutes } minute
   *[other] { $count } in { $minutes } minutes
}
alert-pace-burst = { $count } within a minute
alert-watching = on air, { $viewers } watching
alert-figure = { $value } { $metric }
alert-folded = { $count } more

alert-opened-paging = Incident opened automatically, paging duty: { $person }
alert-opened-alone = { $number } opened automatically, nobody can be reached yet
alert-opened = { $number } opened · { $by } { $at }
alert-watch = { $by } watches until { $until }
alert-watch-trigger = { $by } watches until { $until }, paged at { $value } { $metric }
alert-dismissed = { $by ->
    [none] No action · { $reason } · { $at }
   *[other] No action · { $reason } · { $by } { $at }
}
alert-merged = Merged into { $number } · { $by } { $at }
alert-merged-alone = Merged into { $number }
alert-opens-at = Opens by itself if nobody acts by { $at }
alert-decide-by = Choose one by { $at }
alert-hint-watch = Suggestion: watch ({ $value } { $metric }, below { $threshold })
alert-hint-open = Suggestion: open ({ $value } { $metric }, { $threshold } reached)
alert-proposed = { $by } suggests no action: { $reason }
alert-second-person = needs a second person
alert-choosing = No action: why?
alert-resolved = Source says resolved { $at }

inbox-head = Alert inbox · { $count ->
    [one] { $count } alert
   *[other] { $count } alerts
}
inbox-row = { $dot } { $at } { $title }
inbox-more = { $count } earlier
inbox-opened = opened
inbox-watching = watched until { $until }
inbox-decide-by = decide by { $at }

storm-head = { $dot } { $total } alerts folded into one
storm-span = { $since } to { $until }, no longer sent one by one
storm-incident = All handled in { $number } { $title }
storm-file = The file holds the id of every one.
storm-file-name = alerts-{ $stamp }.txt

watch-due = { $dot } The watch is over · { $title }
watch-due-since = Watched since { $since }, no trigger crossed
watch-fired = { $dot } Your watch has moved · { $title }
watch-fired-figure = { $value } { $metric }, past { $threshold }
watch-fired-media = Media are asking
watch-choose = Choose now: open, watch on, or no action
storm-line-restricted = (restricted incident)
alert-veiled = Alert of a restricted type, nothing of it is shown here
