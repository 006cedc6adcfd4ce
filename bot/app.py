"""The assembly: everything wired, nothing started. `bot.run` starts and stops it."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from bot.clock import Clock, SharedClock, StoryClock
from bot.desk.desk import Desk, DeskPolicy, Identity, Signals
from bot.desk.founding import FirstTeam
from bot.desk.inbox import Inbox
from bot.desk.intake import Intake
from bot.desk.loops import Loops, Office
from bot.desk.sources import Sources
from bot.gateways.phones_given import SetUp
from bot.gateways.push_key import PushKey
from bot.gateways.replicas import Replicas
from bot.gateways.vitals import Vitals
from bot.ids import IdMaker
from bot.ports import (
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
from bot.rules.links import key_of
from bot.settings import Settings
from handlers.web.application import build
from handlers.web.doors import Doors, Waiting
from storage.database import Database, is_away
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity

UPDATES: Final = "updates"
TICK: Final = "tick"
REPLICAS: Final = "replicas"
SILENT_SECONDS: Final = 60.0
"""A loop that signs every second or every half minute hangs when it has not signed for this long."""
LONGEST_TICK_SECONDS: Final = 1.0
"""A clock that was set is noticed after this long."""


@dataclass
class App:
    """What alerts and updates need to be kept: there before the desk is ready. What it speaks with comes a moment
    later (`bot.speech`)."""

    settings: Settings
    clock: Clock
    database: Database
    desk: Desk
    intake: Intake
    inbox: Inbox
    loops: Loops
    office: Office
    vitals: Vitals
    registry: CollectorRegistry
    web: web.Application
    replicas: Replicas | None
    first_team: FirstTeam
    push_key: PushKey
    complete: asyncio.Event
    """Everything is there; until then pages wait."""

    @property
    def stamp(self) -> str:
        """Whose database it must be."""
        kind = "sandbox" if self.desk.policy.sandbox else "bot"
        return f"{kind}:{self.settings.telegram.bot_id}"

    async def keep_time(self) -> None:
        """Tick at each mark, or when somebody starts an earlier clock; until cancelled."""
        from bot.desk.ticking import tick

        while True:
            upcoming = await tick(self.desk)
            self.loops.sign(TICK)
            seconds = (upcoming - self.clock.now()).total_seconds() if upcoming else LONGEST_TICK_SECONDS
            await self.desk.signals.clocks.wait(min(max(seconds, 0.0), LONGEST_TICK_SECONDS))


def assemble(settings: Settings, clock: Clock, waiting: Waiting | None = None) -> App:
    """Everything a desk is made of. Needs a running event loop; opens no file and no connection.

    Raises:
        ValueError: there is no bot token.
    """
    telegram = settings.telegram
    if telegram.token is None:
        raise ValueError("a desk needs a token, the sandbox's at least")
    database = Database(settings.database.url.get_secret_value())
    loops = Loops(clock, is_away)
    office = Office(loops)
    replicas = None
    if not database.is_sqlite:
        # A story moves its own clock, for all that read its file.
        shared = None if isinstance(clock, StoryClock) else SharedClock(clock)
        replicas = _replicas(database, clock, office, shared)
        clock = shared or clock
    desk = Desk(
        database=database,
        clock=clock,
        new_id=IdMaker(clock.now),
        policy=_policy(settings),
        identity=Identity(telegram.bot_id),
        signals=_signals(replicas),
    )
    registry = CollectorRegistry()
    vitals = Vitals(desk, loops, registry)
    push_key, complete = PushKey(desk), asyncio.Event()
    intake, inbox = Intake(desk), Inbox(desk, telegram.bot_id)
    doors = Doors(
        alerts=AlertDoor(intake, vitals),
        updates=UpdateDoor(inbox, vitals).store,
        sources=SourceBook(Sources(desk)),
        push=PushDoor(desk, push_key),
        checks=CheckDoor(desk),
        receipts=ReceiptDoor(desk),
        pulse=Pulse(vitals),
        duty=DutyDoor(desk),
        clock=clock,
        figures=registry,
        desk=desk,
        recaps=RecapDoor(desk),
        alert_token=settings.alerts.token.get_secret_value() if settings.alerts.token else "",
        webhook_secret=telegram.webhook_secret.get_secret_value()
        if telegram.webhook_secret and telegram.mode == "webhook"
        else "",
        waiting=waiting or Waiting(),
        complete=complete,
    )
    return App(
        settings=settings,
        clock=clock,
        database=database,
        desk=desk,
        intake=intake,
        inbox=inbox,
        loops=loops,
        office=office,
        vitals=vitals,
        registry=registry,
        web=build(doors),
        replicas=replicas,
        first_team=_first_team(settings),
        push_key=push_key,
        complete=complete,
    )


def secrets_of(settings: Settings) -> list[str]:
    """What must never appear in a log line."""
    telegram = settings.telegram
    phones = settings.phones
    hidden = (
        *(telegram.token, telegram.webhook_secret, telegram.proxy, settings.alerts.token),
        *(phones.smtp_url, phones.pushover_token, phones.gateway_url, phones.gateway_secret),
    )
    told = [secret.get_secret_value() for secret in hidden if secret]
    return told if settings.database.is_sqlite else [*told, settings.database.url.get_secret_value()]


def phones_set_up(settings: Settings) -> SetUp:
    """What the operators set up for phones."""
    phones = settings.phones

    def told(secret: SecretStr | None) -> str:
        return secret.get_secret_value() if secret else ""

    return SetUp.of(
        smtp_url=told(phones.smtp_url),
        smtp_from=phones.smtp_from,
        pushover_token=told(phones.pushover_token),
        gateway_url=told(phones.gateway_url),
        gateway_secret=told(phones.gateway_secret),
        public_url=settings.http.public_url,
        apprise=phones.apprise_allowed,
    )


def _policy(settings: Settings) -> DeskPolicy:
    alerts, team = settings.alerts, settings.team
    return DeskPolicy(
        auto_open=None if alerts.auto_open == "off" else Severity(alerts.auto_open),
        storm_limit=alerts.storm_limit,
        language=Language(team.language),
        timezone=team.timezone,
        sandbox=settings.telegram.is_sandbox,
        public_url=settings.http.public_url,
        capture_reactions=settings.timeline.capture_reactions,
        link_key=key_of(settings.telegram.token.get_secret_value()) if settings.telegram.token else b"",
        phones=phones_set_up(settings).kinds,
        local_url=f"http://127.0.0.1:{settings.http.port}" if settings.http.is_loopback else "",
    )


def _first_team(settings: Settings) -> FirstTeam:
    return FirstTeam(
        chat_id=settings.team.chat_id,
        owner_ids=settings.team.owner_ids,
        timezone=settings.team.timezone,
        language=Language(settings.team.language),
    )


def _replicas(database: Database, clock: Clock, office: Office, shared: SharedClock | None) -> Replicas:
    dsn = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return Replicas(dsn, secrets.token_hex(8), clock, office.held, shared)


def _signals(replicas: Replicas | None) -> Signals:
    if replicas is None:
        return Signals()
    words = ("outbox", "clocks", "updates", "rings", "outlets")
    outbox, clocks, updates, rings, outlets = map(replicas.signal, words)
    return Signals(outbox, clocks, updates, rings, outlets)
