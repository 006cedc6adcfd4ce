"""Questions of journalists: written down in one line, owned by whoever answers, due at a time.

Answers are in `bot.desk.inquiry_answers`.
"""

from collections.abc import Sequence
from typing import Any

from bot.desk import asking, audiences, clocks, voice
from bot.desk.deadlines import enter_breach
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import let_go, post_anew, post_card, post_in_topic, post_reply, post_to_person, refresh_all
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import IncidentId, InquiryId, PersonId
from bot.rules import inquiries as rules
from bot.rules.clocks import until
from bot.rules.noise import NoiseEvent, Whom
from messages.library.inquiries import Typed
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.inquiries import MediaInquiry
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState, Mark
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Audience, Channel, ItemKind
from storage.vocabulary.timeline import EntryKind


class InquiryUnknown(DeskError):
    """There is no such question."""

    key = "refused-inquiry-unknown"


class IncidentClosed(DeskError):
    """The incident is closed: nobody would see to a new question (`number`)."""

    key = "refused-inquiry-closed"


class ReasonMissing(DeskError):
    """Declining or withdrawing says why."""

    key = "refused-inquiry-reason"


@act
async def note(desk: Desk, actor: Actor, incident_id: IncidentId, typed: Typed, place: str) -> None:
    """A journalist asks something: one card in the topic, a deadline, and somebody who answers.

    What lacks (who, until when, what), or a time that has passed, is asked for where it was typed; until then
    nothing is stored.

    Raises:
        IncidentUnknown, IncidentClosed, NotAllowed; InquiryTooLong.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if incident.state is IncidentState.CLOSED:
            raise IncidentClosed(number=incident.number)
        rules.check_length(typed.outlet, typed.question)
        if (wanted := _wanted(u, typed)) or typed.due_at is None:
            values = {"key": f"answer-inquiry-{wanted}", "asks": "inquiry", "about": incident.id}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values | _kept(u, typed))
            return
        inquiry = MediaInquiry(
            id=InquiryId(u.new_id()),
            team_id=incident.team_id,
            incident_id=incident.id,
            number=await u.inquiries.highest_number(incident.id) + 1,
            outlet=typed.outlet,
            question=typed.question,
            due_at=typed.due_at,
            owner_id=await answerer(u, incident) or actor.person,
            noted_by=actor.person,
            noted_at=u.now,
        )
        u.add(inquiry)
        u.timeline.record(
            incident,
            EntryKind.INQUIRY_NOTED,
            by=actor.person,
            ref=inquiry.id,
            text=f"{inquiry.outlet}: {inquiry.question}",
            person=inquiry.owner_id,
            due=inquiry.due_at.isoformat(),
        )
        _start_clock(u, incident, inquiry)
        await u.session.flush()
        await _announce(u, incident, inquiry, actor.person, place)
        await steered(u, incident, actor.person)
        post_card(u, incident)


def _wanted(look: Reader, typed: Typed) -> str:
    """What has to be asked for: the one part that lacks, `several`, a deadline that is `past`, or nothing."""
    if typed.due_at is not None and typed.due_at <= look.now:
        return "past"
    return typed.lacking[0] if len(typed.lacking) == 1 else "several" if typed.lacking else ""


def _kept(look: Reader, typed: Typed) -> dict[str, Any]:
    """What was typed already, for the question to carry until its answer comes."""
    due = typed.due_at if typed.due_at is not None and typed.due_at > look.now else None
    return {
        "who": typed.outlet,
        "due": due.isoformat() if due else "",
        "typed": typed.typed,
        "text": typed.question,
    }


async def answerer(look: Reader, incident: Incident) -> PersonId | None:
    """Who answers journalists: whom the sheet names to speak to them, else whoever has the role, else PR, else the
    commander; None while nobody is there."""
    sheet = await sheet_for(look, incident)
    if sheet is not None:
        for item in await look.sheets.items(sheet.id):
            speaks = item.kind is ItemKind.SPOKESPERSON and item.channel in (None, Channel.MEDIA_ANSWER)
            if speaks and item.person_id and await concerned(look, incident, Whom.OWNER, _owner(item.person_id)):
                return item.person_id
    for whom in (Whom.SPOKESPERSON, Whom.COMMUNICATIONS_LEAD, Whom.COMMANDER):
        if found := await concerned(look, incident, whom, {}):
            return found[0]
    return None


def _owner(person: PersonId | None) -> dict[Whom, Sequence[PersonId]]:
    return {Whom.OWNER: [person] if person else []}


async def sheet_for(look: Reader, incident: Incident) -> MessageSheet | None:
    """The sheet that may be said to journalists now: their own, else the public one."""
    own = await voice.current_sheet(look, incident, Audience.MEDIA, look.now)
    return own or await voice.current_sheet(look, incident, Audience.PUBLIC, look.now)


def _start_clock(u: UnitOfWork, incident: Incident, inquiry: MediaInquiry) -> None:
    clock = clocks.row(u, incident.team_id, ClockKind.MEDIA_ANSWER, None, until(u.now, inquiry.due_at))
    clock.incident_id, clock.label, clock.basis = incident.id, inquiry.id, Basis.EVENT
    clock.owner_id = inquiry.owner_id
    u.add(clock)


async def _announce(
    u: UnitOfWork, incident: Incident, inquiry: MediaInquiry, noted_by: PersonId, place: str
) -> None:
    """The card in the topic, in private to whoever answers, and a word where it was typed if that is elsewhere."""
    topic = await audiences.resolve(u, audiences.to_incident(incident.id))
    here = topic is not None and place.startswith(f"chat:{topic.chat_id}:{topic.thread_id or 0}:")
    post_in_topic(u, incident, ParcelKind.INQUIRY, Lane.REPLY, inquiry.id)
    if inquiry.owner_id != noted_by:
        news = News(ParcelKind.INQUIRY, inquiry.id)
        await tell(u, incident, NoiseEvent.TASK_GIVEN, news, _owner(inquiry.owner_id))
    elif audiences.private(place):
        post_to_person(u, noted_by, ParcelKind.INQUIRY, Lane.REPLY, inquiry.id, incident.team_id, sound=False)
        return
    if not here:
        values = {"key": "answer-inquiry-noted", "who": inquiry.outlet, "number": incident.number}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


@act
async def show(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> None:
    """All questions of an incident, where somebody asked.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        await post_anew(u, ParcelKind.INQUIRIES, incident.id, incident.team_id, place)


