### Outward words: drafts, approval (T7), emergency, nothing new (T13), held answers (T14), release (T8), proof (T8b), deviations.

moment-public = d MMM, HH:mm

statement-holding = first response
statement-verified = verified statement
statement-update = update
statement-result = result
statement-correction = correction
statement-unknown = outward words
statement-state-draft = draft
statement-state-in-approval = waiting for approval
statement-state-approved = approved
statement-state-released = waiting to go out
statement-state-published = out
statement-state-withdrawn = dropped
slot-empathy = care
slot-known = known
slot-unclear = not known yet
slot-cause = cause
slot-responsibility = responsibility
slot-apology = apology
slot-action = what we do
slot-remedy = remedy
slot-todo = what users do
slot-contact = contact
slot-next = next update
slot-evidence = evidence
slot-unknown = other
approval-item-first-response = first response
approval-item-first-response-facts = first response with verified facts
approval-item-verified = verified statement
approval-item-update = update
approval-item-nothing-new = nothing new
approval-item-result = result
approval-item-correction = correction
approval-item-apology = apology that accepts responsibility
approval-item-remedy = remedy or money
approval-item-naming = naming, denial, legal threat
approval-item-sensitive = personal data, injury, minors
approval-item-sheet = message sheet
approval-item-standing-line = standing line
approval-item-unknown = other
approval-decision-asked = asked
approval-decision-passed = passed to the deputy
approval-decision-approved = approved
approval-decision-returned = returned
approval-decision-void = void
return-fact = Fact is wrong
return-cause = Too early for a cause
return-promise = Promise not approved
return-tone = Tone is wrong
return-written = Write a line
return-unknown = Other
hold-low = Low impact
hold-evid = Waiting for evidence
hold-spread = Would spread it
hold-written = Write a line
hold-unknown = Other
publication-handed-over = to be published
publication-proved = proof kept, not compared
publication-published = out
publication-differs = differs from the approved text
publication-corrected = corrected
publication-withdrawn = called back
proof-link = link
proof-screenshot = screenshot
proof-webhook = receipt of the interface
proof-none = none
proof-unknown = other
deviation-d1 = correct in public
deviation-d2 = correct in the thread
deviation-d3 = tone only
deviation-unknown = other
deviation-state-open = open
deviation-state-corrected = corrected
deviation-state-closed = closed
rumor-state-open = going round
rumor-state-refuted = refuted
rumor-state-dead = died down

rule = ────

draft-head = { $stage } v{ $version } · { $state } → { $channel }
draft-about = { $number } { $title }
draft-line = { $index } { $slot }: { $text }
draft-line-empty = { $index } { $slot }: still to be written
draft-whole = Whole text (tap to copy):
draft-length = { $count } of { $limit } characters
draft-length-free = { $count } characters
draft-check = check: { $verdict }
draft-finding = "{ $text }" { $reason } ({ $rule })
draft-gate = First: { $what } ({ $rule })
draft-todo = Remember: { $what } ({ $rule })
draft-more-problems = { $count } more, listed once these are put right
draft-how = Change a line: "3 -> …". Or reply with the whole edited text.
draft-waiting = Waiting for approval: { $names }
draft-released = Approved; { $person } is to publish it
draft-published = ✓ Out since { $at }
draft-returned = Returned by { $person }: { $text }
draft-because = Fact { $fact } changed, the approval is void. Verify it, then send again
draft-fault = Whose fault it is: { $before } → { $after }. The approval is void: look again, then send
draft-safety = Goes out as a safety warning: only how people avoid harm. It waits for no message sheet, no order of telling, no paused promotion

approval-head = Please approve · { $stage } v{ $version } → { $channel }
approval-about = { $severity } · { $title }
approval-author = written by { $person }
approval-emergency = Emergency release: besides the commander one more approval sends it
approval-safety = Goes out as a safety warning: it waits for no message sheet, no order of telling, no paused promotion. Approve it only if it says no more than how people avoid harm
approval-until = Decide by { $at }, then it goes to { $person }
approval-until-alone = Decide by { $at }
approval-passed = Passed to { $person }; you can still approve
approval-passed-alone = No deputy to pass it to; it waits for you
approval-facts = Facts used: { $facts }
approval-fact = { $mark } { $text } (verified { $person } { $at })
approval-fact-open = { $mark } { $text } (not verified yet)
approval-against = Fact { $mark } gives another figure than { $others }: make sure which is right before you approve.
approval-since = Since v{ $version }: { $changes }
change-added = "{ $after }" added
change-removed = "{ $before }" removed
change-replaced = "{ $before }" → "{ $after }"
approval-void-head = { $count ->
    [1] Approval void · v{ $before } → v{ $version }, one change
   *[other] Approval void · v{ $before } → v{ $version }, { $count } changes
}
approval-fault = whose fault it is: { $before } → { $after }
approval-void-fact = Fact { $mark } updated { $at }, verified { $person }
approval-given = ✓ You approved { $stage } v{ $version } · { $at }
approval-returned = You returned { $stage } v{ $version } · { $at } · { $text }
approval-settled = { $stage } v{ $version } is approved; nothing left for you to do
approval-replaced = v{ $version } is void, it is v{ $newest } now
approval-dropped = { $stage } v{ $version } needs no approval any more

