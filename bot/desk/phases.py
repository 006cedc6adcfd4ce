"""Where an incident stands: watched, taken up again, stood down, closed, reopened."""

from bot.desk import clocks, debriefs, reviews
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, offered, rename_topic, responding, steered, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names
from bot.desk.speaking import (
    post_card,
    post_in_topic,
    post_topic,
)
from bot.desk.telling import News, tell
from bot.ids import IncidentId, PersonId
from bot.rules.noise import NoiseEvent
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import Action
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


@act
async def change_phase(
    desk: Desk, person: PersonId, incident_id: IncidentId, action: Action, reason: str = ""
) -> Acted:
    """Watch it, take it up again, stand it down, close it, reopen it.

    Raises:
        IncidentUnknown; ActionNotAllowed: its state does not allow it; NotAllowed: he is not the commander;
        ClosingIncomplete: looking back lacks something that this level needs.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, _PHASE_PERMISSION[action])
        before, incident.state = incident.state, await offered(u, incident, action)
        team = await team_of(u, incident.team_id)
        match action:
            case Action.STAND_DOWN:
                await _stand_down(u, incident, team, person)
            case Action.CLOSE:
                await _close(u, incident, person, reason)
            case Action.REOPEN:
                await _reopen(u, incident, team, person, reason)
            case _:
                u.timeline.record(
                    incident, EntryKind.STATE_CHANGED, by=person, before=before, after=incident.state
                )
        await _tell_phase(u, incident, person, action)
        await steered(u, incident, person)
        rename_topic(u, incident)
        post_card(u, incident, Lane.DECISION)
        return Acted(_PHASE_TOAST[action], {}, incident.id, incident.number)


_PHASE_PERMISSION = {
    Action.MONITOR: Permission.COMMANDER,
    Action.RESUME: Permission.MEMBER,
    Action.STAND_DOWN: Permission.COMMANDER,
    Action.CLOSE: Permission.COMMANDER,
    Action.REOPEN: Permission.MEMBER,
}


async def _tell_phase(u: UnitOfWork, incident: Incident, person: PersonId, action: Action) -> None:
    event = {Action.STAND_DOWN: NoiseEvent.STOOD_DOWN, Action.CLOSE: NoiseEvent.CLOSED}.get(action)
    if event is None:
        return
    called = await names(u, [person])
    key = "answer-stood-down" if action is Action.STAND_DOWN else "answer-closed"
    values = {"key": key, "by": called[person], "at": u.now.isoformat()}
    await tell(u, incident, event, News(ParcelKind.STATE_NOTICE, f"{action}", values=values))


_PHASE_TOAST = {
    Action.MONITOR: "toast-monitoring",
    Action.RESUME: "toast-resumed",
    Action.STAND_DOWN: "toast-stood-down",
    Action.CLOSE: "toast-closed",
    Action.REOPEN: "toast-reopened",
}


async def _stand_down(u: UnitOfWork, incident: Incident, team: Team, person: PersonId) -> None:
    incident.stood_down_at = u.now
    u.timeline.record(incident, EntryKind.STOOD_DOWN, by=person)
    await clocks.cancel_all(u, incident, person)
    await release_alerts(u, incident)
    await reviews.begin(u, incident, team)
    await debriefs.begin(u, incident)
    post_in_topic(
        u,
        incident,
        ParcelKind.RECAP_CARD,
        Lane.NOTICE,
        coalesce=f"recap:{incident.id}",
    )


async def release_alerts(u: UnitOfWork, incident: Incident) -> None:
    """From now on the same alert opens something new instead of joining this incident."""
    for alert in await u.alerts.hold_live_of_incident(incident.id):
        alert.live_key = None


async def _close(u: UnitOfWork, incident: Incident, person: PersonId, reason: str) -> None:
    incident.close_reason = reason = reason or incident.close_reason
    await reviews.check(u, incident)
    incident.closed_at = u.now
    u.timeline.record(incident, EntryKind.CLOSED, by=person, reason=reason)
    if incident.topic_id is not None:
        # Renamed before it is closed: both go out in this order.
        post_topic(u, incident, ParcelKind.TOPIC_CLOSE)


async def _reopen(u: UnitOfWork, incident: Incident, team: Team, person: PersonId, reason: str) -> None:
    closed = incident.closed_at is not None
    await reviews.end(u, incident, person)
    incident.stood_down_at = incident.closed_at = None
    incident.close_reason = ""
    u.timeline.record(incident, EntryKind.REOPENED, by=person, reason=reason)
    if closed and incident.topic_id is not None:
        post_topic(u, incident, ParcelKind.TOPIC_REOPEN, Lane.DECISION)
    if incident.commander_id is None:
        await responding(u, incident, person)
    clocks.start(u, incident, team, ClockKind.NEXT_UPDATE, promised=u.now)
