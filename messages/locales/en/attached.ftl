### Files that go out with a text: on drafts, requests and hand-overs, and the sheet's assets.

attached-line = File { $number } · { $name } · { $size } · { $seal }
attached-line-unseen = File { $number } · { $name } · { $size } · over 20 MB: content not compared, known by Telegram's file id
attached-came = File added "{ $name }" · { $size } · { $seal }
attached-went = File removed "{ $name }" · { $size } · { $seal }
attached-how = To take one off, send "remove file 1".
attached-file = Goes with the text: "{ $name }" · { $size } · { $seal }
attached-file-unseen = Goes with the text: "{ $name }" · { $size } · over 20 MB: content not compared, known by Telegram's file id
attached-release = Publish with the text, all of them:
attached-proof = The proof has to show the files: a screenshot, or a link with the picture.
attached-look = The files have to be these, too:
answer-attached = File { $number } "{ $name }" is attached; this is v{ $version } now. Any earlier approval is void.
answer-attached-unseen = File { $number } "{ $name }" is attached; this is v{ $version } now. Any earlier approval is void. It is over 20 MB, so I cannot see its content and know it by Telegram's file id and its size; those who approve and publish get the file itself.
refused-attached-unknown = There is no file { $number }{ $count ->
    [0] : nothing is attached yet.
    [1] : there is 1.
   *[other] : there are { $count }.
  }
refused-attached-full = { $most } files at most. Send "remove file 1" first.
refused-attached-there = This very file is file { $number } already; it was not added again.
gate-asset-unknown = file "{ $text }" is not among the assets of the current sheet: reply to the sheet's draft with it and have it approved, or send "remove file { $file }"
gate-asset-over = the sheet's approval of file "{ $text }" has run out: approve the asset again, or send "remove file { $file }"
refused-asset-without-file = An asset has to be a file: send the file itself in reply to the sheet's draft, or type "asset <its SHA-256, 64 characters>".
check-clear-words = Don't use this file · words: { $clear }
check-file-sheet = File clear: "{ $name }" is the one approved on sheet v{ $version }.
check-file-text = File clear: "{ $name }" is the one approved with the { $stage } v{ $version }.
check-file-over = Don't use this file: the approval of "{ $name }" on sheet v{ $version } has run out. To use it, have it approved again.
check-file-former = Don't use this file: "{ $name }" was on sheet v{ $version }, and is not on the current one.
check-file-differs = Don't use this file: "{ $name }" has the name of an approved file, but not its content.
check-file-unknown = Don't use this file: "{ $name }" is not an approved file.
check-file-nowhere = "{ $name }" can't be compared: you are in no incident now. Ask in the incident's topic.
check-file-approved = Approved: { $names }
check-file-none = This incident has no approved file yet. To use it, reply to the sheet's draft with it and have it approved.
check-file-photo = Telegram compresses what is sent as a photo, so it never equals the original: send it as a file and ask again.
check-file-unseen = It is over 20 MB: its content was not compared, it is known by Telegram's file id.
check-file-large = A file over 20 MB is known by Telegram's file id alone, and uploading it anew gives it another. Take the one that was forwarded, and answer it with /check.
refused-attached-empty = This file is empty; it was not attached. Send another one.
refused-attached-kind = Only pictures, videos and files can be attached. Save anything else as a file and send it as one.
duty-page-files = Files
duty-page-file = Open file { $number } · { $name } · { $size }
duty-page-file-not-here = File { $number } cannot be opened here: look at it in your private chat first, then approve.
about-asset = file that goes with a text
parcel-attached-file = a file that goes with a text
notice-file-refused = File { $file } "{ $name }" cannot be sent, and whoever was to see it has not got it: Telegram no longer takes this file. Send "remove file { $file }", then reply to the draft with the file once more; approvals start anew.
