"""The hot debrief: when an incident is stood down, everybody who had a role is asked three things in private."""

from collections.abc import Mapping

from bot.desk import asking, reviews
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import may_know, reachable
from bot.desk.speaking import post_to_person, refresh
from bot.errors import DeskError
from bot.ids import PersonId
from storage.tables.incidents import Incident
from storage.tables.reviews import Debrief, Flag
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.reviews import Question
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


class DebriefNotYours(DeskError):
    """The question went to somebody else."""

    key = "refused-debrief-not-yours"


async def begin(u: UnitOfWork, incident: Incident) -> None:
    """Ask everybody who has a role and can be written to; where this level has no debrief nobody is asked."""
    if not (await reviews.policy_of(u, incident)).debrief:
        return
    asked = await _whom(u, incident)
    known = await u.people.by_ids(list(asked))
    for person, role in asked.items():
        if person not in known or not reachable(known[person]) or not await may_know(u, incident, person):
            continue
        before = await u.reviews.debrief_of(incident.id, person)
        debrief = before or Debrief(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            person_id=person,
            role=role,
            asked_at=u.now,
        )
        debrief.asked_at, debrief.answered_at = u.now, None
        u.add(debrief)
        # What changes nothing tonight makes no sound.
        post_to_person(u, person, ParcelKind.DEBRIEF, Lane.NOTICE, debrief.id, incident.team_id, sound=False)
    await u.session.flush()


async def _whom(u: UnitOfWork, incident: Incident) -> Mapping[PersonId, RoleKind]:
    """Who had which role; somebody with several is asked once."""
    found: dict[PersonId, RoleKind] = {}
    if incident.commander_id is not None:
        found[incident.commander_id] = RoleKind.COMMANDER
    for role in await u.roles.of_incident(incident.id):
        if role.state is RoleState.TAKEN and role.person_id is not None:
            found.setdefault(role.person_id, role.kind)
    return found


@act
async def ask(desk: Desk, person: PersonId, debrief_id: str, question: Question, place: str) -> Acted:
    """Ask for the one sentence behind a button; the answer comes as a reply.

    Raises:
        DebriefNotYours, IncidentUnknown.
    """
    async with desk.transaction() as u:
        debrief, incident = await _mine(u, debrief_id, person)
        values = {
            "key": f"answer-debrief-{question.value}",
            "asks": "debrief",
            "about": debrief.id,
            "question": question.value,
        }
        return await asking.ask(u, person, place, incident.team_id, values)


@act
async def say(desk: Desk, person: PersonId, debrief_id: str, question: Question, text: str) -> Acted:
    """Keep what somebody says of it (masked): a line of the agenda, and an entry.

    Raises:
        DebriefNotYours, IncidentUnknown.
    """
    async with desk.transaction() as u:
        debrief, incident = await _mine(u, debrief_id, person)
        u.add(
            Flag(
                id=u.new_id(),
                team_id=incident.team_id,
                incident_id=incident.id,
                person_id=person,
                role=debrief.role,
                question=question,
                text=text,
                said_at=u.now,
            )
        )
        u.timeline.record(incident, EntryKind.DEBRIEFED, by=person, ref=debrief.id, flag=question.value, text=text)
        await _answered(u, incident, debrief)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def nothing(desk: Desk, person: PersonId, debrief_id: str) -> Acted:
    """Nothing to say is an answer too.

    Raises:
        DebriefNotYours, IncidentUnknown.
    """
    async with desk.transaction() as u:
        debrief, incident = await _mine(u, debrief_id, person)
        await _answered(u, incident, debrief)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def _mine(u: UnitOfWork, debrief_id: str, person: PersonId) -> tuple[Debrief, Incident]:
    found = await u.reviews.debrief(debrief_id)
    if found is None or found.person_id != person:
        raise DebriefNotYours
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    return found, incident


async def _answered(u: UnitOfWork, incident: Incident, debrief: Debrief) -> None:
    debrief.answered_at = debrief.answered_at or u.now
    await u.session.flush()
    if all(one.answered_at for one in await u.reviews.debriefs(incident.id)):
        await reviews.debriefed(u, incident, debrief.person_id)
    await refresh(u, ParcelKind.DEBRIEF, debrief.id, incident.team_id)
    await reviews.show(u, incident)
