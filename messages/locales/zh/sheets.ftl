## 口径单与常备口径

audience-public = 公众
audience-affected = 受影响用户
audience-partners = 合作方
audience-staff = 员工
audience-media = 媒体
audience-regulator = 监管部门
audience-unknown = 其他
sheet-state-draft = 草稿
sheet-state-in-review = 待批
sheet-state-current = 现行
sheet-state-superseded = 已被替换
sheet-state-expired = 已失效
sheet-state-retracted = 已撤回
fault-unknown = 责任未明
fault-ours = 责任在我方
fault-shared = 双方都有责任
fault-not-ours = 责任不在我方
stance-care = 先关心人,再查原因
stance-correct = 更正不实说法
stance-explain = 说明情况
stance-apologize = 承认并道歉
stance-remedy = 道歉并补救
stance-deny = 否认
stance-watch = 先不说,盯着
stance-unknown = 其他
channel-douyin-comment = 抖音置顶评论
channel-video-caption = 视频文案
channel-private-message = 私信
channel-live-spoken = 直播口播
channel-live-card = 直播间卡片
channel-weibo = 微博
channel-official-account = 公众号
channel-wechat-complaint = 微信支付投诉
channel-wechat-dispute = 微信纠纷
channel-phone-script = 电话答复
channel-media-answer = 媒体答复
channel-staff-note = 员工告知
channel-unknown = 其他渠道
item-holding = 首次回应
item-key = 要点
item-qa = 问答
item-slot = 要素
item-channel-text = 渠道版本
item-do-not-say = 不要说
item-contact = 联系方式
item-remedy = 补救和承诺
item-third-party = 第三方
item-spokesperson = 发言人
item-asset = 素材
item-unknown = 其他
mode-verbatim = 一字不差
mode-adaptable = 可换说法
stage-before = 止损前
stage-after = 止损后
entry-sheet-drafted = 起草口径单
entry-sheet-current = 口径单生效
entry-sheet-expired = 口径单失效
entry-sheet-retracted = 撤回口径单
entry-sheet-review = 口径单需复核
clock-sheet-expiry = 口径单有效期
clock-standing-expiry = 常备口径有效期
entry-line-said = 已口播
parcel-sheet-card = 现在能说什么
parcel-standing-board = 常备口径
parcel-standing-lines = 常备口径
parcel-spoken-large = 大字口播

key-stand = 常备口径
key-stand-type = { $type } { $done }/{ $total }
key-stand-language = 看 { $tongue }
key-stands = 常备口径
key-stands-more = 更多类型
key-stok = 批准这 { $count } 条
key-stedit = 改第 { $index } 条
key-stoff = 停用
sheet-nth = { $what } { $index }
key-copy-of = 复制 { $what }
key-shwrite = 写口径单

standing-board-head = 常备口径 · { $done }/{ $total } 个类型已批准
standing-board-what = 出事时还没有口径单,客服和主播先照这里说。点一个类型,看原文,改好再批准。
standing-head = 常备口径 · { $type } · { $tongue }
standing-what = 草稿不会自动生效:逐字看过,再点批准。
standing-line = { $index } { $channel }
standing-draft = 草稿,没批准
standing-waits = { $writer } 改过,待批
standing-in-use = { $by } 批准,{ $until } 前有效 · 指纹 { $hash }
standing-expired = 已失效,要重新批准
standing-over = 太长,{ $count }/{ $total }

