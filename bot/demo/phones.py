"""The phones of the demo: a small ntfy server on this machine, where the desk publishes as it does to any other.

What is pushed to a topic shows on that person's phone in the training world; a touch on it, or the duty page
behind it, goes back to the desk over HTTP. The desk calls this machine only because the demo says so
(`OUTGOING_PRIVATE_HOSTS`): without that it would refuse the address.
"""

import asyncio
import html
import re
import secrets
from collections.abc import Sequence
from typing import Any, Final

from aiohttp import ClientSession, web
from msgspec import Struct

from bot.clock import SystemClock
from bot.demo.sandbox import LOOK_EVERY, NotSeen, Refused, Sandbox

HOST: Final = "127.0.0.1"
_SOUNDLESS: Final = 2
"""ntfy, "Message priority": 1 and 2 neither sound nor vibrate."""
_BUTTON: Final = re.compile(r'<button name="act" value="(?P<act>\w+)"[^>]*>(?P<label>[^<]*)</button>')


class Push(Struct, frozen=True):
    """What lies on a phone: `shown` is its number in the training world; `actions` are labels and addresses."""

    who: str
    title: str
    body: str
    quiet: bool
    page: str
    actions: tuple[tuple[str, str], ...]
    shown: int


class Phones:
    """The server, and what has rung so far. A topic is the role of whoever listens to it.

    Args:
        session: an open one, for the duty page.
    """

    def __init__(self, session: ClientSession, sandbox: Sandbox) -> None:
        self._web = session
        self._sandbox = sandbox
        self._clock = SystemClock()
        self._runner: web.AppRunner | None = None
        self._pushes: list[Push] = []
        self._seen: set[int] = set()
        self.base = ""

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        application = web.Application(client_max_size=16 * 1024)
        application.router.add_post("/", self._publish)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        self.base = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Nobody is rung any more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _publish(self, request: web.Request) -> web.Response:
        """ntfy, "Publish as JSON": what the desk sends, and what ntfy answers."""
        said: dict[str, Any] = await request.json()
        who, quiet = str(said["topic"]), int(said.get("priority", 3)) <= _SOUNDLESS
        actions = tuple((str(one["label"]), str(one["url"])) for one in said.get("actions", []))
        touchable = [
            {"label": one["label"], "open" if one["action"] == "view" else "url": one["url"]}
            for one in said.get("actions", [])
        ]
        title, body = str(said.get("title", "")), str(said["message"])
        rung = await self._sandbox.post(
            "ring", user=self._sandbox.person(who), title=title, body=body, actions=touchable, quiet=quiet
        )
        self._pushes.append(Push(who, title, body, quiet, str(said.get("click", "")), actions, rung["ring_id"]))
        now = int(self._clock.now().timestamp())
        answer = {"id": secrets.token_urlsafe(9), "time": now, "event": "message", "topic": who, "message": body}
        return web.json_response(answer)

    async def wait_for(self, who: str, words: Sequence[str], within: float) -> Push:
        """The next ring of this person's phone whose words hold all of these; each ring counts once.

        Raises:
            NotSeen: it did not ring like that; carries what lies on the phone.
        """
        end = self._clock.monotonic() + within
        while True:
            mine = [push for push in self._pushes if push.who == who and not push.quiet]
            for push in mine:
                text = f"{push.title}\n{push.body}"
                if push.shown not in self._seen and all(word in text for word in words):
                    self._seen.add(push.shown)
                    return push
            if self._clock.monotonic() >= end:
                raise NotSeen([f"{push.title} · {push.body}" for push in mine])
            await asyncio.sleep(LOOK_EVERY)

    async def touch(self, push: Push, label: str) -> None:
        """Touch this button on the lock screen.

        Raises:
            Refused: it has no such button, or the desk did not take it.
        """
        labels = [one for one, _ in push.actions]
        if label not in labels:
            raise Refused(f"{label}: {labels}")
        touched = await self._sandbox.post("answer_ring", ring_id=push.shown, action=labels.index(label))
        if not touched["reached"]:
            raise Refused(f"{label}: {touched['outcome']}")

    async def act_on_page(self, push: Push, label: str) -> None:
        """Open the duty page behind the push, as a browser does, and press this button on it.

        Raises:
            Refused: there is no page or no such button, or looking at it has already acted.
        """
        if not push.page:
            raise Refused(label)
        async with self._web.get(push.page) as page:
            text = await page.text()
            buttons = {html.unescape(found["label"]).strip(): found["act"] for found in _BUTTON.finditer(text)}
            if page.status != 200 or label not in buttons:
                raise Refused(f"{page.status}: {label}: {list(buttons)}")
        async with self._web.post(push.page, data={"act": buttons[label]}) as done:
            if done.status != 200:
                raise Refused(f"{label}: {done.status}")
        await self._sandbox.post("answer_ring", ring_id=push.shown)
