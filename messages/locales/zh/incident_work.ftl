### 事件上的日常:撤回、铃声、暂停和法定时限、受限、归属、相关方、兼任、口头指令。

## 撤回与已有人做过

key-undo-step = 撤回刚才的勾
refused-undo-overtaken = 之后又有人改过,不能撤回了。要改,就按现在的按钮。
refused-undo-not-yours = { $by ->
    [none] 只能撤回自己刚按的。请按的人自己撤回。
   *[other] 这是 { $by } 按的。请 { $by } 自己撤回。
}
toast-step-was-done = { $at ->
    [none] { $by } 已做完
   *[other] { $by } { $at } 已做完
}
toast-task-was-done = { $at ->
    [none] { $by } 已做完
   *[other] { $by } { $at } 已做完
}

## 铃声

clock-ring-pause = 铃声暂停
entry-ringing-paused = 铃声暂停

## 暂停时限

entry-clock-paused = 时限暂停
entry-clock-resumed = 时限继续
parcel-clock-list = 时限清单
key-cpause = 暂停{ $clock }
key-cpok = 同意暂停
key-cgo = 继续{ $clock }
key-why-index = { $index } 依据
answer-pause-wanted = 一句话说明:为什么要暂停{ $clock }。写完还要另一个人同意。
answer-pause-asked = { $by } 想暂停{ $clock }:{ $text }
answer-paused = { $clock }已暂停 · { $by } 同意 { $at }
toast-pause-asked = 记下了,还需另一人同意
toast-paused = { $clock }已暂停
toast-pause-over = { $clock }继续计时
refused-not-paused = 这个时限没有暂停,也没人提过暂停。看 /sla 上现在的按钮。

clock-list-head = 时限 { $count } 个 · { $number } { $title }
clock-list-none = 现在没有在走的时限。
clock-list-row = { $index } { $clock } { $due } 到期
clock-list-late = { $index } ⛔ { $clock } { $due } 到期,已超时
clock-list-paused = { $index } { $clock } 暂停中({ $since } 起)
clock-list-owner = 归 { $person }
clock-list-more = 另有 { $count } 个
calendar-unknown = 节假日未知
public-paused = { $clock } 暂停中({ $since } 起)

## 法定和平台时限

parcel-legal-clocks = 法定时限清单
key-legal = { $code }
legal-head = 法定和平台时限 · { $number } { $title }
legal-row = { $code } { $duty }
legal-figure = 时限 { $limit }
legal-days = 时限 { $days } 个工作日
legal-at-once = 立即办,没有写明小时数
legal-open = 没有写明期限,要自己填
legal-attached = ✓ 已挂上
legal-none = 这个类型没有列出法定时限。别的用编号挂上:/legal L8
legal-foot = 点编号挂上,挂上就不能暂停。是不是适用,由法务定。
answer-legal-attached = 已挂上 { $code }:{ $due } 到期,不能暂停。依据:{ $text }
answer-legal-due-wanted = { $code } 没有写明几小时:{ $text }。几点前办完?回复一个时间,例如 18:00 或 3小时。
toast-legal-attached = 已挂上 { $code }
refused-legal-unknown = 没有编号「{ $text }」的法定时限。发 /legal 看这个类型有哪些。
refused-legal-twice = { $code } 已经挂上了。看 /sla。
command-legal = 挂上法定或平台时限

## 受限

parcel-restricted-stub = 受限事件
key-restr = 设为受限
toast-restricted = 已设为受限,转到受限群
answer-restricted-ready = 这个群以后接 { $name } 的受限事件,名单 { $count } 人。有人进出后再发一次 /setup restricted。
alert-restricted = 受限事件,这里不显示内容。
refused-restricted-group-missing = 还没有受限群。请负责人在另一个群里发 /setup restricted,再来设。
refused-restricted-same-group = 受限群要另建一个,不能用主群。在另一个群里发 /setup restricted。
refused-restricted-once = 已经是受限事件,说出去的收不回来,所以不能改回。

## 归属

answer-linked = { $number } 归到 { $text } 下面
toast-linked = 已归到 { $number }
refused-link-self = 不能归到它自己,绕一圈也不行。写另一个事件的编号。
incident-parent = 属于 { $number }
incident-children = 下面有 { $numbers }
example-link = /link 0007
command-link = 归到另一个事件下面

## 相关方

parcel-stakeholders = 相关方
key-stake = 相关方
key-told = { $name } 已告知
key-nottold = 免告知 { $name }
key-nottold-circle = 不涉及 { $name }
key-undo-tick = 撤回 { $name }
reason-not-concerned = 不涉及
stakeholders-head = 先告诉谁 · { $number } { $title }
stakeholders-told = ✓ { $name } · { $by } { $at }
stakeholders-waived = – { $name } · 免:{ $text }
stakeholders-waiting = { $index } { $name }
stakeholders-first = 公开说之前还差:{ $names }
stakeholders-ready = 都告诉了,可以公开说了。
stakeholders-foot = 加一个:/tell 经销商 合作方
circle-staff = 一线同事
circle-affected = 受影响用户
circle-partners = 合作方
circle-authority = 监管部门
circle-media = 媒体
circle-public = 公众
entry-stakeholder-waived = 免告知相关方
entry-stakeholder-untold = 撤回「已告知 / 不涉及」
notice-tick-too-late = 已撤回,但{ $stage } v{ $version } 已经在{ $channel }发出,叫不回。现在去告知他们;内容有错就发更正说明。
entry-already-out = { $stage } v{ $version } 已经在{ $channel }发出,叫不回
answer-nottold-wanted = 一句话说明:为什么不告诉 { $name }。
refused-stakeholder-unknown = 找不到这一行。发 /tell 看现在的表。
refused-stakeholder-told = { $name ->
    [none] { $circle }
   *[other] { $name }
} 已由 { $by } { $at } 告知,不用再按。
command-tell = 先告诉谁

## 角色

answer-role-conflict = S1 里 { $person } 同时是总指挥和{ $role }。能请别人接一个更好,不拦你。
crew-doubled = { $person } 兼 { $roles }
answer-called-by-hand-wanted = 联系不上 { $person }:没开私聊。请打电话,打完点一下。
toast-called-by-hand = 记下了,打过电话了

## 口头指令

answer-nudged = { $person ->
    [none] 现在没有人卡着。
   *[other] 已催 { $person }
}
answer-role-given = 已请 { $person } 来接{ $role },对方点了才算。
answer-role-paging = 正在呼叫 { $person } 担任{ $role }
example-handover = 交接给王砚
