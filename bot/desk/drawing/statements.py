"""Drawing statements: drafts, requests to approve, the emergency and nothing new."""

from datetime import UTC, datetime

from bot.desk import approvals, cadence, drafting, releasing, statement_terms, statements, submitting
from bot.desk.approvals import STATEMENT
from bot.desk.drawing import attached, sheet_drafts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.fact_figures import differing
from bot.desk.voice import mark_of
from bot.ids import ApprovalId, ClockId, PersonId, StatementId, StatementVersionId
from bot.rules import approvals as approval_rules
from bot.rules import statements as rules
from bot.rules.comparing import changes
from messages.cards import statements as cards
from messages.library import channels
from messages.views import Verb
from messages.views.statements import (
    ApprovalView,
    ChangeView,
    DraftLine,
    DraftView,
    EmergencyView,
    NothingNewView,
    Problem,
    TimeChoice,
    UsedFactView,
)
from storage.tables.incidents import Incident
from storage.tables.statements import Approval, Statement, StatementVersion
from storage.tables.teams import Team
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.facts import FactState
from storage.vocabulary.statements import (
    ApprovalDecision,
    ReturnReason,
    Slot,
    StatementState,
)

#: A time as a button carries it: ids and short words only (`bot.buttons`).
TIME_CODE = "%Y%m%dT%H%M"


def code_of(when: datetime) -> str:
    """UTC, to the minute."""
    return when.astimezone(UTC).strftime(TIME_CODE)


async def draft(easel: Easel) -> Errand | None:
    """A text being written, for its author."""
    statement = await easel.look.statements.find(StatementId(easel.parcel.subject_id))
    incident = await easel.incident(statement.incident_id) if statement else None
    if statement is None or incident is None or easel.team is None:
        return None
    version = await statements.newest(easel.look, statement)
    view = await _draft_view(easel, incident, easel.team, statement, version)
    return easel.show(cards.draw_draft(view, easel.reader))


_OUT = (StatementState.RELEASED, StatementState.PUBLISHED)


