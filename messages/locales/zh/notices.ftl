### 简短的答复、按钮提示、拒绝。拒绝说三件事:什么不行、为什么、现在怎么办。
### $by、$at、$names 没有时写作 none。

## 按钮提示:20 个字以内

toast-responded = 已响应,你是代理总指挥
toast-joined = 记下了,你在处理
toast-declined = { $person ->
    [none] 已转呼下一位
   *[other] 已转呼 { $person }
}
toast-opened = 已开启 { $number }
toast-declared = 已开启 { $number }
toast-watching = { $until ->
    [none] 先盯着
   *[other] 盯到 { $until }
}
toast-dismissed = 记下了,无需处理
toast-second-person = 记下了,还需另一人同意
toast-proposed = 记下了,还需另一人同意
toast-proposal-refused = 记下了,继续处理
toast-merged = 已并入 { $number }
toast-choose-reason = 选一个原因
toast-role-taken = 你是{ $role }了
toast-role-asked = { $person ->
    [none] { $role ->
        [none] 正在呼叫
       *[other] 正在呼叫{ $role }
    }
   *[other] 正在呼叫 { $person }
}
toast-role-declined = { $person ->
    [none] 已转呼下一位
   *[other] 已转呼 { $person }
}
toast-passed-on = { $person ->
    [none] 已转呼下一位
   *[other] 已转呼 { $person }
}
toast-role-given = { $person ->
    [none] 已请人来接{ $role }
   *[other] 已请 { $person } 来接
}
toast-role-handed-over = 交接完成,你可以休息了
toast-role-covered = { $role }由你先兼
toast-role-skipped = 这次不需要{ $role }
toast-handover-taken = 你接下了{ $role }
toast-raised = 已调高为 { $severity }
toast-lowered = 已调低为 { $severity }
toast-severity = 等级改为 { $severity }
toast-retyped = 已改为{ $type }
toast-live-on = 已标为直播中
toast-live-off = 已标为没在直播
toast-monitoring = 转为观察中
toast-resumed = 继续处置
toast-stood-down = 已解除
toast-closed = 已结案
toast-reopened = 已重新开启
toast-again = 再按一次才生效
toast-clock-met = { $clock }按时完成
toast-clock-met-late = { $late ->
    [none] { $clock }完成,已超时
   *[other] { $clock }完成,超时 { $late }
}
toast-clock-waived = { $clock }已免除
toast-nudged = { $person ->
    [none] 已催
   *[other] 已催 { $person }
}
toast-step-done = { $at ->
    [none] 记下了,做完了
   *[other] 记下了,{ $at } 完成
}
toast-step-cant = 记下了,总指挥会看到
toast-step-undone = 已撤回
toast-said = { $at ->
    [none] 记下了,已口播
   *[other] 记下了,{ $at } 已口播
}
toast-task-added = 任务已派
toast-task-done = 做完了,记下了
toast-task-undone = 任务改回未完成
toast-task-blocked = 记下了,总指挥会看到
toast-undone = 已撤回
toast-paged = { $person ->
    [none] 正在呼叫
   *[other] 正在呼叫 { $person }
}
toast-ringing-paused = 铃声停 3 分钟
toast-sent-private = 已发到你的私聊
toast-noted = 记下了
toast-shown = 已更新
toast-unchanged = 没有变化

## 答复

