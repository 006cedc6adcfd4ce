"""Incidents: opened, called for, responded to, declined, declared by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import (
    airtimes,
    audiences,
    calling,
    clocks,
    exhibits,
    openness,
    policies,
    recurrence,
    seats,
    steps,
    vigils,
)
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Stranger, authorize, names
from bot.desk.speaking import (
    draw_again,
    post_alert_card,
    post_card,
    post_in_topic,
    post_reply,
    post_topic,
    refresh,
    refresh_all,
)
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import EvidenceId, IncidentId, PersonId, TeamId
from bot.rules import lifecycle
from bot.rules import severity as severity_rules
from bot.rules.noise import NoiseEvent
from bot.rules.permissions import require
from bot.rules.topics import wants_topic
from messages.library import playbooks as library
from storage.tables.alerts import Alert
from storage.tables.incidents import Evidence, Incident
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import Action, CrisisType, IncidentState, TopicState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

NUMBER_COUNTER = "incident"


class IncidentUnknown(DeskError):
    """No incident of this team by that number or button: `number`."""

    key = "refused-incident-unknown"


async def held(u: UnitOfWork, incident_id: IncidentId) -> Incident:
    """The incident, held for this act.

    Raises:
        IncidentUnknown: there is none.
    """
    incident = await u.incidents.hold(incident_id)
    if incident is None:
        raise IncidentUnknown(number="")
    return incident


async def team_of(u: Reader, team_id: TeamId) -> Team:
    """A row's team; it exists."""
    team = await u.teams.find(team_id)
    assert team is not None, "a row's team exists"
    return team


def year_in(team: Team, moment: datetime) -> int:
    """The year of a number: where the team is."""
    return moment.astimezone(ZoneInfo(team.timezone)).year


async def open_incident(
    u: UnitOfWork,
    team: Team,
    *,
    title: str,
    severity: Severity,
    crisis_type: CrisisType = CrisisType.OTHER,
    alert: Alert | None = None,
    by: PersonId | None = None,
    reason: str = "",
    first_seen_at: datetime | None = None,
    account: str = "",
    platform: str = "",
    product: str = "",
    live: bool = False,
) -> Incident:
    """Open one incident: number, seats, clocks, first entries, and everything that is to be said.

    `by` is who opened it by hand: he is acting commander at once. Without him the desk opened it, the
    person on duty is called, and the response clock runs.
    """
    number = await u.teams.next_number(team.id, NUMBER_COUNTER, year_in(team, u.now))
    incident = Incident(
        id=IncidentId(u.new_id()),
        team_id=team.id,
        number=f"INC-{year_in(team, u.now)}-{number:04}",
        title=alert.title if alert else title,
        severity=severity,
        crisis_type=crisis_type,
        more_types=[],
        account=alert.account if alert else account,
        platform=alert.platform if alert else platform,
        product=alert.product if alert else product,
        live=(alert.live if alert else live) or airtimes.on_air(team, u.now, alert.account if alert else account),
        light=not severity.at_least(Severity.S2),
        group_key=alert.group_key if alert else None,
        opened_by=by,
        first_seen_at=alert.first_seen_at if alert else (first_seen_at or u.now),
        received_at=alert.received_at if alert else u.now,
        opened_at=u.now,
        changed_at=u.now,
        alert_count=1 if alert else 0,
    )
    if alert and alert.watch_until is not None:
        incident.triggered_at = u.now
    if team.restricted_chat_id is not None and library.crisis_type(incident.crisis_type).restricted:
        incident.restricted, incident.light = True, False
    incident.topic_state = TopicState.MAIN_CHAT if incident.light else TopicState.WANTED
    u.add(incident)
    await u.session.flush()
    if alert and by is None:
        await calling.adopt(u, alert, incident)
    if alert:
        await _from_alert(u, incident, alert)
    u.timeline.record(
        incident,
        EntryKind.OPENED,
        by=by,
        severity=severity,
        crisis_type=incident.crisis_type,
        reason=reason,
        title=incident.title,
    )
    if incident.restricted:
        u.timeline.record(incident, EntryKind.RESTRICTED)
    await recurrence.recurs(u, incident)
    await openness.warn_owners(u, incident, team)
    for kind in clocks.OPENING_CLOCKS:
        if not (by and kind in (ClockKind.RESPONSE, ClockKind.DECISION)):
            clocks.start(u, incident, team, kind)
    announce(u, incident)
    await steps.copy(u, incident)
    await seats.ask_crew(u, incident, team)
    if by:
        await responding(u, incident, by)
    else:
        await calling.call_duty(u, incident)
    if alert:
        await show_alert(u, alert)
    await tell(u, incident, NoiseEvent.BOSS_CHANGE, News(ParcelKind.BOSS_LINE, incident.id, Lane.CARD))
    return incident


