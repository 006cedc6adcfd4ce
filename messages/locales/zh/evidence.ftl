### 证据盒:首条和每次对外各要几样,差什么,怎么补。

box-answer = { $stage }证据 { $kept }/{ $total } 已存
box-where = { $stage }({ $channel })
key-keep = 补证据
answer-evidence-wanted = 证据 { $kept }/{ $total } 已存。{ $missing ->
    [link] 回复这条消息,发链接。
    [picture] 回复这条消息,发一张截图。
    [recording] 回复这条消息,发一段带时间的录屏。
   *[none] 都齐了;还有要存的,回复这条消息发来。
}
exhibit-link = 链接
exhibit-post = 帖子
exhibit-quote = 原话
exhibit-photo = 图片
exhibit-screenshot = 截图
exhibit-proof = 发布截图
exhibit-video = 视频
exhibit-recording = 录屏
exhibit-document = 文件
exhibit-table = 表格
exhibit-mail = 邮件
closing-proofs = 发布凭证
closing-promises = 承诺兑现
key-mend-proofs = 补发布凭证
key-mend-promises = 看没兑现的承诺