async def hold_open(
    u: UnitOfWork, inquiry_id: InquiryId, person: PersonId, *, or_looked_at: bool = False
) -> tuple[Incident, MediaInquiry]:
    """A question that waits, under its incident's hold; with `or_looked_at` also one whose answer wants a look.

    Raises:
        InquiryUnknown, NotAllowed; InquirySettled: somebody was quicker.
    """
    found = await u.inquiries.find(inquiry_id)
    if found is None:
        raise InquiryUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    if or_looked_at and found.state is InquiryState.ANSWERED and found.needs_review:
        return incident, found
    called = await names(u, [found.settled_by])
    at = found.settled_at.isoformat() if found.settled_at else ""
    rules.check_open(found.state, called[found.settled_by], at)
    return incident, found


@act
async def take(desk: Desk, actor: Actor, inquiry_id: InquiryId) -> Acted:
    """Somebody answers it instead of whoever would have; reminders go to him from now on.

    Raises:
        as `hold_open`.
    """
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person)
        if inquiry.owner_id != actor.person:
            inquiry.owner_id = actor.person
            for clock in await _clocks(u, inquiry):
                clock.owner_id = actor.person
            u.timeline.record(
                incident, EntryKind.INQUIRY_TAKEN, by=actor.person, ref=inquiry.id, text=inquiry.outlet
            )
            await redraw(u, incident, inquiry)
        return Acted("toast-inquiry-yours", {}, incident.id, incident.number)


