"""A fact changed that a text uses: approvals are void, a new wording follows the fact, and its author hears it."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.desk import approvals, drafting, in_hand, statements
from bot.desk.approvals import STATEMENT
from bot.desk.speaking import post_card, refresh
from bot.desk.voice import mark_of
from bot.ids import PersonId
from bot.rules.comparing import SlotText
from messages.screening import scan_facts
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.statements import StatementState


class Says(Struct, frozen=True):
    """Texts that use a fact: any on its way out, any out already, and who wrote them."""

    waiting: bool
    published: bool
    owners: tuple[PersonId, ...]


async def fact_changed(u: UnitOfWork, incident: Incident, fact: Fact) -> Says:
    """Every text that uses this fact, and is not closed, is looked at again."""
    waiting = published = False
    owners: list[PersonId] = []
    for statement in await u.statements.of_incident(incident.id):
        if statement.state is StatementState.WITHDRAWN:
            continue
        version = await statements.newest(u, statement)
        use = next((one for one in version.fact_uses if one["fact"] == fact.id), None)
        if use is None:
            continue
        owners.append(statement.author_id)
        if statement.state is StatementState.PUBLISHED:
            published = True
            continue
        waiting = True
        await _follow(u, incident, statement, version, fact, str(use.get("text", "")))
    return Says(waiting, published, tuple(dict.fromkeys(owners)))


async def _follow(
    u: UnitOfWork, incident: Incident, statement: Statement, version: StatementVersion, fact: Fact, said: str
) -> None:
    """The new wording says the new fact; without new words the old one stands, but nobody has approved it."""
    slots = drafting.slots_of(version)
    if drafting.is_verified(fact, u.now) and fact.public and said == fact.text:
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        return  # somebody stands by what the text says already
    changed = _with_fact(slots, said, fact, statement) if said != fact.text else tuple(slots)
    mark = mark_of(fact.number)
    if changed != tuple(slots):
        uses = [_use(one, fact) for one in version.fact_uses]
        await statements.write(u, incident, statement, None, changed, uses, because=mark)
    else:
        await in_hand.call_back(u, incident, statement)
        had = await approvals.void(u, incident, STATEMENT, statement.id)
        if statement.state is StatementState.DRAFT and not had:
            return  # nobody was asked yet: the draft shows by itself what is not verified
        statement.state = StatementState.DRAFT
    await u.session.flush()
    await statements.post_draft(u, statement)
    post_card(u, incident)


def _use(use: dict[str, object], fact: Fact) -> dict[str, object]:
    return drafting.uses_of([fact])[0] if use["fact"] == fact.id else dict(use)


def _with_fact(slots: Sequence[SlotText], said: str, fact: Fact, statement: Statement) -> tuple[SlotText, ...]:
    """The lines with the fact's new words where its old ones stood; else with its new numbers instead."""
    if said and any(said in each.text for each in slots):
        return tuple(replace(each, text=each.text.replace(said, fact.text)) for each in slots)
    old = [value.canonical for value in scan_facts(said, fact.recorded_at, statement.language.value)]
    new = [value.canonical for value in scan_facts(fact.text, fact.recorded_at, statement.language.value)]
    if len(old) != len(new):
        return tuple(slots)
    swaps = {
        _figure(before): _figure(after)
        for before, after in zip(old, new, strict=True)
        if before != after and _figure(before) and _figure(after)
    }
    return tuple(replace(each, text=_swapped(each.text, swaps, fact, statement)) for each in slots)


def _figure(canonical: str) -> str:
    """The number of a value as it is written: `count:3:…` → `3`."""
    parts = canonical.split(":")
    return parts[1] if len(parts) > 1 and parts[1].replace(".", "").isdigit() else ""


def _swapped(text: str, swaps: dict[str, str], fact: Fact, statement: Statement) -> str:
    for value in reversed(scan_facts(text, fact.recorded_at, statement.language.value)):
        written = text[value.start : value.end]
        for before, after in swaps.items():
            if _figure(value.canonical) == before and before in written:
                swapped = written.replace(before, after, 1)
                text = text[: value.start] + swapped + text[value.end :]
                break
    return text
