### Tasks, decisions, the recap (T12), where it stands, timeline, help.

task-head = Task · { $number } { $title }
task-given = Given to you by { $by }
task-owner = { $person } does it
task-due = Due { $at }
task-overdue = ⛔ Was due { $at }, overdue
task-done = ✓ Done · { $by } { $at }
task-done-alone = ✓ Done { $at }
task-blocked = Waiting for: { $text }
tasks-head = Tasks { $done }/{ $total } · { $number } { $title }
tasks-none = No tasks yet. Give one: /task what to do @who 20:55
tasks-more = { $count } more
tasks-done-line = ✓ { $index } { $text }

decision-head = Decision · { $number }
decision-question = Question: { $text }
decision-choice = Choice: { $text }
decision-why = Why: { $text }
decision-superseded = Superseded · { $by } { $at }

recap-head = Recap · { $severity } { $title } · { $number }
recap-span-over = First seen { $seen } → stood down { $end }
recap-span-open = First seen { $seen } → still handled
recap-took-response = Responded in { $took }
recap-took = { $clock } { $took }
recap-took-limit = { $what } (limit { $limit })
recap-deadlines = Deadlines { $met }/{ $total } on time
recap-late = overdue { $count }: { $names }
recap-late-none = overdue 0
recap-late-role = { $role } +{ $late }
recap-late-clock = { $clock } +{ $late }
recap-waived = waived { $count }
recap-out = Out: { $count ->
    [one] { $count } message
   *[other] { $count } messages
}, proof { $proofs }/{ $count }
recap-deviations = { $count ->
    [one] { $count } deviation
   *[other] { $count } deviations
}
recap-deviations-corrected = { $count ->
    [one] { $count } deviation
   *[other] { $count } deviations
}, corrected
recap-deviations-part = { $count ->
    [one] { $count } deviation
   *[other] { $count } deviations
}, { $corrected } corrected
recap-stopped = Stopped: { $count ->
    [one] { $count } wrong sentence
   *[other] { $count } wrong sentences
}
recap-promises = promises { $count }, kept { $kept }
recap-well = Went well: { $text }
recap-improve = To improve: { $count ->
    [one] { $count } item
   *[other] { $count } items
}
recap-improve-due = To improve: { $count ->
    [one] { $count } item
   *[other] { $count } items
}, next due { $day }

recap-now-commander = Commander { $person }
recap-now-empty = Still empty: { $roles }
recap-now-overdue = { $count } overdue
recap-now-latest = Latest
entry-line = { $at } { $what }

timeline-head = Timeline · { $number } { $title }
timeline-part = Last { $shown } of { $total }
timeline-none = Nothing recorded yet.

help-all = Three things are enough: report …, can I say …, sheet.
help-head = This is enough
help-line-report = Something happened: send "report …", one line or one picture
help-line-check = May this go out: send "can I say …"
help-line-sheet = What do we say now: send "sheet"
help-line-declare = Open an incident: send /declare and one line
help-line-status = What is open: send /status
help-line-recap = Where does it stand: send /recap in the topic
help-line-page = Page somebody: send /page
help-line-waive = Not speaking this time: send "/waive …" with the reason in the topic; it waives the next public deadline
help-line-unmask = Read the recap unmasked: send "/unmask …" with the reason; the timeline keeps it
help-more = Also: { $commands }
help-not-started = I can't message you yet: tap below to start (10 seconds).
help-about-report = Send "report" and one line, for example: report three parents say their child got a rash. A picture with a caption works too.
help-about-declare = Send /declare and one line. I guess the rest; touch on the card what is wrong.
help-about-status = Send /status: every open incident in one message.
help-about-words = Send "can I say" and the sentence. The check reads wording rules; it doesn't judge truth or tone.
help-about-reach = So that I can reach you: start the private chat, send /me and tap what you do. Do not mute that chat.
help-about-topics = Group settings → Topics → on. I check again by myself. It works meanwhile in the main chat.

command-start = Let me message you in private
command-help = How it works
command-status = What is open
command-declare = Open an incident
command-report = Report something (one line or one picture)
command-sheet = What to say now
command-check = May this sentence go out
command-page = Page somebody
command-recap = Where it stands / recap
command-timeline = The record of this incident
command-me = My roles and language
command-duty = Who is on duty now and next week
command-drill = Run a drill
command-setup = Connect this group
command-ack = Respond to my newest page
command-role = Take, hand over or page a role
command-sev = Classify: level
command-type = Classify: type
command-task = Give a task
command-tasks = Where the tasks stand
command-done = A deadline is met, with proof
command-waive = Waive the next public deadline, with a reason
command-decide = Record a decision
command-note = Record a note
command-resolve = Stand down
command-close = Close
command-reopen = Reopen
command-sla = Deadlines and their sources
command-source = Alert sources
command-lang = Change language
command-team = Who is in the team
command-silence = Silence a kind of alert
command-merge = Merge into another incident
command-handover = Hand over
