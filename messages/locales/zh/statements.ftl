### 对外文字:草稿、批准 (T7)、紧急发布、暂无新进展 (T13)、暂不回应 (T14)、发布 (T8)、凭证 (T8b)、偏差。

moment-public = M月d日HH:mm

statement-holding = 首次回应
statement-verified = 情况说明
statement-update = 进展通报
statement-result = 处理结果
statement-correction = 更正说明
statement-unknown = 对外文字
statement-state-draft = 草稿
statement-state-in-approval = 待批准
statement-state-approved = 已批准
statement-state-released = 待发布
statement-state-published = 已发布
statement-state-withdrawn = 不发了
slot-empathy = 关心
slot-known = 已知
slot-unclear = 还不知道
slot-cause = 原因
slot-responsibility = 责任
slot-apology = 道歉
slot-action = 在做什么
slot-remedy = 补救
slot-todo = 用户怎么做
slot-contact = 联系方式
slot-next = 下次通报
slot-evidence = 证据
slot-unknown = 其他
approval-item-first-response = 首次回应
approval-item-first-response-facts = 首次回应(含已核实事实)
approval-item-verified = 情况说明
approval-item-update = 进展通报
approval-item-nothing-new = 暂无新进展
approval-item-result = 处理结果
approval-item-correction = 更正说明
approval-item-apology = 承认责任的道歉
approval-item-remedy = 补救或赔付
approval-item-naming = 点名、否认、追责
approval-item-sensitive = 个人信息、伤害、未成年人
approval-item-sheet = 口径单
approval-item-standing-line = 常备口径
approval-item-unknown = 其他
approval-decision-asked = 待批准
approval-decision-passed = 已转副手
approval-decision-approved = 已批准
approval-decision-returned = 已退回
approval-decision-void = 已作废
return-fact = 事实不准
return-cause = 还不能说原因
return-promise = 承诺没批
return-tone = 语气不对
return-written = 写一句
return-unknown = 其他
hold-low = 影响小
hold-evid = 等证据
hold-spread = 会放大
hold-written = 写一句
hold-unknown = 其他
publication-handed-over = 待发布
publication-proved = 有凭证,没核对
publication-published = 已发布
publication-differs = 和批准的不一样
publication-corrected = 已更正
publication-withdrawn = 已收回
proof-link = 链接
proof-screenshot = 截图
proof-webhook = 接口回执
proof-none = 没有
proof-unknown = 其他
deviation-d1 = 要公开更正
deviation-d2 = 在原帖下更正
deviation-d3 = 只是语气
deviation-unknown = 其他
deviation-state-open = 待处理
deviation-state-corrected = 已更正
deviation-state-closed = 已结束
rumor-state-open = 在传
rumor-state-refuted = 已澄清
rumor-state-dead = 不再传

rule = ────

draft-head = { $stage } v{ $version } · { $state } → { $channel }
draft-about = { $number } { $title }
draft-line = { $index } { $slot }:{ $text }
draft-line-empty = { $index } { $slot }:还没写
draft-whole = 全文(点按复制):
draft-length = { $count }/{ $limit } 字
draft-length-free = { $count } 字
draft-check = 口径检查 { $verdict }
draft-finding = 「{ $text }」{ $reason }({ $rule })
draft-gate = 先处理:{ $what }({ $rule })
draft-todo = 别忘:{ $what }({ $rule })
draft-more-problems = 另有 { $count } 处,改好上面的就列出来
draft-how = 改一行:发「3 改成 …」。改好的全文,回复这条整段发回来也行。
draft-waiting = 等批准:{ $names }
draft-released = 已批准,交给 { $person } 发布
draft-published = ✓ { $at } 已发布
draft-returned = { $person } 退回:{ $text }
draft-because = 事实{ $fact } 变了,原来的批准已作废。核实后再送批准
draft-fault = 责任口径由 { $before } 变为 { $after },原来的批准已作废。看过再送批准
draft-safety = 按安全提示发布:只写大家怎么避免受伤害。不等口径单、告知顺序和恢复推广

