"""Statements: written in the private chat, line by line or as a whole, and sent for approval.

Every change makes a new version; whatever was asked for or given for an earlier one is void at once.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import approvals, audiences, drafting, releasing
from bot.desk.approvals import STATEMENT, Subject
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names, reachable
from bot.desk.speaking import post_card, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, PublicationId, StatementId, StatementVersionId
from bot.rules import approvals as approval_rules
from bot.rules import statements as rules
from bot.rules.comparing import SlotText, realigned
from messages.library import approvals as library
from messages.library import channels, skeletons
from messages.markup import clean
from messages.screening import Verdict
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import ApprovalItem, Slot, StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind

#: A statement is one Telegram message together with what stands around it.
LONGEST = 3000
#: Findings of the check that a person decides by approving: they call for an approval row instead of stopping.
DECIDED_BY_PEOPLE = frozenset({"R-C5", "R-C8", "R-C9"})


class StatementUnknown(DeskError):
    """There is no such text."""

    key = "refused-statement-unknown"


class TextTooLong(DeskError):
    """Longer than one message can carry: `count` of `most`."""

    key = "refused-statement-too-long"


class TextEmpty(DeskError):
    """Nothing that can be read is left of it."""

    key = "refused-statement-empty"


class NotYourText(DeskError):
    """Somebody else writes it: `by`."""

    key = "refused-not-your-text"


class PrivateChatNeeded(DeskError):
    """Texts are written in private, and the desk cannot write to this person yet."""

    key = "refused-private-needed"


class StatementOut(DeskError):
    """It is out, or was dropped: nothing of it can be changed any more."""

    key = "refused-statement-out"


class NotReady(DeskError):
    """The check or a gate stands in the way: `count` things, the draft names them."""

    key = "refused-not-ready"


class StillWaiting(DeskError):
    """This version waits for approval already: `people`."""

    key = "refused-still-waiting"


@act
async def draft(desk: Desk, actor: Actor, incident_id: IncidentId, stage: StatementStage | None = None) -> Acted:
    """Start writing, in private, with a complete draft; a text that is being written comes down instead.

    Raises:
        IncidentUnknown, NotAllowed; PrivateChatNeeded: the desk cannot write to this person;
        NotYourText: somebody else writes it.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        await need_private(u, actor.person)
        wanted = stage or await drafting.stage_now(u, incident)
        for other in await u.statements.open(incident.id):
            if other.stage is wanted and other.state is not StatementState.RELEASED:
                await _only_author(u, incident, other, actor.person)
                await post_draft(u, other)
                return Acted("toast-draft-here", {}, incident.id, incident.number)
        await begin(u, incident, actor.person, wanted)
        return Acted("toast-draft-here", {}, incident.id, incident.number)


async def need_private(u: UnitOfWork, person: PersonId) -> None:
    """Raises: PrivateChatNeeded."""
    known = await u.people.find(person)
    if known is None or not reachable(known):
        raise PrivateChatNeeded


async def begin(
    u: UnitOfWork,
    incident: Incident,
    author: PersonId,
    stage: StatementStage,
    *,
    channel: Channel | None = None,
    nothing_new: bool = False,
    next_at: datetime | None = None,
    corrects: str = "",
    show: bool = True,
) -> Statement:
    """A new text with its first wording, filled from what is known."""
    team = await team_of(u, incident.team_id)
    statement = Statement(
        id=StatementId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        stage=stage,
        channel=channel or drafting.channel_of(incident),
        language=team.language,
        author_id=author,
        nothing_new=nothing_new,
        corrects=corrects,
        made_at=u.now,
        changed_at=u.now,
    )
    if stage not in (StatementStage.RESULT, StatementStage.CORRECTION):
        due = await releasing.due_of(u, incident, stage)
        statement.next_at = next_at or drafting.next_times(incident, due, u.now)[1]
    u.add(statement)
    await u.session.flush()
    material = await drafting.compose(u, incident, team, statement)
    await write(u, incident, statement, author, material.slots, drafting.uses_of(material.facts), first=True)
    if show:
        await post_draft(u, statement)
    post_card(u, incident)
    return statement


