"""What a released text promises, as one list: asked at release, ticked beforehand, confirmed by a person.

The question is a clock (`PROMISES_ASKED`, its label the statement): while it runs nobody has confirmed, and its
mark says it once more. The promises of a list are those of its text that were made at the moment it was asked;
ticked is *found*, without a tick *none*.
"""

from collections.abc import Sequence
from typing import Final

from bot.desk import asking, clocks, drafting, promises
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.promises import PromiseUnknown
from bot.desk.speaking import let_go, post_anew, post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, PersonId, StatementId
from bot.rules.comparing import bare
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.publications import Promise
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState, Mark
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.timeline import EntryKind

#: Cards of single promises that are handed out at once.
_AT_ONCE: Final = 4
_LONGEST: Final = 400
_SAID: Final = 300
_TICKS: Final = {PromiseState.FOUND: "1", PromiseState.NONE: "0"}


class PromisesConfirmed(DeskError):
    """Somebody confirmed this list before: `by`, `at`."""

    key = "refused-promises-confirmed"


class PromisesChanged(DeskError):
    """Somebody set or took a tick since this list was drawn: nothing was confirmed that nobody saw."""

    key = "refused-promises-changed"


class PromiseTooLong(DeskError):
    """Longer than a promise is kept: `count` of `total` characters. Nothing is cut that somebody typed."""

    key = "refused-promise-too-long"


