"""Keeping an eye on an alert: until a time or a trigger, and asking how it goes meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import alerts, clocks, policies
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.rosters import reachable
from bot.desk.speaking import post_reply, post_to_person
from bot.errors import DeskError
from bot.ids import AlertId, PersonId
from bot.rules import watches as rules
from bot.rules.watches import Trigger
from messages.library.watches import TypedWatch
from storage.tables.alerts import Alert
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.severity import Severity


class TriggerReached(DeskError):
    """The figure has reached this already, so it would call at once: `text` as typed, `count` now."""

    key = "refused-trigger-reached"


class FiguresUnclear(DeskError):
    """An answer to "how much is it now" that holds more, or less, than figures (`text`)."""

    key = "refused-figures-unclear"


@act
async def watch(
    desk: Desk,
    person: PersonId,
    alert_id: AlertId,
    typed: TypedWatch | None = None,
    place: str = "",
) -> Acted:
    """Leave it for now: until a time, or until a figure reaches its trigger.

    Without a time and without triggers the policy's. A default trigger that is reached already is left out:
    whoever presses knows the figure. Raises:
        AlertUnknown, Stranger, AlertDecided, WatchInPast, TriggerUnclear, TriggerReached.
    """
    async with desk.transaction() as u:
        alert = await alerts.held(u, alert_id, person)
        policy = policies.watch_policy()
        until = rules.watch_until(u.now, typed.until if typed else None, policy, typed.when if typed else "")
        wanted = policies.typed_triggers(typed.triggers) if typed and typed.triggers else ()
        for fired in rules.fired(wanted, alert.metrics):
            raise TriggerReached(text=typed.triggers if typed else "", count=int(fired.figure))
        chosen = wanted or _ahead(policy.defaults, alert)
        await clocks.stop_alert_clocks(u, alert, person)
        alert.state, alert.decided_by, alert.decided_at = AlertState.WATCHING, person, u.now
        alert.seen_by = alert.seen_by or person
        alert.proposed_by = alert.dismiss_reason = None
        alert.reason_text = ""
        alert.watch_until = until
        alert.watch_triggers = [{"metric": one.metric, "at_least": one.at_least} for one in chosen]
        clocks.start_until(u, alert, ClockKind.WATCH, until)
        await alerts.show_everywhere(u, alert)
        if place:
            values = {
                "key": "answer-watching",
                "until": until.isoformat(),
                "text": typed.triggers if typed else "",
            }
            post_reply(u, place, ParcelKind.REPLY, alert.team_id, values=values)
        return Acted("toast-watching", {"until": until.isoformat()})


def _ahead(triggers: Sequence[Trigger], alert: Alert) -> Sequence[Trigger]:
    reached = {fired.trigger for fired in rules.fired(triggers, alert.metrics)}
    return [trigger for trigger in triggers if trigger not in reached]


async def half_time(u: UnitOfWork, alert: Alert) -> None:
    """Half of the watch has passed. When no source has brought figures since it began, its owner is asked."""
    since: datetime | None = alert.decided_at
    told = alert.metrics and since is not None and alert.last_received_at > since
    if alert.state is not AlertState.WATCHING or told or alert.decided_by is None:
        return
    owner = await u.people.find(alert.decided_by)
    if owner is None or not reachable(owner):
        return
    values = {"key": "answer-figures-wanted", "text": alert.title, "asks": "figures", "about": alert.id}
    sounds = alert.severity.at_least(Severity.S3)
    post_to_person(
        u, owner.id, ParcelKind.REPLY, Lane.DECISION, alert.id, alert.team_id, values=values, sound=sounds
    )
