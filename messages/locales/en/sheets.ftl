## Message sheets and standing lines

audience-public = the public
audience-affected = affected users
audience-partners = partners
audience-staff = staff
audience-media = media
audience-regulator = regulators
audience-unknown = other
sheet-state-draft = draft
sheet-state-in-review = waits for approval
sheet-state-current = current
sheet-state-superseded = replaced
sheet-state-expired = expired
sheet-state-retracted = retracted
fault-unknown = responsibility unknown
fault-ours = our responsibility
fault-shared = shared responsibility
fault-not-ours = not our responsibility
stance-care = care first, cause later
stance-correct = correct what is untrue
stance-explain = explain
stance-apologize = admit and apologise
stance-remedy = apologise and put right
stance-deny = deny
stance-watch = say nothing yet, watch
stance-unknown = other
channel-douyin-comment = Douyin pinned comment
channel-video-caption = video caption
channel-private-message = private message
channel-live-spoken = said on air
channel-live-card = live room card
channel-weibo = Weibo
channel-official-account = official account
channel-wechat-complaint = WeChat Pay complaint
channel-wechat-dispute = WeChat dispute
channel-phone-script = phone answer
channel-media-answer = answer to media
channel-staff-note = note to staff
channel-unknown = other channel
item-holding = first response
item-key = key message
item-qa = question and answer
item-slot = part
item-channel-text = channel version
item-do-not-say = do not say
item-contact = contact
item-remedy = remedy or promise
item-third-party = third party
item-spokesperson = spokesperson
item-asset = asset
item-unknown = other
mode-verbatim = to the letter
mode-adaptable = own words allowed
stage-before = before stop-loss
stage-after = after stop-loss
entry-sheet-drafted = message sheet drafted
entry-sheet-current = message sheet current
entry-sheet-expired = message sheet expired
entry-sheet-retracted = message sheet retracted
entry-sheet-review = message sheet needs review
clock-sheet-expiry = message sheet valid until
clock-standing-expiry = standing line valid until
entry-line-said = said on air
parcel-sheet-card = what may be said now
parcel-standing-board = standing lines
parcel-standing-lines = standing lines
parcel-spoken-large = spoken line in large letters

key-stand = Standing lines
key-stand-type = { $type } { $done }/{ $total }
key-stand-language = Show { $tongue }
key-stands = Standing lines
key-stands-more = More types
key-stok = Approve these { $count }
key-stedit = Change { $index }
key-stoff = Take out of use
sheet-nth = { $what } { $index }
key-copy-of = Copy: { $what }
key-shwrite = Write the sheet

standing-board-head = Standing lines · { $done }/{ $total } types approved
standing-board-what = Until an incident has its sheet, service and hosts say what stands here. Tap a type, read it, change it, then approve.
standing-head = Standing lines · { $type } · { $tongue }
standing-what = Drafts are never used by themselves: read every word, then approve.
standing-line = { $index } { $channel }
standing-draft = draft, not approved
standing-waits = changed by { $writer }, waits for approval
standing-in-use = approved by { $by }, good until { $until } · fingerprint { $hash }
standing-expired = expired, approve again
standing-over = too long, { $count }/{ $total }

