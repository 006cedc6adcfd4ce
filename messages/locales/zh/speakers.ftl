### 谁能对外说:发言人、授权、读没读过口径,法务叫停和禁发。

gate-certificate-missing = 发布的人没有这个渠道的发言授权
gate-not-read-todo = 发布的人还没读现行口径(照发,发后补读)
notice-read-first = { $stage }已批准,由你发布。先读现行口径 v{ $version },点「已读」,原文马上给你。
release-unread = 你还没读现行口径 v{ $version }:发完看一眼(/sheet)

permission-counsel = 法务
command-embargo = 定个时间,之前不对外发(法务)
command-legalhold = 叫停对外发布并保全资料(法务)
command-certify = 谁有发言授权
word-lift = 解除|取消|去掉
word-keep = 保全|只保全
clock-embargo = 禁发到期

counsel-embargo = ⛔ { $until } 前不对外发({ $by }):{ $text }
counsel-hold = ⛔ 法务叫停({ $by }):{ $text }
counsel-keep = 法务保全,资料不删({ $by }):{ $text }
notice-embargo = ⛔ { $by }:{ $until } 前不对外发({ $text })。批准照常走,到时间自动交给发布的人。
notice-embargo-lifted = { $by } 解除了禁发,批准好的现在就发。
notice-hold = ⛔ { $by } 叫停对外发布,资料一律保全:{ $text }
notice-hold-keep = { $by } 要求保全资料,不影响对外发布:{ $text }
notice-hold-lifted = { $by } 解除了叫停和保全。
answer-hold-kept = ✓ { $number } 的资料已保全,到期也不删。
answer-hold-lifted = ✓ { $number } 不再保全,到期照常删。
refused-embargo-over = 写一个还没到的时间和理由,例如:/embargo 22:00 等监管回复。解除:/embargo 解除
refused-counsel-reason = 写一句理由,例如:/legalhold 已收到律师函。
refused-nothing-stopped = 现在没有叫停,也没有禁发时间。
entry-embargo-set = 定了禁发时间
entry-embargo-lifted = 禁发结束
entry-legal-hold-set = 法务叫停或保全
entry-legal-hold-lifted = 解除叫停或保全

certificates-none = 还没登记发言授权。登记后,口径单点名的发言人要有授权才能发。例如:/certify 周岚 微博、媒体答复 三级培训 到 2027-05-01
certificates-head = 发言授权
certificate-row = { $name } · { $channels ->
    [none] 全部渠道
   *[other] { $channels }
}{ $text ->
    [none] {""}
   *[other] {" "}· { $text }
} · 到 { $day }
certificate-over = ⛔ { $name } · { $channels ->
    [none] 全部渠道
   *[other] { $channels }
}{ $text ->
    [none] {""}
   *[other] {" "}· { $text }
} · { $day } 已到期
certificates-how = 登记:/certify 姓名 渠道 培训 到 2027-05-01。去掉:/certify 去掉 姓名
refused-certificate-end = 授权要有到期日,而且还没到,例如:/certify 周岚 微博 到 2027-05-01
refused-certificates-full = 最多登记 { $most } 份授权,先去掉到期的。
refused-spokesperson-unknown = 团队里没有「{ $text }」。写姓名或 @用户名,例如:发言人 周岚 微博
parcel-certificates = 发言授权

look-back-head = 紧急发布复核 · { $due } 前
look-back-overdue = ⛔ 紧急发布还没复核({ $due } 到期)
look-back-by = 起草 { $name } · 批准 { $names }
look-back-good = ✓ { $name } { $at } 复核:没问题
look-back-correct = { $name } { $at } 复核:要更正
key-revok = 没问题
key-revfix = 要更正
refused-review-unknown = 找不到这次复核。到事件话题里看最近的紧急发布。
refused-review-done = { $by } { $at } 已经复核过,不用再看。
refused-review-by-other = 你参与了这次发布,请别人复核。
entry-emergency-reviewed = 紧急发布已复核
parcel-emergency-review = 紧急发布复核
entry-data-erased = 个人信息已按期删除
