"""What must hold after every kind of trouble, said as assertions."""

import re
from collections import Counter

from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import FORUM
from tests.survival.evidence import Evidence, broken
from tests.survival.outage import Outage


def every_acknowledged_alert_was_kept_once(scene: Outage, kept: Evidence) -> None:
    """What got a 2xx is there, once, under the alert that was named."""
    stored = kept.nonces()
    lost = [nonce for nonce in scene.accepted if nonce not in stored]
    assert not lost, f"{len(lost)} of {len(scene.accepted)} acknowledged alerts are not there: {lost[:5]}"
    doubled = [nonce for nonce, alerts in stored.items() if len(alerts) > 1]
    assert not doubled, f"kept twice: {doubled[:5]}"
    wrong = [nonce for nonce, (alert, _) in scene.accepted.items() if stored[nonce] != [alert]]
    assert not wrong, f"they belong to another alert than was said: {wrong[:5]}"
    titles = Counter(alert.title for alert in kept.alerts.values() if alert.source == "generic")
    assert not [title for title, count in titles.items() if count > 1], "one dedup key, two alerts"


def every_alert_can_be_seen(scene: Outage, kept: Evidence) -> None:
    """Each title stands in a message or in a file."""
    seen = scene.visible()
    missing = {alert.title for alert in kept.alerts.values() if alert.title not in seen}
    assert not missing, f"{len(missing)} of {len(kept.alerts)} alerts nobody can see: {sorted(missing)[:5]}"


def every_chain_is_whole(kept: Evidence) -> None:
    """No entry is missing or changed."""
    assert kept.entries
    troubles = [broken(incident, kept.entries[i]) for i, incident in kept.incidents.items()]
    found = [trouble for trouble in troubles if trouble]
    assert not found, f"{len(found)} of {len(troubles)}: {found[:5]}"


def every_incident_has_one_topic(scene: Outage, kept: Evidence) -> None:
    """Never two, and those of grave alerts have one."""
    numbers = Counter(
        found.group()
        for t in scene.sandbox.world.chats[FORUM].topics.values()
        if (found := re.search(r"\d{4}", t.name))
    )
    graves = [i.number[-4:] for i in kept.incidents.values() if i.topic_id is not None]
    assert numbers == Counter(graves)
    assert len({alert.incident_id for alert in kept.alerts.values() if "grave" in alert.title}) == len(graves)


def every_mark_came_once(kept: Evidence) -> None:
    """However often the desk died, a deadline spoke once."""
    marks = kept.marks()
    assert not [mark for mark, count in marks.items() if count > 1]
    due = [clock for clock in kept.clocks if clock.breached_at is not None and clock.incident_id]
    assert due, "no deadline came, nothing was tried"
    assert all(marks[clock.id, EntryKind.CLOCK_BREACHED] == 1 for clock in due)
