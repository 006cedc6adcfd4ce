"""When a source was last heard, and what ends its silence. Kept beside the alerts without slowing them down."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.desk import clocks
from bot.desk.alerts import show_everywhere
from bot.desk.incidents import show_alerts, team_of
from bot.desk.speaking import post_card
from bot.ids import TeamId
from bot.rules.intake import live_key
from messages.words import plain
from storage.tables.alerts import Source
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.timeline import EntryKind

HEARTBEAT: Final = "heartbeat"
"""The source of alerts about sources."""
NOTED_EVERY: Final = timedelta(minutes=1)

Sender = tuple[TeamId, str]


class Pulses:
    """Notes who was heard, at most once a minute for each: a storm must not cost a write per alert."""

    def __init__(self) -> None:
        self._noted: dict[Sender, datetime] = {}

    async def heard(self, u: UnitOfWork, senders: Collection[Sender]) -> None:
        """These sources have just brought something; one that was silent is no longer.

        Sources are held before incidents and alerts, by everybody.
        """
        due = [sender for sender in sorted(senders) if self._is_due(sender, u.now)]
        for sender in due:
            source = await u.sources.hold(*sender)
            if source is not None:
                await heard(u, source)
        self._noted.update(dict.fromkeys(due, u.now))

    def _is_due(self, sender: Sender, now: datetime) -> bool:
        noted = self._noted.get(sender)
        return noted is None or now - noted >= NOTED_EVERY


async def heard(u: UnitOfWork, source: Source) -> None:
    """This source, held, speaks: the alert about its silence is over."""
    source.last_seen_at = u.now
    if source.silent_since is None:
        return
    source.silent_since = None
    key = {live_key(HEARTBEAT, source.name)}
    incidents = await u.incidents.hold_many(await u.alerts.incidents_of_live(source.team_id, key))
    for alert in (await u.alerts.hold_live(source.team_id, key)).values():
        alert.resolved_at = u.now
        if alert.state in (AlertState.WAITING, AlertState.WATCHING):
            team = await team_of(u, source.team_id)
            alert.state, alert.decided_at, alert.live_key = AlertState.DISMISSED, u.now, None
            alert.dismiss_reason = DismissReason.SOLVED
            alert.reason_text = plain(team.language, "source-heard-again")
            await clocks.stop_alert_clocks(u, alert, None)
        await show_everywhere(u, alert)
    for incident in incidents.values():
        u.timeline.record(incident, EntryKind.ALERT_RESOLVED, count=1)
        await show_alerts(u, incident)
        post_card(u, incident)
