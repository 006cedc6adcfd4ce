"""A pump on a database file of its own, in front of the sandbox's world."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from bot.desk.audiences import to_incident, to_place
from bot.desk.desk import Desk, Identity
from bot.desk.errands import Errand, OpenTopic, Pin, Say, Show
from bot.gateways.pump import Limits, Pump
from bot.ids import IdMaker, IncidentId, ParcelId, PersonId, TeamId
from bot.sandbox.sandbox import Sandbox
from messages.markup import Attachment, Drawn
from storage.database import Database
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.tables.teams import Person, Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from storage.vocabulary.severity import Severity
from tests.kit.databases import sqlite_copy
from tests.kit.telegram import bot_in

FORUM = -1001000000001
OTHER_FORUM = -1001000000003
LOG_CHAT = -1001000000005
LIN_LAN = 502
ZHAO_NING = 509  # never pressed start
BEGIN = datetime(2026, 11, 25, 12, 40, tzinfo=UTC)


class FakeClock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = BEGIN

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Diary:
    """The desk's side of the ports: incidents learn of their topics, everything else is written down."""

    trouble: list[tuple[int, str]] = field(default_factory=list)
    unreachable: list[int] = field(default_factory=list)
    parked_ids: list[str] = field(default_factory=list)
    refused_ids: list[str] = field(default_factory=list)
    echoes: dict[str, int] = field(default_factory=dict)

    async def topic_opened(self, u: UnitOfWork, incident: IncidentId, chat_id: int, topic_id: int) -> None:
        row = await u.incidents.hold(incident)
        assert row is not None
        row.topic_id, row.topic_chat_id, row.topic_state = topic_id, chat_id, TopicState.OPEN

    async def topic_lost(self, u: UnitOfWork, incident: IncidentId, reason: str) -> None:
        row = await u.incidents.hold(incident)
        assert row is not None
        row.topic_state, row.topic_trouble = TopicState.MAIN_CHAT, reason

    async def chat_trouble(self, u: UnitOfWork, chat_id: int, reason: str) -> None:
        self.trouble.append((chat_id, reason))

    async def chat_migrated(self, u: UnitOfWork, chat_id: int, became: int) -> None:
        row = await u.chats.find(chat_id)
        assert row is not None
        row.became_chat_id = became

    async def person_unreachable(self, u: UnitOfWork, user_id: int) -> None:
        self.unreachable.append(user_id)

    async def parked(self, u: UnitOfWork, parcel: Parcel) -> None:
        self.parked_ids.append(parcel.id)

    async def file_refused(self, u: UnitOfWork, parcel: Parcel) -> None:
        self.refused_ids.append(parcel.id)

    async def seen_topic(self, look: Reader, incident: IncidentId, chat_id: int, name: str) -> int | None:
        return self.echoes.get(name)


async def draw(look: Reader, parcel: Parcel) -> Errand | None:
    """Drawers for the tests: the parcel's own `values["text"]`, and what its kind asks for."""
    match parcel.kind:
        case ParcelKind.TOPIC_OPEN:
            return OpenTopic(str(parcel.values["text"]), 16478047)
        case ParcelKind.CARD_PIN:
            return Pin(ParcelKind.INCIDENT_CARD, parcel.subject_id)
        case ParcelKind.INCIDENT_CARD | ParcelKind.ALERT_CARD:
            return Show(Drawn(Markup(str(parcel.values["text"]))), not parcel.sound, Markup("(补发)"))
        case ParcelKind.UNKNOWN:
            return None
    return Say(Drawn(Markup(str(parcel.values["text"]))), not parcel.sound, Markup("(补发)"))


async def pack(look: Reader, parcels: list[Parcel], said: list[Say]) -> Say:
    content = "\n\n".join(str(one.drawn.text) for one in said).encode()
    return Say(Drawn(Markup(f"还有 {len(said)} 条,见文件"), document=Attachment("messages.txt", content)))


