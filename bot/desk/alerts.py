"""Alerts until somebody decides: announced, noticed, opened, watched, dismissed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk import audiences, calling, clocks, rosters
from bot.desk.clocks import Undecided
from bot.desk.desk import Desk, DeskPolicy, act
from bot.desk.flapping import flaps
from bot.desk.hanging_up import hang_up
from bot.desk.incidents import open_incident, show_alert, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Restricted, Stranger
from bot.desk.restricting import wanted
from bot.desk.rosters import Watch, reachable_on_duty
from bot.desk.speaking import let_go, post_alert_card, post_inbox, post_reply, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import AlertId, PersonId
from bot.rules import intake as rules
from bot.rules.lifecycle import SecondPersonNeeded
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.calls import ChainState
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import Severity


class AlertUnknown(DeskError):
    """There is no such alert in this team."""

    key = "refused-alert-unknown"


class AlertDecided(DeskError):
    """Somebody was faster: `decision`, `by`, `at`."""

    key = "refused-alert-decided"


def day_of(team: Team, moment: datetime) -> str:
    """The day of an inbox message: where the team is."""
    return moment.astimezone(ZoneInfo(team.timezone)).date().isoformat()


async def announce(u: UnitOfWork, alert: Undecided, team: Team, watch: Watch | None = None) -> None:
    """A new alert waits for a decision: those who must know hear of it, and its clock runs.

    Grave ones stand in the main chat and call the person on duty; mild ones go to the person on duty in
    private and into the day's inbox message. `watch`: who is on duty, where several alerts ask; then somebody has
    started the clock as well.
    """
    if watch is None:
        watch = Watch(u.glance(), team.id)
        await clocks.start_for_alerts(u, [alert], team, ClockKind.RESPONSE)
    on_duty = [person for person in await watch.duty() if rosters.reachable(person)]
    if alert.severity.at_least(Severity.S2):
        post_alert_card(u, alert.id, team.id, audiences.to_team(team.id), Lane.OPENING, sound=not on_duty)
        await calling.call_for_alert(u, alert, watch)
        return
    if alert.severity is Severity.S3:
        for person in on_duty:
            audience = audiences.to_person(person.id)
            post_alert_card(u, alert.id, team.id, audience, Lane.DECISION, sound=True)
        if not on_duty:
            post_alert_card(u, alert.id, team.id, audiences.to_team(team.id), Lane.DECISION)
    post_inbox(u, team.id, day_of(team, alert.received_at))


async def announce_folded(u: UnitOfWork, team: Team, at: datetime) -> None:
    """Alerts beyond the minute's limit: one message with a file that holds them all, drawn as it goes out.

    What was stored late, when its minute had been told already, is gathered for a minute too: a desk that is
    behind would send a file with every commit.
    """
    minute = at.replace(second=0, microsecond=0)
    u.outbox.post(
        ParcelKind.STORM_SUMMARY,
        team=team.id,
        stream=audiences.to_team(team.id),
        audience=audiences.to_team(team.id),
        lane=Lane.NOTICE,
        subject=f"{team.id}:{minute.isoformat()}",
        coalesce=f"storm:{team.id}:{minute.isoformat()}",
        not_before=max(minute, u.now.replace(second=0, microsecond=0)) + timedelta(minutes=1),
    )
    post_inbox(u, team.id, day_of(team, at))


async def grown(u: UnitOfWork, policy: DeskPolicy, alert: Alert, team: Team) -> None:
    """An undecided alert came again, or others joined it: its card changes, and what it now is may open it."""
    if alert.state in (AlertState.OPENED, AlertState.DISMISSED, AlertState.MERGED):
        return
    if rules.opens_at_once(alert.severity, policy.auto_open):
        await open_from_alert(u, alert, reason="raised")
        return
    if alert.state is AlertState.WATCHING and trigger_reached(alert):
        await fire_watch(u, alert)
        return
    await refresh(u, ParcelKind.ALERT_CARD, alert.id, alert.team_id)


def trigger_reached(alert: Alert) -> str:
    """The first trigger of a watch that the alert's figures have reached, '' while none has."""
    for trigger in alert.watch_triggers:
        value = alert.metrics.get(str(trigger.get("metric")))
        if value is not None and value >= float(trigger.get("at_least", 0)):
            return str(trigger["metric"])
    return ""


async def fire_watch(u: UnitOfWork, alert: Alert) -> None:
    """A watch is over: whoever set it decides again, with a clock that runs."""
    team = await team_of(u, alert.team_id)
    await clocks.stop_alert_clocks(u, alert, None)
    alert.state = AlertState.WAITING
    clocks.start_for_alert(u, alert, team, ClockKind.DECISION)
    grave = alert.severity.at_least(Severity.S2)
    owner = alert.decided_by
    if owner:
        lane = Lane.PAGE if grave else Lane.DECISION
        post_to_person(u, owner, ParcelKind.WATCH_FIRED, lane, alert.id, alert.team_id)
    await refresh(u, ParcelKind.ALERT_CARD, alert.id, alert.team_id)
    if not owner:
        await announce(u, alert, team)


