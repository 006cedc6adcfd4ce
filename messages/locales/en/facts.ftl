## Facts: one sentence, its values, who verified it

fact-state-to-verify = to verify
fact-state-verified = verified
fact-state-disputed = disputed
fact-state-withdrawn = withdrawn
fact-list-known = what we know
fact-list-unknown-yet = what we do not know yet
fact-list-doing = what we are doing
fact-list-unknown = other
value-count = count
value-money = amount
value-pct = percent
value-times = multiple
value-workdays = working days
value-dur = duration
value-date = date
value-time = time
value-dt = date and time
value-batch = batch
value-place = place
value-name = name
value-unknown = other
fact-change-recorded = recorded
fact-change-values-agreed = values agreed
fact-change-changed = changed
fact-change-verified = verified
fact-change-disputed = disputed
fact-change-withdrawn = withdrawn
fact-change-expired = expired
fact-change-public = made public
fact-change-internal = made internal
fact-change-expiry-set = expiry set
fact-change-taken-back = taken back
fact-change-unknown = other change
entry-fact-changed = fact changed
entry-fact-verified = fact verified
entry-fact-disputed = fact disputed
entry-fact-withdrawn = fact withdrawn
entry-fact-expired = fact expired
clock-fact-expiry = fact valid until
parcel-fact-card = fact
parcel-fact-list = list of facts

fact-head = Fact { $mark }
fact-expired = expired
fact-internal = internal
fact-values-right = { $values } · read right?
fact-by = noted { $at }, { $by }
fact-verified-by = verified { $at }, { $by }
fact-good-until = good until { $at }
fact-was-good-until = was good until { $at }
fact-asked = { $person } was asked to verify
fact-contradicts = Its figure differs from fact { $facts }: see first which is right.
fact-against = another figure than { $facts }
fact-choose = Who is to verify it?
fact-line = { $mark } { $text }
facts-head = Facts · { $number } { $title }
facts-none = No facts yet. One sentence is enough: fact 3 reports of a rash, batch 0912A
facts-of = { $kind }:
facts-withdrawn = { $count ->
    [one] 1 withdrawn
   *[other] { $count } withdrawn
}
value-range = { $low }–{ $high }
value-shown-count = { $unit ->
    [none] { $value }
   *[other] { $value } { $unit }
}
value-shown-cny = CNY { $value }
value-shown-usd = USD { $value }
value-shown-eur = EUR { $value }
value-shown-gbp = GBP { $value }
value-shown-jpy = JPY { $value }
value-shown-pct = { $value }%
value-shown-times = { $value } times
value-shown-workdays = { $value } working days
value-shown-batch = batch { $value }
value-about = about { $value }
value-over = over { $value }
value-under = under { $value }

key-facts = Facts
key-fok = Right
key-fedit = Change
key-fver = I verified it
key-fver-again = Still true
key-fver-mark = { $mark } I verified it
key-fask = Ask somebody
key-fask-person = { $person }
key-fdisp = Disputed
key-fwith = Withdraw
key-fpub = Public
key-fpub-in = Make it internal
key-fpub-out = Make it public
key-factyes = Fact
key-factno = Note

command-facts = Facts: known, not known yet, being done
command-fact = Note a fact
example-fact = 3 reports of a rash, batch 0912A

toast-fact-kept = Kept, to verify
toast-fact-agreed = Values agreed; somebody still has to verify it
toast-fact-verified = Verified, it can be used
toast-fact-was-verified = { $by } verified it at { $at }
toast-fact-disputed = Marked as disputed, do not use it
toast-fact-withdrawn = Withdrawn, it can no longer be used
toast-fact-public = It is public now
toast-fact-internal = It is internal now
toast-fact-asked = { $person } was asked to verify it
answer-fact-wanted = Write one sentence as a reply to this. For example: 3 reports of a rash, batch 0912A. Begin with "internal" for what stays in the house, with "not known yet" for what is open.
answer-fact-change = How should it read? Reply with the whole sentence. Now: { $text }
answer-fact-or-note = "{ $text }": a fact, or a note?
notice-fact-withdrawn = Fact { $number } is withdrawn ({ $by }): { $text }. Whatever says it needs a look; do not use it.
notice-fact-disputed = Fact { $number } is disputed ({ $by }): { $text }. Whatever says it needs a look; do not use it.
notice-fact-expired = Fact { $number } has expired: { $text }. Whatever says it needs a look; if it still holds, verify it once more.
refused-fact-unknown = There is no such fact; it may have gone with its incident. The list as it is now: /facts
refused-fact-empty = Nothing to read in it. One sentence, for example: fact 3 reports of a rash, batch 0912A
refused-fact-too-long = A fact is one sentence of at most { $total } characters; this has { $count }. Nothing was kept: split it and send the parts.
refused-fact-needs-another = { $roles ->
    [none] You noted this yourself, so somebody else has to verify it. Tap "Ask somebody".
   *[other] You noted this yourself: somebody else has to verify it, or you take a role first ({ $roles }). Tap "Ask somebody".
}
refused-fact-step = This fact cannot be changed that way now. Note a new one instead.
refused-fact-nobody = Nobody else is here who could verify it. Page somebody under "People", or ask a colleague to tap "I verified it".
refused-question-gone = This question is over. Send the sentence once more, for example: fact 3 reports of a rash
key-fround = May be rounded
key-fround-exact = Exact only
fact-rounded = May be said rounded, on the right side.
fact-runs-out = Soon too old. If nothing has changed, tap "Still true".
toast-fact-rounded = May be said rounded
toast-fact-exact = Only to be said exactly
fact-how-long = How long does it hold from now on?
key-fhold = Valid for
key-fhold-hours = { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
}
key-fhold-good = No expiry
toast-fact-expiry = Good until { $until }
toast-fact-for-good = It does not expire
fact-source = source: { $source }
fact-older = { $count ->
    [one] 1 step before that
   *[other] { $count } steps before that
}
