### The paper copy.

parcel-paper = paper copy
command-paper = One paper for when the network is gone
paper-title = { $team } · when the network is gone
paper-made = Made { $at }. Put it on the wall, carry a copy; print it again when something changes.
paper-foot = Internal. Names and roles only; the numbers are in everybody's own contacts.
paper-who = Whom to call
paper-now = On duty now
paper-week = The next week
paper-chains = Calling chain: no answer, the next one
paper-sheets = What may be said now
paper-standing = Standing lines (approved in quiet times)
paper-without = Without the desk
paper-step-1 = Phone whoever is on duty; no answer in five minutes, the next one. Who answers first is acting commander.
paper-step-2 = Trouble on air: take the product link off, stop paid traffic, then speak.
paper-step-3 = Outside, use only the words on this paper. Where there are none: we are checking, and report on this account.
paper-step-4 = Write down when, who, what; afterwards /note 20:41 … brings it into the timeline.
paper-file = One paper, to print and put on the wall.

cli-help-paper = One paper (PDF): duty, calling chains, what may be said, for when the network is gone.
cli-help-paper-to = where to write it
cli-paper-written = Written: { $path } ({ $size } KB)
paper-not = Don't say: { $text }
