"""What the desk speaks and listens with: Telegram, phones, interfaces, the calendar.

Half of all that a desk imports hangs on it, and none of it is needed to keep an alert: it comes, beside the loop,
once the desk is ready (`bot.run`).
"""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Self

from bot.app import SILENT_SECONDS, App, phones_set_up
from bot.desk.channels import TelegramOutcomes
from bot.desk.chores import keep_calendar
from bot.desk.desk import Desk, Identity
from bot.desk.drawing import Drawing
from bot.desk.drawing.packing import Packer
from bot.gateways.courier import Courier
from bot.gateways.courier import Sender as CourierSender
from bot.gateways.evidence import keep_fetching
from bot.gateways.handouts import keep_making
from bot.gateways.link import Link
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phone_book import channels
from bot.gateways.pump import Limits, Pump
from bot.gateways.pump.rehearsing import prepare
from bot.gateways.rendering import Renderer
from bot.gateways.ringing import Ringer
from bot.ports import UpdateDoor
from handlers.chat.commands import menu
from handlers.chat.dispatch import Dispatcher
from handlers.chat.polling import ALLOWED_UPDATES, poll
from handlers.chat.routing import application
from handlers.chat.surveying import AGAIN_SECONDS, look_again
from handlers.chat.toasts import Toasts
from handlers.masking import mask
from storage.database import is_away
from storage.vocabulary.people import Language

PUMP: Final = "pump"
RINGING: Final = "ringing"
COURIER: Final = "courier"
POLLING: Final = "polling"
DISPATCH: Final = "dispatch"
CALENDAR: Final = "calendar"
SURVEY: Final = "survey"
EVIDENCE: Final = "evidence"
HANDOUTS: Final = "handouts"
REHEARSAL: Final = "rehearsal"
_CALM_SECONDS: Final = 1.0
"""After the start: by then whoever waited for it has been answered."""


