### What is read on a terminal: commands, start, checks, backups. Every red line says how to mend it.

cli-help = crisisdesk: when it happens, reach people, keep one voice, speak before the deadline.
cli-help-first-steps = First time: crisisdesk setup leads to your own group in five steps; to try it before, crisisdesk run on a terminal starts the training sandbox. Exit codes: 0 fine, 1 failed, 2 not begun.
cli-help-setup = First run: five steps to your own group (token, owner, group, people, first alert).
cli-help-run = Start the desk, until Ctrl+C. Without a token, a terminal gets the training sandbox instead.
cli-help-sandbox = Start the training sandbox alone: a Telegram on this machine, no account, no token.
cli-help-demo = One crisis in two minutes, from alert to recap, all on this machine.
cli-help-demo-output = The folder the recap is written to.
cli-help-demo-open = Open the page in a browser and tell at a pace one can follow (needs a terminal and a browser).
cli-help-demo-story = A story file of your own (TOML).
cli-help-language = zh or en.
cli-help-check = Check everything: one line each, ✗ says how to mend it.
cli-help-migrate = Bring the database to this release (SQLite is copied first).
cli-help-backup = Back up the database; the desk may be running.
cli-help-restore = Put a backup of a SQLite database in its place; the present file is kept under another name.
cli-help-recap = Write the recap of an incident to files; the desk may be running or not.
cli-help-recap-number = The incident: INC-2026-0007, or just 7.
cli-help-recap-format = Forms, comma between: md, html, pdf, png, csv, json.
cli-help-recap-language = Languages, comma between: zh, en.
cli-help-recap-output = Into this folder or, when it is a single file, this file.
cli-help-recap-unmasked = Leave phone numbers, ids and the like readable; only for people who may see them.
cli-help-team = The team's name; needed when several teams have the same number or name.
cli-help-verify = Verify: is every timeline as it was written, and is nothing stuck?
cli-help-source = Who may send alerts: add, list, remove.
cli-help-source-add = Register a sender of alerts with a token of its own.
cli-help-source-list = List the senders of alerts.
cli-help-source-remove = Remove a sender of alerts; what it sent stays.
cli-help-source-map = Say which field of this source's JSON is the title, the level, the link; it is tried before your eyes, then kept.
cli-help-source-fields = FIELD=PATH, several of them, for example title=data.headline severity=data.level.
cli-help-source-sample = Try it on the JSON in this file; without it, on what the source sent last.
cli-help-source-try = Only try it, keep nothing.
cli-help-source-name = The name in its address: /hooks/name. Lower-case letters, digits, - and _.
cli-help-source-format = What it sends: generic, alertmanager, grafana.
cli-help-source-secret = Signatures (HMAC-SHA256) instead of a token.
cli-help-port = The port; 0 takes a free one.
cli-help-json = Print JSON as the first line: address, token, chats and people.
cli-help-world = Keep the training world in this file and go on from there next time.
cli-help-backup-to = Where the backup goes; beside the database if not given.
cli-help-backup-from = The backup.
cli-help-version = Show the version.

cli-first-team = Crisis team
cli-first-owner = Owner

cli-run-ready = The desk is ready: { $address } · Ctrl+C stops it
cli-run-claim = Nobody owns this desk yet. Open this link on your phone; whoever opens it first becomes the owner (valid 10 minutes, once): { $link }
cli-run-sandbox = No token, so this is the training sandbox; nothing goes to Telegram. Open it in the browser: { $address }
cli-run-alert-token = The token for a test alert (sandbox only): { $token }
cli-sandbox-ready = Training sandbox: { $address } · token { $token } · Ctrl+C stops it
cli-sandbox-broken = The training world that was kept cannot be read ({ $reason }); it is now { $path }, and a fresh one begins.

cli-cannot-start = Not started
cli-settings-wrong = { $count } settings are wrong; mend them and start again:
cli-setting-token = does not look like a token; it is the line from @BotFather: number, colon, letters
cli-setting-proxy = does not look like a proxy; write http://host:port or socks5://host:port
cli-setting-chat = is no chat id; a number that begins with -100, or leave it empty and type /setup in the group
cli-setting-owner-ids = are no user ids; numbers only, comma between
cli-setting-reactions = are no reactions of Telegram; spaces between, such as ✍ 👀
cli-setting-timezone = there is no such zone; write it like Asia/Shanghai
cli-setting-one-of = must be one of: { $words }
cli-setting-number = must be a whole number from { $lowest } to { $highest }
cli-setting-web-address = does not look like an address; write it like https://desk.example.com, no parameters
cli-setting-webhook-secret = takes 1 to 256 letters, digits, - and _
cli-setting-webhook-needs-url = TELEGRAM_MODE=webhook needs a public address that begins with https
cli-setting-webhook-needs-secret = TELEGRAM_MODE=webhook needs it; any 1 to 256 letters and digits
cli-setting-bearer = takes no blanks and ASCII only, at most 200 characters
cli-setting-database = write it like sqlite:///file or postgresql://user:password@host/name
cli-setting-host = does not look like a host name or address; this machine is 127.0.0.1
cli-setting-unreadable = cannot be read

