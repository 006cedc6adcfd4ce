### 预警卡 (T1)、收件箱、合并、盯着。

alert-head = { $dot } 预警 · 疑似 { $severity }
alert-account = { $platform ->
    [none] 「{ $account }」
   *[other] { $platform }「{ $account }」
}
alert-account-live = { $platform ->
    [none] 「{ $account }」直播间
   *[other] { $platform }「{ $account }」直播间
}
alert-seen = 首见 { $at }
alert-pace = { $minutes } 分钟 { $count } 条
alert-pace-burst = 1 分钟内 { $count } 条
alert-watching = 直播中,在看 { $viewers }
alert-figure = { $metric } { $value }
alert-folded = 另有 { $count } 条

alert-opened-paging = 已自动开启事件,正在呼叫值班 { $person }
alert-opened-alone = 已自动开启 { $number },还叫不到人
alert-opened = 已开启 { $number } · { $by } { $at }
alert-watch = { $by } 盯到 { $until }
alert-watch-trigger = { $by } 盯到 { $until },{ $metric } ≥ { $value } 即呼叫
alert-dismissed = { $by ->
    [none] 无需处理 · { $reason } · { $at }
   *[other] 无需处理 · { $reason } · { $by } { $at }
}
alert-merged = 并入 { $number } · { $by } { $at }
alert-merged-alone = 并入 { $number }
alert-opens-at = { $at } 前无人处理将自动开启
alert-decide-by = { $at } 前选一个
alert-hint-watch = 建议:先盯着({ $metric } { $value },低于 { $threshold })
alert-hint-open = 建议:开启事件({ $metric } { $value },已到 { $threshold })
alert-proposed = { $by } 建议无需处理:{ $reason }
alert-second-person = 还需另一人同意
alert-choosing = 无需处理:为什么?
alert-resolved = 来源 { $at } 报告已恢复

inbox-head = 预警收件箱 · { $count } 条
inbox-row = { $dot } { $at } { $title }
inbox-more = 更早的还有 { $count } 条
inbox-opened = 已开启
inbox-watching = 盯到 { $until }
inbox-decide-by = { $at } 前定

storm-head = { $dot } { $total } 条预警已合并
storm-span = { $since } 至 { $until },不再一条条发
storm-incident = 都在 { $number } { $title } 里处理
storm-file = 每一条的编号都在附件里。
storm-file-name = alerts-{ $stamp }.txt

watch-due = { $dot } 盯着的时间到了 · { $title }
watch-due-since = { $since } 起盯着,没有越线
watch-fired = { $dot } 盯着的有动静 · { $title }
watch-fired-figure = { $metric } { $value },已过 { $threshold }
watch-fired-media = 有媒体来问
watch-choose = 现在选:开启、再盯一会,还是无需处理
storm-line-restricted = (受限事件)
alert-veiled = 受限类型的预警,这里不显示内容
