"""Promises made in public: found at release, owned by somebody, due at a time, kept with a proof."""

from datetime import datetime, timedelta
from typing import Literal

from bot.desk import clocks, drafting
from bot.desk.deadlines import enter_breach
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import let_go, post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId
from bot.rules.clocks import until
from bot.rules.comparing import bare, sentences
from bot.rules.noise import NoiseEvent, Whom
from messages import screening
from messages.screening import SheetView
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.publications import Promise
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.timeline import EntryKind

#: More sentences than this are not asked about one by one.
MOST = 4
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


async def ask(
    u: UnitOfWork, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> None:
    """At release, once: whoever wrote the text is asked who keeps each promise in it.

    A text that is written anew, goes out again or to another channel with the same promise asks nothing more; what
    was promised and kept may be promised once more in another text.
    """
    zone = drafting.zone_of(team)
    at = u.now.astimezone(zone)
    # After the end of an incident no clock runs for the next word (cadence).
    next_at = statement.next_at.astimezone(zone) if statement.next_at and incident.state.open else None
    asked = {
        bare(one.text)
        for one in await u.publications.promises(incident.id)
        if one.statement_id == statement.id or one.state is not PromiseState.KEPT
    }
    for text in found_in(version.text, at, statement.language.value, next_at):
        if bare(text[:400]) in asked:
            continue
        promise = Promise(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            statement_id=statement.id,
            text=text[:400],
            made_at=u.now,
        )
        u.add(promise)
        await u.session.flush()
        post_to_person(
            u, statement.author_id, ParcelKind.PROMISE, Lane.NOTICE, promise.id, incident.team_id, sound=False
        )


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
        promise.owner_id, promise.state = actor.person, PromiseState.OPEN
        await _show(u, incident, promise)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def set_due(desk: Desk, actor: Actor, promise_id: str, at: datetime) -> Acted:
    """Until when: from now on a deadline that tells its owner.

    Raises:
        as `take`.
    """
    async with desk.transaction() as u:
        incident, promise = await _held(u, promise_id, actor)
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


async def _stop_clock(u: UnitOfWork, incident: Incident, promise: Promise, state: ClockState) -> None:
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


def due_times(team: Team, now: datetime) -> tuple[datetime, datetime, datetime]:
    """Tomorrow, in three days, in a week, each at six in the evening of the team's zone."""
    zone = drafting.zone_of(team)
    today = now.astimezone(zone)
    evening = today.replace(hour=18, minute=0, second=0, microsecond=0)
    return tuple((evening + timedelta(days=days)).astimezone(now.tzinfo) for days in (1, 3, 7))  # type: ignore[return-value]
