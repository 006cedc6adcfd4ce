"""What providers of phones answer, read with suspicion: a status, a JSON object, words without secrets."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote, quote_plus

import msgspec

from bot.desk.rings import Answer, Call
from bot.gateways.outgoing import NotAnswered, Reply
from storage.vocabulary.phones import RingVerdict

_TOLD_LIMIT: Final = 200
_SHORTEST_SECRET: Final = 4


def of_status(reply: Reply) -> RingVerdict:
    """What the status alone says (RFC 9110, section 15)."""
    match reply.status:
        case status if 200 <= status < 300:
            return RingVerdict.ACCEPTED
        case 401 | 403:
            return RingVerdict.KEY_REFUSED
        case 404 | 410:
            return RingVerdict.ADDRESS_GONE
        case 429:
            return RingVerdict.BUSY
        case status if status >= 500:
            return RingVerdict.BROKEN
        case _:
            return RingVerdict.REFUSED


def json_of(reply: Reply) -> Mapping[str, Any] | None:
    """The answer as a JSON object; None when it is none."""
    try:
        found = msgspec.json.decode(reply.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) else None


def told(reply: Reply, hidden: Iterable[str]) -> str:
    """The other side's own words, cut, without what is `hidden`."""
    return without_secrets(reply.body.decode("utf-8", "replace"), hidden)


def hidden(call: Call, *secrets: str) -> list[str]:
    """What is secret of a ring: the phone's configuration, its links, and `secrets`."""
    return [*secrets, call.page_url, *(action.url for action in call.actions), *_texts(call.config)]


def without_secrets(text: str, hidden: Iterable[str]) -> str:
    """The text in one line of at most 200 characters; what is `hidden`, however it is escaped, stands as `…`."""
    written = {form for secret in hidden for form in (secret, quote(secret, safe=""), quote_plus(secret))}
    for secret in sorted(written, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "…")
    return " ".join(text.split())[:_TOLD_LIMIT]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def of_trouble(trouble: NotAnswered) -> Answer:
    """No answer came: the reason has the same name as a verdict."""
    return Answer(RingVerdict(trouble.trouble.value))


def json_body(values: Mapping[str, Any]) -> bytes:
    """A JSON object as UTF-8."""
    return msgspec.json.encode(values)


JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
