### Small pieces used everywhere: times, spans, lists, marks, what things wait for.

moment-today = HH:mm
moment-date = d MMM HH:mm
moment-year = d MMM yyyy HH:mm
day-date = d MMM
day-year = d MMM yyyy

duration-seconds = { $seconds } s
duration-minutes-seconds = { $minutes } min { $seconds }
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes }
duration-days = { $days } d
duration-days-hours = { $days } d { $hours } h
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}

count-thousand = { $number }k
count-million = { $number }M

list-comma = {", "}
list-clause = { "; " }
list-or = {" or "}

mark-drill = [DRILL] { $head }
mark-sandbox = training sandbox
mark-repeated-head = { $head } (repeated)

live = on air
restricted = restricted
acting = { $person } (acting)
numbered = { $index } { $text }
by-at = { $by } { $at }

waits-response = a response
waits-decision = a decision
waits-role = { $role ->
    [none] the crew to be complete
   *[other] { $role }
}
waits-draft = { $person ->
    [none] somebody to draft it
   *[other] a draft
}
waits-drafting = drafting
waits-approval = { $role ->
    [none] approval
   *[other] { $role } approval
}
waits-release = publishing
waits-proof = proof
waits-fact = verified facts
waits-step = the stop-loss
waits-task = tasks
waits-on-card = { $code ->
    [drafting] { $what }
   *[other] waits for { $what }
}
blocker-person = { $what } ({ $person })
blocker-person-since = { $what } ({ $person }, since { $since })
blocker-since = { $what } (since { $since })