async def _from_alert(u: UnitOfWork, incident: Incident, alert: Alert) -> None:
    alert.state, alert.incident_id = AlertState.OPENED, incident.id
    u.timeline.record(
        incident,
        EntryKind.ALERT_RECEIVED,
        at=alert.received_at,
        ref=alert.id,
        source=alert.source,
        title=alert.title,
    )
    await clocks.stop_alert_clocks(u, alert, alert.decided_by)
    merged = await u.alerts.merged_into(alert.id)
    for joined in merged:
        joined.state, joined.incident_id = AlertState.OPENED, incident.id
        incident.alert_count += 1
    await exhibits.join(u, incident, [alert.id, *(joined.id for joined in merged)])
    for link in alert.evidence:
        u.add(
            Evidence(
                id=EvidenceId(u.new_id()),
                team_id=incident.team_id,
                incident_id=incident.id,
                alert_id=alert.id,
                kind=link.get("kind", "link")[:40],
                sha256="",
                url=link.get("url", ""),
                text=link.get("text", ""),
                added_at=u.now,
            )
        )


def announce(u: UnitOfWork, incident: Incident) -> None:
    """Topic, card, pin and, on air, the stop-loss: what everybody who works on it sees first."""
    if not incident.light:
        post_topic(u, incident, ParcelKind.TOPIC_OPEN, Lane.OPENING)
    # The opening is one of the two things that may sound in a group, and only for S1.
    post_card(u, incident, Lane.OPENING, sound=incident.severity is Severity.S1)
    if not incident.light:
        post_in_topic(u, incident, ParcelKind.CARD_PIN, Lane.OPENING, coalesce=f"pin:{incident.id}")
    if incident.live:
        post_in_topic(u, incident, ParcelKind.STOP_LOSS, Lane.OPENING, coalesce=f"stoploss:{incident.id}")


async def show_alert(u: UnitOfWork, alert: Alert) -> None:
    """The triage card of an alert is drawn again where it stands; a grave one stands in the main chat."""
    incident = await u.incidents.find(alert.incident_id) if alert.incident_id else None
    if incident is not None and incident.restricted:
        pass  # the main chat has its one line of it
    elif alert.severity.at_least(Severity.S2) and alert.merged_into is None:
        post_alert_card(u, alert.id, alert.team_id, audiences.to_team(alert.team_id), Lane.OPENING)
    shown = [ParcelKind.ALERT_CARD, ParcelKind.DUTY_CALL, ParcelKind.REPORT_SEEN]
    await refresh_all(u, shown, [alert.id], alert.team_id)


async def responding(u: UnitOfWork, incident: Incident, person: PersonId, *, acting: bool = True) -> None:
    """Somebody acts on the incident. The first one stops the calling and is (acting) commander."""
    if incident.state is IncidentState.WAITING:
        incident.state = lifecycle.after(incident.state, Action.RESPOND)
        incident.responded_at = u.now
        u.timeline.record(incident, EntryKind.RESPONDED, by=person)
        await vigils.watch_silence(u, incident, person)
        await clocks.meet(u, incident, ClockKind.RESPONSE, by=person)
        await refresh(u, ParcelKind.DUTY_CALL, incident.id, incident.team_id)
        await show_alerts(u, incident)
    await calling.answered(u, incident, person)
    if incident.commander_id is None:
        # Taking the commander's seat on purpose is not acting; responding first is.
        await seats.take_seat(u, incident, RoleKind.COMMANDER, person)
        incident.acting = acting


async def show_alerts(u: UnitOfWork, incident: Incident) -> None:
    """The triage cards of an incident's first alerts are drawn again: how many joined, who responded."""
    kinds = [ParcelKind.ALERT_CARD, ParcelKind.REPORT_SEEN]
    draw_again(u, await u.messages.of_first_alerts(kinds, incident.id, most=5), incident.team_id)


