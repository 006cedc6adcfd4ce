"""Promises made in public: found at release, owned by somebody, due at a time, kept with a proof."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from bot.desk import clocks, drafting
from bot.desk.deadlines import enter_breach
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, may_know, names
from bot.desk.speaking import let_go, post_card, post_reply, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from bot.rules.clocks import until
from bot.rules.comparing import sentences
from bot.rules.noise import NoiseEvent, Whom
from messages import screening
from messages.screening import SheetView
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.publications import Promise
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.roles import RoleState
from storage.vocabulary.timeline import EntryKind

#: More sentences of one text than this are not asked about: their list still fits one screen.
MOST = 6
#: A question about promises that nobody answers for so long comes once more, and then waits where people look.
AGAIN_AFTER = timedelta(hours=1)
#: So many people are offered to whoever passes a promise on.
_MOST_OFFERED = 6
#: The rule that hears a promise of a remedy, and its reasons for words that make none.
_PROMISING = "R-C5"
_TAKEN_BACK = frozenset({"promise.negated", "quoted"})
FactLanguage = Literal["zh", "en"]


class PromiseUnknown(DeskError):
    """There is no such promise."""

    key = "refused-promise-unknown"


class PromiseSettled(DeskError):
    """It was kept, or is none."""

    key = "refused-promise-settled"


class PromiseDuePast(DeskError):
    """Nothing is due at a time that is over, or it is none."""

    key = "refused-promise-due"


class PromiseForNobody(DeskError):
    """There is nobody else in this incident, or this one does not belong to it."""

    key = "refused-promise-nobody"


def found_in(text: str, now: datetime, language: str, next_at: datetime | None = None) -> tuple[str, ...]:
    """The sentences of a text that promise something; each once, in order.

    A remedy is heard by the wordings of the check, a deed (to publish, to call, to put right) by its own rows.
    What is denied or quoted as untrue promises nothing. `next_at`, in the zone of `now`: when the next word is
    due, if a clock runs for it; a sentence that only says we will speak again, then or at no time of its own,
    is kept by that clock and not asked about a second time.
    """
    spoken: FactLanguage = "en" if language == "en" else "zh"
    verdict = screening.screen(text, SheetView("promises"), now=now, language=spoken)
    places = [one.start for one in verdict.findings if one.rule == _PROMISING and one.reason not in _TAKEN_BACK]
    deeds = screening.deeds_promised(text)
    found = []
    for begin, end, part in sentences(text):
        asked = any(begin <= place < end for place in places)
        promised = [one for one in deeds if begin <= one.start < end]
        if not asked and promised:
            only_word = all(one.word for one in promised)
            asked = not (only_word and next_at and _then(part, next_at, now, spoken))
        if asked:
            found.append(part)
    return tuple(dict.fromkeys(found))[:MOST]


def _then(sentence: str, next_at: datetime, now: datetime, language: FactLanguage) -> bool:
    """Does a sentence name no other time than this one?"""
    named = (one for one in screening.scan_facts(sentence, now, language) if one.kind in ("date", "time", "dt"))
    same = {f"{next_at:%Y-%m-%d}", f"{next_at:%H:%M}", f"{next_at:%Y-%m-%dT%H:%M}"}
    return all(one.low in same for one in named)


async def own(u: UnitOfWork, incident: Incident, promise: Promise, person: PersonId) -> None:
    """It is a promise, and he sees to it; without a time he is asked for one, and once more after a while."""
    promise.owner_id, promise.state = person, PromiseState.OPEN
    if promise.due_at is None:
        await _end_question(u, incident, promise)
        kind = ClockKind.PROMISE_UNDATED
        clocks.start_expiry(u, incident, kind, promise.id, person, u.now + AGAIN_AFTER)


async def _end_question(u: UnitOfWork, incident: Incident, promise: Promise) -> None:
    for clock in await u.clocks.running(ClockKind.PROMISE_UNDATED, incident=incident.id):
        if clock.label == promise.id:
            clocks.end_quietly(u, clock)


async def _held(u: UnitOfWork, promise_id: str, actor: Actor) -> tuple[Incident, Promise]:
    found = await u.publications.promise(promise_id)
    if found is None:
        raise PromiseUnknown
    incident = await held(u, IncidentId(found.incident_id))
    await u.session.refresh(found)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    if found.state in (PromiseState.KEPT, PromiseState.NONE):
        raise PromiseSettled
    return incident, found


@act
async def take(desk: Desk, actor: Actor, promise_id: str) -> Acted:
    """Somebody sees to it; when it is due is asked next.

    Raises:
        PromiseUnknown, PromiseSettled, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        await own(u, incident, promise, actor.person)
        await _show(u, incident, promise)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def set_due(desk: Desk, actor: Actor, promise_id: str, at: datetime) -> Acted:
    """Until when: from now on a deadline that tells its owner.

    Raises:
        as `take`; PromiseDuePast: that time is over.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        if at <= u.now:
            raise PromiseDuePast
        promise.owner_id, promise.state, promise.due_at = promise.owner_id or actor.person, PromiseState.OPEN, at
        await _stop_clock(u, incident, promise, ClockState.CANCELLED)
        clock = clocks.row(u, incident.team_id, ClockKind.PROMISE, None, until(u.now, at))
        clock.incident_id, clock.label, clock.basis = incident.id, promise.id, Basis.PROMISE
        clock.owner_id = promise.owner_id
        u.add(clock)
        u.timeline.record(
            incident,
            EntryKind.PROMISE_MADE,
            by=actor.person,
            ref=promise.id,
            person=promise.owner_id,
            text=promise.text,
            due=at.isoformat(),
        )
        await _show(u, incident, promise)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def candidates(look: Reader, incident: Incident, promise: Promise) -> Sequence[tuple[PersonId, str]]:
    """Who could see to it instead: everybody with a role, and the commander."""
    people = [
        role.person_id
        for role in await look.roles.of_incident(incident.id)
        if role.state is RoleState.TAKEN and role.person_id
    ]
    people += [incident.commander_id] if incident.commander_id else []
    others = [person for person in dict.fromkeys(people) if person != promise.owner_id]
    called = await names(look, others)
    return [
        (person, called[person])
        for person in others[:_MOST_OFFERED]
        if person in called and await may_know(look, incident, person)
    ]


@act
async def choose_owner(
    desk: Desk, actor: Actor, promise_id: str, chat_id: int, message_id: int, choosing: bool = True
) -> Acted:
    """The card that was pressed asks who sees to it; without `choosing` it is itself again.

    Raises:
        as `take`; PromiseForNobody: there is nobody else.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        if choosing and not await candidates(u, incident, promise):
            raise PromiseForNobody
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        if shown is not None:
            values = {"choosing": choosing}
            post_reply(u, shown.audience, ParcelKind.PROMISE, promise.team_id, promise.id, values=values)
        return Acted("")


