"""Notes and figures that people type into an incident."""

from collections.abc import Mapping
from datetime import datetime

from bot.desk import alerts
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_reply
from bot.ids import AlertId, IncidentId
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


@act
async def note(
    desk: Desk, actor: Actor, incident_id: IncidentId, text: str, at: datetime | None, place: str
) -> Acted:
    """Keep a sentence in the timeline; `at` is when it happened, if that was earlier.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        happened = min(at, u.now) if at else None
        u.timeline.record(incident, EntryKind.NOTE, by=actor.person, at=happened, text=text)
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values={"key": "answer-note-kept"})
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def figures_of_incident(
    desk: Desk, actor: Actor, incident_id: IncidentId, figures: Mapping[str, float], text: str, place: str
) -> Acted:
    """Keep figures somebody read off the platform: plays, reposts …

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        u.timeline.record(incident, EntryKind.DATA_POINT, by=actor.person, text=text, figures=dict(figures))
        values = {"key": "answer-data-point", "text": text}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def figures_of_alert(
    desk: Desk, actor: Actor, alert_id: AlertId, figures: Mapping[str, float], text: str, place: str
) -> Acted:
    """Figures for an alert nobody has decided on: its card changes, and a watch may end by them.

    Raises:
        AlertUnknown, Stranger, AlertDecided.
    """
    async with desk.transaction() as u:
        alert = await alerts.held(u, alert_id, actor.person)
        alert.metrics = {**alert.metrics, **figures}
        await alerts.grown(u, desk.policy, alert, await team_of(u, alert.team_id))
        values = {"key": "answer-data-point", "text": text}
        post_reply(u, place, ParcelKind.REPLY, alert.team_id, values=values)
        return Acted("toast-noted")