@dataclass
class Speech:
    """The parts, by what they do."""

    app: App
    desk: Desk
    link: Link
    outgoing: Outgoing
    ringer: Ringer
    courier: Courier

    pump: Pump | None = None

    @classmethod
    def of(cls, app: App) -> Self:
        """The parts for this desk, none of them started. Needs a running event loop; opens no connection."""
        telegram, desk, clock = app.settings.telegram, app.desk, app.clock
        assert telegram.token is not None, "nothing is assembled without one"
        proxy = telegram.proxy.get_secret_value() if telegram.proxy else None
        token = telegram.token.get_secret_value()
        outgoing = Outgoing(Allowed.of(app.settings.phones.private_hosts))
        phones = channels(outgoing, clock, app.push_key.private, phones_set_up(app.settings))
        return cls(
            app=app,
            desk=desk,
            link=Link(token, telegram.base_url, proxy, clock, ALLOWED_UPDATES, app.vitals.hear_telegram),
            outgoing=outgoing,
            ringer=Ringer(desk, phones, registry=app.registry),
            courier=Courier(desk, CourierSender(outgoing, clock).send, registry=app.registry),
        )

    def start(self) -> None:
        """Ring and call addresses whenever there is somebody to, and do the chores of the calendar."""
        loops = self.app.loops
        loops.start(RINGING, lambda: self.ringer.run(partial(loops.sign, RINGING)), SILENT_SECONDS)
        loops.start(COURIER, lambda: self.courier.run(partial(loops.sign, COURIER)), SILENT_SECONDS)
        sign = partial(loops.sign, CALENDAR)
        self.app.office.add(CALENDAR, lambda: keep_calendar(self.desk, sign), 2 * SILENT_SECONDS)

    def speak_as(self, identity: Identity) -> None:
        """Start speaking, and hearing, under this name. A second time nothing happens."""
        if self.pump is not None:
            return
        self.desk = desk = replace(self.desk, identity=identity)
        telegram = self.app.settings.telegram
        log_chat = self.app.settings.logs.chat_id
        limits = Limits(telegram.group_per_minute, telegram.per_second, log_chat)
        self.pump = pump = Pump(
            desk,
            self.link.telegram_bot,
            Drawing(desk),
            TelegramOutcomes(),
            limits,
            Packer(desk),
            registry=self.app.registry,
        )
        self.app.loops.start(PUMP, lambda: pump.run(partial(self._pumped, pump)), SILENT_SECONDS)
        self.app.office.add(SURVEY, self._survey, 3 * AGAIN_SECONDS)
        sign = partial(self.app.loops.sign, EVIDENCE)
        speaker = self.link.telegram_bot
        # One file may take as long as a call to Telegram may.
        told = partial(self.app.loops.sign, HANDOUTS)
        self.app.office.add(HANDOUTS, lambda: keep_making(desk, Renderer(), mask, told), 3 * AGAIN_SECONDS)
        self.app.office.add(EVIDENCE, lambda: keep_fetching(desk, speaker, sign), 3 * AGAIN_SECONDS)
        if telegram.mode == "polling":
            self.app.office.add(POLLING, self._poll, 2 * SILENT_SECONDS)
        else:
            self.app.office.add("webhook", self._take_webhook)

    def _pumped(self, pump: Pump) -> None:
        self.app.loops.sign(PUMP)
        self.link.spoken(refused=pump.health.trouble == "token")

    def hear(self) -> None:
        """Bring what came in to its handlers, from now on."""
        if DISPATCH not in self.app.loops.all:
            self.app.loops.start(DISPATCH, self.handle_updates, SILENT_SECONDS)

    async def handle_updates(self) -> None:
        """Bring what came in to its handlers; until cancelled. Needs Telegram's answer to who we are: commands
        carry the bot's name."""
        speaker = self.link.telegram_bot
        routed = application(speaker)
        await routed.initialize()  # and never shut down: the bot object is not the dispatcher's alone
        dispatcher = Dispatcher(self.desk, routed, Toasts(speaker), is_away)
        await dispatcher.run(partial(self.app.loops.sign, DISPATCH))

    async def rehearse(self) -> None:
        """Once, in a calm moment after the start: the first incident opens as quickly as the second."""
        await self.app.clock.wait(_CALM_SECONDS)
        await prepare(self.desk, Drawing(self.desk), TelegramOutcomes())

    async def show_menu(self) -> None:
        """Offer the commands in Telegram, in everybody's language; in the team's to whoever reads neither."""
        teams = Language(self.app.settings.team.language)
        for private in (False, True):
            menus = {each.value: menu(each, private) for each in Language}
            await self.link.show_menu({"": menus[teams.value]} | menus, private)

    async def _survey(self) -> None:
        """Look once a minute at the groups where something lacks; until cancelled."""
        while True:
            await self.app.clock.wait(AGAIN_SECONDS)
            await look_again(self.desk, self.link.telegram_bot)
            self.app.loops.sign(SURVEY)

    async def _poll(self) -> None:
        """Fetch updates from where the database ends; until cancelled."""
        await self.link.take_polling()
        async with self.desk.reading() as look:
            horizon = look.updates.offset_horizon(look.now)
            newest = await look.updates.last_update_id(self.desk.identity.bot_id, horizon)
        await poll(
            self.link.fetch,
            UpdateDoor(self.app.inbox, self.app.vitals).store,
            newest + 1 if newest is not None and newest >= 0 else None,
            partial(self.app.loops.sign, POLLING),
        )

    async def _take_webhook(self) -> None:
        """Say once where Telegram brings updates."""
        secret = self.app.settings.telegram.webhook_secret
        assert secret is not None, "the settings refuse a webhook without one"
        url = f"{self.app.settings.http.public_url}/telegram/webhook"
        await self.link.take_webhook(url, secret.get_secret_value())

    @property
    def ways_in(self) -> tuple[str, ...]:
        """The loops that bring something in; they end first."""
        return (POLLING,)

    async def rest(self, seconds: float) -> None:
        """Stop speaking once the calls under way have ended and are settled; wait so long for each part."""
        loops = self.app.loops
        await loops.stop(RINGING, COURIER)
        await asyncio.gather(
            self.ringer.rest(seconds),
            self.courier.rest(seconds),
            loops.stop(PUMP, seconds=seconds),  # it waits for the calls under way, and settles them
        )

    async def close(self) -> None:
        """Give the connections back."""
        await self.link.close()
        await self.outgoing.close()
