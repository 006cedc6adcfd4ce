"""Notes and figures that people type into an incident."""

from collections.abc import Mapping
from datetime import datetime

from bot.desk import alerts
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import AlertId, IncidentId
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class EntryUnknown(DeskError):
    """There is no entry of this number (`index`) in this timeline."""

    key = "refused-entry-unknown"


@act
async def note(
    desk: Desk,
    actor: Actor,
    incident_id: IncidentId,
    text: str,
    at: datetime | None,
    place: str,
    corrects: int | None = None,
) -> Acted:
    """Keep a sentence in the timeline; `at` is when it happened, if that was earlier. With `corrects` (the number
    of an entry) it puts that entry right: the entry itself stays as it is.

    Raises:
        IncidentUnknown, NotAllowed; EntryUnknown: there is no entry of that number.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        happened = min(at, u.now) if at else None
        values: dict[str, str | int] = {"key": "answer-note-kept"}
        if corrects is None:
            u.timeline.record(incident, EntryKind.NOTE, by=actor.person, at=happened, text=text)
        else:
            wrong = await u.timeline.numbered(incident.id, corrects)
            if wrong is None:
                raise EntryUnknown(index=str(corrects))
            u.timeline.record(
                incident,
                EntryKind.CORRECTION,
                by=actor.person,
                at=happened,
                ref=wrong.id,
                text=text,
                corrects=corrects,
            )
            values = {"key": "answer-correction-kept", "index": str(corrects)}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
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