async def open_from_alert(u: UnitOfWork, alert: Alert, by: PersonId | None = None, reason: str = "") -> Incident:
    """Make an incident of an alert, and let later deliveries of the same alert join it."""
    team = await team_of(u, alert.team_id)
    alert.decided_by, alert.decided_at = by, u.now
    return await open_incident(
        u,
        team,
        title=alert.title,
        severity=alert.severity,
        crisis_type=alert.crisis_type,
        alert=alert,
        by=by,
        reason=reason,
    )


async def held(u: UnitOfWork, alert_id: AlertId, person: PersonId, undecided: bool = True) -> Alert:
    """The alert, held for this person's act.

    Raises:
        AlertUnknown, Stranger; AlertDecided: it is decided, and `undecided` was wanted.
    """
    alert = await u.alerts.hold(alert_id)
    if alert is None:
        raise AlertUnknown
    member = await u.people.member(alert.team_id, person)
    if member is None or member.left_at is not None or member.standing is Standing.GUEST:
        raise Stranger
    if undecided and alert.state not in (AlertState.WAITING, AlertState.WATCHING):
        decider = await u.people.find(alert.decided_by) if alert.decided_by else None
        raise AlertDecided(
            decision=alert.state.value,
            by=decider.name if decider else "",
            at=alert.decided_at.isoformat() if alert.decided_at else "",
        )
    return alert


@act
async def open_by_hand(desk: Desk, person: PersonId, alert_id: AlertId) -> Acted:
    """A member makes an incident of an alert and is its acting commander.

    Raises:
        AlertUnknown, Stranger; AlertDecided: somebody was faster.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        incident = await open_from_alert(u, alert, by=person, reason="decided")
        await show_everywhere(u, alert)
        return Acted("toast-opened", {"number": incident.number}, incident.id, incident.number)


@act
async def notice(desk: Desk, person: PersonId, alert_id: AlertId) -> Alert | None:
    """Somebody looks closer at an alert (chips, evidence): the response clock has what it waited for, and
    the one for the decision starts.

    Raises:
        AlertUnknown, Stranger, AlertDecided.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        await _noticed(u, alert, person)
        return None


async def _noticed(u: UnitOfWork, alert: Alert, person: PersonId) -> None:
    if alert.seen_by is not None:
        return
    alert.seen_by = person
    running = [clock for clock in await u.clocks.running_of_alert(alert.id) if clock.kind is ClockKind.RESPONSE]
    for clock in running:
        clock.state, clock.stopped_at, clock.stopped_by = ClockState.MET, u.now, person
        clock.next_mark_at = None
    if running:
        clocks.start_for_alert(u, alert, await team_of(u, alert.team_id), ClockKind.DECISION)
    await hang_up(u, alert=alert.id, by=person, state=ChainState.ANSWERED)
    await refresh(u, ParcelKind.DUTY_CALL, alert.id, alert.team_id)


@act
async def choose_reason(desk: Desk, person: PersonId, alert_id: AlertId, chat_id: int, message_id: int) -> None:
    """Somebody wants no action: the card he pressed shows the reasons to choose from.

    Raises:
        AlertUnknown, Stranger, AlertDecided.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        await _noticed(u, alert, person)
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        audience = shown.audience if shown else audiences.to_team(alert.team_id)
        kind = shown.kind if shown else ParcelKind.ALERT_CARD
        if kind is not ParcelKind.ALERT_CARD:  # pressed on a call: the chips come as a card of their own
            audience = shown.audience if shown else audience
        u.outbox.post(
            ParcelKind.ALERT_CARD,
            team=alert.team_id,
            stream=audience,
            audience=audience,
            lane=Lane.REPLY,
            subject=alert.id,
            values={"choosing": True},
            coalesce=f"{ParcelKind.ALERT_CARD}:{alert.id}:{audience}",
        )


@act
async def ask_for_reason(desk: Desk, person: PersonId, alert_id: AlertId, place: str) -> None:
    """The reason is to be written: asked as a question to reply to.

    Raises:
        AlertUnknown, Stranger, AlertDecided.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        values = {"key": "answer-dismiss-wanted", "asks": "dismissal", "about": alert.id}
        post_reply(u, place, ParcelKind.REPLY, alert.team_id, values=values)


