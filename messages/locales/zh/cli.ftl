### 终端里看到的话:命令、启动、自检、备份。每一句红的都说怎么修。

cli-help = 危机台:出事那一刻,叫到人、守住口径、赶在时限前说话。
cli-help-first-steps = 第一次:crisisdesk setup 带你五步接上自己的群;想先试试,在终端里运行 crisisdesk run,进演练沙盒。退出码:0 成功,1 失败,2 没有启动。
cli-help-setup = 第一次:五步接上你自己的群(token、负责人、群、人、第一个预警)。
cli-help-run = 启动危机台,直到 Ctrl+C。没有 token 时,在终端里会改用演练沙盒。
cli-help-sandbox = 只启动演练沙盒:一个本机的 Telegram,不用账号,不用 token。
cli-help-demo = 两分钟看完一场危机:从预警到复盘,全在本机。
cli-help-demo-output = 复盘文件写到哪个文件夹。
cli-help-demo-open = 在浏览器里打开页面,按看得清的速度讲(要有终端和浏览器)。
cli-help-demo-story = 自己写的故事文件(TOML)。
cli-help-language = zh 或 en。
cli-help-check = 自检:每项一行,✗ 后面写着怎么修。
cli-help-migrate = 把数据库更新到这个版本(SQLite 会先复制一份)。
cli-help-backup = 备份数据库;危机台运行时也可以。
cli-help-restore = 用备份还原 SQLite 数据库;原来的文件改名留着。
cli-help-recap = 写出一个事件的复盘文件;危机台运行时、停着时都可以。
cli-help-recap-number = 事件编号:INC-2026-0007,或只写 7。
cli-help-recap-format = 格式,用逗号隔开:md、html、pdf、png、csv、json。
cli-help-recap-language = 语言,用逗号隔开:zh、en。
cli-help-recap-output = 写到这个文件夹,或(只有一个文件时)这个文件。
cli-help-recap-unmasked = 不遮盖电话、证件号等个人信息;只给有权看的人。
cli-help-team = 团队名;几个团队有同样的编号或名字时要写。
cli-help-verify = 核对:每条时间线是不是原样,有没有卡住的东西。
cli-help-source = 谁可以发预警:登记、查看、去掉。
cli-help-source-add = 登记一个预警来源,给它自己的口令。
cli-help-source-list = 列出预警来源。
cli-help-source-remove = 去掉一个预警来源;它发过的都留着。
cli-help-source-map = 告诉危机台,这个来源的 JSON 里哪一项是标题、等级、链接;先试给你看,再存下。
cli-help-source-fields = 字段=路径,可写多个,例如 title=data.headline severity=data.level。
cli-help-source-sample = 用这个文件里的 JSON 来试;不写就用它最近发来的几条。
cli-help-source-try = 只试,不存。
cli-help-source-name = 名字,写在地址里:/hooks/名字。小写字母、数字、- 和 _。
cli-help-source-format = 它发的是哪种格式:generic、alertmanager、grafana。
cli-help-source-secret = 不用口令,改用签名(HMAC-SHA256)。
cli-help-port = 端口;0 表示任选一个空闲的。
cli-help-json = 第一行输出 JSON:地址、token、群和人。
cli-help-world = 把演练世界存在这个文件里,下次接着用。
cli-help-backup-to = 备份写到哪里;不写就放在数据库旁边。
cli-help-backup-from = 备份文件。
cli-help-version = 显示版本。

cli-first-team = 危机小组
cli-first-owner = 负责人

cli-run-ready = 危机台已就位:{ $address } · Ctrl+C 停止
cli-run-claim = 还没有负责人。用手机打开这个链接,第一个打开的人就是负责人(10 分钟内有效,只能用一次):{ $link }
cli-run-sandbox = 没有 token,已启动演练沙盒,不连 Telegram。在浏览器里打开:{ $address }
cli-run-alert-token = 发一条测试预警用这个口令(仅沙盒):{ $token }
cli-sandbox-ready = 演练沙盒:{ $address } · token { $token } · Ctrl+C 停止
cli-sandbox-broken = 存下来的演练世界读不出来({ $reason }),已改名为 { $path },这次从头开始。

