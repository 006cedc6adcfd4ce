"""Updates waiting to be handled, parcels waiting to be said, and what was said where."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint
from sqlmodel import Field

from bot.ids import ParcelId, TeamId
from storage import columns
from storage.tables.base import Row, one_of, unique_where
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState, UpdateState
from storage.vocabulary.people import Language

# SQLite gives row numbers only to a column of type INTEGER.
#: The rows of the partial unique index. As literal text: PostgreSQL does not match a bound parameter to it.
WAITING_KEYS = "state = 'waiting' AND coalesce_key IS NOT NULL"
_SEQ = BigInteger().with_variant(Integer, "sqlite")


class Inbox(Row, table=True):
    """A Telegram update as it came, stored before it is confirmed."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id", "received_on"),
        CheckConstraint(one_of("state", UpdateState), name="state"),
        Index("ix_inbox_state_seq", "state", "seq"),
    )

    seq: int | None = Field(default=None, sa_type=_SEQ, primary_key=True)
    bot_id: int = columns.telegram_id()
    update_id: int = columns.telegram_id()
    received_on: str = Field(max_length=10)
    chat_key: str = Field(max_length=60)
    #: `<chat>:<message>` of a message or its edit: a reaction names the message and does not tell its words.
    message_key: str = Field(default="", max_length=60, index=True)
    raw: str | None = columns.text(default=None, nullable=True)
    state: UpdateState = columns.word(UpdateState, default=UpdateState.WAITING)
    received_at: datetime = columns.moment()
    done_at: datetime | None = columns.moment(default=None, nullable=True)
    error: str = columns.text(default="")


class Parcel(Row, table=True):
    """Something to be said or done in a chat: kind, subject and plain values, never a sentence.

    Only public words and phone pages carry `frozen_text`. `stream` orders: parcels of one stream and lane
    go out in `seq` order. `audience` says where: see `bot.desk.audiences`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(one_of("state", ParcelState), name="state"),
        CheckConstraint(one_of("lane", Lane), name="lane"),
        Index("ix_outbox_state_lane_seq", "state", "lane", "seq"),
        Index("ix_outbox_audience_posted_at", "audience", "posted_at"),
        unique_where("uq_outbox_waiting_coalesce_key", "coalesce_key", where=WAITING_KEYS),
    )

    seq: int | None = Field(default=None, sa_type=_SEQ, primary_key=True)
    id: ParcelId = columns.id_field(unique=True)
    team_id: TeamId | None = columns.id_field(default=None, nullable=True)
    stream: str = Field(max_length=80)
    lane: int
    kind: ParcelKind = columns.word(ParcelKind)
    subject_id: str = Field(default="", max_length=80)
    audience: str = Field(max_length=80)
    language: Language | None = columns.word(Language, default=None, nullable=True)
    values: dict[str, Any] = columns.values(default_factory=dict)
    frozen_text: str | None = columns.text(default=None, nullable=True)
    coalesce_key: str | None = Field(default=None, max_length=100, nullable=True)
    sound: bool = False
    posted_at: datetime = columns.moment()
    not_before: datetime | None = columns.moment(default=None, nullable=True)
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    state: ParcelState = columns.word(ParcelState, default=ParcelState.WAITING)
    owner: str | None = Field(default=None, max_length=40, nullable=True)
    lease_until: datetime | None = columns.moment(default=None, nullable=True)
    attempts: int = 0
    attempted_at: datetime | None = columns.moment(default=None, nullable=True)
    chat_id: int | None = columns.telegram_id(default=None, nullable=True)
    last_known_id: int | None = columns.telegram_id(default=None, nullable=True)
    text_hash: str = Field(default="", max_length=64)
    last_error: str = columns.text(default="")
    delivered_at: datetime | None = columns.moment(default=None, nullable=True)
    message_id: int | None = columns.telegram_id(default=None, nullable=True)


class Spoken(Row, table=True):
    """Which message shows what: how an edit finds its message, and a press learns when its card was drawn."""

    __tablename__ = "spoken"
    __table_args__ = (
        UniqueConstraint("bot_id", "chat_id", "message_id"),
        Index("ix_spoken_kind_subject", "kind", "subject_id"),
    )

    id: str = columns.id_field(primary_key=True)
    bot_id: int = columns.telegram_id()
    chat_id: int = columns.telegram_id()
    message_id: int = columns.telegram_id()
    thread_id: int | None = columns.telegram_id(default=None, nullable=True)
    stream: str = Field(max_length=80)
    kind: ParcelKind = columns.word(ParcelKind)
    subject_id: str = Field(default="", max_length=80)
    audience: str = Field(default="", max_length=80)
    values: dict[str, Any] = columns.values(default_factory=dict)
    drawn_at: datetime = columns.moment()
    text_hash: str = Field(default="", max_length=64)
    pinned: bool = False
    alive: bool = True


class Budget(Row, table=True):
    """What was lately sent to a chat, and which of it were answers; until when the chat is paused."""

    __tablename__ = "budget"

    bot_id: int = columns.telegram_id(primary_key=True)
    chat_id: int = columns.telegram_id(primary_key=True)
    sent_at: list[float] = columns.values(default_factory=list)
    answered_at: list[float] = columns.values(default_factory=list, sa_column_kwargs={"server_default": "[]"})
    paused_until: datetime | None = columns.moment(default=None, nullable=True)


class Chat(Row, table=True):
    """What is known of a chat: what it became (migration), which rights the desk has, what is wrong."""

    __tablename__ = "chat"

    chat_id: int = columns.telegram_id(primary_key=True)
    team_id: TeamId | None = columns.id_field(default=None, nullable=True, index=True)
    kind: str = Field(default="", max_length=20)
    title: str = Field(default="", max_length=240)
    is_forum: bool = False
    rights: dict[str, bool] = columns.values(default_factory=dict)
    #: Topics our own service messages told of: name → id. The net when the answer to createForumTopic is lost.
    topics: dict[str, int] = columns.values(default_factory=dict)
    became_chat_id: int | None = columns.telegram_id(default=None, nullable=True)
    trouble: str = Field(default="", max_length=40)
    trouble_since: datetime | None = columns.moment(default=None, nullable=True)
    last_message_id: int | None = columns.telegram_id(default=None, nullable=True)
    checked_at: datetime | None = columns.moment(default=None, nullable=True)
