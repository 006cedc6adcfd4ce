### Phones: by which way people are woken, what the lock screen says, and how it ended.

phone-ntfy = ntfy
phone-bark = Bark
phone-pushover = Pushover
phone-gotify = Gotify
phone-webpush = browser push
phone-wecom = WeCom group robot
phone-dingtalk = DingTalk group robot
phone-feishu = Feishu group robot
phone-voice = voice call
phone-sms = text message
phone-webhook = own gateway
phone-email = e-mail
phone-apprise = Apprise
phone-unknown = another way

phone-test-untested = never tried
phone-test-asked = waiting for an answer
phone-test-heard = it rang
phone-test-not-heard = it did not ring
phone-test-no-answer = no answer
phone-test-failed = could not be sent
phone-test-unknown = not known

ring-page = page
ring-approval = approval
ring-test = test ring
ring-stopped = stopped
ring-unknown = something else

ring-state-waiting = waiting
ring-state-claimed = ringing now
ring-state-sent = taken by the provider
ring-state-failed = did not ring
ring-state-acknowledged = answered
ring-state-cancelled = cancelled

ring-verdict-accepted = taken by the provider
ring-verdict-refused = refused by the provider
ring-verdict-refused-inside = the provider took it, then reported an error
ring-verdict-key-refused = wrong key
ring-verdict-address-gone = the address is gone
ring-verdict-busy = too often, says the provider
ring-verdict-broken = the provider itself is in trouble
ring-verdict-garbled = the provider's answer cannot be read
ring-verdict-redirected = sent elsewhere; not followed
ring-verdict-private-address = points into a private network; not called
ring-verdict-unfit-address = the address cannot be used
ring-verdict-no-such-host = no such host
ring-verdict-no-connection = no connection
ring-verdict-certificate = the certificate is not valid
ring-verdict-silent = no answer in time
ring-verdict-broken-off = broken off halfway
ring-verdict-not-set-up = not set up by the operators yet
ring-verdict-crashed = the desk stopped halfway; not known
ring-verdict-unknown = not known

page-title-approval = { $severity } page · please approve
page-body-approval = { $type } { $number }. Decide by { $until }; open it for the exact text.
page-test-title = Test ring · duty call
page-test-body = This is a test ring. If you hear it, go back to the chat and tap “It rang”.
page-over-title = { $severity ->
    [none] Page stopped
   *[other] { $severity } page stopped
}
page-over = This page is over. Nothing to do.

