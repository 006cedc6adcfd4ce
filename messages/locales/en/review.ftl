### The review: what closing needs, three questions, lessons, improvements.

question-well = went well
question-stuck = got stuck
question-change = to change
question-unknown = other
improvement-action = improvement
improvement-playbook = playbook change
improvement-wording = wording change
improvement-unknown = improvement
closing-reason = reason for closing
closing-responsibility = responsibility
closing-debrief = debrief
closing-lesson = lesson
closing-improvement = improvement
closing-tasks = tasks before closing
closing-signed = signature
closing-unknown = other

entry-debriefed = debrief
entry-lesson-added = lesson
entry-improvement-added = improvement agreed
entry-improvement-done = improvement done
entry-improvement-judged = improvement judged
entry-helped = it helped
entry-failed = it did not help, open again
entry-responsibility-set = responsibility judged
entry-signed = recap signed
entry-reviewed = looked back
entry-recurred = happened again

parcel-debrief = debrief
parcel-improvement = improvement
parcel-improvement-list = list of improvements

review-head = Review · { $severity } { $number } { $title }
review-missing = { $count ->
    [one] 1 thing missing before closing: { $pieces }
   *[other] { $count } things missing before closing: { $pieces }
}
review-ready = Everything is there; it can be closed
review-asked = Debrief: { $answered } of { $asked } have answered
review-agenda = Agenda
review-flag = · { $question }: { $text }
review-more = { $count ->
    [one] 1 more in the recap
   *[other] { $count } more in the recap
}
review-lesson = Lesson: { $text }
review-improvements = Improvements { $done }/{ $total } done

key-blame-ours = Ours
key-blame-shared = Shared
key-blame-not-ours = Not ours
key-blame-false-claim = False claim
key-mend = Mend
key-dbsay = Say it
key-review = Review
key-mend-reason = Give the reason
key-blame = Judge responsibility
key-mend-debrief = Debrief is done
key-mend-lesson = Write a lesson
key-mend-improvement = Agree an improvement
key-mend-tasks = See open tasks
key-sign = Sign

debrief-head = Stood down · { $number } { $title }
debrief-ask = You were { $role }. One sentence each is enough. It goes into the recap; the group reads what was said, not who said it.
debrief-more = Noted. You can add more.
debrief-over = The review is over. If you have more to add, send /lesson in the topic.
key-debrief-well = Went well
key-debrief-stuck = Got stuck
key-debrief-change = To change
key-dbnone = Nothing to add
answer-debrief-well = In one sentence: what went well?
answer-debrief-stuck = In one sentence: where did it get stuck, whom did you wait for?
answer-debrief-change = In one sentence: what should change next time?

improvement-head = { $kind } · { $number }
improvement-due = due { $at }
improvement-overdue = ⛔ was due { $at }
improvement-done = ✓ done { $at }
improvement-helped = ✓ looked at, it helped
improvement-judge = A month has passed: did this change help?
improvements-head = Improvements { $done }/{ $total } · { $number } { $title }
improvements-none = No improvements yet. Agree one: /action what to change @who 11-27
key-imdone = Done
key-imyes = It helped
key-imno = It did not

command-lesson = keep a lesson
command-action = agree an improvement
command-playbook = suggest a change to a playbook
command-wording = suggest a change of wording
command-review = the review: what closing still needs
example-lesson = /lesson Staff the hotline an hour earlier
example-action = /action Check the batch once more before listing @He Min 11-27
example-playbook = /playbook Product safety: take it down first, then check @Zhou Lan 11-27
example-wording = /wording list "isolated" as change @Zhou Lan 11-27

answer-close-reason-wanted = In one sentence: why can it be closed?
answer-lesson-wanted = In one sentence: what was learnt?
answer-improvement-wanted = In one line: what to change, @who, by which day. For example: Check the batch once more before listing @He Min 11-27
answer-outcome-wanted-action = In one sentence: what shows that it is done? A link, a number, where to look.
answer-outcome-wanted-playbook = In one sentence: which version of the playbook has it?
answer-outcome-wanted-wording = In one sentence: which word is it now, since which day?
answer-outcome-wanted-unknown = In one sentence: what shows that it is done?
answer-lesson-kept = Lesson { $index } kept
answer-improvement-kept = Improvement agreed: { $text } · { $person } · by { $due }
answer-looked-back = Look back kept{ $due ->
    [none] .
   *[other] ; the next one is due { $due }.
}
toast-lesson = Lesson kept
toast-improvement = Improvement agreed
toast-improvement-done = Done; its effect is looked at in a month
toast-debriefed = Debrief closed
toast-signed = Signed
toast-closing-lacks = { $count ->
    [one] 1 thing is missing
   *[other] { $count } things are missing
}
refused-closing-incomplete = It cannot be closed yet, { $count ->
    [one] one thing is
   *[other] { $count } things are
} missing. Tap "Review": every missing piece has its button.
refused-review-not-due = No look back is due now. To see what is missing, send /review with nothing behind it.
refused-debrief-not-yours = That question went to somebody else. If you have something to add, send /lesson in the topic.
refused-improvement-unknown = That improvement is gone. /action shows those there are.

## Where it stands, recap files

answer-recap-file = Recap { $number }{ $text ->
    [none] { "" }
   *[other] . { $text }
}
toast-recap-coming = The recap is being made; it comes to your private chat
recap-now-since = Since you looked at { $at }: { $count } new
recap-now-recurred = The same again, before: { $text }
recap-now-said = Said in public { $count ->
    [one] once
   *[other] { $count } times
}
parcel-recap-file = recap file
