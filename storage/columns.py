"""How our values lie in a column: aware UTC times, words by value, ids as text, canonical JSON."""

import enum
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


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


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no blanks, UTF-8 as it is. What hashes are computed over."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def id_field(**how: Any) -> Any:
    """A name of ours (ULID)."""
    return Field(sa_type=String(26), **how)


def word(vocabulary: type[enum.StrEnum], **how: Any) -> Any:
    """A word of the vocabulary."""
    return Field(sa_type=Word(vocabulary), **how)


def moment(**how: Any) -> Any:
    """A point in time, aware."""
    return Field(sa_type=UtcDateTime, **how)


def telegram_id(**how: Any) -> Any:
    """A Telegram id: chats and people exceed 32 bits."""
    return Field(sa_type=BigInteger, **how)


def text(**how: Any) -> Any:
    """Text without a limit of the column's own; the door has cut it."""
    return Field(sa_type=Text, **how)


def values(**how: Any) -> Any:
    """Plain values as JSON."""
    return Field(sa_type=JSON, **how)
