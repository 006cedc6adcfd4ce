"""What an alert that comes in adds up to: something new, a repeat, one more of a group, or nothing.

Two keys, two questions. The *live key* says "the very same alert" (unique per team while it is undecided;
NULL in the table once it is decided). The *group key* says "the same matter": one account, one crisis type,
within a window; its alerts join the alert or the incident that is there instead of opening a second one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity, worst


class IntakePolicy(Struct, frozen=True):
    """Windows of grouping and damping, in minutes; starting values, kept as data with their source."""

    group_minutes: int = 30
    flap_changes: int = 4
    flap_minutes: int = 30
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""

    @property
    def flap_span(self) -> timedelta:
        """How far back changes count."""
        return timedelta(minutes=self.flap_minutes)


class Course(StrEnum):
    """What becomes of one incoming alert."""

    NEW = "new"
    REPEAT = "repeat"
    JOIN_ALERT = "join_alert"
    JOIN_INCIDENT = "join_incident"
    RESOLVED = "resolved"
    #: The source says "over" about something nobody here knows: stored as a delivery, nothing else.
    IGNORED = "ignored"


class Tally(Struct, frozen=True):
    """What an undecided alert has added up to so far; times aware, UTC. `resolved`: its source says over."""

    severity: Severity
    count: int
    first_seen: datetime
    last_seen: datetime
    resolved: bool = False


class Repeat(Struct, frozen=True):
    """What a repeat changes: the new tally, and whether people must hear of it."""

    tally: Tally
    raised: bool
    resolved_changed: bool


def live_key(source: str, dedup_key: str) -> str:
    """The key under which equal alerts of one team meet, 34 characters; keys of two sources never meet."""
    # As `_digest` of both, which a storm asks for every alert.
    return "k:" + _hashed(f"{len(source)}:{source}{len(dedup_key)}:{dedup_key}")


@lru_cache(maxsize=1_024)
def group_key(account: str, platform: str, crisis_type: CrisisType | None) -> str | None:
    """The key under which different alerts about one matter meet; None when account or type is not known,
    because two unknown things are not the same thing."""
    if not account.strip() or crisis_type in (None, CrisisType.UNKNOWN, CrisisType.OTHER):
        return None
    return "g:" + _digest(account.strip().casefold(), platform.strip().casefold(), str(crisis_type))


def _digest(*parts: str) -> str:
    # Lengths first, so that ("ab", "c") and ("a", "bc") differ.
    return _hashed("".join([f"{len(part)}:{part}" for part in parts]))


def _hashed(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def in_window(last_seen: datetime, at: datetime, policy: IntakePolicy) -> bool:
    """Is this still the same wave? Also when the newcomer is the older one."""
    return abs(at - last_seen) <= timedelta(minutes=policy.group_minutes)


def course(*, resolved: bool, same_alert: bool, group_alert: bool, group_incident: bool) -> Course:
    """What an incoming alert becomes.

    `same_alert`: a live alert has its live key. `group_alert`, `group_incident`: within the window there is a
    live alert, or an open incident, with its group key.
    """
    if same_alert:
        return Course.RESOLVED if resolved else Course.REPEAT
    if resolved:
        return Course.IGNORED
    if group_incident:
        return Course.JOIN_INCIDENT
    return Course.JOIN_ALERT if group_alert else Course.NEW


def repeated(tally: Tally, severity: Severity, first_seen: datetime, at: datetime, resolved: bool) -> Repeat:
    """The tally after one more delivery received `at`.

    Severity only rises; the first sighting only moves back; a firing after "over" makes it live again.
    "Over" from the source never decides anything: the clock runs until a person says so.
    """
    grown = Tally(
        severity=worst(tally.severity, severity),
        count=tally.count + (0 if resolved else 1),
        first_seen=min(tally.first_seen, first_seen),
        last_seen=max(tally.last_seen, at),
        resolved=resolved,
    )
    return Repeat(grown, grown.severity is not tally.severity, resolved is not tally.resolved)


def opens_at_once(severity: Severity, auto_open: Severity | None) -> bool:
    """Does an incident open without anybody's decision? Up to the level of `AUTO_OPEN` (None: off)."""
    return auto_open is not None and severity.at_least(auto_open)


def opens_at_deadline(severity: Severity, auto_open: Severity | None, resolved: bool) -> bool:
    """Does it open when nobody has acted by its response deadline?

    One level below `AUTO_OPEN` (S2 by default). Not when the source says it is over: then the next person is
    called instead.
    """
    return auto_open is not None and severity.raised.at_least(auto_open) and not resolved


def shown(index_in_minute: int, storm_limit: int) -> bool:
    """Is this alert shown by itself? The first `storm_limit` of a team's minute are (counted from 1), the
    others fold into one summary. A limit of 0 never folds."""
    return storm_limit == 0 or index_in_minute <= storm_limit


def flapping(changes: Sequence[datetime], now: datetime, policy: IntakePolicy) -> bool:
    """Does the alert go on and off so often that changes are edits only?

    `changes` are the times at which it turned from firing to over or back.
    """
    recent = now - policy.flap_span
    return sum(recent < change <= now for change in changes) >= policy.flap_changes
