"""Giving and returning an approval: bound to the exact version, answered once, never by silence."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.desk import (
    approvals,
    asking,
    clocks,
    drafting,
    emergency_reviews,
    releasing,
    sheet_approvals,
    statements,
    submitting,
)
from bot.desk.approvals import SHEET, STATEMENT, ApprovalUnknown, Kind, Subject
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import let_go, post_card, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import ApprovalId, IncidentId, PersonId, StatementVersionId
from bot.rules.approvals import EMERGENCY_REVIEW, OwnText, check_emergency
from bot.rules.clocks import until
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.incidents import Incident
from storage.tables.statements import Approval, Statement, StatementVersion
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.statements import ApprovalDecision, ReturnReason, StatementState
from storage.vocabulary.timeline import EntryKind

CHAT = "chat"


class VersionMoved(DeskError):
    """It became `newest` while this person looked at `shown`: nothing was approved."""

    key = "refused-version-moved"


class ApprovalAnswered(DeskError):
    """It was answered before: `by`, `at`."""

    key = "refused-approval-answered"


class NotAsked(DeskError):
    """Somebody else was asked: `by`."""

    key = "refused-not-asked"


class NothingToRush(DeskError):
    """No first response or safety line waits for approval here."""

    key = "refused-nothing-to-rush"


@act
async def approve(desk: Desk, actor: Actor, approval_id: ApprovalId, way: str = CHAT) -> Acted:
    """Say yes to exactly the version that was shown. With enough people it is handed over at once.

    Raises:
        ApprovalUnknown, NotAllowed; NotAsked: somebody else was asked; OwnText: it is this person's own;
        VersionMoved: the text, a used fact or the responsibility is another one by now;
        ApprovalAnswered: it was answered before.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        if await KINDS[approval.subject_kind].hash_now(u, incident, approval) != approval.hash:
            raise await _moved(u, approval)
        _answer(u, incident, approval, actor.person, ApprovalDecision.APPROVED, way)
        await approvals.stop_clock(u, incident, approval)
        u.timeline.record(
            incident,
            EntryKind.APPROVAL_GIVEN,
            by=actor.person,
            ref=approval.id,
            role=approval.role,
            version=approval.version,
            sha256=approval.hash,
            way=way,
        )
        await u.session.flush()
        await refresh(u, ParcelKind.APPROVAL_REQUEST, approval.id, incident.team_id)
        await KINDS[approval.subject_kind].given(u, incident, approval)
        await tell(u, incident, NoiseEvent.APPROVAL_GIVEN)
        return Acted("toast-approved", {"version": approval.version}, incident.id, incident.number)


async def _held(u: UnitOfWork, approval_id: ApprovalId, person: PersonId) -> tuple[Incident, Approval]:
    """The request under its incident's hold, if this person may answer it now."""
    found = await u.approvals.find(approval_id)
    if found is None or found.incident_id is None:
        raise ApprovalUnknown
    incident = await held(u, IncidentId(found.incident_id))
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    if found.author_id == person:
        rows = await u.approvals.of_subject(found.subject_kind, found.subject_id)
        called = await names(u, [row.person_id for row in rows])
        raise OwnText(people=", ".join(name for name in called.values() if name))
    if found.person_id != person:
        called = await names(u, [found.person_id])
        raise NotAsked(by=called.get(found.person_id, ""))
    if found.decision is ApprovalDecision.VOID:
        raise await _moved(u, found)
    if not found.decision.waits:
        called = await names(u, [found.person_id])
        at = found.answered_at.isoformat() if found.answered_at else ""
        raise ApprovalAnswered(by=called.get(found.person_id, ""), at=at)
    return incident, found


async def _moved(u: UnitOfWork, approval: Approval) -> VersionMoved:
    newest = await KINDS[approval.subject_kind].newest(u, approval)
    return VersionMoved(newest=newest, shown=approval.version)


async def _newest(u: UnitOfWork, approval: Approval) -> int:
    statement = await _statement(u, approval)
    return statement.version if statement else approval.version


async def _hash_now(u: UnitOfWork, incident: Incident, approval: Approval) -> str:
    version = await u.statements.version(StatementVersionId(approval.subject_id))
    statement = await u.statements.find(version.statement_id) if version else None
    if version is None or statement is None or version.version != statement.version:
        return ""
    return await drafting.hash_of(u, incident, statement, version)


def _answer(
    u: UnitOfWork, incident: Incident, approval: Approval, person: PersonId, decision: ApprovalDecision, way: str
) -> None:
    approval.decision, approval.answered_at, approval.way = decision, u.now, way


