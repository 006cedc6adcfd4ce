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

key-medmine = I'll take it
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

inquiry-taken = From sheet v{ $version } · fingerprint { $hash }
inquiry-taken-standing = From a standing line · fingerprint { $hash }
inquiry-review-sheet = The current sheet is { $what } and no longer says this: do they need a further word?
inquiry-review-gone = This sheet was taken back: do they need a further word?
inquiry-review-fact = Fact { $what } has changed: do they need a further word?
inquiry-lines-head = Answer · question { $index } · { $outlet }
inquiry-lines-sheet = From sheet v{ $version }:
inquiry-lines-standing = There is no sheet; only the standing lines may be said, word for word:
inquiry-lines-none = Nothing may be said yet: no sheet, no standing line. Write the sheet first; answer once it is approved.
inquiry-line = { $index } { $what }
inquiry-lines-how = Tap a line to use it as it stands, or reply with your own words; they are checked first.
inquiry-lines-how-standing = Tap a line to use it as it stands. To say something else, write the sheet first.

key-medans = Write answer
key-medans-index = Answer { $index }
key-medline = Use line { $index }
key-medany = Say it anyway
key-medseen = It still holds
toast-inquiry-answered = Kept as the answer; the exact words are below, send them as they stand
answer-inquiry-not-clear = What you wrote to { $who } is not clear, so it is no answer yet. Change it as shown above, then tap Write answer.
answer-inquiry-no-comment = "{ $text }" says nothing, and will be written as "declined to answer". { $line ->
    [none] At least say when there will be word.
   *[other] Better: "{ $line }"
}{ $again ->
    [none] { "" }
   *[other] {" "}The next update comes at { $again }; tell them.
}
notice-inquiry-in-hand = You are about to answer { $who }: sheet v{ $former } is over, { $version ->
    [none] and no other is current. Send nothing until the next one is approved.
   *[other] v{ $version } is current. Tap Write answer to take it from there.
}
notice-inquiry-answered = The answer to { $who } was taken from { $former ->
    [none] a standing line
   *[other] sheet v{ $former }
}; { $version ->
    [none] that was taken back. Do they need a further word?
   *[other] v{ $version } is current and no longer says it. Do they need a further word?
}
refused-inquiry-version-missing = It does not say from which sheet it was taken, so it is no answer yet. Begin with v{ $version }, or tap Write answer and choose.
refused-inquiry-version-old = { $former ->
    [none] The standing line
   *[other] Sheet v{ $former }
} is over; { $version ->
    [none] no sheet is current. Tap Write answer to see what may be said.
   *[other] v{ $version } is current. Tap Write answer to take it from there.
}
refused-inquiry-counsel = { $until ->
    [none] Counsel lets nothing out
   *[other] Counsel lets nothing out before { $until }
}, to journalists neither; it is no answer yet. Ask legal, or tap No answer with the reason.
refused-inquiry-standing = No sheet is current, so only a standing line may be said, word for word. Tap Write answer and choose one, or write the sheet first.
refused-inquiry-line = This line may not be used any more. Tap Write answer to see those that may.
example-inquiry-answer = v3 The cause is being checked; we report here by 22:30.
parcel-inquiry-lines = lines for a media answer

inquiry-step = Answer { $outlet } (question { $index })
recap-inquiries = media questions { $count }, answered in time { $met }
retold-section-media = Media questions
retold-column-outlet = Outlet
retold-column-question = Question
retold-column-sheet = Sheet
retold-column-answer = Answer or reason
retold-standing = standing line
retold-gap-inquiry-open = Media still waiting for an answer: { $names }
