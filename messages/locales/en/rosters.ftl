### Roster, paging, readiness, personal settings.

parcel-duty-roster = roster
parcel-duty-calendar = duty calendar
parcel-calling = paging
parcel-readiness = readiness check

command-readiness = Are we ready for tonight

roster-head = { $team }: duty
roster-now = Now: { $names }
roster-now-none = Nobody is on duty now.
roster-mine = My shift: { $text }
roster-away = You are on leave until { $until }. Back again: /duty back
roster-role = { $role }: { $names }
roster-role-alone = { $role }: { $names } (alone)
roster-role-none = { $role }: nobody can be reached
roster-none = There is no rotation yet: whoever tapped "on duty" in /me is called first.
    Write one: /duty add day @linlan @zhoulan 09:00-21:00 7
roster-day = { $day } { $text }
roster-day-free = { $day } (day off) { $text }
roster-day-none = nobody
roster-gap = ⛔ Nobody on duty: { $since } to { $until }
roster-gaps-more = { $count } more stretches with nobody
roster-stands-in = stands in
roster-file = Duty of the next month, { $count } shifts. Import it into your calendar.
roster-calendar-name = { $team } duty
roster-calendar-event = On duty: { $person }
key-rofile = Calendar file

paging-head = Page somebody · { $number } { $title }
paging-nobody = Nobody can be reached: no roles chosen yet, or neither private chat nor phone.
chain-duty = Duty
chain-head = { $role } · { $state }
chain-step = { $at } { $kind }
chain-step-done = ✓ { $at } { $kind }
chain-step-spared = { $at } { $kind } (not needed)

ready-head-good = ✓ { $team } is ready: all { $total } checks are good.
ready-head-bad = ⛔ { $team }: { $count } of { $total } checks are red
ready-more = { $count } more
ready-role-bad = { $role }: only { $count } can be reached. Ask one more to tap this role in /me.
ready-commander-bad = commander: only { $count } can be reached, and whoever responds commands. Ask one more to tap "on duty" in /me, or put them on the roster.
ready-contact-bad = { $count } without a phone that was heard: { $names }. Ask them to ring it once from /me.
ready-roster-bad = { $since ->
    [none] Nobody is on duty: write a rotation (/duty add), or somebody taps "on duty" in /me.
   *[other] Next week has { $count } stretches with nobody on duty, the first at { $since }: find a stand-in with /duty swap.
}
ready-source-bad = The alert source { $name } has fallen silent: see /source.
ready-calendar-bad = The holidays of { $number } are not published: counted Monday to Friday until an update brings them.
ready-outbox-bad = A message has waited { $minutes } minutes: see /status, check the network to Telegram.
ready-backup-bad = { $at ->
    [none] There is no backup: run crisisdesk backup on the server.
   *[other] The last backup is from { $at }, older than a week: run crisisdesk backup.
}
ready-approval-bad = Nobody could approve now: { $name }. These roles need two people each.

example-duty-add = /duty add day @linlan @zhoulan 09:00-21:00 7
example-duty-swap = /duty swap @zhoulan 11-25 21:00-09:00
example-duty-away = /duty away 11-25 11-28
example-me-quiet = /me quiet S3 23:00-08:00

answer-code-set = Your personal code is set. The duty page asks for it when you approve; tell nobody, and best delete this message.
answer-code-locked = Five wrong personal codes for { $person }: approving on the duty page is locked. Ask whether that was really them.
answer-quiet-set = Quiet hours for { $severity }: { $text }. S1 and S2 always wake you.
answer-zone-set = Your time zone: { $name }

refused-rotation-unknown = There is no rotation called "{ $name }". /duty lists them.
refused-rotation-unclear = That was not understood. { $example ->
    [none] Like this: /duty add NAME @who @who 09:00-21:00 7
   *[other] For example: { $example }
}
refused-time-backwards = These times do not fit: the end comes after the beginning and is not over yet.
refused-code-unclear = A personal code is six digits, and not 111111 or 123456. For example: /me code 482913
refused-code-missing = You have no personal code yet. Send in private: /me code and six digits
refused-code-wrong = The code is wrong; { $count } more tries.
refused-code-locked = Five wrong codes: locked. Set a new one with /me code in private and it works again.
refused-zone-unknown = There is no time zone "{ $name }". For example: /me zone Asia/Shanghai
refused-quiet-never = S1 and S2 have no quiet hours: they are there to wake somebody.

key-still = Still here
key-rest-give = Hand over
toast-still-here = Understood, still here
answer-rest-due = You have been { $role } for { $late } ({ $number }). Time to rest: hand over to your deputy, who has it once the brief is taken.
answer-still-there = Nothing has happened on { $number } for { $late }. { $person }, are you still on it? Without an answer the next commander is called.

parcel-call-figures = calling figures
calls-head = { $team }, four weeks: { $count } calls, { $unanswered } unanswered
calls-rung = { $kind }: answered in { $took } (median)
calls-person = { $person } was called { $count } times{ $took ->
    [none] {""}
   *[other] , answered in { $took }
}
calls-at-work = At work
calls-at-rest = Off work
calls-at-sleep = At night
calls-work = { $count } at work
calls-rest = { $count } off work
calls-sleep = { $count } at night
calls-silent = { $count } without an answer
answer-commander-silent = ⛔ { $person }, commander of { $number }, does not answer, and nobody else commands. Phone them, or take it yourself.