async def _draft_view(
    easel: Easel, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> DraftView:
    look = easel.look
    verdict = await drafting.checked(look, incident, team, statement, version)
    asked = await look.approvals.of_subject(STATEMENT, version.id)
    returned = next((row for row in await _of_owner(easel, statement) if _returned(row)), None)
    waiting = [row.person_id for row in asked if row.decision.waits]
    out = list(await look.publications.of_statement(statement.id))
    operator = out[-1].operator_id if out else None
    called = await easel.called([*waiting, operator, returned.person_id if returned else None])
    open_ = statement.state in (StatementState.DRAFT, StatementState.APPROVED, StatementState.IN_APPROVAL)
    row = channels.channel(statement.channel.value)
    problems = await _problems(easel, incident, team, statement, version) if open_ else ()
    return DraftView(
        statement=statement.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        stage=statement.stage,
        version=statement.version,
        state=statement.state,
        channel=statement.channel,
        text=version.text,
        lines=tuple(
            DraftLine(index, each.slot, each.text)
            for index, each in enumerate(drafting.slots_of(version), start=1)
        ),
        files=await attached.views(easel, incident.id, version.assets),
        limit=row.limit_in(statement.language) if row else None,
        verdict=verdict.level if open_ else "",
        problems=problems,
        times=await _times(easel, incident, statement, version) if open_ else (),
        channels=tuple(row.code for row in channels.channels() if row.code is not statement.channel)[:8],
        waiting=tuple(called[person] for person in dict.fromkeys(waiting)),
        operator=called.get(operator, ""),
        proved_at=out[-1].proved_at if out else None,
        returned_by=called.get(returned.person_id, "") if returned and _still(returned, statement) else "",
        return_reason=ReturnReason(returned.reason) if returned and _still(returned, statement) else None,
        return_comment=returned.comment if returned else "",
        because="" if (faults := rules.fault_change([version.because])) else version.because,
        faults=faults,
        safety=statement.safety,
        choosing_channel=bool(easel.parcel.values.get("channels")),
        keys=_draft_keys(statement),
        mark=easel.mark(incident.drill),
    )


async def _of_owner(easel: Easel, statement: Statement) -> list[Approval]:
    return list(reversed(await easel.look.approvals.of_owner(STATEMENT, statement.id)))


def _returned(row: Approval) -> bool:
    return row.decision is ApprovalDecision.RETURNED


def _still(returned: Approval, statement: Statement) -> bool:
    """Is the version that came back still the newest?"""
    return returned.version == statement.version and statement.state is StatementState.DRAFT


def _draft_keys(statement: Statement) -> frozenset[Verb]:
    if statement.state in (StatementState.DRAFT, StatementState.APPROVED):
        safety = {Verb.STATEMENT_SAFETY} if statement_terms.may_be_safety(statement) else set()
        return frozenset({Verb.STATEMENT_SEND, Verb.STATEMENT_CHANNEL, Verb.STATEMENT_DROP, *safety})
    if statement.state is StatementState.IN_APPROVAL:
        return frozenset({Verb.STATEMENT_DROP})
    return frozenset()


async def _problems(
    easel: Easel, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> tuple[Problem, ...]:
    """What the check found, then the gates; the order of telling last, as a to-do."""
    verdict = await drafting.checked(easel.look, incident, team, statement, version)
    found = [
        Problem(
            one.rule,
            version.text[one.start : one.end],
            one.reason,
            values=one.values,
            blocks=submitting.stops(one),
        )
        for one in verdict.findings
    ]
    approved = statement.state is StatementState.APPROVED
    ask = releasing.before_release if approved else releasing.before_approval
    shut = await ask(easel.look, incident, team, statement, version)
    gates = [
        Problem(one.rule, gate=one.reason, values=tuple(_told(easel, one.values)), blocks=one.blocks)
        for one in shut
        # A contact that the check has shown in its place is not named twice.
        if one.rule != "R-G12" or not {text for _, text in one.values} & {each.text for each in found}
    ]
    return (*found, *gates)


def _told(easel: Easel, values: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Times of a gate as the reader reads them, numbers of facts as people know them."""
    told: list[tuple[str, str]] = []
    for key, value in values:
        if key in ("due", "until"):
            told.append((key, easel.reader.moment(datetime.fromisoformat(value))))
        elif key == "number":
            told.append((key, mark_of(int(value))))
        elif key == "others":
            told.append((key, "".join(mark_of(int(number)) for number in value.split(","))))
        else:
            told.append((key, value))
    return told


async def _times(
    easel: Easel, incident: Incident, statement: Statement, version: StatementVersion
) -> tuple[TimeChoice, ...]:
    if statement.next_at is None or not any(each.slot is Slot.NEXT for each in drafting.slots_of(version)):
        return ()
    due = await releasing.due_of(easel.look, incident, statement.stage)
    offered = drafting.next_times(incident, due, easel.look.now)
    return tuple(TimeChoice(at, code_of(at), at == statement.next_at) for at in offered)


async def request(easel: Easel) -> Errand | None:
    """One person is asked to approve; after the answer the same message says what became of it."""
    approval = await easel.look.approvals.find(ApprovalId(easel.parcel.subject_id))
    if approval is None or easel.team is None:
        return None
    if approval.subject_kind == approvals.SHEET:
        return await sheet_drafts.request(easel, approval)
    version = await easel.look.statements.version(StatementVersionId(approval.subject_id))
    statement = await easel.look.statements.find(version.statement_id) if version else None
    incident = await easel.incident(statement.incident_id) if statement else None
    if version is None or statement is None or incident is None:
        return None
    view = await _approval_view(easel, incident, easel.team, approval, statement, version)
    return easel.show(cards.draw_approval(view, easel.reader))


async def _approval_view(
    easel: Easel,
    incident: Incident,
    team: Team,
    approval: Approval,
    statement: Statement,
    version: StatementVersion,
) -> ApprovalView:
    look = easel.look
    verdict = await drafting.checked(look, incident, team, statement, version)
    earlier = [one for one in await look.statements.versions(statement.id) if one.version < version.version]
    seen = await _seen_before(easel, approval, statement)
    base = next((one for one in earlier if one.version == seen), earlier[-1] if earlier else None)
    differing = (
        tuple(ChangeView(one.before, one.after) for one in changes(base.text, version.text)) if base else ()
    )
    exchanged = await attached.changes(easel, incident.id, base.assets, version.assets) if base else ()
    rows = await look.approvals.of_subject(approval.subject_kind, approval.subject_id)
    passed_to = next((row.person_id for row in rows if row.role is approval.role and row.id > approval.id), None)
    following = await _deputy(easel, incident, approval, [row.person_id for row in rows])
    called = await easel.called([statement.author_id, passed_to, following])
    since = [one.because for one in earlier if base and one.version > base.version]
    faults = rules.fault_change([*since, version.because])
    whole = bool(easel.parcel.values.get("whole")) or not (differing or exchanged or faults)
    facts = await _facts(easel, version)
    return ApprovalView(
        approval=approval.id,
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        stage=statement.stage,
        version=approval.version,
        channel=statement.channel,
        text=version.text,
        author=called.get(statement.author_id, ""),
        role=approval.role,
        decision=approval.decision,
        verdict=verdict.level,
        until=approval.passes_at,
        deputy=called.get(following, ""),
        facts=facts,
        files=await attached.views(easel, incident.id, version.assets),
        changes=differing,
        file_changes=exchanged,
        before=base.version if base else 0,
        void_before=seen if seen and not whole else 0,
        faults=faults,
        fact_changed=next((fact for fact in facts if fact.mark == version.because), None),
        newest=statement.version,
        answered_at=approval.answered_at,
        reason=ReturnReason(approval.reason) if approval.reason else None,
        comment=approval.comment,
        passed_to=called.get(passed_to, "") if approval.decision is ApprovalDecision.PASSED else "",
        settled=approval.comment == "settled",
        emergency=statement.emergency_by is not None,
        safety=statement.safety,
        choosing=bool(easel.parcel.values.get("choosing")),
        keys=frozenset(
            {Verb.APPROVE, Verb.APPROVE_RETURN, Verb.APPROVE_FULL, Verb.SHEET}
            | ({Verb.APPROVE_ON} if following else set())
        ),
        mark=easel.mark(incident.drill),
    )


async def _seen_before(easel: Easel, approval: Approval, statement: Statement) -> int:
    """The newest earlier version this person was asked about: only the change is shown then."""
    rows = await easel.look.approvals.of_owner(STATEMENT, statement.id)
    mine = [row.version for row in rows if row.person_id == approval.person_id and row.version < approval.version]
    return max(mine, default=0)


async def _deputy(easel: Easel, incident: Incident, approval: Approval, asked: list[PersonId]) -> PersonId | None:
    if approval.decision is not ApprovalDecision.ASKED:
        return None
    people = await approvals.signers(easel.look, incident)
    found = approval_rules.deputy(approval.role, people, approval.author_id or "", asked)
    return PersonId(found) if found else None


async def _facts(easel: Easel, version: StatementVersion) -> tuple[UsedFactView, ...]:
    rows = await easel.look.facts.by_ids([str(use["fact"]) for use in version.fact_uses])
    called = await easel.called([fact.verified_by for fact in rows])
    every = await easel.look.facts.of_incident(rows[0].incident_id) if rows else ()
    return tuple(
        UsedFactView(
            mark_of(fact.number),
            fact.text,
            called.get(fact.verified_by, "") if fact.state is FactState.VERIFIED else "",
            fact.verified_at if fact.state is FactState.VERIFIED else None,
            "".join(mark_of(other.number) for other in differing(fact, every)),
        )
        for fact in rows
    )


async def emergency(easel: Easel) -> Errand | None:
    """What would go out on the short way."""
    statement = await easel.look.statements.find(StatementId(easel.parcel.subject_id))
    incident = await easel.incident(statement.incident_id) if statement else None
    if statement is None or incident is None:
        return None
    version = await statements.newest(easel.look, statement)
    waits = statement.emergency_by is None and statement.state is StatementState.IN_APPROVAL
    view = EmergencyView(
        version=version.id,
        number=incident.number,
        stage=statement.stage,
        shown=version.version,
        text=version.text,
        called=statement.emergency_by is not None,
        sent=statement.emergency_by is not None and statement.state in _OUT,
        keys=frozenset({Verb.EMERGENCY_SURE} if waits else ()),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_emergency(view, easel.reader))


async def nothing_new(easel: Easel) -> Errand | None:
    """The promised time comes near; the text that needs no new approval."""
    clock = await easel.look.clocks.find(ClockId(easel.parcel.subject_id))
    incident = await easel.incident(clock.incident_id) if clock and clock.incident_id else None
    if clock is None or incident is None or easel.team is None:
        return None
    at = cadence.next_of(incident, clock)
    channel = await cadence.last_channel(easel.look, incident)
    text = await drafting.nothing_new_text(easel.look, incident, easel.team, at, channel)
    offered = drafting.next_times(incident, clock.due_at, easel.look.now)
    view = NothingNewView(
        clock=clock.id,
        due_at=clock.due_at,
        text=text,
        number=incident.number,
        title=incident.title,
        times=tuple(TimeChoice(when, code_of(when)) for when in offered),
        choosing=bool(easel.parcel.values.get("choosing")),
        done=clock.state is not ClockState.RUNNING or await cadence.answered(easel.look, incident, clock),
        keys=frozenset({Verb.NOTHING_SEND, Verb.NOTHING_WRITE, Verb.NOTHING_TIME}),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_nothing_new(view, easel.reader))
