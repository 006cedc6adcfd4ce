"""Improvements: what is done about a lesson, by whom and until when; reminded until done, then looked at."""

from datetime import datetime, timedelta

from bot.desk import asking, reviews
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, may_know, who_may_know
from bot.desk.speaking import let_go, post_reply, post_to_person, refresh_all
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from bot.rules.tasks import TaskDueInPast
from messages.library import closing as library
from storage.tables.incidents import Incident
from storage.tables.reviews import Improvement
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.reviews import ImprovementKind
from storage.vocabulary.timeline import EntryKind


class ImprovementUnknown(DeskError):
    """There is no such improvement."""

    key = "refused-improvement-unknown"


@act
async def give(
    desk: Desk,
    actor: Actor,
    incident_id: IncidentId,
    text: str,
    owner: str = "",
    due_at: datetime | None = None,
    kind: ImprovementKind = ImprovementKind.ACTION,
    place: str = "",
) -> Acted:
    """Somebody is to change something until a day (two weeks when nobody says one). `owner`: a name or @username,
    '' for whoever writes. A change of a playbook or of words is one too (`kind`) and is linked to the incident
    that taught it.

    Raises:
        IncidentUnknown, NotAllowed, PersonUnknown, Restricted; TaskDueInPast: the day is over.
    """
    policy = library.improvements()
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        owner_id = await who_may_know(u, incident, owner) if owner else actor.person
        due = due_at or u.now + timedelta(days=policy.due_days)
        if due <= u.now:
            raise TaskDueInPast(due=due.isoformat())
        number = await u.reviews.highest_number(incident.id, Improvement) + 1
        row = Improvement(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            number=number,
            kind=kind,
            text=text,
            owner_id=owner_id,
            given_by=actor.person,
            given_at=u.now,
            due_at=due,
            next_reminder_at=max(u.now, due - timedelta(days=policy.remind_before_days)),
        )
        u.add(row)
        u.timeline.record(
            incident,
            EntryKind.IMPROVEMENT_ADDED,
            by=actor.person,
            ref=row.id,
            text=text,
            person=owner_id,
            due=due.isoformat(),
            improvement=kind.value,
        )
        await u.session.flush()
        if owner_id != actor.person:
            post_to_person(u, owner_id, ParcelKind.IMPROVEMENT, Lane.NOTICE, row.id, incident.team_id)
        if place:
            named = await u.people.find(owner_id)
            values = {
                "key": "answer-improvement-kept",
                "text": text,
                "person": named.name if named else "",
                "due": due.isoformat(),
            }
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        await reviews.show(u, incident)
        return Acted("toast-improvement", {}, incident.id, incident.number)


@act
async def ask_outcome(desk: Desk, person: PersonId, improvement: str, place: str) -> Acted:
    """It is done: ask what shows it, in one sentence; for a playbook or wording the version that has it.

    Raises:
        ImprovementUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, row = await _held(u, improvement, person)
        values = {"key": f"answer-outcome-wanted-{row.kind.value}", "asks": "outcome", "about": row.id}
        return await asking.ask(u, person, place, incident.team_id, values)


@act
async def done(desk: Desk, person: PersonId, improvement: str, outcome: str) -> Acted:
    """It is done, and `outcome` shows it; a month later somebody looks whether it helped.

    Raises:
        ImprovementUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, row = await _held(u, improvement, person)
        if row.done_at is None:
            row.done_at, row.done_by, row.outcome = u.now, person, outcome
            row.check_at = u.now + timedelta(days=library.improvements().check_after_days)
            row.next_reminder_at = row.check_at
            u.timeline.record(
                incident, EntryKind.IMPROVEMENT_DONE, by=person, ref=row.id, text=row.text, proof=outcome
            )
            await _show(u, incident, row)
        return Acted("toast-improvement-done", {}, incident.id, incident.number)


@act
async def judge(desk: Desk, person: PersonId, improvement: str, helped: bool) -> Acted:
    """Somebody looked whether it helped. If it did not, it is open again, as long as the first time.

    Raises:
        ImprovementUnknown, NotAllowed.
    """
    policy = library.improvements()
    async with desk.transaction() as u:
        incident, row = await _held(u, improvement, person)
        if row.done_at is None or row.helped is not None:
            return Acted("toast-noted", {}, incident.id, incident.number)
        u.timeline.record(
            incident,
            EntryKind.IMPROVEMENT_JUDGED,
            by=person,
            ref=row.id,
            text=row.text,
            helped=helped,
        )
        row.checked_by, row.checked_at, row.check_at, row.next_reminder_at = person, u.now, None, None
        if helped:
            row.helped = True
        else:
            row.done_at = row.done_by = None
            row.due_at = u.now + timedelta(days=policy.due_days)
            row.next_reminder_at = row.due_at - timedelta(days=policy.remind_before_days)
        await _show(u, incident, row)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def remind(desk: Desk) -> None:
    """Whoever owns an improvement that is nearly due or overdue hears of it once a day until it is done; whoever
    gave it is asked whether it helped. A second run on the same day finds nothing to say."""
    policy = library.improvements()
    async with desk.transaction() as u:
        due = await u.reviews.to_remind(u.now)
        incidents = await u.incidents.hold_many({row.incident_id for row in due})
        for row in due:
            incident = incidents[row.incident_id]
            await u.session.refresh(row)
            if row.next_reminder_at is None or row.next_reminder_at > u.now:
                continue
            row.reminded_at = u.now
            row.next_reminder_at = u.now + timedelta(days=policy.remind_every_days)
            whom = row.owner_id if row.done_at is None else (row.given_by or row.owner_id)
            if not await may_know(u, incident, whom):
                continue
            await let_go(u, ParcelKind.IMPROVEMENT, row.id)  # an edit would remind nobody
            post_to_person(u, whom, ParcelKind.IMPROVEMENT, Lane.NOTICE, row.id, incident.team_id)


async def _held(u: UnitOfWork, improvement: str, person: PersonId) -> tuple[Incident, Improvement]:
    found = await u.reviews.improvement(improvement)
    if found is None:
        raise ImprovementUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    return incident, found


async def _show(u: UnitOfWork, incident: Incident, row: Improvement) -> None:
    await u.session.flush()
    await refresh_all(u, [ParcelKind.IMPROVEMENT], [row.id], incident.team_id)
    await refresh_all(u, [ParcelKind.IMPROVEMENT_LIST], [incident.id], incident.team_id)
    await reviews.show(u, incident)
