"""Incidents, their roles, evidence, steps, tasks and decisions."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import bindparam, func, update
from sqlmodel import col, select

from bot.ids import CommentActId, EvidenceId, IncidentId, RoleId, TaskId, TeamId
from storage.plain import Rows, Writes
from storage.queries.base import Queries
from storage.tables.comments import CommentAction
from storage.tables.incidents import Decision, Evidence, Incident, Role, Stakeholder, Step, Task
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.roles import RoleKind

# Built once: what every act and every card asks costs more to build than to run.
_ROLES: Final = select(Role).where(Role.incident_id == bindparam("incident")).order_by(col(Role.id))
_OPEN = [state for state in IncidentState if state.open]
_OPEN_GROUPS: Final = (
    select(Incident)
    .where(
        Incident.team_id == bindparam("team"),
        col(Incident.group_key).in_(bindparam("groups", expanding=True)),
        col(Incident.state).in_(_OPEN),
    )
    .order_by(col(Incident.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)
#: For the writer of SQLite, who is alone: nobody changes what he has looked at.
_OPEN_GROUPS_PLAIN: Final = Rows(_OPEN_GROUPS)
_JOINED: Final = ("alert_count", "timeline_seq", "timeline_hash", "changed_at")
_WRITE_JOINED: Final = Writes(
    lambda _: (
        update(Incident)
        .where(col(Incident.id) == bindparam("incident"))
        .values({name: bindparam(name) for name in _JOINED})
    ),
    ("incident", *_JOINED),
)
_HELD: Final = (
    select(Incident)
    .where(col(Incident.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Incident.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)


class Incidents(Queries):
    """Incidents: hold to change, find to look. An act holds the incident first."""

    async def find(self, incident: IncidentId) -> Incident | None:
        return await self._find(Incident, incident)

    async def hold(self, incident: IncidentId) -> Incident | None:
        return await self._hold_by_id(Incident, incident)

    async def by_number(self, number: str, team: TeamId | None = None) -> Sequence[Incident]:
        """Incidents with this number; several only where two teams count alike."""
        query = select(Incident).where(Incident.number == number)
        if team is not None:
            query = query.where(Incident.team_id == team)
        return await self._all(query.order_by(col(Incident.id)))

    async def by_topic(self, chat_id: int, topic_id: int) -> Incident | None:
        query = select(Incident).where(Incident.topic_chat_id == chat_id, Incident.topic_id == topic_id)
        return await self._one(query)

    async def open(self, team: TeamId) -> Sequence[Incident]:
        """What the team works on, worst first, then oldest."""
        query = select(Incident).where(Incident.team_id == team, col(Incident.state).in_(_OPEN))
        return await self._all(query.order_by(col(Incident.severity), col(Incident.id)))

    async def children(self, incident: IncidentId) -> Sequence[Incident]:
        """Incidents that belong to this one, oldest first."""
        query = select(Incident).where(Incident.parent_id == incident)
        return await self._all(query.order_by(col(Incident.id)))

    async def latest(self, team: TeamId, limit: int = 10) -> Sequence[Incident]:
        """The newest incidents of any state, newest first."""
        query = select(Incident).where(Incident.team_id == team).order_by(col(Incident.id).desc())
        return await self._all(query.limit(limit))

    async def hold_open_groups(self, team: TeamId, groups: Collection[str]) -> dict[str, Incident]:
        """The newest open incident of each group, held.

        As plain rows where nobody else can write and this act has no objects in hand: what alerts that join change
        on one is written by `write_joined`; for any other change it is held again.
        """
        if self._dialect == "sqlite" and not self._session.identity_map:
            held: Sequence[Incident] = await _OPEN_GROUPS_PLAIN.all(self._session, team=team, groups=list(groups))
        else:
            held = await self._all(_OPEN_GROUPS, team=team, groups=list(groups))
        return {row.group_key: row for row in held if row.group_key}

    async def write_joined(self, incidents: Iterable[Incident]) -> None:
        """Alerts joined: keep how many there are, and the head of the timeline. For plain rows."""
        rows = [{"incident": one.id} | {name: getattr(one, name) for name in _JOINED} for one in incidents]
        await _WRITE_JOINED.run(self._session, rows)

    async def restricted_among(self, incidents: Collection[IncidentId]) -> set[IncidentId]:
        """Which of these only their own group may know of."""
        if not incidents:
            return set()
        query = select(Incident.id).where(col(Incident.id).in_(incidents), col(Incident.restricted))
        return {IncidentId(found) for found in await self._all(query)}

    async def hold_many(self, incidents: Collection[IncidentId]) -> dict[IncidentId, Incident]:
        """Several incidents, held in one order for all holders."""
        if not incidents:
            return {}
        return {row.id: row for row in await self._all(_HELD, ids=list(incidents))}


class Roles(Queries):
    """Roles of an incident; written under the incident's hold."""

    async def of_incident(self, incident: IncidentId) -> Sequence[Role]:
        return await self._all(_ROLES, incident=incident)

    async def find(self, role: RoleId) -> Role | None:
        return await self._find(Role, role)

    async def of_kind(self, incident: IncidentId, kind: RoleKind) -> Role | None:
        return await self._one(select(Role).where(Role.incident_id == incident, Role.kind == kind))


class Belongings(Queries):
    """Evidence, steps, tasks and decisions of an incident."""

    async def evidence(self, incident: IncidentId) -> Sequence[Evidence]:
        query = select(Evidence).where(Evidence.incident_id == incident)
        return await self._all(query.order_by(col(Evidence.id)))

    async def evidence_count(self, incident: IncidentId) -> int:
        query = select(func.count()).select_from(Evidence).where(Evidence.incident_id == incident)
        return int((await self._session.exec(query)).one())

    async def evidence_by_id(self, evidence: EvidenceId) -> Evidence | None:
        return await self._one(select(Evidence).where(Evidence.id == evidence))

    async def steps(self, incident: IncidentId) -> Sequence[Step]:
        return await self._all(select(Step).where(Step.incident_id == incident).order_by(col(Step.id)))

    async def tasks(self, incident: IncidentId) -> Sequence[Task]:
        return await self._all(select(Task).where(Task.incident_id == incident).order_by(col(Task.number)))

    async def highest_task_number(self, incident: IncidentId) -> int:
        """The number of the newest task, 0 when there is none."""
        query = select(func.max(col(Task.number))).where(Task.incident_id == incident)
        return int((await self._session.exec(query)).one() or 0)

    async def task(self, task: TaskId) -> Task | None:
        return await self._one(select(Task).where(Task.id == task))

    async def stakeholders(self, incident: IncidentId) -> Sequence[Stakeholder]:
        """Who is to be told, as written down."""
        query = select(Stakeholder).where(Stakeholder.incident_id == incident)
        return await self._all(query.order_by(col(Stakeholder.id)))

    async def stakeholder(self, row: str) -> Stakeholder | None:
        return await self._one(select(Stakeholder).where(Stakeholder.id == row))

    async def comment_action(self, row: CommentActId) -> CommentAction | None:
        return await self._one(select(CommentAction).where(CommentAction.id == row))

    async def decisions(self, incident: IncidentId) -> Sequence[Decision]:
        query = select(Decision).where(Decision.incident_id == incident)
        return await self._all(query.order_by(col(Decision.number)))
