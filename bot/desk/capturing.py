"""Taking what people wrote into the timeline: with its own time and author, each message once.

Telegram tells a reaction without the words it is about, and nothing at all about deletions: the words come
from the update that brought them (kept for a day), and the captured copy stays.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.desk import asking, audiences, exhibits
from bot.desk.desk import Desk, act
from bot.desk.exhibits import Exhibit
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.ids import IncidentId
from storage.tables.captures import Captured
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class Heard(Struct, frozen=True):
    """A message as somebody wrote it: where, who (Telegram's user id), when, the words (masked), a file."""

    chat_id: int
    message_id: int
    author: int
    author_name: str
    at: datetime
    text: str
    exhibit: Exhibit | None = None

    @property
    def ref(self) -> str:
        return f"message:{self.chat_id}:{self.message_id}"

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


async def raws_of(desk: Desk, chat_id: int, message_id: int) -> Sequence[str]:
    """A message and its edits as Telegram brought them, oldest first; none when that is longer ago than a day."""
    async with desk.reading() as look:
        return await look.updates.raw_of_message(f"{chat_id}:{message_id}")


def beside(chat_id: int, thread_id: int | None, message_id: int) -> str:
    """Where an answer to this message goes."""
    return audiences.to_place(chat_id, thread_id, message_id)


async def is_captured(desk: Desk, chat_id: int, message_id: int) -> bool:
    """Is this message in a timeline already?"""
    async with desk.reading() as look:
        return await look.captures.of_message(chat_id, message_id) is not None


@act
async def capture(
    desk: Desk, actor: Actor, incident_id: IncidentId, heard: Sequence[Heard], place: str = "", told: str = ""
) -> Acted:
    """Take a message into the timeline, with its edits so far (`heard`: oldest first, at least one).

    A picture or file goes into the evidence too, and a link is a piece of the first post's box; with `place` the
    box is told there. `told`: the key of a sentence that whoever kept it reads in private, each time he does.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    first = heard[0]
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if told:
            await _tell_privately(u, actor, told)
        if await u.captures.of_message(first.chat_id, first.message_id) is not None:
            return Acted("toast-captured-before", {}, incident.id, incident.number)
        author = await u.people.by_telegram(first.author)
        for index, wording in enumerate(heard):
            u.timeline.record(
                incident,
                EntryKind.CAPTURED_EDITED if index else EntryKind.CAPTURED,
                by=author.id if author else None,
                at=min(wording.at, u.now),
                ref=first.ref,
                text=wording.text,
                kept_by=actor.person,
                **({} if author else {"author": first.author_name}),
            )
        u.add(
            Captured(
                id=u.new_id(),
                team_id=incident.team_id,
                incident_id=incident.id,
                chat_id=first.chat_id,
                message_id=first.message_id,
                text_hash=heard[-1].text_hash,
                captured_by=actor.person,
                captured_at=u.now,
            )
        )
        if first.exhibit is not None:
            exhibits.keep(u, incident, actor.person, first.exhibit)
            await u.session.flush()
            if place:
                await exhibits.say_box(u, incident, place)
        return Acted("toast-captured", {}, incident.id, incident.number)


@act
async def edited(desk: Desk, heard: Heard) -> None:
    """A captured message was edited: a further entry, the copy before stays. Others are nobody's business."""
    async with desk.transaction() as u:
        known = await u.captures.of_message(heard.chat_id, heard.message_id)
        if known is None:
            return
        incident = await held(u, known.incident_id)
        await u.session.refresh(known)
        if known.text_hash == heard.text_hash:
            return
        known.text_hash = heard.text_hash
        author = await u.people.by_telegram(heard.author)
        u.timeline.record(
            incident,
            EntryKind.CAPTURED_EDITED,
            by=author.id if author else None,
            at=min(heard.at, u.now),
            ref=heard.ref,
            text=heard.text,
            **({} if author else {"author": heard.author_name}),
        )


@act
async def cannot_capture(desk: Desk, actor: Actor, why: str) -> None:
    """Tell whoever reacted, in private, that his reaction kept nothing, and what does. `why` is a key."""
    async with desk.transaction() as u:
        await _tell_privately(u, actor, why)


async def _tell_privately(u: UnitOfWork, actor: Actor, why: str) -> None:
    await asking.ask(u, actor.person, audiences.to_person(actor.person), actor.team, {"key": why})
