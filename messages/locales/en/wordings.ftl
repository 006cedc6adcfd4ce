### Words of the check and its list.

ban-scope-global = everywhere
ban-scope-type = this type of crisis
ban-scope-incident = this incident

ban-level-block = don't send
ban-level-warn = change

verdict-clear = clear
verdict-change = change
verdict-block = don't send

check-way-chat = chat
check-way-inline = input line
check-way-api = interface
check-way-guard = frontline group
check-way-unknown = other

sample-state-open = open
sample-state-allowed = allowed
sample-state-kept = kept
sample-state-unknown = other

entry-check-stopped = sentence stopped
entry-false-alarm = called a false alarm
entry-wording-banned = wording banned
entry-wording-allowed = wording allowed
entry-comments-acted = comments handled
entry-receipt = sheet read
entry-guard-found = frontline deviation

parcel-check-answer = check
parcel-false-alarm = false alarm
parcel-ban-list = do-not-say list
