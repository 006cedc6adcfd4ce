"""Is the desk ready for the night? Each check is a line, green or red; what is red says what to do. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from storage.vocabulary.roles import RoleKind

#: One alone is ill, on a plane or asleep: a role needs a second one who can be woken.
HOLDERS_NEEDED = 2
#: Whoever did not hear a test for so long may have changed his phone (the weekly self-test, missed twice).
TEST_HOLDS = timedelta(days=21)
#: What waits longer does not go out: Telegram or the way there is broken.
OUTBOX_AGE = timedelta(minutes=5)
BACKUP_AGE = timedelta(days=7)


class CheckKind(StrEnum):
    """What is looked at; `ready-<kind>` and `ready-<kind>-bad` say it."""

    ROLE = "role"
    CONTACT = "contact"
    ROSTER = "roster"
    SOURCE = "source"
    CALENDAR = "calendar"
    OUTBOX = "outbox"
    BACKUP = "backup"
    APPROVAL = "approval"


class Check(Struct, frozen=True):
    """One line. `about`: plain values for its sentence."""

    kind: CheckKind
    good: bool
    about: Mapping[str, str | int] = field(default_factory=dict)


class Contact(Struct, frozen=True):
    """Somebody who may be called: has he a phone, and when did he last hear one of his ring?"""

    name: str
    phones: int
    heard_at: datetime | None = None


class Situation(Struct, frozen=True):
    """What the checks look at. `holders`: who could be woken now, per role of the largest crew; `gaps`: stretches
    of the next week with nobody on duty, None without rotations: then `flagged` says how many call themselves on
    duty; `approvals`: rows of the approval table nobody could meet now."""

    holders: Mapping[RoleKind, Sequence[str]]
    contacts: Sequence[Contact] = ()
    gaps: Sequence[tuple[datetime, datetime]] | None = None
    flagged: int = 0
    silent_sources: Sequence[str] = ()
    unknown_years: Sequence[int] = ()
    oldest_parcel_at: datetime | None = None
    backup_at: datetime | None = None
    approvals: Sequence[str] = ()


def checks(found: Situation, now: datetime) -> tuple[Check, ...]:
    """Every line, the red ones first."""
    lines = [
        *(_role(role, names) for role, names in found.holders.items()),
        _contacts(found.contacts, now),
        _roster(found),
        *(Check(CheckKind.SOURCE, False, {"name": name}) for name in found.silent_sources),
        *([] if found.silent_sources else [Check(CheckKind.SOURCE, True)]),
        *(Check(CheckKind.CALENDAR, False, {"number": str(year)}) for year in found.unknown_years),
        *([] if found.unknown_years else [Check(CheckKind.CALENDAR, True)]),
        _outbox(found.oldest_parcel_at, now),
        _backup(found.backup_at, now),
        *([Check(CheckKind.APPROVAL, False, {"items": ",".join(found.approvals)})] if found.approvals else []),
    ]
    return tuple(sorted(lines, key=lambda line: line.good))


def _role(role: RoleKind, names: Sequence[str]) -> Check:
    good = len(names) >= HOLDERS_NEEDED
    return Check(CheckKind.ROLE, good, {"role": role.value, "count": len(names), "names": ",".join(names[:3])})


def _contacts(contacts: Sequence[Contact], now: datetime) -> Check:
    """Who has no phone, or never heard it ring, or not for weeks."""
    bad = [c.name for c in contacts if c.phones == 0 or c.heard_at is None or now - c.heard_at > TEST_HOLDS]
    return Check(CheckKind.CONTACT, not bad, {"count": len(bad), "names": ",".join(bad[:5])})


def _roster(found: Situation) -> Check:
    if found.gaps is None:
        return Check(CheckKind.ROSTER, found.flagged > 0, {"count": 0, "since": ""})
    first = found.gaps[0][0].isoformat() if found.gaps else ""
    return Check(CheckKind.ROSTER, not found.gaps, {"count": len(found.gaps), "since": first})


def _outbox(oldest: datetime | None, now: datetime) -> Check:
    waited = now - oldest if oldest else timedelta(0)
    return Check(CheckKind.OUTBOX, waited <= OUTBOX_AGE, {"minutes": int(waited.total_seconds() // 60)})


def _backup(at: datetime | None, now: datetime) -> Check:
    return Check(CheckKind.BACKUP, at is not None and now - at <= BACKUP_AGE, {"at": at.isoformat() if at else ""})
