"""Who stands by a fact: verified, disputed, withdrawn, too old; taken back within a minute; asked of somebody."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import clocks, fact_uses, policies
from bot.desk.desk import Desk, act
from bot.desk.facts import agreed, changed, hold, show, snapshot
from bot.desk.incidents import steered
from bot.desk.outcomes import Acted
from bot.desk.people import held_roles, may_know, names
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import FactId, PersonId
from bot.rules import facts as rules
from bot.rules.facts import FactAct
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
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

    A figure gets the policy's time to hold; a fact that was too old holds as long again.

    Raises:
        FactUnknown, NotAllowed; FactNeedsAnother: he wrote it himself and holds no role that may;
        FactStepNotAllowed: it was withdrawn.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        old = rules.expired(fact.expires_at, u.now) or rules.runs_out(fact.verified_at, fact.expires_at, u.now)
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
        kinds = {ValueKind(str(value["kind"])) for value in fact.values}
        await _set_expiry(u, incident, fact, rules.holds_until(policy, kinds, u.now))
        fact.version += 1
        changed(u, fact, FactChangeKind.VERIFIED, person, before=before)
        u.timeline.record(
            incident, EntryKind.FACT_VERIFIED, by=person, ref=fact.id, text=fact.text, number=fact.number
        )
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
        await _set_expiry(u, incident, fact, None)
        kind = FactChangeKind.DISPUTED if disputes else FactChangeKind.WITHDRAWN
        changed(u, fact, kind, person, before=before)
        entry = EntryKind.FACT_DISPUTED if disputes else EntryKind.FACT_WITHDRAWN
        u.timeline.record(incident, entry, by=person, ref=fact.id, text=fact.text, number=fact.number)
        await u.session.flush()
        if stood:
            await _tell_users(u, incident, fact, "disputed" if disputes else "withdrawn", person)
        await steered(u, incident, person)
        await show(u, incident, fact)
        key = "toast-fact-disputed" if disputes else "toast-fact-withdrawn"
        return Acted(key, {"number": fact.number}, incident.id, incident.number)


async def _tell_users(u: UnitOfWork, incident: Incident, fact: Fact, what: str, by: PersonId | None) -> None:
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


async def expire(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Its time is over: a verified figure is too old to be said, and who uses it is told."""
    clocks.end_quietly(u, clock)
    fact = await u.facts.find(FactId(clock.label))
    if fact is None or fact.state is not FactState.VERIFIED or fact.expires_at is None:
        return
    fact.version += 1
    changed(u, fact, FactChangeKind.EXPIRED, None)
    u.timeline.record(incident, EntryKind.FACT_EXPIRED, ref=fact.id, text=fact.text, number=fact.number)
    await u.session.flush()
    await _tell_users(u, incident, fact, "expired", None)
    await show(u, incident, fact)


async def soon(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """A fifth of its time is left: its owner gets it in private, with the tap that says it still holds."""
    fact = await u.facts.find(FactId(clock.label))
    if fact is None or fact.state is not FactState.VERIFIED:
        return
    owners = [person for person in dict.fromkeys((fact.verified_by, fact.owner_id)) if person]
    news = News(ParcelKind.FACT_CARD, fact.id, Lane.DECISION)
    await tell(u, incident, NoiseEvent.CLOCK_WARNING_INTERNAL, news, {Whom.OWNER: owners[:1]})
    await show(u, incident, fact)


async def _set_expiry(u: UnitOfWork, incident: Incident, fact: Fact, until: datetime | None) -> None:
    for clock in await u.clocks.running(ClockKind.FACT_EXPIRY, incident=incident.id):
        if clock.label == fact.id:
            clocks.end_quietly(u, clock)
    fact.expires_at = until
    if until is not None:
        clocks.start_expiry(u, incident, ClockKind.FACT_EXPIRY, fact.id, fact.owner_id, until)


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
        if shown is not None:
            u.outbox.post(
                ParcelKind.FACT_CARD,
                team=incident.team_id,
                stream=shown.audience,
                audience=shown.audience,
                lane=Lane.REPLY,
                subject=fact.id,
                values={"choosing": choosing},
            )
        return Acted("")


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
        await _set_expiry(u, incident, fact, None)
    else:
        fact.text, fact.values, fact.public = before["text"], before["values"], before["public"]
        fact.state = FactState(before["state"])
        fact.verified_by, fact.verified_at = before["verified_by"], _moment(before["verified_at"])
        fact.values_agreed_by, fact.values_agreed_at = (
            before["values_agreed_by"],
            _moment(before["values_agreed_at"]),
        )
        await _set_expiry(u, incident, fact, _moment(before["expires_at"]))
    stands_again = fact.state is FactState.VERIFIED
    fact.version += 1
    changed(u, fact, FactChangeKind.TAKEN_BACK, person)
    u.timeline.record(
        incident, EntryKind.FACT_CHANGED, by=person, ref=fact.id, undoes=entry.id, number=fact.number
    )
    await u.session.flush()
    if stands_again:
        await fact_uses.fact_back(u, incident, fact, entry.recorded_at)
    await show(u, incident, fact)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
