cli-help-backup-incident = 只把这一个事件完整存档(ZIP:数据、文件、校验值),例如 INC-2026-0007。
cli-archived = { $number } 已存档:{ $path }({ $rows } 行,{ $files } 个文件)。内容未打码,按内部规定保管。核对:解压后运行 sha256sum -c SHA256SUMS。
cli-archive-chain = { $number } 的记录链不完整,存档里照原样保留。用 crisisdesk verify 看是哪一条。
cli-verify-orphans = 表 { $table } 有 { $count } 行指向的 { $of } 已经不在。和备份比一比。
