### 值班页。

duty-page-title = 值班页
duty-page-call = 呼叫
duty-page-text = 原文
duty-page-sheet = 现在怎么说
duty-page-card = 事件卡
duty-page-code = 个人码(六位)
duty-page-foot = 这个链接只给你一个人,只能用一次。打开它不会做任何事,按了按钮才算。
duty-page-act-respond = 我来响应
duty-page-act-take = 接下
duty-page-act-cant = 接不了
duty-page-act-next = 再叫下一位
duty-page-act-open = 开启事件
duty-page-act-watch = 先盯着
duty-page-act-approve = 批准这一版
duty-page-act-return = 退回
duty-page-used = { $by ->
    [none] 这次呼叫已结束。
   *[other] 这次呼叫已由 { $by } { $at } 接下。
}
duty-page-over = 这次呼叫已结束。
duty-page-expired = 链接已失效。事件仍在处置,打开群里的事件卡看最新情况。
duty-page-locked = 个人码输错太多次,这里不能再批。已告诉总指挥。
duty-page-unknown = 这个链接不对,可能没复制完整。从最近一次呼叫里重新打开。
duty-page-done-respond = 你已响应 · { $at }
duty-page-done-take = 你已接下 · { $at }
duty-page-done-cant = 知道了,已转呼下一位 · { $at }
duty-page-done-next = 已呼叫下一位 · { $at }
duty-page-done-open = 事件已开启 · { $at }
duty-page-done-watch = 先盯着 · { $at }
duty-page-done-approve = 已批准 · { $at }
duty-page-done-return = 已退回 · { $at }
refused-link-unknown = 这个链接不对,可能没复制完整。从最近一次呼叫里重新打开。
refused-link-used = 这个链接已经用过了。最新情况看群里的事件卡。
refused-link-expired = 链接已失效。事件仍在处置,打开群里的事件卡看最新情况。
refused-link-act = 这个链接做不了这一步。用页面上的按钮,或回到聊天里点。
refused-nobody-next = 后面没有人了,呼叫会照时间再来一遍。要别人来,在群里叫他的角色。

duty-page-approval-over = 这次批准已经有结果,或文字已变,在这里不用再做什么。
duty-page-returned = 在值班页上退回,没写原因:打电话问一句。
duty-page-reason = 退回的话,写一句为什么