emergency-head = Emergency release: first response or safety warning only; commander plus one approver; reviewed within 24 hours.
emergency-called = Emergency release has begun; one more approval sends it
emergency-sent = Emergency release: approved, and handed to whoever publishes
emergency-about = { $number } · { $stage } v{ $version }

nothing-head = ⏱ An update was promised for { $at }; there are no new facts
nothing-text = Can go out without new approval:
nothing-done = ✓ The update for { $at } is arranged

hold-why = Hold our { $clock }: why?
hold-until = Look again when?
hold-waits = Waiting for { $person } to agree; look again { $again }
hold-proposed = { $person } suggests to hold: { $text }, look again { $again }.
hold-breaks = The public was promised an update by { $at } ({ $channels }); holding it breaks that promise. "Nothing new" can go out instead: two taps, no new approval.
hold-broken = The public was promised an update for { $at } ({ $channels }); that time has passed and nothing newer is proved. "Nothing new" can go out now: two taps, no new approval.
hold-agreed = { $clock } held ({ $names }, { $at }); look again { $again }
hold-refused = { $clock }: it goes out after all, the deadline runs on

release-head = Ready to publish · { $stage } v{ $version } → { $channel }
release-until = Out by { $at }
release-approved = approved: { $names }
release-before = no new approval needed
release-emergency = emergency release
release-untold = Not told yet: { $circles } (publish anyway, tell them after)
release-how = Copy, don't edit. When it is out, reply here with the link or a screenshot.
release-file = The text v{ $version }, to the letter
release-withdrawn = Don't publish: v{ $version } was called back
release-corrected = What went out on { $channel } { $at } has been corrected
release-equal = ✓ Proof kept · { $channel } { $at } · same as approved v{ $version }
release-looked = ✓ Proof kept · { $channel } { $at } · same as approved v{ $version } ({ $person } looked)
release-link = ✓ Link kept · { $channel } { $at } · text not compared yet
release-waits-look = Screenshot kept · { $channel } { $at } · somebody has to look
release-text-only = The text is that of v{ $version }; a link or a screenshot is missing
differs-head = This differs from what was approved
differs-posted = Out there: { $text }
differs-approved = Approved: { $text }
look-head = Is the text in the screenshot the approved one? ({ $channel })
look-picture = Screenshot of what is out

deviation-head = Deviation · { $kind } · { $channel }
deviation-what = { $text }
deviation-do-d1 = A number, promise, cause or safety advice is wrong: correct it on the same channel.
deviation-do-d2 = A detail is wrong: correct it in the thread.
deviation-do-d3 = Only the tone: a word between colleagues is enough.
deviation-do-unknown = First choose how grave it is.
deviation-due = To be corrected by { $at }
deviation-corrected = ✓ Corrected
deviation-closed = ✓ Closed

gate-no-sheet = no current message sheet
gate-version-superseded = this version was replaced, it is v{ $version } now
gate-version-expired = this version has expired
gate-version-retracted = this version was taken back
gate-sheet-superseded = the message sheet has a new version
gate-sheet-expired = the message sheet has expired; renew it first
gate-sheet-retracted = the message sheet was taken back
gate-approval-missing = approval missing: { $roles }
gate-approval-by-author = the author's own approval does not count
gate-approval-other-hash = another version was approved
gate-fact-to-verify = fact { $number } is not verified yet
gate-fact-disputed = fact { $number } is disputed
gate-fact-withdrawn = fact { $number } was withdrawn
gate-fact-internal = fact { $number } is internal
gate-fact-expired = fact { $number } has expired
gate-fact-changed = fact { $number } has changed
gate-fact-against = fact { $number } gives another figure than { $others }: settle which is right first
gate-channel-unknown = there is no such channel
gate-too-long = { $count } characters, this channel takes { $limit }
gate-not-spokesperson = whoever publishes is not a spokesperson of this channel
gate-certificate-over = the spokesperson's certificate has ended
gate-not-read = whoever publishes has not read the current sheet
gate-drill-outside = a drill may not go outside
gate-real-in-drill = this is the drills' channel
gate-promotion-paused = promotion is paused
gate-untold = not told yet: { $circles }
gate-untold-first = to be told before it is published: { $circles }
gate-untold-todo = not told yet: { $circles } (publish anyway, tell them after)
gate-next-missing = no time given for the next update
gate-next-past = the time of the next update, { $due }, has passed
gate-next-too-late = the next update is too far away, { $until } at the latest
gate-contact-unknown = nobody has verified this contact: { $text }
gate-verbatim-changed = this line may not be changed: { $text }
gate-legal-hold = stopped by counsel
gate-embargo = not before { $until }

