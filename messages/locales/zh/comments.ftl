### 评论区处置 (R-C17)。

comment-act-delete = 删评论
comment-act-shut-out = 拉黑
comment-act-close = 关评论
comment-reason-personal-data = 个人信息
comment-reason-abuse = 辱骂
comment-reason-fraud = 诈骗
comment-reason-spam = 广告
comment-reason-illegal = 违法
comment-reason-impersonation = 冒充
comment-reason-unknown = 其他
comment-state-asked = 待同意
comment-state-agreed = 已同意
comment-state-declined = 未同意

comment-asked = 评论区:{ $act } · { $by } 提出
comment-reason = 原因:{ $reason }
comment-keep = 先截图存证,再动手。批评意见不能删。
comment-agreed = ✓ { $by } { $at } 同意
comment-declined = { $by } { $at } 不同意,保留

key-comok = 同意
key-comno = 不同意
toast-comment-agreed = 已同意,记录在案
toast-comment-declined = 不动,记录在案

refused-comment-reason = 没有可用的原因,先别动。可用:个人信息、辱骂、诈骗、广告、违法、冒充。批评不是理由。
refused-comment-close = 这个原因只够删单条,不够关整个评论区。关评论区只限:个人信息、违法、诈骗。
refused-comment-approver = 要由另一个人同意:公关负责人、法务或总指挥。请 { $people ->
    [none] 总指挥
   *[other] { $people }
} 来点。
refused-comment-unknown = 这条评论区处置找不到了,可能已经处理。要再做,重新发 /comments。

command-comments = 评论区:删、拉黑、关,要原因和另一人同意
example-comments = /comments 删评论 广告 https://v.douyin.com/abc
parcel-comment-act = 评论区处置
