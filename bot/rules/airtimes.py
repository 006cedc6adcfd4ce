"""When an account is on air: windows of the week, in the team's zone. Pure; the desk keeps them with the team."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from msgspec import Struct

#: More than this is no schedule any more but a list nobody keeps up.
MOST_WINDOWS = 20


class Airtime(Struct, frozen=True):
    """One window.

    Attributes:
        days: ISO weekdays (1 = Monday … 7 = Sunday) on which it begins.
        begins, ends: wall-clock times of the team; an end at or before the beginning is on the next day.
        account: only for this account; empty for every one.
    """

    days: frozenset[int]
    begins: time
    ends: time
    account: str = ""

    def covers(self, local: datetime, account: str) -> bool:
        """Is this moment (in the team's zone) within it? An alert that names no account may be any account's."""
        if self.account and account and self.account.casefold() != account.casefold():
            return False
        now = local.time().replace(tzinfo=None)
        if self.begins < self.ends:
            return local.isoweekday() in self.days and self.begins <= now < self.ends
        began_yesterday = (local - timedelta(days=1)).isoweekday() in self.days
        return (local.isoweekday() in self.days and now >= self.begins) or (began_yesterday and now < self.ends)

    def kept(self) -> dict[str, Any]:
        """As the team's row holds it."""
        return {
            "days": sorted(self.days),
            "begins": self.begins.isoformat("minutes"),
            "ends": self.ends.isoformat("minutes"),
            "account": self.account,
        }


def read(kept: Iterable[dict[str, Any]]) -> tuple[Airtime, ...]:
    """What the team's row holds, as windows."""
    return tuple(
        Airtime(
            frozenset(one["days"]),
            time.fromisoformat(one["begins"]),
            time.fromisoformat(one["ends"]),
            one.get("account", ""),
        )
        for one in kept
    )


def on_air(windows: Iterable[Airtime], local: datetime, account: str = "") -> bool:
    """Is this account on air at this moment, told in the team's zone?"""
    return any(window.covers(local, account) for window in windows)
