### 复盘文件:卡片、一页、全文。转发给领导、律师和下一支队伍看的。

# 记录里的小块
entry-due = { $due } 到期
entry-late = 晚 { $late }
opened-because-auto = 等级够高,自动开启
opened-because-declared = 有人开启
opened-because-decided = 从预警开启
opened-because-deadline = 到时没人决定,自动开启
opened-because-raised = 等级调高,自动开启

retold-title = 复盘 · { $number }
retold-drill = 演练,不是真事
retold-sandbox = 演练沙盒里的记录,不是真事
retold-restricted = 受限:只给点名的人看
retold-masked = 个人信息已遮盖
retold-made = 记录截至 { $at }
retold-live-then = 直播中发生
retold-counted = { $count } 条
retold-every = 每格 { $width },共 { $count } 条到达
retold-at-once = 峰值 { $count } 条
retold-none = 无
retold-not-done = 没完成
retold-nobody = 无人
retold-still = 进行中
retold-erased = 内容已按期删除
retold-person-way = { $person }({ $way })
retold-lateness = 晚 { $late }
retold-early = 早 { $early }
retold-details = 细节
retold-repeated = 又来 { $count } 次
retold-live-on = 开播
retold-live-off = 下播
retold-by = { $person }
retold-noticed = 危机台晚 { $late } 才看到
retold-days = 第 { $day } 天

retold-out = 对外
retold-proofs = 凭证 { $count }/{ $total }
retold-about = { $what }:{ $text }
retold-met-late = 超时后完成
retold-added-later = ({ $at } 补记)
retold-worst = 最高 { $severity }
retold-column-origin = 来源

# 各节
retold-section-summary = 概要
retold-section-missing = 还缺什么
retold-section-times = 过程与用时
retold-section-moments = 关键时刻
retold-section-curve = 预警走势
retold-section-roles = 谁在什么时候负责什么
retold-section-deadlines = 时限
retold-section-out = 对外说了什么
retold-section-decisions = 决定与理由
retold-section-steps = 止损与步骤
retold-section-tasks = 任务
retold-section-signals = 收到的预警
retold-section-evidence = 证据
retold-section-statements = 说法、版本和批准
retold-section-promises = 承诺
retold-section-deviations = 偏差
retold-column-channel = 渠道
retold-column-approved = 批准
retold-column-promise = 承诺
retold-gap-deviation-open = 还有偏差没更正:{ $names }
retold-gap-promise-open = 承诺还没兑现:{ $names }
retold-section-debrief = 参与的人怎么看
retold-section-improvements = 改进项
retold-section-signed = 签字
retold-column-improvement = 改进
retold-signed = { $person } { $at } 签字
retold-gap-no-improvement = 没有改进项
retold-gap-improvement-overdue = 改进项超时没做完:{ $names }
retold-outcome-overdue-now = 超时未完成
retold-section-lesson = 教训
retold-section-entries = 全部记录
retold-section-chain = 记录可信吗

# 表头
retold-column-what = 事项
retold-column-when = 时间
retold-column-took = 用时
retold-column-since = 距首见
retold-column-held = 谁,从几时到几时
retold-column-declined = 没接下
retold-column-role = 角色
retold-column-person = 人
retold-column-from = 从
retold-column-to = 到
retold-column-due = 到期
retold-column-done = 完成
retold-column-result = 结果
retold-column-proof = 凭证
retold-column-source = 依据
retold-column-decision = 决定
retold-column-why = 理由
retold-column-task = 任务
retold-column-alert = 预警
retold-column-times = 次数
retold-column-figures = 数据
retold-column-kind = 类型
retold-column-text = 内容
retold-column-hash = SHA-256
retold-column-number = 序号
retold-column-recorded = 记入

retold-moment-first-seen = 首见
retold-moment-received = 收到
retold-moment-opened = 开启
retold-moment-responded = 响应
retold-moment-crew-complete = 到齐
retold-moment-first-response = 首次回应
retold-moment-stood-down = 解除
retold-moment-closed = 结案

retold-outcome-on-time = 按时
retold-outcome-late = 超时
retold-outcome-overdue = 超时未完成
retold-outcome-running = 计时中
retold-outcome-paused = 暂停
retold-outcome-waived = 免除
retold-outcome-cancelled = 取消
retold-outcome-late-by = 超时 { $late }
retold-outcome-overdue-by = 超时未完成 { $late }
retold-outcome-waived-why = 免除:{ $reason }

