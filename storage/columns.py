"""How our values lie in a column: aware UTC times, words by value, ids as text, canonical JSON."""

import enum
import functools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

_WITHOUT_ZONE: Final = len("2026-01-02 03:04:05.678901")
# What `json.dumps` and `json.loads`, which SQLAlchemy uses, come to.
_ENCODE: Final = json.JSONEncoder().encode
_DECODE: Final = json.JSONDecoder().decode


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out, UTC in between; a naive value is refused at once."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time knows its zone; this one does not")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[enum.StrEnum]):
    """A StrEnum stored by its value (SQLAlchemy's own Enum stores the member's name).

    A closed word that is not in the vocabulary is refused on the way in; an open one becomes UNKNOWN.
    """

    impl = String(40)
    cache_ok = True

    def __init__(self, vocabulary: type[enum.StrEnum]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.vocabulary(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.StrEnum | None:
        return None if value is None else self.vocabulary(value)


def into(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """How a value of this type goes to SQLite's driver, as SQLAlchemy would do it, in a call or two; None: as
    SQLAlchemy does."""
    if isinstance(kind, UtcDateTime):
        return _moment_in
    if isinstance(kind, Word):
        return functools.partial(_word_in, kind.vocabulary)
    return _json_in if isinstance(kind, JSON) else None


def out_of(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """The way back; nothing (`None`) needs none."""
    if isinstance(kind, UtcDateTime):
        return _moment_out
    if isinstance(kind, Word):
        return functools.partial(_word_out, kind.vocabulary._value2member_map_, kind.vocabulary)
    return _json_out if isinstance(kind, JSON) else None


#: Most lists and maps of most rows are empty.
_BLANK: Final[dict[type, str]] = {dict: "{}", list: "[]"}


def _json_in(value: Any) -> str:
    return _BLANK.get(type(value)) or _ENCODE(value) if not value else _ENCODE(value)


def _json_out(text: str) -> Any:
    if text == "{}":
        return {}
    return [] if text == "[]" else _DECODE(text)


@functools.lru_cache(maxsize=256)
def _moment_in(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError("a stored time knows its zone; this one does not")
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def _moment_out(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def _word_in(vocabulary: type[enum.StrEnum], value: str | None) -> str | None:
    if value is None:
        return None
    return (value if type(value) is vocabulary else vocabulary(value))._value_


def _word_out(known: dict[Any, Any], vocabulary: type[enum.StrEnum], text: str) -> enum.StrEnum:
    return known.get(text) or vocabulary(text)


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no blanks, UTF-8 as it is. What hashes are computed over."""
    return _CANONICAL.encode(value)


#: A type knows nothing of its column: one object for all of them, instead of 870 that each remember the same.
_ID: Final = String(26)
_MOMENT: Final = UtcDateTime()
_TELEGRAM_ID: Final = BigInteger()
_TEXT: Final = Text()
_VALUES: Final = JSON()


@functools.cache
def _word_type(vocabulary: type[enum.StrEnum]) -> Word:
    return Word(vocabulary)


def id_field(**how: Any) -> Any:
    """A name of ours (ULID)."""
    return Field(sa_type=_ID, **how)


def word(vocabulary: type[enum.StrEnum], **how: Any) -> Any:
    """A word of the vocabulary."""
    return Field(sa_type=_word_type(vocabulary), **how)


def moment(**how: Any) -> Any:
    """A point in time, aware."""
    return Field(sa_type=_MOMENT, **how)


def telegram_id(**how: Any) -> Any:
    """A Telegram id: chats and people exceed 32 bits."""
    return Field(sa_type=_TELEGRAM_ID, **how)


def text(**how: Any) -> Any:
    """Text without a limit of the column's own; the door has cut it."""
    return Field(sa_type=_TEXT, **how)


def values(**how: Any) -> Any:
    """Plain values as JSON."""
    return Field(sa_type=_VALUES, **how)
