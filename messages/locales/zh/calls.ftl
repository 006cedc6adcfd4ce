### 值班呼叫 (T4b)、角色 (T4)、交接 (T11)、时限 (T5)、锁屏 (T6)。

duty-head = { $dot } { $severity } · 呼叫值班
duty-head-round = { $dot } { $severity } · 第 { $round } 次呼叫值班
duty-next = { $until } 前响应,否则转呼 { $person }
duty-next-unnamed = { $until } 前响应,否则转呼下一位
duty-last = { $until } 前响应,后面没有人了
duty-late = { $until } 前无人响应,已呼叫全员,谁先点谁接下
duty-opens = { $until } 前处理,否则自动开启事件
duty-mine = 你已响应 · { $at }
duty-taken = 已由 { $by } 接下,你可以休息了。
duty-passed = 已转呼 { $by } · { $at }
duty-passed-alone = 已转呼下一位 · { $at }
duty-ended = 这次呼叫已结束。

role-head = { $dot } { $severity } · 需要你担任{ $role }
role-job = 你要做的第一件事:{ $job }
role-next = { $until } 前没有响应,转呼 { $person }
role-last = { $until } 前响应,后面没有人了
role-mine = 你是{ $role } · { $at } 接下
role-mine-commander = 总指挥 { $person }
role-mine-next = 下一件事 { $at } { $job }
role-mine-next-now = 下一件事 { $job }
role-taken = 已由 { $by } 接下,你可以休息了。
role-passed = 已转呼 { $by }
role-passed-alone = 还没有人接下。能来就在话题里点「我来接岗」。
role-ended = 这个角色现在不需要了。

job-commander = 定等级和类型,看人到齐没有
job-communications-lead = { $due ->
    [none] 起草首次回应
   *[other] 起草首次回应,{ $due } 前要发出
}
job-spokesperson = 先别对外说,等批准的口径
job-legal = { $due ->
    [none] 批首次回应(送到后 10 分钟内)
   *[other] 批首次回应(送到后 10 分钟内),{ $due } 前要发出
}
job-service-lead = 数清收到几例,让一线先别对外答
job-account-operator = 停推,等发布
job-live-director = 让主播照口径念;没有口径就不谈原因
job-business-owner = 核对在售与库存
job-executive = 先别对外说,等总指挥的消息
job-monitor = 每 30 分钟报一次播放和转发
job-scribe = 把谁几点做了什么记下来
job-unknown = 进话题看事件卡

role-empty = { $role }还空着。
role-empty-asked = { $role }:正在呼叫 { $by }
role-empty-self = { $role }:你先兼着
role-empty-skipped = { $role }:这次不需要

handover-head = 你接 { $giver } 的{ $role }。
handover-now = 现在:{ $state },已发 { $sent } 条,下一条 { $at }。
handover-now-none = 现在:{ $state },已发 { $sent } 条,没有下一条的时限。
handover-open = { $count ->
    [1] 没做完的一件:
    [2] 没做完的两件:
   *[other] 没做完的三件:
}
handover-none = 手上的事都做完了。
handover-known = 只有 { $giver } 知道的:{ $text }
handover-taken = ✓ 你接下了{ $role } · { $at }
handover-passed = { $giver } 的{ $role }不用你接了。

clock-left = ⏱ 还剩 { $minutes } 分钟 · { $clock } { $at } 到期
clock-left-long = ⏱ 还剩 { $left } · { $clock } { $at } 到期
clock-overdue = ⛔ { $clock }已超时({ $at })
clock-blocked = 卡在:{ $blocker }
clock-send-first = 先发,原因留到复盘。
clock-do-first = 先做完,原因留到复盘。
clock-met-early = ✓ { $clock } { $at } 发布,按时(提前 { $early })
clock-met = ✓ { $clock } { $at } 发布,按时
clock-met-late = ✓ { $clock } { $at } 发布,超时 { $late }
clock-done-early = ✓ { $clock } { $at } 完成,按时(提前 { $early })
clock-done = ✓ { $clock } { $at } 完成,按时
clock-done-late = ✓ { $clock } { $at } 完成,超时 { $late }
clock-held = ✓ { $clock } 暂不回应({ $names } { $at }),{ $again } 再看
clock-held-alone = ✓ { $clock } 暂不回应({ $names } { $at })
clock-waived = ✓ { $clock } 已免除({ $by } { $at })
clock-incident = { $number } { $title }
clock-commander = 总指挥 { $person }
clock-raised = 调高为 { $severity }。按首见 { $seen } 重算:{ $clock } { $due } 到期。
clock-raised-past = 调高为 { $severity }。按首见 { $seen } 重算:{ $clock }已过 { $late }。先发,原因留到复盘。
clock-why-head = { $clock } · { $severity } · { $limit }
clock-why-basis = { $basis }({ $started }),{ $due } 到期
clock-why-source = 依据:{ $source }
clock-why-calendar = 这一年的节假日还没公布,先按周一到周五算,公布后自动重算。

page-title-role = { $severity } 呼叫 · 请担任{ $role }
page-title-duty = { $severity } 呼叫 · 值班
page-title-round = 第 { $round } 次呼叫 · { $severity } · { $until } 转呼
page-title-round-last = 第 { $round } 次呼叫 · { $severity }
page-title-many = { $severity } 呼叫 · { $count } 个事件
page-kind-restricted = 受限事件
page-body = { $type } { $number }。{ $until } 前响应,否则转呼下一位。
page-body-last = { $type } { $number }。{ $until } 前响应。
page-body-alert = { $type }预警。{ $until } 前处理,否则转呼下一位。
page-body-many = 最急 { $number } { $type },{ $due } 对外到期
page-body-many-plain = 最急 { $number } { $type }
page-taken = { $by ->
    [none] 已有人接下,你可以休息了。
   *[other] 已由 { $by } 接下,你可以休息了。
}
page-used = 这次呼叫已由 { $by } { $at } 接下。
page-expired = 链接已失效。事件仍在处置,值班电话 { $phone }
page-expired-plain = 链接已失效。事件仍在处置,打开群里的事件卡看最新情况。
page-duty-head-role = { $severity } · { $type } · 需要你担任{ $role }
page-duty-head = { $severity } · { $type } · 呼叫值班