async def write(
    u: UnitOfWork,
    incident: Incident,
    statement: Statement,
    by: PersonId | None,
    slots: Sequence[SlotText],
    uses: list[dict[str, object]],
    *,
    first: bool = False,
    because: str = "",
) -> StatementVersion:
    """A new version: approvals of the one before are void, a hand-over is called back."""
    text = drafting.text_of(slots, statement.language)
    if len(text) > LONGEST:
        raise TextTooLong(count=len(text), most=LONGEST)
    if not text.strip():
        raise TextEmpty
    if not first:
        statement.version += 1
        await releasing.call_back(u, incident, statement)
        statement.state = StatementState.DRAFT
        await approvals.void(u, incident, STATEMENT, statement.id)
    version = StatementVersion(
        id=StatementVersionId(u.new_id()),
        statement_id=statement.id,
        version=statement.version,
        text=text,
        slots=[[each.slot.value, each.text] for each in slots],
        fact_uses=uses,
        assets=[],
        binding_hash="",
        made_by=by,
        made_at=u.now,
        because=because[:60],
    )
    version.binding_hash = await drafting.hash_of(u, incident, statement, version)
    statement.changed_at = u.now
    u.add(version)
    await u.session.flush()
    kind = EntryKind.STATEMENT_DRAFTED if first else EntryKind.STATEMENT_CHANGED
    u.timeline.record(incident, kind, by=by, ref=version.id, stage=statement.stage, version=statement.version)
    return version


async def post_draft(u: UnitOfWork, statement: Statement) -> None:
    """The draft comes down to where its author reads; an older showing loses its place."""
    audience = audiences.to_person(statement.author_id)
    for message in await u.messages.showing(ParcelKind.STATEMENT_DRAFT, statement.id, audience):
        message.alive = False
        u.session.add(message)
    post_to_person(
        u,
        statement.author_id,
        ParcelKind.STATEMENT_DRAFT,
        Lane.REPLY,
        statement.id,
        statement.team_id,
        sound=False,
    )


async def holding(u: UnitOfWork, statement_id: StatementId, person: PersonId) -> tuple[Incident, Statement]:
    """The incident, held, and the text as it is now.

    Raises:
        StatementUnknown, NotAllowed.
    """
    found = await u.statements.find(statement_id)
    if found is None:
        raise StatementUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    return incident, found


async def _only_author(u: UnitOfWork, incident: Incident, statement: Statement, person: PersonId) -> None:
    if statement.author_id == person:
        return
    called = await names(u, [statement.author_id])
    raise NotYourText(by=called.get(statement.author_id, ""))


async def _editable(u: UnitOfWork, statement_id: StatementId, person: PersonId) -> tuple[Incident, Statement]:
    incident, statement = await holding(u, statement_id, person)
    await _only_author(u, incident, statement, person)
    if not statement.state.open:
        raise StatementOut
    return incident, statement


async def newest(u: Reader, statement: Statement) -> StatementVersion:
    """The wording as it is now; a text always has one."""
    version = await u.statements.newest(statement.id)
    assert version is not None, "a statement has a version"
    return version


@act
async def change_line(desk: Desk, actor: Actor, statement_id: StatementId, number: int, text: str) -> Acted:
    """One line says something else from now on; approvals of the former version are void.

    Raises:
        StatementUnknown, NotAllowed, NotYourText, StatementOut; LineUnknown: no line of this number;
        TextTooLong, TextEmpty.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        before = await newest(u, statement)
        slots = rules.edited(drafting.slots_of(before), number, clean(text).strip())
        return await _changed(u, incident, statement, actor.person, before, slots)


@act
async def replace_text(desk: Desk, actor: Actor, statement_id: StatementId, text: str) -> Acted:
    """The whole text, pasted back: each line keeps the place its words went to.

    Raises:
        as `change_line`, without LineUnknown.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        text = clean(text).strip()
        if len(text) > LONGEST:
            raise TextTooLong(count=len(text), most=LONGEST)
        if not text:
            raise TextEmpty
        before = await newest(u, statement)
        slots = realigned(drafting.slots_of(before), text, skeletons.between(statement.language))
        return await _changed(u, incident, statement, actor.person, before, slots or (SlotText(Slot.KNOWN, text),))


async def _changed(
    u: UnitOfWork,
    incident: Incident,
    statement: Statement,
    by: PersonId,
    before: StatementVersion,
    slots: Sequence[SlotText],
) -> Acted:
    if not statement.nothing_new:
        slots = rules.completed(slots, drafting.wanted_slots(incident, statement))
    statement.nothing_new = False  # changed by hand, it is no longer the text that was approved beforehand
    if drafting.text_of(slots, statement.language) != before.text:
        await write(u, incident, statement, by, slots, _still_used(before, slots, statement))
    await post_draft(u, statement)
    post_card(u, incident)
    return Acted("toast-draft-changed", {"version": statement.version}, incident.id, incident.number)


