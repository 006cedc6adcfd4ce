"""Everything the gate asks for, done at once: for stories that are about what comes after."""

from bot.desk import improvements, reviews
from bot.desk.desk import Desk
from bot.desk.people import Actor
from bot.ids import IncidentId, PersonId
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.people import Standing
from storage.vocabulary.reviews import ClosingPiece


async def review(desk: Desk, commander: PersonId, incident_id: IncidentId, reason: str = "检测合格") -> None:
    """Reason, responsibility, debrief, lesson, improvement and signature, as the commander gives them."""
    async with desk.reading() as look:
        incident = await look.incidents.find(incident_id)
        member = await look.people.member(incident.team_id, commander) if incident else None
        team = await look.teams.find(incident.team_id) if incident else None
        person = await look.people.find(commander)
    assert incident is not None
    assert team is not None
    assert member is not None
    assert person is not None
    actor = Actor(
        person=commander,
        team=team.id,
        standing=Standing(member.standing),
        name=person.name,
        language=team.language,
        zone=desk.policy.zone,
        started=person.started_at is not None,
    )
    await reviews.give_reason(desk, commander, incident_id, reason)
    if await reviews.missing_of(desk, incident_id):
        await reviews.learn(desk, actor, incident_id, "客服热线提前加人")
    if ClosingPiece.SIGNED in await reviews.missing_of(desk, incident_id):
        await reviews.blame(desk, commander, incident_id, Responsibility.OURS)
        await reviews.mend(desk, actor, incident_id, ClosingPiece.DEBRIEF, "")
        await improvements.give(desk, actor, incident_id, "上架前多查一次批次")
        await reviews.sign(desk, commander, incident_id)