approval-head = 请批准 · { $stage } v{ $version } → { $channel }
approval-about = { $severity } · { $title }
approval-author = 起草 { $person }
approval-emergency = 紧急发布:总指挥之外,再有一位批准就发
approval-safety = 按安全提示发布:不等口径单、告知顺序和恢复推广。只写怎么避免受伤害的,才批
approval-until = { $at } 前处理,到时转 { $person }
approval-until-alone = { $at } 前处理
approval-passed = 已转 { $person },你仍可批准
approval-passed-alone = 没有副手可转,等你
approval-facts = 用到的事实:{ $facts }
approval-fact = { $mark } { $text }({ $person } { $at } 核实)
approval-fact-open = { $mark } { $text }(还没核实)
approval-against = 事实{ $mark }和{ $others }的数不一样,确认哪个对再批。
approval-since = 与 v{ $version } 相比:{ $changes }
change-added = 加「{ $after }」
change-removed = 删「{ $before }」
change-replaced = 「{ $before }」→「{ $after }」
approval-void-head = { $count ->
    [1] 批准已作废 · v{ $before } → v{ $version },只改一处
   *[other] 批准已作废 · v{ $before } → v{ $version },改了 { $count } 处
}
approval-fault = 责任口径由 { $before } 变为 { $after }
approval-void-fact = 事实{ $mark } { $at } 更新,{ $person } 核实
approval-given = ✓ 你已批准 { $stage } v{ $version } · { $at }
approval-returned = 你已退回 { $stage } v{ $version } · { $at } · { $text }
approval-settled = { $stage } v{ $version } 已经批准,不用你再处理
approval-replaced = v{ $version } 已作废,现在是 v{ $newest }
approval-dropped = { $stage } v{ $version } 不用批了

emergency-head = 紧急发布:只发首次回应或安全提示,总指挥加一位批准人,24 小时内复核。
emergency-called = 紧急发布已开始,再有一位批准就发
emergency-sent = 紧急发布:已批准,交给发布的人了
emergency-about = { $number } · { $stage } v{ $version }

nothing-head = ⏱ { $at } 答应过要通报,现在没有新事实
nothing-text = 可以发(免再批):
nothing-done = ✓ { $at } 的通报已经安排

hold-why = { $clock } 暂不回应:为什么?
hold-until = 到几点再看?
hold-waits = 等 { $person } 同意,{ $again } 再看
hold-proposed = { $person } 建议暂不回应:{ $text },{ $again } 再看。
hold-breaks = 已公开答应 { $at } 前通报({ $channels }),到时不发就是失约。没有新进展也可以发「暂无新进展」:点两下,免再批。
hold-broken = 已公开答应 { $at } 通报({ $channels }),时间已过,还没有新通报的凭证。可以先发「暂无新进展」:点两下,免再批。
hold-agreed = { $clock } 暂不回应({ $names } { $at }),{ $again } 再看
hold-refused = { $clock } 还是要发,时限照走

release-head = 可以发布 · { $stage } v{ $version } → { $channel }
release-until = { $at } 前发出
release-approved = 批准:{ $names }
release-before = 免再批
release-emergency = 紧急发布
release-untold = 还没先告知:{ $circles }(照发,发后补告)
release-how = 复制后不要改。发完把链接或截图回复到这里。
release-file = 原文 v{ $version },一字不差
release-withdrawn = 先别发:v{ $version } 已收回
release-corrected = { $channel } { $at } 发出的内容已更正
release-equal = ✓ 凭证已存 · { $channel } { $at } · 与批准的 v{ $version } 一致
release-looked = ✓ 凭证已存 · { $channel } { $at } · 与批准的 v{ $version } 一致({ $person } 看过)
release-link = ✓ 链接已存 · { $channel } { $at } · 还没核对原文
release-waits-look = 截图已存 · { $channel } { $at } · 等人看一眼
release-text-only = 文字与 v{ $version } 一致,还差链接或截图
differs-head = 和批准的不一样
differs-posted = 发出:{ $text }
differs-approved = 批准:{ $text }
look-head = 截图里的文字和批准的一样吗?({ $channel })
look-picture = 发布后的截图

