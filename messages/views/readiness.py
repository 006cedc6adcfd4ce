"""What the readiness page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from messages.views.shared import PLAIN, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyLine:
    """One check: `kind` names its sentence, `about` fills it."""

    kind: str
    good: bool
    about: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessView:
    """The checks of a team, the red ones first."""

    team: str
    lines: tuple[ReadyLine, ...]
    mark: Mark = PLAIN