def _still_used(
    before: StatementVersion, slots: Sequence[SlotText], statement: Statement
) -> list[dict[str, object]]:
    """A text goes on using the facts it was made from: the author put their numbers into other words."""
    return [dict(use) for use in before.fact_uses]


@act
async def set_next(desk: Desk, actor: Actor, statement_id: StatementId, at: datetime) -> Acted:
    """When the next word is promised for; the line that says so follows.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        team = await team_of(u, incident.team_id)
        before = await newest(u, statement)
        was = drafting.said_time(statement.next_at, team, statement.language, u.now) if statement.next_at else ""
        statement.next_at = at
        said = drafting.said_time(at, team, statement.language, u.now)
        slots = tuple(
            SlotText(each.slot, each.text.replace(was, said)) if was and each.slot is Slot.NEXT else each
            for each in drafting.slots_of(before)
        )
        nothing_new = statement.nothing_new
        acted = await _changed(u, incident, statement, actor.person, before, slots)
        statement.nothing_new = nothing_new
        return acted


@act
async def set_channel(desk: Desk, actor: Actor, statement_id: StatementId, code: str) -> Acted:
    """The text goes to another channel; that is part of what was approved.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        row = channels.channel(code)
        if row is not None and row.code is not statement.channel:
            before = await newest(u, statement)
            statement.channel = row.code
            await write(
                u,
                incident,
                statement,
                actor.person,
                drafting.slots_of(before),
                [dict(x) for x in before.fact_uses],
            )
        await post_draft(u, statement)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def choose_channel(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """Show the channels on the draft.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        post_to_person(
            u,
            actor.person,
            ParcelKind.STATEMENT_DRAFT,
            Lane.REPLY,
            statement.id,
            incident.team_id,
            values={"channels": True},
            sound=False,
        )
        return Acted("", {}, incident.id)


@act
async def drop(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """The text is not going out; whoever was asked to approve it hears so on their card.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
        await releasing.call_back(u, incident, statement)
        statement.state = StatementState.WITHDRAWN
        await approvals.void(u, incident, STATEMENT, statement.id)
        u.timeline.record(incident, EntryKind.STATEMENT_DROPPED, by=actor.person, ref=statement.id)
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-draft-dropped", {}, incident.id, incident.number)


@act
async def show(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """The text as it is now, to whoever writes it.

    Raises:
        StatementUnknown, NotAllowed, NotYourText.
    """
    async with desk.transaction() as u:
        incident, statement = await holding(u, statement_id, actor.person)
        await _only_author(u, incident, statement, actor.person)
        await post_draft(u, statement)
        return Acted("", {}, incident.id, incident.number)


@act
async def submit(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """Send this version to those who have to approve it; what needs nobody's approval is handed over at once.

    Raises:
        as `change_line`; NotReady: the check or a gate stands in the way; StillWaiting: it was sent before;
        NobodyToAsk: nobody who could approve can be reached.
    """
    async with desk.transaction() as u:
        incident, statement = await _editable(u, statement_id, actor.person)
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


def stopping(verdict: Verdict) -> list[str]:
    """Rules of the check that stop a text before anybody is asked; denials, names and promises are people's."""
    return [one.rule for one in verdict.findings if one.level == "block" and one.rule not in DECIDED_BY_PEOPLE]


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
    return approval_rules.items_of(
        statement.stage,
        facts=bool(version.fact_uses),
        slots={each.slot for each in drafting.slots_of(version) if each.text},
        rules={one.rule for one in verdict.findings},
        sensitive=incident.crisis_type in library.sensitive_types(),
    )


async def draft_open(desk: Desk, person: PersonId) -> StatementId | None:
    """The text this person is writing, if there is one."""
    async with desk.reading() as look:
        found = await look.statements.draft_of(person)
        return found.id if found is not None and found.state is not StatementState.RELEASED else None


async def handed_over_to(desk: Desk, person: PersonId) -> PublicationId | None:
    """What this person is to publish and has not proved yet, if it is one thing."""
    async with desk.reading() as look:
        found = await look.publications.open_of(person)
        return found[0].id if found else None


async def can_be_rushed(look: Reader, incident: Incident) -> bool:
    """Does a first response or a safety line wait for approval?"""
    for statement in await look.statements.open(incident.id):
        first = statement.stage is StatementStage.HOLDING or statement.safety
        if first and statement.state is StatementState.IN_APPROVAL and statement.emergency_by is None:
            return True
    return False
