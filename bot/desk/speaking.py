"""Posting parcels: one function for each thing that is said, so that lanes, streams and keys are decided once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.desk import audiences
from bot.desk.desk import Desk, act
from bot.ids import AlertId, IncidentId, ParcelId, PersonId, TeamId
from storage.queries.speaking import Shown
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language


def post_card(u: UnitOfWork, incident: Incident, lane: Lane = Lane.CARD, sound: bool = False) -> None:
    """The incident's card and the executive's line are to be drawn again."""
    u.outbox.post(
        ParcelKind.INCIDENT_CARD,
        team=incident.team_id,
        stream=audiences.to_incident(incident.id),
        audience=audiences.to_incident(incident.id),
        lane=lane,
        subject=incident.id,
        coalesce=f"card:{incident.id}",
        sound=sound,
    )
    if incident.restricted:
        main_chat = audiences.to_team(incident.team_id)
        u.outbox.post(
            ParcelKind.RESTRICTED_STUB,
            team=incident.team_id,
            stream=main_chat,
            audience=main_chat,
            lane=Lane.CARD,
            subject=incident.id,
            coalesce=f"stub:{incident.id}",
        )


def post_in_topic(
    u: UnitOfWork,
    incident: Incident,
    kind: ParcelKind,
    lane: Lane,
    subject: str = "",
    values: Mapping[str, Any] | None = None,
    sound: bool = False,
    coalesce: str | None = None,
) -> None:
    """Something for everybody who works on the incident."""
    u.outbox.post(
        kind,
        team=incident.team_id,
        stream=audiences.to_incident(incident.id),
        audience=audiences.to_incident(incident.id),
        lane=lane,
        subject=subject or incident.id,
        values=values,
        sound=sound,
        coalesce=coalesce,
    )


def post_to_person(
    u: UnitOfWork,
    person: PersonId,
    kind: ParcelKind,
    lane: Lane,
    subject: str,
    team: TeamId,
    values: Mapping[str, Any] | None = None,
    sound: bool = True,
    expires_at: datetime | None = None,
) -> ParcelId:
    """Something for one person, in private. A repeat under the same subject edits what stands there."""
    return u.outbox.post(
        kind,
        team=team,
        stream=audiences.to_person(person),
        audience=audiences.to_person(person),
        lane=lane,
        subject=subject,
        values=values,
        sound=sound,
        expires_at=expires_at,
        coalesce=_again_key(kind, subject, audiences.to_person(person)),
    )


def post_alert_card(
    u: UnitOfWork, alert: AlertId, team: TeamId, audience: str, lane: Lane, sound: bool = False
) -> None:
    """The triage card of an alert, for this audience."""
    u.outbox.post(
        ParcelKind.ALERT_CARD,
        team=team,
        stream=audience,
        audience=audience,
        lane=lane,
        subject=alert,
        sound=sound,
        coalesce=_again_key(ParcelKind.ALERT_CARD, alert, audience),
    )


def post_inbox(u: UnitOfWork, team: TeamId, day: str) -> None:
    """The main chat's one message with the mild alerts of a day; only edited."""
    u.outbox.post(
        ParcelKind.INBOX_DIGEST,
        team=team,
        stream=audiences.to_team(team),
        audience=audiences.to_team(team),
        lane=Lane.CARD,
        subject=f"{team}:{day}",
        coalesce=f"inbox:{team}:{day}",
    )


async def refresh(u: UnitOfWork, kind: ParcelKind, subject: str, team: TeamId, lane: Lane = Lane.CARD) -> None:
    """Draw again whatever shows this, wherever it stands or is just being sent."""
    await refresh_all(u, [kind], [subject], team, lane)


async def refresh_all(
    u: UnitOfWork,
    kinds: Collection[ParcelKind],
    subjects: Collection[str],
    team: TeamId,
    lane: Lane = Lane.CARD,
) -> None:
    """The same for several kinds and subjects, in one look."""
    draw_again(u, await u.messages.standing_or_coming(kinds, subjects), team, lane)


def draw_again(u: UnitOfWork, shown: Iterable[Shown], team: TeamId, lane: Lane = Lane.CARD) -> None:
    """Each of these is to be drawn again where it stands."""
    for kind, subject, audience in shown:
        u.outbox.post(
            kind,
            team=team,
            stream=audience,
            audience=audience,
            lane=lane,
            subject=subject,
            coalesce=_again_key(kind, subject, audience),
        )


def _again_key(kind: ParcelKind, subject: str, audience: str) -> str:
    return f"{kind}:{subject}:{audience}"


@act
async def reply(
    desk: Desk,
    place: str,
    kind: ParcelKind,
    team: TeamId | None,
    subject: str = "",
    values: Mapping[str, Any] | None = None,
    language: Language | None = None,
) -> None:
    """Answer where somebody asked: a sentence of the catalogue, the board, help. Silent."""
    async with desk.transaction() as u:
        post_reply(u, place, kind, team, subject, values, language)


def post_reply(
    u: UnitOfWork,
    place: str,
    kind: ParcelKind,
    team: TeamId | None,
    subject: str = "",
    values: Mapping[str, Any] | None = None,
    language: Language | None = None,
) -> None:
    """The same inside somebody's act. `place` is an audience, see `bot.desk.audiences`."""
    u.outbox.post(
        kind,
        team=team,
        stream=place,
        audience=place,
        lane=Lane.REPLY,
        subject=subject,
        values=values,
        language=language,
    )


def post_topic(u: UnitOfWork, incident: Incident, kind: ParcelKind, lane: Lane = Lane.NOTICE) -> None:
    """Open, rename, close or reopen the incident's topic."""
    u.outbox.post(
        kind,
        team=incident.team_id,
        stream=audiences.to_incident(incident.id),
        audience=audiences.to_incident(incident.id),
        lane=lane,
        subject=incident.id,
        coalesce=f"topic:{kind}:{incident.id}",
    )


def incident_of_stream(stream: str) -> IncidentId | None:
    """The incident a stream belongs to, if it is one's."""
    kind, _, rest = stream.partition(":")
    return IncidentId(rest) if kind == "incident" else None


async def let_go(u: UnitOfWork, kind: ParcelKind, subject: str, audience: str | None = None) -> None:
    """What shows it (to this audience) is changed no more, so that the next one comes as a new message."""
    for message in await u.messages.showing(kind, subject, audience):
        message.alive = False
        u.session.add(message)


async def post_anew(u: UnitOfWork, kind: ParcelKind, subject: str, team: TeamId, place: str) -> None:
    """Show something to tap on where somebody asks; what showed it there before is changed no more."""
    await let_go(u, kind, subject, place)
    u.outbox.post(kind, team=team, stream=place, audience=place, lane=Lane.REPLY, subject=subject)
