"""Who stands by a fact: verified, disputed, withdrawn; taken back within a minute; asked of somebody.

How long it holds is in `bot.desk.fact_expiry`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.desk import clocks, fact_uses, policies
from bot.desk.desk import Desk, act
from bot.desk.facts import agreed, changed, hold, show, snapshot
from bot.desk.incidents import steered
from bot.desk.outcomes import Acted
from bot.desk.people import held_roles, may_know, names
from bot.desk.speaking import post_reply
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import FactId, PersonId
from bot.rules import facts as rules
from bot.rules.facts import FactAct, FactPolicy
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.speaking import Spoken
from storage.tables.timeline import Entry
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.facts import FactChangeKind, FactState, ValueKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleState
from storage.vocabulary.timeline import EntryKind

MOST_ASKED = 6


class FactAskedNobody(DeskError):
    """Nobody else who could be asked to verify it is in this incident."""

    key = "refused-fact-nobody"


@act
async def verify(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """Somebody stands by it: from now on it may be said, until it is too old. His look agrees the values too.

    A figure gets the policy's time to hold, or the time somebody chose for it; a fact that was too old holds as
    long again, and whatever had to be looked at for that needs it no more.

    Raises:
        FactUnknown, NotAllowed; FactNeedsAnother: he wrote it himself and holds no role that may;
        FactStepNotAllowed: it was withdrawn.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        since = (await holding_since(u, incident)).get(fact.id, fact.verified_at)
        was_old = rules.expired(fact.expires_at, u.now)
        old = was_old or rules.runs_out(since, fact.expires_at, u.now)
        if fact.state is FactState.VERIFIED and not old:
            called = await names(u, [fact.verified_by])
            told = {"by": called.get(fact.verified_by, ""), "at": (fact.verified_at or u.now).isoformat()}
            return Acted("toast-fact-was-verified", told, incident.id, incident.number)
        state = rules.after(fact.state, FactAct.VERIFY, old)
        policy = policies.fact_policy(incident.severity)
        own = fact.recorded_by == person and fact.asked_id != person
        rules.check_verifier(policy, own, await held_roles(u, incident, person))
        before = snapshot(fact)
        if fact.values_agreed_at is None:
            agreed(u, fact, person)
        fact.state, fact.verified_by, fact.verified_at = state, person, u.now
        await set_expiry(u, incident, fact, await _holds_until(u, fact, policy))
        fact.version += 1
        changed(u, fact, FactChangeKind.VERIFIED, person, before=before)
        u.timeline.record(
            incident, EntryKind.FACT_VERIFIED, by=person, ref=fact.id, text=fact.text, number=fact.number
        )
        if was_old:
            await stands_again(u, incident, fact)
        await steered(u, incident, person)
        await show(u, incident, fact)
        return Acted("toast-fact-verified", {"number": fact.number}, incident.id, incident.number)