async def ask(
    u: UnitOfWork, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> None:
    """At release, once: whoever wrote the text gets the sentences in it that promise something, to confirm.

    A text that is written anew, goes out again or to another channel with the same promises asks nothing more;
    what was promised and kept may be promised once more in another text. A text without a promise asks nothing.
    """
    zone = drafting.zone_of(team)
    # After the end of an incident no clock runs for the next word (cadence).
    next_at = statement.next_at.astimezone(zone) if statement.next_at and incident.state.open else None
    asked = {
        bare(one.text)
        for one in await u.publications.promises(incident.id)
        if one.statement_id == statement.id or one.state is not PromiseState.KEPT
    }
    found = [
        text[:_LONGEST]
        for text in promises.found_in(version.text, u.now.astimezone(zone), statement.language.value, next_at)
        if bare(text[:_LONGEST]) not in asked
    ]
    if not found:
        return
    kind = ClockKind.PROMISES_ASKED
    clock = clocks.start_expiry(u, incident, kind, statement.id, statement.author_id, u.now + promises.AGAIN_AFTER)
    for text in found:
        u.add(_row(u, incident, clock, text))
    await u.session.flush()
    post_to_person(
        u, statement.author_id, ParcelKind.PROMISE_LIST, Lane.NOTICE, clock.id, incident.team_id, sound=False
    )


def _row(u: UnitOfWork, incident: Incident, clock: Clock, text: str) -> Promise:
    return Promise(
        id=u.new_id(),
        team_id=incident.team_id,
        incident_id=incident.id,
        statement_id=StatementId(clock.label),
        text=text,
        made_at=clock.started_at,
    )


async def listed(look: Reader, clock: Clock) -> Sequence[Promise]:
    """The promises of this list, in the order of the text; what people added comes last."""
    rows = await look.publications.promises(IncidentId(clock.incident_id or ""))
    return [one for one in rows if _belongs(one, clock)]


def _belongs(promise: Promise, clock: Clock) -> bool:
    return promise.statement_id == clock.label and promise.made_at == clock.started_at


def ticks(rows: Sequence[Promise]) -> str:
    """What a list shows, one sign a sentence: the button that confirms carries it."""
    return "".join(_TICKS.get(one.state, "x") for one in rows)


async def waiting(look: Reader, incident: Incident) -> Sequence[Clock]:
    """The lists of this incident that nobody has confirmed, the oldest first."""
    return await look.clocks.running(ClockKind.PROMISES_ASKED, incident=incident.id)


async def _held(u: UnitOfWork, clock_id: ClockId, actor: Actor) -> tuple[Incident, Clock]:
    found = await u.clocks.find(clock_id)
    if found is None or found.incident_id is None or found.kind is not ClockKind.PROMISES_ASKED:
        raise PromiseUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    return incident, found


async def _refuse_confirmed(u: UnitOfWork, clock: Clock) -> None:
    if clock.state is not ClockState.RUNNING:
        called = await names(u, [clock.stopped_by])
        at = clock.stopped_at.isoformat() if clock.stopped_at else ""
        raise PromisesConfirmed(by=called.get(clock.stopped_by, ""), at=at)


@act
async def tick(desk: Desk, actor: Actor, promise_id: str, *, counts: bool) -> Acted:
    """This sentence is a promise, or is none; the list says so at once, and waits to be confirmed.

    Pressed twice it says the same.

    Raises:
        PromiseUnknown, NotAllowed; PromisesConfirmed: somebody was quicker.
    """
    async with desk.transaction() as u:
        found = await u.publications.promise(promise_id)
        if found is None:
            raise PromiseUnknown
        incident = await held(u, IncidentId(found.incident_id))
        await u.session.refresh(found)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        lists = await u.clocks.of_incident(incident.id)
        clock = next((c for c in lists if c.kind is ClockKind.PROMISES_ASKED and _belongs(found, c)), None)
        if clock is None:
            raise PromiseUnknown
        await _refuse_confirmed(u, clock)
        if found.state in _TICKS:
            found.state = PromiseState.FOUND if counts else PromiseState.NONE
        await u.session.flush()
        await refresh(u, ParcelKind.PROMISE_LIST, clock.id, incident.team_id, Lane.REPLY)
        key = "toast-promise-ticked" if counts else "toast-promise-unticked"
        return Acted(key, {}, incident.id, incident.number)


@act
async def confirm(desk: Desk, actor: Actor, clock_id: ClockId, shown: str, place: str) -> Acted:
    """What is ticked is promised, by whoever confirms until he passes it on; the rest is none.

    `shown`: the ticks as they stood on the list that was pressed.

    Raises:
        PromiseUnknown, NotAllowed; PromisesConfirmed: somebody was quicker; PromisesChanged: they stand otherwise.
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, clock_id, actor)
        await _refuse_confirmed(u, clock)
        rows = await listed(u, clock)
        if ticks(rows) != shown:
            raise PromisesChanged
        kept = [row for row in rows if row.state is PromiseState.FOUND]
        where, _ = await asking.where(u, actor.person, place)
        for row in kept:
            await promises.own(u, incident, row, actor.person)
            post_reply(u, where, ParcelKind.PROMISE, incident.team_id, row.id)
        await clocks.stop(u, incident, clock, ClockState.MET, actor.person)
        u.timeline.record(
            incident,
            EntryKind.PROMISES_CONFIRMED,
            by=actor.person,
            ref=clock.label,
            text=" · ".join(row.text for row in kept)[:_SAID],
            none=len(rows) - len(kept),
        )
        await u.session.flush()
        await refresh(u, ParcelKind.PROMISE_LIST, clock.id, incident.team_id, Lane.REPLY)
        post_card(u, incident)
        return Acted("toast-promises-confirmed", {"count": len(kept)}, incident.id, incident.number)


@act
async def ask_more(desk: Desk, actor: Actor, clock_id: ClockId, place: str) -> Acted:
    """The check did not hear a promise: its sentence comes as a reply.

    Raises:
        PromiseUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, clock = await _held(u, clock_id, actor)
        values = {"key": "answer-promise-wanted", "asks": "promises", "about": clock.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def add(desk: Desk, actor: Actor, clock_id: ClockId, text: str, place: str) -> None:
    """One more promise of this text: ticked on its list; a promise of its own once that is confirmed, or full.

    Raises:
        PromiseUnknown, NotAllowed; PromiseTooLong.
    """
    _check_length(text)
    async with desk.transaction() as u:
        incident, clock = await _held(u, clock_id, actor)
        same = _same(await u.publications.promises(incident.id), text)
        where, _ = await asking.where(u, actor.person, place)
        fits = _belongs(same, clock) if same else len(await listed(u, clock)) < promises.MOST
        if clock.state is not ClockState.RUNNING or not fits:
            await _promise(u, incident, actor.person, text, where, clock)
            return
        if same is None:
            u.add(_row(u, incident, clock, text))
        elif same.state is PromiseState.NONE:
            same.state = PromiseState.FOUND
        await u.session.flush()
        # It comes down to where he reads; elsewhere it changes in its place.
        await let_go(u, ParcelKind.PROMISE_LIST, clock.id, where)
        await refresh(u, ParcelKind.PROMISE_LIST, clock.id, incident.team_id, Lane.REPLY)
        post_reply(u, where, ParcelKind.PROMISE_LIST, incident.team_id, subject=clock.id)


def _check_length(text: str) -> None:
    if len(text) > _LONGEST:
        raise PromiseTooLong(count=len(text), total=_LONGEST)


def _same(rows: Sequence[Promise], text: str) -> Promise | None:
    """The promise that says the same and is not kept yet."""
    said = bare(text)
    return next((one for one in rows if bare(one.text) == said and one.state is not PromiseState.KEPT), None)


async def _promise(
    u: UnitOfWork, incident: Incident, person: PersonId, text: str, where: str, clock: Clock | None = None
) -> None:
    """Somebody says himself what was promised: his, until he passes it on."""
    row = _same(await u.publications.promises(incident.id), text)
    if row is None:
        row = Promise(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            statement_id=StatementId(clock.label) if clock else None,
            text=text,
            made_at=u.now,
        )
        u.add(row)
    if row.state is not PromiseState.OPEN:
        await promises.own(u, incident, row, person)
    await u.session.flush()
    for waits in await waiting(u, incident):
        if _belongs(row, waits):  # it has its owner, whatever becomes of the list
            await refresh(u, ParcelKind.PROMISE_LIST, waits.id, incident.team_id, Lane.REPLY)
    await post_anew(u, ParcelKind.PROMISE, row.id, incident.team_id, where)
    post_card(u, incident)


@act
async def show(desk: Desk, actor: Actor, incident_id: IncidentId, text: str, place: str) -> None:
    """What was promised in public and is not kept, to whoever asks, in private; `text`: one more promise.

    Raises:
        IncidentUnknown, NotAllowed; PromiseTooLong.
    """
    _check_length(text)
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        where, toast = await asking.where(u, actor.person, place)
        if text:
            await _promise(u, incident, actor.person, text, where)
        elif not await hand_out(u, incident, where):
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values={"key": "answer-promises-none"})
            return
        if toast:  # typed among people: the cards came to whoever typed it, and the topic says so
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values={"key": "answer-promises-private"})