sheet-current = 口径单 v{ $version } · 现行
sheet-version-for = { $version }({ $audience })
sheet-falls-back = 还没有单独给{ $audience }的口径单,先照公众的说。
sheet-for-whom = 给谁看?点一个,看给他们的现行口径。
key-sheet-for = 换对象
key-sheet-of = { $audience } v{ $version }
sheet-about = { $number } { $title }
sheet-valid = { $until } 前有效
sheet-standing = 常备口径({ $type })· 已批准
sheet-none = 还没有口径
sheet-waits = 口径单 v{ $version } 待批
sheet-nothing = 现在没有批准过的说法。先别答,记下对方怎么联系,转给公关负责人。
sheet-nothing-yours = 现在没有批准过的说法,先别答。别人遇到的会转给你:先写口径单。
sheet-nothing-whom = 现在没有批准过的说法。先别答,记下对方怎么联系,转给 { $person }。
sheet-never = v{ $asked } 没有生效过。现行 v{ $version }:
sheet-gone = 你用的是 v{ $asked },已失效。现行 v{ $version }:
sheet-gone-none = 你用的是 v{ $asked },已失效。现在没有现行的口径单。
sheet-taken-back = v{ $version } 已撤下,别再照着说 · { $by } { $at }
sheet-review = 要重看:事实 { $facts } 变了,涉及它的句子先别用。
toast-line-large = 大字口播在下面,拿给主播看
sheet-line-over = { $time } 已过,别再用这句
sheet-adaptable = 可换说法
sheet-answers = 有人问,这样答:
sheet-answers-more = 另有 { $count } 条问答。想找哪句就发:口径 加关键词
sheet-bans = 不要说:
sheet-ban = 「{ $term }」
sheet-ban-instead = 「{ $term }」→ { $instead }

