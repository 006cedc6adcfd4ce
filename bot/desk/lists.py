"""Lists behind a card, shown where somebody asks: asked again they come down to where people read."""

from collections.abc import Mapping

from bot.desk import restricting
from bot.desk.desk import Desk, act
from bot.desk.incidents import IncidentUnknown, held
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_anew, post_reply
from bot.ids import IncidentId
from storage.vocabulary.parcels import ParcelKind
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
        await post_anew(u, kind, incident.id, incident.team_id, place)


@act
async def tell(
    desk: Desk,
    actor: Actor,
    subject: str,
    kind: ParcelKind,
    place: str,
    values: Mapping[str, str] | None = None,
) -> None:
    """Show what this is about (an incident, a deadline of one) once, as it is now.

    A button may carry anything, so it is asked of the incident's own team whether this person may see it.

    Raises:
        IncidentUnknown, Stranger, NotAllowed, Restricted.
    """
    async with desk.transaction() as u:
        incident = await restricting.about(u, subject)
        if incident is None:
            raise IncidentUnknown(number="")
        await authorize(u, incident, actor.person, Permission.MEMBER)
        post_reply(u, place, kind, incident.team_id, subject, values)