key-plain = { $label }
key-time = { $label }
key-time-chosen = { $label } ✓
key-stsend = Send for approval
key-sttime = Change time
key-stchan = Other channel
key-stsafe = This is a safety warning
key-stsafe-off = No safety warning
key-stdrop = Drop it
key-stshow = See draft
key-apok = Approve this version
key-apok-version = Approve v{ $version }
key-apback = Return
key-appass = Pass to deputy
key-apfull = Full text
key-approval-sheet = Message sheet
key-emsure = Emergency release
key-relno = Can't publish
key-relagn = Fixed, compare again
key-relsame = The same
key-reldiff = Different
key-copy-text = Copy text
key-hreason = Reason
key-huntil = Time
key-hagree = Agree
key-hrefuse = Disagree, write
key-nnask = Send "nothing new" instead
key-nnsend = Use this
key-nnwrite = There is news
key-nntime = Change time
key-devclas = Record deviation
key-devfix = Write correction
key-ppause = Pause { $channel }
key-plift = Resume { $channel }

toast-draft-here = The draft is in your private chat
toast-draft-changed = It is v{ $version } now
toast-draft-dropped = Dropped
toast-handed-over = Handed over
toast-approval-asked = Asked: { $people }
toast-approved = v{ $version } approved; any change voids it
toast-returned = Returned
toast-no-deputy = There is no deputy
toast-passed-to = Passed on to { $person }
toast-emergency = { $people ->
    [none] Emergency release has begun
   *[other] Emergency release has begun; { $people } asked too
}
toast-second-asked = { $person } decides with you
toast-held = Held; we look again

notice-nobody-approves = Nobody can approve as { $role }. Page somebody, or ask the owner to name one more.
notice-approved-but-shut = Approved, but not handed over: { $count ->
    [1] 1 thing is
   *[other] { $count } things are
} missing, see the draft
notice-do-not-publish = Don't publish: v{ $version } is void, a new one is coming
notice-held-back = { $why ->
    [legal-hold] Don't publish v{ $version }: legal stopped it. You get it again when they lift that
    [embargo] Don't publish v{ $version } yet: legal named a later time. You get it again then
    [taken-back] Don't publish v{ $version }: the message sheet was taken back; the topic says why. You get it again with the next one
    [no-sheet] Don't publish v{ $version }: the message sheet has run out. You get it again with the next one
    [promotion-paused] Don't publish v{ $version }: promotion is paused, and it sells. You get it again when it runs
    [not-read] Don't publish v{ $version }: there is a new message sheet. Read it first; with [Read] you get the text again
    [untold] Don't publish v{ $version }: somebody has to be told first. It comes back to you once they are
   *[other] Don't publish v{ $version } now. You get it again when it may go out
}
notice-cannot-publish = { $yours ->
    [yes] { $person } can't publish; passed on to you
   *[no] { $by ->
        [none] { $person } can't publish; somebody else has to
       *[other] { $person } can't publish; passed on to { $by }
    }
}
notice-published = Out · { $stage } v{ $version } → { $channel } { $at }, same as approved
notice-look-again = It is time: does our { $clock } go out?

answer-proof-kept = ✓ Proof kept · { $channel } { $at } · same as approved v{ $version }
answer-proof-link = Link kept. Text not compared yet: paste what is out there, or send a screenshot for somebody to look at.
answer-proof-screenshot = Screenshot kept; somebody is asked to look.
answer-proof-text = The text is that of v{ $version }. Send the link or a screenshot too.
answer-paste-again = Reply here with the text or link as it is out there now.
answer-return-wanted = Why do you return it? Reply in one sentence.
answer-hold-wanted = Why hold the answer? Reply in one sentence.

