### Frontline groups: the card (T10), receipts, reminders.

guard-mode-remind = remind
guard-mode-silent = silent
guard-mode-delete = delete
guard-mode-off = off

frontline-head = [Script v{ $version }, current]
frontline-say = If asked, say:
frontline-no-line = There is no line to use yet; don't answer for now.
frontline-not = Don't say: { $words }
frontline-ask-yours = What others are unsure of comes to you.
frontline-ask = { $person ->
    [none] Unsure: say so here, don't answer on your own.
   *[other] Unsure: pass to { $person }.
}
frontline-read = { $count } read
frontline-old = [Script v{ $version }, expired] current v{ $newest }
frontline-taken-back = [Script v{ $version }, taken back] say it no more; nothing new yet, don't answer for now
frontline-over = [Script v{ $version }, expired] nothing new yet, don't answer for now

unread-head = Script v{ $version } read by { $read }/{ $total }
unread-none = ✓ Everybody I know in these groups has read it
unread-names = Not read: { $names } ({ $count })

guard-unasked = Please don't use this outside yet
guard-found = { $by } said this in "{ $group }"; it differs from the sheet
guard-told = They have been told in private. If it went out, correct it.
guard-line = Say this now (sheet { $version }):

key-shread = Read
key-shagain = Send again
toast-frontline-read = Read v{ $version }
toast-frontline-old = Expired, current v{ $version }
toast-frontline-over = Expired, don't answer for now
toast-frontline-again = Sent again

answer-frontline-remind = This is a frontline group. New scripts come here; tap Read when you have read one. Mode: remind. When something differs from the sheet I tell the writer in private; I name nobody here and delete nothing. An owner changes it: /frontline silent, /frontline delete, /frontline off.
answer-frontline-silent = This is a frontline group. New scripts come here; tap Read when you have read one. Mode: silent. Deviations in numbers, causes, promises and denials go to the communications lead only; writers are not disturbed.
answer-frontline-delete = This is a frontline group. New scripts come here; tap Read when you have read one. Mode: delete. A message that differs in a number, cause, promise or denial is deleted, and its writer told in private. An owner chose this; by default nothing is deleted.
answer-frontline-off = This group is no longer read, and new scripts do not come here. An owner brings it back: /frontline
answer-frontline-deaf = I cannot hear yet what is said here; I only post the lines and take receipts. Make me an administrator of this group (or switch off privacy at @BotFather, /setprivacy): it works at once.
answer-frontline-no-delete = I may not delete messages here yet, so I only remind. Tick it among my administrator rights in the group settings: it works at once.

refused-frontline-unbound = This is no frontline group. An owner binds it with /frontline.
refused-frontline-sheet = This version is not to be found; send "sheet" for the current one.
refused-frontline-mode = There is no such mode. There are: /frontline remind, silent, delete, off.

command-frontline = make this group a frontline group, or change its mode
parcel-frontline-card = frontline card
parcel-sheet-unread = script not read
parcel-guard-found = frontline deviation
parcel-guard-line = frontline line

key-shlink = Link to pass on
receipt-name = Your name
receipt-thanks = Thank you, { $name }, noted. You can close this page.
receipt-unknown = This link is wrong or has expired; ask whoever leads service for a new one.
answer-receipt-link = Post this in your WeCom, Feishu or DingTalk group; readers give their name and tap Read. It is good for v{ $version } only: { $url }
refused-no-public-url = The desk has no public address, so nobody outside Telegram can open a link. Ask the operators to set PUBLIC_URL.
key-shlead = For their lead
answer-unread-lead = Script v{ $version } not read yet: { $names }. Please have them read it now. Until further notice only: { $text }
unread-on-air = { $person ->
    [none] The line for the air has changed and was not said yet. There is no live director: find somebody to hand it to the host.
   *[other] The line for the air has changed and was not said yet. Waiting for { $person } to tap "Said on air".
}