deviation-head = 偏差 · { $kind } · { $channel }
deviation-what = { $text }
deviation-do-d1 = 数字、承诺、原因或安全提示不对:在同一渠道发更正。
deviation-do-d2 = 细节不对:在原帖下更正。
deviation-do-d3 = 只是语气:同事之间说一声就行。
deviation-do-unknown = 先选一下有多严重。
deviation-due = { $at } 前更正
deviation-corrected = ✓ 已更正
deviation-closed = ✓ 已结束

gate-no-sheet = 没有现行口径单
gate-version-superseded = 这一版已被替换,现在是 v{ $version }
gate-version-expired = 这一版已失效
gate-version-retracted = 这一版已撤回
gate-sheet-superseded = 口径单已换版
gate-sheet-expired = 口径单已失效,先更新
gate-sheet-retracted = 口径单已撤回
gate-approval-missing = 还没批准:{ $roles }
gate-approval-by-author = 起草人自己的批准不算
gate-approval-other-hash = 批准的是另一版
gate-fact-to-verify = 事实{ $number } 还没核实
gate-fact-disputed = 事实{ $number } 有争议
gate-fact-withdrawn = 事实{ $number } 已撤回
gate-fact-internal = 事实{ $number } 只限内部
gate-fact-expired = 事实{ $number } 过期了
gate-fact-changed = 事实{ $number } 变了
gate-fact-against = 事实{ $number }和{ $others }的数不一样,先定哪个对
gate-channel-unknown = 没有这个渠道
gate-too-long = { $count } 字,这个渠道最多 { $limit } 字
gate-not-spokesperson = 发布的人不是这个渠道的发言人
gate-certificate-over = 发言人的授权到期了
gate-not-read = 发布的人还没读现行口径
gate-drill-outside = 演练内容不能往外发
gate-real-in-drill = 这是演练渠道
gate-promotion-paused = 已停推
gate-untold = 还没先告知:{ $circles }
gate-untold-first = 发布前先告知:{ $circles }
gate-untold-todo = 还没先告知:{ $circles }(照发,发后补告)
gate-next-missing = 没写下次通报的时间
gate-next-past = 下次通报 { $due } 已经过了
gate-next-too-late = 下次通报太晚,最晚 { $until }
gate-contact-unknown = 联系方式没核实过:{ $text }
gate-verbatim-changed = 这句要一字不差:{ $text }
gate-legal-hold = 法务叫停
gate-embargo = { $until } 前不能发

key-plain = { $label }
key-time = { $label }
key-time-chosen = { $label } ✓
key-stsend = 送批准
key-sttime = 换时间
key-stchan = 换渠道
key-stsafe = 标为安全提示
key-stsafe-off = 不是安全提示
key-stdrop = 不发了
key-stshow = 看草稿
key-apok = 批准这一版
key-apok-version = 批准 v{ $version }
key-apback = 退回
key-appass = 转给副手
key-apfull = 看全文
key-approval-sheet = 看口径单
key-emsure = 走紧急发布
key-relno = 发不了
key-relagn = 改好了,重新核对
key-relsame = 一样
key-reldiff = 不一样
key-copy-text = 复制原文
key-hreason = 原因
key-huntil = 时间
key-hagree = 同意
key-hrefuse = 不同意,去写
key-nnask = 改发「暂无新进展」
key-nnsend = 就发这条
key-nnwrite = 有新事实,去写
key-nntime = 改时间
key-devclas = 登记偏差
key-devfix = 写更正
key-ppause = 停 { $channel }
key-plift = 恢复 { $channel }

