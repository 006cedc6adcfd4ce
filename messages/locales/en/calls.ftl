### Duty call (T4b), roles (T4), hand-over (T11), deadlines (T5), lock screen (T6).

duty-head = { $dot } { $severity } · Duty call
duty-head-round = { $dot } { $severity } · Duty call, number { $round }
duty-next = Respond by { $until } or it passes on to { $person }
duty-next-unnamed = Respond by { $until } or it passes on
duty-last = Respond by { $until }; nobody comes after you
duty-late = Nobody responded by { $until }: everybody is being called, the first to tap takes it
duty-opens = Act by { $until } or the incident opens by itself
duty-mine = You responded · { $at }
duty-taken = { $by } has it. You can rest.
duty-passed = Passed on to { $by } · { $at }
duty-passed-alone = Passed on · { $at }
duty-ended = This call is over.

role-head = { $dot } { $severity } · You are needed as { $role }
role-job = Your first job: { $job }
role-next = No response by { $until }: passed on to { $person }
role-last = Respond by { $until }; nobody comes after you
role-mine = You are { $role } since { $at }
role-mine-commander = commander { $person }
role-mine-next = next: { $job }, { $at }
role-mine-next-now = next: { $job }
role-taken = { $by } has it. You can rest.
role-passed = Passed on to { $by }
role-passed-alone = Nobody has it yet. If you can: “Take a role” in the topic.
role-ended = This role is no longer needed.

job-commander = settle level and type, see who is missing
job-communications-lead = { $due ->
    [none] draft the first response
   *[other] draft the first response, due out { $due }
}
job-spokesperson = say nothing outside until a line is approved
job-legal = { $due ->
    [none] approve the first response within 10 minutes of getting it
   *[other] approve the first response within 10 minutes of getting it, due out { $due }
}
job-service-lead = count the reports, ask the frontline to hold answers
job-account-operator = pause promo, stand by to publish
job-live-director = have the host read the approved line; without one, nothing about the cause
job-business-owner = check stock and what is on sale
job-executive = say nothing outside; wait for word from the commander
job-monitor = report plays and reposts every 30 minutes
job-scribe = note who did what, and when
job-unknown = open the topic and read the incident card

role-empty = { $role } is still empty.
role-empty-asked = { $role }: paging { $by }
role-empty-self = { $role }: you cover it for now
role-empty-skipped = { $role }: not needed this time

handover-head = You take over as { $role } from { $giver }.
handover-now = Now: { $state }, { $sent ->
    [one] { $sent } message out
   *[other] { $sent } messages out
}, next { $at }.
handover-now-none = Now: { $state }, { $sent ->
    [one] { $sent } message out
   *[other] { $sent } messages out
}, no further deadline.
handover-open = { $count ->
    [1] One open thing:
    [2] Two open things:
   *[other] Three open things:
}
handover-none = Nothing left undone.
handover-known = What only { $giver } knows: { $text }
handover-taken = ✓ You are { $role } since { $at }
handover-passed = You need not take { $role } from { $giver } any more.

clock-left = ⏱ { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} left · { $clock } due { $at }
clock-left-long = ⏱ { $left } left · { $clock } due { $at }
clock-overdue = ⛔ { $clock } is overdue ({ $at })
clock-blocked = Waiting for: { $blocker }
clock-send-first = Send first; reasons can wait for the recap.
clock-do-first = Do it first; reasons can wait for the recap.
clock-met-early = ✓ { $clock } out { $at }, on time ({ $early } early)
clock-met = ✓ { $clock } out { $at }, on time
clock-met-late = ✓ { $clock } out { $at }, { $late } overdue
clock-done-early = ✓ { $clock } done { $at }, on time ({ $early } early)
clock-done = ✓ { $clock } done { $at }, on time
clock-done-late = ✓ { $clock } done { $at }, { $late } overdue
clock-held = ✓ { $clock } on hold ({ $names } { $at }), look again { $again }
clock-held-alone = ✓ { $clock } on hold ({ $names } { $at })
clock-waived = ✓ { $clock } waived ({ $by } { $at })
clock-incident = { $number } { $title }
clock-commander = Commander { $person }
clock-raised = Raised to { $severity }. Counted from first seen { $seen }: { $clock } due { $due }.
clock-raised-past = Raised to { $severity }. Counted from first seen { $seen }: { $clock } { $late } past. Send first; reasons can wait for the recap.
clock-why-head = { $clock } · { $severity } · { $limit }
clock-why-basis = { $basis } ({ $started }), due { $due }
clock-why-source = Source: { $source }
clock-why-calendar = The holidays of that year are not published yet: counted Monday to Friday for now, and again once they are.

page-title-role = { $severity } page · you are { $role }
page-title-duty = { $severity } page · duty
page-title-round = { $round ->
    [2] Second call
    [3] Third call
   *[other] Call { $round }
} · { $severity } · passes on { $until }
page-title-round-last = { $round ->
    [2] Second call
    [3] Third call
   *[other] Call { $round }
} · { $severity }
page-title-many = { $severity } page · { $count } incidents
page-kind-restricted = Restricted incident
page-body = { $type } { $number }. Respond by { $until } or it passes on.
page-body-last = { $type } { $number }. Respond by { $until }.
page-body-alert = { $type } alert. Act by { $until } or it passes on.
page-body-many = Most urgent: { $number }, public { $due }
page-body-many-plain = Most urgent: { $number }
page-taken = { $by ->
    [none] A colleague has it. You can rest.
   *[other] { $by } has it. You can rest.
}
page-used = { $by } took this page at { $at }.
page-expired = This link has expired. The incident is still open; duty phone { $phone }
page-expired-plain = This link has expired. The incident is still open; the card in the group shows where it stands.
page-duty-head-role = { $severity } · { $type } · you are needed as { $role }
page-duty-head = { $severity } · { $type } · duty call
