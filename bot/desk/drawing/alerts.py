"""Drawing alerts: the triage card, the day's inbox, storms, watches that came due."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.desk import alerts, days, policies, storms
from bot.desk.arrivals import GUESSED, NewAlert
from bot.desk.drawing import curtain
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.flapping import flaps
from bot.desk.newcomers import Newcomer
from bot.desk.rosters import reachable_on_duty
from bot.desk.trials import TEST_LABEL
from bot.desk.undo import watch_can_be_undone
from bot.ids import AlertId, PersonId, TeamId
from bot.rules import triage
from bot.rules.intake import opens_at_deadline
from bot.rules.triage import Advice
from bot.rules.watches import Trigger
from messages.cards import alerts as cards
from messages.cards import inbox as inbox_card
from messages.cards import storms as storm_card
from messages.cards import watches
from messages.notices.answers import answer
from messages.views import (
    AlertCardView,
    Decided,
    Hint,
    InboxDayView,
    InboxDigestView,
    InboxRow,
    Proposed,
    StormSummaryView,
    Verb,
    WatchFiredView,
)
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.severity import Severity, worst

_DECIDING = frozenset({Verb.ALERT_OPEN, Verb.ALERT_WATCH, Verb.ALERT_DISMISS})
_EVIDENCE = frozenset({Verb.ALERT_EVIDENCE})
#: What may be pressed, without and with something to show.
_CHOOSING = (_DECIDING, _DECIDING | _EVIDENCE)
_PROPOSED = frozenset({Verb.ALERT_AGREE, Verb.ALERT_BACK, Verb.ALERT_OPEN})
_AGREEING = (_PROPOSED, _PROPOSED | _EVIDENCE)
_NOBODY: Mapping[PersonId | None, str] = MappingProxyType({})


async def card(easel: Easel) -> Errand | None:
    """The triage card: what came in, what happens by itself, what may be pressed."""
    newcomer: Newcomer | None = easel.look.newcomers.get(easel.parcel.subject_id)
    if newcomer is not None:
        view = await _put_together(easel, newcomer.alert, newcomer.due_at)
        return easel.show(cards.draw(view, easel.reader))
    alert = await easel.look.alerts.find(AlertId(easel.parcel.subject_id))
    if alert is None:
        return None
    return easel.show(cards.draw(await _view(easel, alert), easel.reader))


async def _view(easel: Easel, alert: Alert) -> AlertCardView:
    look = easel.look
    incident = await look.incidents.find(alert.incident_id) if alert.incident_id else None
    # Whatever joins is counted, and so is each time it comes again.
    alone = alert.count == 1
    joined = () if alone else await look.alerts.merged_into(alert.id)
    called = await easel.called([alert.decided_by, alert.proposed_by, incident.commander_id if incident else None])
    clocks = {clock.kind: clock for clock in await look.clocks.running_of_alert(alert.id)}
    deadline = clocks.get(ClockKind.RESPONSE) or clocks.get(ClockKind.DECISION)
    flapping = await flaps(look, alert.id) if alert.state is AlertState.WAITING and not alone else False
    return await _put_together(
        easel, alert, deadline.due_at if deadline else None, incident, joined, called, flapping
    )


async def _put_together(
    easel: Easel,
    alert: Alert | NewAlert,
    due_at: datetime | None,
    incident: Incident | None = None,
    joined: Sequence[Alert] = (),
    called: Mapping[PersonId | None, str] = _NOBODY,
    flapping: bool = False,
) -> AlertCardView:
    """What the card shows. `due_at`: until when somebody has to decide, while a clock runs."""
    waiting = alert.state is AlertState.WAITING
    by_itself = waiting and due_at is not None and alert.resolved_at is None and _opens_at_deadline(easel, alert)
    choosing = waiting and bool(easel.parcel.values.get("choosing"))
    responded = incident.commander_id if incident and incident.responded_at else None
    veiled = await curtain.veiled(easel, alert)
    view = AlertCardView(
        alert=alert.id,
        severity=worst(alert.severity, *(other.severity for other in joined)) if joined else alert.severity,
        title=alert.title,
        first_seen_at=alert.first_seen_at,
        last_seen_at=alert.last_received_at,
        count=max(1, alert.count - len(joined)),
        folded=len(joined) or max(0, incident.alert_count - 1 if incident else 0),
        platform=alert.platform,
        account=alert.account,
        product=alert.product,
        live=alert.live,
        viewers=alert.viewers,
        reasons=tuple(alert.reasons),
        figures=alert.metrics,
        paging=await _paging(easel, incident) if incident else "",
        responded_by=called.get(responded, ""),
        responded_at=incident.responded_at if incident else None,
        opens_at=due_at if by_itself else None,
        decide_by=due_at if waiting else None,
        hint=_hint(alert) if waiting and not by_itself else None,
        decided=None if waiting else _decided(alert, incident, called.get(alert.decided_by, "")),
        proposed=_proposed(alert, called.get(alert.proposed_by, "")) if waiting else None,
        resolved_at=alert.resolved_at,
        choosing=choosing,
        topic_url=easel.topic_url(incident),
        evidence=len(alert.evidence) + bool(alert.content_url),
        flapping=flapping,
        test=TEST_LABEL in alert.labels,
        guessed=alert.crisis_type if waiting and GUESSED in alert.labels else None,
        keys=_keys(alert, incident) if waiting else _keys(alert, incident) | _undo(easel, alert),
        mark=easel.mark(),
    )
    if not veiled:
        return view
    return replace(
        view,
        title=easel.reader.plain("alert-veiled"),
        product="",
        account="",
        reasons=(),
        figures={},
        hint=None,
        evidence=0,
        guessed=None,
        keys=view.keys - {Verb.ALERT_EVIDENCE},
    )


def _opens_at_deadline(easel: Easel, alert: Alert | NewAlert) -> bool:
    return opens_at_deadline(alert.severity, easel.desk.policy.auto_open, resolved=False)


def _keys(alert: Alert | NewAlert, incident: Incident | None) -> frozenset[Verb]:
    shown = bool(alert.evidence or alert.content_url)
    if alert.state in (AlertState.WAITING, AlertState.WATCHING):
        return (_AGREEING if alert.proposed_by else _CHOOSING)[shown]
    return _EVIDENCE if incident is not None and shown else frozenset()


def _undo(easel: Easel, alert: Alert | NewAlert) -> frozenset[Verb]:
    """A watch set a moment ago can be taken back."""
    fresh = watch_can_be_undone(alert.state, alert.decided_at, easel.look.now)
    return frozenset({Verb.UNDO}) if fresh else frozenset()


async def _paging(easel: Easel, incident: Incident) -> str:
    if incident.responded_at is not None or not incident.state.open:
        return ""
    on_duty = await reachable_on_duty(easel.look, incident.team_id)
    return easel.reader.listed([person.name for person in on_duty[:3]])


_SUGGESTED = {
    Advice.OPEN: AlertState.OPENED,
    Advice.WATCH: AlertState.WATCHING,
    Advice.NO_ACTION: AlertState.DISMISSED,
}


def _hint(alert: Alert | NewAlert) -> Hint:
    """What is suggested, and the figure that moves it; every alert that waits for somebody has one."""
    last = [Trigger(str(one["metric"]), float(one["at_least"])) for one in alert.watch_triggers]
    found = triage.hint(last or policies.watch_policy().defaults, alert.metrics, alert.resolved_at is not None)
    return Hint(_SUGGESTED[found.advice], found.metric, found.figure, found.threshold)


def _decided(alert: Alert | NewAlert, incident: Incident | None, by: str) -> Decided | None:
    if alert.state is AlertState.WAITING:
        return None
    trigger = alert.watch_triggers[0] if alert.watch_triggers else {}
    return Decided(
        state=alert.state,
        at=alert.decided_at or (incident.opened_at if incident else alert.received_at),
        by=by,
        number=incident.number if incident else "",
        reason=alert.dismiss_reason,
        note=alert.reason_text,
        watch_until=alert.watch_until if alert.state is AlertState.WATCHING else None,
        trigger_metric=str(trigger.get("metric", "")),
        trigger_value=float(trigger["at_least"]) if trigger else None,
    )


def _proposed(alert: Alert | NewAlert, by: str) -> Proposed | None:
    if alert.proposed_by is None:
        return None
    return Proposed(by, alert.dismiss_reason or DismissReason.UNKNOWN, alert.reason_text)


async def inbox(easel: Easel) -> Errand | None:
    """The day's mild alerts in one message."""
    _, rows, total = await _day(easel, days.SHOWN, days.COUNTED)
    if not rows:
        return None
    view = InboxDigestView(
        rows=tuple(row for _, row in rows), total=total, or_more=total >= days.COUNTED, mark=easel.mark()
    )
    return easel.show(inbox_card.draw(view, easel.reader))


