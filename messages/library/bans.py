"""Reading what stands behind `/ban`: a wording, what to say instead, variants, harmless phrases, scope, end."""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import Field

from messages.library.rows import Row, document
from messages.screening import scan_facts
from storage.vocabulary.people import Language
from storage.vocabulary.wordings import BanLevel, BanScope

_SHORT_DAY = re.compile(r"(?<![\d-])(\d{1,2})[-/.](\d{1,2})(?![\d-])")
_BETWEEN = " \t\n:,、;\uff1a\uff0c\uff1b"


class BanWordsRow(Row):
    """The words of the grammar, Chinese and English together; the first four open an order."""

    add: tuple[str, ...] = Field(min_length=1)
    remove: tuple[str, ...] = Field(min_length=1)
    list: tuple[str, ...] = Field(min_length=1)
    permit: tuple[str, ...] = Field(min_length=1)
    instead: tuple[str, ...] = Field(min_length=1)
    variants: tuple[str, ...] = Field(min_length=1)
    allow: tuple[str, ...] = Field(min_length=1)
    reason: tuple[str, ...] = Field(min_length=1)
    scope: tuple[str, ...] = Field(min_length=1)
    until: tuple[str, ...] = Field(min_length=1)
    level: tuple[str, ...] = Field(min_length=1)
    everywhere: tuple[str, ...] = Field(min_length=1)
    type: tuple[str, ...] = Field(min_length=1)
    incident: tuple[str, ...] = Field(min_length=1)
    warn: tuple[str, ...] = Field(min_length=1)
    block: tuple[str, ...] = Field(min_length=1)


class Order(StrEnum):
    """What is wanted of the list."""

    ADD = "add"
    REMOVE = "remove"
    LIST = "list"
    PERMIT = "permit"


class TypedBan(Struct, frozen=True):
    """A wording as it was typed. `until` is aware; `unread` names a time or a scope that could not be read."""

    term: str
    instead: str = ""
    variants: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    reason: str = ""
    scope: BanScope | None = None
    level: BanLevel = BanLevel.BLOCK
    until: datetime | None = None
    unread: str = ""


@cache
def _words() -> BanWordsRow:
    return BanWordsRow.model_validate(document("typed", "bans.toml"))


_ORDERS = (Order.ADD, Order.REMOVE, Order.LIST, Order.PERMIT)
_PARTS = ("instead", "variants", "allow", "reason", "scope", "until", "level")


def order(text: str) -> tuple[Order, str]:
    """What is wanted, and what stands behind it. Nothing at all is the list; words without an order are added."""
    first, _, rest = text.strip().partition(" ")
    words = _words()
    for one in _ORDERS:
        if first.casefold() in getattr(words, one.value):
            return one, rest.strip()
    return (Order.ADD, text.strip()) if text.strip() else (Order.LIST, "")


def read(text: str, now: datetime, zone: ZoneInfo) -> TypedBan:
    """A wording with its parts; a part named twice keeps its last. `now` is aware."""
    parts = _parted(text)
    scope, wrong_scope = _scope(parts.get("scope", ""))
    until, wrong_time = _until(parts.get("until", ""), now.astimezone(zone))
    warns = parts.get("level", "").casefold() in _words().warn
    return TypedBan(
        term=parts[""],
        instead=parts.get("instead", ""),
        variants=_several(parts.get("variants", "")),
        allow=_several(parts.get("allow", "")),
        reason=parts.get("reason", ""),
        scope=scope,
        level=BanLevel.WARN if warns else BanLevel.BLOCK,
        until=until,
        unread=wrong_scope or wrong_time,
    )


def rows(text: str) -> list[TypedBan]:
    """A list from a file: one wording a line, behind a tab or a bar what to say instead.

    Empty lines and those that begin with # are left out.
    """
    found = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            term, _, instead = line.replace("|", "\t").partition("\t")
            found.append(TypedBan(term.strip(), instead.strip()))
    return found


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    words = _words()
    named = {word: part for part in _PARTS for word in getattr(words, part)}
    longest = sorted(named, key=len, reverse=True)
    return re.compile(rf"\s({'|'.join(map(re.escape, longest))})[:\uff1a]?(?=\s|$)", re.IGNORECASE), named


def _parted(text: str) -> dict[str, str]:
    pattern, named = _marks()
    parts: dict[str, str] = {}
    part, place = "", 0
    for mark in pattern.finditer(text):
        parts[part] = text[place : mark.start()].strip(_BETWEEN)
        part, place = named[mark[1].casefold()], mark.end()
    parts[part] = text[place:].strip(_BETWEEN)
    return {"": "", **parts}


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in re.split(r"[\s,、;|\uff0c\uff1b]+", text) if part))


def _scope(text: str) -> tuple[BanScope | None, str]:
    words, wanted = _words(), text.casefold()
    choices = (
        (words.everywhere, BanScope.GLOBAL),
        (words.type, BanScope.TYPE),
        (words.incident, BanScope.INCIDENT),
    )
    for named, scope in choices:
        if wanted in named:
            return scope, ""
    return None, text


def _until(text: str, now: datetime) -> tuple[datetime | None, str]:
    """A day, a moment or a span; a day counts to its end. `now` is where the person is."""
    language = Language.EN if re.search("[A-Za-z]", text) else Language.ZH
    text = _SHORT_DAY.sub("\\1月\\2日", text)
    for value in scan_facts(text, now, language.value):
        if value.kind == "dur":
            return now + timedelta(seconds=float(value.high)), ""
        if value.kind in ("date", "dt"):
            end = datetime.fromisoformat(str(value.high))
            day = value.kind == "date"
            return datetime.combine(end, time(23, 59, 59) if day else end.time(), now.tzinfo), ""
        if value.kind == "time":
            return datetime.combine(now, time.fromisoformat(str(value.high)), now.tzinfo), ""
    return None, text