sheet-current = Message sheet v{ $version } · current
sheet-version-for = { $version } ({ $audience })
sheet-falls-back = There is no sheet of its own for: { $audience }. Use the public one for now.
sheet-for-whom = For whom? Tap to see what may be said to them.
key-sheet-for = For others
key-sheet-of = { $audience } v{ $version }
sheet-about = { $number } { $title }
sheet-valid = good until { $until }
sheet-standing = Standing lines ({ $type }), approved
sheet-none = No approved words yet
sheet-waits = sheet v{ $version } waits for approval
sheet-nothing = Nothing is approved yet. Don't answer; note how to reach them and pass it to the communications lead.
sheet-nothing-yours = Nothing is approved yet, so don't answer. What others are asked comes to you: write the message sheet first.
sheet-nothing-whom = Nothing is approved yet. Don't answer; note how to reach them and pass it to { $person }.
sheet-never = v{ $asked } was never in use. Current: v{ $version }.
sheet-gone = That is v{ $asked }, expired. Current: v{ $version }.
sheet-gone-none = That is v{ $asked }, expired. There is no current sheet now.
sheet-taken-back = v{ $version } was taken back: do not use it · { $by } { $at }
sheet-review = Needs a look: fact { $facts } has changed; leave the sentences about it out for now.
toast-line-large = The line is below, in large letters
sheet-line-over = { $time } has passed: do not use this line
sheet-adaptable = own words allowed
sheet-answers = If somebody asks:
sheet-answers-more = { $count ->
    [one] 1 more answer. Send "sheet" and a word to find it.
   *[other] { $count } more answers. Send "sheet" and a word to find one.
}
sheet-bans = Don't say:
sheet-ban = "{ $term }"
sheet-ban-instead = "{ $term }" → { $instead }

