"""Statements: written in the private chat, line by line or as a whole. Sending them on is in `submitting`.

Every change makes a new version; whatever was asked for or given for an earlier one is void at once.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import approvals, audiences, demands, drafting, in_hand, releasing, voice
from bot.desk.approvals import STATEMENT
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names, reachable
from bot.desk.speaking import let_go, post_card, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, PublicationId, StatementId, StatementVersionId
from bot.rules import statements as rules
from bot.rules.comparing import SlotText, realigned, resembles
from messages.library import skeletons
from messages.markup import clean
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import Slot, StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind

#: A statement is one Telegram message together with what stands around it.
LONGEST = 3000


class StatementUnknown(DeskError):
    """There is no such text."""

    key = "refused-statement-unknown"


class DraftWantsReply(DeskError):
    """A text like the draft, but no reply to it: nothing was changed."""

    key = "refused-draft-wants-reply"


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
    settle = drafting.settle_channel if channel is None else drafting.compose
    material = await settle(u, incident, team, statement)
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
    files: Sequence[str] | None = None,
) -> StatementVersion:
    """A new version: approvals of the one before are void, a hand-over is called back.

    `files` are the seals of what goes out with it; None: those of the version before.
    """
    text = drafting.text_of(slots, statement.language)
    if len(text) > LONGEST:
        raise TextTooLong(count=len(text), most=LONGEST)
    if not text.strip():
        raise TextEmpty
    if not first:
        files = (await newest(u, statement)).assets if files is None else files
        statement.version += 1
        await in_hand.call_back(u, incident, statement)
        statement.state = StatementState.DRAFT
        await approvals.void(u, incident, STATEMENT, statement.id)
    version = StatementVersion(
        id=StatementVersionId(u.new_id()),
        statement_id=statement.id,
        version=statement.version,
        text=text,
        slots=[[each.slot.value, each.text] for each in slots],
        fact_uses=uses,
        assets=list(files or ()),
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
    await let_go(u, ParcelKind.STATEMENT_DRAFT, statement.id, audience)
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


async def editable(u: UnitOfWork, statement_id: StatementId, person: PersonId) -> tuple[Incident, Statement]:
    """The text, for whoever writes it, while it may still change.

    Raises:
        StatementUnknown, NotAllowed, NotYourText, StatementOut.
    """
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
        incident, statement = await editable(u, statement_id, actor.person)
        before = await newest(u, statement)
        slots = rules.edited(drafting.slots_of(before), number, clean(text).strip())
        return await changed(u, incident, statement, actor.person, before, slots)


@act
async def replace_text(desk: Desk, actor: Actor, statement_id: StatementId, text: str) -> Acted:
    """The whole text, pasted back: each line keeps the place its words went to.

    Raises:
        as `change_line`, without LineUnknown.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        text = clean(text).strip()
        if len(text) > LONGEST:
            raise TextTooLong(count=len(text), most=LONGEST)
        if not text:
            raise TextEmpty
        before = await newest(u, statement)
        slots = await _placed(u, incident, statement, before, text)
        return await changed(u, incident, statement, actor.person, before, slots or (SlotText(Slot.KNOWN, text),))


async def _placed(
    u: UnitOfWork, incident: Incident, statement: Statement, before: StatementVersion, text: str
) -> tuple[SlotText, ...]:
    """The lines of a text pasted as a whole: along the draft as it was, or along what this stage usually says.

    The one that finds more of them counts, because the draft may have become something else.
    """
    between = skeletons.between(statement.language)
    usual = await drafting.compose(u, incident, await team_of(u, incident.team_id), statement)
    found = [realigned(slots, text, between) for slots in (drafting.slots_of(before), usual.slots)]
    return max(found, key=lambda slots: len({each.slot for each in slots if each.text.strip()}))


async def changed(
    u: UnitOfWork,
    incident: Incident,
    statement: Statement,
    by: PersonId,
    before: StatementVersion,
    slots: Sequence[SlotText],
) -> Acted:
    """The lines read so from now on: a new version where the text is another, shown to its author."""
    if not statement.nothing_new:
        text = drafting.text_of(slots, statement.language)
        slots = rules.completed(slots, (await demands.of(u, incident, statement, text)).required)
    statement.nothing_new = False  # changed by hand, it is no longer the text that was approved beforehand
    if drafting.text_of(slots, statement.language) != before.text:
        text = drafting.text_of(slots, statement.language)
        await write(u, incident, statement, by, slots, await _used(u, incident, before, text))
    await post_draft(u, statement)
    post_card(u, incident)
    return Acted("toast-draft-changed", {"version": statement.version}, incident.id, incident.number)


async def _used(look: Reader, incident: Incident, before: StatementVersion, text: str) -> list[dict[str, object]]:
    """The facts behind a text: those it was made from, because the author put their numbers into other words, and
    those it has come to say since."""
    kept = [dict(use) for use in before.fact_uses]
    known = {use["fact"] for use in kept}
    usable = await drafting.usable_facts(look, incident)
    return kept + drafting.uses_of([fact for fact in usable if fact.id not in known and voice.says(text, fact)])


@act
async def drop(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """The text is not going out; whoever was asked to approve it hears so on their card.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        await in_hand.call_back(u, incident, statement)
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


async def draft_open(desk: Desk, person: PersonId) -> StatementId | None:
    """The text this person is writing, if there is one."""
    async with desk.reading() as look:
        found = await look.statements.draft_of(person)
        return found.id if found is not None and found.state is not StatementState.RELEASED else None


async def like_draft(desk: Desk, person: PersonId, words: str) -> bool:
    """Are these words the text this person is writing, with changes?"""
    async with desk.reading() as look:
        found = await look.statements.draft_of(person)
        return found is not None and resembles((await newest(look, found)).text, words.strip())


async def handed_over_to(desk: Desk, person: PersonId) -> PublicationId | None:
    """What this person is to publish and has not proved yet, if it is one thing."""
    async with desk.reading() as look:
        found = await look.publications.open_of(person)
        return found[0].id if found else None
