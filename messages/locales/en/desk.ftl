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

setup-ready = The desk is ready and watches over “{ $team }” in this group. Admin ✓ Topics ✓ Pin ✓ Delete ✓
setup-reach = So that I can reach you, everyone taps once:
setup-lacks = { $count ->
    [1] One thing left for “{ $team }”; I check again by myself:
   *[other] { $count } things left for “{ $team }”; I check again by myself:
}
setup-lacks-administrator = I am not an administrator yet. Group settings → Administrators → add me, tick topics, pin, delete.
setup-lacks-topics = Topics is off. Group settings → Topics → on. It works meanwhile in the main chat.
setup-lacks-manage-topics = “Manage topics” is missing. Group settings → Administrators → me → tick it. It works meanwhile in the main chat.
setup-lacks-pin = “Pin messages” is missing. Group settings → Administrators → me → tick it. Without it the card is not pinned.
setup-lacks-delete = “Delete messages” is missing. Group settings → Administrators → me → tick it. Without it old cards stay.
refused-group-taken = This group belongs to “{ $name }” already. One group serves one team.
refused-only-owner = An owner sets this up. Ask { $people } to send /setup here.
refused-owner-wanted = This is for an owner. Ask one to send the same command here.

answer-packed = Too many at once: these { $count } messages are in the file, in order.
