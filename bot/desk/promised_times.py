"""The time at which the public was told to expect the next word: what is due, what is over, and where."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.ids import ClockId
from storage.tables.incidents import Incident
from storage.tables.publications import Publication
from storage.tables.sheets import SheetItem
from storage.tables.statements import Statement
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.sheets import Channel, ItemKind
from storage.vocabulary.statements import StatementStage


class Times(Struct, frozen=True):
    """What the next word was promised for, in the team's zone, because texts name it so.

    `next_update`: the time that counts, which may be late; `passed`: all promised times that are over.
    """

    next_update: datetime | None = None
    passed: tuple[datetime, ...] = ()


class ToldInPublic(Struct, frozen=True):
    """A promise that stands in public: until when, on which channels, and its deadline while that runs."""

    due_at: datetime
    channels: tuple[Channel, ...]
    clock: ClockId | None


async def times(
    look: Reader, incident: Incident | None, items: Sequence[SheetItem], team: Team | None, at: datetime
) -> Times:
    """The promised times by the sheet of these items and by the incident's deadlines, as seen at this moment.

    What the sheet names comes first, unless that is over and another time was promised since.
    """
    zone = ZoneInfo(team.timezone) if team else at.tzinfo
    named = [
        item.ends_at for item in items if item.kind is ItemKind.SLOT and item.key == "next_update" and item.ends_at
    ]
    clocks = await look.clocks.of_incident(incident.id) if incident else ()
    ours = [one for one in clocks if one.kind is ClockKind.NEXT_UPDATE]
    running = [one.due_at for one in ours if one.state is ClockState.RUNNING]
    in_order = [*(when for when in named if when > at), *running, *named]
    over = sorted({when for when in (*named, *(one.due_at for one in ours)) if when <= at})
    due = in_order[0].astimezone(zone) if in_order else None
    return Times(due, tuple(when.astimezone(zone) for when in over))


async def in_public(look: Reader, incident: Incident) -> ToldInPublic | None:
    """The next word that the newest text out there promises; None when it promises none, or nothing is out.

    A correction puts an old word right and leaves the promise as it was.
    """
    texts = {one.id: one for one in await look.statements.of_incident(incident.id)}
    out = [
        (texts[one.statement_id], one)
        for one in sorted(await look.publications.of_incident(incident.id), key=_proved)
        if one.proved_at is not None and one.state is not PublicationState.WITHDRAWN
    ]
    words = [(text, one) for text, one in out if text.stage is not StatementStage.CORRECTION]
    due = words[-1][0].next_at if words else None
    if due is None:
        return None
    running = await look.clocks.running(ClockKind.NEXT_UPDATE, incident=incident.id)
    clock = next((one.id for one in running if one.due_at == due), None)
    return ToldInPublic(due, _channels(words, due), clock)


def _proved(one: Publication) -> str:
    return f"{one.proved_at.isoformat() if one.proved_at else ''} {one.id}"


def _channels(words: Sequence[tuple[Statement, Publication]], due: datetime) -> tuple[Channel, ...]:
    return tuple(dict.fromkeys(one.channel for text, one in words if text.next_at == due))
