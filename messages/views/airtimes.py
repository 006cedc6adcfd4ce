"""The view of a team's schedule on air."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AirtimeRow:
    """One window: ISO weekdays on which it begins, wall-clock times as `20:00`, the account or none."""

    days: tuple[int, ...]
    begins: str
    ends: str
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AirtimesView:
    """All windows of the team, in the order they were typed."""

    rows: tuple[AirtimeRow, ...]
