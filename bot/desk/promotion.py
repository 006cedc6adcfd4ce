"""Promotion paused while an incident runs, channel by channel; each is lifted by itself (停推)."""

from bot.desk import in_hand, releasing
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_anew, post_card, refresh
from bot.ids import IncidentId
from bot.rules.promotion import CHANNELS as CHANNELS
from storage.tables.incidents import Incident
from storage.tables.publications import PromotionPause
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind

ALL = "all"


@act
async def show(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> None:
    """What is paused and what runs, to tap on, where somebody asks.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        await post_anew(u, ParcelKind.PROMOTION_PAUSES, incident.id, incident.team_id, place)


@act
async def pause(desk: Desk, actor: Actor, incident_id: IncidentId, channel: str) -> Acted:
    """Promotion on this channel (or on all) has been stopped.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        wanted = CHANNELS if channel == ALL else (channel,)
        rows = await by_channel(u, incident)
        for one in wanted:
            row = rows.get(one)
            if row is not None and row.paused_at is not None and row.lifted_at is None:
                continue
            row = row or _row(u, incident, one)
            row.paused_at, row.paused_by, row.lifted_at, row.lifted_by = u.now, actor.person, None, None
            u.timeline.record(incident, EntryKind.PROMOTION_PAUSED, by=actor.person, channel=one, text=one)
        await in_hand.hold_back(u, incident, "R-G8")
        await _show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def lift(desk: Desk, actor: Actor, incident_id: IncidentId, channel: str) -> Acted:
    """Promotion on this channel runs again: the commander or whoever speaks for the brand says so.

    A text that was approved and waited for it goes to whoever publishes it.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.PUBLIC_VOICE)
        row = (await by_channel(u, incident)).get(channel) or _row(u, incident, channel)
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by = u.now, actor.person
            u.timeline.record(
                incident, EntryKind.PROMOTION_RESUMED, by=actor.person, channel=channel, text=channel
            )
        await _show(u, incident)
        await releasing.go_on(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


def _row(u: UnitOfWork, incident: Incident, channel: str) -> PromotionPause:
    row = PromotionPause(id=u.new_id(), team_id=incident.team_id, incident_id=incident.id, channel=channel)
    u.add(row)
    return row


async def by_channel(look: Reader, incident: Incident) -> dict[str, PromotionPause]:
    """The rows of an incident by channel; one that was never touched has none."""
    return {row.channel: row for row in await look.publications.pauses(incident.id)}


async def _show(u: UnitOfWork, incident: Incident) -> None:
    await u.session.flush()
    await refresh(u, ParcelKind.PROMOTION_PAUSES, incident.id, incident.team_id)
    post_card(u, incident)
