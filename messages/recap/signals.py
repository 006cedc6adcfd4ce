"""What came in: the alerts, how many came when, and the figures that came with them."""

from datetime import datetime, timedelta

import msgspec

from storage.vocabulary.evidence import Piece
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage


class Signal(msgspec.Struct, frozen=True):
    """An alert that belongs to the incident: how often it came, and the figures it brought last."""

    title: str
    source: str
    severity: Severity
    first_seen_at: datetime
    received_at: datetime
    last_received_at: datetime
    count: int
    account: str = ""
    platform: str = ""
    content_url: str = ""
    metrics: dict[str, float] = {}


class Curve(msgspec.Struct, frozen=True):
    """How many deliveries came in each bucket of `width`, from `start` on."""

    start: datetime
    width: timedelta
    counts: tuple[int, ...] = ()


class Box(msgspec.Struct, frozen=True):
    """How much shows a post as it stood: `kept` of `wanted` pieces; `stage` and `channel` of an answer of ours."""

    kept: int
    wanted: int
    missing: tuple[Piece, ...] = ()
    stage: StatementStage | None = None
    channel: Channel | None = None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A figure at a moment."""

    at: datetime
    value: float


class Readings(msgspec.Struct, frozen=True):
    """One figure over time, such as plays: as it came with the alerts of one post, and as people typed it."""

    metric: str
    points: tuple[Reading, ...]
