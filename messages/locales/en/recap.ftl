### Recap files: card, one page, everything. What people forward to the boss, the lawyer and the next team.

# Small pieces of an entry
entry-due = due { $due }
entry-late = { $late } late
opened-because-auto = opened by itself, severe enough
opened-because-declared = declared by hand
opened-because-decided = opened from an alert
opened-because-deadline = opened by itself, nobody decided in time
opened-because-raised = opened by itself when raised

retold-title = Recap · { $number }
retold-drill = A drill, not a real event
retold-sandbox = From the training sandbox, not a real event
retold-restricted = Restricted: for named people only
retold-masked = Personal data masked
retold-made = as recorded until { $at }
retold-live-then = while on air
retold-counted = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
retold-every = { $count } deliveries, { $width } a bar
retold-at-once = peak { $count }
retold-none = none
retold-not-done = not done
retold-nobody = nobody
retold-still = still going
retold-erased = details erased on schedule
retold-person-way = { $person } ({ $way })
retold-lateness = { $late } late
retold-early = { $early } early
retold-details = details
retold-repeated = { $count ->
    [one] once more
   *[other] { $count } more times
}
retold-live-on = on air
retold-live-off = off air
retold-by = { $person }
retold-noticed = noticed { $late } late
retold-days = day { $day }

retold-out = Out
retold-proofs = proof { $count }/{ $total }
retold-about = { $what }: { $text }
retold-met-late = Met too late
retold-added-later = { " " }(added { $at })
retold-worst = worst { $severity }
retold-column-origin = Origin

# Sections
retold-section-summary = At a glance
retold-section-missing = What is missing
retold-section-times = Course and durations
retold-section-moments = Key moments
retold-section-curve = Alerts over time
retold-section-roles = Who held which role when
retold-section-deadlines = Deadlines
retold-section-out = What we said in public
retold-section-decisions = Decisions and reasons
retold-section-steps = Stopping the harm, first steps
retold-section-tasks = Tasks
retold-section-signals = Alerts received
retold-section-evidence = Evidence
retold-section-statements = Texts, versions and approvals
retold-section-promises = Promises
retold-section-deviations = Deviations
retold-column-channel = Channel
retold-column-approved = Approved
retold-column-promise = Promise
retold-gap-deviation-open = Deviations not corrected: { $names }
retold-gap-promise-open = Promises not kept yet: { $names }
retold-section-debrief = What those who worked on it say
retold-section-improvements = Improvements
retold-section-signed = Signature
retold-column-improvement = Improvement
retold-signed = Signed by { $person }, { $at }
retold-gap-no-improvement = No improvement agreed
retold-gap-improvement-overdue = Improvements overdue: { $names }
retold-outcome-overdue-now = overdue
retold-section-lesson = Lesson
retold-section-entries = Every entry
retold-section-chain = Can this record be trusted?

# Columns
retold-column-what = What
retold-column-when = When
retold-column-took = Took
retold-column-since = Since first seen
retold-column-held = Who, from when to when
retold-column-declined = Did not take it
retold-column-role = Role
retold-column-person = Person
retold-column-from = From
retold-column-to = To
retold-column-due = Due
retold-column-done = Done
retold-column-result = Result
retold-column-proof = Proof
retold-column-source = Source
retold-column-decision = Decision
retold-column-why = Why
retold-column-task = Task
retold-column-alert = Alert
retold-column-times = Times
retold-column-figures = Figures
retold-column-kind = Kind
retold-column-text = Text
retold-column-hash = SHA-256
retold-column-number = No.
retold-column-recorded = Recorded

retold-moment-first-seen = First seen
retold-moment-received = Received
retold-moment-opened = Opened
retold-moment-responded = Responded
retold-moment-crew-complete = Everybody there
retold-moment-first-response = First response
retold-moment-stood-down = Stood down
retold-moment-closed = Closed

retold-outcome-on-time = on time
retold-outcome-late = overdue
retold-outcome-overdue = overdue, not done
retold-outcome-running = running
retold-outcome-paused = paused
retold-outcome-waived = waived
retold-outcome-cancelled = cancelled
retold-outcome-late-by = overdue by { $late }
retold-outcome-overdue-by = overdue by { $late }, not done
retold-outcome-waived-why = waived: { $reason }

