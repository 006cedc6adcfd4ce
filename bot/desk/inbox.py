"""The door for Telegram updates: stored as they came, before they are confirmed; handled afterwards."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec
from sqlmodel import col, select

from bot.desk.collector import Collector
from bot.desk.desk import Desk
from storage.tables.speaking import Inbox as Row
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import UpdateState

_decode = msgspec.json.Decoder().decode


class Inbox:
    """Callers wait for the commit; one writer stores what has gathered."""

    def __init__(self, desk: Desk, bot_id: int) -> None:
        self._desk = desk
        self._bot_id = bot_id
        self._collector: Collector[dict[str, Any], None] = Collector(desk, self._write)

    async def store(self, raws: Sequence[str]) -> None:
        """Keep these updates; comes back after the commit. One that is there already stays as it is.

        Raises:
            CollectorClosed: the desk is going down, nothing was stored.
        """
        if not raws:
            return
        now = self._desk.clock.now()
        day = now.date().isoformat()
        rows = []
        for raw in raws:
            update = _read(raw)
            rows.append(
                {
                    "bot_id": self._bot_id,
                    "update_id": number_of(update, raw),
                    "received_on": day,
                    "chat_key": chat_key(update),
                    "message_key": message_key(update),
                    "raw": raw,
                    "state": UpdateState.WAITING,
                    "received_at": now,
                    "error": "",
                }
            )
        await self._collector.put(rows)
        self._desk.signals.updates.set()

    async def run(self) -> None:
        """The writer; ends after `close` when everything handed over is stored."""
        await self._collector.run()

    def close(self) -> None:
        """Take nothing more."""
        self._collector.close()

    async def _write(self, u: UnitOfWork, batches: Sequence[Sequence[dict[str, Any]]]) -> list[None]:
        rows = [row for batch in batches for row in batch]
        # The key holds the day, because Telegram starts new numbers after a quiet week; what is delivered
        # again just after midnight (webhooks: for 24 hours) must still be known, also by a replica whose clock has
        # not reached midnight yet.
        days = [(u.now + timedelta(days=shift)).date().isoformat() for shift in (-1, 1)]
        known = set(
            await u.session.exec(
                select(Row.update_id).where(
                    Row.bot_id == self._bot_id,
                    col(Row.received_on).in_(days),
                    col(Row.update_id).in_({row["update_id"] for row in rows}),
                )
            )
        )
        if fresh := [row for row in rows if row["update_id"] not in known]:
            await u.updates.store(fresh)
            self._desk.database.expect()
        return [None] * len(batches)


def _read(raw: str) -> Mapping[str, Any]:
    try:
        update = _decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return update if isinstance(update, dict) else {}


def number_of(update: Mapping[str, Any], raw: str) -> int:
    """The update's number. One without a usable number gets a negative one made of its text: it is kept and
    set aside later, and blocks nobody."""
    number = update.get("update_id")
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63:
        return number
    return -1 - zlib.crc32(raw.encode("utf-8", "surrogatepass"))


def chat_key(update: Mapping[str, Any]) -> str:
    """Whose turn it is: updates of one key are handled one after the other, in the order they came.

    `<chat>:<topic>` (topic 0 for the main chat), `user:<id>` for what happens outside of chats. A reply in
    General carries a thread id that is no topic (tdlib/telegram-bot-api #447): only `is_topic_message` counts.
    """
    what = next((value for name, value in update.items() if name != "update_id" and isinstance(value, dict)), {})
    inner = what.get("message")
    message = inner if isinstance(inner, dict) else what
    chat = message.get("chat")
    if isinstance(chat, dict) and isinstance(chat.get("id"), int):
        thread = message.get("message_thread_id") if message.get("is_topic_message") else None
        return f"{chat['id']}:{thread if isinstance(thread, int) else 0}"[:60]
    for who in ("from", "user", "voter_chat"):
        someone = what.get(who)
        if isinstance(someone, dict) and isinstance(someone.get("id"), int):
            return f"user:{someone['id']}"
    return "nobody"


def message_key(update: Mapping[str, Any]) -> str:
    """`<chat>:<message>` of what was written or edited, '' for everything else."""
    for name in ("message", "edited_message"):
        what = update.get(name)
        if not isinstance(what, dict):
            continue
        chat, number = what.get("chat"), what.get("message_id")
        if isinstance(chat, dict) and isinstance(chat.get("id"), int) and isinstance(number, int):
            return f"{chat['id']}:{number}"[:60]
    return ""
