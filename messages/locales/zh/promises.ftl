# 对外承诺:发布时确认哪些算,各由谁负责、最晚何时兑现。

promises-head = { $stage } 里有 { $count } 句像承诺,确认哪些算
promises-yes = ✓ { $index } 「{ $text }」
promises-no = { $index } 「{ $text }」 · 不算
promises-how = 勾着的算承诺,确认后先由你负责,再定时间、可换人。不算的点一下;漏了的,回复这条补上。
promises-how-none = 一句都没勾。确认后都记为不是承诺;漏了的,回复这条补上。
promises-confirmed = ✓ 承诺已确认 · { $person } { $at }

promise-state-found = 等人负责
promise-state-open = 进行中
promise-state-kept = 已兑现
promise-state-none = 不是承诺
promise-found = 这句是承诺吗?谁负责兑现?
promise-text = 「{ $text }」
promise-when = { $person } 负责。最晚什么时候兑现?
promise-when-typed = 也可以回复时间,例如:明天 18:00、11-27
promise-choose = 换谁负责?
promise-open = 承诺 · { $person } · { $at } 前兑现
promise-overdue = ⛔ 承诺已超时({ $at })· { $person }
promise-kept = ✓ 承诺已兑现 · { $person }
promise-none = 不是承诺

key-prmine = 我负责
key-prnone = 不是承诺
key-prdue = 时间
key-prkept = 已兑现
key-prgive = 换人
key-prgive-person = { $person }
key-prtick = 勾选
key-prtick-off = ✓ { $index }
key-prtick-on = { $index }
key-prok = 确认 { $count } 条
key-prok-none = 都不是承诺
key-pradd = 补一条

command-promise = 承诺:没兑现的,补一条
answer-promise-proof = 从哪里能看出兑现了?链接、截图或一句话,回复到这里。
answer-promise-wanted = 还承诺了什么?把那句话回复到这里。
answer-promises-none = 没有待兑现的承诺。补一条:/promise 对外说过的那句话
answer-promises-private = 承诺已发到你的私聊
answer-promise-kept = ✓ 承诺已兑现 · { $person }

toast-promise-ticked = 算承诺,还没确认
toast-promise-unticked = 不算承诺,还没确认
toast-promises-confirmed = { $count ->
    [0] 都记为不是承诺
   *[other] 已确认 { $count } 条,定个时间
}
toast-promise-given = 改由 { $person } 负责

refused-promise-unknown = 找不到这条承诺,可能已经处理。看话题里的事件卡。
refused-promise-too-long = 承诺记对外说的那一句就够,最多 { $total } 字,现在是 { $count } 字。没有存,挑那一句再发。
refused-promise-due = 没看懂时间,或已经过了。回复例如:明天 18:00、11-27、3天
refused-promise-nobody = 这个事件里没有别的人可以接。先请人接一个角色,再换人。
refused-promises-confirmed = 已由 { $by } { $at } 确认。要补一条:回复那张单子,或发 /promise 加那句话。
refused-promises-changed = 勾选刚变过,还没确认。看一眼最新的单子再确认。
refused-promise-settled = 这条承诺已经兑现,或者不算承诺,不用再点。

entry-promises-confirmed = 确认承诺
entry-promise-made = 作出承诺
entry-promise-kept = 承诺已兑现
clock-promise = 承诺
clock-promise-undated = 承诺没定时间
clock-promises-asked = 承诺待确认
parcel-promise = 承诺
parcel-promise-list = 承诺确认单
