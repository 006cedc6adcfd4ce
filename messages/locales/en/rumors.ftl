# What came out about a rumour.
rumor-verdict-false = false
rumor-verdict-partly = partly true
rumor-verdict-true = true
rumor-verdict-unclear = unclear
rumor-basis = shown by { $text }
rumor-basis-file = shown by a file
rumor-report = report number { $text }
rumor-spread = spread { $text }
answer-rumor-proof = What shows it? Reply here with a link, a screenshot, or "fact 1".
    You can add: false / partly true / true / unclear, report number …, spread …
answer-rumor-unread = Noted as refuted. This I did not understand, so it was not kept: { $text }. You can write: false / partly true / true / unclear, report number …, reach …
refused-rumor-too-long = A rumour is a sentence or two, at most { $total } characters; this has { $count }. Nothing was kept: send what matters.
refused-rumor-no-proof = Nothing shows it yet, so it is not refuted. Reply with a link, a screenshot, or a verified fact ("fact 1").
