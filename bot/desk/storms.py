"""Storms of one matter: what joins an incident or an undecided alert is counted on its card, and all ids are in a
file that comes a minute later, at most every quarter of an hour."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from bot.desk import audiences
from bot.desk.desk import DeskPolicy
from bot.ids import TeamId
from bot.rules.intake import shown
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState

_GATHER: Final = timedelta(minutes=1)
_AGAIN: Final = timedelta(minutes=15)
MOST_LINES: Final = 20_000


async def joined_incident(u: UnitOfWork, policy: DeskPolicy, incident: Incident, joined: int) -> None:
    """So many alerts joined an incident: beyond a minute's limit its topic gets the file."""
    if not shown(joined, policy.storm_limit):
        await _promise(u, incident.team_id, incident.id, audiences.to_incident(incident.id))


async def joined_alert(u: UnitOfWork, policy: DeskPolicy, lead: Alert, joined: int) -> None:
    """So many alerts joined one that waits for a decision: the main chat gets the file."""
    if not shown(joined, policy.storm_limit):
        await _promise(u, lead.team_id, lead.id, audiences.to_team(lead.team_id))


async def _promise(u: UnitOfWork, team: TeamId, subject: str, audience: str) -> None:
    key = f"storm:{subject}"
    waiting = select(Parcel.id).where(Parcel.coalesce_key == key, Parcel.state == ParcelState.WAITING)
    if (await u.session.exec(waiting)).first() is not None:
        return  # drawn late, it will hold these too; moving it would put it off as long as the storm lasts
    u.outbox.post(
        ParcelKind.STORM_SUMMARY,
        team=team,
        stream=audience,
        audience=audience,
        lane=Lane.NOTICE,
        subject=subject,
        coalesce=key,
        not_before=await _when(u, subject),
    )


async def _when(u: UnitOfWork, subject: str) -> datetime:
    said = await u.messages.showing(ParcelKind.STORM_SUMMARY, subject)
    soon = u.now + _GATHER
    return max(soon, said[-1].drawn_at + _AGAIN) if said else soon


async def gathered(look: Reader, subject: str) -> list[Alert]:
    """Everything that belongs to an incident or to a leading alert, oldest first, itself included."""
    belongs = (
        (col(Alert.incident_id) == subject) | (col(Alert.merged_into) == subject) | (col(Alert.id) == subject)
    )
    query = select(Alert).where(belongs).order_by(col(Alert.id)).limit(MOST_LINES)
    return list((await look.session.exec(query)).all())
