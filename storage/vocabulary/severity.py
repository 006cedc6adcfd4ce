"""How bad it is: S1 (worst) to S4."""

from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"

    @property
    def rank(self) -> int:
        """1 for S1 … 4 for S4; the smaller, the worse."""
        return int(self[1])

    def at_least(self, other: "Severity") -> bool:
        """Is this one as bad as `other`, or worse?"""
        return self <= other  # as texts they stand in this very order

    @property
    def raised(self) -> "Severity":
        """One step worse; S1 stays S1."""
        return Severity(f"S{max(1, self.rank - 1)}")

    @property
    def lowered(self) -> "Severity":
        """One step milder; S4 stays S4."""
        return Severity(f"S{min(4, self.rank + 1)}")


MILD: Final = (Severity.S3, Severity.S4)
"""What one person may decide on alone, and a storm may fold."""


def worst(*severities: Severity) -> Severity:
    """The worst of those given."""
    return min(severities)  # as texts they stand in this very order


class ScorePart(StrEnum):
    """What the severity score is made of (clocks.md 2.4)."""

    HARM = "harm"
    REACH = "reach"
    AUTHORITY = "authority"
    RESPONSIBILITY = "responsibility"
    USERS = "users"
    REVERSIBILITY = "reversibility"
