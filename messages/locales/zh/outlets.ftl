### 自动送出去的地方:团队自己的发布接口,别的聊天软件群里的机器人。

outlet-interface = 自有接口
outlet-wecom = 企业微信
outlet-feishu = 飞书
outlet-dingtalk = 钉钉
outlet-unknown = 不清楚

outlet-state-waiting = 等着发
outlet-state-claimed = 正在发
outlet-state-accepted = 收下了
outlet-state-given-up = 没送到
outlet-state-cancelled = 不发了

release-interface-failed = 接口没发出去:{ $verdict }。请照原文手动发。
release-interface-unsure = 接口没给准信:{ $verdict }。可能已经发出,先看一眼账号,没有再手动发。
release-interface-link = ✓ 接口已发布 · { $channel } { $at } · 还没核对原文,把页面上的文字粘过来:{ $url }
release-interface-taken = 接口已收下 · { $channel } { $at }{ $reference ->
    [none] {""}
   *[other] {" "}· 编号 { $reference }
} · 还差凭证:回复链接或截图
notice-interface-out = v{ $version } 已作废,但接口已把它发到 { $channel }:{ $url }。撤下它,或发更正。
entry-interface-failed = 接口没发出去

outside-read-here = 读完请填名字点「已读」:
outside-no-link = 读完在群里回一声。
outside-read-key = 已读
unread-outside-of = { $outlet }「{ $name }」已读 { $read }/{ $people }
unread-outside-yes = { $outlet }「{ $name }」已读 { $read }
unread-outside-no = { $outlet }「{ $name }」没送到,请手动转发
unread-outside-under-way = { $outlet }「{ $name }」正在送
notice-robot-failed = 口径卡没送到{ $outlet }「{ $name }」:{ $verdict }。请手动转发,或点「转发链接」拿链接。

robots-head = 别的聊天软件里的一线群:新口径由机器人发过去
robots-none = 还没有。发 /frontline 企业微信 群名 人数 机器人地址,例如:/frontline 飞书 客服一组 12 https://open.feishu.cn/open-apis/bot/v2/hook/… 密钥
robots-row = { $number } { $outlet }「{ $name }」{ $shown }{ $people ->
    [0] {""}
   *[other] {" "}· { $people } 人
}
robots-how = 加:/frontline 飞书 群名 人数 地址 密钥。去掉:/frontline 去掉 1。地址和密钥不再显示。
answer-robot-added = ✓ 已加 { $outlet }「{ $name }」。新口径会发到那里。你这条消息里有地址和密钥,建议删掉。
answer-robot-added-no-link = ✓ 已加 { $outlet }「{ $name }」。没有公网地址(PUBLIC_URL),那边的人点不了已读。你这条消息里有地址和密钥,建议删掉。
answer-robot-removed = ✓ 已去掉 { $outlet }「{ $name }」,地址和密钥已删除。
refused-robot-unclear = 没看懂这个{ $outlet }机器人。写成:/frontline { $outlet } 群名 人数 机器人地址(飞书、钉钉有密钥就跟在后面)。
refused-robot-unknown = 没有第 { $number } 个。发 /frontline 看有哪些。
refused-robot-exists = 已经有叫「{ $name }」的了,换个名字。
refused-robot-private = 地址和密钥不要发在群里。到私聊发给我。

cli-help-outlet = 自动送出去的地方:自己的发布接口、别的聊天软件群里的机器人。
cli-help-outlet-add = 登记一个:渠道(weibo、official_account …)配发布接口,wecom、feishu、dingtalk 配群机器人。
cli-help-outlet-where = 渠道,或 wecom、feishu、dingtalk。
cli-help-outlet-url = 地址。带密钥的地址不想留在命令记录里,就写 -,再从标准输入给。
cli-help-outlet-name = 群名(只用于机器人)。
cli-help-outlet-people = 群里多少人要读(只用于机器人)。
cli-help-outlet-secret = 机器人的签名密钥从标准输入给,不显示也不留记录。
cli-help-outlet-list = 列出来;地址和密钥不显示。
cli-help-outlet-remove = 去掉一个:渠道,或机器人的群名。
cli-outlet-added = ✓ { $channel } 以后由接口发布({ $team },{ $host })。
cli-outlet-secret = 签名密钥,只显示这一次:
cli-outlet-verify = 接口收到后先验签,见 docs/interface.md。
cli-outlet-robot-added = ✓ 已加 { $outlet }「{ $name }」({ $team })
cli-outlet-none = 一个也没有。
cli-outlet-hook = { $channel } → { $host }({ $team })
cli-outlet-robot = { $outlet }「{ $name }」{ $shown }({ $team })
cli-outlet-removed = ✓ 已去掉 { $name }({ $team }),密钥已删除。
cli-outlet-where-unknown = 不认识「{ $name }」。可以写:{ $known }
cli-outlet-url-unfit = 这个地址不能用:要 https://…(自己网络里的机器可以 http://,先写进 OUTGOING_PRIVATE_HOSTS),里面不带用户名。
cli-outlet-unknown = 「{ $team }」没有「{ $name }」。crisisdesk outlet list 看有哪些。

word-remove = 去掉
parcel-robots = 一线群机器人
