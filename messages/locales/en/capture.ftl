### Taken into the timeline, the evidence box, corrections.

entry-captured = message captured
entry-captured-edited = message was edited
entry-corrects = corrects entry { $index }
entry-sha256 = fingerprint { $hash }
entry-kept-by = captured by { $person }
entry-line-numbered = #{ $index } { $at } { $what }

piece-link = link
piece-picture = screenshot
piece-recording = recording with the time in it
piece-other = other material
piece-unknown = other material
about-first-post = first post
about-answer = published answer
about-unknown = other

command-evidence = keep evidence (reply to a screenshot, link or recording)
answer-evidence-kept = Evidence { $kept }/{ $total } kept{ $missing ->
    [link] {" "}(a link is still missing)
    [picture] {" "}(a screenshot is still missing)
    [recording] {" "}(a recording with the time in it is still missing)
   *[none] { "" }
}
answer-correction-kept = Correction kept; entry { $index } stays as it was
answer-capture-too-old = I no longer have the words of that message (older than 24 hours, or never heard). Reply to it with /note and it goes into the timeline.
answer-capture-where = I do not know which incident that message belongs to. Reply to it with /note in that incident's topic.
toast-captured = In the timeline
toast-captured-before = It was captured before
refused-nothing-to-keep = Nothing to keep in that. Send the screenshot, recording or link with the caption "evidence", or reply to it with /evidence.
refused-entry-unknown = There is no entry { $index }. /timeline shows the numbers.
answer-capture-no-figure = In the timeline, but not a fact: I read no figure, time or batch in it. If it is a fact, reply to that message with /fact.
answer-fact-kept-before = That message is fact { $number } already; nothing was added. To change it press Change on its card; /facts { $number } shows it.
