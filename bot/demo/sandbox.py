"""The training world over HTTP: people who say and press things, and what they see."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock import SystemClock

LOOK_EVERY: Final = 0.15
_CLOCK: Final = SystemClock()
_ROOMS: Final = {"live_room": -1001000000005}


class NotSeen(Exception):
    """What was expected did not come in time; `seen` is what stood there instead."""

    def __init__(self, seen: Sequence[str]) -> None:
        super().__init__(seen)
        self.seen = seen


class Refused(Exception):
    """The sandbox would not let somebody do this; the text says why."""


class Sandbox:
    """A client of the control API.

    Args:
        web: an open session.
        announced: what `crisisdesk sandbox --json` says in its first line.
    """

    def __init__(self, web: ClientSession, announced: Mapping[str, Any]) -> None:
        self._web = web
        self.base = str(announced["base"])
        self.token = str(announced["token"])
        self.forum = int(announced["forum_chat_id"])
        self._people = {str(one["role"]): one for one in reversed(announced["personas"])}
        self.topic: int | None = None
        """The topic of the story's incident, once it is there."""

    def person(self, role: str) -> int:
        """Raises Refused: nobody has this role."""
        if role not in self._people:
            raise Refused(f"nobody in the sandbox is {role}")
        return int(self._people[role]["id"])

    def name(self, role: str) -> str:
        return str(self._people[role]["name"]) if role in self._people else role

    def place(self, where: str) -> tuple[int, int]:
        """Chat and topic of a place of the story."""
        if where == "general":
            return self.forum, 0
        if where == "topic":
            return self.forum, self.topic or 0
        if where in _ROOMS:
            return _ROOMS[where], 0
        return self.person(where), 0

    # --- acts ---

    async def post(self, act: str, **body: Any) -> dict[str, Any]:
        """Raises Refused."""
        async with self._web.post(f"{self.base}/_sandbox/{act}", json=body) as response:
            answer: dict[str, Any] = await response.json()
        if not answer.get("ok"):
            raise Refused(str(answer.get("error", response.status)))
        return answer

    async def _get(self, what: str, **query: Any) -> dict[str, Any]:
        async with self._web.get(f"{self.base}/_sandbox/{what}", params=query) as response:
            answer: dict[str, Any] = await response.json()
        return answer

    async def say(self, who: str, where: str, text: str, *, reply: bool = False) -> None:
        """Write in a place; `reply`: as an answer to the newest message there."""
        chat, topic = self.place(where)
        more = {"message_thread_id": topic} if topic else {}
        if reply:
            more["reply_to"] = (await self.messages(where))[-1]["message_id"]
        await self.post("say", user=self.person(who), chat_id=chat, text=text, **more)

    async def press(self, who: str, where: str, label: str, within: float) -> str:
        """Press the newest button with this label; returns the toast.

        Raises:
            NotSeen: no such button came; carries the buttons there are.
        """
        chat, _ = self.place(where)
        labels: list[str] = []
        async for _ in _looks(within):
            labels = []
            for message in reversed(await self.messages(where)):
                buttons = [b["text"] for row in _keyboard(message) for b in row if "callback_data" in b]
                if label in buttons:
                    asked = {"user": self.person(who), "chat_id": chat, "message_id": message["message_id"]}
                    return str((await self.post("press", label=label, **asked))["text"])
                labels += buttons
        raise NotSeen(labels)

    # --- what is seen ---

    async def messages(self, where: str) -> list[dict[str, Any]]:
        """What stands in a place now, oldest first; as whoever may read it sees it."""
        chat, topic = self.place(where)
        reader = chat if chat > 0 else self.person("owner")
        return list((await self._get("messages", user=reader, chat_id=chat, topic=topic)).get("messages", []))

    async def texts(self, where: str) -> list[str]:
        return [text for one in await self.messages(where) if (text := one.get("text") or one.get("caption"))]

    async def see(self, where: str, words: Sequence[str], within: float) -> str:
        """Wait until one message holds all the words; returns it.

        Raises:
            NotSeen: it did not come.
        """
        texts: list[str] = []
        async for _ in _looks(within):
            texts = await self.texts(where)
            for text in reversed(texts):
                if all(word in text for word in words):
                    return text
        raise NotSeen(texts)

    async def find_topic(self, short: str, within: float) -> None:
        """Wait for the topic whose name holds the incident's short number.

        Raises:
            NotSeen: no such topic was opened.
        """
        names: list[str] = []
        async for _ in _looks(within):
            state = await self._get("state", user=self.person("owner"))
            topics: list[dict[str, Any]] = next(
                (chat["topics"] for chat in state["chats"] if chat["id"] == self.forum), []
            )
            names = [str(topic["name"]) for topic in topics]
            for topic in topics:
                if short in topic["name"]:
                    self.topic = int(topic["id"])
                    return
        raise NotSeen(names)

    async def calls(self) -> tuple[int, int]:
        """The bot's calls that Telegram took, without its polling; and how often it sent too much."""
        entries, violations = await self._journal()
        taken = [e for e in entries if e["kind"] == "call" and e.get("ok") and e["method"] != "getUpdates"]
        return len(taken), violations

    async def acts(self) -> list[dict[str, Any]]:
        """What people did, oldest first, also on their phones."""
        return [entry for entry in (await self._journal())[0] if entry["kind"] in ("act", "phone")]

    async def _journal(self) -> tuple[list[dict[str, Any]], int]:
        entries: list[dict[str, Any]] = []
        while True:
            answer = await self._get("journal", since=entries[-1]["seq"] if entries else 0)
            if not answer["entries"]:
                return entries, int(answer["violations"])
            entries += answer["entries"]

    async def story(self) -> tuple[bool, bool]:
        """Has the viewer stopped the story; has he taken over?"""
        told = await self._get("story")
        return bool(told["paused"]), bool(told["your_turn"])


def _keyboard(message: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    return (message.get("reply_markup") or {}).get("inline_keyboard") or []


async def _looks(seconds: float) -> AsyncIterator[None]:
    """Once now, then again and again until the seconds are over."""
    end = _CLOCK.monotonic() + seconds
    while True:
        yield
        if _CLOCK.monotonic() >= end:
            return
        await asyncio.sleep(LOOK_EVERY)


def session() -> ClientSession:
    return ClientSession(timeout=ClientTimeout(total=40))


TROUBLE: Final = (ClientError, TimeoutError, OSError)
"""What the network may raise here."""
