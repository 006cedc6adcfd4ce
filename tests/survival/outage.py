"""A desk that dies: the real program in front of a sandbox that lives on, senders that never rest, and people.

What was acknowledged is remembered here; whether it was kept is asked of the database and of the chats at the
end.
"""

import asyncio
import json
import os
import random
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import aiohttp

from bot.clock import STORY_CLOCK
from bot.sandbox.http import serve
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.model import Message
from tests.kit.desk import FORUM
from tests.kit.processes import environment

TOKEN = "survival"
ON_DUTY = (501, 502)
XIAO_TANG = 504
PEOPLE = (501, 502, 503, 504)
SENDERS = 8
COMMANDS_PER_LIFE = 15
PATIENCE = 90.0
MARK = "补发"


@dataclass
class Outage:
    """The desk's process, its world, and what everybody sent."""

    sandbox: Sandbox
    base: str
    folder: Path
    database_url: str
    port: int
    variables: Mapping[str, str] = field(default_factory=dict)
    """Further settings."""
    process: asyncio.subprocess.Process | None = None
    shift: float = 0.0
    kills: int = 0
    sent: int = 0
    accepted: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What got a 2xx: its nonce → (alert id, title)."""
    heard: list[float] = field(default_factory=list)
    """When each 2xx came, on the monotonic clock."""
    refused: list[tuple[int, str]] = field(default_factory=list)
    """What got another answer: its status and `Retry-After`."""
    asked: dict[tuple[int, int], str] = field(default_factory=dict)
    """What people typed: (chat, message id) → text."""

    # --- the process ---

    async def start(self) -> None:
        """Start the desk; comes back at once."""
        self.pass_time(0.0)
        with (self.folder / "desk.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self.folder,
                env=environment(
                    PYTHONPATH=os.environ.get("CRISISDESK_TREE", str(Path(__file__).parents[2])),
                    TELEGRAM_BASE_URL=self.base,
                    TELEGRAM_BOT_TOKEN=self.sandbox.token,
                    TELEGRAM_GROUP_PER_MINUTE="0",
                    TELEGRAM_PER_SECOND="0",
                    DATABASE_URL=self.database_url,
                    ALERT_TOKEN=TOKEN,
                    TEAM_CHAT_ID=str(FORUM),
                    OWNER_IDS=",".join(map(str, ON_DUTY)),
                    HTTP_PORT=str(self.port),
                    LANGUAGE="zh",
                    **{STORY_CLOCK: str(self.folder / "story"), **self.variables},
                ),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def pass_time(self, seconds: float) -> None:
        """Its clock jumps; a running desk sees it at its next look."""
        self.shift += seconds
        (self.folder / "story").write_text(str(self.shift), encoding="ascii")

    async def ready(self) -> None:
        """Wait until alerts can be stored."""
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as web:
            while True:
                assert self.process is not None
                assert self.process.returncode is None, f"the desk ended by itself:\n{self.log[-3000:]}"
                with suppress(aiohttp.ClientError):
                    async with web.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.02)

    async def taken(self, alerts: int) -> None:
        """Wait until so many more alerts were acknowledged."""
        wanted = len(self.accepted) + alerts
        async with asyncio.timeout(PATIENCE):
            while len(self.accepted) < wanted:  # noqa: ASYNC110  (another process)
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """SIGKILL, by its id."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
            self.kills += 1

    @property
    def log(self) -> str:
        return (self.folder / "desk.log").read_text(encoding="utf-8", errors="replace")

    # --- the senders ---

    async def send_for_ever(self, sender: int, per_second: float) -> None:
        """Alerts one by one; what is refused or breaks off is not sent again."""
        chance = random.Random(sender)
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as web:
            while True:
                begun = time.monotonic()
                self.sent += 1
                nonce = f"n{self.sent}"
                body = self.payload(chance, nonce)
                with suppress(aiohttp.ClientError, TimeoutError):
                    async with web.post(
                        f"http://127.0.0.1:{self.port}/hooks/generic",
                        json=body,
                        timeout=aiohttp.ClientTimeout(total=20),
                    ) as answer:
                        if answer.status < 300:
                            told = await answer.json()
                            self.accepted[nonce] = (told["alerts"][0]["alert"], str(body["title"]))
                            self.heard.append(time.monotonic())
                        else:
                            self.refused.append((answer.status, answer.headers.get("Retry-After", "")))
                await asyncio.sleep(max(0.0, 1 / per_second - (time.monotonic() - begun)))

    async def post(self, alert: dict[str, Any]) -> int:
        """One alert; its status, 0 when the desk broke off."""
        url = f"http://127.0.0.1:{self.port}/hooks/generic"
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as web:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with web.post(url, json=alert, timeout=aiohttp.ClientTimeout(total=20)) as answer:
                    return answer.status
        return 0

    def payload(self, chance: random.Random, nonce: str) -> dict[str, Any]:
        """Mostly the same thirty matters again and again, now and then a new one, a grave one in each life."""
        dice = chance.random()
        if dice < 0.90:
            key, severity = f"again-{chance.randrange(30)}", "S3"
        elif dice < 0.98:
            key, severity = f"new-{nonce}", "S3"
        else:
            key, severity = f"grave-{self.kills}", "S1"
        title = f"来件 {key} 到此"
        return {"title": title, "severity": severity, "dedup_key": key, "labels": {"nonce": nonce}}

    async def talk_for_ever(self, control: str, pause: float) -> None:
        """People type and press, through the sandbox's control API, whether the desk lives or not."""
        chance = random.Random(7)
        number = 0
        async with aiohttp.ClientSession() as web:
            while True:
                # People wait for answers too: so many a life, and none is typed into a long silence.
                if len(self.asked) >= COMMANDS_PER_LIFE * (self.kills + 1):
                    await asyncio.sleep(0.05)
                    continue
                number += 1
                user, chat = chance.choice(PEOPLE), FORUM
                match number % 5:
                    case 0:
                        text = "/status"
                    case 1:
                        text, chat = f"/report 报告 r-{number} 有人在评论里问", chance.choice(ON_DUTY)
                        user = chat
                    case 2:
                        text = "/timeline INC-2026-0001"
                    case 3:
                        text = f"/declare 声明 d-{number} 直播间" if number % 20 == 3 else "/status"
                    case _:
                        await self._press(web, control, chance)
                        continue
                said = {"user": user, "chat_id": chat, "text": text}
                async with web.post(f"{control}/_sandbox/say", json=said) as answer:
                    told = await answer.json()
                    assert answer.status == 200, told
                    self.asked[chat, told["message_id"]] = text
                await asyncio.sleep(pause)

    async def _press(self, web: aiohttp.ClientSession, control: str, chance: random.Random) -> None:
        """Two people press the same button at the same moment."""
        label = "✋ 我来响应"
        cards = [m for m in self.messages(FORUM) if any("我来响应" in one for one in self.sandbox.labels(m))]
        await asyncio.sleep(0.05)
        if not cards:
            return
        card = cards[-1]
        label = next(one for one in self.sandbox.labels(card) if "我来响应" in one)
        press = {"chat_id": FORUM, "message_id": card.id, "label": label, "wait": 0}
        await asyncio.gather(
            *(self._pressed(web, control, {**press, "user": user}) for user in chance.sample(PEOPLE, 2))
        )

    async def _pressed(self, web: aiohttp.ClientSession, control: str, press: dict[str, Any]) -> None:
        async with web.post(f"{control}/_sandbox/press", json=press) as answer:
            assert answer.status in (200, 409), await answer.text()  # 409: the card was edited meanwhile

    # --- what stands in the chats ---

    @property
    def greeted(self) -> bool:
        """Has everybody got his first answer?"""
        answered = len(self.sandbox.texts(FORUM)) >= 2 * len(PEOPLE)
        return answered and all(len(self.sandbox.texts(user)) >= 2 for user in ON_DUTY)

    def messages(self, chat: int) -> list[Message]:
        """What stands there, oldest first."""
        if chat not in self.sandbox.world.chats:
            return []
        return list(self.sandbox.world.chats[chat].messages.values())

    def spoken(self) -> Iterator[Message]:
        """Everything the desk said, in every chat."""
        for chat in self.sandbox.world.chats.values():
            for message in chat.messages.values():
                if message.sender == self.sandbox.world.bot_id and not message.service:
                    yield message

    def visible(self) -> str:
        """All words of the desk, those in its files included."""
        parts = [json.dumps(message.body, ensure_ascii=False) for message in self.spoken()]
        parts += [file.content.decode("utf-8", "replace") for file in self.sandbox.world.files.values()]
        return "\n".join(parts)


@asynccontextmanager
async def outage(
    folder: Path,
    database_url: str,
    sandbox: Sandbox | None = None,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Outage]:
    """A sandbox without limits and a desk that is not started yet; nothing is left running at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sandbox = sandbox or Sandbox(long_polling=True, sleep=asyncio.sleep)
    sandbox.world.flood_limits = False
    async with serve(sandbox) as server:
        scene = Outage(sandbox, server.base, folder, database_url, port, variables)
        try:
            yield scene
        finally:
            if scene.process is not None and scene.process.returncode is None:
                scene.process.kill()
                await scene.process.wait()
