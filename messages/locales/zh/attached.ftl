### 随文附件:草稿、批准、发布里的文件,口径单上的素材。

attached-line = 附件 { $number } · { $name } · { $size } · { $seal }
attached-line-unseen = 附件 { $number } · { $name } · { $size } · 超过 20 MB,没比对内容,按 Telegram 文件号认
attached-came = 加附件「{ $name }」· { $size } · { $seal }
attached-went = 去掉附件「{ $name }」· { $size } · { $seal }
attached-how = 去掉一个:发「去掉附件 1」。
attached-file = 随文附件「{ $name }」· { $size } · { $seal }
attached-file-unseen = 随文附件「{ $name }」· { $size } · 超过 20 MB,没比对内容,按 Telegram 文件号认
attached-release = 和正文一起发,一个不少:
attached-proof = 凭证里要看得到附件:截图,或带图的链接。
attached-look = 附件也要是这几个:
answer-attached = 附件 { $number }「{ $name }」已附上,现在是 v{ $version }。之前若有人批过,已作废。
answer-attached-unseen = 附件 { $number }「{ $name }」已附上,现在是 v{ $version }。之前若有人批过,已作废。文件超过 20 MB,内容我看不到,按 Telegram 文件号和大小认它;批准和发布的人会收到原文件。
refused-attached-unknown = 没有附件 { $number }{ $count ->
    [0] ,这份还没有附件。
   *[other] ,一共 { $count } 个。
  }
refused-attached-full = 最多 { $most } 个附件。先发「去掉附件 1」去掉一个。
refused-attached-there = 这个文件已经是附件 { $number } 了,没有再加。
gate-asset-unknown = 附件「{ $text }」不在现行口径单的素材里:回复口径单草稿发这个文件并批准,或发「去掉附件 { $file }」
gate-asset-over = 附件「{ $text }」在口径单上已过期:重新批准素材,或发「去掉附件 { $file }」
refused-asset-without-file = 素材要认得出是哪个文件:把文件本身回复到口径单草稿,或写「素材 <64 位 SHA-256>」。
check-clear-words = 文件先别发 · 文字{ $clear }
check-file-sheet = 文件通过:「{ $name }」就是口径单 v{ $version } 批准的那个。
check-file-text = 文件通过:「{ $name }」就是随{ $stage } v{ $version } 批准的那个。
check-file-over = 文件先别发:「{ $name }」在口径单 v{ $version } 上的批准已过期。要用,先重新批准。
check-file-former = 文件先别发:「{ $name }」是旧口径单 v{ $version } 的,现行的没有它。
check-file-differs = 文件先别发:「{ $name }」和批准过的文件同名,内容不一样。
check-file-unknown = 文件先别发:「{ $name }」不是批准过的文件。
check-file-nowhere = 「{ $name }」没法比对:你现在不在任何事件里。到事件话题里再查。
check-file-approved = 批准过的:{ $names }
check-file-none = 这个事件还没有批准过的文件。要用它:回复口径单草稿发这个文件,请人批准。
check-file-photo = 当图片发会被 Telegram 压缩,和原文件对不上:当「文件」发再查一次。
check-file-unseen = 超过 20 MB,没比对内容,按 Telegram 文件号认的。
check-file-large = 超过 20 MB 的文件只认 Telegram 文件号,重新上传号就变了。用转发来的那个,回复它写「/check」再查。
refused-attached-empty = 这个文件是空的,没有附上。换一个再发。
refused-attached-kind = 附件只收图片、视频和文件。别的先存成文件,再当「文件」发。
duty-page-files = 附件
duty-page-file = 打开附件 { $number } · { $name } · { $size }
duty-page-file-not-here = 附件 { $number } 这里打不开:先在 Telegram 私聊里看过,再批。
about-asset = 随文附件
parcel-attached-file = 随文附件
notice-file-refused = 附件 { $file }「{ $name }」发不出去,要看的人没收到:Telegram 不再认这个文件。发「去掉附件 { $file }」,再把文件重新回复到草稿;批过的要重批。
