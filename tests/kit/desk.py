"""The scene: a whole desk in process, in front of the sandbox's world, on time that tests move.

It offers what a person can do (`alert`, `press`, `write`, `pass_time`) and shows what people see.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from telegram import Bot

from bot.desk import channels, incidents, phases
from bot.desk.channels import TelegramOutcomes
from bot.desk.desk import Desk, DeskPolicy, Identity
from bot.desk.drawing import Drawing
from bot.desk.drawing.packing import Packer
from bot.desk.inbox import Inbox
from bot.desk.intake import Intake, Received
from bot.desk.ticking import tick
from bot.errors import DeskError
from bot.gateways.courier import Courier, Sender
from bot.gateways.evidence import fetch_waiting
from bot.gateways.handouts import make_waiting
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.pump.limits import Limits
from bot.gateways.pump.loop import Pump
from bot.gateways.rendering import Renderer
from bot.gateways.ringing import Ringer
from bot.ids import IdMaker, IncidentId, PersonId, TeamId
from bot.sandbox.sandbox import Sandbox
from handlers.chat.dispatch import Dispatcher
from handlers.chat.polling import ALLOWED_UPDATES, after
from handlers.chat.routing import application
from handlers.chat.toasts import Toasts
from handlers.masking import mask
from handlers.sources import generic
from storage.database import Database
from storage.tables.teams import Member, Person, Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.incidents import Action
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.roles import RoleKind
from tests.kit.clock import FakeClock
from tests.kit.phones import Phones
from tests.kit.sight import FORUM, Sight
from tests.kit.telegram import bot_in

OTHER_FORUM = -1001000000003
OWNER, LIN_LAN, ZHOU_LAN, XIAO_TANG, CHEN_MO, WANG_YAN, HE_MIN, A_JIE, ZHAO_NING, EXECUTIVE = range(501, 511)
CAST: Final = range(OWNER, EXECUTIVE + 1)
OTHERS: Final = (521, 522)
"""The other team: its owner, who is on duty, and a member."""

DUTIES: dict[int, list[RoleKind]] = {
    LIN_LAN: [RoleKind.COMMANDER],
    ZHOU_LAN: [RoleKind.COMMUNICATIONS_LEAD],
    CHEN_MO: [RoleKind.LEGAL],
    WANG_YAN: [RoleKind.LEGAL],
    HE_MIN: [RoleKind.SERVICE_LEAD],
    A_JIE: [RoleKind.ACCOUNT_OPERATOR],
    ZHAO_NING: [RoleKind.BUSINESS_OWNER],
}


@dataclass
class Scene(Sight):
    """One desk, its world and its clock. `team` is the first team, `other_team` must never notice anything."""

    clock: FakeClock
    intake: Intake
    inbox: Inbox
    dispatcher: Dispatcher
    pump: Pump
    phones: Phones
    ringer: Ringer
    courier: Courier
    other_team: TeamId
    telegram_bot: Bot
    renderer: Renderer
    people: dict[int, PersonId] = field(default_factory=dict)
    _offset: int | None = None
    _alerts: int = 0

    @classmethod
    @asynccontextmanager
    async def built(
        cls,
        database_url: str,
        policy: DeskPolicy | None = None,
        limits: Limits | None = None,
        language: Language = Language.ZH,
        inline: bool = True,
    ) -> AsyncIterator["Scene"]:
        """Everything wired as in the running desk, with the cast of experience.md as members.

        `inline`: the desk's input line is switched on at @BotFather.
        """
        clock = FakeClock()
        sandbox = Sandbox(now=clock.now)
        telegram_bot = bot_in(sandbox)
        await telegram_bot.initialize()
        database = Database(database_url)
        desk = Desk(
            database=database,
            clock=clock,
            new_id=IdMaker(clock.now),
            policy=policy or DeskPolicy(language=language),
            identity=Identity(telegram_bot.id, telegram_bot.username, inline=inline),
        )
        toasts = Toasts(telegram_bot)
        phones = Phones()
        outgoing = Outgoing(Allowed.of(["127.0.0.1"]), seconds=2.0)
        await outgoing.open()
        scene = cls(
            clock=clock,
            sandbox=sandbox,
            desk=desk,
            intake=Intake(desk),
            inbox=Inbox(desk, telegram_bot.id),
            dispatcher=Dispatcher(desk, application(telegram_bot), toasts),
            pump=Pump(desk, telegram_bot, Drawing(desk), TelegramOutcomes(), limits or Limits(), Packer(desk)),
            phones=phones,
            ringer=Ringer(desk, phones.channels),
            courier=Courier(desk, Sender(outgoing, clock).send),
            team=TeamId(""),
            other_team=TeamId(""),
            telegram_bot=telegram_bot,
            renderer=Renderer(),
        )
        await scene._settle_in(language)
        writers = [asyncio.create_task(scene.intake.run()), asyncio.create_task(scene.inbox.run())]
        await scene.dispatcher.prepare()
        await scene._poll()
        try:
            yield scene
            assert sandbox.violations == 0, "the desk sent more than Telegram lets through"
        finally:
            scene.intake.close()
            scene.inbox.close()
            await asyncio.gather(*writers)
            await scene.renderer.close()
            await outgoing.close()
            await telegram_bot.shutdown()
            await database.close()

    async def _settle_in(self, language: Language) -> None:
        async with self.desk.transaction() as u:
            teams = []
            for position, (name, chat) in enumerate([("豆芽星球", FORUM), ("第二品牌", OTHER_FORUM)]):
                team = Team(
                    id=TeamId(u.new_id()),
                    name=name,
                    position=position,
                    chat_id=chat,
                    language=language,
                    policies={},
                    created_at=u.now,
                )
                teams.append(team)
            u.add(*teams)
            await u.session.flush()
            self.team, self.other_team = teams[0].id, teams[1].id
            # All at once, not one by one: every test begins with this.
            people = [
                Person(
                    id=PersonId(u.new_id()),
                    telegram_user_id=user.id,
                    name=user.first_name,
                    created_at=u.now,
                    started_at=u.now if user.id != ZHAO_NING else None,
                )
                for user in self.sandbox.world.users.values()
                if user.id in CAST or user.id in OTHERS
            ]
            u.add(*people)
            await u.session.flush()
            self.people.update({person.telegram_user_id: person.id for person in people})
            u.add(*(self._member(person.telegram_user_id, u) for person in people))

    def _member(self, user: int, u: UnitOfWork) -> Member:
        return Member(
            id=u.new_id(),
            team_id=self.other_team if user in OTHERS else self.team,
            person_id=self.people[user],
            standing=Standing.OWNER if user in (OWNER, OTHERS[0]) else Standing.MEMBER,
            duties=[kind.value for kind in DUTIES.get(user, [])],
            on_duty=user in (LIN_LAN, OTHERS[0]),
            joined_at=u.now,
        )

    # --- what people and the world do ---

    async def alert(self, team: TeamId | None = None, **fields: Any) -> Received:
        """An alert comes in through the generic format; without fields a child's rash on air."""
        self._alerts += 1
        payload = {
            "title": "3 位用户称孩子用后脸部起疹",
            "severity": "S1",
            "account": "豆芽星球",
            "platform": "抖音",
            "product": "儿童润肤霜 0912A",
            "crisis_type": "product_safety",
            "dedup_key": f"alert-{self._alerts}",
            **fields,
        }
        body = json.dumps({key: value for key, value in payload.items() if value is not None}).encode()
        incoming = generic.read(body, self.clock.now())
        (received,) = await self.intake.receive(team or self.team, "generic", incoming)
        await self.settle()
        return received

    async def write(
        self, user: int, text: str, chat: int | None = None, thread: int | None = None, **more: Any
    ) -> None:
        """Somebody writes: in private, or in a chat and topic."""
        self.sandbox.say(user, chat or user, text, message_thread_id=thread, **more)
        await self.settle()

    async def write_in_topic(self, user: int, text: str, **more: Any) -> None:
        """Somebody writes into the newest incident's topic."""
        incident = await self.incident()
        assert incident.topic_id is not None, "this incident has no topic"
        await self.write(user, text, incident.topic_chat_id, incident.topic_id, **more)

    async def press(self, user: int, label: str, chat: int | None = None) -> str:
        """Somebody presses the newest button of this label: in his private chat, or in a chat he names.

        Returns the toast.
        """
        for place in [chat] if chat else [user, FORUM]:
            messages = (
                self.sandbox.world.chats[place].messages.values() if place in self.sandbox.world.chats else ()
            )
            for message in sorted(messages, key=lambda m: -m.id):
                if label in self.sandbox.labels(message):
                    callback = self.sandbox.press(user, place, message.id, label)
                    await self.settle()
                    return str((callback.answer or {}).get("text") or "")
        raise AssertionError(f"no button {label!r}; there are {self.labels(user)} and {self.labels(FORUM)}")

    async def pass_time(self, **span: float) -> None:
        """Let time pass, stopping at every moment at which the desk has something to do."""
        end = self.clock.now() + timedelta(**span)
        while True:
            upcoming = await self.settle()
            if upcoming is None or upcoming >= end:
                break
            self.clock.move_to(max(upcoming, self.clock.now() + timedelta(milliseconds=1)))
        self.clock.move_to(end)
        await self.settle()

    async def settle(self) -> datetime | None:
        """Do everything that can be done now; returns when there will be something more to do."""
        while True:
            polled = await self._poll()
            await self.dispatcher.drain()
            await fetch_waiting(self.desk, self.telegram_bot)
            await make_waiting(self.desk, self.renderer, mask)
            next_mark = await tick(self.desk)
            next_send = await self.pump.drain()
            next_ring = await self.ringer.drain()
            next_call = await self.courier.drain()
            waiting = [moment for moment in (next_mark, next_send, next_ring, next_call) if moment is not None]
            if not polled and not (waiting and min(waiting) <= self.clock.now()):
                return min(waiting, default=None)

    async def _poll(self) -> int:
        params = {"allowed_updates": json.dumps(ALLOWED_UPDATES), "timeout": "0"}
        if self._offset is not None:
            params["offset"] = str(self._offset)
        _, body = await self.sandbox.call("getUpdates", params)
        raws = [json.dumps(update) for update in json.loads(body)["result"]]
        await self.inbox.store(raws)
        self._offset = after(raws, self._offset)
        return len(raws)

    async def press_message(self, user: int, chat: int, message: int, label: str = "", data: str = "") -> str:
        """Somebody presses a button of this message; with `data` one that may not be there any more."""
        callback = self.sandbox.press(user, chat, message, label or None, data=data or None)
        await self.settle()
        return str((callback.answer or {}).get("text") or "")

    async def act_phase(self, user: int, incident: IncidentId, action: str) -> None:
        """Somebody changes the phase, as its panel does."""
        await phases.change_phase(self.desk, self.people[user], incident, Action(action))
        await self.settle()

    async def refused(self, user: int, incident: IncidentId, what: str) -> str:
        """The key of the refusal that somebody meets."""
        try:
            if what == "respond":
                await incidents.respond(self.desk, self.people[user], incident)
            else:
                await phases.change_phase(self.desk, self.people[user], incident, Action(what))
        except DeskError as refusal:
            return refusal.key
        raise AssertionError("it was not refused")

    async def bind(self, chat_id: int) -> None:
        """Another group is the first team's from now on."""
        await channels.bind(self.desk, chat_id, self.team)

    async def alerts(self, many: Iterable[dict[str, Any]]) -> None:
        """Many alerts in one call, as a monitoring system sends them."""
        defaults = {
            "account": "豆芽星球",
            "platform": "抖音",
            "crisis_type": "product_safety",
        }
        payload = [
            {name: value for name, value in {**defaults, **one}.items() if value is not None} for one in many
        ]
        incoming = generic.read(json.dumps({"alerts": payload}).encode(), self.clock.now())
        await self.intake.receive(self.team, "generic", incoming)
        await self.settle()