cli-cannot-start = 没有启动
cli-settings-wrong = 有 { $count } 项设置不对,改好再启动:
cli-setting-token = 不像 token;向 @BotFather 要的那一行,数字、冒号、字母
cli-setting-proxy = 不像代理地址;写成 http://主机:端口 或 socks5://主机:端口
cli-setting-chat = 不是群号;写 -100 开头的数字,或留空后在群里发 /setup
cli-setting-owner-ids = 不是用户号;只写数字,用逗号隔开
cli-setting-reactions = 只能是 Telegram 的表情回应,用空格隔开,例如 ✍ 👀
cli-setting-timezone = 没有这个时区;写成 Asia/Shanghai 这样
cli-setting-one-of = 只能是:{ $words }
cli-setting-number = 要写 { $lowest } 到 { $highest } 的整数
cli-setting-web-address = 不像网址;写成 https://desk.example.com,不带参数
cli-setting-webhook-secret = 只能用 1 到 256 个字母、数字、- 和 _
cli-setting-webhook-needs-url = TELEGRAM_MODE=webhook 时要填 https 开头的公网地址
cli-setting-webhook-needs-secret = TELEGRAM_MODE=webhook 时要填;随便一串 1 到 256 个字母和数字
cli-setting-bearer = 不能有空格和汉字,最多 200 个字符
cli-setting-database = 写成 sqlite:///文件 或 postgresql://用户:密码@主机/库名
cli-setting-host = 不像主机名或地址;本机写 127.0.0.1
cli-setting-unreadable = 读不懂这个值

cli-database-in-use = 另一个危机台正在用 { $path }。先停掉那一个;SQLite 同时只能有一个在跑。
cli-database-unreachable = 打不开数据库 { $database }:{ $reason }。检查 DATABASE_URL、目录权限和磁盘。
cli-database-unreadable = { $database } 不是数据库,或已损坏:{ $reason }。什么都没改。用 crisisdesk restore 还原备份,或换个 DATABASE_URL。
cli-schema-older = 数据库还是旧版({ $present },要 { $newest })。先备份,再运行 crisisdesk migrate。
cli-schema-newer = 数据库比这个程序新({ $present },这里是 { $newest })。请用更新的版本,退回去会丢数据。
cli-stamp-unfit = { $database } 属于 { $found },而现在的 token 是 { $wanted }。换回原来的 token,或换个 DATABASE_URL。
cli-stamp-not-sandbox = { $database } 属于 { $found },不能拿来演练。填上 TELEGRAM_BOT_TOKEN,或换个 DATABASE_URL 再演练。
cli-port-taken = 端口 { $port } 被占用了。停掉占用它的程序,或换一个:HTTP_PORT={ $free }
cli-host-unusable = 没法在 { $host } 上监听:{ $reason }。本机用 HTTP_HOST=127.0.0.1。
cli-story-clock-real = { $variable } 只给演示用:它会拨动所有时限的时钟,真的 token 不能用。去掉这个变量再启动。
cli-story-clock-unreadable = { $variable } 指的文件 { $path } 读不出时间({ $reason })。它由 crisisdesk demo 自己写,不用手填。

cli-no-token-terminal = 没有 TELEGRAM_BOT_TOKEN。向 @BotFather 要一个;想先试试,在终端里运行 crisisdesk run 或 crisisdesk sandbox。
cli-no-token-sqlite = 没有 TELEGRAM_BOT_TOKEN,而演练沙盒只用 SQLite。填上 token,或去掉 DATABASE_URL。
cli-no-token-loopback = 没有 TELEGRAM_BOT_TOKEN,而演练沙盒只在本机。填上 token,或用 HTTP_HOST=127.0.0.1。
cli-no-token-public = 没有 TELEGRAM_BOT_TOKEN,却填了 PUBLIC_URL。填上 token,或去掉 PUBLIC_URL 再演练。

cli-migrated = ✓ 数据库已是 { $newest }
cli-migrated-copy = ✓ 数据库已更新到 { $newest },更新前的副本:{ $copy }
cli-backed-up = ✓ 已备份到 { $path }({ $size } MB,校验通过)
cli-backup-no-tool = 没有找到 { $tool }。装上 PostgreSQL 客户端(Debian:apt install postgresql-client)再备份。
cli-backup-failed = 备份没有成功:{ $reason }。原来的数据没有动。
cli-backup-exists = { $path } 已经存在,不覆盖。换个文件名。
cli-backup-missing = 数据库 { $path } 还不存在,没有可备份的。
cli-restored = ✓ 已还原 { $path };原来的文件改名为 { $aside }
cli-restored-new = ✓ 已还原 { $path }
cli-restore-unfinished = 上次还原没有做完:{ $path } 不在原处,没有新建空库。请把那次 crisisdesk restore 再运行一次;原来的文件就在旁边,名字以 .before-restore 结尾。
cli-restore-not-backup = { $path } 不是可用的备份:{ $reason }。什么都没改。
cli-restore-postgresql = PostgreSQL 请直接用:{ $command }

