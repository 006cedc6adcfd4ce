### What the desk says of itself; commands stand in work.ftl, evidence and trouble in notices.ftl.

mark-again = (repeated)
role-empty-taken = ✓ { $role }: taken by { $by }, { $at }

duties-question = What do you do in “{ $team }”? Choose as many as fit; you can change it any time.
duties-chosen = Now: { $names }
duties-none = Nothing chosen yet. You can still respond; others are asked first.
duties-on-duty = on duty
duties-key-chosen = ✓ { $name }
duties-language = 中文
toast-duty-added = You are asked first from now on
toast-duty-dropped = Others are asked first from now on
key-duty = Role
key-lang = Language

example-task = /task call the 3 parents @hemin 21:00
example-decide = /decide stop selling 0912A
example-note = /note first comment about a rash 20:31
answer-silenced = { $text } stays silent until { $until }. Everything is kept; an S1 always comes through.
example-silence = /silence service=shop-* 2h
example-merge = /merge 0007
