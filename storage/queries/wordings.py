"""A team's own wordings, allowed phrases, the log of checks, samples."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, bindparam, cast, func, update
from sqlmodel import col, select

from bot.ids import CheckId, IncidentId, SampleId, TeamId
from storage.queries.base import Queries
from storage.tables.speaking import Parcel, Spoken
from storage.tables.teams import Counter
from storage.tables.wordings import AllowSpan, Ban, CheckLog, Sample
from storage.vocabulary.parcels import ParcelKind, ParcelState
from storage.vocabulary.wordings import CheckVerdict

#: The counter that numbers every change of a team's list: its value is the list's revision.
COUNTER: Final = "wordings"
_REVISION: Final = select(Counter.value).where(
    Counter.team_id == bindparam("team"), Counter.name == COUNTER, Counter.year == 0
)
#: Parcels that quote a sentence somebody asked about.
QUOTING: Final = (ParcelKind.CHECK_ANSWER, ParcelKind.GUARD_FOUND, ParcelKind.DEVIATION)


def _told(table: type[Parcel] | type[Spoken]) -> ColumnElement[bool]:
    """Does the row still say something? JSON is compared as the text it is."""
    return cast(col(table.values), String) != "{}"


class Wordings(Queries):
    """Bans and allowed phrases in force; removed ones stay for the record."""

    async def revision(self, team: TeamId) -> int:
        """Grows with every change of the team's list."""
        return int((await self._session.exec(_REVISION, params={"team": team})).first() or 0)

    async def in_force(self, team: TeamId) -> Sequence[Ban]:
        """Every ban not removed, by number; expired ones too: whoever reads knows the hour."""
        query = select(Ban).where(Ban.team_id == team, col(Ban.removed_at).is_(None)).order_by(col(Ban.number))
        return await self._all(query)

    async def ban(self, team: TeamId, number: int) -> Ban | None:
        return await self._one(select(Ban).where(Ban.team_id == team, Ban.number == number))

    async def of_term(self, team: TeamId, term: str) -> Sequence[Ban]:
        """Bans in force of exactly this wording."""
        query = select(Ban).where(Ban.team_id == team, Ban.term == term, col(Ban.removed_at).is_(None))
        return await self._all(query.order_by(col(Ban.number)))

    async def page(
        self, team: TeamId, abouts: Sequence[str], now: datetime, limit: int
    ) -> tuple[Sequence[Ban], int]:
        """The newest bans that hold for these scopes ('' is everywhere), and how many there are."""
        holds = (
            Ban.team_id == team,
            col(Ban.removed_at).is_(None),
            col(Ban.about).in_(abouts),
            col(Ban.expires_at).is_(None) | (col(Ban.expires_at) > now),
        )
        total = int((await self._session.exec(select(func.count()).select_from(Ban).where(*holds))).one())
        rows = await self._all(select(Ban).where(*holds).order_by(col(Ban.number).desc()).limit(limit))
        return rows, total

    async def allowed(self, team: TeamId) -> Sequence[AllowSpan]:
        """Every allowed phrase not removed, by number."""
        query = select(AllowSpan).where(AllowSpan.team_id == team, col(AllowSpan.removed_at).is_(None))
        return await self._all(query.order_by(col(AllowSpan.number)))

    async def span(self, team: TeamId, number: int) -> AllowSpan | None:
        return await self._one(select(AllowSpan).where(AllowSpan.team_id == team, AllowSpan.number == number))


class Checks(Queries):
    """What was checked, and what was called a false alarm."""

    async def find(self, check: CheckId) -> CheckLog | None:
        return await self._one(select(CheckLog).where(CheckLog.id == check))

    async def stopped(self, incident: IncidentId) -> int:
        """How many sentences of this incident were refused."""
        query = (
            select(func.count())
            .select_from(CheckLog)
            .where(CheckLog.incident_id == incident, CheckLog.verdict == CheckVerdict.BLOCK)
        )
        return int((await self._session.exec(query)).one())

    async def forget(self, before: datetime) -> int:
        """Erase sentences from parcels and messages older than this; the log keeps hash and rules."""
        parcels = update(Parcel).where(
            col(Parcel.kind).in_(QUOTING), col(Parcel.posted_at) < before, col(Parcel.state) != ParcelState.WAITING
        )
        messages = update(Spoken).where(col(Spoken.kind).in_(QUOTING), col(Spoken.drawn_at) < before)
        emptied = 0
        for statement in (parcels.where(_told(Parcel)), messages.where(_told(Spoken))):
            emptied += int((await self._session.exec(statement.values(values={}))).rowcount)
        return emptied

    async def told_before(self, team: TeamId, person: str, sheet_version: str, before: CheckId) -> bool:
        """Has this person had an answer under this version already?"""
        query: Any = select(CheckLog.id).where(
            CheckLog.team_id == team,
            CheckLog.by == person,
            CheckLog.sheet_version == sheet_version,
            col(CheckLog.id) < before,
        )
        return (await self._session.exec(query.limit(1))).first() is not None

    async def sample(self, sample: SampleId) -> Sample | None:
        return await self._one(select(Sample).where(Sample.id == sample))

    async def sample_of(self, check: CheckId) -> Sample | None:
        return await self._one(select(Sample).where(Sample.check_id == check))

    async def hold_sample(self, sample: SampleId) -> Sample | None:
        return await self._hold(select(Sample).where(Sample.id == sample))
