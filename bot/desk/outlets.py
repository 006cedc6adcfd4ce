"""What goes to addresses of a team's by itself: a release to its own interface, the card to other messengers.

Rows only, written in somebody's act; `bot.gateways.courier` calls, `bot.desk.outlet_calls` settles.
"""

from collections.abc import Sequence

from bot.ids import IncidentId, OutletCallId, TeamId
from storage.tables.frontline import FrontlineRobot
from storage.tables.incidents import Incident
from storage.tables.outlets import OutletCall
from storage.tables.publications import Publication
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.outlets import OutletKind, OutletState


async def release(u: UnitOfWork, incident: Incident, publication: Publication) -> bool:
    """Hand a text to the team's interface of its channel. False: there is none, or it is a drill, which goes to no
    machine outside; somebody publishes by hand.
    """
    if incident.drill:
        return False
    hook = await u.outlets.hook(incident.team_id, publication.channel)
    if hook is None:
        return False
    _post(u, incident.team_id, incident.id, OutletKind.INTERFACE, hook.id, publication.id)
    return True


async def bring_card(
    u: UnitOfWork, incident: Incident, sheet: MessageSheet, only: str | None = None
) -> Sequence[FrontlineRobot]:
    """The version goes to every group in another messenger, or to one; returns the robots that bring it. A drill's
    goes to none.
    """
    if incident.drill:
        return ()
    robots = [row for row in await u.outlets.robots(incident.team_id) if only in (None, row.id)]
    for robot in robots:
        _post(u, incident.team_id, incident.id, robot.kind, robot.id, sheet.id)
    return robots


def _post(u: UnitOfWork, team: TeamId, incident: IncidentId, kind: OutletKind, outlet: str, subject: str) -> None:
    u.add(
        OutletCall(
            id=OutletCallId(u.new_id()),
            team_id=team,
            incident_id=incident,
            kind=kind,
            outlet_id=outlet,
            subject_id=subject,
            posted_at=u.now,
            not_before=u.now,
        )
    )
    u.outlets_come = True


async def cancel(u: UnitOfWork, subject: str) -> None:
    """It is not to go out any more: what waits is not sent; what is on its way says so when it is back."""
    for call in await u.outlets.hold_open(subject):
        if call.state is OutletState.WAITING:
            call.state, call.settled_at = OutletState.CANCELLED, u.now


async def by_interface(look: Reader, publication: Publication) -> OutletCall | None:
    """The call that published this, or tried to; None when people publish it."""
    calls = await look.outlets.of_subject(publication.id)
    return calls[-1] if calls else None
