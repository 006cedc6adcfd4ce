### 一线群:口径卡 (T10)、已读、提醒。

guard-mode-remind = 提醒
guard-mode-silent = 静默
guard-mode-delete = 删除
guard-mode-off = 不看

frontline-head = 【口径 v{ $version } · 现行】
frontline-say = 有人问,照这句答:
frontline-no-line = 还没有可用的说法,先别答。
frontline-not = 不要说:{ $words }
frontline-ask-yours = 别人不会答的,会转给你。
frontline-ask = { $person ->
    [none] 不会答:在群里说一声,别自己答。
   *[other] 不会答:转 { $person }。
}
frontline-read = 已读 { $count }
frontline-old = 【口径 v{ $version } 已失效】现行 v{ $newest }
frontline-taken-back = 【口径 v{ $version } 已撤下】别再照着说。还没有新口径,先别答
frontline-over = 【口径 v{ $version } 已失效】还没有新口径,先别答

unread-head = 口径 v{ $version } 已读 { $read }/{ $total }
unread-none = ✓ 群里我认得的人都读了
unread-names = 未读:{ $names }({ $count })

guard-unasked = 这句先别对外用
guard-found = { $by } 在「{ $group }」这样说,和口径不一致
guard-told = 已私下提醒本人。如果已经对外说了,就发更正说明。
guard-line = 现在这样说(口径 { $version }):

key-shread = 已读
key-shagain = 再发一次
toast-frontline-read = 已读 v{ $version }
toast-frontline-old = 已失效,现行 v{ $version }
toast-frontline-over = 已失效,先别答
toast-frontline-again = 已再发一次

answer-frontline-remind = 这里是一线群。新口径会发到这里,读完点「已读」。模式:提醒。说法和口径不一致时,我私下告诉写的人,不在群里点名,也不删。要改由负责人发:/frontline 静默、/frontline 删除、/frontline 不看。
answer-frontline-silent = 这里是一线群。新口径会发到这里,读完点「已读」。模式:静默。我只把数字、原因、承诺、否认的偏差告诉公关负责人,不打扰写的人。
answer-frontline-delete = 这里是一线群。新口径会发到这里,读完点「已读」。模式:删除。数字、原因、承诺、否认和口径不一致的那一条会被删掉,并私下告诉写的人。负责人选了这个模式,默认不删。
answer-frontline-off = 不再看这个群,新口径也不发到这里。要恢复由负责人发:/frontline
answer-frontline-deaf = 现在我还读不到这里说的话,只能发口径、收「已读」。请把我设为这个群的管理员(或在 @BotFather 用 /setprivacy 关掉隐私模式),设好就生效。
answer-frontline-no-delete = 我在这里还没有「删除消息」的权限,先只提醒,不会删。请在群设置的管理员里勾上,勾上就生效。

refused-frontline-unbound = 这个群不是一线群。负责人发 /frontline 绑定。
refused-frontline-sheet = 这一版口径找不到了,发「口径」看现行的。
refused-frontline-mode = 没有这个模式。可用:/frontline 提醒、静默、删除、不看。

command-frontline = 把这个群设为一线群,或改模式
parcel-frontline-card = 一线口径卡
parcel-sheet-unread = 口径未读
parcel-guard-found = 一线偏差
parcel-guard-line = 一线提示

key-shlink = 转发链接
receipt-name = 你的名字
receipt-thanks = 谢谢 { $name },已记下。可以关掉这一页。
receipt-unknown = 这个链接不对或已失效,向客服负责人要新的。
answer-receipt-link = 把这条发到企业微信、飞书或钉钉群,读完填名字点「已读」,只对 v{ $version } 有效:{ $url }
refused-no-public-url = 没有公网地址,Telegram 外面的人打不开链接。请运维填 PUBLIC_URL。
key-shlead = 给他们班长
answer-unread-lead = 口径 v{ $version } 还没读:{ $names }。请让他们现在看一遍。现在只说这句:{ $text }
unread-on-air = { $person ->
    [none] 口播词换了,主播还没说。直播负责人还空着,先找个人递给主播。
   *[other] 口播词换了,主播还没说。在等 { $person } 点「已口播」。
}