async def hand_out(u: UnitOfWork, incident: Incident, where: str) -> bool:
    """Lists that wait first, then promises that are owed, the oldest first. False: there is nothing of either."""
    lists = await waiting(u, incident)
    owed = [
        one.id
        for one in await u.publications.promises(incident.id)
        if one.state is PromiseState.OPEN
        or (one.state is PromiseState.FOUND and not any(_belongs(one, clock) for clock in lists))
    ]
    cards = [(ParcelKind.PROMISE_LIST, str(clock.id)) for clock in lists]
    cards += [(ParcelKind.PROMISE, promise) for promise in owed]
    for kind, subject in cards[:_AT_ONCE]:
        await post_anew(u, kind, subject, incident.team_id, where)
    return bool(cards)


async def mark(u: UnitOfWork, incident: Incident, clock: Clock, reached: Mark) -> None:
    """Nobody has confirmed for an hour: it comes once more; to the commander where the author is out of reach."""
    if reached is not Mark.DUE:
        return
    author = [clock.owner_id] if clock.owner_id else []
    people = await concerned(u, incident, Whom.OWNER, {Whom.OWNER: author})
    people = people or await concerned(u, incident, Whom.COMMANDER, {})
    await let_go(u, ParcelKind.PROMISE_LIST, clock.id)  # an edit makes no sound
    news = News(ParcelKind.PROMISE_LIST, clock.id)
    await tell(u, incident, NoiseEvent.PROMISE_DUE_SOON, news, {Whom.OWNER: people})
