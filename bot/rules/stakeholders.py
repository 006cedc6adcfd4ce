"""Who is told, and in which order: those inside and those affected before the public (R-G9).

The order binds verified statements, results and corrections. A first response and whatever keeps people safe is
never held back by it: there it is a to-do that everybody sees.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Circle(StrEnum):
    """Circles in the order of telling; a value that a team may not reorder within one incident."""

    STAFF = "staff"
    AFFECTED = "affected"
    PARTNERS = "partners"
    AUTHORITY = "authority"
    MEDIA = "media"
    PUBLIC = "public"


_ORDER = tuple(Circle)
#: Those who are told before the public speaks about it.
BEFORE_PUBLIC = frozenset({Circle.STAFF, Circle.AFFECTED, Circle.PARTNERS})


class Stakeholder(Struct, frozen=True):
    """One row of an incident's table: told at some time, or waived with a reason, or still to be told."""

    name: str
    circle: Circle
    owner: str = ""
    told_at: datetime | None = None
    waived: str = ""

    @property
    def settled(self) -> bool:
        """Told or waived."""
        return self.told_at is not None or bool(self.waived.strip())


def telling_order(rows: Iterable[Stakeholder]) -> tuple[Stakeholder, ...]:
    """The table in the order of telling; within a circle as it was written down."""
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.circle)))


def with_defaults(rows: Sequence[Stakeholder]) -> tuple[Stakeholder, ...]:
    """The table, with a row for every circle before the public that has none: that nobody wrote it down does not
    mean that they know.
    """
    present = {row.circle for row in rows}
    missing = [circle for circle in _ORDER if circle in BEFORE_PUBLIC and circle not in present]
    return (*rows, *(Stakeholder(circle.value, circle) for circle in missing))


def untold_first(rows: Iterable[Stakeholder]) -> tuple[Stakeholder, ...]:
    """Those who come before the public and have not been told, in order: the to-do of a release."""
    return tuple(row for row in telling_order(rows) if row.circle in BEFORE_PUBLIC and not row.settled)


def gaps(rows: Iterable[Stakeholder]) -> tuple[Stakeholder, ...]:
    """Rows that keep an incident from being closed: neither told nor waived."""
    return tuple(row for row in telling_order(rows) if not row.settled)
