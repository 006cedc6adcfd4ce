"""What an incident is: its level, its type, whether it is on air. Each change moves clocks and crew."""

from datetime import timedelta

from bot.desk import calling, clocks, openness, pausing, restricting, seats, steps
from bot.desk.desk import Desk, act
from bot.desk.incidents import grow, grow_if_wanted, held, offered, rename_topic, steered, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import authorize
from bot.desk.speaking import (
    post_card,
    post_in_topic,
)
from bot.desk.telling import News, tell
from bot.ids import IncidentId, PersonId
from bot.rules import severity as severity_rules
from bot.rules.noise import NoiseEvent
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import Action, CrisisType, IncidentState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind


@act
async def change_severity(desk: Desk, person: PersonId, incident_id: IncidentId, to: Severity) -> Acted:
    """Raise or lower. Raising is open to every member (the worse view holds), lowering is the commander's.

    All clocks are reckoned again from their start; one may be overdue at once, and says so.

    Raises:
        IncidentUnknown, ActionNotAllowed, NotAllowed; SeverityUnchanged: it has this level.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        action = severity_rules.change(incident.severity, to)
        needed = Permission.MEMBER if action is Action.RAISE else Permission.COMMANDER
        await authorize(u, incident, person, needed)
        await offered(u, incident, action)
        await set_severity(u, incident, to, person)
        await steps.reached(u, incident, person, "classify")
        await steered(u, incident, person)
        key = "toast-raised" if action is Action.RAISE else "toast-lowered"
        return Acted(key, {"severity": to.value}, incident.id, incident.number)


async def set_severity(
    u: UnitOfWork, incident: Incident, to: Severity, by: PersonId | None, reason: str = "", quiet: bool = False
) -> None:
    """The incident has another severity: clocks, crew, topic name, card, and a word to those who must know.

    `quiet`: taken back a moment later; the card says it, and nobody is called for it.
    """
    before = incident.severity
    raised = to.rank < before.rank
    incident.severity = to
    team = await team_of(u, incident.team_id)
    kind = EntryKind.SEVERITY_RAISED if raised else EntryKind.SEVERITY_LOWERED
    u.timeline.record(incident, kind, by=by, before=before, after=to, reason=reason)
    for clock in await u.clocks.of_incident(incident.id):
        if clock.state is ClockState.PAUSED:  # its grounds were those of another level
            pausing.run(u, incident, team, clock, by)
    await clocks.recompute(u, incident, team)
    await steps.copy(u, incident)
    if raised:
        incident.crew_complete_at = None
        await seats.ask_crew(u, incident, team)
        if incident.light and to.at_least(Severity.S2):
            await grow(u, incident)
        if incident.state is IncidentState.WAITING and to.at_least(Severity.S2):
            await calling.call_duty(u, incident)
        if to.at_least(Severity.S2) and not quiet and await _worth_a_word(u, incident):
            values = await _raised_values(u, incident, to)
            post_in_topic(
                u, incident, ParcelKind.STATE_NOTICE, Lane.NOTICE, values=values, coalesce=f"raised:{incident.id}"
            )
    rename_topic(u, incident)
    values = {"key": "answer-boss-level", "number": incident.number, "severity": to.value, "before": before.value}
    level = News(ParcelKind.STATE_NOTICE, f"level:{incident.id}:{to}", values={**values, "incident": incident.id})
    await tell(u, incident, NoiseEvent.BOSS_CHANGE, level)
    post_card(u, incident, Lane.DECISION if raised else Lane.CARD)


async def _worth_a_word(u: UnitOfWork, incident: Incident) -> bool:
    """A level that goes up and down every minute is on the card; the topic is told of the first two raises."""
    latest = await u.timeline.latest(incident.id, _LATEST)
    raised = [entry for entry in latest if entry.kind is EntryKind.SEVERITY_RAISED]
    return sum(u.now - entry.recorded_at < _FLAPPING for entry in raised) <= _RAISES_TOLD


_LATEST = 60
_FLAPPING = timedelta(minutes=15)
_RAISES_TOLD = 2


async def _raised_values(u: UnitOfWork, incident: Incident, to: Severity) -> dict[str, str | int]:
    """What a raise means for the next public deadline: counted from the first sighting, perhaps past already."""
    clock = await clocks.next_public(u, incident.id)
    if clock is None:
        return {"key": "answer-raised", "severity": to.value, "by": "", "at": u.now.isoformat()}
    shared = {"severity": to.value, "seen": clock.started_at.isoformat(), "clock": clock.kind.value}
    if clock.due_at > u.now:
        return {"key": "answer-raised-due", "due": clock.due_at.isoformat(), **shared}
    return {"key": "answer-raised-past", "late": int((u.now - clock.due_at).total_seconds()), **shared}


@act
async def retype(desk: Desk, person: PersonId, incident_id: IncidentId, to: CrisisType) -> Acted:
    """Another leading crisis type; what it was stays among its types.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        before = incident.crisis_type
        if before is not to:
            incident.more_types = [kind for kind in {*incident.more_types, before.value} if kind != to.value]
            incident.crisis_type = to
            u.timeline.record(incident, EntryKind.RETYPED, by=person, before=before, after=to)
            await steps.copy(u, incident)
            rename_topic(u, incident)
            team = await team_of(u, incident.team_id)
            if not incident.restricted and restricting.wanted(team, to):
                await restricting.hide(u, incident, team, person)
            await openness.warn_owners(u, incident, team)
        await steps.reached(u, incident, person, "classify")
        await steered(u, incident, person)
        post_card(u, incident)
        return Acted("toast-retyped", {"type": to.value}, incident.id, incident.number)


@act
async def toggle_live(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """On air or not: shorter clocks, the live director joins, stop-loss first.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        incident.live = not incident.live
        u.timeline.record(incident, EntryKind.LIVE_CHANGED, by=person, live=incident.live)
        team = await team_of(u, incident.team_id)
        if incident.state.open:
            await clocks.recompute(u, incident, team)
        if incident.live and incident.state.open:
            await seats.ask_crew(u, incident, team)
            await grow_if_wanted(u, incident)
            post_in_topic(u, incident, ParcelKind.STOP_LOSS, Lane.DECISION, coalesce=f"stoploss:{incident.id}")
        await steps.reached(u, incident, person, "classify")
        await steered(u, incident, person)
        post_card(u, incident)
        key = "toast-live-on" if incident.live else "toast-live-off"
        return Acted(key, {}, incident.id, incident.number)
