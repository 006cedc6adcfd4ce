"""Telegram updates on their way through the desk: what waits, what is finished, what is set aside."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from bot.desk.desk import Desk, act
from bot.desk.speaking import post_reply
from bot.ids import TeamId
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language


class Waiting(Struct, frozen=True):
    """An update nobody has finished: its place in the queue, whose turn it is, and the update as it came."""

    seq: int
    chat_key: str
    raw: str


class Answer(Struct, frozen=True):
    """What is said to whoever asked, when the handler itself wrote nothing: a refusal, mostly."""

    place: str
    key: str
    values: Mapping[str, Any]
    team: TeamId | None = None
    language: Language | None = None


async def waiting(desk: Desk, limit: int, skip: Collection[int] = ()) -> Sequence[Waiting]:
    """Updates that wait, oldest first, without those in hand."""
    async with desk.reading(here=True) as look:
        rows = await look.updates.waiting(limit, skip)
        return [Waiting(row.seq or 0, row.chat_key, row.raw or "") for row in rows]


@contextmanager
def on_its_way(desk: Desk) -> Iterator[None]:
    """An update is being handled: alerts and messages that come in lots let its act go first, for a moment."""
    with desk.database.expected():
        yield


@act
async def finish(desk: Desk, seq: int, answer: Answer | None = None) -> None:
    """The update is done with: together with what is answered, or not at all. A second time nothing happens."""
    async with desk.unbound().transaction() as u:
        if await u.updates.finish(seq, u.now) and answer is not None:
            post_reply(
                u,
                answer.place,
                ParcelKind.REPLY,
                answer.team,
                values={"key": answer.key, **answer.values},
                language=answer.language,
            )


@act
async def quarantine(desk: Desk, seq: int, error: str) -> None:
    """An update that cannot be understood is set aside: it blocks nobody, and /status counts it."""
    async with desk.unbound().transaction() as u:
        await u.updates.quarantine(seq, error, u.now)


@act
async def say_later(desk: Desk, answer: Answer) -> None:
    """The outcome of a press that took longer than the spinner lives: it follows as a message."""
    async with desk.unbound().transaction() as u:
        values = {"key": answer.key, **answer.values}
        post_reply(u, answer.place, ParcelKind.REPLY, answer.team, values=values, language=answer.language)
