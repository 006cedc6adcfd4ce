"""Several desks on one PostgreSQL, and senders that go to whichever answers."""

import asyncio
import random
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from bot.sandbox.http import serve
from bot.sandbox.sandbox import Sandbox
from tests.survival.outage import PATIENCE, TOKEN, Outage


class Replicas(list[Outage]):
    """Desks of one team; what they accepted is told together."""

    @property
    def living(self) -> list[Outage]:
        """Those whose process runs."""
        return [one for one in self if one.process is not None and one.process.returncode is None]

    def pass_time(self, seconds: float) -> None:
        """Everybody's clock jumps."""
        for one in self:
            one.pass_time(seconds)

    async def leader(self) -> Outage:
        """The one that polls."""
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as web:
            while True:
                for one in self.living:
                    if await polls(web, one):
                        return one
                await asyncio.sleep(0.02)

    async def watch_polling(self) -> None:
        """Until cancelled: never do two of them poll.

        Raises:
            AssertionError: two say so, at a second look too: they are asked one after the other, and the first of
                two that followed each other is gone by then.
        """
        async with aiohttp.ClientSession() as web:
            while True:
                polling = [one for one in self.living if await polls(web, one)]
                if len(polling) > 1:
                    polling = [one for one in polling if await polls(web, one)]
                assert len(polling) < 2, f"{len(polling)} desks poll"
                await asyncio.sleep(0.1)

    async def post_everywhere(self, alert: dict[str, Any]) -> list[dict[str, Any]]:
        """The same alert to each replica at the same instant; what each answered."""
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as web:

            async def one(desk: Outage) -> dict[str, Any]:
                mine = {**alert, "labels": {"nonce": f"{alert['dedup_key']} at {desk.port}"}}
                async with web.post(f"http://127.0.0.1:{desk.port}/hooks/generic", json=mine) as answer:
                    assert answer.status == 200, await answer.text()
                    told: dict[str, Any] = (await answer.json())["alerts"][0]
                    return told

            return list(await asyncio.gather(*(one(desk) for desk in self.living)))

    async def send_for_ever(self, sender: int, per_second: float) -> None:
        """As behind a proxy: each alert to any of them, to the next one when that one does not answer."""
        first = self[0]
        chance = random.Random(sender)
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as web:
            while True:
                begun = time.monotonic()
                first.sent += 1
                nonce = f"n{first.sent}"
                body = first.payload(chance, nonce)
                for desk in chance.sample(self, len(self)):
                    try:
                        async with web.post(f"http://127.0.0.1:{desk.port}/hooks/generic", json=body) as answer:
                            if answer.status == 200:
                                told = await answer.json()
                                first.accepted[nonce] = (told["alerts"][0]["alert"], str(body["title"]))
                                break
                    except (aiohttp.ClientConnectorError, ConnectionError):
                        continue
                    except aiohttp.ClientError:
                        break  # it died with the question: it may be kept or not
                await asyncio.sleep(max(0.0, 1 / per_second - (time.monotonic() - begun)))


async def polls(web: aiohttp.ClientSession, desk: Outage) -> bool:
    """Does this desk say that it polls? A dead one says nothing."""
    with suppress(aiohttp.ClientError):
        async with web.get(f"http://127.0.0.1:{desk.port}/readyz") as answer:
            return "polling" in (await answer.json())
    return False


@asynccontextmanager
async def replicas(folder: Path, database_url: str, count: int) -> AsyncIterator[Replicas]:
    """So many desks in front of one sandbox without limits, none started yet; nothing runs at the end."""
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    sandbox.world.flood_limits = False
    async with serve(sandbox) as server:
        desks = Replicas()
        for number in range(count):
            (mine := folder / f"replica-{number}").mkdir()
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            desks.append(Outage(sandbox, server.base, mine, database_url, port))
        try:
            yield desks
        finally:
            for desk in desks.living:
                assert desk.process is not None
                desk.process.kill()
                await desk.process.wait()
