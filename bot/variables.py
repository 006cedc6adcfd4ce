"""How one variable of the environment is read: a value comes out, or a refusal that names its sentence."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic_core import PydanticCustomError


def refuse(key: str, **values: str) -> PydanticCustomError:
    """The refusal of a variable; `key` names its sentence in `cli.ftl`."""
    return PydanticCustomError("setting", "{key}", {"key": key, **values})


def matching(pattern: str, key: str) -> Callable[[Any], Any]:
    """Text of exactly this shape."""
    wanted = re.compile(pattern)

    def check(value: Any) -> Any:
        if isinstance(value, str) and not wanted.fullmatch(value := value.strip()):
            raise refuse(key)
        return value

    return check


def one_of(*words: str) -> Callable[[Any], Any]:
    """One of these words, however it is capitalized."""

    def check(value: Any) -> Any:
        for word in words:
            if str(value).strip().lower() == word.lower():
                return word
        raise refuse("cli-setting-one-of", words=", ".join(words))

    return check


def number(lowest: int, highest: int) -> Callable[[Any], Any]:
    """A whole number from `lowest` to `highest`."""

    def check(value: Any) -> Any:
        text = str(value).strip()
        if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
            raise refuse("cli-setting-number", lowest=str(lowest), highest=str(highest))
        return int(text)

    return check


def language(value: Any) -> Any:
    """zh or en. Many systems set LANGUAGE themselves (`de_DE:en`, GNU gettext): the first we know counts."""
    words = str(value).lower().split(":")
    if not all(re.fullmatch(r"[a-z]{2,3}([_-][a-z0-9]+)*([.@][\w-]+)*|c|posix", word) for word in words if word):
        raise refuse("cli-setting-one-of", words="zh, en")
    known = [word[:2] for word in words if word[:2] in {"zh", "en"}]
    return known[0] if known else "en"


def zone(value: Any) -> Any:
    """The IANA name of a zone."""
    name = str(value).strip()
    if name not in available_timezones():
        raise refuse("cli-setting-timezone")
    return name


def owners(value: Any) -> Any:
    """Telegram user ids with commas between."""
    if not isinstance(value, str):
        return value
    numbers = re.split(r"[,;\s\uff0c\u3001]+", value.strip())
    if not all(re.fullmatch(r"[1-9][0-9]{0,15}", number) for number in numbers):
        raise refuse("cli-setting-owner-ids")
    return tuple(int(number) for number in numbers)


def reactions(value: Any) -> Any:
    """Reactions with spaces or commas between; only those that Telegram offers."""
    if not isinstance(value, str):
        return value
    from telegram.constants import ReactionEmoji  # Bot API, ReactionTypeEmoji

    offered = {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji}
    chosen = {word.replace("\ufe0f", "") for word in re.split(r"[,\s\uff0c\u3001]+", value) if word}
    if not chosen or not chosen <= offered:
        raise refuse("cli-setting-reactions")
    return frozenset(chosen)


def web_address(value: Any) -> Any:
    """An http or https address without query, fragment or user."""
    text = str(value).strip().rstrip("/")
    try:
        parts = urlsplit(text)
        fits = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        )
    except ValueError:  # a port that is no number, a bracket that does not close
        fits = False
    if text and (not fits or parts.query or parts.fragment or parts.username):
        raise refuse("cli-setting-web-address")
    return text


def private_hosts(value: Any) -> Any:
    """Names, addresses or networks (`10.1.0.0/16`) with commas between."""
    if not isinstance(value, str):
        return value
    hosts = tuple(host.lower() for host in re.split(r"[,;\s\uff0c\u3001]+", value.strip()) if host)
    for host in hosts:
        try:
            ip_network(host.strip("[]"))
        except ValueError:
            if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", host) or re.fullmatch(r"[0-9.]+", host):
                raise refuse("cli-setting-hosts") from None
    return hosts


def apprise_services(value: Any) -> Any:
    """Services (`discord`) or services with a host (`mqtt://siren.lan:1883`), with commas between."""
    if not isinstance(value, str):
        return value
    services = tuple(one.lower().rstrip("/") for one in re.split(r"[,;\s\uff0c\u3001]+", value.strip()) if one)
    if not all(re.fullmatch(r"[a-z][a-z0-9]{1,20}(://[a-z0-9._-]+(:[0-9]{1,5})?)?", one) for one in services):
        raise refuse("cli-setting-apprise")
    return services


PROXY = r"(https?|socks4|socks5h?)://[^\s/]+(:[0-9]+)?/?"
# Bot API, "Authorizing your bot": a number, a colon, letters, digits, - and _.
TOKEN = r"[0-9]{1,18}:[A-Za-z0-9_-]{3,100}"  # noqa: S105  (the pattern, not a token)
# Bot API, setWebhook.secret_token
WEBHOOK_SECRET = r"[A-Za-z0-9_-]{1,256}"  # noqa: S105
DATABASE = r"sqlite:///[^?#]+|postgres(ql)?://[^\s/]*/[^\s/?]+(\?\S*)?"
CHAT = r"-?[1-9][0-9]{0,15}"
# RFC 3986, with what a mail server's user and password may look like
SMTP = r"smtps?://([^\s/@]+@)?[0-9A-Za-z_.-]+(:[0-9]{1,5})?/?"
MAIL = r"([^\s@<>,;]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"  # empty: none
# Pushover, "Message API": 30 letters and digits
PUSHOVER = r"[A-Za-z0-9]{30}"
GATEWAY = r"https?://[^\s@]+"
