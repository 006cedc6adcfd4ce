"""What a pump claims by, what it remembers between rounds, and what one round comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from bot.gateways.pump.deliveries import Claim
from bot.gateways.pump.limits import Limits
from bot.gateways.pump.outcomes import Draw, Outcomes, Packing
from bot.gateways.pump.shut import Free
from storage.tables.speaking import Budget, Parcel


class PumpHealth(Struct, frozen=True):
    """`alive_at`: the last round, in seconds of the monotonic clock. `trouble`: "", "token" or "database"."""

    alive_at: float
    trouble: str
    in_hand: int


@dataclass(slots=True)
class Taken:
    """What one round came to: claims to carry out, and the next moment at which something more could go.

    `crowded`: more may wait than was looked at. `whole`: all that waits was claimed, or had nothing to say.
    """

    claims: list[Claim] = field(default_factory=list)
    next_at: datetime | None = None
    dropped: int = 0
    bugs: list[Exception] = field(default_factory=list)
    crowded: bool = False
    whole: bool = False

    def not_before(self, moment: datetime) -> None:
        if self.next_at is None or moment < self.next_at:
            self.next_at = moment


@dataclass(slots=True)
class Left:
    """Parcels that wait, in the order they want to go, as long as nobody has written anything since.

    `changes`: what had been changed on the writer's connection by then. `until` (seconds): not for longer, because
    commands beside the desk post too.
    """

    parcels: Sequence[Parcel]
    changes: int
    until: float
    crowded: bool


@dataclass(slots=True)
class Terms:
    """What a pump claims by, and what it remembers between rounds: that only narrows the search, the rows decide.

    `full`: chat → when it takes what again; `stuck`: the same of chats where everything waits for its next try.
    `card_at`: chat → its last card edit. `moved`: groups with a new id. `uncertain`: are there parcels with an
    unknown outcome? `undrawable`: parcels (seq) whose drawer the database refused. `answered_at`: when Telegram
    last said yes to something. `budgets`: those last held, where nobody else writes them; `left`: what the last
    search saw and left.
    """

    bot_id: int
    owner: str
    limits: Limits
    draw: Draw
    outcomes: Outcomes
    pack: Packing | None
    alone: bool
    look_ups: bool
    uncertain: bool = True
    moved: dict[int, int] = field(default_factory=dict)
    full: dict[int, Free] = field(default_factory=dict)
    card_at: dict[int, float] = field(default_factory=dict)
    undrawable: set[int] = field(default_factory=set)
    answered_at: datetime | None = None
    stuck: dict[int, Free] = field(default_factory=dict)
    budgets: dict[int, Budget] = field(default_factory=dict)
    left: Left | None = None
