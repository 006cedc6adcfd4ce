"""Statements, versions, approvals and held answers."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from bot.ids import ApprovalId, ClockId, IncidentId, PersonId, StatementId, StatementVersionId
from storage.queries.base import Queries
from storage.tables.statements import Approval, HeldAnswer, Statement, StatementVersion
from storage.vocabulary.statements import ApprovalDecision, StatementState

_OPEN = [state for state in StatementState if state.open]
_WAITS = [decision for decision in ApprovalDecision if decision.waits]


class Statements(Queries):
    """Statements and their versions; written under the hold of their incident."""

    async def find(self, statement: StatementId) -> Statement | None:
        return await self._one(select(Statement).where(Statement.id == statement))

    async def of_incident(self, incident: IncidentId) -> Sequence[Statement]:
        """All of them, the oldest first."""
        return await self._all(
            select(Statement).where(Statement.incident_id == incident).order_by(col(Statement.id))
        )

    async def open(self, incident: IncidentId) -> Sequence[Statement]:
        """Those that are still to go out, the newest first."""
        query = select(Statement).where(Statement.incident_id == incident, col(Statement.state).in_(_OPEN))
        return await self._all(query.order_by(col(Statement.id).desc()))

    async def draft_of(self, person: PersonId) -> Statement | None:
        """The text this person changed last and that is not out yet."""
        query = select(Statement).where(Statement.author_id == person, col(Statement.state).in_(_OPEN))
        return await self._one(query.order_by(col(Statement.changed_at).desc(), col(Statement.id).desc()))

    async def version(self, version: StatementVersionId) -> StatementVersion | None:
        return await self._one(select(StatementVersion).where(StatementVersion.id == version))

    async def newest(self, statement: StatementId) -> StatementVersion | None:
        """The wording as it is now."""
        query = select(StatementVersion).where(StatementVersion.statement_id == statement)
        return await self._one(query.order_by(col(StatementVersion.version).desc()))

    async def versions(self, statement: StatementId) -> Sequence[StatementVersion]:
        """All wordings, the oldest first."""
        query = select(StatementVersion).where(StatementVersion.statement_id == statement)
        return await self._all(query.order_by(col(StatementVersion.version)))


class Approvals(Queries):
    """Requests and answers; written under the hold of the incident (of the team for what has none)."""

    async def find(self, approval: ApprovalId) -> Approval | None:
        return await self._one(select(Approval).where(Approval.id == approval))

    async def of_subject(self, kind: str, subject: str) -> Sequence[Approval]:
        """Everybody asked for this version, in the order of asking."""
        query = select(Approval).where(Approval.subject_kind == kind, Approval.subject_id == subject)
        return await self._all(query.order_by(col(Approval.id)))

    async def of_owner(self, kind: str, owner: str) -> Sequence[Approval]:
        """Everybody ever asked for any version of this text, in the order of asking."""
        query = select(Approval).where(Approval.subject_kind == kind, Approval.owner_id == owner)
        return await self._all(query.order_by(col(Approval.id)))

    async def waiting(self, incident: IncidentId) -> Sequence[Approval]:
        """Requests nobody has answered, the oldest first."""
        query = select(Approval).where(Approval.incident_id == incident, col(Approval.decision).in_(_WAITS))
        return await self._all(query.order_by(col(Approval.id)))

    async def held(self, answer: str) -> HeldAnswer | None:
        return await self._one(select(HeldAnswer).where(HeldAnswer.id == answer))

    async def held_of(self, clocks: Collection[ClockId]) -> Sequence[HeldAnswer]:
        """Proposals not to answer for these deadlines, the oldest first."""
        query = select(HeldAnswer).where(col(HeldAnswer.clock_id).in_(clocks))
        return await self._all(query.order_by(col(HeldAnswer.id)))