toast-draft-here = 草稿在私聊里
toast-draft-changed = 已改成 v{ $version }
toast-draft-dropped = 不发了
toast-handed-over = 已交付发布
toast-approval-asked = 已请 { $people } 批准
toast-approved = 已批准 v{ $version },改一个字就作废
toast-returned = 已退回
toast-no-deputy = 没有副手可转
toast-passed-to = 已转 { $person }
toast-emergency = { $people ->
    [none] 紧急发布已开始
   *[other] 紧急发布已开始,也请了 { $people }
}
toast-second-asked = 已请 { $person } 一起定
toast-held = 先不回应,到时再看

notice-nobody-approves = 没有人能以{ $role }身份批准。叫人来,或请负责人补一位。
notice-approved-but-shut = 批准齐了,但还不能交付:还差 { $count } 项,看草稿
notice-do-not-publish = 先别发:v{ $version } 已作废,等新的一版
notice-held-back = { $why ->
    [legal-hold] 先别发 v{ $version }:法务叫停了。解除后会再交给你
    [embargo] 先别发 v{ $version }:法务说还不到发的时间。到时会再交给你
    [taken-back] 先别发 v{ $version }:口径单被撤下了,撤的原因见话题。新的一版生效后会再交给你
    [no-sheet] 先别发 v{ $version }:口径单到时间了。新的一版生效后会再交给你
    [promotion-paused] 先别发 v{ $version }:已停推,这条在卖货。恢复后会再交给你
    [not-read] 先别发 v{ $version }:口径单有新的一版。先读,点 [已读] 后再交给你
    [untold] 先别发 v{ $version }:还有人要先告知。告知后会再交给你
   *[other] 先别发 v{ $version }:现在不能发。可以发时会再交给你
}
notice-cannot-publish = { $yours ->
    [yes] { $person } 发不了,已转给你
   *[no] { $by ->
        [none] { $person } 发不了,要另找人发布
       *[other] { $person } 发不了,已转 { $by }
    }
}
notice-published = 已发布 · { $stage } v{ $version } → { $channel } { $at },与批准的一致
notice-look-again = 到点再看:{ $clock } 发不发?

answer-proof-kept = ✓ 凭证已存 · { $channel } { $at } · 与批准的 v{ $version } 一致
answer-proof-link = 链接已存。还没核对原文:把发出的文字贴过来,或发截图请人看一眼。
answer-proof-screenshot = 截图已存,已请人看一眼。
answer-proof-text = 文字与批准的 v{ $version } 一致。再补一个链接或截图。
answer-paste-again = 把现在发出的文字或链接回复到这里。
answer-return-wanted = 为什么退回?一句话回复到这里。
answer-hold-wanted = 为什么暂不回应?一句话回复到这里。

refused-own-text = 你是起草人,这一版要由别人批准。已请 { $people }。
refused-emergency-not-here = 紧急发布只能发首次回应或安全提示,{ $stage } 走正常批准。
refused-line-unknown = 没有第 { $number } 行,一共 { $count } 行。行号看草稿左边。
refused-approval-unknown = 找不到这条批准,可能已经作废。有新的一版会再发给你。
refused-nobody-to-ask = 能批准的人一个也联系不上:{ $roles }。先叫人,再送批准。
refused-statement-unknown = 找不到这份草稿,请重新点「写回应」。
refused-statement-too-long = 太长了:{ $count } 字,最多 { $most } 字。删短一点再发。
refused-statement-empty = 没有可以发的文字,请再写一遍。
refused-not-your-text = { $by } 正在写这一份。要改请找 { $by }。
refused-private-needed = 草稿在私聊里写。先给我发一句 /start,再点一次。
refused-statement-out = 这份已经交付或不发了,不能再改。要改请重新写一份。
refused-not-ready = 还不能送批准:{ $count } 处要先处理,看草稿。
refused-still-waiting = 已经在等 { $people } 批准,不用再送一次。
refused-version-moved = 这一版刚变成 v{ $newest },你看到的是 v{ $shown },没有批准。
refused-approval-answered = { $by } { $at } 已经处理过这条,不用再点。
refused-not-asked = 这一条请的是 { $by },要由本人处理。
refused-nothing-to-rush = 没有等批准的首次回应或安全提示,用不上紧急发布。
refused-publication-unknown = 找不到这次发布,可能已经收回。先别发,看话题里的事件卡。
refused-draft-wants-reply = 没有改草稿。改一行发「3 改成 …」;整段改好的,回复草稿那条发回来。
refused-no-proof = 这不是凭证:请发链接、发出的原文,或者截图。
refused-proof-front-page = 这是首页的链接,看不到发出的那条。打开那条,复制它的链接再发。
refused-proof-elsewhere = 这个链接是别的平台的,请再看一眼。
refused-hand-over-void = 这一版已经收回,不要发。要是已经发出,用 /deviation 登记。
refused-look-by-other = 自己发的截图要由别人看。请一位同事来点。
refused-deviation-unknown = 找不到这条偏差,可能已经处理。看话题里的事件卡。
refused-deviation-settled = 这条偏差已经更正或结束,不用再处理。
refused-nothing-promised = 这次通报已经发了,或者不用发了。
refused-hold-unknown = 找不到这条建议,可能已经处理。看话题里的事件卡。
refused-hold-settled = 这条建议已经有结果了,不用再点。
refused-second-needed = 暂不回应要两个人定,请另一位同意。
refused-nobody-second = 没有第二个人能一起定,先叫总指挥或公关负责人。

