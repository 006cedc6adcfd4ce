# Promises made in public: confirmed at release, then an owner, a time and a proof for each.

promises-head = { $count ->
    [one] 1 sentence of the { $stage } sounds like a promise. Is it one?
   *[other] { $count } sentences of the { $stage } sound like promises. Confirm which are
}
promises-yes = ✓ { $index } "{ $text }"
promises-no = { $index } "{ $text }" · no promise
promises-how = Ticked ones count: confirm, and you see to them until you pass them on; the time is asked next. Tap what is none; reply with one that is missing.
promises-how-none = Nothing is ticked: confirm, and all are kept as no promise. Reply with one that is missing.
promises-confirmed = ✓ Promises confirmed · { $person } { $at }

promise-state-found = wants an owner
promise-state-open = open
promise-state-kept = kept
promise-state-none = no promise
promise-found = Is this a promise? Who keeps it?
promise-text = "{ $text }"
promise-when = { $person } sees to it. By when at the latest?
promise-when-typed = Or reply with a time: tomorrow 18:00, 11-27
promise-choose = Who sees to it instead?
promise-open = Promise · { $person } · by { $at }
promise-overdue = ⛔ Promise overdue ({ $at }) · { $person }
promise-kept = ✓ Promise kept · { $person }
promise-none = No promise

key-prmine = I'll do it
key-prnone = No promise
key-prdue = Time
key-prkept = Kept
key-prgive = Somebody else
key-prgive-person = { $person }
key-prtick = Tick
key-prtick-off = ✓ { $index }
key-prtick-on = { $index }
key-prok = Confirm { $count }
key-prok-none = None is a promise
key-pradd = Add one

command-promise = Promises: what is not kept yet, add one
answer-promise-proof = What shows that it was kept? Reply with a link, a screenshot or a sentence.
answer-promise-wanted = What else was promised? Reply here with that sentence.
answer-promises-none = No promise is open. Add one: /promise and the sentence that was said in public
answer-promises-private = The promises are in your private chat
answer-promise-kept = ✓ Promise kept · { $person }

toast-promise-ticked = A promise; not confirmed yet
toast-promise-unticked = No promise; not confirmed yet
toast-promises-confirmed = { $count ->
    [0] Kept as no promises
   *[other] Confirmed { $count }; now the time
}
toast-promise-given = { $person } sees to it

refused-promise-unknown = This promise is not there any more; it may be settled. See the card in the topic.
refused-promise-too-long = A promise is the sentence that was said, at most { $total } characters; this has { $count }. Nothing was kept: send that sentence.
refused-promise-due = This is no time, or it has passed. Reply for example: tomorrow 18:00, 11-27, 3 days
refused-promise-nobody = Nobody else has a part in this incident. Ask somebody to take a role first, then pass it on.
refused-promises-confirmed = { $by } confirmed this { $at }. To add one: reply to that list, or send /promise with the sentence.
refused-promises-changed = The ticks have just changed; nothing was confirmed. Look at the list again, then confirm.
refused-promise-settled = This promise was kept, or is none; no need to press.

entry-promises-confirmed = promises confirmed
entry-promise-made = promise made
entry-promise-kept = promise kept
clock-promise = promise
clock-promise-undated = promise without a time
clock-promises-asked = promises to confirm
parcel-promise = promise
parcel-promise-list = promises to confirm
