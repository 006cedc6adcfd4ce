### Where words go out by themselves: the team's own publishing interface, robots in other messengers' groups.

outlet-interface = own interface
outlet-wecom = WeCom
outlet-feishu = Feishu
outlet-dingtalk = DingTalk
outlet-unknown = not known

outlet-state-waiting = waits
outlet-state-claimed = under way
outlet-state-accepted = taken
outlet-state-given-up = did not arrive
outlet-state-cancelled = not sent

release-interface-failed = The interface did not publish it: { $verdict }. Please post it by hand, to the letter.
release-interface-unsure = The interface gave no clear answer: { $verdict }. It may be out: look at the account first, post by hand only if it is not there.
release-interface-link = ✓ Published by the interface · { $channel } { $at } · words not compared yet, paste what stands there: { $url }
release-interface-taken = Taken by the interface · { $channel } { $at }{ $reference ->
    [none] {""}
   *[other] {" "}· number { $reference }
} · proof still missing: reply with the link or a screenshot
notice-interface-out = v{ $version } is void, but the interface has published it on { $channel }: { $url }. Take it down, or correct it.
entry-interface-failed = interface did not publish

outside-read-here = When you have read it, give your name and tap "Read":
outside-no-link = Say so in the group when you have read it.
outside-read-key = Read
unread-outside-of = { $outlet } "{ $name }": { $read }/{ $people } have read
unread-outside-yes = { $outlet } "{ $name }": { $read } have read
unread-outside-no = { $outlet } "{ $name }": not delivered, please pass it on by hand
unread-outside-under-way = { $outlet } "{ $name }": on its way
notice-robot-failed = The card did not reach { $outlet } "{ $name }": { $verdict }. Pass it on by hand, or take the link under "Link to pass on".

robots-head = Frontline groups in other messengers: robots bring new sheets there
robots-none = None yet. Send /frontline wecom NAME PEOPLE ADDRESS, for example: /frontline feishu Service desk 12 https://open.feishu.cn/open-apis/bot/v2/hook/… SECRET
robots-row = { $number } { $outlet } "{ $name }" { $shown }{ $people ->
    [0] {""}
   *[other] {" "}· { $people } people
}
robots-how = Add: /frontline feishu NAME PEOPLE ADDRESS SECRET. Remove: /frontline remove 1. Address and secret are not shown again.
answer-robot-added = ✓ Added { $outlet } "{ $name }". New sheets go there. Your message holds the address and the secret: better delete it.
answer-robot-added-no-link = ✓ Added { $outlet } "{ $name }". There is no public address (PUBLIC_URL), so people there cannot confirm that they have read. Your message holds the address and the secret: better delete it.
answer-robot-removed = ✓ Removed { $outlet } "{ $name }"; its address and secret are erased.
refused-robot-unclear = This is no { $outlet } robot I can read. Write: /frontline { $outlet } NAME PEOPLE ADDRESS (behind it the secret, if Feishu or DingTalk gave one).
refused-robot-unknown = There is no number { $number }. Send /frontline to see them.
refused-robot-exists = There is one called "{ $name }" already; choose another name.
refused-robot-private = Do not send addresses and secrets in a group. Send it to me in private.

cli-help-outlet = Where words go out by themselves: your own publishing interface, robots in other messengers' groups.
cli-help-outlet-add = Register one: a channel (weibo, official_account …) with your interface, or wecom, feishu, dingtalk with a group robot.
cli-help-outlet-where = A channel, or wecom, feishu, dingtalk.
cli-help-outlet-url = The address. To keep an address that holds a key out of the shell's history, write - and give it on standard input.
cli-help-outlet-name = Name of the group (robots only).
cli-help-outlet-people = How many people of the group are to read (robots only).
cli-help-outlet-secret = Take the robot's signing secret from standard input: not shown, not kept in the history.
cli-help-outlet-list = List them; addresses and secrets are not shown.
cli-help-outlet-remove = Remove one: the channel, or the name of the robot's group.
cli-outlet-added = ✓ { $channel } is published by the interface from now on ({ $team }, { $host }).
cli-outlet-secret = Its signing secret, shown this once:
cli-outlet-verify = The interface checks the signature first, see docs/interface.md.
cli-outlet-robot-added = ✓ Added { $outlet } "{ $name }" ({ $team })
cli-outlet-none = There are none.
cli-outlet-hook = { $channel } → { $host } ({ $team })
cli-outlet-robot = { $outlet } "{ $name }" { $shown } ({ $team })
cli-outlet-removed = ✓ Removed { $name } ({ $team }); its secret is erased.
cli-outlet-where-unknown = I do not know "{ $name }". It may be: { $known }
cli-outlet-url-unfit = This address cannot be used: it has to be https://… (http:// for machines of your own network that OUTGOING_PRIVATE_HOSTS names), without a user name in it.
cli-outlet-unknown = "{ $team }" has no "{ $name }". See crisisdesk outlet list.

word-remove = remove
parcel-robots = frontline robots
