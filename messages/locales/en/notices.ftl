### Short answers, toasts, refusals. A refusal says what, why, and what now.
### Where $by, $at or $names are missing they read none.

## Toasts

toast-responded = You have it: acting commander
toast-joined = Noted, you are on it
toast-declined = { $person ->
    [none] Passed on
   *[other] Passed on to { $person }
}
toast-opened = { $number } opened
toast-declared = { $number } opened
toast-watching = { $until ->
    [none] Watching
   *[other] Watching until { $until }
}
toast-dismissed = Noted, no action
toast-second-person = Noted, needs a second person
toast-proposed = Noted, needs a second person
toast-proposal-refused = Noted, it goes on
toast-merged = Merged into { $number }
toast-choose-reason = Choose a reason
toast-role-taken = You are { $role } now
toast-role-asked = { $person ->
    [none] { $role ->
        [none] Paging
       *[other] Paging { $role }
    }
   *[other] Paging { $person }
}
toast-role-declined = { $person ->
    [none] Passed on
   *[other] Passed on to { $person }
}
toast-passed-on = { $person ->
    [none] Passed on
   *[other] Passed on to { $person }
}
toast-role-given = { $person ->
    [none] Somebody is asked to be { $role }
   *[other] { $person } is asked to take over
}
toast-role-handed-over = Handed over. You can rest
toast-role-covered = You cover { $role } for now
toast-role-skipped = No { $role } this time
toast-handover-taken = You are { $role } now
toast-raised = Raised to { $severity }
toast-lowered = Lowered to { $severity }
toast-severity = Level is { $severity } now
toast-retyped = Type is { $type } now
toast-live-on = Marked as on air
toast-live-off = Marked as not on air
toast-monitoring = Monitoring now
toast-resumed = Handling again
toast-stood-down = Stood down
toast-closed = Closed
toast-reopened = Reopened
toast-again = Press again to do it
toast-clock-met = Met on time: { $clock }
toast-clock-met-late = { $late ->
    [none] Met late: { $clock }
   *[other] Met { $late } late: { $clock }
}
toast-clock-waived = Waived: { $clock }
toast-nudged = { $person ->
    [none] Nudged
   *[other] { $person } nudged
}
toast-step-done = { $at ->
    [none] Noted, done
   *[other] Noted, done { $at }
}
toast-step-cant = Noted, the commander sees it
toast-step-undone = Taken back
toast-said = { $at ->
    [none] Noted, said on air
   *[other] Noted, said on air { $at }
}
toast-task-added = Task given
toast-task-done = Done, noted
toast-task-undone = Task is open again
toast-task-blocked = Noted, the commander sees it
toast-undone = Taken back
toast-paged = { $person ->
    [none] Paging
   *[other] Paging { $person }
}
toast-ringing-paused = Ringing pauses 3 minutes
toast-sent-private = Sent to your private chat
toast-noted = Noted
toast-shown = Up to date
toast-unchanged = Nothing changed

## Answers

