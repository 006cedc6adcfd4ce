### 电话:用哪种方式叫醒人,锁屏上写什么,结果怎么说。

phone-ntfy = ntfy
phone-bark = Bark
phone-pushover = Pushover
phone-gotify = Gotify
phone-webpush = 浏览器推送
phone-wecom = 企业微信群机器人
phone-dingtalk = 钉钉群机器人
phone-feishu = 飞书群机器人
phone-voice = 语音电话
phone-sms = 短信
phone-webhook = 自建网关
phone-email = 邮件
phone-apprise = Apprise
phone-unknown = 其他方式

phone-test-untested = 没试过
phone-test-asked = 在等回答
phone-test-heard = 响了
phone-test-not-heard = 没响
phone-test-no-answer = 没回答
phone-test-failed = 没送出去
phone-test-unknown = 不清楚

ring-page = 呼叫
ring-approval = 请批准
ring-test = 响铃测试
ring-stopped = 已停
ring-unknown = 其他

ring-state-waiting = 待呼叫
ring-state-claimed = 正在呼叫
ring-state-sent = 已送达服务商
ring-state-failed = 没响成
ring-state-acknowledged = 已响应
ring-state-cancelled = 已取消

ring-verdict-accepted = 服务商已收下
ring-verdict-refused = 服务商拒收
ring-verdict-refused-inside = 服务商收到了,却说发不出去
ring-verdict-key-refused = 密钥不对
ring-verdict-address-gone = 地址已失效
ring-verdict-busy = 服务商说发得太频繁
ring-verdict-broken = 服务商自己出错
ring-verdict-garbled = 服务商的答复看不懂
ring-verdict-redirected = 被转去别处,没有跟过去
ring-verdict-private-address = 指向内网地址,没有连
ring-verdict-unfit-address = 地址用不了
ring-verdict-no-such-host = 找不到这个主机
ring-verdict-no-connection = 连不上
ring-verdict-certificate = 证书有问题
ring-verdict-silent = 没等到答复
ring-verdict-broken-off = 传到一半断了
ring-verdict-not-set-up = 运维还没配好
ring-verdict-crashed = 中途停机,结果不明
ring-verdict-unknown = 不清楚

page-title-approval = { $severity } 呼叫 · 请批准
page-body-approval = { $type } { $number }。{ $until } 前处理,打开看原文。
page-test-title = 响铃测试 · 值班呼叫
page-test-body = 这是一次响铃测试。听到了就回到聊天里点「响了」。
page-over-title = { $severity ->
    [none] 呼叫已停
   *[other] { $severity } 呼叫已停
}
page-over = 这次呼叫已结束,不用处理。

