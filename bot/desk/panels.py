"""Panels behind the card: opened as a message of their own, edited while somebody goes through them."""

from collections.abc import Mapping

from msgspec import Struct

from bot.desk.desk import Alongside, Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import authorize
from bot.ids import IncidentId, PersonId, TeamId
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission


class Spot(Struct, frozen=True):
    """The message that was pressed, and where an answer to it goes."""

    chat_id: int
    message_id: int
    place: str


@act
async def show(
    desk: Desk, person: PersonId, incident_id: IncidentId, spot: Spot, values: Mapping[str, str | int]
) -> Acted:
    """Show a panel: in the message that was pressed when that is a panel, else as a new one.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await _post(u, desk, spot, incident_id, incident.team_id, values)
        return Acted("")


def redrawing(desk: Desk, spot: Spot, incident_id: IncidentId, values: Mapping[str, str | int]) -> Alongside:
    """What an act says besides: the panel that was pressed is drawn again; a press on a card draws none."""

    async def post(u: UnitOfWork) -> None:
        incident = await u.incidents.find(incident_id)
        if incident is not None and await _is_panel(u, desk, spot):
            await _post(u, desk, spot, incident_id, incident.team_id, values)

    return post


def redrawing_shown(desk: Desk, spot: Spot) -> Alongside:
    """The same for a button that names no incident: the panel that was pressed knows its own."""

    async def post(u: UnitOfWork) -> None:
        shown = await u.messages.at(desk.identity.bot_id, spot.chat_id, spot.message_id)
        incident = await u.incidents.find(IncidentId(shown.subject_id)) if shown is not None else None
        if shown is not None and shown.kind is ParcelKind.PANEL and incident is not None:
            values = {"panel": str(shown.values.get("panel", "more"))}
            await _post(u, desk, spot, incident.id, incident.team_id, values)

    return post


async def _is_panel(u: UnitOfWork, desk: Desk, spot: Spot) -> bool:
    shown = await u.messages.at(desk.identity.bot_id, spot.chat_id, spot.message_id)
    return shown is not None and shown.kind is ParcelKind.PANEL


async def _post(
    u: UnitOfWork,
    desk: Desk,
    spot: Spot,
    incident_id: IncidentId,
    team: TeamId,
    values: Mapping[str, str | int],
) -> None:
    in_place = {"message": spot.message_id} if await _is_panel(u, desk, spot) else {}
    u.outbox.post(
        ParcelKind.PANEL,
        team=team,
        stream=spot.place,
        audience=spot.place,
        lane=Lane.REPLY,
        subject=incident_id,
        values={**values, **in_place},
        coalesce=f"panel:{spot.chat_id}:{spot.message_id}" if in_place else None,
    )
