"""What somebody types when he adds a phone: which kind of address it is, and what is shown of it later.

Pasted whole or in parts, in any order: `https://ntfy.sh/duty-7f3a91`, a Bark address, a robot's address with its
secret and a mobile number behind it. What is no such address is refused; nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.phones import PhoneKind


class PhoneUnclear(DeskError):
    """This is no address of that kind (`phone`)."""

    key = "refused-phone-unclear"


class Address(Struct, frozen=True):
    """Where a phone is rung. `config` holds secrets; `shown` is the end of one of them, to tell two apart."""

    config: Mapping[str, str]
    shown: str


_NTFY: Final = "https://ntfy.sh"
_BARK: Final = "https://api.day.app"
_SHOWN: Final = 4
_LONGEST: Final = 600
# docs.ntfy.sh: a topic has letters, digits, _ and -, at most 64
_TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BARK_KEY: Final = re.compile(r"[A-Za-z0-9]{8,64}")
_GOTIFY_TOKEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
# pushover.net/api: 30 letters and digits; a device name has up to 25
_PUSHOVER_USER: Final = re.compile(r"[A-Za-z0-9]{30}")
_PUSHOVER_DEVICE: Final = re.compile(r"[A-Za-z0-9_-]{1,25}")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
# ITU-T E.164: at most 15 digits
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_MAIL: Final = re.compile(r"[^\s@<>,;]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
# Apprise, "Supported Notifications": a service, ://, and what it needs
_APPRISE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{1,20}://\S{1,560}")
_USER: Final = re.compile(r"[A-Za-z0-9_.@-]{1,64}")


def read(kind: PhoneKind, text: str) -> Address:
    """The address in what was typed.

    Raises:
        PhoneUnclear: there is none of this kind in it.
    """
    words = text.split()
    reader = _READERS.get(kind)
    found = reader(words) if reader and words and len(text) <= _LONGEST else None
    if found is None:
        raise PhoneUnclear(phone=kind.value)
    return found


def _address(word: str) -> str | None:
    """A web address without user, fragment or a last slash."""
    try:
        parts = urlsplit(word)
        port = parts.port
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and parts.hostname and not parts.username and port != 0
    return word.partition("#")[0].rstrip("/") if fits else None


def _split(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The one web address among the words, and the others."""
    addresses = [found for word in words if (found := _address(word))]
    others = [word for word in words if not _address(word)]
    return (addresses[0] if len(addresses) == 1 else None), others


def _end(secret: str) -> str:
    return f"…{secret[-_SHOWN:]}"


def _ntfy(words: Sequence[str]) -> Address | None:
    address, others = _split(words)
    server, _, topic = address.rpartition("/") if address else (_NTFY, "", others.pop(0))
    if address and (not urlsplit(address).path or urlsplit(server).scheme == ""):
        return None
    if not _TOPIC.fullmatch(topic) or len(others) > 1:
        return None
    token = {"token": others[0]} if others else {}
    return Address({"server": server, "topic": topic, **token}, f"{urlsplit(server).hostname} {_end(topic)}")


def _bark(words: Sequence[str]) -> Address | None:
    address, others = _split(words)
    if address:
        parts = urlsplit(address)
        server, key = f"{parts.scheme}://{parts.netloc}", parts.path.lstrip("/").partition("/")[0]
    else:
        server, key = _BARK, others.pop(0)
    if not _BARK_KEY.fullmatch(key) or others:
        return None
    return Address({"server": server, "key": key}, _end(key))


def _gotify(words: Sequence[str]) -> Address | None:
    address, others = _split(words)
    if not address or len(others) != 1 or not _GOTIFY_TOKEN.fullmatch(others[0]):
        return None
    return Address({"server": address, "token": others[0]}, f"{urlsplit(address).hostname} {_end(others[0])}")


def _pushover(words: Sequence[str]) -> Address | None:
    if not _PUSHOVER_USER.fullmatch(words[0]) or len(words) > 2:
        return None
    device = {"device": words[1]} if len(words) == 2 else {}
    if device and not _PUSHOVER_DEVICE.fullmatch(words[1]):
        return None
    return Address({"user": words[0], **device}, _end(words[0]))


def _robot(words: Sequence[str], token: str, secret: re.Pattern[str] | None) -> Address | None:
    """A group robot: its address, perhaps its secret, and whom it names by mobile number or user id."""
    address, others = _split(words)
    if not address:
        return None
    parts = urlsplit(address)
    key = parse_qs(parts.query).get(token, [""])[0] if token else parts.path.rpartition("/")[2]
    if not key:
        return None
    config = {"url": address}
    for word in others:
        if secret is not None and "secret" not in config and secret.fullmatch(word):
            config["secret"] = word
        elif _MOBILE.fullmatch(word) and "mobile" not in config:
            config["mobile"] = word
        elif _USER.fullmatch(word) and "user" not in config:
            config["user"] = word
        else:
            return None
    return Address(config, _end(key))


def _wecom(words: Sequence[str]) -> Address | None:
    return _robot(words, "key", None)


def _dingtalk(words: Sequence[str]) -> Address | None:
    return _robot(words, "access_token", re.compile(r"SEC[0-9a-zA-Z]{8,100}"))


def _feishu(words: Sequence[str]) -> Address | None:
    # A user id begins with ou_ or on_; everything else beside the address is the secret.
    return _robot(words, "", re.compile(r"(?!o[un]_)[A-Za-z0-9_-]{8,64}"))


def _number(words: Sequence[str]) -> Address | None:
    number = re.sub(r"[\s()-]", "", "".join(words))
    if _MOBILE.fullmatch(number):
        number = f"+86{number}"
    return Address({"to": number}, _end(number)) if _E164.fullmatch(number) else None


def _mail(words: Sequence[str]) -> Address | None:
    if len(words) != 1 or not _MAIL.fullmatch(words[0]):
        return None
    name, _, domain = words[0].rpartition("@")
    return Address({"to": words[0]}, f"{name[0]}…@{domain}")


def _webhook(words: Sequence[str]) -> Address | None:
    address, others = _split(words)
    if not address or len(others) > 1 or (others and len(others[0]) < 16):
        return None
    secret = {"secret": others[0]} if others else {}
    return Address({"url": address, **secret}, f"{urlsplit(address).hostname}")


def _apprise(words: Sequence[str]) -> Address | None:
    if len(words) != 1 or not _APPRISE.fullmatch(words[0]):
        return None
    return Address({"url": words[0]}, f"{words[0].partition(':')[0]} {_end(words[0].rstrip('/'))}")


_READERS: Final = {
    PhoneKind.NTFY: _ntfy,
    PhoneKind.BARK: _bark,
    PhoneKind.GOTIFY: _gotify,
    PhoneKind.PUSHOVER: _pushover,
    PhoneKind.WECOM: _wecom,
    PhoneKind.DINGTALK: _dingtalk,
    PhoneKind.FEISHU: _feishu,
    PhoneKind.VOICE: _number,
    PhoneKind.SMS: _number,
    PhoneKind.EMAIL: _mail,
    PhoneKind.WEBHOOK: _webhook,
    PhoneKind.APPRISE: _apprise,
}
TYPED: Final = frozenset(_READERS)
"""The kinds that are added by typing; a browser subscribes on its own page."""