@act
async def dispute(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """Somebody doubts it: it may not be said until that is settled.

    Raises:
        FactUnknown, NotAllowed; FactStepNotAllowed.
    """
    return await _down(desk, person, fact_id, FactAct.DISPUTE)


@act
async def withdraw(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """It does not hold: nothing may say it any more, and whoever answers for what did is told.

    Raises:
        FactUnknown, NotAllowed; FactStepNotAllowed.
    """
    return await _down(desk, person, fact_id, FactAct.WITHDRAW)


async def _down(desk: Desk, person: PersonId, fact_id: FactId, step: FactAct) -> Acted:
    disputes = step is FactAct.DISPUTE
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        state = rules.after(fact.state, step)
        before = snapshot(fact)
        stood = fact.state is FactState.VERIFIED
        fact.state = state
        fact.version += 1
        await set_expiry(u, incident, fact, None)
        kind = FactChangeKind.DISPUTED if disputes else FactChangeKind.WITHDRAWN
        changed(u, fact, kind, person, before=before)
        entry = EntryKind.FACT_DISPUTED if disputes else EntryKind.FACT_WITHDRAWN
        u.timeline.record(incident, entry, by=person, ref=fact.id, text=fact.text, number=fact.number)
        await u.session.flush()
        if stood:
            await tell_users(u, incident, fact, "disputed" if disputes else "withdrawn", person)
        await steered(u, incident, person)
        await show(u, incident, fact)
        key = "toast-fact-disputed" if disputes else "toast-fact-withdrawn"
        return Acted(key, {"number": fact.number}, incident.id, incident.number)


async def tell_users(u: UnitOfWork, incident: Incident, fact: Fact, what: str, by: PersonId | None) -> None:
    """Everything that says this fact needs a look; who answers for it hears so, as loud as the table says."""
    used = await fact_uses.fact_changed(u, incident, fact)
    if not used.in_use:
        return
    called = await names(u, [by])
    told = {
        "key": f"notice-fact-{what}",
        "number": fact.number,
        "text": fact.text,
        "by": called.get(by, ""),
        "incident": incident.id,
    }
    event = NoiseEvent.FACT_WITHDRAWN_PUBLISHED if used.published else NoiseEvent.FACT_WITHDRAWN
    news = News(ParcelKind.STATE_NOTICE, fact.id, Lane.DECISION, told)
    lead = await concerned(u, incident, Whom.COMMUNICATIONS_LEAD, {})
    people = {Whom.COMMUNICATIONS_LEAD: list(dict.fromkeys([*lead, *used.owners]))}
    await tell(u, incident, event, news, people)


async def set_expiry(u: UnitOfWork, incident: Incident, fact: Fact, until: datetime | None) -> None:
    """It holds until then, or for good; a clock says so in time."""
    for clock in await u.clocks.running(ClockKind.FACT_EXPIRY, incident=incident.id):
        if clock.label == fact.id:
            clocks.end_quietly(u, clock)
    fact.expires_at = until
    if until is not None:
        clocks.start_expiry(u, incident, ClockKind.FACT_EXPIRY, fact.id, fact.owner_id, until)


async def _holds_until(look: Reader, fact: Fact, policy: FactPolicy) -> datetime | None:
    history = await look.facts.history(fact.id)
    hours = rules.chosen_hours([(change.kind, change.reason) for change in history])
    if hours is not None:
        return look.now + timedelta(hours=hours) if hours else None
    kinds = {ValueKind(str(value["kind"])) for value in fact.values}
    return rules.holds_until(policy, kinds, look.now)


async def holding_since(look: Reader, incident: Incident) -> Mapping[str, datetime]:
    """When the time of each fact of this incident that may become too old began."""
    running = await look.clocks.running(ClockKind.FACT_EXPIRY, incident=incident.id)
    return {clock.label: clock.started_at for clock in running}


async def stands_again(u: UnitOfWork, incident: Incident, fact: Fact) -> None:
    """It was too old, and holds as it is: nothing that says it needs a look for its age any more."""
    await u.session.flush()
    for change in reversed(await u.facts.history(fact.id)):
        if change.kind is FactChangeKind.EXPIRED:
            await fact_uses.fact_back(u, incident, fact, change.at)
            return


async def candidates(look: Reader, incident: Incident, fact: Fact) -> Sequence[tuple[PersonId, str]]:
    """Who could be asked to verify it: everybody with a role but the one who wrote it down."""
    holders = [
        role.person_id
        for role in await look.roles.of_incident(incident.id)
        if role.state is RoleState.TAKEN and role.person_id and role.person_id != fact.recorded_by
    ]
    if incident.commander_id and incident.commander_id != fact.recorded_by:
        holders.append(incident.commander_id)
    called = await names(look, holders)
    return [(person, called[person]) for person in dict.fromkeys(holders) if person in called][:MOST_ASKED]


@act
async def choose_verifier(
    desk: Desk, person: PersonId, fact_id: FactId, chat_id: int, message_id: int, choosing: bool = True
) -> Acted:
    """The card that was pressed asks whom to ask; without `choosing` it is itself again.

    Raises:
        FactUnknown, NotAllowed; FactAskedNobody: there is nobody.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        if choosing and not await candidates(u, incident, fact):
            raise FactAskedNobody
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        show_chooser(u, fact, shown, {"choosing": choosing})
        return Acted("")


def show_chooser(u: UnitOfWork, fact: Fact, shown: Spoken | None, values: Mapping[str, Any]) -> None:
    """The fact's card at the place that was pressed asks for a choice, or is itself again."""
    if shown is not None:
        post_reply(u, shown.audience, ParcelKind.FACT_CARD, fact.team_id, fact.id, values=values)


@act
async def ask(desk: Desk, person: PersonId, fact_id: FactId, whom: PersonId) -> Acted:
    """Ask somebody to verify it; he gets the fact in private with the same buttons.

    Raises:
        FactUnknown, NotAllowed; FactAskedNobody: he does not belong to this incident.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        if whom not in {each for each, _ in await candidates(u, incident, fact)}:
            raise FactAskedNobody
        if not await may_know(u, incident, whom):
            raise FactAskedNobody
        fact.asked_id = whom
        news = News(ParcelKind.FACT_CARD, fact.id, Lane.DECISION)
        await tell(u, incident, NoiseEvent.TASK_GIVEN, news, {Whom.OWNER: [whom]})
        await show(u, incident, fact)
        called = await names(u, [whom])
        return Acted("toast-fact-asked", {"person": called.get(whom, "")}, incident.id, incident.number)


async def stands(look: Reader, entry: Entry) -> bool:
    """Is the fact still as this entry left it? Then it can be taken back."""
    fact = await look.facts.find(FactId(entry.ref))
    return fact is not None and fact.changed_at == entry.recorded_at


async def put_back(u: UnitOfWork, incident: Incident, entry: Entry, person: PersonId) -> None:
    """The fact is again what it was before this entry; one that was just written down is withdrawn."""
    fact = await u.facts.find(FactId(entry.ref))
    assert fact is not None, "looked up before"
    history = await u.facts.history(fact.id)
    before = history[-1].before
    if not before:
        fact.state = FactState.WITHDRAWN
        await set_expiry(u, incident, fact, None)
    else:
        fact.text, fact.values, fact.public = before["text"], before["values"], before["public"]
        fact.state = FactState(before["state"])
        fact.verified_by, fact.verified_at = before["verified_by"], _moment(before["verified_at"])
        fact.values_agreed_by, fact.values_agreed_at = (
            before["values_agreed_by"],
            _moment(before["values_agreed_at"]),
        )
        await set_expiry(u, incident, fact, _moment(before["expires_at"]))
    fact.rounding_allowed = before.get("rounding_allowed", fact.rounding_allowed)
    holds = fact.state is FactState.VERIFIED
    fact.version += 1
    changed(u, fact, FactChangeKind.TAKEN_BACK, person)
    u.timeline.record(
        incident, EntryKind.FACT_CHANGED, by=person, ref=fact.id, undoes=entry.id, number=fact.number
    )
    await u.session.flush()
    if holds:
        await fact_uses.fact_back(u, incident, fact, entry.recorded_at)
    await show(u, incident, fact)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
