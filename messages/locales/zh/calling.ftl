### 呼叫链:谁、什么时候、用什么方式、结果。

chain-state-running = 呼叫中
chain-state-answered = 有人响应
chain-state-ended = 已停止
chain-state-exhausted = 没人响应

rung-first = 呼叫
rung-second-phone = 第二部手机
rung-deputy = 转呼副手
rung-team = 全员
rung-again = 再呼一次
rung-morning = 免打扰结束
rung-nobody = 没有人了
rung-unknown = 其他

rung-state-waiting = 未到
rung-state-reached = 已呼叫
rung-state-spared = 没用上

way-private = 私聊
way-phone = 手机
way-bundled = 并入同一次呼叫
way-quiet = 静发
way-none = 联系不上
way-unknown = 其他

called-took = 接下
called-declined = 接不了
called-paused = 收到
called-spared = 别人先接了
called-silent = 没回
called-unknown = 其他

link-call = 呼叫
link-take = 接下
link-decline = 接不了
link-approval = 批准
link-calendar = 日历
link-unknown = 其他

shift-days-every = 每天
shift-days-workdays = 工作日
shift-days-free-days = 休息日
shift-days-unknown = 其他

clock-rung = 转呼
clock-reconfirm = 还在处理吗
clock-rest = 该换班了

entry-page-failed = 手机没响
entry-nobody-left = 没人响应
entry-still-here = 还在处理

answer-no-way = 联系不上 { $person }:没开私聊、没登记手机呼叫。
answer-nobody-answered = ⛔ 呼叫了所有人,没人响应:{ $number } { $text }
    直接打电话,或者你来点「我来响应」。

duty-next-team = { $until } 前响应,否则呼叫全员
key-duty-page = 值班页
