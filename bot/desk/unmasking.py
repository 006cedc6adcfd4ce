"""A recap with personal data readable: for those who answer for it, with a reason, and written into the timeline.

Everything else the desk hands out is masked. What was masked when it came in stays so: the desk never kept it.
"""

from bot.desk import audiences, handouts
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, reachable
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class UnmaskReasonMissing(DeskError):
    """Nobody reads personal data without saying why."""

    key = "refused-unmask-reason"


class UnmaskPrivately(DeskError):
    """The file goes to a private chat, and there is none."""

    key = "refused-unmask-private"


class UnmaskNobody(DeskError):
    """Nobody, or more than one, of this name (`name`) is in the team."""

    key = "refused-unmask-nobody"


@act
async def ask(desk: Desk, actor: Actor, incident_id: IncidentId, reason: str) -> Acted:
    """Somebody wants to read the recap as it was written: the page, in his private chat only.

    Raises:
        IncidentUnknown, NotAllowed: for the commander and legal. UnmaskReasonMissing, UnmaskPrivately.
    """
    async with desk.transaction() as u:
        incident = await _opened(u, incident_id, actor.person, reason)
        person = await u.people.find(actor.person)
        if person is None or not reachable(person):
            raise UnmaskPrivately
        handouts.wish(u, incident, actor, audiences.to_person(actor.person), "html", unmasked=True)
        return Acted("toast-recap-coming", {}, incident.id, incident.number)


@act
async def open_for(desk: Desk, incident_id: IncidentId, name: str, reason: str) -> None:
    """An operator hands somebody of the team (`name`, or @username) the unmasked recap.

    Raises:
        IncidentUnknown, NotAllowed, UnmaskReasonMissing; UnmaskNobody: no such person.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        found = await u.people.by_name(incident.team_id, name.strip()) if name.strip() else ()
        if len(found) != 1:
            raise UnmaskNobody(name=name)
        await _opened(u, incident_id, found[0].id, reason)


async def _opened(u: UnitOfWork, incident_id: IncidentId, person: PersonId, reason: str) -> Incident:
    incident = await held(u, incident_id)
    await authorize(u, incident, person, Permission.PERSONAL_DATA)
    if not reason.strip():
        raise UnmaskReasonMissing
    u.timeline.record(incident, EntryKind.UNMASKED, by=person, reason=reason.strip())
    return incident
