### 按钮上的字。动词对应 messages/views/shared.py 的 Verb;多于一种说法的另有名字。

key-aopen = 开启事件
key-awatch = 先盯着
key-anone = 无需处理
key-aevid = { $count ->
    [0] 看证据
   *[other] 看证据 { $count }
}
key-aagree = 同意无需处理
key-aback = 返回
key-aback-proposed = 不同意
key-resp = 我来响应
key-decl = 接不了
key-fact = 记事实
key-draft = 写回应
key-check = 查口径
key-role = 我来接岗
key-tasks = { $total ->
    [0] 任务
   *[other] 任务 { $done }/{ $total }
}
key-more = 更多
key-class = 定性
key-crew = 人员
key-phase = 阶段
key-sheet = 口径单
key-hold = 暂不回应
key-page = 叫人
key-tline = 记录
key-recap = 复盘
key-full = 看全文
key-pdf = PDF
key-acts = { $count ->
    [0] 改进项
   *[other] 改进项 { $count }
}
key-back = 返回
key-sev = 等级
key-type = 类型
key-class-types = 换类型
key-class-types-more = 更多类型
key-live = 直播中
key-live-off = 没在直播
key-chosen = { $label } ✓
key-take = 我来接{ $role }
key-give = 交接{ $role }
key-ask = 叫{ $role }
key-skip = 不需要{ $role }
key-rtake = 接下
key-rcant = 接不了
key-rask = 呼叫 { $person }
key-rask-anyone = 呼叫
key-rself = 我先兼
key-rskip = 这次不需要
key-htake = 接下
key-hask = 先问一句
key-mon = 转为观察
key-resume = 继续处置
key-down = 解除
key-close = 结案
key-reopen = 重新开启
key-again = 再按一次:{ $label }
key-met = 已完成
key-met-public = 已发出
key-waive = 免除
key-why = 依据
key-nudge = 催{ $person }
key-nudge-anyone = 催一下
key-emerg = 走紧急发布
key-holdr = 暂不回应
key-sldone = { $step }
key-slno = 做不到
key-slno-step = 做不到:{ $step }
key-slsaid = 已口播
key-slbig = 大字给主播看
key-tdone = 做完了
key-tdone-index = { $index } 做完了
key-tundo = 撤回
key-tblock = 卡住了
key-undo = 撤回
key-topic = 进话题
key-open = 打开
key-reach = 能叫到我
key-start = 点这里开启私聊
key-how-topics = 怎么开
key-called = 打电话后点这里
key-help-report = 上报
key-help-declare = 开启事件
key-help-status = 现在有哪些
key-help-words = 这句能不能发
key-help-reach = 能叫到我
key-handover = 交接
