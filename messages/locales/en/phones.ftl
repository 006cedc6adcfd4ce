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
ring-verdict-refused-inside = the provider says 200 with an error inside
ring-verdict-key-refused = wrong key
ring-verdict-address-gone = the address is gone
ring-verdict-busy = too often, says the provider
ring-verdict-broken = the provider itself is in trouble
ring-verdict-garbled = the answer cannot be read
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
cli-setting-hosts = write host names, addresses or networks (10.1.0.0/16), comma between
cli-setting-smtp-needs-from = SMTP_URL needs the address mails come from
cli-setting-gateway-needs-secret = PHONE_GATEWAY_URL needs the secret that signs

status-phone = ⛔ { $person } cannot be rung: { $phone }, { $verdict }