cli-setting-smtp = 写成 smtp://用户:密码@主机:端口,或 smtps://…
cli-setting-mail = 不是邮箱地址
cli-setting-pushover = 不是 Pushover 的应用密钥;30 个字母和数字
cli-setting-gateway = 写成 https://… 的网址,里面不带用户名
cli-setting-gateway-secret = 至少 16 个字符,没有空格
cli-setting-apprise = 写服务名(discord),自建的要带主机(mqtt://siren.lan),用逗号隔开
cli-setting-hosts = 写主机名、地址或网段(10.1.0.0/16),用逗号隔开
cli-setting-smtp-needs-from = 配了 SMTP_URL 就要写发件地址
cli-setting-gateway-needs-secret = 配了 PHONE_GATEWAY_URL 就要有签名密钥

status-phone = ⛔ { $person } 的手机叫不响:{ $phone },{ $verdict }

phones-head = 你的电话,第一个先响
phones-none = 你还没登记电话。只靠 Telegram,夜里手机静音时叫不醒你。
phones-row = { $number } { $phone } { $shown } · { $result }
phones-row-heard = { $number } { $phone } { $shown } · { $result } { $at }
phones-row-tested = { $number } { $phone } { $shown } · { $result } · 上次响 { $at }
phones-add-which = 加哪一种?
phones-chosen = { $phone }:要做什么?
phones-key = { $number } { $phone }
key-phones = 我的电话
key-phadd = 加一个
key-phpick = 选这个
key-phtest = 让手机响一次
key-phfirst = 先响这个
key-phdel = 删掉
key-phrang = 响了
key-phmute = 没响

phone-try-head = 响铃测试 · { $phone } { $shown }
phone-try-question = 响了吗?
phone-try-heard = 响了,记下了。
phone-try-not-heard = 没响。看看手机的静音和通知权限,再试一次;还不行就换一种。
phone-try-failed = 没送出去:{ $verdict }。
phone-report-head = 电话周检 · 能叫醒 { $reached }/{ $total } 人
phone-report-silent = { $person }:{ $phone },{ $result }
phone-report-more = 另有 { $count } 个
phone-report-without = 没登记电话的 { $count } 人:{ $names }

parcel-phones = 我的电话
parcel-phone-test = 响铃测试
parcel-phone-report = 电话周检
command-phones = 我的电话:谁先响,测一次响铃

answer-phone-ask-ntfy = 回复 ntfy 的主题或整条地址,例如 https://ntfy.sh/duty-7f3a91。主题等于密码,取难猜的。
answer-phone-ask-bark = 回复 Bark 里复制的地址或 Key。
answer-phone-ask-gotify = 回复 Gotify 服务器地址和应用 Token,中间空一格。
answer-phone-ask-pushover = 回复 Pushover 的 User Key。
answer-phone-ask-wecom = 回复群机器人的 Webhook 地址,后面空一格写你的手机号,机器人会点名叫你。
answer-phone-ask-dingtalk = 回复群机器人的 Webhook 地址、加签密钥(SEC 开头)和你的手机号,中间空格。
answer-phone-ask-feishu = 回复群机器人的 Webhook 地址、签名密钥和你的 open_id(ou_ 开头),中间空格。
answer-phone-ask-voice = 回复手机号,例如 13800001111,外国号码带 + 和国家码。
answer-phone-ask-sms = 回复手机号,例如 13800001111,外国号码带 + 和国家码。
answer-phone-ask-email = 回复邮箱地址。
answer-phone-ask-apprise = 回复完整的 Apprise 地址,例如 matrixs://用户:密码@matrix.example.com/#值班。只有运维放行的服务能响。
answer-phone-ask-webhook = 回复网关地址;可以空一格再写 16 位以上的签名密钥,不写就由我来定。
answer-phone-ask-webpush = 在要响的那台设备上打开这个链接,30 分钟内有效:{ $url }
answer-phone-secret = 签名密钥只显示这一次:{ $code }

toast-phone-removed = 删掉了,地址已忘记
toast-phone-first = 以后它先响
toast-phone-rings = 正在响,听到了点「响了」
toast-phone-heard = 记下了
toast-phone-not-heard = 记下了,换一种再试

refused-phone-unclear = 这不像{ $phone }的地址。照问题里的例子整条贴过来。
refused-phone-unknown = 这个电话已经不在了。发 /phones 看现在的。
refused-phone-not-set-up = { $phone }还没配好,请运维先配,见 docs/phones.md。
refused-phones-full = 最多 { $most } 个电话,先删一个。

push-name = 值班呼叫
push-title = { $person },让这台设备接收呼叫
push-why = 有人要叫你时,这里会弹出通知并响铃。通知内容端到端加密,浏览器厂商看不到。
push-press = 在这台设备上接收
push-iphone = iPhone:先用分享菜单「添加到主屏幕」,再从主屏幕打开这一页。静音和专注模式下浏览器推送不会响,请另加一种电话。
push-noscript = 这一页要用 JavaScript 才能订阅推送。
push-working = 正在设置
push-done = 好了,正在测试响铃。听到了就回到聊天里点「响了」。
push-denied = 通知被浏览器拒绝了。到浏览器设置里允许通知,再点一次。
push-unable = 这个浏览器不支持推送。iPhone 要先添加到主屏幕。
push-over = 没有设好:链接已用过或已过期。回到聊天里发 /phones 再要一个。
push-failed = 没有设好:连不上浏览器厂商的推送服务。换一种电话,或换个网络再试。

refused-push-link = 链接已用过或已过期。回到聊天里发 /phones 再要一个。
refused-push-subscription = 浏览器没有给出可用的推送地址,什么都没存。换一个浏览器再打开这个链接,或发 /phones 换一种电话。
