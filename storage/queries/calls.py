"""Calling chains, their rungs and attempts; links to the duty page."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_
from sqlmodel import col, insert, select

from bot.ids import AlertId, ChainId, ClockId, IncidentId, LinkId, PersonId, RoleId, RungId, TeamId
from storage.plain import Writes, born
from storage.queries.base import Queries
from storage.tables.calls import Attempt, Chain, Link, Rung
from storage.vocabulary.calls import ChainState, LinkPurpose, RungState

# Built once: what is asked for every call and its message costs more to build than to run.
_OF_INCIDENT: Final = select(Chain).where(Chain.incident_id == bindparam("incident")).order_by(col(Chain.id))
_RUNGS: Final = (
    select(Rung)
    .where(col(Rung.chain_id).in_(bindparam("chains", expanding=True)))
    .order_by(col(Rung.chain_id), col(Rung.position))
)
_WAITING: Final = (
    select(Rung)
    .where(Rung.chain_id == bindparam("chain"), Rung.state == RungState.WAITING)
    .order_by(col(Rung.position))
)
_ATTEMPTS: Final = (
    select(Attempt).where(col(Attempt.chain_id).in_(bindparam("chains", expanding=True))).order_by(col(Attempt.id))
)


_CHAIN: Final = Writes(lambda _: insert(Chain.__table__), list(Chain.model_fields))  # type: ignore[attr-defined]
_RUNG: Final = Writes(lambda _: insert(Rung.__table__), list(Rung.model_fields))  # type: ignore[attr-defined]


_CHAIN_BORN: Final = born(Chain)
_RUNG_BORN: Final = born(Rung)


class Calls(Queries):
    """Chains are written under the hold of their incident or alert."""

    async def write(self, chain: Mapping[str, Any], rungs: Sequence[Mapping[str, Any]]) -> None:
        """Keep a new chain that nobody will ask for again in this transaction, and its rungs, as rows."""
        await _CHAIN.run(self._session, [{**_CHAIN_BORN, **chain}])
        await _RUNG.run(self._session, [{**_RUNG_BORN, **rung} for rung in rungs])

    async def find(self, chain: ChainId) -> Chain | None:
        return await self._find(Chain, chain)

    async def running(
        self,
        incident: IncidentId | None = None,
        alert: AlertId | None = None,
        role: RoleId | None = None,
        duty: bool = False,
    ) -> Sequence[Chain]:
        """Chains that still call, oldest first: of an incident or alert; `role`: for this role only; `duty`: for
        whoever is on duty only."""
        query = select(Chain).where(Chain.state == ChainState.RUNNING)
        query = query.where(Chain.incident_id == incident) if incident else query.where(Chain.alert_id == alert)
        if role is not None:
            query = query.where(Chain.role_id == role)
        if duty:
            query = query.where(col(Chain.role_id).is_(None))
        return await self._all(query.order_by(col(Chain.id)))

    async def running_of_alerts(self, alerts: Collection[AlertId]) -> Sequence[Chain]:
        """Chains that still call for one of these alerts, oldest first."""
        query = select(Chain).where(col(Chain.alert_id).in_(alerts), Chain.state == ChainState.RUNNING)
        return await self._all(query.order_by(col(Chain.id)))

    async def about(self, subject: str) -> Sequence[Chain]:
        """Chains that still call for this incident or alert, or for this role; oldest first."""
        query = select(Chain).where(
            Chain.state == ChainState.RUNNING,
            or_(
                col(Chain.role_id) == subject,
                col(Chain.alert_id) == subject,
                and_(col(Chain.incident_id) == subject, col(Chain.role_id).is_(None)),
            ),
        )
        return await self._all(query.order_by(col(Chain.id)))

    async def of_incident(self, incident: IncidentId) -> Sequence[Chain]:
        """All chains of an incident, oldest first."""
        return await self._all(_OF_INCIDENT, incident=incident)

    async def of_alert(self, alert: AlertId) -> Sequence[Chain]:
        return await self._all(select(Chain).where(Chain.alert_id == alert).order_by(col(Chain.id)))

    async def since(self, team: TeamId, moment: datetime) -> Sequence[Chain]:
        """The chains of a team that started then or later, oldest first."""
        query = select(Chain).where(Chain.team_id == team, Chain.started_at >= moment)
        return await self._all(query.order_by(col(Chain.id)))

    async def calling(self, team: TeamId) -> Sequence[Chain]:
        """Every chain of a team that still calls, oldest first."""
        query = select(Chain).where(Chain.team_id == team, Chain.state == ChainState.RUNNING)
        return await self._all(query.order_by(col(Chain.id)))

    async def calling_person(self, team: TeamId, person: PersonId, besides: ChainId) -> Sequence[Chain]:
        """Other chains of this team that call this person now and that he has not answered, oldest first."""
        mine = select(Attempt.chain_id).where(Attempt.person_id == person, col(Attempt.answer).is_(None))
        query = select(Chain).where(Chain.team_id == team, Chain.state == ChainState.RUNNING, Chain.id != besides)
        return await self._all(query.where(col(Chain.id).in_(mine)).order_by(col(Chain.id)))

    async def rung(self, rung: RungId) -> Rung | None:
        return await self._find(Rung, rung)

    async def rungs(self, chains: Collection[ChainId]) -> Sequence[Rung]:
        """The rungs of these chains, in their order."""
        return await self._all(_RUNGS, chains=list(chains))

    async def waiting(self, chain: ChainId) -> Sequence[Rung]:
        """The rungs that are still to come, in their order."""
        return await self._all(_WAITING, chain=chain)

    async def attempts(self, chains: Collection[ChainId]) -> Sequence[Attempt]:
        """Every try of these chains, in order."""
        return await self._all(_ATTEMPTS, chains=list(chains))

    async def attempts_of_ring(self, ring: str) -> Sequence[Attempt]:
        """The tries this ring speaks for, the one it was made for first."""
        return await self._all(select(Attempt).where(Attempt.ring_id == ring).order_by(col(Attempt.id)))

    async def rung_of_clock(self, clock: ClockId) -> Rung | None:
        return await self._one(select(Rung).where(Rung.clock_id == clock))

    async def link(self, link: LinkId) -> Link | None:
        return await self._one(select(Link).where(Link.id == link))

    async def hold_link(self, token_hash: str) -> Link | None:
        """The link of this token, held: two posts at once are one after the other."""
        return await self._hold(select(Link).where(Link.token_hash == token_hash))

    async def link_by_hash(self, token_hash: str) -> Link | None:
        return await self._one(select(Link).where(Link.token_hash == token_hash))

    async def link_for(self, person: PersonId, purpose: LinkPurpose, subject: str) -> Link | None:
        """The newest link of this person for this purpose."""
        query = select(Link).where(Link.person_id == person, Link.purpose == purpose, Link.subject_id == subject)
        return await self._one(query.order_by(col(Link.id).desc()))
