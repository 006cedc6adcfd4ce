### 值班表、叫人、就绪、个人设置。

parcel-duty-roster = 值班表
parcel-duty-calendar = 值班日历
parcel-calling = 叫人
parcel-readiness = 就绪检查

command-readiness = 今晚能不能顶住

roster-head = { $team } 值班
roster-now = 现在:{ $names }
roster-now-none = 现在没有人值班。
roster-mine = 我的班:{ $text }
roster-away = 你在休假,到 { $until }。回来了:/duty back
roster-role = { $role } { $names }
roster-role-alone = { $role } { $names }(只有一个人)
roster-role-none = { $role } 没有人叫得到
roster-none = 还没有轮班表:谁在 /me 里点了「值班」,就先叫谁。
    写一个:/duty add 白班 @林澜 @周岚 09:00-21:00 7
roster-day = { $day } { $text }
roster-day-free = { $day }(休){ $text }
roster-day-none = 没有人
roster-gap = ⛔ 没有人值班:{ $since } 到 { $until }
roster-gaps-more = 还有 { $count } 段没有人
roster-stands-in = 替班
roster-file = 下个月的值班,{ $count } 个班。导入手机日历就行。
roster-calendar-name = { $team } 值班
roster-calendar-event = 值班:{ $person }
key-rofile = 日历文件

paging-head = 叫人 · { $number } { $title }
paging-nobody = 没有人叫得到:大家还没登记角色,或者没开私聊也没登记手机。
chain-duty = 值班
chain-head = { $role } · { $state }
chain-step = { $at } { $kind }
chain-step-done = ✓ { $at } { $kind }
chain-step-spared = { $at } { $kind }(没用上)

ready-head-good = ✓ { $team } 就绪:{ $total } 项都好。
ready-head-bad = ⛔ { $team } 有 { $count } 项没就绪(共 { $total } 项)
ready-more = 还有 { $count } 项
ready-role-bad = { $role }只有 { $count } 个人叫得到:再请一位在 /me 里点上这个角色。
ready-commander-bad = 总指挥只有 { $count } 个人能当:谁响应谁先指挥。再请一位在 /me 里点上「值班」,或排进值班表。
ready-contact-bad = { $count } 个人的手机没响过或没登记:{ $names }。请他们在 /me 里让手机响一次。
ready-roster-bad = { $since ->
    [none] 没有人值班:写一个轮班表(/duty add),或者有人在 /me 里点「值班」。
   *[other] 下一周有 { $count } 段没有人值班,最早 { $since }:/duty swap 找人替。
}
ready-source-bad = 预警来源 { $name } 没有动静:看 /source。
ready-calendar-bad = { $number } 年的节假日还没公布:按周一到周五算,公布后更新程序。
ready-outbox-bad = 有消息等了 { $minutes } 分钟没发出去:看 /status,检查到 Telegram 的网络。
ready-backup-bad = { $at ->
    [none] 还没有备份:在服务器上运行 crisisdesk backup。
   *[other] 最近一次备份是 { $at },超过一周:运行 crisisdesk backup。
}
ready-approval-bad = 现在没有人能批:{ $name }。给这些角色各配两个人。

example-duty-add = /duty add 白班 @林澜 @周岚 09:00-21:00 7
example-duty-swap = /duty swap @周岚 11-25 21:00-09:00
example-duty-away = /duty away 11-25 11-28
example-me-quiet = /me quiet S3 23:00-08:00

answer-code-set = 个人码设好了。在值班页上批准时要输它;别告诉任何人,最好把这条消息删掉。
answer-code-locked = { $person } 的个人码连续输错五次,值班页上的批准已锁住。问问是不是本人。
answer-quiet-set = { $severity } 的免打扰:{ $text }。S1、S2 任何时候都会叫你。
answer-zone-set = 你的时区:{ $name }

refused-rotation-unknown = 没有叫「{ $name }」的轮班表。看看 /duty 里有哪些。
refused-rotation-unclear = 没看懂。{ $example ->
    [none] 写法:/duty add 名称 @谁 @谁 09:00-21:00 7
   *[other] 例如:{ $example }
}
refused-time-backwards = 时间不对:结束要在开始之后,也不能已经过去。
refused-code-unclear = 个人码要六位数字,别用 111111、123456 这样的。例如:/me code 482913
refused-code-missing = 你还没设个人码。私聊里发:/me code 加六位数字
refused-code-wrong = 个人码不对,还可以试 { $count } 次。
refused-code-locked = 个人码输错五次,已锁住。私聊里用 /me code 重设一个就能再用。
refused-zone-unknown = 没有「{ $name }」这个时区。例如:/me zone Asia/Shanghai
refused-quiet-never = S1、S2 没有免打扰:那时候就是要叫醒人的。

key-still = 还在
key-rest-give = 交接
toast-still-here = 知道了,你还在
answer-rest-due = 你担任{ $role }已经 { $late }({ $number })。该休息了:交给副手,对方要看完交接才算接下。
answer-still-there = { $number } 已经 { $late } 没有动静。{ $person },你还在处理吗?不回就呼叫下一位总指挥。

parcel-call-figures = 呼叫统计
calls-head = { $team } 近四周:{ $count } 次呼叫,{ $unanswered } 次没人应
calls-rung = { $kind }:{ $took } 有回应(中位数)
calls-person = { $person } 被叫 { $count } 次{ $took ->
    [none] {""}
   *[other] ,{ $took } 回应
}
calls-at-work = 上班时间
calls-at-rest = 休息时间
calls-at-sleep = 夜里
calls-work = 上班 { $count } 次
calls-rest = 休息 { $count } 次
calls-sleep = 夜里 { $count } 次
calls-silent = 没回 { $count } 次
answer-commander-silent = ⛔ { $number } 的总指挥 { $person } 没有回应,也没有别人能指挥。打电话给本人,或者你来接。
