### The recap: unmasked, and in three lengths.

key-pdf-page = One page
command-unmask = The recap unmasked, with a reason (commander, legal)
entry-unmasked = Personal data read unmasked
permission-personal-data = the commander or legal
refused-unmask-reason = Say why you need it unmasked; the timeline keeps it. Like this: /unmask the regulator asks, users' numbers to be checked
refused-unmask-private = An unmasked recap goes to a private chat only. Open yours with me once, then send it again.
refused-unmask-nobody = There is nobody, or more than one, called “{ $name }” in the team. Give a member's name or @username.
cli-help-recap-length = How long: card, page (one page), full.
cli-help-recap-by = With --unmasked: who will read it (a member's name or @username); must be commander or legal of this incident.
cli-help-recap-reason = With --unmasked: why; kept in the timeline.
cli-recap-length = There is no such length: { $given }. Choose from: { $known }
