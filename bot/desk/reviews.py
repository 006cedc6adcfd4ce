"""Looking back before an incident is closed: what is missing, and how each piece is mended."""

import json
from collections.abc import Sequence
from functools import cache

from bot.desk import asking, clocks, promise_lists, statement_faults
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_card, post_reply, refresh
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from bot.rules import closing as rules
from bot.rules.clocks import AT_STAND_DOWN
from bot.rules.lifecycle import ActionNotAllowed
from messages.library import closing as library
from storage.tables.incidents import Incident
from storage.tables.publications import Promise, Publication
from storage.tables.reviews import Lesson
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import IncidentState, Responsibility
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import PromiseState, PublicationState
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.timeline import EntryKind


class ReviewNotDue(DeskError):
    """No look back is due here now."""

    key = "refused-review-not-due"


#: So many cards at a time; the button brings the next when these are done.
_AT_ONCE = 4
#: Pieces that are mended by one sentence, and what is asked for.
_ASKED = {
    ClosingPiece.REASON: "answer-close-reason-wanted",
    ClosingPiece.LESSON: "answer-lesson-wanted",
    ClosingPiece.IMPROVEMENT: "answer-improvement-wanted",
}


@cache
def _policies() -> tuple[rules.ClosingPolicy, ...]:
    return tuple(rules.ClosingPolicy(row.severity, row.pieces, row.debrief) for row in library.closing())


async def policy_of(look: Reader, incident: Incident) -> rules.ClosingPolicy:
    """What this incident needs before it is closed: the worst level it ever had decides."""
    moves = [json.loads(entry.details or "{}") for entry in await look.reviews.severities(incident.id)]
    return rules.policy_of(_policies(), rules.worst_of(incident.severity, moves))


async def standing(look: Reader, incident: Incident) -> rules.Standing:
    """How far looking back has come."""
    tasks = await look.belongings.tasks(incident.id)
    publications = await look.publications.of_incident(incident.id)
    promises = await look.publications.promises(incident.id)
    return rules.Standing(
        reason=incident.close_reason,
        responsibility=incident.responsibility,
        debriefed=incident.debriefed_at is not None,
        lessons=len(await look.reviews.lessons(incident.id)),
        improvements=len(await look.reviews.improvements(incident.id)),
        open_tasks=sum(task.before_close and task.done_at is None for task in tasks),
        unproved=sum(_unproved(one) for one in publications),
        open_promises=sum(_owed(one) for one in promises) + len(await promise_lists.waiting(look, incident)),
        signed=incident.signed_at is not None,
    )


def _unproved(publication: Publication) -> bool:
    """Handed over, and nobody showed that it stands there."""
    return publication.state is PublicationState.HANDED_OVER and publication.proved_at is None


def _owed(promise: Promise) -> bool:
    """Found in a text or taken by somebody, and not kept yet."""
    return promise.state in (PromiseState.FOUND, PromiseState.OPEN)


async def missing(look: Reader, incident: Incident) -> Sequence[ClosingPiece]:
    """What is still missing before it is closed, in the order in which it is done."""
    return rules.missing(await policy_of(look, incident), await standing(look, incident))


async def missing_of(desk: Desk, incident_id: IncidentId) -> Sequence[ClosingPiece]:
    """The same, looked up."""
    async with desk.reading() as look:
        incident = await look.incidents.find(incident_id)
        return await missing(look, incident) if incident else ()


async def check(u: UnitOfWork, incident: Incident) -> None:
    """May it be closed?

    Raises:
        ClosingIncomplete: says what is missing.
    """
    rules.check(await policy_of(u, incident), await standing(u, incident))


async def begin(u: UnitOfWork, incident: Incident, team: Team) -> None:
    """It was stood down: the clocks of looking back run, where this level looks back at all."""
    if (await policy_of(u, incident)).debrief:
        for kind in AT_STAND_DOWN:
            clocks.start(u, incident, team, kind)


async def end(u: UnitOfWork, incident: Incident, by: PersonId | None) -> None:
    """It goes on after all: nobody looks back yet, and what was signed is no longer so."""
    await clocks.cancel_all(u, incident, by, AT_STAND_DOWN)
    incident.debriefed_at = incident.signed_at = incident.signed_by = None


@act
async def mend(desk: Desk, actor: Actor, incident_id: IncidentId, piece: ClosingPiece, place: str) -> Acted:
    """Do what a missing piece asks for, or ask for what a press alone cannot give.

    Raises:
        IncidentUnknown, NotAllowed; ActionNotAllowed: it is still being worked on.
    """
    async with desk.transaction() as u:
        incident = await _over(u, incident_id, actor.person)
        if piece in _ASKED:
            values = {"key": _ASKED[piece], "asks": piece.value, "about": incident.id}
            return await asking.ask(u, actor.person, place, incident.team_id, values)
        match piece:
            case ClosingPiece.DEBRIEF:
                await authorize(u, incident, actor.person, Permission.COMMANDER)
                await debriefed(u, incident, actor.person)
            case ClosingPiece.TASKS:
                post_reply(u, place, ParcelKind.TASK_LIST, incident.team_id, subject=incident.id)
                return Acted("", {}, incident.id, incident.number)
            case ClosingPiece.PROOFS:
                left = [one.id for one in await u.publications.of_incident(incident.id) if _unproved(one)]
                return await _hand_out(u, incident, actor.person, place, ParcelKind.RELEASE_READY, left)
            case ClosingPiece.PROMISES:
                where, toast = await asking.where(u, actor.person, place)
                await promise_lists.hand_out(u, incident, where)
                return Acted(toast, {}, incident.id, incident.number)
            case _:
                return Acted("", {}, incident.id, incident.number)
        return Acted("toast-debriefed", {}, incident.id, incident.number)


