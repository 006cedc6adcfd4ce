"""Storms of one matter: what joins an incident or an undecided alert is counted on its card, and all ids are in a
file that comes a minute later, at most every quarter of an hour."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlalchemy import select as columns_of
from sqlmodel import col

from bot.desk import alerts, audiences
from bot.desk.desk import Desk, DeskPolicy, act
from bot.desk.incidents import team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Stranger
from bot.desk.spans import folded_between
from bot.desk.speaking import post_inbox
from bot.ids import AlertId, IncidentId, PersonId, TeamId, ids_after
from bot.rules.intake import shown
from messages.words import plain
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import MILD, Severity

_GATHER: Final = timedelta(minutes=1)
_AGAIN: Final = timedelta(minutes=15)
MOST_LINES: Final = 20_000
_PAGE: Final = 500
"""Read in seven milliseconds."""
_AT_ONCE: Final = 200
"""Alerts put away in one go: some ten milliseconds of the writer's."""


async def joined_incidents(u: UnitOfWork, policy: DeskPolicy, incidents: Sequence[Incident]) -> None:
    """Alerts joined these incidents: beyond a minute's limit its topic gets the file.

    In a storm nearly all of them are promised one already, and of these nobody counts again.
    """
    promised = await u.outbox.waiting_among([_key(incident.id) for incident in incidents])
    for incident in incidents:
        if _key(incident.id) not in promised and await _many_joined(u, policy, incident.id):
            await _promise(u, incident.team_id, incident.id, audiences.to_incident(incident.id))


async def joined_alert(u: UnitOfWork, policy: DeskPolicy, lead: Alert) -> None:
    """Alerts joined one that waits for a decision: beyond a minute's limit the main chat gets the file."""
    if not await u.outbox.waiting_among([_key(lead.id)]) and await _many_joined(u, policy, lead.id):
        await _promise(u, lead.team_id, lead.id, audiences.to_team(lead.team_id))


async def _many_joined(u: UnitOfWork, policy: DeskPolicy, subject: str) -> bool:
    joined = await u.alerts.joined_since(subject, u.now - _GATHER, policy.storm_limit + 1)
    return not shown(joined, policy.storm_limit)


def _key(subject: str) -> str:
    return f"storm:{subject}"


async def _promise(u: UnitOfWork, team: TeamId, subject: str, audience: str) -> None:
    """Once: drawn late, it will hold what comes meanwhile too; moving it would put it off as long as the storm
    lasts."""
    u.outbox.post(
        ParcelKind.STORM_SUMMARY,
        team=team,
        stream=audience,
        audience=audience,
        lane=Lane.NOTICE,
        subject=subject,
        coalesce=_key(subject),
        not_before=await _when(u, subject),
    )


async def _when(u: UnitOfWork, subject: str) -> datetime:
    said = await u.messages.showing(ParcelKind.STORM_SUMMARY, subject)
    soon = u.now + _GATHER
    return max(soon, said[-1].drawn_at + _AGAIN) if said else soon


@act
async def put_away(desk: Desk, person: PersonId, chat_id: int, message_id: int) -> Acted:
    """No action on everything that a storm's message stands for and that nobody has decided on: mild ones only,
    so one person may.

    Bit by bit, and others have the writer in between: of twenty thousand in one go everybody's alert and press
    would wait for the last. Who is interrupted has put away a part of them, and the same press does the rest.

    Raises:
        AlertUnknown: the message shows no storm any more. Stranger.
    """
    async with desk.reading() as look:
        shown = await look.messages.at(desk.identity.bot_id, chat_id, message_id)
        team_id, _, minute = (shown.subject_id if shown else "").partition(":")
        member = await look.people.member(TeamId(team_id), person) if minute else None
        if not minute:
            raise alerts.AlertUnknown
        if member is None or member.left_at is not None or member.standing is Standing.GUEST:
            raise Stranger
        team = await team_of(look, TeamId(team_id))
    since = datetime.fromisoformat(minute)
    storm = and_(folded_between(team.id, since, since + _GATHER), col(Alert.severity).in_(MILD))
    reason = plain(team.language, "storm-put-away")
    count, last = 0, ""
    while True:
        async with desk.unbound().patiently().transaction() as u:
            some = await u.alerts.hold_waiting(and_(storm, col(Alert.id) > last), _AT_ONCE)
            await alerts.put_away(u, some, person, reason)
        if not some:
            break
        count, last = count + len(some), some[-1]
    async with desk.transaction() as u:
        post_inbox(u, team.id, alerts.day_of(team, since))
        return Acted("toast-storm-put-away", {"count": count})


class Line(NamedTuple):
    """Of an alert what a storm's file says of it, and what decides whether it may: a whole row holds 4 KB, and of
    these there may be `MOST_LINES`."""

    id: AlertId
    received_at: datetime
    title: str
    severity: Severity
    incident_id: IncidentId | None
    crisis_type: CrisisType


async def gathered(look: Reader, subject: str) -> AsyncIterator[list[Line]]:
    """Everything that belongs to an incident or to a leading alert, oldest first, itself included, a page at a
    time."""
    none = True
    async for page in _lines(look, col(Alert.incident_id) == subject, MOST_LINES):
        none = False
        yield page
    if none:
        belongs = (col(Alert.merged_into) == subject) | (col(Alert.id) == subject)
        async for page in _lines(look, (col(Alert.id) >= ids_after(subject)) & belongs, MOST_LINES):
            yield page


def folded(look: Reader, team: TeamId, minute: datetime) -> AsyncIterator[list[Line]]:
    """What a storm of this team folded in this minute, in the order it came, page by page."""
    return _lines(look, folded_between(team, minute, minute + _GATHER), None)


async def _lines(look: Reader, which: ColumnElement[bool], most: int | None) -> AsyncIterator[list[Line]]:
    """Each page where the last one ended, so that the loop goes on between two of them, and no more than one is
    held. Each condition has an index, or a range of ids, in this order."""
    columns = (Alert.id, Alert.received_at, Alert.title, Alert.severity, Alert.incident_id, Alert.crisis_type)
    query = columns_of(*(col(column) for column in columns)).where(which).order_by(col(Alert.id))
    connection = await look.session.connection()
    done, last = 0, ""
    while most is None or done < most:
        size = _PAGE if most is None else min(_PAGE, most - done)
        page = query.where(col(Alert.id) > last) if last else query
        rows: Sequence[Any] = (await connection.execute(page.limit(size))).all()
        lines = [Line(*row) for row in rows]
        if lines:
            yield lines
            done, last = done + len(lines), lines[-1].id
        if len(lines) < size:
            return