cli-check-token-missing = 没填 TELEGRAM_BOT_TOKEN。向 @BotFather 发 /newbot,把那一行填进 .env。
cli-check-telegram = 连到 Telegram:@{ $username }
cli-check-telegram-refused = Telegram 不认这个 token。向 @BotFather 发 /token 重新要。
cli-check-telegram-unreachable = 连不上 Telegram({ $reason })。在国内通常需要代理:填 TELEGRAM_PROXY=http://… 或 socks5://…
cli-check-privacy = 隐私模式开着:没有 @ 的消息机器人看不到。向 @BotFather 发 /setprivacy 关掉,或把机器人设为群管理员。
cli-check-database = 数据库 { $database }
cli-check-schema = 数据库版本 { $newest }
cli-check-schema-new = 数据库是空的,启动时会建好
cli-check-port = 端口 { $port }
cli-check-port-ours = 端口 { $port } 上已有一个危机台在跑
cli-check-public-url = 公网地址 { $url }
cli-check-public-url-none = 没填 PUBLIC_URL:值班页和 webhook 用不了,其余照常。
cli-check-public-url-http = PUBLIC_URL 不是 https:口令会明文传输。在前面放一个反向代理。
cli-check-alert-token = 预警口令
cli-check-alert-token-none = 没填 ALERT_TOKEN:监控发来的预警会收到 401。填一串随机字符,例如 { $example }
cli-check-alert-token-short = ALERT_TOKEN 太短,容易被猜到。换成 { $example }
cli-check-disk = 磁盘还有 { $free } MB
cli-check-disk-little = 磁盘只剩 { $free } MB。至少留 { $needed } MB,写满后预警存不下来。
cli-check-zone = 时区 { $zone },现在 { $now }
cli-check-unknown-variable = .env 里的 { $names } 不是危机台的设置,是不是拼错了?
cli-check-good = 都好了。
cli-check-bad = 还有 { $count } 项要修。

cli-database-missing = 还没有数据库 { $path }。先 crisisdesk run 一次;或者换到它所在的文件夹,或改 DATABASE_URL。
cli-team-unknown = 没有叫「{ $name }」的团队。现有:{ $teams }
cli-team-not-named = 有几个团队,请加 --team 名字:{ $teams }

cli-recap-written = ✓ { $path }
cli-recap-unknown = 没有 { $number } 这个事件。
cli-recap-ambiguous = 几个团队都有 { $number },请加 --team 名字:{ $teams }
cli-recap-form = 没有这种格式:{ $given }。可以写:{ $known }
cli-recap-language = 没有这种语言:{ $given }。可以写:{ $known }
cli-recap-not-written = 写不了 { $path }:{ $reason }。换个 --output。
cli-recap-chain = 注意:{ $number } 的时间线不是原样。运行 crisisdesk verify 看是哪一条。
cli-recap-unmasked = 注意:这些文件没有遮盖个人信息,只给有权看的人。

cli-verify-good = { $incidents } 个事件、{ $entries } 条记录都是原样,没有卡住的东西。
cli-verify-bad = 有 { $count } 项不对。
cli-verify-broken = { $number }({ $team }):第 { $entry } 条记录不是写下时的样子,被改过或换过。和备份比一比。
cli-verify-missing = { $number }({ $team }):第 { $after } 条之后少了 { $count } 条记录。和备份比一比。
cli-verify-unreadable = { $number }({ $team }):第 { $after } 条之后的记录读不出来。和备份比一比。
cli-verify-parcels = { $count } 条要发的消息发到一半没有下文,最久 { $waiting }。启动危机台,它会自己接着发。
cli-verify-inbox = { $count } 条收到的消息还没处理,最久 { $waiting }。危机台没在跑就启动它;在跑就看日志。
cli-verify-alerts = { $count } 条预警没人决定,也没有时限在走,最久 { $waiting }。在群里发 /status 处理。

cli-source-added = ✓ 已登记 { $name }({ $team })
cli-source-token = 它的口令,只显示这一次:
cli-source-secret = 它的签名密钥,只显示这一次:
cli-source-try = 试一下:
cli-source-sample = 测试:客诉上涨,一小时 42 条
cli-source-none = 还没有登记来源。三个自带的(alertmanager、grafana、generic)用 ALERT_TOKEN。
cli-source-signs = 签名
cli-source-carries-token = 口令
cli-source-removed = ✓ 已去掉 { $name }({ $team });危机台最多 5 秒后不再收它的。
cli-source-map-generic = { $name } 发的是 { $format } 格式,不用映射。
cli-source-map-empty = { $count } 条里一个标题都没找到,所以没存。看看路径写对没有:title=… 要指到标题那一项。
cli-source-map-tried = 只是试了试,{ $name } 还按原来的读。
cli-source-mapped = ✓ { $name }({ $team })以后这样读。危机台最多 5 秒后生效。
cli-source-mapped-unseen = ✓ 已存下({ $team }),但 { $name } 还没发来过东西,没法先试。用 --sample 文件 可以试。
cli-source-name-unfit = 「{ $name }」不能当来源的名字:用小写字母、数字、- 和 _,最多 40 个;alertmanager、grafana、generic 只能配同名的格式。
cli-source-exists = 「{ $team }」已经有 { $name }。换个名字,或先 crisisdesk source remove { $name }。
cli-source-unknown = 「{ $team }」没有 { $name }。crisisdesk source list 看有哪些。
cli-source-format = 不收这种格式:{ $given }。可以写:{ $known }
