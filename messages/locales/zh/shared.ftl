### 到处都用的小块:时间、时长、列表、标记、等什么。

moment-today = HH:mm
moment-date = MM-dd HH:mm
moment-year = yyyy-MM-dd HH:mm
day-date = MM-dd
day-year = yyyy-MM-dd

duration-seconds = { $seconds } 秒
duration-minutes-seconds = { $minutes } 分 { $seconds } 秒
duration-minutes = { $minutes } 分
duration-hours = { $hours } 时
duration-hours-minutes = { $hours } 时 { $minutes } 分
duration-days = { $days } 天
duration-days-hours = { $days } 天 { $hours } 时
minutes = { $minutes } 分钟

count-ten-thousand = { $number } 万
count-hundred-million = { $number } 亿

list-comma = 、
list-clause = ;
list-or = 或

mark-drill = 【演练】{ $head }
mark-sandbox = 演练沙盒
mark-repeated-head = { $head }(补发)

live = 直播中
restricted = 受限
acting = { $person }(代理)
numbered = { $index } { $text }
by-at = { $by } { $at }

waits-response = 等人响应
waits-decision = 等人决定
waits-role = { $role ->
    [none] 等人到齐
   *[other] 等{ $role }到位
}
waits-draft = { $person ->
    [none] 还没人起草
   *[other] 等起草
}
waits-drafting = 起草中
waits-approval = { $role ->
    [none] 等批准
   *[other] 等{ $role }批准
}
waits-release = 等发布
waits-proof = 等发布凭证
waits-fact = 等核实事实
waits-step = 等止损做完
waits-task = 等任务做完
waits-on-card = { $what }
blocker-person = { $what }({ $person })
blocker-person-since = { $what }({ $person },{ $since } 起)
blocker-since = { $what }({ $since } 起)
