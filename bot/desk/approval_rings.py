"""A request to approve reaches the phone too: its title says that something waits, never what (T6)."""

from datetime import timedelta

from bot.desk import links, phones
from bot.desk.phones import About, Links
from bot.ids import PersonId
from messages.views import PageView
from storage.tables.incidents import Incident
from storage.tables.statements import Approval
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.calls import LinkPurpose
from storage.vocabulary.phones import RingKind
from storage.vocabulary.severity import Severity

#: Approvals are asked for hours ahead of what they hold up at most; afterwards the deputy has a link of his own.
_LASTS = timedelta(hours=12)


async def offer(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """The person asked gets a duty page of his own; for S1 his phone rings with it."""
    url = await links.issue(u, incident.team_id, approval.person_id, LinkPurpose.APPROVAL, approval.id, _LASTS)
    if incident.severity is Severity.S1:
        await _ring(u, incident, approval, url)


async def insist(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """Half of the time is over (S2): now the phone rings."""
    if incident.severity is Severity.S2:
        url = await links.issue(u, incident.team_id, approval.person_id, LinkPurpose.APPROVAL, approval.id, _LASTS)
        await _ring(u, incident, approval, url)


async def _ring(u: UnitOfWork, incident: Incident, approval: Approval, url: str) -> None:
    view = PageView(
        severity=incident.severity,
        crisis_type=incident.crisis_type,
        short_number=incident.number,
        until=approval.passes_at or u.now,
        role=approval.role,
        approval=True,
        restricted=incident.restricted,
    )
    about = About(incident.team_id, incident.id, None, approval.id, kind=RingKind.APPROVAL)
    await phones.ring(u, approval.person_id, view, about, Links(page=url))


async def hush(u: UnitOfWork, approval: Approval, by: PersonId | None) -> None:
    """It is answered, or void: no phone rings for it any more."""
    await phones.stop(u, chain=approval.id, by=by)
