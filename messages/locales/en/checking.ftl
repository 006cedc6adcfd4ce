### Answers of the check (T9), false alarms, the list.

check-clear = { $kind ->
    [sheet] Clear · agrees with sheet { $basis }
    [standing] Clear · by the standing lines ({ $basis })
   *[none] Clear · no message sheet yet, general rules only
}
check-change = { $count ->
    [one] Change · { $count } place
   *[other] Change · { $count } places
}
check-block = { $kind ->
    [sheet] Don't send · this sentence is not allowed
    [standing] Don't send · by the standing lines ({ $basis })
   *[none] Don't send · no message sheet yet, general rules only
}
check-former = { $version ->
    [none] Don't send · that is v{ $former }, expired
    [standing] Don't send · that is v{ $former }, expired
   *[other] Don't send · that is v{ $former }, expired. Current { $version }
}
check-sentence = "{ $text }"
check-point = { $index } { $label }: { $reasons }
check-unseen = invisible characters
check-written = { $reason } ({ $how })
check-guessed = { $reason } (guessed: { $how })
check-more = { $count } more; put these right and ask again
check-line-mended = Like this it is clear:
check-line-row = You can say:
check-line-approved-sheet = You can say (sheet { $version }):
check-line-approved-standing = You can say (standing line):
check-no-line = There is no approved line yet; don't answer for now.
check-picture = Words in a picture cannot be checked; have somebody look.
check-hint = The check reads wording rules; it doesn't judge truth or tone.
check-codes = ({ $codes })
quoted = "{ $text }"

key-copy = Copy
key-chksend = Send for approval
key-falarm = False alarm
answer-sentence-wanted = { $by } would like to add: "{ $text }". Put it into the draft and send that for approval, or tell { $by } that it stays out.
key-spanok = Allow this wording
key-span-once = This once
key-spanno = Keep stopping it

toast-false-alarm = Noted, { $person } knows
toast-false-alarm-nobody = Noted; nobody can decide yet
toast-sample-allowed = Allowed, from the next check on
toast-sample-once = Answered, for this once
toast-sample-kept = Kept, the list stays
toast-sample-was-decided = Decided by { $by } { $at }

false-alarm-head = False alarm? { $by } says this was stopped wrongly
false-alarm-why = Stopped because: { $reasons }
false-alarm-phrases = Once allowed, { $phrases } is no longer stopped.
false-alarm-facts = Numbers, dates and personal data are no matter of a list: verify the fact first, or answer for this once.
false-alarm-whole = The whole sentence is on the list and cannot be let through by itself: ask for other words, or answer for this once.
false-alarm-once = ✓ { $by } { $at }: this once
false-alarm-allowed = ✓ { $by } allowed it { $at }
false-alarm-kept = { $by } kept it { $at }

answer-false-alarm = Noted. { $person } knows and decides whether it may go out.
answer-false-alarm-nobody = Noted. Nobody for communications can be reached yet; don't send it for now.
answer-sample-allowed = { $by } allowed what you called a false alarm: "{ $text }"
answer-sample-once = { $by } has looked: this may go out, this once: "{ $text }"
answer-sample-kept = { $by } looked and does not allow it; please don't send this: "{ $text }"

bans-head = Do-not-say list · { $count }
bans-none = The list is empty. Add one: /ban add carcinogenic instead the cause is being checked
bans-more = { $count } more
bans-allowed = Allowed #{ $number } "{ $text }"
bans-foot = Take off: /ban remove number · allow: /ban allow phrase
ban-line = { $instead ->
    [none] #{ $number } { $term }
   *[other] #{ $number } { $term } → { $instead }
}
ban-variants = { $count ->
    [one] { $count } variant
   *[other] { $count } variants
}
ban-until = until { $until }

answer-ban-added = Added #{ $number } "{ $text }" ({ $scope }), from the next check on.
answer-ban-added-warned = Added #{ $number } "{ $text }" ({ $scope }), from the next check on. An approved line contains it; that line may still go out.
answer-bans-added = Added { $count }, from the next check on.
answer-bans-added-some = Added { $count }, from the next check on. { $total } more were on the list already.
answer-span-added = Allowed #{ $number } "{ $text }", from the next check on.
answer-ban-removed = Taken off #{ $number } "{ $text }", from the next check on.

refused-check-too-long = Too long: at most { $count } characters at once. Send it in parts.
refused-file-not-text = "{ $name }" is not readable as text, or larger than 1 MB. Paste the words instead.
refused-check-forgotten = This sentence is no longer kept (one day only). Check it again, then tap False alarm.
refused-sample-unknown = This false alarm is not to be found; perhaps it is another team's. Check the sentence again, then tap False alarm.
refused-wording-missing = There is nothing in it to look for. Write: /ban add wording instead another line
refused-wording-single = "{ $text }" is a single character and would hit too many sentences. Use a word of two or more.
refused-wording-approved = This is an approved line; banning it would stop your own words: "{ $text }". Change the sheet first.
refused-wording-exists = "{ $text }" is on the list already (#{ $number }). To change it, first /ban remove { $number }.
refused-wording-too-long = Too long: at most { $count } characters. A ban is a wording, not a paragraph.
refused-wording-unknown = "{ $text }" is not on the list. Send /ban for the numbers.
refused-wording-expired = The end of "{ $text }" is already over; give a later time.
refused-wording-unread = Could not read "{ $text }". Write a time as Nov 30 or 3 days, a scope as everywhere, type or here.
refused-spans-full = { $count } phrases are allowed, that is the limit; take some off first: /ban remove number
refused-loosening = Allowing and taking off is for communications, legal, the commander or an owner. Ask { $people ->
    [none] an owner
   *[other] { $people }
}.

command-ban = do-not-say list: add, take off, allow
example-check = three parents told us, we are checking
example-ban = /ban add carcinogenic instead the cause is being checked
example-span = /ban allow free of hormones
