"""The look back at an emergency release: within 24 hours, by those who would have had to approve it."""

from bot.desk import approvals, clocks, statements, submitting
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import let_go, post_card, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, PersonId, StatementId
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.statements import Statement
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.statements import ApprovalDecision, StatementStage
from storage.vocabulary.timeline import EntryKind


class ReviewUnknown(DeskError):
    """There is no such review."""

    key = "refused-review-unknown"


class ReviewDone(DeskError):
    """Somebody looked at it before: `by`, `at`."""

    key = "refused-review-done"


class ReviewByOther(DeskError):
    """Whoever released it does not judge the own release."""

    key = "refused-review-by-other"


async def ask(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """It went out on the short way: those who were passed over see the words, who agreed, and until when."""
    for person in await reviewers(u, incident, clock):
        _show(u, incident, clock, person, sound=False)


async def reviewers(look: Reader, incident: Incident, clock: Clock) -> list[PersonId]:
    """Those in the roles the usual policy wants who had no part in it; without any, the commander."""
    statement = await look.statements.find(StatementId(clock.label))
    if statement is None:
        return []
    involved = await _released_by(look, statement)
    version = await look.statements.newest(statement.id)
    team = await look.teams.find(incident.team_id)
    assert version is not None and team is not None, "a statement has a version, an incident its team"  # noqa: PT018
    items = await submitting.items_of(look, incident, team, statement, version)
    wanted = set(approvals.need_of(incident, items).roles)
    found = [
        PersonId(signer.person)
        for signer in await approvals.signers(look, incident)
        if signer.reachable and signer.person not in involved and wanted & signer.roles
    ]
    return found or ([incident.commander_id] if incident.commander_id else [])


async def _released_by(look: Reader, statement: Statement) -> set[PersonId]:
    version = await look.statements.newest(statement.id)
    rows = await look.approvals.of_subject(approvals.STATEMENT, version.id) if version else ()
    said_yes = {row.person_id for row in rows if row.decision is ApprovalDecision.APPROVED}
    return said_yes | {statement.author_id} | ({statement.emergency_by} if statement.emergency_by else set())


async def mark(u: UnitOfWork, incident: Incident, clock: Clock, mark: Mark) -> None:
    """Nobody has looked yet: said again before the end, and to the owners of the desk once it is over."""
    if mark not in (Mark.WARNING, Mark.DUE):
        return
    people = await reviewers(u, incident, clock)
    if mark is Mark.DUE:
        members = await u.people.members(incident.team_id)
        people += [PersonId(one.person_id) for one in members if one.standing is Standing.OWNER]
    await let_go(u, ParcelKind.EMERGENCY_REVIEW, clock.id)
    for person in dict.fromkeys(people):
        _show(u, incident, clock, person, sound=True)


def _show(u: UnitOfWork, incident: Incident, clock: Clock, person: PersonId, *, sound: bool) -> None:
    post_to_person(u, person, ParcelKind.EMERGENCY_REVIEW, Lane.DECISION, clock.id, incident.team_id, sound=sound)


@act
async def judge(desk: Desk, actor: Actor, clock_id: ClockId, *, good: bool) -> Acted:
    """Somebody looked at it again: it stands, or it wants a correction, whose draft opens in private.

    Raises:
        ReviewUnknown, NotAllowed; ReviewDone: somebody did before; ReviewByOther: it is the own release;
        PrivateChatNeeded: there is nowhere to write the correction.
    """
    async with desk.transaction() as u:
        found = await u.clocks.find(clock_id)
        if found is None or found.incident_id is None:
            raise ReviewUnknown
        incident = await held(u, IncidentId(found.incident_id))
        await u.session.refresh(found)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        statement = await u.statements.find(StatementId(found.label))
        if statement is None:
            raise ReviewUnknown
        if found.state is not ClockState.RUNNING:
            called = await names(u, [found.stopped_by])
            at = found.stopped_at.isoformat() if found.stopped_at else ""
            raise ReviewDone(by=called.get(found.stopped_by, ""), at=at)
        others = await reviewers(u, incident, found)
        if actor.person in await _released_by(u, statement) and actor.person not in others:
            raise ReviewByOther
        await clocks.stop(u, incident, found, ClockState.MET, actor.person, reason="good" if good else "correct")
        u.timeline.record(incident, EntryKind.EMERGENCY_REVIEWED, by=actor.person, ref=statement.id, good=good)
        if not good:
            await _correct(u, incident, statement, actor.person)
        await u.session.flush()
        await refresh(u, ParcelKind.EMERGENCY_REVIEW, found.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-noted" if good else "toast-draft-here", {}, incident.id, incident.number)


async def _correct(u: UnitOfWork, incident: Incident, statement: Statement, person: PersonId) -> None:
    """The correction of what went out, for the same channel, through the same approval as every text."""
    await statements.need_private(u, person)
    out = await u.publications.of_statement(statement.id)
    await statements.begin(
        u,
        incident,
        person,
        StatementStage.CORRECTION,
        channel=statement.channel,
        corrects=out[-1].id if out else "",
    )