@act
async def give(desk: Desk, actor: Actor, promise_id: str, whom: PersonId) -> Acted:
    """Somebody else sees to it: he gets its card, and hears when it is due.

    Raises:
        as `take`; PromiseForNobody: he does not belong to this incident.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        if whom != promise.owner_id:
            if whom not in {each for each, _ in await candidates(u, incident, promise)}:
                raise PromiseForNobody
            await own(u, incident, promise, whom)
            for clock in await u.clocks.running(ClockKind.PROMISE, incident=incident.id):
                if clock.label == promise.id:
                    clock.owner_id = whom
            news = News(ParcelKind.PROMISE, promise.id)
            await tell(u, incident, NoiseEvent.TASK_GIVEN, news, {Whom.OWNER: [whom]})
        await _show(u, incident, promise)
        called = await names(u, [whom])
        return Acted("toast-promise-given", {"person": called.get(whom, "")}, incident.id, incident.number)


async def _stop_clock(u: UnitOfWork, incident: Incident, promise: Promise, state: ClockState) -> None:
    await _end_question(u, incident, promise)
    for clock in await u.clocks.running(ClockKind.PROMISE, incident=incident.id):
        if clock.label == promise.id:
            await clocks.stop(u, incident, clock, state, promise.owner_id, proof=promise.proof)


@act
async def none(desk: Desk, actor: Actor, promise_id: str) -> Acted:
    """The sentence promises nothing.

    Raises:
        as `take`.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        promise.state = PromiseState.NONE
        await _stop_clock(u, incident, promise, ClockState.CANCELLED)
        await _show(u, incident, promise)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def ask_proof(desk: Desk, actor: Actor, promise_id: str, place: str) -> Acted:
    """It was kept: what shows it comes as a reply.

    Raises:
        as `take`.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        values = {"key": "answer-promise-proof", "asks": "promise", "about": promise.id}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("", {}, incident.id)


@act
async def keep(desk: Desk, actor: Actor, promise_id: str, proof: str, place: str) -> None:
    """It was kept, and this shows it.

    Raises:
        as `take`.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
        promise.state, promise.proof, promise.kept_at = PromiseState.KEPT, proof[:1000], u.now
        promise.owner_id = promise.owner_id or actor.person
        await _stop_clock(u, incident, promise, ClockState.MET)
        u.timeline.record(
            incident, EntryKind.PROMISE_KEPT, by=actor.person, ref=promise.id, text=promise.text, proof=proof[:300]
        )
        await _show(u, incident, promise)
        called = await names(u, [promise.owner_id])
        values = {"key": "answer-promise-kept", "person": called.get(promise.owner_id, "")}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


