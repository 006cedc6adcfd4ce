"""The assembly: everything wired, nothing started. `bot.run` starts and stops it."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import exc

from bot.clock import Clock
from bot.desk import duty_pages, receipts, subscribing
from bot.desk.channels import TelegramOutcomes
from bot.desk.checking import check_for_machine
from bot.desk.collector import CollectorClosed
from bot.desk.desk import Desk, DeskPolicy, Identity, Signals
from bot.desk.drawing import Drawing
from bot.desk.drawing.frontline import show_receipt
from bot.desk.drawing.packing import Packer
from bot.desk.founding import FirstTeam
from bot.desk.inbox import Inbox
from bot.desk.incidents import IncidentUnknown
from bot.desk.intake import Intake, Received
from bot.desk.loops import Loops, Office
from bot.desk.retelling import retell
from bot.desk.sources import RegisteredSource, Sources
from bot.desk.ticking import tick
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
from bot.ids import IdMaker, IncidentId, TeamId
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
from handlers.web.ports import Asked, Health, KnownSource, Sender, TextRefused, ToldRecap, Unavailable
from messages.views.duty_pages import DutyPageView
from messages.words import Reader, plain
from storage.database import Database, is_away
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity

_log = structlog.get_logger("app")

ALERTS: Final = "alerts"
UPDATES: Final = "updates"
TICK: Final = "tick"
PUMP: Final = "pump"
RINGING: Final = "ringing"
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
            _UpdateDoor(self.inbox, self.vitals).store,
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
        alerts=_AlertDoor(intake, vitals),
        updates=_UpdateDoor(inbox, vitals).store,
        sources=_Book(Sources(desk)),
        push=_PushDoor(desk, push_key),
        checks=_CheckDoor(desk),
        receipts=_ReceiptDoor(desk),
        pulse=_Pulse(vitals),
        duty=_DutyDoor(desk),
        clock=clock,
        figures=registry,
        desk=desk,
        recaps=_RecapDoor(desk),
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
    return Signals(*(replicas.signal(word) for word in ("outbox", "clocks", "updates", "rings")))


# --- the ports of the web, with the database's troubles translated ---


@asynccontextmanager
async def _storing() -> AsyncIterator[None]:
    """What the sender is told when the database is away or the desk goes down: nothing was kept, come again."""
    try:
        yield
    except CollectorClosed:
        raise Unavailable from None
    except (exc.SQLAlchemyError, OSError) as trouble:
        if not is_away(trouble):
            raise
        _log.warning("the database is away", trouble=type(trouble).__name__)
        raise Unavailable from trouble


class _AlertDoor:
    def __init__(self, intake: Intake, vitals: Vitals) -> None:
        self._intake = intake
        self._vitals = vitals

    async def receive(self, team: TeamId, source: str, alerts: Sequence[IncomingAlert]) -> Sequence[Received]:
        async with _storing():
            received = await self._intake.receive(team, source, alerts)
        fresh = sum(one.fresh for one in received)
        self._vitals.alerts.labels(source, "yes").inc(fresh)
        self._vitals.alerts.labels(source, "no").inc(len(received) - fresh)
        return received


class _UpdateDoor:
    def __init__(self, inbox: Inbox, vitals: Vitals) -> None:
        self._inbox = inbox
        self._vitals = vitals

    async def store(self, raws: Sequence[str], /) -> None:
        async with _storing():
            await self._inbox.store(raws)
        self._vitals.updates.inc(len(raws))


class _Book:
    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    async def first_team(self) -> TeamId:
        async with _storing():
            return await self._sources.first_team()

    async def named(self, name: str) -> Sequence[KnownSource]:
        async with _storing():
            known = await self._sources.named(name)
        return [_known(one) for one in known]

    async def by_token(self, token_hash: str) -> Sequence[KnownSource]:
        async with _storing():
            return [_known(one) for one in await self._sources.by_token(token_hash)]


def _known(one: RegisteredSource) -> KnownSource:
    return KnownSource(one.team, one.name, one.format, one.token_hash, one.secret, one.mapping)


class _CheckDoor:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, sender: Sender, asked: Asked) -> Mapping[str, Any]:
        kind = CrisisType(asked.crisis_type) if asked.crisis_type else None
        async with _storing():
            try:
                return await check_for_machine(
                    self._desk, sender.team, asked.text, asked.channel, asked.incident, kind, asked.language
                )
            except IncidentUnknown as unknown:
                detail = f"No incident {asked.incident} of this team."
                raise TextRefused("incident", "unknown-incident", detail) from unknown


class _DutyDoor:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def look(self, token: str) -> DutyPageView | None:
        async with _storing():
            return await duty_pages.look(self._desk, token)

    async def use(self, token: str, act: str, code: str, reason: str) -> DutyPageView | None:
        async with _storing():
            return await duty_pages.use(self._desk, token, act, code, reason)


class _ReceiptDoor:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, token: str) -> tuple[bool, str]:
        async with _storing():
            return await show_receipt(self._desk, token)

    async def read(self, token: str, name: str) -> tuple[bool, str]:
        async with _storing():
            read = await receipts.read(self._desk, token, name)
            return await show_receipt(self._desk, token, name if read else "")


class _PushDoor:
    def __init__(self, desk: Desk, key: PushKey) -> None:
        self._desk = desk
        self._key = key

    async def public_key(self) -> str:
        async with _storing():
            return await self._key.public()

    async def invited(self, token: str) -> subscribing.Invited:
        async with _storing():
            return await subscribing.invited(self._desk, token)

    async def subscribe(self, token: str, endpoint: str, p256dh: str, auth: str) -> None:
        async with _storing():
            await subscribing.subscribe(self._desk, token, endpoint, p256dh, auth)


class _Pulse:
    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    async def health(self) -> Health:
        ready, parts = await self._vitals.health(ALERTS)
        return Health(ready, parts)

    async def figures(self) -> bytes:
        return await self._vitals.figures()


class _RecapDoor:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._renderer = Renderer()

    async def draw(self, incident: IncidentId, reader: Reader) -> ToldRecap:
        async with self._desk.reading() as look:
            recap = await retell(look, incident, mask)
        (file,) = await self._renderer.draw(recap, ["html"], reader)
        return ToldRecap(file.content, file.media_type.partition(";")[0], not recap.over)

    async def close(self) -> None:
        await self._renderer.close()
