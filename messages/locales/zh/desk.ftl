### 由桌面自己说的几句;命令说明在 work.ftl,证据和出错在 notices.ftl。

mark-again = (补发)
role-empty-taken = ✓ { $role }:{ $by } { $at } 接下

duties-question = 你在「{ $team }」里主要做什么?可以选几项,随时能改。
duties-chosen = 现在:{ $names }
duties-none = 还没有选。没选也能响应,只是不会先找你。
duties-on-duty = 值班
duties-key-chosen = ✓ { $name }
duties-language = English
toast-duty-added = 以后这件事先找你
toast-duty-dropped = 以后这件事不先找你
key-duty = 角色
key-lang = 语言

example-task = /task 联系 3 位家长 @何敏 21:00
example-decide = /decide 先停售 0912A
example-note = /note 20:31 有人在评论里说起疹
answer-silenced = { $text } 静默到 { $until }。照样留存,S1 不受影响。
example-silence = /silence service=shop-* 2小时
example-merge = /merge 0007

setup-ready = 危机台已就位,在这个群为「{ $team }」值守。管理员 ✓ 话题 ✓ 置顶 ✓ 删除 ✓
setup-reach = 要能叫到你,每人点一次:
setup-lacks = { $count ->
    [1] 「{ $team }」还差一项,我会自己再查:
   *[other] 「{ $team }」还差 { $count } 项,我会自己再查:
}
setup-lacks-administrator = 我还不是管理员。群设置 → 管理员 → 加我,勾上管理话题、置顶、删除。
setup-lacks-topics = 没开「话题」。群设置 → 话题 → 打开。现在也能用:事件会发在主群里。
setup-lacks-manage-topics = 缺「管理话题」。群设置 → 管理员 → 我 → 勾上。现在也能用:事件会发在主群里。
setup-lacks-pin = 缺「置顶消息」。群设置 → 管理员 → 我 → 勾上。没有它,事件卡不会置顶。
setup-lacks-delete = 缺「删除消息」。群设置 → 管理员 → 我 → 勾上。没有它,旧卡收不走。
refused-group-taken = 这个群已经是「{ $name }」的。一个群只属于一个团队。
refused-only-owner = 设置要由负责人来做。请 { $people } 在这里发 /setup。
refused-owner-wanted = 这一步要由负责人来做。请负责人在这里再发一次同样的命令。

answer-packed = 一下子太多,这 { $count } 条合在附件里,按先后排好。
