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