command-standing = 常备口径:看、改、批准
answer-standing-change = 这句改成怎么说?整句回复这条。现在是:{ $text }
notice-standing-expires = 常备口径({ $type })到 { $at } 失效。看一遍,没变就再批准一次。
notice-standing-expired = 常备口径({ $type })已失效,出事时用不上了。看一遍,没变就再批准一次。
notice-standing-changed = { $by } 改了常备口径({ $type }),等另一人批准。不急,看一遍再批。
toast-standing-changed = 改好了,要由别人批准
toast-standing-approved = 已批准,改一个字就作废
toast-standing-retired = 已停用
toast-line-said = 记下了,已口播
refused-standing-own = 这里有你改过的句子,要由别人批准。请公关负责人、法务或总指挥来点。
refused-standing-roles = 批准常备口径要由{ $roles }来点。在 /me 里选上你平时的岗位,或请他们打开 /standing。
refused-standing-moved = 刚有人改过其中一句,你看到的不是最新的,没有批准。重新打开再看一遍:/standing
refused-standing-too-long = 一句口径要有字,最多 { $total } 字,现在是 { $count } 字。没有存,改短再发。
refused-standing-blocked = 第 { $index } 条过不了检查({ $text }),没有批准。点「改第 { $index } 条」换个说法;哪里不行,发「能说吗」加这句话来问。
refused-standing-over = 第 { $index } 条太长:{ $count },最多 { $total }(中文按字,英文口播按词)。没有批准,改短再批。
refused-no-line = 现在没有批准过的口播。先请公关负责人给一句,或去 /standing 批准常备口径。
refused-standing-type = 没有叫「{ $text }」的类型。发 /standing 看全部类型,点一个就行。
parcel-sheet-draft = 口径单草稿
key-shsend = 送批准
key-shdrop = 放弃这份
key-shback = 撤下这版
key-shst = 立场
key-shfault = 责任
sheet-draft-head = 口径单 v{ $version }
sheet-draft-how = 回复这条就能改,一行一处:3 改成 … · 删 3 · 要点 … · 问 原因? 答 正在核实 · 不说 个别 → 3位家长 · 联系 400-… · 补救 … · 不可说 供应商 · 口播 … · 通报 22:30
sheet-draft-choose = 选一个:
sheet-cause = 原因:{ $text }
sheet-evidence = 证据:{ $text }
sheet-may-say = 可以提
sheet-may-not-say = 不可提
sheet-next = 下次通报
sheet-says = 用到事实 { $facts }
sheet-trouble = 过不了检查({ $rules })
sheet-changes = 与 v{ $version } 相比:
sheet-change = { $kind }:「{ $before }」→「{ $after }」
sheet-change-new = 加 { $kind }:{ $text }
sheet-change-gone = 删 { $kind }:{ $text }
toast-sheet-sent = 已送批准,改一个字就作废
toast-sheet-changed = 改好了
toast-sheet-dropped = 已放弃这份
notice-sheet-current = { $audience ->
    [none] 口径单 v{ $count } 现在生效。发「口径」看原文。
   *[other] 给{ $audience }的口径单 v{ $count } 现在生效。发「口径 { $audience }」看原文。
}
notice-sheet-expired = { $audience ->
    [none] 口径单 v{ $count } 到时间了,已失效,先别照着说。看一遍再送批准:发 /sheet,点「写口径单」。
   *[other] 给{ $audience }的口径单 v{ $count } 到时间了,已失效,先别照着说。看一遍再送批准:发「口径 { $audience }」,点「写口径单」。
}
notice-sheet-taken-back = { $by } 撤下了{ $audience ->
    [none] 口径单
   *[other] 给{ $audience }的口径单
} v{ $count },别再照着说:{ $text }。{ $holds ->
    [public] 现在照公众的口径说。
    [standing] 现在照常备口径说,发「口径」看原文。
   *[none] 现在没有批准过的说法,先别答。
}
answer-sheet-back-wanted = 为什么撤下{ $audience ->
    [none] 口径单
   *[other] 给{ $audience }的口径单
} v{ $count }?一句话回复到这里。回复之前它还有效。
answer-sheet-taken-back = { $audience ->
    [none] 口径单
   *[other] 给{ $audience }的口径单
} v{ $count } 已撤下。{ $holds ->
    [public] 现在照公众的口径说。
    [standing] 现在照常备口径说,发「口径」看原文。
   *[none] 现在没有批准过的说法:发 /sheet,点「写口径单」。
}
refused-sheet-not-in-use = 口径单 v{ $version } 已经不是现行的,不用撤。看现在的:/sheet
refused-sheet-unknown = 没有这份口径单,可能已经随事件删除。看现在的:/sheet
refused-sheet-closed = 口径单 v{ $version } 不是草稿了,不能再改。要改就写下一版:发 /sheet,点「写口径单」。
refused-sheet-line = 草稿里没有第 { $count } 句。看编号再发一次,这次的回复没有存。
refused-sheet-unread = 没看懂「{ $text }」,这次的回复没有存。一行写一处,例如:3 改成 … 或 不说 个别 → 3位家长
refused-sheet-full = 一份口径单最多 { $total } 句。先删几句,例如:删 7
refused-sheet-private = 口径单在私聊里写。先打开和我的私聊,再点一次。
refused-sheet-denial-unknown = 责任未明时不能否认。先说看到了、在核实;查清、有证据,再改立场。
refused-sheet-denial-apology = 否认和道歉不能放在一份口径单里。二选一:删掉道歉的句子,或换立场。
refused-sheet-stance = 现在的责任状态不能用这个立场。点「立场」换一个,或先把「责任」改对。
refused-sheet-evidence = 否认、更正、说原因或说责任不在我方,都要有证据。回复一行:证据 检测报告编号或链接
refused-sheet-holding = 还没有首次回应那一句。回复一行:首次回应 …
refused-sheet-too-long = 「{ $text }…」太长:最多 { $total } 字,现在 { $count } 字。没有自动截断,改短再发。
refused-sheet-keys = 要点最多 { $total } 条,现在 { $count } 条。删到 { $total } 条再送批准。
refused-sheet-blocked = 第 { $count } 句过不了口径检查({ $text })。改掉再送批准,或先核实它用到的事实。
sheet-request-head = 请批准 · 口径单 v{ $version }
sheet-request-return = 为什么退回?
sheet-request-given = 已批准口径单 v{ $version } · { $at }
sheet-request-back = 已退回口径单 v{ $version } · { $at } · { $text }
sheet-request-settled = 口径单 v{ $version } 人数已够,不用再批
sheet-request-void = 口径单 v{ $version } 又改过,这次请求作废
refused-sheet-whole = 整份口径单 { $count } 字,批准的人一屏看不全。最多 { $total } 字,删几句再送批准。
notice-sheet-expires = { $audience ->
    [none] 口径单 v{ $count } 到 { $at } 失效。看一遍,没变就再送一次批准:发 /sheet,点「写口径单」。
   *[other] 给{ $audience }的口径单 v{ $count } 到 { $at } 失效。看一遍,没变就再送一次批准:发「口径 { $audience }」,点「写口径单」。
}
