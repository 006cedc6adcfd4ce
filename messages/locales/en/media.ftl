### What journalists ask.

inquiry-state-open = waiting
inquiry-state-answered = answered
inquiry-state-declined = declined
inquiry-state-withdrawn = withdrawn

inquiry-open = Media question { $index } · { $outlet } · wanted by { $at }
inquiry-overdue = ⛔ Media question { $index } · { $outlet } · { $at } has passed, no answer yet
inquiry-answered = ✓ Answered { $outlet } (question { $index }) · { $by } { $at }
inquiry-answered-late = ✓ Answered { $outlet } (question { $index }) · { $by } { $at }, { $late } late
inquiry-declined = No answer to { $outlet } (question { $index }) · { $by } { $at }
inquiry-withdrawn = Withdrawn: { $outlet } (question { $index }) · { $by } { $at }
inquiry-somebody = a journalist
inquiry-question = Asks: "{ $text }"
inquiry-owner = { $person } answers
inquiry-yours = you answer
inquiry-nobody = nobody answers yet
inquiry-sheet = from sheet v{ $version }
inquiry-no-sheet = no sheet yet, standing lines only
inquiry-reason = Reason: { $text }

inquiries-head = Media questions · waiting { $count } of { $total }
inquiries-none = No journalist has asked yet. When one does, send one line: /media Reuters by 18:00 asks: is it recalled?
inquiries-more = { $count } more
inquiry-row = { $index } { $outlet } "{ $text }"
inquiry-row-due = by { $at }
inquiry-row-overdue = ⛔ { $at } has passed

key-medmine = I answer it
key-mednot = No answer
key-medgone = Withdraw
toast-inquiry-yours = Yours to answer; you are reminded in private before the deadline

answer-inquiry-noted = Noted what { $who } asks; the card is in the topic of { $number }.
answer-inquiry-outlet = One thing lacks: which outlet? Reply to this message.
answer-inquiry-deadline = One thing lacks: by when do they want it? Reply to this message, such as 18:00 or 10 am tomorrow.
answer-inquiry-question = One thing lacks: what do they ask? Reply to this message, best in their words.
answer-inquiry-several = Not understood in full, nothing noted yet. Reply with one line: Reuters by 18:00 asks: is it recalled?
answer-inquiry-past = { $typed } has passed; nothing noted yet. By when do they want it? Reply to this message.
answer-inquiry-decline = Why no answer to { $who }? Reply here with one sentence; it is kept.
    Whoever gets no word writes without it; if you can give the time of the next update, give that.
answer-inquiry-withdraw = Why is the question of { $who } withdrawn (they ask no more, noted twice)? Reply here with one sentence.
answer-inquiry-settled = { $who }: { $inquiry_state ->
    [declined] no answer, the reason is kept
   *[other] withdrawn, the reason is kept
}

refused-inquiry-unknown = This media question is not to be found. /media shows those there are.
refused-inquiry-closed = { $number } is closed; nobody would see to a new question. Reopen it under Phase first.
refused-inquiry-too-long = Too long ({ $count } characters, { $total } at most); nothing noted. Keep the outlet, the time and the question itself.
refused-inquiry-settled = Somebody was quicker: { $by } { $at }, { $inquiry_state ->
    [answered] answered
    [declined] no answer is given
   *[other] withdrawn
}.
refused-inquiry-reason = It takes a reason. Reply to the message before with one sentence.

command-media = media questions: note, remind, answer from the sheet
entry-inquiry-noted = media question
entry-inquiry-taken = media question taken
entry-inquiry-answered = media answered
entry-inquiry-declined = no answer to media
entry-inquiry-withdrawn = media question withdrawn
entry-inquiry-review = media answer to review
clock-media-answer = answer to media
parcel-inquiry = media question
parcel-inquiries = media questions