command-standing = Standing lines: read, change, approve
answer-standing-change = How should this line read? Reply with the whole line. Now: { $text }
notice-standing-expires = The standing lines ({ $type }) expire { $at }. Read them; if nothing has changed, approve them again.
notice-standing-expired = The standing lines ({ $type }) have expired and cannot be used. Read them; if nothing has changed, approve them again.
notice-standing-changed = { $by } changed the standing lines ({ $type }); somebody else has to approve them. No hurry: read them, then approve.
toast-standing-changed = Changed; somebody else has to approve it
toast-standing-approved = Approved; any change voids it
toast-standing-retired = Taken out of use
toast-line-said = Noted: said on air
refused-standing-own = You changed one of these lines, so somebody else approves them: the communications lead, legal or the commander.
refused-standing-roles = Standing lines are approved by { $roles }. Choose your usual role in /me, or ask one of them to open /standing.
refused-standing-moved = One of these lines was changed a moment ago; nothing was approved. Open them again: /standing
refused-standing-too-long = A line needs words and has at most { $total } characters; this has { $count }. Nothing was kept: shorten it and send it again.
refused-standing-blocked = Line { $index } does not pass the check ({ $text }); nothing was approved. Tap "Change { $index }"; to see what is wrong, send "can I say" with the line.
refused-standing-over = Line { $index } is too long: { $count }, at most { $total } (characters; words of an English line that is read out). Nothing was approved: shorten it first.
refused-no-line = No spoken line is approved now. Ask the communications lead for one, or approve standing lines: /standing
refused-standing-type = There is no type called "{ $text }". /standing lists them all; tap one.
parcel-sheet-draft = draft of a message sheet
key-shsend = Send for approval
key-shdrop = Drop it
key-shback = Take back
key-shst = Stance
key-shfault = Responsibility
sheet-draft-head = Message sheet v{ $version }
sheet-draft-how = Reply to change it, one change a line: 3 to … · remove 3 · key … · ask Cause? answer Being checked · do not say isolated → three parents · contact 400-… · remedy … · may not name supplier · on air … · next update 22:30
sheet-draft-choose = Choose one:
sheet-cause = Cause: { $text }
sheet-evidence = Evidence: { $text }
sheet-may-say = may be named
sheet-may-not-say = may not be named
sheet-next = next update
sheet-says = uses fact { $facts }
sheet-trouble = does not pass the check ({ $rules })
sheet-changes = Since v{ $version }:
sheet-change = { $kind }: "{ $before }" → "{ $after }"
sheet-change-new = added { $kind }: { $text }
sheet-change-gone = removed { $kind }: { $text }
toast-sheet-sent = Approval is asked for; any change voids it
toast-sheet-changed = Changed
toast-sheet-dropped = Dropped
notice-sheet-current = { $audience ->
    [none] Message sheet v{ $count } is current. Send "sheet" to read it.
   *[other] Message sheet for { $audience } v{ $count } is current. Send "sheet { $audience }" to read it.
}
notice-sheet-expired = { $audience ->
    [none] Message sheet v{ $count } has expired: do not use it. Read it and ask for approval again: /sheet, then "Write the sheet".
   *[other] Message sheet for { $audience } v{ $count } has expired: do not use it. Read it and ask for approval again: send "sheet { $audience }", then "Write the sheet".
}
notice-sheet-taken-back = { $by } took back the message sheet{ $audience ->
    [none] {""}
   *[other] {" "}for { $audience }
} v{ $count }: do not use it. Why: { $text }. { $holds ->
    [public] Use the public sheet for now.
    [standing] Use the standing lines for now; send "sheet" to read them.
   *[none] Nothing is approved now: don't answer yet.
}
answer-sheet-back-wanted = Why is the message sheet{ $audience ->
    [none] {""}
   *[other] {" "}for { $audience }
} v{ $count } taken back? Reply here with one sentence. It holds until you do.
answer-sheet-taken-back = The message sheet{ $audience ->
    [none] {""}
   *[other] {" "}for { $audience }
} v{ $count } is taken back. { $holds ->
    [public] The public sheet holds now.
    [standing] The standing lines hold now; send "sheet" to read them.
   *[none] Nothing is approved now: /sheet, then "Write the sheet".
}
refused-sheet-not-in-use = Message sheet v{ $version } is not current any more, so there is nothing to take back. What may be said now: /sheet
refused-sheet-unknown = There is no such sheet; it may have gone with its incident. What may be said now: /sheet
refused-sheet-closed = Message sheet v{ $version } is no draft any more. Write the next version: /sheet, then "Write the sheet".
refused-sheet-line = The draft has no line { $count }. Look at the numbers and send it again; nothing of this reply was kept.
refused-sheet-unread = I did not understand "{ $text }"; nothing of this reply was kept. One change a line, for example: 3 to …, or: do not say isolated → three parents
refused-sheet-full = A sheet holds at most { $total } lines. Remove some first, for example: remove 7
refused-sheet-private = Sheets are written in private. Open the private chat with me first, then tap again.
refused-sheet-denial-unknown = Nothing is denied while responsibility is unknown. Say that you saw it and are checking; change the stance once there is evidence.
refused-sheet-denial-apology = A denial and an apology do not stand on one sheet. Choose: remove the apology, or take another stance.
refused-sheet-stance = This stance does not go with the responsibility as it stands. Tap "Stance" for another one, or set "Responsibility" right first.
refused-sheet-evidence = Denying, correcting, naming a cause or saying it is not ours needs evidence. Reply with a line: evidence number or link of the test report
refused-sheet-holding = There is no first response yet. Reply with a line: first response …
refused-sheet-too-long = "{ $text }…" is too long: at most { $total } characters, now { $count }. Nothing is cut for you: shorten it and send it again.
refused-sheet-keys = At most { $total } key messages, now { $count }. Remove some, then ask for approval.
refused-sheet-blocked = Line { $count } does not pass the check ({ $text }). Change it, or verify the facts it uses first.
sheet-request-head = Please approve · message sheet v{ $version }
sheet-request-return = Why is it returned?
sheet-request-given = Message sheet v{ $version } approved · { $at }
sheet-request-back = Message sheet v{ $version } returned · { $at } · { $text }
sheet-request-settled = Message sheet v{ $version } has enough approvals
sheet-request-void = Message sheet v{ $version } was changed again; this request is void
refused-sheet-whole = The whole sheet has { $count } characters: an approver could not see all of it. At most { $total }; remove some lines first.
notice-sheet-expires = { $audience ->
    [none] Message sheet v{ $count } expires { $at }. Read it; if nothing has changed, ask for approval again: /sheet, then "Write the sheet".
   *[other] Message sheet for { $audience } v{ $count } expires { $at }. Read it; if nothing has changed, ask for approval again: send "sheet { $audience }", then "Write the sheet".
}