retold-gap-chain-broken = The chain of entries is broken: contents may have been changed
retold-gap-no-responder = Nobody responded
retold-gap-no-first-response = No first response
retold-gap-no-proof = No proof of publication: { $names }
retold-gap-role-empty = Roles nobody took: { $names }
retold-gap-deadline-open = Deadlines still open: { $names }
retold-gap-waived-without-reason = Waived without a reason: { $names }
retold-gap-step-open = Harm not stopped everywhere: { $names }
retold-gap-task-open = Tasks not done: { $names }
retold-gap-no-decision = No decision on record
retold-gap-decision-without-reason = Decisions without a reason: { $names }
retold-gap-responsibility-open = Responsibility not established
retold-gap-no-lesson = No lesson written
retold-gap-not-signed = Recap not signed yet
retold-gap-nothing = Nothing is missing

retold-none-out = Nothing said in public is on record.
retold-none-decisions = No decision is on record.
retold-none-deadlines = No deadlines ran.
retold-none-entries = No entries yet.
retold-moments-more = { $count ->
    [one] One lesser one is among all entries.
   *[other] { $count } lesser ones are among all entries.
}
retold-entries-cut = These are the first { $shown } of { $total }; all of them are in the HTML, CSV and JSON files of the same name.
retold-others-more = { $count } more

retold-chain-whole = { $count ->
    [one] One entry, unchanged since it was written.
   *[other] { $count } entries in one unbroken chain, none changed since it was written.
}
retold-chain-erased = { $count ->
    [one] The details of one were erased on schedule; the chain still holds.
   *[other] The details of { $count } were erased on schedule; the chain still holds.
}
retold-chain-broken = From entry { $seq } on it does not fit: contents may have been changed.
retold-chain-missing = { $count ->
    [one] One entry is missing at the end.
   *[other] { $count } entries are missing at the end.
}
retold-chain-head = Fingerprint of the last entry: { $hash }
retold-chain-how = To check again: crisisdesk verify { $number }
retold-chain-masked = Personal data is masked, so a masked entry no longer has its fingerprint; the chain was checked on the originals.

retold-state-then = { $state } { $took }
retold-role-held = { $person } { $start }–{ $end }
retold-role-asked = { $person } paged

# Five lines (S3, S4)
retold-five-fast = Responded in { $responded } · { $deadlines }
retold-five-never = Nobody responded · { $deadlines }
retold-five-deadlines = deadlines { $met }/{ $total } on time
retold-five-did = Done: { $text }
retold-five-did-nothing = Nothing done is on record
retold-five-end = Outcome: { $state }{ $reason ->
    [none] {""}
   *[other] , { $reason }
}
retold-five-lesson = Lesson: { $text }
retold-five-no-lesson = Lesson: none written

# Page
retold-page-filter = Show
retold-page-all = All
retold-page-people = People
retold-page-public = Public
retold-page-clocks = Deadlines
retold-page-alerts = Alerts
retold-page-work = Handling
retold-page-other = Other
retold-page-contents = Contents
retold-page-top = Back to top
retold-page-print = Print
retold-page-show-hash = Fingerprints
retold-page-shown = { $shown } of { $total } shown

# Charts
retold-chart-curve = Alerts over time: { $count } in all, peak { $peak }, { $start } to { $end }
retold-chart-lanes = Time bar: the phases, and who held each role
retold-chart-clocks = How long each deadline took, and how long it was to take
retold-chart-fold = { $span } left out
retold-chart-phase = Phase
retold-chart-limit = limit { $limit }
retold-chart-asked = paged
retold-chart-had = on it

# Report
retold-report-contents = Contents
retold-report-page = { $page } / { $pages }
retold-report-sign = Signatures
retold-report-sign-commander = Commander
retold-report-sign-legal = Legal
retold-report-sign-date = Date
retold-report-confidential = Internal

# When a file cannot be made
retold-file-slow = This file takes too long, here is the text first. Ask again later.
retold-file-killed = Making this file was interrupted, here is the text first. Ask again later.
retold-file-font = The Chinese font is missing, so no PDF and no picture; here is the text. Ask the operator to install manimgx-fonts-cjk again.
retold-file-broken = This file could not be made, here is the text. Operators find it in the log: { $reference }
