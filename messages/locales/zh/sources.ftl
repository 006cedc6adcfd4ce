### 预警来源:多久没动静、测试、字段映射;转发、表格;首见;盯着时问数据。

source-silent-title = 来源「{ $name }」没有动静
source-silent-summary = 上次来自 { $at },说好每 { $minutes } 分钟一次。看看是它停了,还是真的没事。
source-heard-again = 来源又有动静了
source-test-title = 来源「{ $name }」的一条测试

sources-head = { $team } 的预警来源 · { $count } 个
sources-none = 还没有。在运行危机台的机器上:crisisdesk source add 名字
sources-more = 还有 { $count } 个
sources-heard = 上次 { $at }
sources-never-heard = 还没来过
sources-every = 每 { $minutes } 分钟
sources-silent = 没有动静
sources-mapped = 有映射
key-srctest = 发一条测试
key-srctest-named = 测试 { $name }
key-srcmap = 用这个映射
toast-source-tested = 测试已发出,和真的走同一条路
toast-mapping-kept = 「{ $name }」从现在起用这个映射
refused-source-gone = { $name ->
    [none] 这个来源已经不在了。发 /source 看现有的。
   *[other] 没有叫「{ $name }」的来源。发 /source 看现有的。
}

mapping-head = 「{ $name }」的映射试过了:最近 { $tried } 条里读出 { $count } 条
mapping-kept = 「{ $name }」的映射已启用
mapping-title = · { $title }
mapping-fields = 读出的字段:{ $fields }
example-source-map = /source map feed title=data.headline severity=data.level
refused-mapping-unclear = 这一段没看懂:{ $text }。写「字段=路径」,例如 title=data.headline;title 必须有。
refused-mapping-empty = { $count ->
    [0] 这个来源还没来过东西,没法试。在下一行贴一条它发的 JSON 再试。
   *[other] 最近 { $count } 条里一条标题都读不出,启用后什么都进不来。对一下路径,或在下一行贴一条它发的 JSON。
}
refused-mapping-not-here = 「{ $name }」不是通用格式,字段是固定的,不用映射。

parcel-sources = 预警来源
parcel-source-mapping = 字段映射
alert-test = 测试,不是真的

alert-hint-none = 建议:无需处理(来源说已恢复)
alert-hint-media = 建议:开启事件(有媒体来问)
alert-hint-unknown = 建议:先盯着({ $metric }还不知道)
alert-hint-bare = 建议:先盯着
alert-watch-media = { $by } 盯到 { $until },有媒体来问即呼叫
command-watch = 先盯着,到点或数字越线就叫我
answer-watching = { $text ->
    [none] 盯到 { $until },到点或数字越线就叫你
   *[other] 盯到 { $until },{ $text } 就叫你
}
answer-figures-wanted = 「{ $text }」盯了一半,现在多少?直接回复,例如:播放3.2万 转发180
refused-figures-unclear = 没看懂「{ $text }」。只写数字,例如:播放3.2万 转发180;有媒体来问就写:有媒体来问
refused-trigger-reached = 现在已经 { $count } 了,写一个更高的数。你写的是:{ $text }
refused-watch-no-card = 盯哪一条?回复那张预警卡再发,例如:盯到 14:00 转发≥300
alert-guessed = 看着像{ $type },开启后可改

answer-first-seen-wanted = 最早什么时候看到的?直接回复时间,例如:20:31
answer-first-seen-kept = { $due ->
    [none] 首见记为 { $at }
   *[other] 首见记为 { $at },首次回应 { $due } 到期
}
refused-first-seen-unclear = 没看懂「{ $text }」。只写一个已经过去的时间,例如:20:31,或 30分钟前
answer-table-kept = { $text ->
    [none] 表格里 { $total } 行都收下了,新的 { $count } 条
   *[other] 表格里 { $total } 行都收下了,新的 { $count } 条;在处理:{ $text }
}
refused-table-unreadable = 这不像一张能读的表格。要 CSV,第一行是列名,至少有「标题」一列,下面至少一行。
refused-table-too-long = { $count ->
    [0] 文件太大,一条都没存。一次最多 { $total } 行,分几次发。
   *[other] 有 { $count } 行,一条都没存。一次最多 { $total } 行,分几次发。
}
refused-table-rows = 这些行有问题,一条都没存:{ $text }。改好再发一次。
refused-file-away = 这个文件现在取不到,什么都没存。过一会再发一次;是文字的话,也可以直接贴出来。
alert-flapping = 来源反复报警又说恢复,先当没恢复
key-storm = 这些都无需处理
storm-put-away = 随这批一起定为无需处理
toast-storm-put-away = { $count } 条已记为无需处理
example-source-every = /source every feed 5
answer-source-promise = { $count ->
    [0] 「{ $name }」不再要求按时来,没动静也不提醒
   *[other] 「{ $name }」说好每 { $count } 分钟一次,两次没来就提醒
}
