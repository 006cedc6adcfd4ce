### 口径检查的回答 (T9)、误报、名单。

check-clear = { $kind ->
    [sheet] 通过 · 与口径单 { $basis } 一致
    [standing] 通过 · 按常备口径({ $basis })
   *[none] 通过 · 还没有口径单,只按通用规则
}
check-change = 需改 · { $count } 处
check-block = { $kind ->
    [sheet] 禁止 · 这句不能发
    [standing] 禁止 · 按常备口径({ $basis })
   *[none] 禁止 · 还没有口径单,只按通用规则
}
check-former = { $version ->
    [none] 禁止 · 你用的是 v{ $former },已失效
    [standing] 禁止 · 你用的是 v{ $former },已失效
   *[other] 禁止 · 你用的是 v{ $former },已失效。现行 { $version }
}
check-sentence = 「{ $text }」
check-point = { $index } { $label }:{ $reasons }
check-unseen = 看不见的字符
check-written = { $reason }({ $how })
check-guessed = { $reason }(疑似{ $how })
check-more = 另有 { $count } 处,改好上面的再查一次
check-line-mended = 改成这样就能发:
check-line-row = 可以这样说:
check-line-approved-sheet = 可以这样说(口径单 { $version }):
check-line-approved-standing = 可以这样说(常备口径):
check-no-line = 还没有批准的说法,先别答。
check-picture = 图里的字查不了,请人看一眼。
check-hint = 检查只看文字规则,不判断真假和语气。
check-codes = ({ $codes })
quoted = 「{ $text }」

key-copy = 复制
key-chksend = 送去审批
key-falarm = 误报
answer-sentence-wanted = { $by } 想加一句:「{ $text }」。要用就写进草稿,再送批准;不用就告诉 { $by }。
key-spanok = 放行这个说法
key-span-once = 这次可以发
key-spanno = 维持

toast-false-alarm = 记下了,已告诉 { $person }
toast-false-alarm-nobody = 记下了,还没人能决定
toast-sample-allowed = 已放行,下次检查就生效
toast-sample-once = 已答复,只这一次
toast-sample-kept = 维持,名单不变
toast-sample-was-decided = 已由 { $by } { $at } 决定

false-alarm-head = 误报?{ $by } 说这句被拦错了
false-alarm-why = 拦的原因:{ $reasons }
false-alarm-phrases = 放行后,{ $phrases } 不再拦。
false-alarm-facts = 拦的是数字、日期或个人信息,名单放行不了:先补事实,或由你答复这一次。
false-alarm-whole = 整句都是名单上的话,单独放行不了:请对方换个说法,或由你答复这一次。
false-alarm-once = ✓ { $by } { $at } 同意这次发
false-alarm-allowed = ✓ { $by } { $at } 放行
false-alarm-kept = { $by } { $at } 维持

answer-false-alarm = 记下了,已告诉 { $person }。这次能不能发,由 { $person } 决定。
answer-false-alarm-nobody = 记下了。还没有公关负责人能收到,先别发。
answer-sample-allowed = { $by } 放行了你报的误报:「{ $text }」
answer-sample-once = { $by } 看过,这次可以发:「{ $text }」。只限这一次。
answer-sample-kept = { $by } 看过,不放行,这句还是别发:「{ $text }」

bans-head = 禁说名单 · { $count } 条
bans-none = 名单还空着。加一条:/ban add 致癌 改说 原因正在核实
bans-more = 另有 { $count } 条
bans-allowed = 放行 #{ $number } 「{ $text }」
bans-foot = 去掉:/ban remove 编号 · 放行:/ban allow 说法
ban-line = { $instead ->
    [none] #{ $number } { $term }
   *[other] #{ $number } { $term } → { $instead }
}
ban-variants = 变体 { $count }
ban-until = 到 { $until }

answer-ban-added = 已加 #{ $number } 「{ $text }」({ $scope }),下一句检查就生效。
answer-ban-added-warned = 已加 #{ $number } 「{ $text }」({ $scope }),下一句检查就生效。已批准的话里有它,那一句照样能发。
answer-bans-added = 已加 { $count } 条,下一句检查就生效。
answer-bans-added-some = 已加 { $count } 条,下一句检查就生效。另有 { $total } 条已经在名单里。
answer-span-added = 已放行 #{ $number } 「{ $text }」,下一句检查就生效。
answer-ban-removed = 已去掉 #{ $number } 「{ $text }」,下一句检查就生效。

refused-check-too-long = 太长了,一次最多查 { $count } 个字。分几段发过来。
refused-file-not-text = 「{ $name }」不是能读的文本,或超过 1 MB。把文字贴过来。
refused-check-forgotten = 这句已经不留了(只留一天)。再查一次,再点误报。
refused-sample-unknown = 这条误报找不到了,可能属于别的团队。把那句话再查一次,再点误报。
refused-wording-missing = 没有可查的字。写成:/ban add 词 改说 另一句
refused-wording-single = 「{ $text }」只有一个字,会误伤很多句子。写两个字以上的词。
refused-wording-approved = 这正是一条已批准的话,禁了它自己也发不了:「{ $text }」。先换口径,再加名单。
refused-wording-exists = 「{ $text }」已经在名单里(#{ $number })。要改就先 /ban remove { $number }。
refused-wording-too-long = 太长了,最多 { $count } 个字。禁说的是词,不是整段话。
refused-wording-unknown = 名单里没有「{ $text }」。发 /ban 看编号。
refused-wording-expired = 「{ $text }」的截止时间已经过了,换一个以后的时间。
refused-wording-unread = 没看懂「{ $text }」。时间写成 11-30 18:00 或 3天,范围写 全部、这一类 或 这件事。
refused-spans-full = 放行的说法已满 { $count } 条,先去掉几条:/ban remove 编号
refused-loosening = 放行和去掉要由公关负责人、法务、总指挥或危机台负责人来做。请 { $people ->
    [none] 负责人
   *[other] { $people }
} 来点。

command-ban = 禁说名单:加、去掉、放行
example-check = 三位家长反馈,我们正在核实
example-ban = /ban add 致癌 改说 原因正在核实
example-span = /ban allow 不含激素
