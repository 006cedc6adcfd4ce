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
ring-test = 试响
ring-stopped = 已停
ring-unknown = 其他

ring-state-waiting = 待呼叫
ring-state-claimed = 正在呼叫
ring-state-sent = 已送达服务商
ring-state-failed = 没响成
ring-state-acknowledged = 已响应
ring-state-cancelled = 已取消

ring-verdict-accepted = 服务商已收下
ring-verdict-refused = 服务商不收
ring-verdict-refused-inside = 服务商答 200,里面却是错误
ring-verdict-key-refused = 密钥不对
ring-verdict-address-gone = 地址已不在
ring-verdict-busy = 服务商说太频繁
ring-verdict-broken = 服务商自己出错
ring-verdict-garbled = 答复看不懂
ring-verdict-redirected = 被转去别处,没有跟过去
ring-verdict-private-address = 指向内网地址,没有连
ring-verdict-unfit-address = 地址用不了
ring-verdict-no-such-host = 找不到这个主机
ring-verdict-no-connection = 连不上
ring-verdict-certificate = 证书有问题
ring-verdict-silent = 没等到答复
ring-verdict-broken-off = 说到一半断了
ring-verdict-not-set-up = 运维还没配好
ring-verdict-crashed = 中途停机,结果不明
ring-verdict-unknown = 不清楚

page-title-approval = { $severity } 呼叫 · 请批准
page-body-approval = { $type } { $number }。{ $until } 前处理,打开看原文。
page-test-title = 试响 · 值班呼叫
page-test-body = 这是一次试响。听到了就回到聊天里点「响了」。
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
cli-setting-hosts = 写主机名、地址或网段(10.1.0.0/16),用逗号隔开
cli-setting-smtp-needs-from = 配了 SMTP_URL 就要写发件地址
cli-setting-gateway-needs-secret = 配了 PHONE_GATEWAY_URL 就要有签名密钥

status-phone = ⛔ 叫不响 { $person }:{ $phone },{ $verdict }
