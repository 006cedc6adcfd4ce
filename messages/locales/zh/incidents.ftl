### 事件卡 (T2)、面板、止损 (T3)、高管一行、看板。

incident-head = { $dot } { $severity } · { $title }
incident-seen = 首见 { $seen } · 开启 { $opened }
incident-public = 对外  { $line }
incident-script = 口径  { $line }
incident-promo = 停推  { $line }

public-due = { $clock } { $at } 到期
public-overdue = { $clock } { $at } 到期,已超时
public-met = { $clock } { $at } 发布,按时
public-met-late = { $clock } { $at } 发布,超时 { $late }
public-done = { $clock } { $at } 完成,按时
public-done-late = { $clock } { $at } 完成,超时 { $late }
public-held = { $clock } 暂不回应({ $names } { $at }),{ $again } 再看
public-held-alone = { $clock } 暂不回应({ $names } { $at })
public-waived = { $clock } 已免除({ $by } { $at })

script-standing = 常备口径在用
script-current = 口径单 v{ $version } 现行
script-none = 还没有
script-waiting = { $now } → 口径单 v{ $version } 待批
promo-count = { $done }/{ $total }
promo-left = 差 { $names }
promo-left-item = { $what }({ $who })

seat-taken = { $role } { $person }
seat-acting = { $role } { $person }(代理)
seat-asked-next = { $role } 呼叫中,{ $until } 转呼 { $person }
seat-asked-until = { $role } 呼叫中,等到 { $until }
seat-asked = { $role } 呼叫中
seats-asked = 呼叫中:{ $roles }
seats-empty = { $roles } 空缺

incident-next = 接下来
step-line = { $index } { $text }
incident-counts = 已核实 { $verified } · 待核实 { $waiting } · 超时 { $overdue } · { $at } 更新
incident-ended = { $at } { $state } · { $by }
incident-ended-alone = { $at } { $state }
incident-main-chat = 话题没开,先在主群用回复串处理。
incident-restricted = 受限事件 { $number } · 总指挥 { $commander }
incident-restricted-alone = 受限事件 { $number } · 总指挥空缺
topic-name = { $dot } { $number } { $title }
topic-name-ended = ✓ { $number } { $title }

panel-more = 更多 · { $number } { $title }
panel-class = 定性 · { $number } { $title }
panel-class-now = 现在:{ $severity } { $name } · { $type }
panel-class-touch = 只点要改的。
panel-types = 换成哪个类型?
panel-crew = 人员 · { $number } { $title }
panel-phase = 阶段 · { $number } { $title }
panel-phase-now = 现在:{ $state }
panel-close-again = 结案后话题关闭,要继续只能重新开启。
panel-down-again = 解除后不再计时、不再呼叫。

stop-loss-head = 先止损({ $minutes } 分钟内)
stop-loss-head-live = 先止损(直播中,{ $minutes } 分钟内)
stop-loss-done = ✓ { $step } · { $by } { $at }
stop-loss-cant = ⛔ { $step } · 做不到:{ $reason }
stop-loss-cant-label = 做不到:{ $reason }
stop-loss-tick = ✓ { $by } { $at }
stop-loss-spoken = { $version ->
    [none] 主播现在可以照着说(常备口径 · 已批准):
   *[other] 主播现在可以照着说(口径单 { $version } · 已批准):
}
stop-loss-said = ✓ 已口播 · { $by } { $at }
stop-loss-choose = 哪一项做不到?
stop-loss-no-line = 还没有能念的常备口径,先不谈原因。

boss-line = { $severity } · { $line } · 超时 { $overdue }
boss-no-deadline = 没有对外时限

status-head = 进行中 { $count } 件
status-none = 现在没有进行中的事件。
status-row = { $dot } { $number } { $title } · { $state }
status-more = 另有 { $count } 件
status-overdue = 超时 { $count }
status-alerts = 预警待定 { $waiting } · 盯着 { $watched }
status-duty = 值班 { $person }
status-no-duty = 没有人值班。值班的人私聊我发 /me,点「值班」。
status-parked = ⛔ { $count } 条没能送达,打电话补上。
status-down = ⛔ { $since } 起群里发不出去,改用手机呼叫和私聊。事件照常计时。
status-silent = ⛔ 来源没有动静:{ $names }
stop-loss-said-former = 词换了,这一句还没说(上一句 { $by } { $at } 已口播)
