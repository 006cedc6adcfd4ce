"""Drawing calls to one person: duty, roles, empty roles, hand-overs."""

from bot.desk import seats, undo
from bot.desk.drawing import chains, curtain, facts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import AlertId, RoleId
from bot.rules.intake import opens_at_deadline
from messages.cards import duty_calls, handovers
from messages.cards import roles as role_cards
from messages.views import DutyCallView, HandoverBriefView, RoleEmptyView, RoleRequestView, Stage, Verb
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident, Role
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.roles import RoleState


async def duty_call(easel: Easel) -> Errand | None:
    """The call to whoever is on duty: an incident to respond to, or a grave alert to decide on."""
    incident = await easel.incident()
    if incident is not None:
        return easel.show(duty_calls.draw(await _for_incident(easel, incident), easel.reader))
    alert = await easel.look.alerts.find(AlertId(easel.parcel.subject_id))
    if alert is None:
        return None
    return easel.show(duty_calls.draw(await _for_alert(easel, alert), easel.reader))


async def _for_incident(easel: Easel, incident: Incident) -> DutyCallView:
    called = await easel.called([incident.commander_id])
    open_call = incident.responded_at is None and incident.state.open
    clocks = await easel.look.clocks.of_incident(incident.id)
    response = next((clock for clock in clocks if clock.kind is ClockKind.RESPONSE), None)
    standing = await chains.standing(easel, await easel.look.calls.of_incident(incident.id))
    stage = Stage.OPEN if open_call else (Stage.TAKEN if incident.responded_at else Stage.ENDED)
    if open_call and standing.declined:
        stage = Stage.PASSED
    due = response.due_at if response else incident.opened_at
    return DutyCallView(
        severity=incident.severity,
        title=incident.title,
        until=standing.until or due,
        late=standing.everybody,
        next_person=standing.next_person,
        next_team=standing.next_team,
        last=standing.last,
        round=standing.round,
        page_url=standing.page_url,
        incident=incident.id,
        number=incident.number,
        stage=stage,
        by=called.get(incident.commander_id, ""),
        at=incident.responded_at,
        mine=easel.person is not None and easel.person.id == incident.commander_id,
        topic_url=easel.topic_url(incident),
        keys=frozenset({Verb.RESPOND, Verb.DECLINE}) if open_call else frozenset(),
        mark=easel.mark(incident.drill),
    )


async def _for_alert(easel: Easel, alert: Alert) -> DutyCallView:
    called = await easel.called([alert.decided_by, alert.seen_by])
    clocks = await easel.look.clocks.running_of_alert(alert.id)
    waiting = alert.state is AlertState.WAITING
    standing = await chains.standing(easel, await easel.look.calls.of_alert(alert.id))
    incident = await easel.look.incidents.find(alert.incident_id) if alert.incident_id else None
    return DutyCallView(
        severity=alert.severity,
        title=await curtain.title_of(easel, alert),
        until=clocks[0].due_at if clocks else alert.last_received_at,
        alert=alert.id,
        page_url=standing.page_url,
        round=standing.round,
        opens_by_itself=opens_at_deadline(alert.severity, easel.desk.policy.auto_open, False),
        stage=Stage.OPEN if waiting else Stage.ENDED if alert.decided_by is None else Stage.TAKEN,
        by=called.get(alert.decided_by, ""),
        at=alert.decided_at,
        mine=easel.person is not None and easel.person.id == alert.decided_by,
        number=incident.number if incident else "",
        topic_url=easel.topic_url(incident),
        keys=frozenset({Verb.ALERT_OPEN, Verb.ALERT_WATCH, Verb.ALERT_DISMISS}) if waiting else frozenset(),
        mark=easel.mark(),
    )