async def _hand_out(
    u: UnitOfWork, incident: Incident, person: PersonId, place: str, kind: ParcelKind, subjects: Sequence[str]
) -> Acted:
    """The cards that mend it, to whoever pressed: in private, where he has a private chat."""
    where, toast = await asking.where(u, person, place)
    for subject in subjects[:_AT_ONCE]:
        post_reply(u, where, kind, incident.team_id, subject=subject)
    return Acted(toast, {}, incident.id, incident.number)


async def debriefed(u: UnitOfWork, incident: Incident, by: PersonId | None) -> None:
    """Everybody was heard: the debrief's deadline has what it waited for."""
    if incident.debriefed_at is None:
        incident.debriefed_at = u.now
        await clocks.meet(u, incident, ClockKind.DEBRIEF, by)


@act
async def give_reason(desk: Desk, person: PersonId, incident_id: IncidentId, reason: str) -> Acted:
    """Why it is closed, in one sentence; kept for the closing.

    Raises:
        IncidentUnknown, NotAllowed; ActionNotAllowed: it is still being worked on.
    """
    async with desk.transaction() as u:
        incident = await _over(u, incident_id, person)
        incident.close_reason = reason
        u.timeline.record(incident, EntryKind.NOTE, by=person, text=reason)
        await show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def blame(desk: Desk, person: PersonId, incident_id: IncidentId, whose: Responsibility) -> Acted:
    """Whose fault it was, as far as is established by now.

    Raises:
        IncidentUnknown, NotAllowed: for the commander.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.COMMANDER)
        if incident.responsibility is not whose:
            before, incident.responsibility = incident.responsibility, whose
            u.timeline.record(
                incident, EntryKind.RESPONSIBILITY_SET, by=person, before=before.value, after=whose.value
            )
            await statement_faults.follow(u, incident)
            post_card(u, incident)
            await show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def learn(desk: Desk, actor: Actor, incident_id: IncidentId, text: str, place: str = "") -> Acted:
    """Keep a lesson, in one line. The first one is what the recap shows on its first page.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        number = await u.reviews.highest_number(incident.id, Lesson) + 1
        lesson = Lesson(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            number=number,
            text=text,
            written_by=actor.person,
            written_at=u.now,
        )
        u.add(lesson)
        incident.lesson = incident.lesson or text
        u.timeline.record(incident, EntryKind.LESSON_ADDED, by=actor.person, ref=lesson.id, text=text)
        if not incident.state.open:
            await clocks.meet(u, incident, ClockKind.POST_MORTEM, actor.person)
        await u.session.flush()
        if place:
            values = {"key": "answer-lesson-kept", "index": str(number)}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        await show(u, incident)
        return Acted("toast-lesson", {}, incident.id, incident.number)


@act
async def sign(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """The commander signs the look back: what is in it is right, and what is to be improved has an owner.

    Raises:
        IncidentUnknown, NotAllowed; ActionNotAllowed: it is still being worked on; ClosingIncomplete: something
        that has to be there before it is signed is missing.
    """
    async with desk.transaction() as u:
        incident = await _over(u, incident_id, person)
        await authorize(u, incident, person, Permission.COMMANDER)
        if incident.signed_at is None:
            lacking = [piece for piece in await missing(u, incident) if piece is not ClosingPiece.SIGNED]
            if lacking:
                raise rules.ClosingIncomplete(
                    pieces=",".join(piece.value for piece in lacking), count=len(lacking)
                )
            incident.signed_at, incident.signed_by = u.now, person
            u.timeline.record(incident, EntryKind.SIGNED, by=person)
            await clocks.meet(u, incident, ClockKind.POST_MORTEM, person)
            await clocks.meet(u, incident, ClockKind.REPORT, person)
            await show(u, incident)
        return Acted("toast-signed", {}, incident.id, incident.number)


@act
async def look_back(desk: Desk, actor: Actor, incident_id: IncidentId, text: str, place: str) -> Acted:
    """Somebody looked at it again on day 7, 30 or 90, and says how it stands; the next look is due then.

    Raises:
        IncidentUnknown, NotAllowed; ReviewNotDue: no such look is due.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if not await clocks.meet(u, incident, ClockKind.REVIEW, actor.person):
            raise ReviewNotDue
        u.timeline.record(incident, EntryKind.REVIEWED, by=actor.person, text=text)
        following = clocks.start_further(u, incident, await team_of(u, incident.team_id), ClockKind.REVIEW)
        due = following.due_at.isoformat() if following else ""
        values = {"key": "answer-looked-back", "due": due}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def show(u: UnitOfWork, incident: Incident) -> None:
    """The recap in the topic changes with what was learnt, and so does every review somebody has open."""
    await u.session.flush()
    await refresh(u, ParcelKind.RECAP_CARD, incident.id, incident.team_id)
    for message in await u.messages.showing(ParcelKind.PANEL, incident.id):
        if message.values.get("panel") == "review":
            u.outbox.post(
                ParcelKind.PANEL,
                team=incident.team_id,
                stream=message.audience,
                audience=message.audience,
                lane=Lane.REPLY,
                subject=incident.id,
                values={"panel": "review", "message": message.message_id},
                coalesce=f"panel:{message.chat_id}:{message.message_id}",
            )


async def _over(u: UnitOfWork, incident_id: IncidentId, person: PersonId) -> Incident:
    incident = await held(u, incident_id)
    await authorize(u, incident, person, Permission.MEMBER)
    if incident.state is not IncidentState.STOOD_DOWN:
        raise ActionNotAllowed(action="close", state=incident.state.value, by="", at="")
    return incident
