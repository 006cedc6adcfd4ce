"""What the readiness page shows."""

from collections.abc import Mapping

from msgspec import Struct

from messages.views.shared import PLAIN, Mark


class ReadyLine(Struct, frozen=True, kw_only=True):
    """One check: `kind` names its sentence, `about` fills it."""

    kind: str
    good: bool
    about: Mapping[str, str | int]


class ReadinessView(Struct, frozen=True, kw_only=True):
    """The checks of a team, the red ones first."""

    team: str
    lines: tuple[ReadyLine, ...]
    mark: Mark = PLAIN