class Bench:
    """A desk, its pump and the world it speaks to."""

    def __init__(
        self, database: Database, limits: Limits, clock: FakeClock, sandbox: Sandbox | None = None
    ) -> None:
        self.clock = clock
        self.sandbox = sandbox or Sandbox(now=clock.now)
        self.diary = Diary()
        self.limits = limits
        self.desk = Desk(database, clock, IdMaker(clock.now), identity=Identity(self.sandbox.world.bot_id))
        self.telegram_bot = bot_in(self.sandbox)
        self.draw: Any = draw
        self.pack: Any = pack
        self.pump = self.new_pump()
        self.team = TeamId("")
        self.person = PersonId("")

    def new_pump(self) -> Pump:
        """A pump that knows only what the database tells, as after a restart."""
        return Pump(self.desk, self.telegram_bot, self.draw, self.diary, self.limits, self.pack)

    async def found_team(self, name: str = "豆芽星球", chat_id: int | None = FORUM) -> TeamId:
        team = TeamId(self.desk.new_id())
        async with self.desk.transaction() as u:
            u.add(Team(id=team, name=name, chat_id=chat_id, created_at=u.now))
        return team

    async def meet(self, user_id: int, started: bool = True) -> PersonId:
        person = PersonId(self.desk.new_id())
        async with self.desk.transaction() as u:
            u.add(
                Person(
                    id=person,
                    telegram_user_id=user_id,
                    name=str(user_id),
                    started_at=u.now if started else None,
                    created_at=u.now,
                )
            )
        return person

    async def open_incident(
        self, team: TeamId | None = None, topic: str = "🔴 INC-2026-0001 孩子起疹"
    ) -> IncidentId:
        """An incident with its topic, card and pin posted, as an opening does."""
        incident = IncidentId(self.desk.new_id())
        team = team or self.team
        async with self.desk.transaction() as u:
            u.add(
                Incident(
                    id=incident,
                    team_id=team,
                    number=f"INC-{incident[-12:]}",
                    title="孩子起疹",
                    severity=Severity.S1,
                    first_seen_at=u.now,
                    received_at=u.now,
                    opened_at=u.now,
                    changed_at=u.now,
                )
            )
        await self.post(ParcelKind.TOPIC_OPEN, to_incident(incident), topic, Lane.OPENING, subject=incident)
        await self.post(
            ParcelKind.INCIDENT_CARD, to_incident(incident), "<b>卡片</b> 待响应", Lane.OPENING, subject=incident
        )
        await self.post(ParcelKind.CARD_PIN, to_incident(incident), "", Lane.OPENING, subject=incident)
        return incident

    async def post(
        self,
        kind: ParcelKind,
        audience: str,
        text: str,
        lane: Lane = Lane.NOTICE,
        *,
        stream: str | None = None,
        **more: Any,
    ) -> ParcelId:
        async with self.desk.transaction() as u:
            return u.outbox.post(
                kind,
                team=self.team or None,
                stream=stream or audience,
                audience=audience,
                lane=lane,
                values={"text": text},
                **more,
            )

    async def say(self, text: str, lane: Lane = Lane.REPLY, chat: int = FORUM, **more: Any) -> ParcelId:
        return await self.post(ParcelKind.REPLY, to_place(chat), text, lane, **more)

    async def parcel(self, parcel: ParcelId) -> Parcel:
        async with self.desk.reading() as look:
            row = await look.outbox.hold(parcel)
        assert row is not None
        return row

    async def states(self) -> dict[ParcelState, int]:
        async with self.desk.reading() as look:
            return await look.outbox.counts()

    async def pass_time(self, seconds: float) -> None:
        """Move the clock to each next moment at which something can go, up to so many seconds."""
        until = self.clock.at + timedelta(seconds=seconds)
        while True:
            next_at = await self.pump.drain()
            if next_at is None or next_at > until:
                break
            self.clock.at = max(next_at, self.clock.at)
        self.clock.at = until
        await self.pump.drain()

    def texts(self, chat: int = FORUM, thread: int | None = None) -> list[str]:
        return self.sandbox.texts(chat, thread)

    def calls(self, method: str) -> list[Any]:
        return self.sandbox.journal.calls(method)


@pytest.fixture
async def make_bench(template: Path, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    databases: list[Database] = []

    async def make(
        limits: Limits | None = None,
        url: str | None = None,
        sandbox: Callable[[FakeClock], Sandbox] = lambda clock: Sandbox(now=clock.now),
    ) -> Bench:
        if url is None:
            folder = tmp_path / str(len(databases))
            folder.mkdir()
            url = sqlite_copy(template, folder)
        databases.append(Database(url))
        clock = FakeClock()
        bench = Bench(databases[-1], limits or Limits(), clock, sandbox(clock))
        await bench.telegram_bot.initialize()
        bench.team = await bench.found_team()
        bench.person = await bench.meet(LIN_LAN)
        return bench

    yield make
    for database in databases:
        await database.close()


@pytest.fixture
async def bench(make_bench: Callable[..., Any]) -> Bench:
    made: Bench = await make_bench()
    return made


@asynccontextmanager
async def searches(bench: Bench) -> AsyncIterator[list[str]]:
    """The searches for something to send meanwhile, as SQLite hears them."""
    async with bench.desk.database.writing() as session:
        below = (await session.connection()).sync_connection
        assert below is not None
        writer = below.connection.dbapi_connection
    assert isinstance(writer, sqlite3.Connection)
    heard: list[str] = []
    writer.set_trace_callback(lambda said: heard.append(said) if "ORDER BY outbox.lane" in said else None)
    try:
        yield heard
    finally:
        writer.set_trace_callback(None)