entry-statement-drafted = 起草
entry-statement-changed = 改稿
entry-statement-dropped = 不发了
entry-approval-asked = 请人批准
entry-approval-passed = 批准转副手
entry-approval-given = 批准
entry-approval-returned = 退回
entry-approval-void = 批准已作废
entry-emergency-called = 走紧急发布
entry-handed-over = 交付发布
entry-proof-kept = 发布凭证
entry-proof-differs = 发出的和批准的不一样
entry-deviation-found = 发现偏差
entry-deviation-corrected = 偏差已更正
entry-hold-proposed = 建议暂不回应
entry-hold-agreed = 暂不回应
entry-hold-refused = 不同意暂不回应
entry-promotion-paused = 停推
entry-promotion-resumed = 恢复推广
entry-rumor-noted = 记下传言
entry-rumor-settled = 传言有结论
parcel-statement-draft = 草稿
parcel-approval-request = 请批准
parcel-emergency-ask = 紧急发布
parcel-release-ready = 待发布
parcel-release-text = 原文文件
parcel-proof-picture = 发布截图
parcel-proof-look = 请看截图
parcel-nothing-new = 暂无新进展
parcel-hold-proposed = 暂不回应
parcel-deviation = 偏差
clock-look-again = 再看一次
clock-emergency-review = 紧急发布复核

pauses-head = 停推 { $paused }/{ $total }
pauses-paused = ✓ { $channel } 已停 · { $person } { $at }
pauses-lifted = { $channel } 已恢复 · { $person } { $at }
pauses-running = { $channel } 还在推
key-ppause-all = 全部停
promotion-paid-traffic = 投流
promotion-scheduled = 预约发布
promotion-live-selling = 直播带货
promotion-lottery = 抽奖活动
promotion-ads = 广告投放
promotion-kol = 达人合作

command-statement = 写回应
command-result = 写处理结果
command-correct = 写更正
command-contact = 联系方式名单
command-promo = 停推:停了哪些,逐个停或恢复
command-rumor = 记一条传言
command-deviation = 记一条偏差
example-deviation = 直播回放里主播说了「全额退」
answer-contacts = 可以写进对外文字的联系方式:{ $names }
answer-contacts-none = 还没有联系方式。加一个:/contact 400-000-0000
refused-contacts-full = 联系方式最多 { $most } 个。先去掉一个再加。
refused-rumor-unknown = 找不到这条传言,可能已经有结论。发 /rumor 看现有的。
rumors-head = 传言 · 还在传 { $count } 条
rumors-none = 还没有。记一条:/rumor 网传的说法
rumor-line = { $index } { $text } · { $state }
key-rufalse = { $index } 已澄清
key-rudead = { $index } 不再传
parcel-promotion-pauses = 停推
parcel-rumors = 传言