@act
async def keep_going(desk: Desk, person: PersonId, alert_id: AlertId) -> Acted:
    """Not agreed, or thought better: the proposal to do nothing is off the card.

    Raises:
        AlertUnknown, Stranger, AlertDecided.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        proposed = alert.proposed_by is not None
        alert.proposed_by = alert.dismiss_reason = None
        alert.reason_text = ""
        await refresh(u, ParcelKind.ALERT_CARD, alert.id, alert.team_id)
        return Acted("toast-proposal-refused" if proposed else "toast-shown")


@act
async def show_evidence(desk: Desk, person: PersonId, alert_id: AlertId, place: str) -> None:
    """What came with an alert: its links and quotations, to whoever asks.

    Raises:
        AlertUnknown, Stranger, Restricted.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person, undecided=False)
        if wanted(await team_of(u, alert.team_id), alert.crisis_type):  # behind the curtain, once it opens
            member = await u.people.member(alert.team_id, person)
            if member is None or not member.restricted:
                raise Restricted
            place = audiences.to_person(person)
        if alert.state in (AlertState.WAITING, AlertState.WATCHING):
            await _noticed(u, alert, person)
        items = [link.get("url") or link.get("text") or link.get("kind", "") for link in alert.evidence]
        listed = [item for item in (alert.content_url, *items) if item]
        values = {"key": "answer-evidence", "text": "\n".join(listed[:10])}
        post_reply(u, place, ParcelKind.REPLY, alert.team_id, values=values)


@act
async def dismiss(
    desk: Desk, person: PersonId, alert_id: AlertId, reason: DismissReason, text: str = "", agreeing: bool = False
) -> Acted:
    """Nothing needs to be done, with a reason. For suspected S1 and S2 a second person has to agree.

    Raises:
        AlertUnknown, Stranger, AlertDecided; SecondPersonNeeded: the one who proposed it cannot agree himself.
    """
    async with desk.transaction() as u:
        alert = await held(u, alert_id, person)
        await _noticed(u, alert, person)
        grave = alert.severity.at_least(Severity.S2)
        if agreeing and alert.proposed_by is None:
            raise AlertUnknown
        if grave and not agreeing:
            alert.proposed_by, alert.dismiss_reason, alert.reason_text = person, reason, text
            await refresh(u, ParcelKind.ALERT_CARD, alert.id, alert.team_id)
            return Acted("toast-proposed", {})
        if grave and alert.proposed_by == person:
            proposer = await u.people.find(person)
            raise SecondPersonNeeded(by=proposer.name if proposer else "")
        alert.state = AlertState.DISMISSED
        alert.decided_by, alert.decided_at = alert.proposed_by or person, u.now
        if not agreeing:
            alert.dismiss_reason, alert.reason_text = reason, text
        alert.live_key = None
        for joined in await u.alerts.merged_into(alert.id):
            joined.state, joined.live_key = AlertState.DISMISSED, None
        await clocks.stop_alert_clocks(u, alert, person)
        await show_everywhere(u, alert)
        return Acted("toast-dismissed", {})


async def put_away(u: UnitOfWork, some: Sequence[AlertId], by: PersonId | None, why: str) -> None:
    """Nothing needs to be done about these alerts, which are held, and about what joined them: their keys are free
    and their clocks end. As statements: there may be hundreds."""
    for chain in await u.calls.running_of_alerts(some):
        await hang_up(u, alert=chain.alert_id, by=by, state=ChainState.ANSWERED if by else ChainState.ENDED)
    await u.alerts.dismiss(some, by, u.now, why)
    await u.clocks.end_of_alerts(some, by, u.now)


async def show_everywhere(u: UnitOfWork, alert: Alert) -> None:
    """An alert was decided: every message that shows it changes."""
    team = await team_of(u, alert.team_id)
    await show_alert(u, alert)
    await refresh(u, ParcelKind.WATCH_FIRED, alert.id, alert.team_id)
    if not alert.severity.at_least(Severity.S2):
        post_inbox(u, team.id, day_of(team, alert.received_at))


async def response_overdue(u: UnitOfWork, policy: DeskPolicy, alert: Alert, clock: Clock) -> None:
    """Nobody decided in time: what is one level below the automatic one opens now, the others ask again."""
    team = await team_of(u, alert.team_id)
    if alert.folded and not alert.severity.at_least(Severity.S2):
        clocks.again(u, clock)  # one of a storm: its file and /status remind of it, nobody is asked about each
        return
    # "Over" from a source that keeps changing its mind is no reason to wait.
    over = alert.resolved_at is not None and not await flaps(u, alert.id)
    if rules.opens_at_deadline(alert.severity, policy.auto_open, over):
        await open_from_alert(u, alert, reason="deadline")
        return
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.CANCELLED, u.now, None
    alert.seen_by = None
    # No alert is ever without a running clock until somebody decides.
    again = clocks.start_for_alert(u, alert, team, ClockKind.DECISION)
    assert again is not None, "every level has a decision clock"
    for person in await reachable_on_duty(u, team.id):
        audience = audiences.to_person(person.id)
        await _ask_again(u, alert, audience)


async def _ask_again(u: UnitOfWork, alert: Alert, audience: str) -> None:
    """A new message, because an edit makes no sound; the old one stops being the one that is edited."""
    if alert.severity is Severity.S4:
        return
    await let_go(u, ParcelKind.ALERT_CARD, alert.id, audience)
    post_alert_card(u, alert.id, alert.team_id, audience, Lane.DECISION, sound=True)
