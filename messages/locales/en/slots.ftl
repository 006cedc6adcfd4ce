# Why a part of a text is missing, or may not be there yet.
gate-slot-empty = "{ $slot }" is missing{ $why ->
    [if_harm] : people could come to harm
    [if_confirmed] : the sheet has a verified cause
    [if_ours] : it is our responsibility
    [if_loss] : somebody lost something
    [if_tested] : the text quotes a test or an authority
    [recall] : this is a recall or a stop of sale
    [data_leak] : people whose data leaked must be told
    [false_claim] : a false claim is answered with it
    [unknown] : say that nobody knows yet who is responsible
   *[stage] { "" }
}
gate-slot-too-early = too early for "{ $slot }"{ $why ->
    [unknown] : nobody knows yet who is responsible
    [false_claim] : the claim is false, it was not our fault
   *[stage] { "" }
}
gate-share-missing = "{ $slot }" does not say how far it was carried out: add a percent or n of m, such as 96% completed
gate-share-unproved = nothing shows how far "{ $slot }" was carried out: first have a public fact verified that names its source, such as 96% of the refunds are completed, source: finance ledger
