### The incident card (T2), panels, stop-loss (T3), the executive's line, the board.

incident-head = { $dot } { $severity } · { $title }
incident-seen = First seen { $seen } · opened { $opened }
incident-public = Public   { $line }
incident-script = Script   { $line }
incident-promo = Promo    { $line }

public-due = { $clock } due { $at }
public-overdue = { $clock } was due { $at }, overdue
public-met = { $clock } out { $at }, on time
public-met-late = { $clock } out { $at }, { $late } overdue
public-done = { $clock } done { $at }, on time
public-done-late = { $clock } done { $at }, { $late } overdue
public-held = { $clock } on hold ({ $names } { $at }), look again { $again }
public-held-alone = { $clock } on hold ({ $names } { $at })
public-waived = { $clock } waived ({ $by } { $at })

script-standing = Standing lines in use
script-current = Sheet v{ $version } current
script-none = None yet
script-waiting = { $now } → sheet v{ $version } waits for approval
promo-count = { $done }/{ $total } paused
promo-left = left: { $names }
promo-left-item = { $what } ({ $who })

seat-taken = { $role } { $person }
seat-acting = { $role } { $person } (acting)
seat-asked-next = { $role } being paged, passes to { $person } { $until }
seat-asked-until = { $role } being paged, until { $until }
seat-asked = { $role } being paged
seats-asked = Being paged: { $roles }
seats-empty = { $roles }: empty

incident-next = Next
step-line = { $index } { $text }
incident-counts = { $verified } verified · { $waiting } to verify · { $overdue } overdue · updated { $at }
incident-ended = { $state } { $at } · { $by }
incident-ended-alone = { $state } { $at }
incident-main-chat = Topics is off: handled by replies in the main chat meanwhile.
incident-restricted = Restricted incident { $number } · commander { $commander }
incident-restricted-alone = Restricted incident { $number } · no commander yet
topic-name = { $dot } { $number } { $title }
topic-name-ended = ✓ { $number } { $title }

panel-more = More · { $number } { $title }
panel-class = Classify · { $number } { $title }
panel-class-now = Now: { $severity } { $name } · { $type }
panel-class-touch = Touch only what is wrong.
panel-types = Which type is it?
panel-crew = People · { $number } { $title }
panel-phase = Phase · { $number } { $title }
panel-phase-now = Now: { $state }
panel-close-again = Closing shuts the topic; to go on you would have to reopen.
panel-down-again = Once stood down, deadlines and paging stop.

stop-loss-head = Stop the harm first (within { $minutes } minutes)
stop-loss-head-live = Stop the harm first (on air, within { $minutes } minutes)
stop-loss-done = ✓ { $step } · { $by } { $at }
stop-loss-cant = ⛔ { $step } · can't: { $reason }
stop-loss-cant-label = Can't: { $reason }
stop-loss-tick = ✓ { $by } { $at }
stop-loss-spoken = { $version ->
    [none] The host can say this now (standing line, approved):
   *[other] The host can say this now (sheet { $version }, approved):
}
stop-loss-said = ✓ Said on air · { $by } { $at }
stop-loss-choose = Which one cannot be done?
stop-loss-no-line = There is no standing line to read out yet; say nothing about the cause.

boss-line = { $severity } · { $line } · { $overdue } overdue
boss-no-deadline = no public deadline

status-head = { $count ->
    [one] { $count } incident open
   *[other] { $count } incidents open
}
status-none = No open incidents.
status-row = { $dot } { $number } { $title } · { $state }
status-more = { $count } more
status-overdue = { $count } overdue
status-alerts = Alerts undecided { $waiting } · watched { $watched }
status-duty = Duty { $person }
status-no-duty = Nobody is on duty. Whoever is: send me /me in private and tap “on duty”.
status-parked = ⛔ { $count ->
    [one] { $count } message could not be delivered; phone instead.
   *[other] { $count } messages could not be delivered; phone instead.
}
status-down = ⛔ The group is unreachable since { $since }; using phones and private messages. Deadlines keep running.
status-silent = ⛔ Silent sources: { $names }
stop-loss-said-former = The line has changed; this one was not said yet (the former one: { $by }, { $at })
