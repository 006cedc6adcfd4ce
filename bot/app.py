"""The assembly: everything wired, nothing started. `bot.run` starts and stops it."""

import secrets
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from bot.clock import Clock
from bot.desk.channels import TelegramOutcomes
from bot.desk.desk import Desk, DeskPolicy, Identity, Signals
from bot.desk.drawing import Drawing
from bot.desk.drawing.packing import Packer
from bot.desk.founding import FirstTeam
from bot.desk.inbox import Inbox
from bot.desk.intake import Intake
from bot.desk.loops import Loops, Office
from bot.desk.sources import Sources
from bot.desk.ticking import tick
from bot.gateways.courier import Courier
from bot.gateways.courier import Sender as CourierSender
from bot.gateways.evidence import keep_fetching
from bot.gateways.handouts import keep_making
from bot.gateways.link import Link
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phone_book import SetUp, channels
from bot.gateways.pump import Limits, Pump
from bot.gateways.push_key import PushKey
from bot.gateways.rendering import Renderer
from bot.gateways.replicas import Replicas
from bot.gateways.ringing import Ringer
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
from handlers.chat.commands import menu
from handlers.chat.dispatch import Dispatcher
from handlers.chat.polling import ALLOWED_UPDATES, poll
from handlers.chat.routing import application
from handlers.chat.surveying import AGAIN_SECONDS, look_again
from handlers.chat.toasts import Toasts
from handlers.masking import mask
from handlers.web.application import build
from handlers.web.doors import Doors, Waiting
from messages.words import plain
from storage.database import Database, is_away
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity

UPDATES: Final = "updates"
TICK: Final = "tick"
PUMP: Final = "pump"
RINGING: Final = "ringing"
COURIER: Final = "courier"
POLLING: Final = "polling"
DISPATCH: Final = "dispatch"
CALENDAR: Final = "calendar"
REPLICAS: Final = "replicas"
SURVEY: Final = "survey"
EVIDENCE: Final = "evidence"
HANDOUTS: Final = "handouts"
SILENT_SECONDS: Final = 60.0
"""A loop that signs every second or every half minute hangs when it has not signed for this long."""
LONGEST_TICK_SECONDS: Final = 1.0
"""Another replica's clock, or a machine clock that was set, is noticed after this long."""


