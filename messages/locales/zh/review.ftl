### 复盘会:结案前要有的、三个问题、教训、改进项。

question-well = 顺利
question-stuck = 卡住
question-change = 要改
question-unknown = 其他
improvement-action = 改进项
improvement-playbook = 改预案
improvement-wording = 改用词
improvement-unknown = 改进项
closing-reason = 结案原因
closing-responsibility = 责任判断
closing-debrief = 参与人回顾
closing-lesson = 教训
closing-improvement = 改进项
closing-tasks = 结案前任务
closing-signed = 签字
closing-unknown = 其他

entry-debriefed = 回顾
entry-lesson-added = 教训
entry-improvement-added = 定改进项
entry-improvement-done = 改进项完成
entry-improvement-judged = 看改进效果
entry-helped = 有用
entry-failed = 没用,重新打开
entry-responsibility-set = 判断责任
entry-signed = 复盘签字
entry-reviewed = 回看
entry-recurred = 同类再次发生

parcel-debrief = 参与人回顾
parcel-improvement = 改进项
parcel-improvement-list = 改进项清单

review-head = 复盘会 · { $severity } { $number } { $title }
review-missing = 结案还差 { $count } 项:{ $pieces }
review-ready = 都齐了,可以结案
review-asked = 参与人回顾 { $answered }/{ $asked } 人已答
review-agenda = 议程
review-flag = · { $question }:{ $text }
review-more = 另有 { $count } 条,全文在复盘里
review-lesson = 教训:{ $text }
review-improvements = 改进项 { $done }/{ $total } 已完成

key-blame-ours = 责任在我方
key-blame-shared = 双方都有责任
key-blame-not-ours = 责任不在我方
key-blame-false-claim = 不实说法
key-mend = 补上
key-dbsay = 说一句
key-review = 复盘会
key-mend-reason = 写结案原因
key-blame = 判断责任
key-mend-debrief = 回顾已做完
key-mend-lesson = 写教训
key-mend-improvement = 定改进项
key-mend-tasks = 看没做完的
key-sign = 签字

debrief-head = 已解除 · { $number } { $title }
debrief-ask = 你是{ $role }。三句话就够:写进复盘;群里只看得到内容,不署名。
debrief-more = 记下了,还可以再说。
debrief-over = 复盘已经结束。还有要补的,在话题里发 /lesson。
key-debrief-well = 顺利的
key-debrief-stuck = 卡住的
key-debrief-change = 要改的
key-dbnone = 没有要说的
answer-debrief-well = 一句话:哪件事做得顺?
answer-debrief-stuck = 一句话:卡在哪里,等了谁?
answer-debrief-change = 一句话:下次要改什么?

improvement-head = { $kind } · { $number }
improvement-due = { $at } 前做完
improvement-overdue = ⛔ { $at } 到期,已超时
improvement-done = ✓ { $at } 完成
improvement-helped = ✓ 看过,有效
improvement-judge = 一个月过去了,这样改有用吗?
improvements-head = 改进项 { $done }/{ $total } · { $number } { $title }
improvements-none = 还没有改进项。定一个:/action 要改的事 @谁 11-27
key-imdone = 做完了
key-imyes = 有用
key-imno = 没用

command-lesson = 记一条教训
command-action = 定一个改进项
command-playbook = 提一处预案修改
command-wording = 提一处用词修改
command-review = 复盘会:结案前还差什么
example-lesson = /lesson 客服热线要提前一小时加人
example-action = /action 上架前多查一次批次 @何敏 11-27
example-playbook = /playbook 产品安全:第一步改成先下架再核实 @周岚 11-27
example-wording = /wording 「个别」列为需改 @周岚 11-27

answer-close-reason-wanted = 一句话:为什么可以结案?
answer-lesson-wanted = 一句话:学到了什么?
answer-improvement-wanted = 一句话:改什么、@谁、哪天前。例如:上架前多查一次批次 @何敏 11-27
answer-outcome-wanted-action = 一句话:从哪里能看出做完了?链接、单号,或在哪能看到。
answer-outcome-wanted-playbook = 一句话:预案改在哪一版?
answer-outcome-wanted-wording = 一句话:改成了哪个词、从哪天起?
answer-outcome-wanted-unknown = 一句话:从哪里能看出做完了?
answer-lesson-kept = 教训 { $index } 已记
answer-improvement-kept = 改进项已定:{ $text } · { $person } · { $due } 前
answer-looked-back = 回看已记{ $due ->
    [none] 。
   *[other] ,下次回看 { $due }。
}
toast-lesson = 教训已记
toast-improvement = 改进项已定
toast-improvement-done = 改进项完成,一个月后看效果
toast-debriefed = 回顾已结束
toast-signed = 已签字
toast-closing-lacks = 还差 { $count } 项
refused-closing-incomplete = 还不能结案,差 { $count } 项。点「复盘会」,每一项都有补的按钮。
refused-review-not-due = 现在没有到期的回看。看还差什么,发 /review,后面不写字。
refused-debrief-not-yours = 这是问别人的。你有要补的,在话题里发 /lesson。
refused-improvement-unknown = 没有这个改进项了。发 /action 看现在有哪些。

## 到哪了,复盘文件

answer-recap-file = 复盘 { $number }{ $text ->
    [none] { "" }
   *[other] 。{ $text }
}
toast-recap-coming = 复盘正在做,好了私聊发你
recap-now-since = 自你 { $at } 看过以后,新增 { $count } 条
recap-now-recurred = 同类再次发生,上次:{ $text }
recap-now-said = 对外已说 { $count } 次
parcel-recap-file = 复盘文件
