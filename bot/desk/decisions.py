"""Decisions: the question, the choice, and why. Never edited; a later one supersedes."""

from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered
from bot.desk.outcomes import Acted
from bot.desk.people import authorize
from bot.desk.speaking import post_card, post_reply, refresh
from bot.errors import DeskError
from bot.ids import DecisionId, IncidentId, PersonId
from storage.tables.incidents import Decision
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind


class DecisionUnknown(DeskError):
    """There is no decision of this number."""

    key = "refused-decision-unknown"


@act
async def decide(
    desk: Desk,
    person: PersonId,
    incident_id: IncidentId,
    choice: str,
    why: str = "",
    question: str = "",
    supersedes: int | None = None,
    place: str = "",
) -> Acted:
    """Keep what was decided and why. `supersedes` is the number of the decision that no longer holds.

    Raises:
        IncidentUnknown, NotAllowed; DecisionUnknown: nothing of that number to supersede.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        known = list(await u.belongings.decisions(incident.id))
        older = next((row for row in known if row.number == supersedes), None)
        if supersedes is not None and older is None:
            raise DecisionUnknown
        decision = Decision(
            id=DecisionId(u.new_id()),
            incident_id=incident.id,
            number=len(known) + 1,
            question=question,
            choice=choice,
            why=why,
            supersedes=older.id if older else None,
            decided_by=person,
            decided_at=u.now,
            more={},
        )
        u.add(decision)
        kind = EntryKind.DECISION_SUPERSEDED if older else EntryKind.DECIDED
        u.timeline.record(incident, kind, by=person, ref=decision.id, choice=choice, reason=why, text=question)
        await u.session.flush()
        if older is not None:
            await refresh(u, ParcelKind.DECISION, older.id, incident.team_id)
        if place:
            values = {"incident": incident.id}
            post_reply(u, place, ParcelKind.DECISION, incident.team_id, subject=decision.id, values=values)
        await steered(u, incident, person)
        post_card(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)