retold-gap-chain-broken = 记录链断了:内容可能被改过
retold-gap-no-responder = 没人响应
retold-gap-no-first-response = 没有首次回应
retold-gap-no-proof = 缺发布凭证:{ $names }
retold-gap-role-empty = 没到位的角色:{ $names }
retold-gap-deadline-open = 还没完的时限:{ $names }
retold-gap-waived-without-reason = 免除但没写理由:{ $names }
retold-gap-step-open = 止损没做完:{ $names }
retold-gap-task-open = 没做完的任务:{ $names }
retold-gap-no-decision = 没有记下决定
retold-gap-decision-without-reason = 决定没写理由:{ $names }
retold-gap-responsibility-open = 责任还没定
retold-gap-no-lesson = 没写教训
retold-gap-not-signed = 复盘还没人签字
retold-gap-nothing = 什么都不缺

retold-none-out = 没有记下对外内容。
retold-none-decisions = 没有记下决定。
retold-none-deadlines = 没有计时。
retold-none-entries = 还没有记录。
retold-moments-more = 另有 { $count } 条较次要的,见全部记录。
retold-entries-cut = 这里是前 { $shown } 条,共 { $total } 条;全部在同名的 HTML、CSV、JSON 里。
retold-others-more = 另有 { $count } 条

retold-chain-whole = { $count } 条记录首尾相连,没有一条被改过。
retold-chain-erased = 其中 { $count } 条的内容已按期删除,链仍然完整。
retold-chain-broken = 从第 { $seq } 条起对不上:内容可能被改过。
retold-chain-missing = 末尾少了 { $count } 条。
retold-chain-head = 最后一条的指纹:{ $hash }
retold-chain-how = 复核:crisisdesk verify { $number }
retold-chain-masked = 个人信息已遮盖,被遮盖的记录与原文指纹不同;链按原文核对。

retold-state-then = { $state } { $took }
retold-role-held = { $person } { $start }–{ $end }
retold-role-asked = 呼叫 { $person }

# 五行(S3、S4)
retold-five-fast = { $responded }后响应 · { $deadlines }
retold-five-never = 没人响应 · { $deadlines }
retold-five-deadlines = 时限 { $met }/{ $total } 按时
retold-five-did = 做了:{ $text }
retold-five-did-nothing = 没有记下做了什么
retold-five-end = 结果:{ $state }{ $reason ->
    [none] {""}
   *[other] ,{ $reason }
}
retold-five-lesson = 教训:{ $text }
retold-five-no-lesson = 教训:没写

# 网页
retold-page-filter = 只看
retold-page-all = 全部
retold-page-people = 人
retold-page-public = 对外
retold-page-clocks = 时限
retold-page-alerts = 预警
retold-page-work = 处置
retold-page-other = 其他
retold-page-contents = 目录
retold-page-top = 回到开头
retold-page-print = 打印
retold-page-show-hash = 看指纹
retold-page-shown = 显示 { $shown } / { $total } 条

# 图
retold-chart-curve = 预警到达走势:共 { $count } 条,峰值 { $peak } 条,{ $start } 至 { $end }
retold-chart-lanes = 时间轴:各阶段,和每个角色由谁负责
retold-chart-clocks = 每个时限用了多久,限多久
retold-chart-fold = 略 { $span }
retold-chart-phase = 阶段
retold-chart-limit = 限 { $limit }
retold-chart-asked = 呼叫中
retold-chart-had = 在岗

# 报告
retold-report-contents = 目录
retold-report-page = { $page } / { $pages }
retold-report-sign = 签字
retold-report-sign-commander = 总指挥
retold-report-sign-legal = 法务
retold-report-sign-date = 日期
retold-report-confidential = 内部资料

# 文件做不出来时
retold-file-slow = 这份文件做得太久,先给文字版。稍后可以再要一次。
retold-file-killed = 做文件的进程中断了,先给文字版。稍后可以再要一次。
retold-file-font = 缺中文字体,PDF 和图片做不出来,先给文字版。请运维重装 manimgx-fonts-cjk。
retold-file-broken = 这份文件没做成,先给文字版。运维可以查日志:{ $reference }