async def role_request(easel: Easel) -> Errand | None:
    """Somebody is asked for a role; afterwards the same message says what became of it."""
    role = await easel.look.roles.find(RoleId(easel.parcel.subject_id))
    incident = await easel.incident(role.incident_id) if role else None
    if role is None or incident is None or easel.person is None:
        return None
    called = await easel.called([role.person_id, role.next_person_id, incident.commander_id])
    mine = role.person_id == easel.person.id
    stage = _stage(role, incident, mine, easel)
    clocks = await easel.look.clocks.of_incident(incident.id)
    first = next((c for c in clocks if c.kind.public and c.state is ClockState.RUNNING), None)
    standing = await chains.standing(easel, await easel.look.calls.of_incident(incident.id), role.id)
    view = RoleRequestView(
        role=role.id,
        incident=incident.id,
        kind=role.kind,
        severity=incident.severity,
        title=incident.title,
        number=incident.number,
        until=role.pass_on_at,
        next_person=called.get(role.next_person_id, ""),
        first_job_at=first.due_at if first else None,
        commander=called.get(incident.commander_id, ""),
        stage=stage,
        mine=mine,
        by=called.get(role.person_id, ""),
        at=role.taken_at,
        topic_url=easel.topic_url(incident),
        page_url=standing.page_url if stage is Stage.OPEN else None,
        undo=await _undo(easel, role, mine),
        keys=frozenset({Verb.ROLE_TAKE, Verb.ROLE_CANT}) if stage is Stage.OPEN and mine else frozenset(),
        mark=easel.mark(incident.drill),
    )
    return easel.show(role_cards.draw(view, easel.reader))


async def _undo(easel: Easel, role: Role, mine: bool) -> str:
    """What the taking of this very role can still be taken back by."""
    entry = await undo.offered(easel.look, role.incident_id, undo.ROLES) if mine else ""
    newest = await easel.look.timeline.find(entry) if entry else None
    return entry if newest is not None and newest.ref == role.id else ""


def _stage(role: Role, incident: Incident, mine: bool, easel: Easel) -> Stage:
    if not incident.state.open:
        return Stage.ENDED
    if role.state is RoleState.TAKEN:
        return Stage.TAKEN
    if role.state is RoleState.NOT_NEEDED:
        return Stage.ENDED
    if mine:
        return Stage.OPEN
    declined = easel.person is not None and easel.person.id in role.declined
    return Stage.PASSED if role.state is RoleState.ASKED else Stage.DECLINED if declined else Stage.ENDED


async def role_empty(easel: Easel) -> Errand | None:
    """An empty role, once, to the commander."""
    role = await easel.look.roles.find(RoleId(easel.parcel.subject_id))
    incident = await easel.incident(role.incident_id) if role else None
    if role is None or incident is None:
        return None
    line = [(m, p) for m, p in await seats.candidates(easel.look, incident, role)]
    candidate = line[0][1] if line else None
    called = await easel.called([role.person_id])
    is_open = role.state is RoleState.EMPTY and incident.state.open
    keys = {Verb.EMPTY_SELF, Verb.EMPTY_SKIP} | ({Verb.EMPTY_ASK} if candidate else set())
    view = RoleEmptyView(
        role=role.id,
        kind=role.kind,
        number=incident.number,
        candidate=candidate.name if candidate else "",
        candidate_id=candidate.id if candidate else None,
        stage=_empty_stage(role, is_open),
        by=called.get(role.person_id, ""),
        at=role.taken_at,
        mine=easel.person is not None and easel.person.id == role.person_id,
        keys=frozenset(keys) if is_open else frozenset(),
        mark=easel.mark(incident.drill),
    )
    return easel.show(role_cards.draw_empty(view, easel.reader))


def _empty_stage(role: Role, is_open: bool) -> Stage:
    if is_open:
        return Stage.OPEN
    if role.state is RoleState.TAKEN:
        return Stage.TAKEN
    return Stage.PASSED if role.state is RoleState.ASKED else Stage.ENDED


async def handover_brief(easel: Easel) -> Errand | None:
    """Somebody hands a role over: where it stands, what is open, and what only he knows."""
    role = await easel.look.roles.find(RoleId(easel.parcel.subject_id))
    incident = await easel.incident(role.incident_id) if role else None
    if role is None or incident is None or easel.person is None:
        return None
    values = easel.parcel.values
    taken = role.person_id == easel.person.id and role.state is RoleState.TAKEN
    clocks = await easel.look.clocks.of_incident(incident.id)
    sent = [c for c in clocks if c.kind.public and c.state is ClockState.MET]
    running = [c for c in clocks if c.kind.public and c.state is ClockState.RUNNING]
    view = HandoverBriefView(
        role=role.id,
        incident=incident.id,
        kind=role.kind,
        giver=str(values.get("giver", "")),
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        state=incident.state,
        sent=len(sent),
        next_public_at=running[0].due_at if running else None,
        open_things=await facts.next_steps(easel, incident, clocks),
        known=str(values.get("known", "")),
        stage=Stage.TAKEN if taken else Stage.OPEN,
        at=role.taken_at if taken else None,
        keys=frozenset() if taken else frozenset({Verb.HANDOVER_TAKE}),
        mark=easel.mark(incident.drill),
    )
    return easel.show(handovers.draw(view, easel.reader))
