"""A text on its way to approval: held against check and gates, then sent to those whose yes it needs."""

from typing import Final

from bot.desk import approvals, demands, drafting, releasing
from bot.desk.approvals import STATEMENT, Subject
from bot.desk.desk import Desk, act
from bot.desk.incidents import team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, names
from bot.desk.speaking import post_card, refresh
from bot.desk.statements import StatementOut, editable, newest
from bot.errors import DeskError
from bot.ids import StatementId
from bot.rules import approvals as approval_rules
from messages.library import approvals as library
from messages.screening import Finding, Verdict
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.statements import ApprovalItem, Slot, StatementStage, StatementState

#: Findings of the check that a person decides by approving: they call for an approval row instead of stopping.
DECIDED_BY_PEOPLE = frozenset({"R-C5", "R-C8", "R-C9"})


class NotReady(DeskError):
    """The check or a gate stands in the way: `count` things, the draft names them."""

    key = "refused-not-ready"


class StillWaiting(DeskError):
    """This version waits for approval already: `people`."""

    key = "refused-still-waiting"


@act
async def submit(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """Send this version to those who have to approve it; what needs nobody's approval is handed over at once.

    Raises:
        as `change_line`; NotReady: the check or a gate stands in the way; StillWaiting: it was sent before;
        NobodyToAsk: nobody who could approve can be reached.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        version = await newest(u, statement)
        await u.session.flush()
        if statement.state is StatementState.IN_APPROVAL:
            asked = await u.approvals.of_subject(STATEMENT, version.id)
            called = await names(u, [row.person_id for row in asked if row.decision.waits])
            raise StillWaiting(people=", ".join(name for name in called.values() if name))
        if statement.state is StatementState.RELEASED:
            raise StatementOut
        team = await team_of(u, incident.team_id)
        await _refuse_unready(u, incident, team, statement, version)
        return await send_on(u, incident, team, statement, version)


async def _refuse_unready(
    u: UnitOfWork, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> None:
    verdict = await drafting.checked(u, incident, team, statement, version)
    shut = [one for one in await releasing.before_approval(u, incident, team, statement, version) if one.blocks]
    problems = len(stopping(verdict)) + len(shut)
    if problems:
        raise NotReady(count=problems)


#: Denials that nobody can approve: before it is known whose fault it is, and beside an apology.
NEVER: Final = frozenset({"denial.while_unknown", "denial.with_apology"})


def stops(finding: Finding) -> bool:
    """Does it stop a text before anybody is asked? Most denials, names and promises are people's to decide."""
    return finding.level == "block" and (finding.rule not in DECIDED_BY_PEOPLE or finding.reason in NEVER)


def stopping(verdict: Verdict) -> list[str]:
    """Rules of the check that stop a text before anybody is asked."""
    return [one.rule for one in verdict.findings if stops(one)]


async def send_on(
    u: UnitOfWork, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> Acted:
    """Ask for approval, or hand over when enough people have said yes already."""
    subject = await subject_of(u, incident, team, statement, version)
    asked = await approvals.request(u, incident, subject)
    if asked.complete:
        await releasing.approved(u, incident, team, statement, version)
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        return Acted("toast-handed-over", {}, incident.id, incident.number)
    statement.state = StatementState.IN_APPROVAL
    await u.session.flush()
    await releasing.ask_to_tell(u, incident, statement)
    await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
    post_card(u, incident)
    called = await names(u, list(asked.people))
    told = ", ".join(called[person] for person in asked.people)
    return Acted("toast-approval-asked", {"people": told}, incident.id, incident.number)


async def subject_of(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> Subject:
    """This version as approvals see it, with the policy rows its words fall under."""
    return Subject(
        STATEMENT,
        version.id,
        statement.id,
        statement.version,
        version.binding_hash,
        statement.author_id,
        await items_of(look, incident, team, statement, version),
        emergency=statement.emergency_by is not None,
    )


async def items_of(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> tuple[ApprovalItem, ...]:
    """The policy rows of this wording."""
    if statement.nothing_new:
        return (ApprovalItem.NOTHING_NEW,)
    verdict = await drafting.checked(look, incident, team, statement, version)
    labelled = {each.slot for each in drafting.slots_of(version) if each.text}
    said = demands.parts_said(version.text)
    return approval_rules.items_of(
        statement.stage,
        facts=bool(version.fact_uses),
        slots=labelled | said,
        rules={one.rule for one in verdict.findings},
        sensitive=incident.crisis_type in library.sensitive_types(),
        admits=Slot.RESPONSIBILITY in said,
    )


async def can_be_rushed(look: Reader, incident: Incident) -> bool:
    """Does a first response or a safety line wait for approval?"""
    for statement in await look.statements.open(incident.id):
        first = statement.stage is StatementStage.HOLDING or statement.safety
        if first and statement.state is StatementState.IN_APPROVAL and statement.emergency_by is None:
            return True
    return False