answer-report-paging = Received, paging duty: { $person }
answer-report-received = Received. Nobody on duty can be reached yet; if it is urgent, phone.
answer-report-responded = { $by } is on it, { $at }
answer-report-joined = Received, joined to { $number }
answer-report-joined-alert = Received, joined to the alert before
answer-declared = { $number } opened. Level and type are guesses; touch the card to change them.
answer-declare-exists = { $number } is about the same thing already.
answer-note-kept = Note kept
answer-evidence = { $text ->
    [none] This alert came without evidence.
   *[other] Evidence:
        { $text }
}
answer-task-added = Task given: { $text } · { $person }
answer-task-added-alone = Task kept: { $text }. Nobody does it yet; reply with a name.
answer-decided = Decision kept: { $text }
answer-data-point = Figures kept: { $text }
answer-clock-met = Done: { $clock }, noted { $at }
answer-clock-waived = Waived: { $clock }, because { $text }
answer-nothing-open = No open incidents.
answer-which-incident = Which one do you mean? { $names }
answer-ringing-paused = Ringing pauses 3 minutes. Nobody has it yet: will you, or can't you?
answer-page-taken = { $by } has it. You can rest.
answer-stopped-alone = Nothing is ringing.
answer-welcome = Hello { $person }. From now on I can reach you here.
answer-welcome-owner = Hello { $person }. You own this desk.
answer-language-set = English from now on.
answer-group-ready = Desk ready. Admin ✓ Topics ✓ Pin ✓ Delete ✓ · So that I can reach you, everyone taps once:
answer-group-missing = One thing left: { $names }. I check again by myself; it works meanwhile.
answer-group-bound = This group now belongs to { $name }.
answer-topics-off = Topics is off: handled by replies in the main chat meanwhile.
answer-topic-lost = The topic is gone; it goes on in the main chat. Nothing is lost, deadlines keep running.
answer-right-missing = I lack a right: { $name }. Ask an administrator; until then it goes on in the main chat.
answer-group-degraded = The group is unreachable; using phones and private messages. Deadlines keep running.
answer-group-back = The group is reachable again; what was missed follows now.
answer-group-moved = The group got a new id; I followed, nothing to do.
answer-unreachable = Cannot reach { $person }: { $why }.
answer-unreachable-private = private chat not started
answer-unreachable-phone = no phone channel
answer-unreachable-both = private chat not started, no phone channel
answer-called-by-hand = Noted, { $by } called { $person }
answer-source-silent = Source { $name } has been silent since { $since }.
answer-source-back = Source { $name } is back.
answer-test-alert = Test alert sent; see whether it shows in the main chat.
answer-file-too-big = The whole text is in the file.
answer-crew-complete = Everybody is there { $at } ({ $met }/{ $total })
answer-boss-level = { $number }: level { $before } → { $severity }.
answer-boss-first-response = { $number }: first response out { $at }, on time.
answer-boss-first-response-late = { $number }: first response out { $at }, { $late } overdue.
answer-sensitive-open = { $number } is { $type } and probably touches private lives; the whole group can read it now. To hide it: make a second group, send /setup restricted there, then choose Restrict under More on its card.
answer-opened = { $by ->
    [none] { $number } opened · { $at }
   *[other] { $number } opened · { $by } { $at }
}
answer-monitoring = { $by ->
    [none] Monitoring now · { $at }
   *[other] Monitoring now · { $by } { $at }
}
answer-resumed = { $by ->
    [none] Handling again · { $at }
   *[other] Handling again · { $by } { $at }
}
answer-stood-down = { $by ->
    [none] Stood down · { $at }. Deadlines and paging have stopped.
   *[other] Stood down · { $by } { $at }. Deadlines and paging have stopped.
}
answer-closed = { $by ->
    [none] Closed · { $at }
   *[other] Closed · { $by } { $at }
}
answer-reopened = { $by ->
    [none] Reopened · { $at }. Deadlines go on.
   *[other] Reopened · { $by } { $at }. Deadlines go on.
}
answer-raised = { $by ->
    [none] Raised to { $severity } · { $at }
   *[other] Raised to { $severity } · { $by } { $at }
}
answer-lowered = { $by ->
    [none] Lowered to { $severity } · { $at }
   *[other] Lowered to { $severity } · { $by } { $at }
}
answer-retyped = { $by ->
    [none] Type is { $type } now · { $at }
   *[other] Type is { $type } now · { $by } { $at }
}
answer-raised-due = Raised to { $severity }. Counted from first seen { $seen }: { $clock } due { $due }.
answer-raised-past = Raised to { $severity }. Counted from first seen { $seen }: { $clock } { $late } past. Send first; reasons can wait for the recap.
answer-merged = { $by ->
    [none] Merged into { $number } · { $at }
   *[other] Merged into { $number } · { $by } { $at }
}
answer-role-declined = { $by } can't be { $role }; nobody has it yet.
answer-role-declined-next = { $by } can't be { $role }; passed on to { $person }
answer-nobody-left = Nobody has responded to { $severity } and the calling chain is at its end. Phone somebody now.
answer-proof-wanted = Reply here with the link or a screenshot; that makes it done: { $clock }.
answer-reason-wanted = In one line: why is this no longer needed: { $clock }?
answer-dismiss-wanted = In one line: why is no action needed?
answer-cant-wanted = In one line: why can it not be done?
answer-blocked-wanted = In one line: what is it stuck on?
notice-raised = { $by ->
    [none] Raised to { $severity }. Deadlines are counted again from first seen; see the card.
   *[other] { $by } raised it to { $severity } at { $at }. Deadlines are counted again from first seen; see the card.
}
notice-topic-lost = The topic cannot be used; it goes on in the main chat. Nothing is lost, deadlines keep running.
example-declare = /declare three parents in the live room report a rash
example-report = /report three parents say their child got a rash
placeholder-report = One line, such as: 3 reports of a rash
placeholder-reason = One line, such as: not us, a shop of the same name
placeholder-proof = Paste the link, or send a screenshot

## Refusals

