### 口径检查与名单的词。

ban-scope-global = 全部
ban-scope-type = 这一类危机
ban-scope-incident = 这件事

ban-level-block = 禁止
ban-level-warn = 需改

verdict-clear = 通过
verdict-change = 需改
verdict-block = 禁止

check-way-chat = 聊天
check-way-inline = 输入框
check-way-api = 接口
check-way-guard = 一线群
check-way-unknown = 其他

sample-state-open = 待定
sample-state-allowed = 已放行
sample-state-kept = 维持
sample-state-unknown = 其他

entry-check-stopped = 拦下一句
entry-false-alarm = 报误报
entry-wording-banned = 加禁说
entry-wording-allowed = 放行说法
entry-comments-acted = 评论区处置
entry-receipt = 已读口径
entry-guard-found = 一线说法有偏差

parcel-check-answer = 口径检查
parcel-false-alarm = 误报
parcel-ban-list = 禁说名单
