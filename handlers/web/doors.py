"""What every web handler finds in its application."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from msgspec import Struct
from prometheus_client import CollectorRegistry

from bot.clock import Clock
from bot.desk.desk import Desk
from handlers.web.ports import (
    AlertDoor,
    CheckDoor,
    DutyDoor,
    Pulse,
    PushDoor,
    RecapDoor,
    ReceiptDoor,
    SourceBook,
    UpdateDoor,
)


class Waiting(Struct, frozen=True):
    """How long a sender is waited for, and how long he waits for the commit, in seconds."""

    body_seconds: float = 10
    commit_seconds: float = 20


def _now() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(frozen=True)
class Doors:
    """The ports, the secrets to compare with (empty: that way in is closed), the clock, the figures.

    `complete`: all that pages are made of is there. Alerts and updates are taken before.
    """

    alerts: AlertDoor
    updates: UpdateDoor
    sources: SourceBook
    checks: CheckDoor
    receipts: ReceiptDoor
    pulse: Pulse
    duty: DutyDoor
    push: PushDoor
    clock: Clock
    figures: CollectorRegistry
    desk: Desk
    recaps: RecapDoor
    alert_token: str = ""
    webhook_secret: str = ""
    waiting: Waiting = field(default_factory=Waiting)
    complete: asyncio.Event = field(default_factory=_now)


DOORS: Final = web.AppKey("doors", Doors)
