"""Who is told before the public hears it: a table of each incident, in a fixed order of circles (R-G9)."""

import json
from typing import Any

from bot.desk import asking, audiences, circles, in_hand, releasing
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import post_anew, post_reply
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from bot.rules.stakeholders import Circle
from storage.tables.incidents import Incident, Stakeholder
from storage.tables.timeline import Entry
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class StakeholderUnknown(DeskError):
    """There is no such row."""

    key = "refused-stakeholder-unknown"


class StakeholderTold(DeskError):
    """Somebody told them before: `name` ('' for the whole `circle`), `by`, `at`."""

    key = "refused-stakeholder-told"


@act
async def show(
    desk: Desk, actor: Actor, incident_id: IncidentId, place: str, name: str = "", circle: Circle | None = None
) -> Acted:
    """Show the table where somebody asks; with a name that one joins it first.

    The first look fills it with the six circles, unless a text that waits for them has.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        await circles.prepare(u, incident)
        if name:
            circles.add(u, incident, circle or Circle.PARTNERS, name)
            await circles.redraw(u, incident)
        # Asked again: the table comes down to where people read.
        await post_anew(u, ParcelKind.STAKEHOLDERS, incident.id, incident.team_id, place)
        return Acted("")


async def _held(u: UnitOfWork, actor: Actor, row_id: str) -> tuple[Incident, Stakeholder]:
    found = await u.belongings.stakeholder(row_id)
    if found is None:
        raise StakeholderUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    if found.told_at is not None:
        called = await names(u, [found.told_by])
        raise StakeholderTold(
            name=found.name,
            circle=found.circle,
            by=called.get(found.told_by, ""),
            at=found.told_at.isoformat(),
        )
    return incident, found


@act
async def told(desk: Desk, actor: Actor, row_id: str) -> Acted:
    """Somebody has told them; with the last of those who come first, an approved text that waited goes on.

    Raises:
        StakeholderUnknown, NotAllowed; StakeholderTold: says who did, and when.
    """
    async with desk.transaction() as u:
        incident, row = await _held(u, actor, row_id)
        u.timeline.record(
            incident, EntryKind.STAKEHOLDER_TOLD, by=actor.person, ref=row.id, **_about(row), **_waived(row)
        )
        row.told_at, row.told_by, row.waived = u.now, actor.person, ""
        await _show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def ask_why_not(desk: Desk, actor: Actor, row_id: str, name: str, place: str) -> Acted:
    """They are not to be told: asked why, in private. `name` is how the table calls them.

    Raises:
        StakeholderUnknown, StakeholderTold, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, row = await _held(u, actor, row_id)
        values = {"key": "answer-nottold-wanted", "name": name, "asks": "nottold", "about": row.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def waive(desk: Desk, actor: Actor, row_id: str, reason: str) -> Acted:
    """They are not told, with a reason; with the last who come first, an approved text that waited goes on.

    Raises:
        StakeholderUnknown, StakeholderTold, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, row = await _held(u, actor, row_id)
        u.timeline.record(
            incident,
            EntryKind.STAKEHOLDER_WAIVED,
            by=actor.person,
            ref=row.id,
            **_about(row),
            reason=reason,
            **_waived(row),
        )
        row.waived = reason
        await _show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def _show(u: UnitOfWork, incident: Incident) -> None:
    await u.session.flush()
    await releasing.go_on(u, incident)
    await circles.redraw(u, incident)


def _about(row: Stakeholder) -> dict[str, Any]:
    """Whom an entry is about: their circle, and their name where they have one."""
    return {"circle": row.circle, "text": row.name}


def _waived(row: Stakeholder) -> dict[str, Any]:
    """What a tick takes the place of, so that taking it back brings it back."""
    return {"waived_before": row.waived} if row.waived else {}


async def stands(look: Reader, entry: Entry) -> bool:
    """Is this tick the newest word about its row? Then it can be taken back."""
    newest = await look.timeline.newest_about(entry.incident_id, entry.ref)
    return (
        newest is not None and newest.id == entry.id and await look.belongings.stakeholder(entry.ref) is not None
    )


async def put_back(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    """They were not told after all (or it does concern them).

    A text that was handed over on this tick is called back, and waits for the next one. What is out already cannot
    be: the entry names it, and whoever took the tick back hears so.
    """
    row = await u.belongings.stakeholder(entry.ref)
    assert row is not None, "looked up before"
    row.told_at = row.told_by = None
    row.waived = str(json.loads(entry.details or "{}").get("waived_before", ""))
    await u.session.flush()
    out = await in_hand.out_since(u, incident, entry.recorded_at) if await circles.untold(u, incident) else []
    told: dict[str, Any] = {"already_out": out} if out else {}
    u.timeline.record(
        incident,
        EntryKind.STAKEHOLDER_UNTOLD,
        by=person,
        ref=row.id,
        **_about(row),
        undoes=entry.id,
        **told,
    )
    for text in out:
        values = {"key": "notice-tick-too-late", "incident": incident.id} | text
        post_reply(u, audiences.to_person(person), ParcelKind.REPLY, incident.team_id, values=values)
    await in_hand.hold_back(u, incident, "R-G9", since=entry.recorded_at)
    await circles.redraw(u, incident)


async def name_of(desk: Desk, row_id: str) -> str:
    """Whom a row is about, to ask about them; empty for a whole circle.

    Raises:
        StakeholderUnknown.
    """
    async with desk.reading() as look:
        row = await look.belongings.stakeholder(row_id)
    if row is None:
        raise StakeholderUnknown
    return row.name
