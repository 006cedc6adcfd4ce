"""What people see of a scene: texts, buttons, topics, files; and the rows behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.ids import IncidentId, TeamId
from bot.sandbox.sandbox import Sandbox
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident, Role
from storage.tables.timeline import Entry
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.timeline import EntryKind
from tests.kit.clock import BEGIN

FORUM = -1001000000001


@dataclass
class Sight:
    """Somebody who looks: into the chats of the world, and into the desk's own rows."""

    sandbox: Sandbox
    desk: Desk
    team: TeamId

    def texts(self, chat: int = FORUM, thread: int | None = None) -> list[str]:
        """What stands in a chat or topic now, oldest first, service messages left out."""
        return list(self.sandbox.texts(chat, thread))

    def labels(self, chat: int) -> list[str]:
        """The buttons of a chat, newest message first."""
        if chat not in self.sandbox.world.chats:
            return []
        messages = sorted(self.sandbox.world.chats[chat].messages.values(), key=lambda m: -m.id)
        return [label for message in messages for label in self.sandbox.labels(message)]

    @property
    def topics(self) -> list[str]:
        """The names of the forum's topics."""
        return [topic.name for topic in self.sandbox.world.chats[FORUM].topics.values()]

    def calls(self, method: str | None = None, chat: int = FORUM) -> list[str]:
        """Calls that reached this chat, in order."""
        return [
            entry["method"]
            for entry in self.sandbox.journal.calls(method)
            if entry["ok"] and entry.get("chat_id") == chat and entry["method"] not in ("getUpdates",)
        ]

    async def incident(self) -> Incident:
        """The newest incident of the first team."""
        found = await self.incidents()
        assert found, "there is no incident"
        return found[0]

    async def incidents(self, team: TeamId | None = None) -> Sequence[Incident]:
        """All incidents of a team, newest first."""
        async with self.desk.reading() as look:
            return await look.incidents.latest(team or self.team, 100)

    async def entries(self, incident: IncidentId | None = None) -> list[EntryKind]:
        """The kinds of the timeline's entries, in order."""
        return [entry.kind for entry in await self.timeline(incident)]

    async def timeline(self, incident: IncidentId | None = None) -> Sequence[Entry]:
        """The newest incident's timeline, in order."""
        async with self.desk.reading() as look:
            return await look.timeline.of_incident(incident or (await self.incident()).id, limit=1000)

    async def clocks(self) -> dict[str, Clock]:
        """The newest incident's clocks by kind."""
        incident = await self.incident()
        async with self.desk.reading() as look:
            return {clock.kind.value: clock for clock in await look.clocks.of_incident(incident.id)}

    async def roles(self) -> dict[RoleKind, Role]:
        """The newest incident's roles by kind."""
        incident = await self.incident()
        async with self.desk.reading() as look:
            return {role.kind: role for role in await look.roles.of_incident(incident.id)}

    def find(self, chat: int, label: str) -> int:
        """The newest message of a chat with this button."""
        for message in sorted(self.sandbox.world.chats[chat].messages.values(), key=lambda m: -m.id):
            if label in self.sandbox.labels(message):
                return message.id
        raise AssertionError(f"no button {label!r} in {self.labels(chat)}")

    def label_like(self, chat: int, beginning: str) -> str:
        """The newest button of a chat whose label begins so."""
        return next(label for label in self.labels(chat) if label.startswith(beginning))

    def pinned_silently(self, chat: int) -> bool:
        """Is something pinned here, and made no pin a sound?"""
        pins = [e for e in self.sandbox.journal.calls("pinChatMessage") if e.get("chat_id") == chat and e["ok"]]
        return bool(self.sandbox.world.chats[chat].pinned) and bool(pins)

    @property
    def closed_topics(self) -> list[int]:
        """The forum's closed topics."""
        topics = self.sandbox.world.chats[FORUM].topics
        return [thread for thread, topic in topics.items() if topic.closed]

    async def newest_alert(self) -> Alert:
        """The newest alert of the first team."""
        async with self.desk.reading() as look:
            query = select(Alert).where(Alert.team_id == self.team).order_by(col(Alert.id).desc())
            return (await look.session.exec(query)).first()  # type: ignore[return-value]

    async def running_clocks(self) -> list[str]:
        """The kinds of all clocks that run in the first team."""
        async with self.desk.reading() as look:
            query = select(Clock.kind).where(Clock.team_id == self.team, Clock.state == ClockState.RUNNING)
            return [kind.value for kind in (await look.session.exec(query)).all()]

    def sounds(self, chat: int, since: datetime) -> int:
        """How many messages of the desk made a sound here since then."""
        messages = self.sandbox.world.chats[chat].messages.values() if chat in self.sandbox.world.chats else ()
        mine = self.sandbox.world.bot_id
        return sum(
            1
            for message in messages
            if message.sender == mine and not message.silent and self._is_said(message)
            if message.date >= int(since.timestamp())
        )

    def new_messages(self, thread: int | None, since: datetime, minutes: int) -> int:
        """How many messages the desk put into a topic within so many minutes."""
        until = since + timedelta(minutes=minutes)
        mine = self.sandbox.world.bot_id
        return sum(
            1
            for message in self.sandbox.world.chats[FORUM].messages.values()
            if message.thread == thread and message.sender == mine and self._is_said(message)
            if int(since.timestamp()) <= message.date <= until.timestamp()
        )

    @staticmethod
    def _is_said(message: Any) -> bool:
        return any(kind in message.body for kind in ("text", "caption", "photo", "document"))

    async def alert_count(self) -> int:
        """How many alerts of the first team are kept."""
        async with self.desk.reading() as look:
            return await look.alerts.received_since(self.team, BEGIN - timedelta(days=1), most=1_000_000)

    def files(self, chat: int) -> list[tuple[str, bytes]]:
        """Documents of a chat in order: name and content."""
        found: list[tuple[str, bytes]] = []
        for message in self.sandbox.world.chats[chat].messages.values():
            if document := message.body.get("document"):
                kept = self.sandbox.world.files[document["file_id"]]
                found.append((document["file_name"], kept.content))
        return found

    async def can_press(self, user: int) -> bool:
        """Is there any button in this person's private chat?"""
        return bool(self.labels(user))