async def _perhaps_complete(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """Enough people: the statement is handed over."""
    version = await u.statements.version(StatementVersionId(approval.subject_id))
    statement = await u.statements.find(version.statement_id) if version else None
    if version is None or statement is None or statement.state is not StatementState.IN_APPROVAL:
        return
    await _go_on(u, incident, statement, version)


async def _go_on(u: UnitOfWork, incident: Incident, statement: Statement, version: StatementVersion) -> None:
    team = await team_of(u, incident.team_id)
    subject = await submitting.subject_of(u, incident, team, statement, version)
    if not (await approvals.standing_of(u, incident, subject)).complete:
        return
    if subject.emergency:
        await _start_review(u, incident, statement)
        await refresh(u, ParcelKind.EMERGENCY_ASK, statement.id, incident.team_id)
    await _settle_rest(u, incident, subject)
    await releasing.approved(u, incident, team, statement, version)


async def _settle_rest(u: UnitOfWork, incident: Incident, subject: Subject) -> None:
    """It is decided: whoever was asked too need not answer any more."""
    for row in await u.approvals.of_subject(subject.kind, subject.id):
        if row.decision.waits:
            row.decision = ApprovalDecision.VOID
            row.comment = "settled"
            await approvals.stop_clock(u, incident, row)
            await refresh(u, ParcelKind.APPROVAL_REQUEST, row.id, incident.team_id)


async def _start_review(u: UnitOfWork, incident: Incident, statement: Statement) -> None:
    planned = until(u.now, u.now + EMERGENCY_REVIEW)
    clock = clocks.row(u, incident.team_id, ClockKind.EMERGENCY_REVIEW, None, planned)
    clock.incident_id = incident.id
    clock.label, clock.owner_id, clock.basis = statement.id, incident.commander_id, Basis.EVENT
    u.add(clock)
    await u.session.flush()
    await emergency_reviews.ask(u, incident, clock)


@act
async def send_back(
    desk: Desk, actor: Actor, approval_id: ApprovalId, reason: ReturnReason, comment: str = "", way: str = CHAT
) -> Acted:
    """Return it with a reason: the author hears it, and nobody else is waited for.

    Raises:
        as `approve`.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        _answer(u, incident, approval, actor.person, ApprovalDecision.RETURNED, way)
        approval.reason, approval.comment = reason.value, comment[:500]
        await approvals.stop_clock(u, incident, approval)
        u.timeline.record(
            incident,
            EntryKind.APPROVAL_RETURNED,
            by=actor.person,
            ref=approval.id,
            version=approval.version,
            reason=reason.value if reason is not ReturnReason.WRITTEN else comment[:200],
        )
        await u.session.flush()
        for row in await u.approvals.of_subject(approval.subject_kind, approval.subject_id):
            if row.decision.waits:
                row.decision = ApprovalDecision.VOID
                await approvals.stop_clock(u, incident, row)
                await refresh(u, ParcelKind.APPROVAL_REQUEST, row.id, incident.team_id)
        await refresh(u, ParcelKind.APPROVAL_REQUEST, approval.id, incident.team_id)
        await KINDS[approval.subject_kind].returned(u, incident, approval)
        post_card(u, incident)
        return Acted("toast-returned", {}, incident.id, incident.number)


async def _back_to_author(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    statement = await _statement(u, approval)
    if statement is None:
        return
    statement.state = StatementState.DRAFT
    await u.session.flush()
    await let_go(u, ParcelKind.STATEMENT_DRAFT, statement.id)
    news = News(ParcelKind.STATEMENT_DRAFT, statement.id, Lane.DECISION)
    await tell(u, incident, NoiseEvent.APPROVAL_RETURNED, news, {Whom.AUTHOR: [statement.author_id]})


async def _statement(u: Reader, approval: Approval) -> Statement | None:
    version = await u.statements.version(StatementVersionId(approval.subject_id))
    return await u.statements.find(version.statement_id) if version else None


@act
async def choose_reason(desk: Desk, actor: Actor, approval_id: ApprovalId) -> Acted:
    """Show the reasons for a return on the request.

    Raises:
        as `approve`.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        _draw_again(u, incident, approval, {"choosing": True})
        return Acted("toast-choose-reason", {}, incident.id)


@act
async def ask_comment(desk: Desk, actor: Actor, approval_id: ApprovalId, place: str) -> Acted:
    """Why it is returned, in the own words: asked in private.

    Raises:
        as `approve`.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        values = {"key": "answer-return-wanted", "asks": "return", "about": approval.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def show_all(desk: Desk, actor: Actor, approval_id: ApprovalId) -> Acted:
    """Show the whole text instead of what changed.

    Raises:
        as `approve`.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        _draw_again(u, incident, approval, {"whole": True})
        return Acted("", {}, incident.id)


def _draw_again(u: UnitOfWork, incident: Incident, approval: Approval, values: dict[str, bool]) -> None:
    post_to_person(
        u,
        approval.person_id,
        ParcelKind.APPROVAL_REQUEST,
        Lane.REPLY,
        approval.id,
        incident.team_id,
        values=values,
        sound=False,
    )


@act
async def pass_on(desk: Desk, actor: Actor, approval_id: ApprovalId) -> Acted:
    """Let the deputy decide; whoever passes it on may still answer first.

    Raises:
        as `approve`.
    """
    async with desk.transaction() as u:
        incident, approval = await _held(u, approval_id, actor.person)
        person = await approvals.to_deputy(u, incident, approval, actor.person)
        if person is None:
            return Acted("toast-no-deputy", {}, incident.id, incident.number)
        called = await names(u, [person])
        return Acted("toast-passed-to", {"person": called[person]}, incident.id, incident.number)


@act
async def ask_emergency(desk: Desk, actor: Actor, incident_id: IncidentId) -> Acted:
    """Show what would go out as an emergency, to whoever commands; the second press says so.

    Raises:
        IncidentUnknown, NotAllowed: he does not command; NothingToRush.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.COMMANDER)
        statement = await _rushed(u, incident)
        await statements.need_private(u, actor.person)
        await let_go(u, ParcelKind.EMERGENCY_ASK, statement.id)
        post_to_person(
            u, actor.person, ParcelKind.EMERGENCY_ASK, Lane.REPLY, statement.id, incident.team_id, sound=False
        )
        return Acted("toast-again", {}, incident.id, incident.number)


async def _rushed(u: Reader, incident: Incident) -> Statement:
    for statement in await u.statements.open(incident.id):
        if statement.state is StatementState.IN_APPROVAL:
            check_emergency(statement.stage, safety=statement.safety)
            return statement
    raise NothingToRush


@act
async def call_emergency(desk: Desk, actor: Actor, version_id: StatementVersionId) -> Acted:
    """The commander sends this first response on the short way: the own yes and one more are enough.

    Everybody who may sign is asked; the release is looked at again within 24 hours.

    Raises:
        StatementUnknown, NotAllowed; EmergencyNotHere: no first response and no safety line;
        VersionMoved: it is another version by now, or a used fact or the responsibility is another.
    """
    async with desk.transaction() as u:
        version = await u.statements.version(version_id)
        if version is None:
            raise statements.StatementUnknown
        incident, statement = await statements.holding(u, version.statement_id, actor.person)
        await authorize(u, incident, actor.person, Permission.COMMANDER)
        check_emergency(statement.stage, safety=statement.safety)
        if version.version != statement.version or statement.state is not StatementState.IN_APPROVAL:
            raise VersionMoved(newest=statement.version, shown=version.version)
        if await drafting.hash_of(u, incident, statement, version) != version.binding_hash:
            raise VersionMoved(newest=statement.version, shown=version.version)
        statement.emergency_by = actor.person
        team = await team_of(u, incident.team_id)
        subject = await submitting.subject_of(u, incident, team, statement, version)
        u.timeline.record(
            incident, EntryKind.EMERGENCY_CALLED, by=actor.person, ref=version.id, version=version.version
        )
        await _commanders_yes(u, incident, subject, actor.person)
        await u.session.flush()
        # Enough have said yes already: nobody is woken for it.
        done = (await approvals.standing_of(u, incident, subject)).complete
        asked = () if done else await approvals.ask_more(u, incident, subject)
        await u.session.flush()
        await _go_on(u, incident, statement, version)
        await refresh(u, ParcelKind.EMERGENCY_ASK, statement.id, incident.team_id)
        post_card(u, incident)
        called = await names(u, list(asked))
        told = ", ".join(called[person] for person in asked)
        said = "toast-handed-over" if done else "toast-emergency"
        return Acted(said, {"people": told}, incident.id, incident.number)


async def _commanders_yes(u: UnitOfWork, incident: Incident, subject: Subject, person: PersonId) -> None:
    """Pressing the second time, on the text itself, is the commander's own approval (unless it is his text)."""
    if person == subject.author:
        return
    rows = await u.approvals.of_subject(subject.kind, subject.id)
    mine = next((row for row in rows if row.person_id == person and row.decision.waits), None)
    if mine is not None:
        _answer(u, incident, mine, person, ApprovalDecision.APPROVED, CHAT)
        mine.emergency = True
        await approvals.stop_clock(u, incident, mine)
        await refresh(u, ParcelKind.APPROVAL_REQUEST, mine.id, incident.team_id)
    elif not any(row.person_id == person and row.decision is ApprovalDecision.APPROVED for row in rows):
        u.add(approvals.answered(u, incident, subject, person, ApprovalDecision.APPROVED))
    u.timeline.record(incident, EntryKind.APPROVAL_GIVEN, by=person, version=subject.version, sha256=subject.hash)


#: What can be approved, and what giving or returning an approval means for it.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        STATEMENT: Kind(_hash_now, _newest, _perhaps_complete, _back_to_author),
        SHEET: Kind(
            sheet_approvals.hash_now, sheet_approvals.newest, sheet_approvals.given, sheet_approvals.returned
        ),
    }
)
