"""Where a text goes, and when the next word is promised: both are part of what is approved."""

from datetime import datetime

from bot.desk import drafting
from bot.desk.desk import Desk, act
from bot.desk.incidents import team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_to_person
from bot.desk.statements import changed, editable, newest, post_draft, write
from bot.ids import StatementId
from bot.rules.comparing import SlotText
from messages.library import channels
from storage.tables.statements import Statement
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.statements import Slot, StatementStage

_SAFETY = frozenset({StatementStage.VERIFIED, StatementStage.UPDATE})


@act
async def set_next(desk: Desk, actor: Actor, statement_id: StatementId, at: datetime) -> Acted:
    """When the next word is promised for; the line that says so follows.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
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
        acted = await changed(u, incident, statement, actor.person, before, slots)
        statement.nothing_new = nothing_new
        return acted


@act
async def set_channel(desk: Desk, actor: Actor, statement_id: StatementId, code: str) -> Acted:
    """The text goes to another channel; that is part of what was approved. A draft that nobody has changed yet is
    filled anew, in the form that suits it there.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        row = channels.channel(code)
        if row is not None and row.code is not statement.channel:
            before = await newest(u, statement)
            slots, uses = drafting.slots_of(before), [dict(x) for x in before.fact_uses]
            team = await team_of(u, incident.team_id)
            untouched = (await drafting.compose(u, incident, team, statement)).slots == tuple(slots)
            statement.channel = row.code
            if untouched:  # nobody's words yet: the form that suits the new channel
                material = await drafting.compose(u, incident, team, statement)
                slots, uses = material.slots, drafting.uses_of(material.facts)
            await write(u, incident, statement, actor.person, slots, uses)
        await post_draft(u, statement)
        return Acted("toast-noted", {}, incident.id, incident.number)


def may_be_safety(statement: Statement) -> bool:
    """Can this text be called a safety warning? A first response waits for nothing anyhow; results and corrections
    are about what is over."""
    return statement.stage in _SAFETY and not statement.nothing_new


@act
async def toggle_safety(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """The author says that this text tells people how to avoid harm, or takes that back.

    It then waits neither for the order of telling nor for promotion to run again. Whoever approves reads so, and
    what was approved before is void.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
        if may_be_safety(statement):
            before = await newest(u, statement)
            statement.safety = not statement.safety
            uses = [dict(x) for x in before.fact_uses]
            await write(u, incident, statement, actor.person, drafting.slots_of(before), uses)
        await post_draft(u, statement)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def choose_channel(desk: Desk, actor: Actor, statement_id: StatementId) -> Acted:
    """Show the channels on the draft.

    Raises:
        as `change_line`.
    """
    async with desk.transaction() as u:
        incident, statement = await editable(u, statement_id, actor.person)
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