cli-setting-smtp = write it like smtp://user:password@host:port, or smtps://…
cli-setting-mail = is no e-mail address
cli-setting-pushover = is no application token of Pushover; 30 letters and digits
cli-setting-gateway = write a web address like https://…, without a user in it
cli-setting-gateway-secret = at least 16 characters, no blanks
cli-setting-apprise = write services (discord), self-hosted ones with their host (mqtt://siren.lan), comma between
cli-setting-hosts = write host names, addresses or networks (10.1.0.0/16), comma between
cli-setting-smtp-needs-from = SMTP_URL needs the address mails come from
cli-setting-gateway-needs-secret = PHONE_GATEWAY_URL needs the secret that signs

status-phone = ⛔ { $person } cannot be rung: { $phone }, { $verdict }

phones-head = Your phones; the first one rings first
phones-none = You have no phone here yet. Telegram alone does not wake you when your phone is on silent.
phones-row = { $number } { $phone } { $shown } · { $result }
phones-row-heard = { $number } { $phone } { $shown } · { $result } { $at }
phones-row-tested = { $number } { $phone } { $shown } · { $result } · last rang { $at }
phones-add-which = Which kind?
phones-chosen = { $phone } it is. What now?
phones-key = { $number } { $phone }
key-phones = My phones
key-phadd = Add one
key-phpick = Choose
key-phtest = Let it ring once
key-phfirst = Ring this first
key-phdel = Remove
key-phrang = It rang
key-phmute = It did not

phone-try-head = Test ring · { $phone } { $shown }
phone-try-question = Did it ring?
phone-try-heard = It rang. Noted.
phone-try-not-heard = It did not ring. Look at silent mode and the app's permissions and try again, or take another kind.
phone-try-failed = Could not be sent: { $verdict }.
phone-report-head = Weekly phone test · { $reached } of { $total } people can be woken
phone-report-silent = { $person }: { $phone }, { $result }
phone-report-more = { $count } more
phone-report-without = { $count ->
    [one] 1 person without a phone: { $names }
   *[other] { $count } people without a phone: { $names }
}

parcel-phones = my phones
parcel-phone-test = test ring
parcel-phone-report = weekly phone test
command-phones = My phones: which rings first, a test ring

answer-phone-ask-ntfy = Reply with the ntfy topic or its whole address, such as https://ntfy.sh/duty-7f3a91. A topic is a password: take one nobody guesses.
answer-phone-ask-bark = Reply with the address or key copied from Bark.
answer-phone-ask-gotify = Reply with the address of the Gotify server and an application token, a blank between.
answer-phone-ask-pushover = Reply with your Pushover user key.
answer-phone-ask-wecom = Reply with the robot's webhook address and, after a blank, your mobile number: the robot calls you by name.
answer-phone-ask-dingtalk = Reply with the robot's webhook address, its secret (SEC…) and your mobile number, blanks between.
answer-phone-ask-feishu = Reply with the robot's webhook address, its secret and your open_id (ou_…), blanks between.
answer-phone-ask-voice = Reply with a phone number such as +8613800001111.
answer-phone-ask-sms = Reply with a phone number such as +8613800001111.
answer-phone-ask-email = Reply with an e-mail address.
answer-phone-ask-apprise = Reply with the whole Apprise address, such as matrixs://user:password@matrix.example.com/#duty. Only services the operators allow can ring.
answer-phone-ask-webhook = Reply with the gateway's address; a secret of 16 characters or more may follow after a blank, otherwise I make one.
answer-phone-ask-webpush = Open this link on the device that is to ring; it works for 30 minutes: { $url }
answer-phone-secret = The signing secret, shown only once: { $code }

toast-phone-removed = Removed, its address is forgotten
toast-phone-first = It rings first from now on
toast-phone-rings = Ringing now; tap “It rang” when you hear it
toast-phone-heard = Noted
toast-phone-not-heard = Noted; try another kind

refused-phone-unclear = This does not look like an address of { $phone }. Paste it whole, as in the example.
refused-phone-unknown = This phone is gone. Send /phones to see the present ones.
refused-phone-not-set-up = { $phone } is not set up; the operators do that first, see docs/phones.md.
refused-phones-full = At most { $most } phones; remove one first.

push-name = Duty calls
push-title = { $person }, let this device take calls
push-why = When somebody needs you, a notification appears here with a sound. It is encrypted end to end: the browser's maker cannot read it.
push-press = Take calls on this device
push-iphone = iPhone: first choose “Add to Home Screen” in the share menu, then open this page from there. In silent mode and focus a browser makes no sound: add another kind of phone as well.
push-noscript = This page needs JavaScript to subscribe.
push-working = Setting up
push-done = Done, ringing now. If you hear it, go back to the chat and tap “It rang”.
push-denied = The browser refused notifications. Allow them in its settings and tap again.
push-unable = This browser cannot take pushes. On an iPhone, add the page to the home screen first.
push-over = Not set up: the link was used or is too old. Send /phones in the chat for a new one.
push-failed = Not set up: the browser maker's push service cannot be reached. Take another kind of phone, or another network.

refused-push-link = This link was used or is too old. Send /phones in the chat for a new one.
refused-push-subscription = The browser gave no usable push address; nothing was kept. Open this link in another browser, or send /phones for another kind of phone.
