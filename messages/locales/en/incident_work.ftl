### The daily work on an incident: undo, ringing, paused and legal deadlines, restricted, belonging, stakeholders, double roles, spoken orders.

## Undo, and what somebody did before

key-undo-step = Undo the last tick
refused-undo-overtaken = Somebody changed it since, so it can't be undone. Use the buttons as they are now.
refused-undo-not-yours = { $by ->
    [none] Only your own last press can be undone. Ask whoever pressed it.
   *[other] { $by } pressed this. Ask { $by } to undo it.
}
toast-step-was-done = { $at ->
    [none] Done by { $by } already
   *[other] Done by { $by } at { $at }
}
toast-task-was-done = { $at ->
    [none] Done by { $by } already
   *[other] Done by { $by } at { $at }
}

## Ringing

clock-ring-pause = ringing paused
entry-ringing-paused = ringing paused

## Paused deadlines

entry-clock-paused = deadline paused
entry-clock-resumed = deadline resumed
parcel-clock-list = list of deadlines
key-cpause = Pause { $clock }
key-cpok = Agree to pause
key-cgo = Resume { $clock }
key-why-index = { $index } Why
answer-pause-wanted = In one sentence: why should { $clock } pause? Somebody else has to agree.
answer-pause-asked = { $by } wants to pause { $clock }: { $text }
answer-paused = { $clock } paused · { $by } agreed { $at }
toast-pause-asked = Noted, somebody else has to agree
toast-paused = { $clock } paused
toast-pause-over = { $clock } runs again
refused-not-paused = This deadline is not paused and nobody asked to pause it. The list of deadlines shows the buttons as they are now.

clock-list-head = Deadlines { $count } · { $number } { $title }
clock-list-none = No deadline is running.
clock-list-row = { $index } { $clock } due { $due }
clock-list-late = { $index } ⛔ { $clock } due { $due }, overdue
clock-list-paused = { $index } { $clock } paused since { $since }
clock-list-owner = owner { $person }
clock-list-more = { $count } more
calendar-unknown = holidays unknown
public-paused = { $clock } paused since { $since }

## Deadlines of law and platforms

parcel-legal-clocks = list of legal deadlines
key-legal = { $code }
legal-head = Deadlines of law and platforms · { $number } { $title }
legal-row = { $code } { $duty }
legal-figure = limit { $limit }
legal-days = limit { $days } working days
legal-at-once = at once, no hour given
legal-open = no figure, fill it in
legal-attached = ✓ attached
legal-none = No legal deadline is listed for this type. Attach others by code: /legal L8
legal-foot = Tap a code to attach it; once attached it cannot be paused. Legal decides whether it applies.
answer-legal-attached = { $code } attached: due { $due }, never pauses. Source: { $text }
answer-legal-due-wanted = { $code } names no hour: { $text }. Done by when? Reply with a time, e.g. 18:00 or 3 hours.
toast-legal-attached = { $code } attached
refused-legal-unknown = No legal deadline has the code "{ $text }". Send /legal to see those of this type.
refused-legal-twice = { $code } is attached already; it stands in the list of deadlines.
command-legal = Attach a deadline of law or platform

## Restricted

parcel-restricted-stub = restricted incident
key-restr = Restrict
toast-restricted = Restricted, moved to the restricted group
answer-restricted-ready = Restricted incidents of { $name } come here from now on, { $count } people on the list. Send /setup restricted again when somebody joins or leaves.
alert-restricted = Restricted incident, nothing of it is shown here.
refused-restricted-group-missing = There is no restricted group yet. An owner sends /setup restricted in another group first.
refused-restricted-same-group = The restricted group must be another one than the main group. Send /setup restricted there.
refused-restricted-once = It is restricted already; that can't be taken back.

## Belonging

answer-linked = { $number } belongs to { $text } now
toast-linked = Belongs to { $number } now
refused-link-self = An incident can't belong to itself, not even in a circle. Name another one.
incident-parent = Belongs to { $number }
incident-children = Below it { $numbers }
example-link = /link 0007
command-link = Put under another incident

## Stakeholders

parcel-stakeholders = stakeholders
key-stake = Stakeholders
key-told = Told: { $name }
key-nottold = Waive { $name }
key-nottold-circle = Not concerned: { $name }
key-undo-tick = Undo: { $name }
reason-not-concerned = not concerned
stakeholders-head = Who is told first · { $number } { $title }
stakeholders-told = ✓ { $name } · { $by } { $at }
stakeholders-waived = – { $name } · waived: { $text }
stakeholders-waiting = { $index } { $name }
stakeholders-first = Still to tell before the public: { $names }
stakeholders-ready = All told: you can go public.
stakeholders-foot = Add one: /tell dealers partners
circle-staff = frontline staff
circle-affected = affected users
circle-partners = partners
circle-authority = regulators
circle-media = media
circle-public = public
entry-stakeholder-waived = stakeholder waived
entry-stakeholder-untold = "told / not concerned" taken back
notice-tick-too-late = Taken back, but the { $stage } v{ $version } is out on { $channel } already and can't be called back. Tell them now; if something in it is wrong, send a correction.
entry-already-out = { $stage } v{ $version } is out on { $channel } already and can't be called back
answer-nottold-wanted = In one sentence: why is { $name } not told?
refused-stakeholder-unknown = There is no such row. Send /tell to see the table.
refused-stakeholder-told = { $by } told { $name ->
    [none] the { $circle }
   *[other] { $name }
} at { $at }.
command-tell = Who is told first

## Roles

answer-role-conflict = In this S1 { $person } is both commander and { $role }. Better if somebody else takes one; nothing is blocked.
crew-doubled = { $person } holds { $roles }
answer-called-by-hand-wanted = Can't reach { $person }: private chat not started. Please call, then tap here.
toast-called-by-hand = Noted, called by phone

## Spoken orders

answer-nudged = { $person ->
    [none] Nobody holds it up.
   *[other] Nudged { $person }
}
answer-role-given = { $person } is asked to take { $role }; it counts once taken.
answer-role-paging = Paging { $person } as { $role }
example-handover = hand over to Wang Yan
