### Who may speak in public: spokespersons, certificates, who has read the sheet, counsel's stops.

gate-certificate-missing = whoever publishes has no certificate for this channel
gate-not-read-todo = whoever publishes has not read the current sheet (publish anyway, read it after)
notice-read-first = { $stage }: approved, and yours to publish. Read the current sheet v{ $version } first and tap "Read": the text comes at once.
release-unread = You have not read the current sheet v{ $version }: look at it once this is out (/sheet)

permission-counsel = legal
command-embargo = Nothing goes out before a time (legal)
command-legalhold = Stop publishing and keep all data (legal)
command-certify = Who is certified to speak
word-lift = lift|off|remove
word-keep = keep|preserve
clock-embargo = end of an embargo

counsel-embargo = ⛔ Nothing goes out before { $until } ({ $by }): { $text }
counsel-hold = ⛔ Stopped by legal ({ $by }): { $text }
counsel-keep = Legal hold, nothing is erased ({ $by }): { $text }
notice-embargo = ⛔ { $by }: nothing goes out before { $until } ({ $text }). Approvals go on; what is approved goes out then by itself.
notice-embargo-lifted = { $by } lifted the embargo; what is approved goes out now.
notice-hold = ⛔ { $by } stopped all publishing, and nothing is erased: { $text }
notice-hold-keep = { $by } wants all data kept; publishing goes on: { $text }
notice-hold-lifted = { $by } lifted the stop and the hold.
answer-hold-kept = ✓ The data of { $number } is kept, also beyond its time.
answer-hold-lifted = ✓ The data of { $number } is no longer kept beyond its time.
refused-embargo-over = Give a time to come and a reason, for example: /embargo 22:00 waiting for the regulator. To end it: /embargo lift
refused-counsel-reason = Give a reason, for example: /legalhold lawyer's letter received.
refused-nothing-stopped = Nothing is stopped, and there is no embargo.
entry-embargo-set = embargo set
entry-embargo-lifted = embargo over
entry-legal-hold-set = stop or hold by legal
entry-legal-hold-lifted = stop or hold lifted

certificates-none = No certificates are kept yet. Once there are, a spokesperson named on a sheet needs one to publish. For example: /certify Zhou Lan Weibo level 3 until 2027-05-01
certificates-head = Certified to speak
certificate-row = { $name } · { $channels ->
    [none] all channels
   *[other] { $channels }
}{ $text ->
    [none] {""}
   *[other] {" "}· { $text }
} · until { $day }
certificate-over = ⛔ { $name } · { $channels ->
    [none] all channels
   *[other] { $channels }
}{ $text ->
    [none] {""}
   *[other] {" "}· { $text }
} · over since { $day }
certificates-how = Add: /certify NAME CHANNELS TRAINING until 2027-05-01. Remove: /certify remove NAME
refused-certificate-end = A certificate has an end that is still to come, for example: /certify Zhou Lan Weibo until 2027-05-01
refused-certificates-full = { $most } certificates are the most; remove those that are over.
refused-spokesperson-unknown = Nobody of the team is called "{ $text }". Write a name or @username, for example: spokesperson Zhou Lan Weibo
parcel-certificates = certificates

look-back-head = Look back at an emergency release · by { $due }
look-back-overdue = ⛔ Nobody has looked back at the emergency release (due { $due })
look-back-by = Written by { $name } · approved by { $names }
look-back-good = ✓ { $name } { $at }: it stands
look-back-correct = { $name } { $at }: wants a correction
key-revok = It stands
key-revfix = Correct it
refused-review-unknown = There is no such review. Look into the topic of the incident for its emergency release.
refused-review-done = { $by } looked at it { $at }; nothing is left to do.
refused-review-by-other = You took part in this release; somebody else has to look.
entry-emergency-reviewed = emergency release reviewed
parcel-emergency-review = look back at an emergency release
entry-data-erased = personal data erased on schedule
