### 复盘:看没遮盖的、三种长度。

key-pdf-page = 一页
command-unmask = 看没遮盖的复盘,附原因(总指挥、法务)
entry-unmasked = 看了未遮盖的个人信息
permission-personal-data = 总指挥或法务
refused-unmask-reason = 写上为什么要看没遮盖的,会记进时间线。这样写:/unmask 监管来函,要核对用户电话
refused-unmask-private = 没遮盖的复盘只发私聊。先和我开一次私聊,再发一次。
refused-unmask-nobody = 团队里没有(或不止一个)叫「{ $name }」的人。写成员名或 @用户名。
cli-help-recap-length = 长度:card(卡片)、page(一页)、full(全文)。
cli-help-recap-by = 和 --unmasked 一起用:给谁看(成员名或 @用户名);要是这件事的总指挥或法务。
cli-help-recap-reason = 和 --unmasked 一起用:为什么要看;记进时间线。
cli-recap-length = 没有这种长度:{ $given }。可以写:{ $known }
