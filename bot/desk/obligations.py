"""Deadlines of law and of platforms: attached to an incident by hand, with their source; they never pause.

Which of them applies is for counsel to say; the library only lists those of the crisis type (clocks.md 2.2).
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import asking, clocks, policies
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_card, post_reply, refresh
from bot.errors import DeskError
from bot.ids import IncidentId
from bot.rules import clocks as rules
from messages.library.policies import LegalClockRow, legal_clocks
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.timeline import EntryKind


class LegalUnknown(DeskError):
    """The library has no such deadline: `text`."""

    key = "refused-legal-unknown"


class LegalTwice(DeskError):
    """It runs already: `code`."""

    key = "refused-legal-twice"


class DeadlinePast(DeskError):
    """The deadline typed is over: `at`."""

    key = "refused-time-past"


def listed(incident: Incident) -> Sequence[LegalClockRow]:
    """The deadlines of law and platforms that the library has for this incident's types."""
    kinds = {incident.crisis_type, *(CrisisType(kind) for kind in incident.more_types)}
    return [row for row in legal_clocks() if kinds & set(row.crisis_types)]


def named(code: str) -> LegalClockRow:
    """The library's row of this code, upper or lower case.

    Raises:
        LegalUnknown: it has none.
    """
    for row in legal_clocks():
        if row.code.casefold() == code.strip().casefold():
            return row
    raise LegalUnknown(text=code[:20])


def running(clocks_of_incident: Sequence[Clock]) -> set[str]:
    """The codes of those that are attached and not over."""
    return {clock.label for clock in clocks_of_incident if clock.kind is ClockKind.LEGAL and _runs(clock)}


def _runs(clock: Clock) -> bool:
    return clock.state in (ClockState.RUNNING, ClockState.PAUSED)


@act
async def attach(
    desk: Desk, actor: Actor, incident_id: IncidentId, code: str, due: datetime | None, place: str
) -> Acted:
    """Attach one; `due` is what somebody typed. Without a figure and without a typed time it is asked for.

    Raises:
        IncidentUnknown, NotAllowed; LegalUnknown; LegalTwice: it runs already; DeadlinePast.
    """
    row = named(code)
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if row.code in running(await u.clocks.of_incident(incident.id)):
            raise LegalTwice(code=row.code)
        if due is not None and due <= u.now:
            raise DeadlinePast(at=due.isoformat())
        if due is None and row.minutes is None and row.working_days is None:
            values = {
                "key": "answer-legal-due-wanted",
                "code": row.code,
                "text": row.duty.spoken(actor.language),
                "asks": "legal",
                "about": f"{incident.id}:{row.code}",
            }
            return await asking.ask(u, actor.person, place, incident.team_id, values)
        team = await team_of(u, incident.team_id)
        clock = _row(u, incident, row, due, ZoneInfo(team.timezone))
        u.add(clock)
        u.timeline.record(
            incident,
            EntryKind.CLOCK_STARTED,
            by=actor.person,
            ref=clock.id,
            clock=ClockKind.LEGAL,
            code=row.code,
            due=clock.due_at.isoformat(),
            basis=clock.basis,
            source=clock.source_of_figure,
        )
        await u.session.flush()
        await refresh(u, ParcelKind.CLOCK_LIST, incident.id, incident.team_id)
        await refresh(u, ParcelKind.LEGAL_CLOCKS, incident.id, incident.team_id)
        post_card(u, incident)
        told = {"code": row.code, "due": clock.due_at.isoformat(), "text": clock.source_of_figure}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values={"key": "answer-legal-attached", **told})
        return Acted("toast-legal-attached", {"code": row.code}, incident.id, incident.number)


def _row(u: UnitOfWork, incident: Incident, row: LegalClockRow, due: datetime | None, zone: ZoneInfo) -> Clock:
    if due is not None:
        planned = rules.until(u.now, due, Basis.EVENT)
    else:
        policy = rules.ClockPolicy(
            ClockKind.LEGAL,
            incident.severity,
            Basis.EVENT,
            RoleKind.LEGAL,
            minutes=row.minutes,
            working_days=row.working_days,
        )
        planned = rules.plan(policy, False, rules.Times(event=u.now), policies.work_calendar(zone))
    clock = clocks.row(u, incident.team_id, ClockKind.LEGAL, None, planned)
    clock.incident_id, clock.label, clock.never_pauses = incident.id, row.code, True
    clock.owner_role = RoleKind.LEGAL
    clock.source_of_figure = " ".join(part for part in (row.source, row.article) if part)
    return clock