async def _show(u: UnitOfWork, incident: Incident, promise: Promise) -> None:
    await u.session.flush()
    await refresh(u, ParcelKind.PROMISE, promise.id, incident.team_id)
    post_card(u, incident)


async def ask_due(u: UnitOfWork, incident: Incident, clock: Clock, reached: Mark) -> None:
    """Its owner has not said by when: asked once more."""
    promise = await u.publications.promise(clock.label)
    if reached is not Mark.DUE:
        return
    clocks.end_quietly(u, clock)
    if promise is None or promise.owner_id is None or promise.state is not PromiseState.OPEN:
        return
    await let_go(u, ParcelKind.PROMISE, promise.id)  # an edit makes no sound
    news = News(ParcelKind.PROMISE, promise.id)
    await tell(u, incident, NoiseEvent.PROMISE_DUE_SOON, news, {Whom.OWNER: [promise.owner_id]})


async def mark(u: UnitOfWork, incident: Incident, clock: Clock, reached: Mark) -> None:
    """Its time runs out, or has run out: the owner hears it, whatever became of the incident."""
    promise = await u.publications.promise(clock.label)
    if promise is None or promise.owner_id is None or promise.state is not PromiseState.OPEN:
        return
    if reached is Mark.HALF:
        return
    event = NoiseEvent.PROMISE_OVERDUE if reached is Mark.DUE else NoiseEvent.PROMISE_DUE_SOON
    if reached is Mark.DUE:
        enter_breach(u, incident, clock)
    await let_go(u, ParcelKind.PROMISE, promise.id)  # an edit makes no sound
    news = News(ParcelKind.PROMISE, promise.id, Lane.BREACH if reached is Mark.DUE else Lane.NOTICE)
    await tell(u, incident, event, news, {Whom.OWNER: [promise.owner_id]})


def due_times(team: Team, now: datetime) -> tuple[datetime, ...]:
    """Tomorrow, in three days, in a week, each at six in the evening of the team's zone."""
    today = now.astimezone(drafting.zone_of(team))
    evening = today.replace(hour=18, minute=0, second=0, microsecond=0)
    return tuple((evening + timedelta(days=days)).astimezone(now.tzinfo) for days in (1, 3, 7))