answer-report-paging = 已收到,正在呼叫值班 { $person }
answer-report-received = 已收到。现在叫不到值班的人,急事请直接打电话。
answer-report-responded = { $by } 已响应 { $at }
answer-report-joined = 已收到,并入同一件事 { $number }
answer-report-joined-alert = 已收到,并入刚才那条预警
answer-declared = 已开启 { $number }。等级和类型是先猜的,不对就在卡上点一下改。
answer-declare-exists = 已有 { $number } 在处理同一件事。
answer-note-kept = 备注已记
answer-evidence = { $text ->
    [none] 这条预警没有带证据。
   *[other] 证据:
        { $text }
}
answer-task-added = 任务已派:{ $text } · { $person }
answer-task-added-alone = 任务已记:{ $text }。还没定谁来做,回复一个名字。
answer-decided = 决定已记:{ $text }
answer-data-point = 数据已记:{ $text }
answer-clock-met = { $clock }完成,{ $at } 记下
answer-clock-waived = { $clock }已免除,原因:{ $text }
answer-nothing-open = 现在没有进行中的事件。
answer-which-incident = 你说的是哪一件?{ $names }
answer-ringing-paused = 铃声停 3 分钟。还没有人接下:是你来,还是接不了?
answer-page-taken = 已由 { $by } 接下,你可以休息了。
answer-stopped-alone = 没有正在响的呼叫。
answer-welcome = 你好,{ $person }。以后有事我会在这里单独找你。
answer-welcome-owner = 你好,{ $person }。你是这个危机台的负责人。
answer-language-set = 以后用中文跟你说。
answer-group-ready = 危机台已就位。管理员 ✓ 话题 ✓ 置顶 ✓ 删除 ✓ · 要能叫到你,每人点一次:
answer-group-missing = 还差一项:{ $names }。我会自己再查,现在也能用。
answer-group-bound = 这个群已接到 { $name }。
answer-topics-off = 话题没开,先在主群用回复串处理。
answer-topic-lost = 话题没了,改在主群处理。记录都在,时限照走。
answer-right-missing = 我少了一项权限:{ $name }。请管理员补上,在这之前改在主群处理。
answer-group-degraded = 群里发不出去,改用手机呼叫和私聊。事件照常计时。
answer-group-back = 群里又能发了,漏掉的正在补发。
answer-group-moved = 群换了编号,已跟上,不用做什么。
answer-unreachable = 联系不上 { $person }:{ $why }。
answer-unreachable-private = 没开私聊
answer-unreachable-phone = 没登记手机呼叫
answer-unreachable-both = 没开私聊、没登记手机呼叫
answer-called-by-hand = 记下了,{ $by } 打了电话给 { $person }
answer-source-silent = 来源 { $name } 从 { $since } 起没有动静。
answer-source-back = 来源 { $name } 又有动静了。
answer-test-alert = 测试预警已发,看看主群有没有出现。
answer-file-too-big = 完整内容在附件里。
answer-crew-complete = 人已到齐 { $at }({ $met }/{ $total })
answer-boss-level = { $number } 等级 { $before } → { $severity }。
answer-boss-first-response = { $number } 首次回应 { $at } 发布,按时。
answer-boss-first-response-late = { $number } 首次回应 { $at } 发布,超时 { $late }。
answer-sensitive-open = { $number } 属于{ $type },多半涉及个人隐私,现在全群都看得到。要只给少数人看:另拉一个群,在里面发 /setup restricted,再到事件卡「更多」里点「设为受限」。
answer-opened = { $by ->
    [none] 已开启 { $number } · { $at }
   *[other] 已开启 { $number } · { $by } { $at }
}
answer-monitoring = { $by ->
    [none] 转为观察中 · { $at }
   *[other] 转为观察中 · { $by } { $at }
}
answer-resumed = { $by ->
    [none] 继续处置 · { $at }
   *[other] 继续处置 · { $by } { $at }
}
answer-stood-down = { $by ->
    [none] 已解除 · { $at }。不再计时、不再呼叫。
   *[other] 已解除 · { $by } { $at }。不再计时、不再呼叫。
}
answer-closed = { $by ->
    [none] 已结案 · { $at }
   *[other] 已结案 · { $by } { $at }
}
answer-reopened = { $by ->
    [none] 重新开启 · { $at }。时限接着走。
   *[other] 重新开启 · { $by } { $at }。时限接着走。
}
answer-raised = { $by ->
    [none] 调高为 { $severity } · { $at }
   *[other] 调高为 { $severity } · { $by } { $at }
}
answer-lowered = { $by ->
    [none] 调低为 { $severity } · { $at }
   *[other] 调低为 { $severity } · { $by } { $at }
}
answer-retyped = { $by ->
    [none] 类型改为{ $type } · { $at }
   *[other] 类型改为{ $type } · { $by } { $at }
}
answer-raised-due = 调高为 { $severity }。按首见 { $seen } 重算:{ $clock } { $due } 到期。
answer-raised-past = 调高为 { $severity }。按首见 { $seen } 重算:{ $clock }已过 { $late }。先发,原因留到复盘。
answer-merged = { $by ->
    [none] 已并入 { $number } · { $at }
   *[other] 已并入 { $number } · { $by } { $at }
}
answer-role-declined = { $by } 接不了{ $role },还没有人接。
answer-role-declined-next = { $by } 接不了{ $role },已转呼 { $person }
answer-nobody-left = { $severity } 没有人响应,呼叫链已到头。请直接打电话。
answer-proof-wanted = 把链接或截图回复到这里,就算{ $clock }完成。
answer-reason-wanted = 一句话说明:为什么不再要求{ $clock }。
answer-dismiss-wanted = 一句话说明为什么无需处理。
answer-cant-wanted = 一句话说明为什么做不到。
answer-blocked-wanted = 一句话说明卡在哪里。
notice-raised = { $by ->
    [none] 等级调高为 { $severity }。时限按首见重算,看事件卡。
   *[other] { $by } { $at } 把等级调高为 { $severity }。时限按首见重算,看事件卡。
}
notice-topic-lost = 话题用不了,改在主群处理。记录都在,时限照走。
example-declare = /declare 直播间三位家长说孩子起疹
example-report = /report 三个家长说孩子起疹
placeholder-report = 一句话写清,例如:收到3例起疹反馈
placeholder-reason = 一句话,例如:与我们无关,同名店铺
placeholder-proof = 贴链接,或发一张截图

