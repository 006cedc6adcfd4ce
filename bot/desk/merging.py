"""Two incidents that are one: the younger goes into the older, and everything about it is told there."""

from bot.desk import clocks, inquiries
from bot.desk.desk import Desk, act
from bot.desk.incidents import find_by_number, rename_topic
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_card, post_reply, post_topic, refresh
from bot.errors import DeskError
from bot.ids import IncidentId
from storage.tables.incidents import Incident
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.severity import worst
from storage.vocabulary.timeline import EntryKind


class MergeSelf(DeskError):
    """An incident cannot be merged into itself."""

    key = "refused-merge-self"


class LinkSelf(DeskError):
    """An incident cannot belong to itself, directly or round a corner."""

    key = "refused-link-self"


@act
async def link(desk: Desk, actor: Actor, incident_id: IncidentId, parent_id: IncidentId, place: str) -> Acted:
    """This incident belongs to that one: both cards say so, each keeps its own deadlines.

    Raises:
        LinkSelf; NotAllowed, Stranger.
    """
    async with desk.transaction() as u:
        rows = await u.incidents.hold_many({incident_id, parent_id})
        child, parent = rows[incident_id], rows[parent_id]
        await authorize(u, child, actor.person, Permission.MEMBER)
        await authorize(u, parent, actor.person, Permission.MEMBER)
        above: Incident | None = parent
        while above is not None:
            if above.id == child.id:
                raise LinkSelf
            above = await u.incidents.find(above.parent_id) if above.parent_id else None
        child.parent_id = parent.id
        u.timeline.record(child, EntryKind.LINKED, by=actor.person, ref=parent.id, text=parent.number)
        u.timeline.record(parent, EntryKind.LINKED, by=actor.person, ref=child.id, text=child.number)
        post_card(u, child)
        post_card(u, parent)
        values = {"key": "answer-linked", "number": child.number, "text": parent.number}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("toast-linked", {"number": parent.number}, child.id, child.number)


@act
async def merge(desk: Desk, actor: Actor, incident_id: IncidentId, into_id: IncidentId, place: str) -> Acted:
    """Merge this incident into another of the same team: its alerts join there, its clocks end, its topic closes.

    The other keeps the worse level and the earlier first sighting, whose deadlines count.

    Raises:
        MergeSelf; NotAllowed, Stranger: he is not of the team.
    """
    if incident_id == into_id:
        raise MergeSelf
    async with desk.transaction() as u:
        rows = await u.incidents.hold_many({incident_id, into_id})
        gone, stays = rows[incident_id], rows[into_id]
        await authorize(u, gone, actor.person, Permission.MEMBER)
        await authorize(u, stays, actor.person, Permission.MEMBER)
        for alert in await u.alerts.of_incident(gone.id):
            alert.incident_id = stays.id
        stays.alert_count += gone.alert_count
        stays.first_seen_at = min(stays.first_seen_at, gone.first_seen_at)
        stays.severity = worst(stays.severity, gone.severity)
        gone.state, gone.merged_into, gone.closed_at = IncidentState.CLOSED, stays.id, u.now
        gone.stood_down_at = gone.stood_down_at or u.now
        await clocks.cancel_all(u, gone, actor.person)
        await inquiries.move(u, gone, stays)
        u.timeline.record(gone, EntryKind.MERGED, by=actor.person, ref=stays.id, text=stays.number)
        u.timeline.record(stays, EntryKind.MERGED, by=actor.person, ref=gone.id, text=gone.number)
        team = await u.teams.find(stays.team_id)
        assert team is not None, "an incident's team exists"
        await clocks.recompute(u, stays, team)
        rename_topic(u, gone)
        if gone.topic_id is not None:
            post_topic(u, gone, ParcelKind.TOPIC_CLOSE)
        await refresh(u, ParcelKind.DUTY_CALL, gone.id, gone.team_id)
        post_card(u, gone)
        post_card(u, stays)
        values = {"key": "answer-merged", "number": stays.number, "by": actor.name, "at": u.now.isoformat()}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("toast-merged", {"number": stays.number}, stays.id, stays.number)


async def target(desk: Desk, actor: Actor, number: str) -> IncidentId:
    """The incident to merge into.

    Raises:
        IncidentUnknown: this team has none of that number.
    """
    return (await find_by_number(desk, actor.team, number)).id
