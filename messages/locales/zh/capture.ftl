### 记入时间线、证据盒、更正。

entry-captured = 记入消息
entry-captured-edited = 消息被改过
entry-corrects = 更正第 { $index } 条
entry-sha256 = 指纹 { $hash }
entry-kept-by = { $person } 记入
entry-line-numbered = #{ $index } { $at } { $what }

piece-link = 链接
piece-picture = 截图
piece-recording = 带时间的录屏
piece-other = 其他材料
piece-unknown = 其他材料
about-first-post = 首发内容
about-answer = 已发布的回应
about-unknown = 其他

command-evidence = 存证据(回复截图、链接或录屏)
answer-evidence-kept = 证据 { $kept }/{ $total } 已存{ $missing ->
    [link] (再补一个链接)
    [picture] (再补一张截图)
    [recording] (再补一张带时间的录屏)
   *[none] { "" }
}
answer-correction-kept = 更正已记,第 { $index } 条原样保留
answer-capture-too-old = 这条消息我手里没有原文(超过 24 小时,或我没收到)。回复那条消息发 /note,就能记进时间线。
answer-capture-where = 不知道这条消息属于哪件事。到那件事的话题里回复它发 /note。
toast-captured = 已记入时间线
toast-captured-before = 之前已经记过了
refused-nothing-to-keep = 没找到要存的东西。把截图、录屏或链接发过来,配文写「证据」;或回复那条消息发 /evidence。
refused-entry-unknown = 没有第 { $index } 条。发 /timeline 看编号。
answer-capture-no-figure = 记进时间线了,没记成事实:这句里我没读到数字、时间或批次。要当事实,回复那条消息发 /fact。
answer-fact-kept-before = 那条消息已经是事实 { $number },没再记一条。要改,在它的卡上按「改」;看它发 /facts { $number }。