@act
async def respond(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """Somebody takes the incident on.

    Stops the response clock and makes the person acting commander if there is none.

    Raises:
        IncidentUnknown: no incident has this id.
        ActionNotAllowed: its state does not allow it; carries who did it before and when.
        NotAllowed, Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await offered(u, incident, Action.RESPOND)
        await responding(u, incident, person)
        post_card(u, incident, Lane.DECISION)
        return Acted("toast-responded", {}, incident.id, incident.number)


@act
async def decline(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """Somebody who is called cannot: the next one on the chain is called at once.

    Raises:
        IncidentUnknown, ActionNotAllowed, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await offered(u, incident, Action.DECLINE)
        u.timeline.record(incident, EntryKind.DECLINED, by=person)
        called = await calling.declined(u, incident, person)
        post_card(u, incident)
        return Acted("toast-declined", {"person": ", ".join(called)}, incident.id, incident.number)


async def offered(u: UnitOfWork, incident: Incident, action: Action) -> IncidentState:
    """The state after the action; a refusal says who was faster, and when.

    Raises:
        ActionNotAllowed: the state does not allow it.
    """
    by, at = "", ""
    if incident.state is not IncidentState.WAITING:
        last = {
            IncidentState.STOOD_DOWN: incident.stood_down_at,
            IncidentState.CLOSED: incident.closed_at,
        }.get(incident.state, incident.responded_at)
        called = await names(u, [incident.commander_id])
        by, at = called.get(incident.commander_id, ""), last.isoformat() if last else ""
    return lifecycle.after(incident.state, action, by=by, at=at)


async def grow_if_wanted(u: UnitOfWork, incident: Incident) -> None:
    """A second person takes part, or it is on air: a light incident gets its topic."""
    if not incident.light:
        return
    rows = await u.roles.of_incident(incident.id)
    people = {role.person_id for role in rows if role.state is RoleState.TAKEN}
    if wants_topic(incident.severity, incident.live, len(people)):
        await grow(u, incident)


async def grow(u: UnitOfWork, incident: Incident) -> None:
    """A light incident gets its topic: it became graver, or a second person takes part."""
    if not incident.light:
        return
    incident.light = False
    incident.topic_state = TopicState.WANTED
    for message in await u.messages.showing(ParcelKind.INCIDENT_CARD, incident.id):
        message.alive = False
        u.session.add(message)
        u.outbox.post(
            ParcelKind.OLD_CARD,
            team=incident.team_id,
            stream=audiences.to_team(incident.team_id),
            audience=audiences.to_place(message.chat_id),
            lane=Lane.CARD,
            subject=incident.id,
            values={"message": message.message_id},
        )
    announce(u, incident)


def rename_topic(u: UnitOfWork, incident: Incident) -> None:
    """The topic's name carries severity and state."""
    if incident.topic_id is not None:
        post_topic(u, incident, ParcelKind.TOPIC_RENAME)


async def steered(u: UnitOfWork, incident: Incident, person: PersonId) -> None:
    """A first deciding act was done: the decision clock has what it waited for."""
    await clocks.meet(u, incident, ClockKind.DECISION, by=person)


@act
async def declare(
    desk: Desk,
    person: PersonId,
    team_id: TeamId,
    text: str,
    severity: Severity | None = None,
    place: str = "",
) -> Acted:
    """Somebody opens an incident by hand with one line; level and type are guessed and shown for correction.

    Raises:
        NotAllowed, Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        team = await team_of(u, team_id)
        member = await u.people.member(team.id, person)
        if member is None or member.left_at is not None:
            raise Stranger
        require(Permission.MEMBER, member.standing)
        kind = policies.guessed_type((text,))
        assessed = policies.assessed(severity_rules.Subject(texts=(text,), stated=severity, crisis_type=kind))
        incident = await open_incident(
            u, team, title=text[:240], severity=assessed.severity, crisis_type=kind, by=person, reason="declared"
        )
        if place:
            values = {"key": "answer-declared", "number": incident.number}
            post_reply(u, place, ParcelKind.REPLY, team.id, values=values)
        return Acted("toast-opened", {"number": incident.number}, incident.id, incident.number)


async def is_open(desk: Desk, incident_id: IncidentId) -> bool:
    """Does the team still work on it?"""
    async with desk.reading() as look:
        incident = await look.incidents.find(incident_id)
    return incident is not None and incident.state.open


async def find_by_number(desk: Desk, team: TeamId, number: str) -> Incident:
    """The incident people mean by `INC-2026-0007`, `0007` or `7`.

    Raises:
        IncidentUnknown: this team has none.
    """
    async with desk.reading() as look:
        wanted = number.strip().upper()
        if wanted.isdigit():
            found = [i for i in await look.incidents.latest(team, 500) if int(i.number[-4:]) == int(wanted)]
        else:
            found = list(await look.incidents.by_number(wanted, team))
    if not found:
        raise IncidentUnknown(number=number)
    return found[0]
