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
