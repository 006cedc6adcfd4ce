"""What stored alerts set off: incidents open, cards are drawn again, levels rise, people hear of what is new."""

from bot.desk import classifying, clocks, incidents, newcomers, storms
from bot.desk.alerts import announce, announce_folded, grown, open_from_alert
from bot.desk.flapping import flaps
from bot.desk.rosters import Watch
from bot.desk.silences import hush, in_force
from bot.desk.sorting import Flush
from bot.desk.speaking import post_card
from bot.ids import AlertId, IncidentId
from bot.rules import intake as rules
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.timeline import EntryKind


async def follow_up(u: UnitOfWork, flush: Flush) -> dict[AlertId, IncidentId]:
    """What the stored arrivals set off: incidents open, cards are drawn again, levels rise."""
    watch = Watch(u.glance(), flush.team_id)
    newcomer = newcomers.alone(flush)
    if newcomer is not None and await newcomers.told(u, flush, newcomer, watch):
        return {}
    # In a storm of one matter nothing is new by itself: whose team it is need not be asked.
    opened = await _undecided(u, flush, watch) if flush.fresh or flush.touched else {}
    flapping = {alert_id for alert_id in sorted(flush.turned) if await flaps(u, alert_id)}
    changed = [
        incident
        for incident_id, one in flush.incidents.items()
        if (incident := await _tell_incident(u, flush, incident_id, one, flapping)) is not None
    ]
    # What is an object is written as one.
    await u.incidents.write_joined([one for one in changed if not isinstance(one, Incident)])
    await storms.joined_incidents(u, flush.policy, [one for one in changed if flush.joined[one.id]])
    return opened


async def _undecided(u: UnitOfWork, flush: Flush, watch: Watch) -> dict[AlertId, IncidentId]:
    """Alerts that nobody has decided on: new ones are told of or open an incident, others have grown."""
    opened: dict[AlertId, IncidentId] = {}
    look = watch.look
    team = await look.teams.find(flush.team_id)
    assert team is not None, "a delivery's team exists"
    folded = [alert for alert in flush.fresh.values() if alert.folded]
    shown = [alert for alert in flush.fresh.values() if not alert.folded]
    opening = {a.id for a in shown if rules.opens_at_once(a.severity, flush.policy.auto_open)}
    # One look for all at what concerns all.
    silences = await in_force(look, team.id) if shown else ()
    # Read back as objects only if something may change on them at once.
    heard: list[clocks.Undecided] = [a for a in shown if not silences and a.id not in opening]
    for alert in await u.alerts.by_ids([a.id for a in shown if silences or a.id in opening]):
        if alert.id in opening:
            incident = await open_from_alert(u, alert, reason="auto")
            opened[alert.id], flush.incidents[incident.id] = incident.id, incident
        elif not hush(u, alert, silences):
            heard.append(alert)
    await clocks.start_for_alerts(u, heard, team, ClockKind.RESPONSE)
    for told in heard:
        await announce(u, told, team, watch)
    # Nobody is asked about each of a storm's alerts, yet none is without a clock.
    await clocks.start_for_alerts(u, folded, team, ClockKind.DECISION)
    for minute in sorted({alert.received_at.replace(second=0, microsecond=0) for alert in folded}):
        await announce_folded(u, team, minute)
    for alert_id in sorted(flush.touched):
        if (touched := await u.alerts.hold(alert_id)) is not None:
            await grown(u, flush.policy, touched, team)
            if flush.merged[alert_id]:
                await _gather(u, flush, touched)
    return opened


async def _gather(u: UnitOfWork, flush: Flush, lead: Alert) -> None:
    """Others joined this alert; it may have become an incident a moment ago."""
    incident = flush.incidents.get(lead.incident_id) if lead.incident_id else None
    if incident is not None:
        await storms.joined_incidents(u, flush.policy, [incident])
    else:
        await storms.joined_alert(u, flush.policy, lead)


async def _tell_incident(
    u: UnitOfWork, flush: Flush, incident_id: IncidentId, incident: Incident, flapping: set[AlertId]
) -> Incident | None:
    """One entry for each kind of thing that happened, however many deliveries there were; what flaps only
    changes the card. Returns the incident as it is now, a plain row or an object, if anything happened to it."""
    joined = flush.joined[incident_id]
    repeated, over = (
        sum(n for (of, alert), n in tally.items() if of == incident_id and alert not in flapping)
        for tally in (flush.repeats, flush.resolved)
    )
    redrawn = any(of == incident_id for of, _ in (*flush.repeats, *flush.resolved))
    if not (joined or redrawn):
        return None
    if incident_id in flush.raised and not isinstance(incident, Incident):
        incident = await _as_object(u, incident_id)
    incident.alert_count += joined
    if joined or repeated:
        u.timeline.record(incident, EntryKind.ALERT_REPEATED, joined=joined, repeated=repeated)
    if over:
        u.timeline.record(incident, EntryKind.ALERT_RESOLVED, count=over)
    if incident_id in flush.raised:
        to, alert_id = flush.raised[incident_id]
        await classifying.set_severity(u, incident, to, by=None, reason=alert_id)
    await incidents.show_alerts(u, incident)
    post_card(u, incident)
    return incident


async def _as_object(u: UnitOfWork, incident_id: IncidentId) -> Incident:
    """What more than alerts that join will change."""
    incident = await u.incidents.hold(incident_id)
    assert incident is not None, "looked up a moment ago"
    return incident
