### The evidence box: how much the first post and each answer need, what is missing, how it is mended.

box-answer = { $stage }: evidence { $kept }/{ $total } kept
box-where = { $stage } ({ $channel })
key-keep = Add evidence
answer-evidence-wanted = Evidence { $kept }/{ $total } kept. { $missing ->
    [link] Reply to this message with the link.
    [picture] Reply to this message with a screenshot.
    [recording] Reply to this message with a screen recording that shows the time.
   *[none] All there; anything more, reply to this message with it.
}
exhibit-link = link
exhibit-post = post
exhibit-quote = quote
exhibit-photo = picture
exhibit-screenshot = screenshot
exhibit-proof = screenshot as proof
exhibit-video = video
exhibit-recording = screen recording
exhibit-document = file
exhibit-table = table
exhibit-mail = mail
closing-proofs = proof of what was published
closing-promises = promises kept
key-mend-proofs = Show proof
key-mend-promises = Open promises
