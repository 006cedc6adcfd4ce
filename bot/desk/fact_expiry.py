"""How long a fact holds: chosen by a person, warned of, over."""

from datetime import timedelta

from bot.desk import clocks, policies, vouching
from bot.desk.desk import Desk, act
from bot.desk.facts import changed, hold, show, snapshot
from bot.desk.outcomes import Acted
from bot.desk.people import held_roles
from bot.desk.telling import News, tell
from bot.ids import FactId, PersonId
from bot.rules import facts as rules
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.facts import FactChangeKind, FactState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.timeline import EntryKind


@act
async def choose(
    desk: Desk, person: PersonId, fact_id: FactId, chat_id: int, message_id: int, choosing: bool = True
) -> Acted:
    """The card that was pressed asks how long the fact holds; without `choosing` it is itself again.

    Raises:
        FactUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        _, fact = await hold(u, fact_id, person)
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        vouching.show_chooser(u, fact, shown, {"expiry": choosing})
        return Acted("")


@act
async def hold_for(desk: Desk, person: PersonId, fact_id: FactId, hours: int) -> Acted:
    """From now on it holds so many hours, 0: until somebody says otherwise.

    Anybody may name an earlier end. Who lets it hold longer vouches for it anew; one that was too old may be said
    again. Approvals stay: the words are the same.

    Raises:
        FactUnknown, NotAllowed; FactStepNotAllowed: nobody vouches for it yet, or it was withdrawn;
        FactNeedsAnother: longer, but he wrote it himself and holds no role that may.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        if fact.state is not FactState.VERIFIED:
            raise rules.FactStepNotAllowed(fact_state=fact.state.value)
        until = u.now + timedelta(hours=hours) if hours else None
        was_old = rules.expired(fact.expires_at, u.now)
        before = snapshot(fact)
        if rules.prolongs(fact.expires_at, until):
            own = fact.recorded_by == person and fact.asked_id != person
            policy = policies.fact_policy(incident.severity)
            rules.check_verifier(policy, own, await held_roles(u, incident, person))
            fact.verified_by, fact.verified_at = person, u.now
        await vouching.set_expiry(u, incident, fact, until)
        changed(u, fact, FactChangeKind.EXPIRY_SET, person, str(hours), before)
        u.timeline.record(
            incident,
            EntryKind.FACT_CHANGED,
            by=person,
            ref=fact.id,
            expires=until.isoformat() if until else "",
            number=fact.number,
        )
        if was_old:
            await vouching.stands_again(u, incident, fact)
        await show(u, incident, fact)
        if until is None:
            return Acted("toast-fact-for-good", {}, incident.id, incident.number)
        return Acted("toast-fact-expiry", {"until": until.isoformat()}, incident.id, incident.number)


async def expire(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Its time is over: a verified fact is too old to be said, and who uses it is told."""
    clocks.end_quietly(u, clock)
    fact = await u.facts.find(FactId(clock.label))
    if fact is None or fact.state is not FactState.VERIFIED or fact.expires_at is None:
        return
    fact.version += 1
    changed(u, fact, FactChangeKind.EXPIRED, None)
    u.timeline.record(incident, EntryKind.FACT_EXPIRED, ref=fact.id, text=fact.text, number=fact.number)
    await u.session.flush()
    await vouching.tell_users(u, incident, fact, "expired", None)
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
