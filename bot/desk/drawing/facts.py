"""What several cards say of an incident: its public deadlines, who sits where, what comes next."""

from collections.abc import Mapping, Sequence

from bot.desk import outward
from bot.desk.drawing.easel import Easel
from bot.desk.rosters import reachable_on_duty
from bot.ids import PersonId
from messages.library.playbooks import step_texts
from messages.views import Blocker, NextStep, PublicLine, Seat, WaitsFor
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident, Role, Task
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.statements import StatementState


async def seats(easel: Easel, incident: Incident) -> tuple[Seat, ...]:
    """The roles as they are filled, in asking order."""
    rows = list(await easel.look.roles.of_incident(incident.id))
    called = await easel.called([role.person_id for role in rows] + [role.next_person_id for role in rows])
    order = {kind: index for index, kind in enumerate(RoleKind)}
    return tuple(
        Seat(
            kind=role.kind,
            state=role.state,
            person=called.get(role.person_id, ""),
            acting=role.kind is RoleKind.COMMANDER and incident.acting,
            until=role.pass_on_at if role.state is RoleState.ASKED else None,
            next_person=called.get(role.next_person_id, ""),
        )
        for role in sorted(rows, key=lambda role: order[role.kind])
        if role.state is not RoleState.NOT_NEEDED
    )


async def public_lines(easel: Easel, incident: Incident, clocks: Sequence[Clock]) -> tuple[PublicLine, ...]:
    """The public deadlines people look at: the next one that runs, and the last one that ended."""
    public = [clock for clock in clocks if clock.kind.public and clock.state is not ClockState.CANCELLED]
    running = [clock for clock in public if clock.state in (ClockState.RUNNING, ClockState.PAUSED)]
    ended = [clock for clock in public if clock.stopped_at]
    chosen = sorted(ended, key=lambda clock: clock.stopped_at or clock.due_at)[-1:] + running[:1]
    return tuple([await public_line(easel, incident, clock) for clock in chosen])


async def public_line(easel: Easel, incident: Incident, clock: Clock) -> PublicLine:
    """One public deadline: due, met or waived, and what it waits for."""
    answers = await easel.look.approvals.held_of([clock.id]) if clock.state is ClockState.WAIVED else ()
    held = next((one for one in answers if one.agreed_at is not None), None)
    both = [held.proposed_by, held.agreed_by] if held else []
    called = await easel.called([clock.stopped_by, *both])
    by = called.get(clock.stopped_by, "")
    return PublicLine(
        kind=clock.kind,
        due_at=clock.due_at,
        blocker=await blocker(easel, incident, clock) if clock.state is ClockState.RUNNING else None,
        met_at=clock.stopped_at if clock.state is ClockState.MET else None,
        held_at=held.agreed_at if held else None,
        held_by=tuple(called[person] for person in both),
        look_again_at=held.look_again_at if held else None,
        waived_at=clock.stopped_at if clock.state is ClockState.WAIVED and held is None else None,
        waived_by=by if clock.state is ClockState.WAIVED else "",
        paused_at=clock.paused_at if clock.state is ClockState.PAUSED else None,
        calendar_unknown=not clock.calendar_known,
    )


async def blocker(easel: Easel, incident: Incident, clock: Clock) -> Blocker | None:
    """What this clock waits for, and who has it."""
    rows = {role.kind: role for role in await easel.look.roles.of_incident(incident.id)}
    match clock.kind:
        case ClockKind.RESPONSE:
            on_duty = await reachable_on_duty(easel.look, incident.team_id)
            return Blocker(
                WaitsFor.RESPONSE, easel.reader.listed([p.name for p in on_duty[:2]]), incident.opened_at
            )
        case ClockKind.DECISION:
            called = await easel.called([incident.commander_id])
            return Blocker(WaitsFor.DECISION, called.get(incident.commander_id, ""), incident.responded_at)
        case ClockKind.ROLES_COMPLETE:
            free = [role for role in rows.values() if role.state in (RoleState.EMPTY, RoleState.ASKED)]
            if not free:
                return None
            called = await easel.called([free[0].person_id])
            return Blocker(WaitsFor.ROLE, called.get(free[0].person_id, ""), free[0].asked_at, free[0].kind)
        case _ if clock.kind.public and (found := await outward.held_up(easel.look, incident, clock)):
            called = await easel.called([found.person])
            return Blocker(_ON_THE_WAY[found.state], called.get(found.person, ""), found.since, found.role)
        case _ if clock.kind.public:
            return await _speaker(easel, incident, rows.get(RoleKind.COMMUNICATIONS_LEAD))
        case _:
            return None


