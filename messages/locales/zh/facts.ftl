## 事实:一句话、它的数值、谁核实

fact-state-to-verify = 待核实
fact-state-verified = 已核实
fact-state-disputed = 有争议
fact-state-withdrawn = 已撤回
fact-list-known = 已知
fact-list-unknown-yet = 还不知道
fact-list-doing = 正在做
fact-list-unknown = 其他
value-count = 数量
value-money = 金额
value-pct = 百分比
value-times = 倍数
value-workdays = 工作日
value-dur = 时长
value-date = 日期
value-time = 时刻
value-dt = 时间
value-batch = 批次
value-place = 地点
value-name = 名称
value-unknown = 其他
fact-change-recorded = 记下
fact-change-values-agreed = 数值没错
fact-change-changed = 改写
fact-change-verified = 已核实
fact-change-disputed = 有争议
fact-change-withdrawn = 撤回
fact-change-expired = 过期
fact-change-public = 改为可对外
fact-change-internal = 改为仅内部
fact-change-expiry-set = 设有效期
fact-change-taken-back = 恢复
fact-change-unknown = 其他变化
entry-fact-changed = 改事实
entry-fact-verified = 事实已核实
entry-fact-disputed = 事实有争议
entry-fact-withdrawn = 撤回事实
entry-fact-expired = 事实过期
clock-fact-expiry = 事实有效期
parcel-fact-card = 事实
parcel-fact-list = 事实清单

fact-head = 事实{ $mark }
fact-expired = 已过期
fact-internal = 仅内部
fact-values-right = { $values } · 数值对吗?
fact-by = { $by } { $at } 记下
fact-verified-by = { $by } { $at } 核实
fact-good-until = { $at } 前有效
fact-was-good-until = 有效期到 { $at }
fact-asked = 已请 { $person } 核实
fact-contradicts = 和事实{ $facts }的数不一样,先看哪个对。
fact-choose = 请谁核实?
fact-line = { $mark } { $text }
facts-head = 事实清单 · { $number } { $title }
facts-none = 还没有事实。有一条就写一句:记 收到3例起疹反馈,批次0912A
facts-of = { $kind }
facts-withdrawn = 已撤回 { $count } 条
value-range = { $low }–{ $high }
value-shown-count = { $unit ->
    [none] { $value }
   *[other] { $value } { $unit }
}
value-shown-cny = { $value } 元
value-shown-usd = { $value } 美元
value-shown-eur = { $value } 欧元
value-shown-gbp = { $value } 英镑
value-shown-jpy = { $value } 日元
value-shown-pct = { $value }%
value-shown-times = { $value } 倍
value-shown-workdays = { $value } 个工作日
value-shown-batch = 批次 { $value }
value-about = 约 { $value }
value-over = 超过 { $value }
value-under = 不到 { $value }

key-facts = 事实清单
key-fok = 对
key-fedit = 改
key-fver = 我已核实
key-fver-again = 仍然属实
key-fver-mark = { $mark } 我已核实
key-fask = 请人核实
key-fask-person = { $person }
key-fdisp = 有争议
key-fwith = 撤回事实
key-fpub = 可对外
key-fpub-in = 改为仅内部
key-fpub-out = 改为可对外
key-factyes = 事实
key-factno = 备注

command-facts = 事实清单:已知、还不知道、在做
command-fact = 记一条事实
example-fact = 收到3例起疹反馈,批次0912A

toast-fact-kept = 记下了,待核实
toast-fact-agreed = 数值没错,还要有人核实
toast-fact-verified = 已核实,可以用了
toast-fact-was-verified = { $by } { $at } 已核实
toast-fact-disputed = 已标为有争议,先别用
toast-fact-withdrawn = 已撤回,不能再用
toast-fact-public = 改为可对外
toast-fact-internal = 改为仅内部
toast-fact-asked = 已请 { $person } 核实
answer-fact-wanted = 一句话写清,回复这条就行。例如:收到3例起疹反馈,批次0912A。内部用的前面写「内部」,还没查清的写「还不知道」。
answer-fact-change = 改成怎么说?整句回复这条。现在是:{ $text }
answer-fact-or-note = 「{ $text }」记成事实,还是备注?
notice-fact-withdrawn = 事实 { $number } 已撤回({ $by }):{ $text }。用到它的口径要重看,先别用。
notice-fact-disputed = 事实 { $number } 有争议({ $by }):{ $text }。用到它的口径要重看,先别用。
notice-fact-expired = 事实 { $number } 过期了:{ $text }。用到它的口径要重看;仍然属实就请核实的人再点一次。
refused-fact-unknown = 没有这条事实,可能已经随事件删除。看现在的清单:/facts
refused-fact-empty = 没有读到内容。一句话写清,例如:记 收到3例起疹反馈,批次0912A
refused-fact-too-long = 一条事实只写一句话,最多 { $total } 字,现在是 { $count } 字。没有存,请拆成几条再发。
refused-fact-needs-another = { $roles ->
    [none] 这条是你自己记的,要由另一个人核实。点「请人核实」。
   *[other] 这条是你自己记的:要由另一个人核实,或者你先接下一个角色({ $roles })。点「请人核实」。
}
refused-fact-step = 这条事实现在不能这样改。要换内容,另记一条新的。
refused-fact-nobody = 事件里还没有别人能核实。先在「人员」里叫人,或请同事自己来点「我已核实」。
refused-question-gone = 这个问题已经过了。把那句话再发一次,例如:记 收到3例起疹反馈