## 拒绝

refused = 这件事现在做不了。回到事件卡,按卡上现有的按钮。
refused-already-done = 这件事刚才已经做过了,不用再按。
refused-incident-unknown = { $number ->
    [none] 找不到这个事件,也许它属于别的团队。/status 看现在有哪些。
   *[other] 找不到 { $number },也许编号不对或属于别的团队。/status 看现在有哪些。
}
refused-alert-unknown = 找不到这条预警,它可能已并入别的事件。/status 看现在有哪些。
refused-alert-decided = { $by ->
    [none] 这条预警已经定了:{ $decision }。看卡上最后一行。
   *[other] { $at ->
        [none] 已由 { $by } 处理:{ $decision }
       *[other] 已由 { $by } { $at } 处理:{ $decision }
    }
}
refused-not-here = 这里不是事件的话题,我不知道你说的是哪一件。到话题里发,或用 /status 选一件。
refused-stranger = 这里只服务本团队。
refused-anonymous-admin = 你用的是匿名管理员身份,我认不出是谁,不能记在名下。在群管理里关掉匿名,再发一次。
refused-button-too-old = 这张卡是旧版的,按钮不能再用。发 /status 打开最新的。
refused-action-not-allowed = { $by ->
    [none] 现在是{ $state },不能{ $action }。看卡上现有的按钮。
   *[other] { $at ->
        [none] 已由 { $by } 处理,现在是{ $state }。
       *[other] 已由 { $by } { $at } 处理,现在是{ $state }。
    }
}
refused-second-person = { $by ->
    [none] 这一步要另一个人同意。请群里另一位同事来按。
   *[other] 这是 { $by } 提的,要另一个人同意。请别的同事来按。
}
refused-proof-missing = 对外的时限要有凭证才算完成。把链接贴过来,或发一张截图。
refused-reason-missing = 免除时限要写原因,复盘会用到。写一句话再发。
refused-clock-unknown = 找不到这个时限,它可能已取消。看卡上的时限。
refused-clock-stopped = { $by ->
    [none] { $clock }已经停了,不用再按。
   *[other] { $at ->
        [none] { $clock }已由 { $by } 处理,不用再按。
       *[other] { $clock }已由 { $by } { $at } 处理,不用再按。
    }
}
refused-pause-not-allowed = { $why ->
    [s1] S1 的时限不能暂停。真做不到,就写明原因免除。
    [legal] 法定和平台时限不能暂停。先把能交的交上。
    [reason] 暂停要写原因,复盘会用到。写一句话再发。
    [approver] 暂停要另一个人批准。请总指挥来按。
   *[other] { $clock }不能暂停。真做不到,就写明原因免除。
}
refused-severity-unchanged = 已经是 { $severity },没有变化。要改就选别的等级。
refused-role-taken = { $at ->
    [none] { $role }已由 { $by } 接下。要换人,先交接。
   *[other] { $role }已由 { $by } { $at } 接下。要换人,先交接。
}
refused-role-unknown = 没有这个角色,或者这次不需要它。点「我来接岗」看有哪些。
refused-person-unknown = 团队里没有叫{ $name }的人。用 @ 点名,或先请对方点一次 /start。
refused-text-missing = { $example ->
    [none] 没有写内容。写一句话再发一次。
   *[other] 没有写内容。例如这样:{ $example }
}
refused-wrong-chat = { $where ->
    [group] 这个要在团队群里用,这里是私聊。到群里再发一次。
   *[private] 这个只能在私聊里用,免得打扰大家。点我的头像私聊再发。
}
refused-not-allowed = { $people ->
    [none] { $roles ->
        [none] 这件事只有{ $permission }能做。请他们来点。
       *[other] 这件事要由{ $roles }来做。请他们来点,或先接下这个角色。
    }
   *[other] { $roles ->
        [none] 这件事只有{ $permission }能做。请 { $people } 来点。
       *[other] 这件事要由{ $roles }来做。请 { $people } 来点。
    }
}
refused-not-allowed-passed = { $what }要由{ $permission }点。已帮你转给 { $people }。
refused-claim = 这个码不对、用过了或过了 10 分钟。在终端重新运行 crisisdesk setup 拿一个新的。
refused-voice = 语音不能自动进口径检查,请打字或截图。
refused-not-started = 还没法单独通知你:点这里开启私聊(10 秒)
refused-merge-self = 不能并入它自己。写另一个事件的编号。
refused-time-past = { $at } 已经过了。写一个还没到的时间。
refused-time-unreadable = 没看懂时间「{ $text }」。这样写:20:55 或 30分钟。
refused-time-missing = 少了时间,我不知道盯到几点。这样写:盯到 14:00。
refused-silence-too-wide = 这样会把所有预警都静默。写明账号、类型或来源。
refused-silence-unclear = 没看懂「{ $text }」。这样写:service=shop-* env=staging
refused-silence-endless = 静默要有头有尾,最长 { $days } 天。写一个还没到的结束时间。
refused-trigger-unclear = 没看懂「{ $text }」。这样写:转发500 播放10万 有媒体来问
refused-watch-in-past = { $until } 已经过了,盯不到。写一个还没到的时间。
refused-step-unknown = 这个事件没有这一步,也许类型改过。看止损那条消息里现有的按钮。
refused-step-reason-missing = 做不到要写原因,总指挥才好决定。写一句话再发。
refused-task-owner-missing = 任务要有人做。在后面加 @谁,或写上名字。
refused-task-due-in-past = { $due } 已经过了。写一个还没到的时间。
refused-task-blocks-itself = 任务不能等它自己,绕一圈也不行。换一个要等的任务。
refused-task-blocked = { $task ->
    [none] 它在等的任务还没做完。先做那一项,或改掉要等的。
   *[other] 要先做完「{ $task }」。先做那一项,或改掉要等的。
}
refused-task-unknown = 找不到这个任务,可能已撤回。点「任务」看现在有哪些。
refused-decision-unknown = 找不到这个决定。发 /timeline 看记录。
refused-undo-too-late = 过了 60 秒,不能撤回了。要改,就再记一条更正。
refused-topic-missing = 这个事件没有话题,改在主群处理。
refused-severity-unknown = 没有「{ $text }」这个等级。选 S1、S2、S3 或 S4。
refused-type-unknown = 没有「{ $text }」这个类型。点「定性」挑一个。
refused-too-many = 短时间内太多次了,{ $late }后再试。急事直接打值班电话。
refused-restricted = 这是受限事件,只有名单上的人能看。要看,请总指挥加你。
trouble = 出了错,这一步没有做成,其他都没受影响。再试一次;还不行,把编号 { $reference } 发给负责人。