_ON_THE_WAY: Mapping[StatementState, WaitsFor] = {
    StatementState.DRAFT: WaitsFor.DRAFTING,
    StatementState.IN_APPROVAL: WaitsFor.APPROVAL,
    StatementState.APPROVED: WaitsFor.RELEASE,
    StatementState.RELEASED: WaitsFor.RELEASE,
}


async def _speaker(easel: Easel, incident: Incident, lead: Role | None) -> Blocker:
    """Nobody writes yet: a public word waits for whoever speaks for the brand."""
    person = lead.person_id if lead and lead.state is RoleState.TAKEN else incident.commander_id
    called = await easel.called([person])
    return Blocker(WaitsFor.DRAFT, called.get(person, ""))


async def next_steps(easel: Easel, incident: Incident, clocks: Sequence[Clock]) -> tuple[NextStep, ...]:
    """Up to three open tasks, the most urgent first; journalists who wait stand among what was given by hand.

    `clocks`: the incident's. Without one that waits for an answer nobody looks for questions.
    """
    asked = await _asked(easel, incident, clocks)
    given = await _given(easel, incident)
    by_hand = [*asked, *(step for code, step in given if not code)]
    by_hand.sort(key=lambda step: (step.due_at is None, step.due_at or incident.opened_at))
    return (*by_hand, *(step for code, step in given if code))[:3]


async def _asked(easel: Easel, incident: Incident, clocks: Sequence[Clock]) -> tuple[NextStep, ...]:
    waiting = {c.label for c in clocks if c.kind is ClockKind.MEDIA_ANSWER and c.state is ClockState.RUNNING}
    rows = await easel.look.inquiries.of_incident(incident.id) if waiting else ()
    called = await easel.called([row.owner_id for row in rows])
    return tuple(
        NextStep(
            text=easel.reader.plain("inquiry-step", outlet=row.outlet, index=str(row.number)),
            person=called.get(row.owner_id, ""),
            due_at=row.due_at,
        )
        for row in rows
        if row.id in waiting
    )


async def _given(easel: Easel, incident: Incident) -> list[tuple[str, NextStep]]:
    """The three most urgent tasks, each with its code in the playbook ('' for one given by hand)."""
    tasks = [task for task in await easel.look.belongings.tasks(incident.id) if task.done_at is None]
    # What somebody gave by hand comes before what the playbook says anyway.
    tasks.sort(key=lambda task: (bool(task.code), task.due_at is None, task.due_at or incident.opened_at))
    owners = await task_owners(easel, incident, tasks[:3])
    return [
        (task.code, NextStep(text=task_text(easel, task), person=owner, due_at=task.due_at))
        for task, owner in zip(tasks[:3], owners, strict=True)
    ]


def task_text(easel: Easel, task: Task) -> str:
    """What to do: the giver's words, or the playbook's in the reader's language."""
    words = step_texts().get(task.code) if task.code else None
    return words.spoken(easel.reader.language) if words else task.title


async def task_owners(easel: Easel, incident: Incident, tasks: Sequence[Task]) -> list[str]:
    """Who does each: its owner, else who holds the role, else the role's name."""
    roles = {role.kind: role for role in await easel.look.roles.of_incident(incident.id)}
    people = [task.owner_id or _holder(roles, task.owner_role) for task in tasks]
    called = await easel.called(people)
    return [
        called.get(person, "") or (easel.reader.label(task.owner_role) if task.owner_role else "")
        for task, person in zip(tasks, people, strict=True)
    ]


def _holder(roles: Mapping[RoleKind, Role], kind: RoleKind | None) -> PersonId | None:
    role = roles.get(kind) if kind else None
    return role.person_id if role is not None and role.state is RoleState.TAKEN else None


def overdue(easel: Easel, clocks: Sequence[Clock]) -> int:
    """How many running clocks are past their time; requests to single people are not counted."""
    return sum(
        1
        for clock in clocks
        if clock.state is ClockState.RUNNING and not clock.kind.quiet and clock.due_at <= easel.look.now
    )
