### The duty page.

duty-page-title = Duty page
duty-page-call = The call
duty-page-text = The exact text
duty-page-sheet = What may be said now
duty-page-card = The incident card
duty-page-code = Personal code (six digits)
duty-page-foot = This link is yours alone and works once. Opening it does nothing; only a button does.
duty-page-act-respond = I'm on it
duty-page-act-take = I take it
duty-page-act-cant = I can't
duty-page-act-next = Call the next one too
duty-page-act-open = Open incident
duty-page-act-watch = Watch
duty-page-act-approve = Approve this version
duty-page-act-return = Return
duty-page-used = { $by ->
    [none] This call is over.
   *[other] { $by } took this page at { $at }.
}
duty-page-over = This call is over.
duty-page-expired = This link has expired. The incident is still open; see its card in the group.
duty-page-locked = Too many wrong codes: nothing can be approved here. The commander knows.
duty-page-unknown = This link is wrong; perhaps it was not copied as a whole. Open it again from your newest page.
duty-page-done-respond = You are on it · { $at }
duty-page-done-take = You have it · { $at }
duty-page-done-cant = Understood, passed on · { $at }
duty-page-done-next = The next one is being called · { $at }
duty-page-done-open = Incident opened · { $at }
duty-page-done-watch = Watching · { $at }
duty-page-done-approve = Approved · { $at }
duty-page-done-return = Returned · { $at }
refused-link-unknown = This link is wrong; perhaps it was not copied as a whole. Open it again from your newest page.
refused-link-used = This link was used before. The card in the group shows where it stands.
refused-link-expired = This link has expired. The incident is still open; see its card in the group.
refused-link-act = This link cannot do that. Use the buttons on the page, or go back to the chat.
refused-nobody-next = There is nobody after you; the call comes round again in time. To get somebody else, page the role in the group.

duty-page-approval-over = This has been decided, or the text has changed; there is nothing to do here.
duty-page-returned = Returned on the duty page without a reason: ask by phone.
duty-page-reason = If you return it, say why in a line
