"""What people pass on instead of writing it: a platform's share text, a forwarded mail, and when it began."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import BaseModel, ConfigDict

from messages.library import moments
from messages.library.rows import Row, document

_LINK = re.compile(r"https?://[^\s<>\"「」【】]{4,500}")
#: Punctuation that belongs to the sentence around an address, not to the address.
_TRAILING = ".,;:!?)\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u3001"
_DATE = re.compile(
    r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\D{0,12}?(\d{1,2}):(\d{2})(?::\d{2})?", re.IGNORECASE
)
#: Longer ago than this a typed "first seen" is a slip.
LONGEST = timedelta(days=366)


class MailWordsRow(BaseModel):
    """The names of a mail's head lines."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid", populate_by_name=True)

    sender: tuple[str, ...]
    to: tuple[str, ...]
    copied: tuple[str, ...]
    date: tuple[str, ...]
    subject: tuple[str, ...]


class PassedOnRow(Row):
    """The words and hosts by which passed-on texts are known."""

    ago: tuple[str, ...]
    afternoon: tuple[str, ...]
    hosts: dict[str, tuple[str, ...]]
    mail: MailWordsRow


class Shared(Struct, frozen=True):
    """A text with an address in it: the address, the platform it leads to ('' for others), the words around it."""

    link: str
    platform: str
    words: str


class Mail(Struct, frozen=True):
    """A forwarded mail: what it is about, what it says, when it was sent (aware, None: not to be read)."""

    subject: str
    body: str
    sent: datetime | None


@cache
def _words() -> PassedOnRow:
    data = dict(document("typed", "passed_on.toml"))
    mail = dict(data["mail"])
    data["mail"] = {"sender": mail.pop("from"), "copied": mail.pop("copy"), **mail}
    return PassedOnRow.model_validate(data)


def shared(text: str) -> Shared | None:
    """The first address of a text, and the words without it; None without an address."""
    found = _LINK.search(text)
    if found is None:
        return None
    link = found.group().rstrip(_TRAILING)
    words = text[: found.start()] + " " + text[found.start() + len(link) :]
    return Shared(link, _platform(link), re.sub(r"[ \t]{2,}", " ", words).strip())


def _platform(link: str) -> str:
    host = (
        link.partition("://")[2]
        .partition("/")[0]
        .partition("?")[0]
        .rpartition("@")[2]
        .partition(":")[0]
        .casefold()
    )
    for platform, hosts in _words().hosts.items():
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return platform
    return ""


def mail(text: str, now: datetime, zone: ZoneInfo) -> Mail | None:
    """The mail in a text that was forwarded as text; None when the text is none.

    It is one when a line names the sender and another its subject or its date. A time without a zone is the
    team's; one in the future is no time.
    """
    head, body = _parted(text)
    if not _is_head(head):
        return None
    return Mail(head.get("subject", ""), body, _sent(head.get("date", ""), now, zone))


def is_mail(text: str) -> bool:
    """Is this text a forwarded mail?"""
    return _is_head(_parted(text)[0])


def _is_head(head: Mapping[str, str]) -> bool:
    return "sender" in head and ("subject" in head or "date" in head)


def _parted(text: str) -> tuple[dict[str, str], str]:
    names = _head_names()
    head: dict[str, str] = {}
    body: list[str] = []
    for line in text.splitlines():
        name, colon, value = line.strip(" >*").replace("\uff1a", ":", 1).partition(":")
        kind = names.get(name.strip(" *").casefold()) if colon else None
        if kind is not None and kind not in head:
            head[kind] = value.strip(" *")
        elif head or not _is_rule(line):
            body.append(line)
    return head, "\n".join(body).strip()


@cache
def _head_names() -> dict[str, str]:
    row = _words().mail
    return {word: kind for kind in type(row).model_fields for word in getattr(row, kind)}


def _is_rule(line: str) -> bool:
    """`---------- Forwarded message ----------` and the like."""
    return line.strip().startswith("---") or line.strip().endswith("---")


def _sent(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = _DATE.search(folded)
    try:
        if found is None:
            moment = parsedate_to_datetime(text)
        else:
            year, month, day, hour, minute = (int(part) for part in found.groups())
            if hour < 12 and any(word in folded for word in _words().afternoon):
                hour += 12
            moment = datetime(year, month, day, hour, minute, tzinfo=zone)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None
    return moment if now - LONGEST <= moment <= now else None


def first_seen(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When something was first seen, as typed (`20:31`); None when the text is anything else.

    A clock time that has not come yet was yesterday's; a span (`30分钟前`) counts back from now.
    """
    line = unicodedata.normalize("NFKC", text).strip(" .\u3002")
    for word in _words().ago:
        line = line.removesuffix(word).strip()
    typed = moments.first(line, now, zone)
    if typed.at is None or typed.rest:
        return None
    if ":" not in typed.typed:
        return now - (typed.at - now)
    return typed.at if typed.at <= now else typed.at - timedelta(days=1)