cli-database-in-use = Another desk is running on { $path }. Stop that one first; with SQLite only one can run.
cli-database-unreachable = The database { $database } cannot be opened: { $reason }. Look at DATABASE_URL, the folder's rights and the disk.
cli-database-unreadable = { $database } is no database, or damaged: { $reason }. Nothing was changed. Restore a backup with crisisdesk restore, or choose another DATABASE_URL.
cli-schema-older = The database is of an older release ({ $present }, wanted { $newest }). Back it up, then run crisisdesk migrate.
cli-schema-newer = The database is of a later release ({ $present }, this one knows { $newest }). Use that release; going back would lose data.
cli-stamp-unfit = { $database } belongs to { $found }, and the token is that of { $wanted }. Use the former token, or another DATABASE_URL.
cli-stamp-not-sandbox = { $database } belongs to { $found } and is not for training. Set TELEGRAM_BOT_TOKEN, or train with another DATABASE_URL.
cli-port-taken = Port { $port } is taken. Stop the program that has it, or take another one: HTTP_PORT={ $free }
cli-host-unusable = Cannot listen on { $host }: { $reason }. For this machine use HTTP_HOST=127.0.0.1.
cli-story-clock-real = { $variable } is for the demo only: it moves the clock of every deadline, never with a real token. Unset it and start again.
cli-story-clock-unreadable = { $variable } names { $path }, which holds no time ({ $reason }). crisisdesk demo writes it by itself; nobody sets it by hand.

cli-no-token-terminal = There is no TELEGRAM_BOT_TOKEN. Ask @BotFather for one; to try first, run crisisdesk run on a terminal, or crisisdesk sandbox.
cli-no-token-sqlite = There is no TELEGRAM_BOT_TOKEN, and the sandbox uses SQLite only. Set the token, or leave out DATABASE_URL.
cli-no-token-loopback = There is no TELEGRAM_BOT_TOKEN, and the sandbox stays on this machine. Set the token, or use HTTP_HOST=127.0.0.1.
cli-no-token-public = There is no TELEGRAM_BOT_TOKEN, but a PUBLIC_URL. Set the token, or leave out PUBLIC_URL to train.

cli-migrated = ✓ The database is at { $newest }
cli-migrated-copy = ✓ The database is now at { $newest }; a copy of before: { $copy }
cli-backed-up = ✓ Backed up to { $path } ({ $size } MB, verified)
cli-backup-no-tool = { $tool } was not found. Install the PostgreSQL client (Debian: apt install postgresql-client) and try again.
cli-backup-failed = The backup failed: { $reason }. The data was not touched.
cli-backup-exists = { $path } exists and is not overwritten. Choose another name.
cli-backup-missing = The database { $path } does not exist yet; there is nothing to back up.
cli-restored = ✓ Restored { $path }; the former file is now { $aside }
cli-restored-new = ✓ Restored { $path }
cli-restore-unfinished = A restore broke off: { $path } is not in its place, and no empty one was begun. Run that crisisdesk restore once more; the former file lies beside it, its name ends in .before-restore.
cli-restore-not-backup = { $path } is no usable backup: { $reason }. Nothing was changed.
cli-restore-postgresql = With PostgreSQL use: { $command }