async def inbox_day(easel: Easel) -> Errand | None:
    """All of the day's mild alerts in a file."""
    day, rows, total = await _day(easel, days.MOST_LINES, None)
    if not rows:
        return None
    return easel.say(inbox_card.listed(InboxDayView(day=day.date(), rows=rows, total=total), easel.reader))


async def _day(
    easel: Easel, most: int, counted: int | None
) -> tuple[datetime, tuple[tuple[AlertId, InboxRow], ...], int]:
    """The day of the parcel's subject, its newest mild alerts as rows, how many there were (up to `counted`)."""
    zone = ZoneInfo(easel.team.timezone) if easel.team else easel.reader.zone
    team, start, end = days.bounds(easel.parcel.subject_id, zone)
    rows = await days.mild_of_day(easel.look, team, start, end, most)
    total = await days.count_of_day(easel.look, team, start, end, counted)
    called = await easel.called([row.decided_by for row in rows])
    ids = [row.id for row in rows]
    due = {clock.alert_id: clock.due_at for clock in reversed(await easel.look.clocks.running_of_alerts(ids))}
    opened = {one: await easel.look.incidents.find(one) for one in {row.incident_id for row in rows} if one}
    lines: list[tuple[AlertId, InboxRow]] = []
    for row in rows:
        incident = opened.get(row.incident_id) if row.incident_id else None
        line = InboxRow(
            severity=row.severity,
            title=easel.reader.plain("alert-restricted")
            if incident and incident.restricted
            else await curtain.title_of(easel, row),
            first_seen_at=row.first_seen_at,
            decide_by=due.get(row.id),
            decided=_decided(row, incident, called.get(row.decided_by, "")),
        )
        lines.append((row.id, line))
    return start, tuple(lines), total


