### 媒体提问。

inquiry-state-open = 待回复
inquiry-state-answered = 已回复
inquiry-state-declined = 不回复
inquiry-state-withdrawn = 已撤下

inquiry-open = 媒体提问 { $index } · { $outlet } · { $at } 前要
inquiry-overdue = ⛔ 媒体提问 { $index } · { $outlet } · 已过 { $at },还没回复
inquiry-answered = ✓ 已回复 { $outlet }(提问 { $index })· { $by } { $at }
inquiry-answered-late = ✓ 已回复 { $outlet }(提问 { $index })· { $by } { $at },晚了 { $late }
inquiry-declined = 不回复 { $outlet }(提问 { $index })· { $by } { $at }
inquiry-withdrawn = 已撤下 { $outlet }(提问 { $index })· { $by } { $at }
inquiry-somebody = 某媒体
inquiry-question = 问:「{ $text }」
inquiry-owner = 回答人 { $person }
inquiry-yours = 你来回答
inquiry-nobody = 还没人回答
inquiry-sheet = 按口径 v{ $version } 答
inquiry-no-sheet = 还没有口径单,只能用常备口径
inquiry-reason = 原因:{ $text }

inquiries-head = 媒体提问 · 待回复 { $count } / 共 { $total }
inquiries-none = 还没有媒体提问。有记者来问,一行发来:/media 澎湃 今天18:00前 问:是否已召回?
inquiries-more = 还有 { $count } 条
inquiry-row = { $index } { $outlet }「{ $text }」
inquiry-row-due = { $at } 前
inquiry-row-overdue = ⛔ 已过 { $at }

key-medmine = 我来答
key-mednot = 不回复
key-medgone = 撤下
toast-inquiry-yours = 这条由你回答,到点前私聊提醒你

answer-inquiry-noted = 已记下 { $who } 的提问,卡片在 { $number } 的话题里。
answer-inquiry-outlet = 还差一项:哪家媒体?直接回复这条。
answer-inquiry-deadline = 还差一项:对方几点前要?直接回复这条,比如 18:00 或 明天上午10点。
answer-inquiry-question = 还差一项:问的是什么?直接回复这条,原话最好。
answer-inquiry-several = 没看全,还没记。回复这条补齐,一行就够:澎湃 今天18:00前 问:是否已召回?
answer-inquiry-past = { $typed } 已经过了,还没记。对方几点前要?直接回复这条。
answer-inquiry-decline = 为什么不回复 { $who }?回复到这里,一句话,记录在案。
    对方等不到说法会自己写;能给下次通报的时间,就先给时间。
answer-inquiry-withdraw = 为什么撤下 { $who } 的提问(对方不问了、记重了)?回复到这里,一句话。
answer-inquiry-settled = { $who } 的提问:{ $inquiry_state ->
    [declined] 不回复,原因已记录
   *[other] 已撤下,原因已记录
}

refused-inquiry-unknown = 找不到这条媒体提问。发 /media 看现在有哪些。
refused-inquiry-closed = { $number } 已结案,新的提问没人跟。先在阶段里重开,再记。
refused-inquiry-too-long = 太长了({ $count } 字,最多 { $total }),还没记。只留媒体、时间和问题本身。
refused-inquiry-settled = 这条已经有人处理:{ $by } { $at }{ $inquiry_state ->
    [answered] 已回复
    [declined] 定为不回复
   *[other] 已撤下
}。
refused-inquiry-reason = 要有原因。回复上一条,写一句话。

command-media = 媒体提问:记下来、到点提醒、按口径答
entry-inquiry-noted = 媒体提问
entry-inquiry-taken = 接下媒体提问
entry-inquiry-answered = 回复媒体
entry-inquiry-declined = 不回复媒体
entry-inquiry-withdrawn = 撤下媒体提问
entry-inquiry-review = 媒体回复待复核
clock-media-answer = 媒体回复
parcel-inquiry = 媒体提问
parcel-inquiries = 媒体提问列表

inquiry-taken = 取自口径 v{ $version } · 指纹 { $hash }
inquiry-taken-standing = 取自常备口径 · 指纹 { $hash }
inquiry-review-sheet = 现行口径是 { $what },没有这句了:看要不要给对方补一句
inquiry-review-gone = 这版口径已收回:看要不要给对方补一句
inquiry-review-fact = 事实{ $what }变了:看要不要给对方补一句
inquiry-lines-head = 写回复 · 提问 { $index } · { $outlet }
inquiry-lines-sheet = 取自口径 v{ $version }:
inquiry-lines-standing = 没有口径单,只能照常备口径说:
inquiry-lines-none = 还没有能对外说的话:没有口径单,也没有常备口径。先写口径单,批准后再答。
inquiry-line = { $index } { $what }
inquiry-lines-how = 照用一句就点,自己写就回复这条;写完先过口径检查。
inquiry-lines-how-standing = 照用一句就点。要说别的,先写口径单。

key-medans = 写回复
key-medans-index = 回复 { $index }
key-medline = 用第 { $index } 句
key-medany = 仍这样回复
key-medseen = 不用补
toast-inquiry-answered = 已记为回复,原文在下面,照原文发给对方
answer-inquiry-not-clear = 给 { $who } 的这句没通过,还不算回复。照上面改好,再点「写回复」。
answer-inquiry-no-comment = 「{ $text }」等于没有说法,对方会写成“拒绝回应”。{ $line ->
    [none] 至少告诉对方什么时候有说法。
   *[other] 换这句:「{ $line }」
}{ $again ->
    [none] { "" }
   *[other] 下次通报 { $again },一并告诉对方。
}
notice-inquiry-in-hand = 你正要回复 { $who }:口径 v{ $former } 已失效,{ $version ->
    [none] 现在没有现行口径。先别发,等新口径批准。
   *[other] 现行 v{ $version }。点「写回复」按新的来。
}
notice-inquiry-answered = 给 { $who } 的回复取自{ $former ->
    [none] 常备口径
   *[other] 口径 v{ $former }
},{ $version ->
    [none] 这版已收回。看要不要给对方补一句。
   *[other] 现行 v{ $version } 没有这句了。看要不要给对方补一句。
}
refused-inquiry-version-missing = 还没说取自哪一版口径,不算回复。在前面写 v{ $version },或点「写回复」照着选。
refused-inquiry-version-old = { $former ->
    [none] 常备口径
   *[other] 口径 v{ $former }{" "}
}已失效,{ $version ->
    [none] 现在没有现行口径:点「写回复」看还能说什么。
   *[other] 现行 v{ $version }:点「写回复」按新的来。
}
refused-inquiry-counsel = { $until ->
    [none] 法务叫停了对外发布
   *[other] 法务要求 { $until } 前不对外
},给媒体也一样,还不算回复。问法务,或点「不回复」写明原因。
refused-inquiry-standing = 没有现行口径单,只能一字不改照常备口径说。点「写回复」选一句,或先写口径单。
refused-inquiry-line = 这句现在不能用了。点「写回复」看能用的。
example-inquiry-answer = v3 原因正在核实,22:30前在本账号通报。
parcel-inquiry-lines = 媒体回复可用的口径

inquiry-step = 回复 { $outlet }(提问 { $index })
recap-inquiries = 媒体提问 { $count } 条,按时回复 { $met }
retold-section-media = 媒体提问
retold-column-outlet = 媒体
retold-column-question = 问题
retold-column-sheet = 口径
retold-column-answer = 回复或原因
retold-standing = 常备口径
retold-gap-inquiry-open = 还没回复的媒体:{ $names }
