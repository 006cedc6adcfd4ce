"""Sensitive incidents of a team without a restricted group: everybody can read them, and the owners hear so."""

from bot.desk.rosters import reachable
from bot.desk.speaking import post_to_person
from messages.library import playbooks as library
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing


async def warn_owners(u: UnitOfWork, incident: Incident, team: Team) -> None:
    """Say once in private that an incident of a sensitive type stands open to all, and how to hide it."""
    if incident.restricted or team.restricted_chat_id is not None:
        return
    if not library.crisis_type(incident.crisis_type).restricted:
        return
    members = [m for m in await u.people.members(team.id) if m.standing is Standing.OWNER]
    people = await u.people.by_ids([member.person_id for member in members])
    values = {
        "key": "answer-sensitive-open",
        "number": incident.number,
        "type": incident.crisis_type.value,
        "incident": incident.id,
    }
    for member in members:
        if reachable(people[member.person_id]):
            post_to_person(
                u,
                member.person_id,
                ParcelKind.STATE_NOTICE,
                Lane.DECISION,
                f"open:{incident.id}",
                team.id,
                values,
            )