refused = This cannot be done now. Go back to the incident card and use the buttons it has.
refused-already-done = This has just been done; no need to press again.
refused-incident-unknown = { $number ->
    [none] I cannot find this incident; perhaps it belongs to another team. /status shows what is open.
   *[other] I cannot find { $number }: a wrong number, or another team's. /status shows what is open.
}
refused-alert-unknown = I cannot find this alert; it may have joined an incident. /status shows what is open.
refused-alert-decided = { $by ->
    [none] This alert is decided: { $decision }. See the last line of its card.
   *[other] { $at ->
        [none] Done by { $by }: { $decision }
       *[other] Done by { $by } { $at }: { $decision }
    }
}
refused-not-here = This is not an incident's topic, so I don't know which one you mean. Send it there, or choose one with /status.
refused-stranger = This desk serves its team only.
refused-anonymous-admin = You write as an anonymous administrator, so I cannot tell who did it. Switch anonymity off in the group settings and send it again.
refused-button-too-old = This card is from an older version and its buttons no longer work. Open the newest with /status.
refused-action-not-allowed = { $by ->
    [none] State now: { $state }. Not possible any more: { $action }. Use the buttons on the card.
   *[other] { $at ->
        [none] Done by { $by }; state now: { $state }.
       *[other] Done by { $by } { $at }; state now: { $state }.
    }
}
refused-second-person = { $by ->
    [none] This needs a second person. Ask a colleague in the group to press.
   *[other] { $by } proposed this, so somebody else has to agree. Ask a colleague to press.
}
refused-proof-missing = A public deadline is met only with proof. Paste the link or send a screenshot.
refused-reason-missing = Waiving a deadline needs a reason; the recap uses it. Add one line and send again.
refused-clock-unknown = I cannot find this deadline; it may have been cancelled. See the card.
refused-clock-stopped = { $by ->
    [none] Already stopped: { $clock }. No need to press.
   *[other] { $at ->
        [none] Done by { $by }: { $clock }. No need to press.
       *[other] Done by { $by } { $at }: { $clock }. No need to press.
    }
}
refused-pause-not-allowed = { $why ->
    [s1] Deadlines of an S1 cannot be paused. If it cannot be done, waive it with a reason.
    [legal] Legal and platform deadlines cannot be paused. Hand in what you have.
    [reason] Pausing needs a reason; the recap uses it. Add one line and send again.
    [approver] Pausing needs somebody else's approval. Ask the commander to press.
   *[other] This cannot be paused: { $clock }. If it cannot be done, waive it with a reason.
}
refused-severity-unchanged = It is { $severity } already; nothing changed. Choose another level.
refused-role-taken = { $at ->
    [none] { $by } is { $role }. To change, ask for a hand-over.
   *[other] { $by } has been { $role } since { $at }. To change, ask for a hand-over.
}
refused-role-unknown = There is no such role, or it is not needed this time. "Take a role" shows them.
refused-person-unknown = Nobody in the team is called { $name }. Mention with @, or ask for one /start first.
refused-text-missing = { $example ->
    [none] There are no words in it. Write one line and send it again.
   *[other] There are no words in it. For example: { $example }
}
refused-wrong-chat = { $where ->
    [group] This works in the team's group, and here is a private chat. Send it again there.
   *[private] This works in private only, to spare the others. Tap my picture and send it there.
}
refused-not-allowed = { $people ->
    [none] { $roles ->
        [none] Only { $permission } may do this. Ask them to press.
       *[other] This is for: { $roles }. Ask them to press, or take that role first.
    }
   *[other] { $roles ->
        [none] Only { $permission } may do this. Ask { $people } to press.
       *[other] This is for: { $roles }. Ask { $people } to press.
    }
}
refused-not-allowed-passed = { $what } is for { $permission }. Passed to { $people } for you.
refused-claim = This code is wrong, used or older than 10 minutes. Run crisisdesk setup again for a new one.
refused-voice = Voice messages cannot be checked. Please type it or send a screenshot.
refused-not-started = I can't message you yet: tap here (10 seconds)
refused-merge-self = An incident cannot be merged into itself. Give another number.
refused-time-past = { $at } is over. Give a time that is still to come.
refused-time-unreadable = I could not read the time "{ $text }". Like this: 20:55 or 30 min.
refused-time-missing = The time is missing, so I don't know until when. Like this: watch until 14:00.
refused-silence-too-wide = This would silence every alert. Name an account, a type or a source.
refused-silence-unclear = I could not read "{ $text }". Like this: service=shop-* env=staging
refused-silence-endless = A silence needs an end, at most { $days } days away. Give a time that is still to come.
refused-trigger-unclear = I could not read "{ $text }". Like this: reposts 500 plays 100000 media
refused-watch-in-past = { $until } is over, so it cannot be watched until then. Give a time that is still to come.
refused-step-unknown = This incident has no such step; perhaps its type was changed. Use the buttons of the stop-loss message.
refused-step-reason-missing = What cannot be done needs a reason, so that the commander can decide. Add one line and send again.
refused-task-owner-missing = A task needs somebody who does it. Add @who, or a name.
refused-task-due-in-past = { $due } is over. Give a time that is still to come.
refused-task-blocks-itself = A task cannot wait for itself, not even in a circle. Choose another one to wait for.
refused-task-blocked = { $task ->
    [none] It waits for a task that is not done. Do that one first, or change what it waits for.
   *[other] "{ $task }" has to be done first. Do that one, or change what it waits for.
}
refused-task-unknown = I cannot find this task; it may have been taken back. "Tasks" shows them.
refused-decision-unknown = I cannot find this decision. /timeline shows the record.
refused-undo-too-late = 60 seconds have passed, so it cannot be undone. Add a correction instead.
refused-topic-missing = This incident has no topic; it goes on in the main chat.
refused-severity-unknown = There is no level "{ $text }". Choose S1, S2, S3 or S4.
refused-type-unknown = There is no type "{ $text }". Choose one under "Classify".
refused-too-many = Too many in a short time; try again in { $late }. If it is urgent, call the duty phone.
refused-restricted = This incident is restricted to named people. Ask the commander to add you.
trouble = Something broke; this step was not done, nothing else is affected. Try again, and if it stays, give the owner the reference { $reference }.