async def storm(easel: Easel) -> Errand | None:
    """What a storm folded, or what joined one matter in a storm, as one message with a file."""
    if ":" not in easel.parcel.subject_id:
        return await _gathered(easel)
    team_id, _, minute = easel.parcel.subject_id.partition(":")
    folded = storms.folded(easel.look, TeamId(team_id), datetime.fromisoformat(minute))
    view = await _told(easel, folded, outside=True)
    if view is None:
        return None
    return easel.say(storm_card.draw(replace(view, keys=frozenset({Verb.STORM_NONE})), easel.reader))


async def _gathered(easel: Easel) -> Errand | None:
    incident = await easel.incident()
    view = await _told(easel, storms.gathered(easel.look, easel.parcel.subject_id), outside=incident is None)
    if view is None:
        return None
    if incident is not None:
        view = replace(view, severity=incident.severity, number=incident.number, title=incident.title)
    return easel.say(storm_card.draw(view, easel.reader))


async def _told(
    easel: Easel, pages: AsyncIterator[list[storms.Line]], *, outside: bool
) -> StormSummaryView | None:
    """What they come to, and the file; None: there are none. No more than a page of rows is held at a time: tens
    of thousands of them left holes in memory that nothing filled again."""
    texts: list[bytes] = []
    total, since, until, gravest = 0, None, None, Severity.S4
    async for page in pages:
        total, since, until = total + len(page), since or page[0].received_at, page[-1].received_at
        gravest = worst(gravest, *(alert.severity for alert in page))
        lines = await _lines_outside(easel, page) if outside else _lines(page)
        texts.append(storm_card.listed(lines, easel.reader.zone))
    if since is None or until is None:
        return None
    text = b"".join(texts)
    return StormSummaryView(total=total, since=since, until=until, severity=gravest, text=text, mark=easel.mark())