@dataclass
class App:
    """The parts, by what they do."""

    settings: Settings
    clock: Clock
    database: Database
    desk: Desk
    intake: Intake
    inbox: Inbox
    loops: Loops
    office: Office
    vitals: Vitals
    link: Link
    registry: CollectorRegistry
    web: web.Application
    replicas: Replicas | None
    first_team: FirstTeam
    outgoing: Outgoing
    ringer: Ringer
    courier: Courier

    pump: Pump | None = None

    @property
    def stamp(self) -> str:
        """Whose database it must be."""
        kind = "sandbox" if self.desk.policy.sandbox else "bot"
        return f"{kind}:{self.settings.telegram.bot_id}"

    async def keep_time(self) -> None:
        """Tick at each mark, or when somebody starts an earlier clock; until cancelled."""
        while True:
            upcoming = await tick(self.desk)
            self.loops.sign(TICK)
            seconds = (upcoming - self.clock.now()).total_seconds() if upcoming else LONGEST_TICK_SECONDS
            await self.desk.signals.clocks.wait(min(max(seconds, 0.0), LONGEST_TICK_SECONDS))

    def speak_as(self, identity: Identity) -> None:
        """Start speaking, and hearing, under this name. A second time nothing happens."""
        if self.pump is not None:
            return
        self.desk = desk = replace(self.desk, identity=identity)
        telegram = self.settings.telegram
        limits = Limits(telegram.group_per_minute, telegram.per_second, self.settings.logs.chat_id)
        self.pump = pump = Pump(
            desk,
            self.link.telegram_bot,
            Drawing(desk),
            TelegramOutcomes(),
            limits,
            Packer(desk),
            registry=self.registry,
        )
        self.loops.start(PUMP, lambda: pump.run(partial(self.loops.sign, PUMP)), SILENT_SECONDS)
        self.office.add(SURVEY, self._survey, 3 * AGAIN_SECONDS)
        sign = partial(self.loops.sign, EVIDENCE)
        speaker = self.link.telegram_bot
        # One file may take as long as a call to Telegram may.
        told = partial(self.loops.sign, HANDOUTS)
        self.office.add(HANDOUTS, lambda: keep_making(desk, Renderer(), mask, told), 3 * AGAIN_SECONDS)
        self.office.add(EVIDENCE, lambda: keep_fetching(desk, speaker, sign), 3 * AGAIN_SECONDS)
        if telegram.mode == "polling":
            self.office.add(POLLING, self._poll, 2 * SILENT_SECONDS)
        else:
            self.office.add("webhook", self._take_webhook)

    async def handle_updates(self) -> None:
        """Bring what came in to its handlers; until cancelled. Needs Telegram's answer to who we are: commands
        carry the bot's name."""
        speaker = self.link.telegram_bot
        routed = application(speaker)
        await routed.initialize()  # and never shut down: the bot object is not the dispatcher's alone
        dispatcher = Dispatcher(self.desk, routed, Toasts(speaker), is_away)
        await dispatcher.run(partial(self.loops.sign, DISPATCH))

    async def show_menu(self) -> None:
        """Offer the commands in Telegram, in everybody's language; in the team's to whoever reads neither."""
        teams = Language(self.settings.team.language)
        for private in (False, True):
            menus = {each.value: menu(each, private) for each in Language}
            await self.link.show_menu({"": menus[teams.value]} | menus, private)

    async def _survey(self) -> None:
        """Look once a minute at the groups where something lacks; until cancelled."""
        while True:
            await self.clock.wait(AGAIN_SECONDS)
            await look_again(self.desk, self.link.telegram_bot)
            self.loops.sign(SURVEY)

    async def _poll(self) -> None:
        """Fetch updates from where the database ends; until cancelled."""
        await self.link.take_polling()
        async with self.desk.reading() as look:
            horizon = look.updates.offset_horizon(look.now)
            newest = await look.updates.last_update_id(self.desk.identity.bot_id, horizon)
        await poll(
            self.link.fetch,
            UpdateDoor(self.inbox, self.vitals).store,
            newest + 1 if newest is not None and newest >= 0 else None,
            partial(self.loops.sign, POLLING),
        )

    async def _take_webhook(self) -> None:
        """Say once where Telegram brings updates."""
        secret = self.settings.telegram.webhook_secret
        assert secret is not None, "the settings refuse a webhook without one"
        url = f"{self.settings.http.public_url}/telegram/webhook"
        await self.link.take_webhook(url, secret.get_secret_value())

    @property
    def ways_in(self) -> tuple[str, ...]:
        """The loops that bring something in; they end first."""
        return (POLLING,)


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
    replicas = None if database.is_sqlite else _replicas(database, clock, office)
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
    push_key, given = PushKey(desk), _phones(settings)
    outgoing = Outgoing(Allowed.of(settings.phones.private_hosts))
    intake, inbox = Intake(desk), Inbox(desk, telegram.bot_id)
    proxy = telegram.proxy.get_secret_value() if telegram.proxy else None
    token = telegram.token.get_secret_value()
    link = Link(token, telegram.base_url, proxy, clock, ALLOWED_UPDATES, vitals.hear_telegram)
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
        link=link,
        registry=registry,
        web=build(doors),
        replicas=replicas,
        first_team=_first_team(settings),
        outgoing=outgoing,
        ringer=Ringer(desk, channels(outgoing, clock, push_key.private, given), registry=registry),
        courier=Courier(desk, CourierSender(outgoing, clock).send, registry=registry),
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


def _phones(settings: Settings) -> SetUp:
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
        phones=_phones(settings).kinds,
        local_url=f"http://127.0.0.1:{settings.http.port}" if settings.http.is_loopback else "",
    )


def _first_team(settings: Settings) -> FirstTeam:
    language = Language(settings.team.language)
    return FirstTeam(
        name=plain(language, "cli-first-team"),
        chat_id=settings.team.chat_id,
        owner_ids=settings.team.owner_ids,
        owner_name=plain(language, "cli-first-owner"),
        timezone=settings.team.timezone,
        language=language,
    )


def _replicas(database: Database, clock: Clock, office: Office) -> Replicas:
    dsn = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return Replicas(dsn, secrets.token_hex(8), clock, office.held)


def _signals(replicas: Replicas | None) -> Signals:
    if replicas is None:
        return Signals()
    words = ("outbox", "clocks", "updates", "rings", "outlets")
    outbox, clocks, updates, rings, outlets = map(replicas.signal, words)
    return Signals(outbox, clocks, updates, rings, outlets)
