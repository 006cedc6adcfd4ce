"""What the web asks of the desk; handed over at assembly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.ids import TeamId
from storage.vocabulary.alerts import IncomingAlert, SourceFormat


class Unavailable(Exception):
    """Nothing could be stored just now: the database is away, or the desk goes down. The sender tries again.

    Args:
        retry_after: seconds to wait before that.
    """

    def __init__(self, retry_after: int = 5) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Received(Protocol):
    """What became of one alert."""

    @property
    def alert_id(self) -> str: ...

    @property
    def incident_number(self) -> str | None: ...

    @property
    def fresh(self) -> bool: ...


class AlertDoor(Protocol):
    """Where understood alerts are stored; comes back after the commit.

    Raises:
        Unavailable: nothing of this call was stored.
    """

    async def receive(self, team: TeamId, source: str, alerts: Sequence[IncomingAlert]) -> Sequence[Received]: ...


class UpdateDoor(Protocol):
    """Where raw Telegram updates are stored; comes back after the commit.

    Raises:
        Unavailable: nothing of this call was stored.
    """

    async def __call__(self, raws: list[str], /) -> None: ...


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A registered sender. `token_hash` is the SHA-256 of its bearer token in hex, `secret` signs; either
    may be empty."""

    team: TeamId
    name: str
    format: SourceFormat
    token_hash: str = ""
    secret: str = ""
    #: Where our fields stand in this sender's JSON (`bot.rules.mappings`); empty: they are ours already.
    mapping: Mapping[str, str] = field(default_factory=dict)


class SourceBook(Protocol):
    """Who may send alerts.

    Raises:
        Unavailable: it cannot be looked up just now.
    """

    async def first_team(self) -> TeamId:
        """The team that ALERT_TOKEN belongs to."""
        ...

    async def named(self, name: str) -> Sequence[KnownSource]:
        """The sources of this name, one a team at most."""
        ...


@dataclass(frozen=True, slots=True)
class Health:
    """Can alerts be stored (`ready`), and how is each part: a name and plain values that fit into JSON."""

    ready: bool
    parts: Mapping[str, Mapping[str, str | int | float | bool | None]]


class Pulse(Protocol):
    """How the desk is."""

    async def health(self) -> Health: ...

    async def figures(self) -> bytes:
        """Everything that is counted, in Prometheus' text format."""
        ...