cli-check-token-missing = TELEGRAM_BOT_TOKEN is empty. Send /newbot to @BotFather and put that line into .env.
cli-check-telegram = Connected to Telegram: @{ $username }
cli-check-telegram-refused = Telegram does not know this token. Send /token to @BotFather for a new one.
cli-check-telegram-unreachable = Cannot reach Telegram ({ $reason }). From mainland China you usually need a proxy: TELEGRAM_PROXY=http://… or socks5://…
cli-check-privacy = Privacy mode is on: the bot does not see messages without an @. Send /setprivacy to @BotFather, or make the bot an admin of the group.
cli-check-database = Database { $database }
cli-check-schema = Database release { $newest }
cli-check-schema-new = The database is empty; it is made at the first start
cli-check-port = Port { $port }
cli-check-port-ours = A desk is already running on port { $port }
cli-check-public-url = Public address { $url }
cli-check-public-url-none = PUBLIC_URL is empty: no duty page and no webhook, the rest works.
cli-check-public-url-http = PUBLIC_URL is not https: tokens travel in the clear. Put a reverse proxy in front.
cli-check-alert-token = Alert token
cli-check-alert-token-none = ALERT_TOKEN is empty: alerts from monitoring get 401. Set something random, such as { $example }
cli-check-alert-token-short = ALERT_TOKEN is short and can be guessed. Use { $example }
cli-check-disk = { $free } MB free on the disk
cli-check-disk-little = Only { $free } MB free on the disk. Leave { $needed } MB at least; on a full disk no alert can be stored.
cli-check-zone = Time zone { $zone }, now { $now }
cli-check-unknown-variable = { $names } in .env is no setting of the desk; misspelt?
cli-check-good = All is well.
cli-check-bad = { $count } left to mend.

cli-database-missing = There is no database { $path } yet. Start crisisdesk run once; or go to the folder it lies in, or set DATABASE_URL.
cli-team-unknown = No team is called “{ $name }”. There are: { $teams }
cli-team-not-named = There are several teams; add --team NAME: { $teams }

cli-recap-written = ✓ { $path }
cli-recap-unknown = There is no incident { $number }.
cli-recap-ambiguous = Several teams have { $number }; add --team NAME: { $teams }
cli-recap-form = There is no such form: { $given }. Choose from: { $known }
cli-recap-language = There is no such language: { $given }. Choose from: { $known }
cli-recap-not-written = Cannot write { $path }: { $reason }. Choose another --output.
cli-recap-chain = Careful: the timeline of { $number } is not as it was written. crisisdesk verify says where.
cli-recap-unmasked = Careful: personal data in these files is not masked; only for people who may see it.

cli-verify-good = { $incidents } incidents with { $entries } entries are as they were written, and nothing is stuck.
cli-verify-bad = { $count } things are not right.
cli-verify-broken = { $number } ({ $team }): entry { $entry } is not as it was written; it was changed or replaced. Compare with a backup.
cli-verify-missing = { $number } ({ $team }): { $count } entries after entry { $after } are gone. Compare with a backup.
cli-verify-unreadable = { $number } ({ $team }): what follows entry { $after } cannot be read. Compare with a backup.
cli-verify-parcels = { $count } messages were begun and never finished, the oldest { $waiting } ago. Start the desk: it goes on with them by itself.
cli-verify-inbox = { $count } updates came in and were not handled, the oldest { $waiting } ago. Start the desk if it does not run; if it does, look into its log.
cli-verify-alerts = { $count } alerts are undecided without a clock that runs, the oldest { $waiting } ago. Decide on them: /status in the group.

cli-source-added = ✓ { $name } is registered ({ $team })
cli-source-token = Its token, shown this once:
cli-source-secret = The secret it signs with, shown this once:
cli-source-try = Try it:
cli-source-sample = Test: complaints rise, 42 in one hour
cli-source-none = No source is registered yet. The three built-in ones (alertmanager, grafana, generic) use ALERT_TOKEN.
cli-source-signs = signature
cli-source-carries-token = token
cli-source-removed = ✓ { $name } is removed ({ $team }); a running desk turns it away within 5 seconds.
cli-source-map-generic = { $name } sends { $format }, which needs no mapping.
cli-source-map-empty = No title found in { $count } items, so nothing was kept. Check the path: title=… must lead to the headline.
cli-source-map-tried = Only tried: { $name } is read as before.
cli-source-mapped = ✓ { $name } ({ $team }) is read like this from now on; a running desk takes at most 5 seconds.
cli-source-mapped-unseen = ✓ Kept ({ $team }), but { $name } has not sent anything yet, so it could not be tried. --sample FILE tries it.
cli-source-name-unfit = “{ $name }” cannot be the name of a source: lower-case letters, digits, - and _, at most 40; alertmanager, grafana and generic only with the format of that name.
cli-source-exists = { $team } has { $name } already. Choose another name, or crisisdesk source remove { $name } first.
cli-source-unknown = { $team } has no { $name }. crisisdesk source list shows what there is.
cli-source-format = This format is not read: { $given }. Choose from: { $known }
