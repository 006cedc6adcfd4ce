"""Lists behind a card, shown where somebody asks: asked again they come down to where people read."""

from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.people import Actor, authorize
from bot.ids import IncidentId
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission


@act
async def show(desk: Desk, actor: Actor, incident_id: IncidentId, kind: ParcelKind, place: str) -> None:
    """Show this list of the incident as a new message that changes from then on.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        for message in await u.messages.showing(kind, incident.id, place):
            message.alive = False
            u.session.add(message)
        u.outbox.post(
            kind, team=incident.team_id, stream=place, audience=place, lane=Lane.REPLY, subject=incident.id
        )
