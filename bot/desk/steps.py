"""The first hour's steps: copied from the playbook as tasks when an incident opens, ticked by what happens.

Works inside somebody's act. Later edits of a playbook do not change running incidents; another type keeps what
is done, adds its own steps and drops open ones it does not want.
"""

from collections.abc import Sequence

from bot.ids import PersonId, TaskId
from bot.rules import playbooks as rules
from messages.library import playbooks as library
from storage.tables.incidents import Incident, Task
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.incidents import CrisisType


def planned(incident: Incident) -> Sequence[rules.PlannedStep]:
    """The steps this incident wants today, in the order in which they are due; none for an S4."""
    kinds = [incident.crisis_type, *(CrisisType(kind) for kind in incident.more_types)]
    extras = [_step(row) for kind in kinds for row in library.crisis_type(kind).step]
    return rules.first_hour(
        [_step(row) for row in library.base().step], extras, incident.severity, incident.opened_at
    )


def _step(row: library.StepRow) -> rules.Step:
    return rules.Step(row.code, row.minute, row.owner_role)


async def copy(u: UnitOfWork, incident: Incident) -> None:
    """Make the incident's tasks what its level and types want; what is done stays done."""
    rows = {task.code: task for task in await u.belongings.tasks(incident.id) if task.code}
    wanted = planned(incident)
    changed = rules.retyped({code: task.done_at is not None for code, task in rows.items()}, wanted)
    for code in changed.dropped:
        await u.session.delete(rows[code])
    number = await u.belongings.highest_task_number(incident.id)
    for step in changed.added:
        number += 1
        u.add(
            Task(
                id=TaskId(u.new_id()),
                team_id=incident.team_id,
                incident_id=incident.id,
                number=number,
                code=step.code,
                title=step.code,
                owner_role=step.owner_role,
                due_at=step.due_at,
                created_at=u.now,
            )
        )
    due = {step.code: step.due_at for step in wanted}
    for code in changed.kept:
        if code in due and rows[code].done_at is None:
            rows[code].due_at = due[code]
    await u.session.flush()


async def reached(u: UnitOfWork, incident: Incident, by: PersonId | None, *codes: str) -> None:
    """Something happened that a step waited for: it is done, without anybody ticking it."""
    for task in await u.belongings.tasks(incident.id):
        if task.code in codes and task.done_at is None:
            task.done_at, task.done_by = u.now, by
