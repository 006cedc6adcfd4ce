cli-help-backup-incident = Put away one incident as a whole (ZIP: rows, files, hashes), for example INC-2026-0007.
cli-archived = { $number } is in { $path } ({ $rows } rows, { $files } files). Nothing in it is masked: keep it as your rules demand. To check it, unpack and run sha256sum -c SHA256SUMS.
cli-archive-chain = The timeline of { $number } is not whole; the archive keeps it as it is. crisisdesk verify says which entry.
cli-verify-orphans = { $count } rows of table { $table } name a row of { $of } that is gone. Compare with a backup.
