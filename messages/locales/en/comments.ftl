### Acts on the comment section (R-C17).

comment-act-delete = delete
comment-act-shut-out = block
comment-act-close = close
comment-reason-personal-data = privacy
comment-reason-abuse = abuse
comment-reason-fraud = fraud
comment-reason-spam = spam
comment-reason-illegal = illegal
comment-reason-impersonation = impersonation
comment-reason-unknown = other
comment-state-asked = asked
comment-state-agreed = agreed
comment-state-declined = declined

comment-asked = Comments: { $act } · { $by } asks
comment-reason = Reason: { $reason }
comment-keep = Take a screenshot first. Criticism stays.
comment-agreed = ✓ { $by } agreed { $at }
comment-declined = { $by } declined { $at }; they stay

key-comok = Agree
key-comno = Decline
toast-comment-agreed = Agreed and written down
toast-comment-declined = They stay; written down

refused-comment-reason = No reason that counts; leave them for now. Reasons: privacy, abuse, fraud, spam, illegal, impersonation. Criticism is none.
refused-comment-close = This reason is enough for single comments, not for closing the whole section. Closing takes: privacy, illegal or fraud.
refused-comment-approver = Another person has to agree: communications, legal or the commander. Ask { $people ->
    [none] the commander
   *[other] { $people }
}.
refused-comment-unknown = This act on the comments is not to be found; it may be done already. To ask again, send /comments.

command-comments = comments: delete, block, close; with a reason and a second person
example-comments = /comments delete spam https://v.douyin.com/abc
parcel-comment-act = act on comments
