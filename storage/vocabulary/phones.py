"""Phones and rings: the ways somebody is woken, and how each attempt ended."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class PhoneKind(OpenWord):
    """A way that reaches a phone; `bot.gateways.phones` has one sender for each."""

    NTFY = "ntfy"
    BARK = "bark"
    PUSHOVER = "pushover"
    GOTIFY = "gotify"
    WEBPUSH = "webpush"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    VOICE = "voice"
    SMS = "sms"
    WEBHOOK = "webhook"
    EMAIL = "email"
    APPRISE = "apprise"
    UNKNOWN = "unknown"


class PhoneTest(OpenWord):
    """What is known of a phone: the last answer to "did it ring?"."""

    UNTESTED = "untested"
    ASKED = "asked"
    HEARD = "heard"
    NOT_HEARD = "not_heard"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    UNKNOWN = "unknown"


class RingKind(OpenWord):
    """Why a phone rings. `STOPPED` makes no sound: it takes the place of a page somebody has answered."""

    PAGE = "page"
    APPROVAL = "approval"
    TEST = "test"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class RingState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"


class RingVerdict(OpenWord):
    """What became of one attempt, by name; `outcome` says what that means for the person."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    REFUSED_INSIDE = "refused_inside"
    KEY_REFUSED = "key_refused"
    ADDRESS_GONE = "address_gone"
    BUSY = "busy"
    BROKEN = "broken"
    GARBLED = "garbled"
    REDIRECTED = "redirected"
    PRIVATE_ADDRESS = "private_address"
    UNFIT_ADDRESS = "unfit_address"
    NO_SUCH_HOST = "no_such_host"
    NO_CONNECTION = "no_connection"
    CERTIFICATE = "certificate"
    SILENT = "silent"
    BROKEN_OFF = "broken_off"
    NOT_SET_UP = "not_set_up"
    CRASHED = "crashed"
    UNKNOWN = "unknown"

    @property
    def may_have_rung(self) -> bool:
        """Did the provider take it, or does nobody know?"""
        return self is RingVerdict.ACCEPTED or self in _UNCERTAIN


_UNCERTAIN = frozenset(
    {
        RingVerdict.SILENT,
        RingVerdict.BROKEN_OFF,
        RingVerdict.BROKEN,
        RingVerdict.GARBLED,
        RingVerdict.CRASHED,
        RingVerdict.UNKNOWN,
    }
)
