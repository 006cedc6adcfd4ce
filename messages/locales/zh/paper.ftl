### 纸质备份。

parcel-paper = 纸质备份
command-paper = 一页纸:断网时用
paper-title = { $team } · 断网时用
paper-made = { $at } 生成。贴墙上,带一份在身上;变了就重打。
paper-foot = 内部资料。只写姓名和角色;电话在各自的通讯录里。
paper-who = 找谁
paper-now = 现在值班
paper-week = 下一周
paper-chains = 呼叫链:没人应就找下一个
paper-sheets = 现在可以说的
paper-standing = 常备口径(平时批准过的)
paper-without = 没有危机台时
paper-step-1 = 打电话给值班,五分钟没接就打下一个。谁先接,谁是代理总指挥。
paper-step-2 = 直播里出事,先下架链接、停投流,再说话。
paper-step-3 = 对外只用这张纸上的话。没有的就说:正在核实,有结果会在本账号通报。
paper-step-4 = 把几点、谁、做了什么记在纸上,恢复后用 /note 20:41 … 补进记录。
paper-file = 一页纸,打出来贴墙上。

cli-help-paper = 一页纸(PDF):值班、呼叫链、现在可以说的,断网时用。
cli-help-paper-to = 写到哪里
cli-paper-written = 写好了:{ $path }({ $size } KB)
paper-not = 不要说:{ $text }
