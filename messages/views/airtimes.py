"""The view of a team's schedule on air."""

from msgspec import Struct


class AirtimeRow(Struct, frozen=True, kw_only=True):
    """One window: ISO weekdays on which it begins, wall-clock times as `20:00`, the account or none."""

    days: tuple[int, ...]
    begins: str
    ends: str
    account: str = ""


class AirtimesView(Struct, frozen=True, kw_only=True):
    """All windows of the team, in the order they were typed."""

    rows: tuple[AirtimeRow, ...]
