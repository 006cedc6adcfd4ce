### Personal data erased on schedule: whose is gone, and what stays under a legal hold.

notice-data-erased = Personal and raw data of { $count ->
    [one] one closed incident
   *[other] { $count } closed incidents
} ({ $names }) was erased on schedule. The records and their chain are whole. { $total ->
    [0] {""}
   *[other] { $total } under a legal hold were left alone.
}
cli-help-retention = Personal data whose time is over: what there is; with --erase it goes. Legal holds are left alone.
cli-help-retention-days = Days since the closing (default: the shipped policy).
cli-help-retention-erase = Really erase. Without it you only look.
cli-retention-would = { $number } (closed { $closed }): { $deliveries } raw deliveries would go, with its pictures, free text and names of people outside
cli-retention-erased = ✓ { $number } (closed { $closed }): raw deliveries { $deliveries }, evidence { $evidence }, contents of entries { $entries }, names { $receipts }
cli-retention-held = – { $number } (closed { $closed }): legal hold, left alone
cli-retention-planned = Only looked: { $count } closed for { $days } days would be erased, { $held } stay under a legal hold, { $raw } raw deliveries led to no incident. To erase add --erase.
cli-retention-done = Erased { $count } (closed for { $days } days); { $held } stay under a legal hold; { $raw } raw deliveries had led to no incident. crisisdesk verify works as before.