@act
async def ask_reason(desk: Desk, actor: Actor, inquiry_id: InquiryId, state: InquiryState, place: str) -> Acted:
    """Why no answer is given, or why nobody waits for one any more: asked in private, and settled by the reply.

    Raises:
        as `hold_open`.
    """
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person)
        key = "answer-inquiry-decline" if state is InquiryState.DECLINED else "answer-inquiry-withdraw"
        values = {"key": key, "who": inquiry.outlet, "asks": f"inquiry-{state.value}", "about": inquiry.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def settle(
    desk: Desk, actor: Actor, inquiry_id: InquiryId, state: InquiryState, reason: str, place: str
) -> None:
    """No answer is given (declined), or nobody waits for one any more (withdrawn), and this is why.

    Raises:
        as `hold_open`; ReasonMissing.
    """
    if not reason:
        raise ReasonMissing
    async with desk.transaction() as u:
        incident, inquiry = await hold_open(u, inquiry_id, actor.person)
        inquiry.reason = reason[: rules.LONGEST_QUESTION]
        declined = state is InquiryState.DECLINED
        await close(u, incident, inquiry, state, actor.person)
        u.timeline.record(
            incident,
            EntryKind.INQUIRY_DECLINED if declined else EntryKind.INQUIRY_WITHDRAWN,
            by=actor.person,
            ref=inquiry.id,
            text=inquiry.outlet,
            reason=inquiry.reason,
        )
        values = {"key": "answer-inquiry-settled", "who": inquiry.outlet, "inquiry_state": state.value}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


_ENDS = {
    InquiryState.ANSWERED: ClockState.MET,
    InquiryState.DECLINED: ClockState.WAIVED,
    InquiryState.WITHDRAWN: ClockState.CANCELLED,
}


async def close(
    u: UnitOfWork, incident: Incident, inquiry: MediaInquiry, state: InquiryState, by: PersonId
) -> None:
    """It waits no more: its deadline ends, and every card of it says what became of it."""
    inquiry.state, inquiry.settled_by, inquiry.settled_at = state, by, u.now
    for clock in await _clocks(u, inquiry):
        await clocks.stop(u, incident, clock, _ENDS[state], by, proof=inquiry.answer_hash, reason=inquiry.reason)
    await redraw(u, incident, inquiry)


async def _clocks(u: UnitOfWork, inquiry: MediaInquiry) -> list[Clock]:
    running = await u.clocks.running(ClockKind.MEDIA_ANSWER, incident=inquiry.incident_id)
    return [clock for clock in running if clock.label == inquiry.id]


async def move(u: UnitOfWork, gone: Incident, stays: Incident) -> None:
    """One incident was merged into another: whoever waits for an answer waits there, with a card in its topic."""
    clocks_of = {clock.label: clock for clock in await u.clocks.running(ClockKind.MEDIA_ANSWER, incident=gone.id)}
    number = await u.inquiries.highest_number(stays.id)
    for inquiry in await u.inquiries.of_incident(gone.id):
        if inquiry.state is not InquiryState.OPEN:
            continue
        number += 1
        inquiry.incident_id, inquiry.number, inquiry.sheet_id, inquiry.sheet_version = stays.id, number, None, 0
        if (clock := clocks_of.get(inquiry.id)) is not None:
            clock.incident_id = stays.id
        await u.session.flush()
        await let_go(u, ParcelKind.INQUIRY, inquiry.id, audiences.to_incident(gone.id))
        post_in_topic(u, stays, ParcelKind.INQUIRY, Lane.REPLY, inquiry.id)


async def redraw(u: UnitOfWork, incident: Incident, inquiry: MediaInquiry) -> None:
    """Draw again whatever shows it, and the incident's card."""
    await u.session.flush()
    kinds = [ParcelKind.INQUIRY, ParcelKind.INQUIRIES]
    await refresh_all(u, kinds, [inquiry.id, incident.id], incident.team_id)
    post_card(u, incident)


async def mark(u: UnitOfWork, incident: Incident, clock: Clock, reached: Mark) -> None:
    """Its time runs out: whoever answers hears it alone. It has run out: he and PR hear it, once."""
    inquiry = await u.inquiries.find(InquiryId(clock.label))
    if inquiry is None or inquiry.state is not InquiryState.OPEN or reached is Mark.HALF:
        return
    overdue = reached is Mark.DUE
    told = list(await concerned(u, incident, Whom.OWNER, _owner(inquiry.owner_id)))
    lead = await concerned(u, incident, Whom.COMMUNICATIONS_LEAD, {})
    if overdue or not told:
        # Somebody the desk cannot reach is no reminder: PR hears it, and without PR the commander.
        told += lead or await concerned(u, incident, Whom.COMMANDER, {})
    if overdue:
        enter_breach(u, incident, clock)
    for person in dict.fromkeys(told):
        await let_go(u, ParcelKind.INQUIRY, inquiry.id, audiences.to_person(person))  # an edit makes no sound
    event = NoiseEvent.PROMISE_OVERDUE if overdue else NoiseEvent.PROMISE_DUE_SOON
    news = News(ParcelKind.INQUIRY, inquiry.id, Lane.BREACH if overdue else Lane.NOTICE)
    await tell(u, incident, event, news, {Whom.OWNER: told})
    await redraw(u, incident, inquiry)
