# What came out about a rumour.
rumor-verdict-false = 不实
rumor-verdict-partly = 部分属实
rumor-verdict-true = 属实
rumor-verdict-unclear = 无法核实
rumor-basis = 依据 { $text }
rumor-basis-file = 依据 文件
rumor-report = 举报号 { $text }
rumor-spread = 范围 { $text }
answer-rumor-proof = 依据是什么?回复到这里:链接、截图,或「事实1」。
    后面可以加:不实 / 部分属实 / 属实 / 无法核实,举报号 …,范围 …
answer-rumor-unread = 已记为澄清。这里没看懂,没有记:{ $text }。可以写:不实 / 部分属实 / 属实 / 无法核实,举报号 …,范围 …
refused-rumor-too-long = 传言记一两句就够,最多 { $total } 字,现在是 { $count } 字。没有存,挑要紧的再发。
refused-rumor-no-proof = 没有依据,先不算澄清。回复链接、截图,或一条已核实的事实(如「事实1」)。
