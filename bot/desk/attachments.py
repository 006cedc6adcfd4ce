"""Attaching files to a text, and taking them off. Another file is another text: what was approved is void."""

from bot.desk import attached, drafting
from bot.desk.attached import Sent
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_card, post_reply, refresh
from bot.desk.statements import editable, newest, post_draft, write
from bot.ids import PersonId, StatementId
from bot.rules import attachments as rules
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind


@act
async def attach(desk: Desk, actor: Actor, statement_id: StatementId, sent: Sent, place: str) -> Acted:
    """A file goes out with the text from now on; its author sees it in the draft, by number, size and seal.

    Raises:
        StatementUnknown, NotAllowed, NotYourText, StatementOut; FileEmpty, FileThere, FilesFull.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        before = await newest(u, statement)
        files = rules.with_file(before.assets, sent.seal)
        await attached.keep(u, incident, actor.person, sent)
        statement.nothing_new = False  # with a file it is no longer the text that was approved beforehand
        acted = await _with(u, incident, statement, before, files, actor.person)
        # Where it stands: the next picture of an album replies to the same message.
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        key = "answer-attached" if sent.content is not None else "answer-attached-unseen"
        said = {"key": key, "number": str(len(files)), "name": sent.name, "version": str(statement.version)}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=said)
        return acted


@act
async def remove(desk: Desk, actor: Actor, statement_id: StatementId, number: int) -> Acted:
    """File `number` does not go out with the text.

    Raises:
        StatementUnknown, NotAllowed, NotYourText, StatementOut; FileUnknown.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        before = await newest(u, statement)
        acted = await _with(u, incident, statement, before, rules.without(before.assets, number), actor.person)
        await post_draft(u, statement)
        return acted


async def _with(
    u: UnitOfWork,
    incident: Incident,
    statement: Statement,
    before: StatementVersion,
    files: list[str],
    by: PersonId,
) -> Acted:
    """The same words with these files: a new version."""
    uses = [dict(use) for use in before.fact_uses]
    await write(u, incident, statement, by, drafting.slots_of(before), uses, files=files)
    post_card(u, incident)
    return Acted("toast-draft-changed", {"version": statement.version}, incident.id, incident.number)