async def _lines_outside(easel: Easel, folded: Sequence[storms.Line]) -> list[tuple[str, datetime, str]]:
    """The file's lines for the main chat: of what went to a restricted incident only the id is there."""
    incidents = {alert.incident_id for alert in folded if alert.incident_id}
    restricted = await easel.look.incidents.restricted_among(incidents) if incidents else ()
    hidden = easel.reader.plain("storm-line-restricted")
    veiled = {alert.id for alert in folded if await curtain.veiled(easel, alert)}
    return [
        (
            alert.id,
            alert.received_at,
            hidden if alert.incident_id in restricted or alert.id in veiled else alert.title,
        )
        for alert in folded
    ]


def _lines(belonging: Sequence[storms.Line]) -> list[tuple[str, datetime, str]]:
    return [(alert.id, alert.received_at, alert.title) for alert in belonging]


async def watch_fired(easel: Easel) -> Errand | None:
    """A watched alert came due, or its trigger was reached."""
    alert = await easel.look.alerts.find(AlertId(easel.parcel.subject_id))
    if alert is None:
        return None
    incident = await easel.look.incidents.find(alert.incident_id) if alert.incident_id else None
    metric = alerts.trigger_reached(alert)
    threshold = next((float(t["at_least"]) for t in alert.watch_triggers if t["metric"] == metric), None)
    view = WatchFiredView(
        alert=alert.id,
        severity=alert.severity,
        title=await curtain.title_of(easel, alert),
        watched_since=alert.decided_at or alert.received_at,
        watch_until=alert.watch_until,
        metric=metric,
        value=alert.metrics.get(metric),
        threshold=threshold,
        topic_url=easel.topic_url(incident),
        keys=_DECIDING if alert.state is AlertState.WAITING else frozenset(),
        mark=easel.mark(),
    )
    return easel.show(watches.draw(view, easel.reader))


async def report_seen(easel: Easel) -> Errand | None:
    """To whoever reported it: who is being called, later who responded. One message, edited."""
    alert = await easel.look.alerts.find(AlertId(easel.parcel.subject_id))
    if alert is None:
        return None
    lead = await easel.look.alerts.find(alert.merged_into) if alert.merged_into else None
    incident_id = alert.incident_id or (lead.incident_id if lead else None)
    incident = await easel.look.incidents.find(incident_id) if incident_id else None
    if incident is not None and incident.responded_at is not None:
        called = await easel.called([incident.commander_id])
        by = called.get(incident.commander_id, "")
        return easel.show(answer("answer-report-responded", easel.reader, by=by, at=incident.responded_at))
    if incident is not None and incident.opened_at < alert.received_at:
        return easel.show(answer("answer-report-joined", easel.reader, number=incident.number))
    on_duty = await reachable_on_duty(easel.look, alert.team_id)
    if not on_duty:
        return easel.show(answer("answer-report-received", easel.reader))
    names = easel.reader.listed([person.name for person in on_duty[:3]])
    return easel.show(answer("answer-report-paging", easel.reader, person=names))