refused-own-text = You wrote this version, so others approve it. { $people } have been asked.
refused-emergency-not-here = An emergency release carries a first response or a safety warning; for { $stage } the usual approval.
refused-line-unknown = There is no line { $number }; there are { $count }. The numbers stand on the left of the draft.
refused-approval-unknown = This request is not there any more; it may be void. A new version comes to you by itself.
refused-nobody-to-ask = None of those who may approve can be reached: { $roles }. Page somebody first.
refused-statement-unknown = This draft is not there any more; press "Write response" again.
refused-statement-too-long = Too long: { $count } characters, at most { $most }. Shorten it and send it again.
refused-statement-empty = There is nothing left that could go out; write it once more.
refused-not-your-text = { $by } is writing this one. Ask { $by } for changes.
refused-private-needed = Drafts are written in private. Send me /start first, then press again.
refused-statement-out = This one is handed over or dropped and can't be changed. Write a new one.
refused-not-ready = Not yet: { $count ->
    [1] 1 thing comes first; see the draft.
   *[other] { $count } things come first; see the draft.
}
refused-still-waiting = It waits for { $people } already.
refused-version-moved = This has just become v{ $newest }; you were looking at v{ $shown }, nothing was approved.
refused-approval-answered = { $by } answered this at { $at }; no need to press.
refused-not-asked = { $by } was asked for this one and has to answer.
refused-nothing-to-rush = No first response or safety warning waits for approval; there is nothing to rush.
refused-publication-unknown = This hand-over is not there any more; it may be called back. Don't publish yet; see the card in the topic.
refused-draft-wants-reply = The draft was not changed. For one line send "3 -> …"; to put in a whole text, reply to the draft with it.
refused-no-proof = That is no proof: send the link, the text that is out, or a screenshot.
refused-proof-front-page = This link leads to a front page, not to what went out. Open the post, copy its link and send that.
refused-proof-elsewhere = This link leads to another platform; look once more.
refused-hand-over-void = This version was called back: don't publish it. If it is out already, record it with /deviation.
refused-look-by-other = Somebody else has to look at your screenshot. Ask a colleague to tap.
refused-deviation-unknown = This deviation is not there any more; it may be settled. See the card in the topic.
refused-deviation-settled = This deviation is corrected or closed; nothing left to do.
refused-nothing-promised = This update is out, or is not needed any more.
refused-hold-unknown = This proposal is not there any more; it may be settled. See the card in the topic.
refused-hold-settled = This proposal is settled; no need to press.
refused-second-needed = Holding an answer takes two people; somebody else has to agree.
refused-nobody-second = There is nobody else to decide with; page the commander or the communications lead first.

entry-statement-drafted = drafted
entry-statement-changed = draft changed
entry-statement-dropped = draft dropped
entry-approval-asked = approval asked
entry-approval-passed = approval passed to deputy
entry-approval-given = approved
entry-approval-returned = returned
entry-approval-void = approval void
entry-emergency-called = emergency release
entry-handed-over = handed over to publish
entry-proof-kept = proof kept
entry-proof-differs = what is out differs
entry-deviation-found = deviation found
entry-deviation-corrected = deviation corrected
entry-hold-proposed = suggested to hold the answer
entry-hold-agreed = answer held
entry-hold-refused = hold refused
entry-promotion-paused = promotion paused
entry-promotion-resumed = promotion resumed
entry-rumor-noted = rumour noted
entry-rumor-settled = rumour resolved
parcel-statement-draft = draft
parcel-approval-request = request to approve
parcel-emergency-ask = emergency release
parcel-release-ready = hand-over
parcel-release-text = text file
parcel-proof-picture = proof picture
parcel-proof-look = look at a screenshot
parcel-nothing-new = nothing new
parcel-hold-proposed = held answer
parcel-deviation = deviation
clock-look-again = second look
clock-emergency-review = review of an emergency release

pauses-head = Promotion paused { $paused } of { $total }
pauses-paused = ✓ { $channel } paused · { $person } { $at }
pauses-lifted = { $channel } running again · { $person } { $at }
pauses-running = { $channel } still running
key-ppause-all = Pause all
promotion-paid-traffic = paid traffic
promotion-scheduled = scheduled posts
promotion-live-selling = live selling
promotion-lottery = lottery
promotion-ads = ads
promotion-kol = creators

command-statement = Write what goes out
command-result = Write the result that closes it
command-correct = Write a correction
command-contact = Contacts for public words
command-promo = Promotion: what is paused, pause or resume each
command-rumor = Note a rumour
command-deviation = Note a deviation
example-deviation = the host promised a full refund on air
answer-contacts = Contacts that may stand in public words: { $names }
answer-contacts-none = No contacts yet. Add one: /contact 400-000-0000
refused-contacts-full = At most { $most } contacts. Take one off the list first.
refused-rumor-unknown = This rumour is not there any more; it may be settled. /rumor shows those there are.
rumors-head = Rumours · { $count } going round
rumors-none = None yet. Note one: /rumor what people say
rumor-line = { $index } { $text } · { $state }
key-rufalse = { $index } refuted
key-rudead = { $index } died down
parcel-promotion-pauses = paused promotion
parcel-rumors = rumours
