"""The sandbox in process: the bot's calls on one side, the people on the other, one world between them."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bot.sandbox.faults import Fault, Faults, WireTrouble
from bot.sandbox.journal import Journal
from bot.sandbox.methods import catalogue, polling
from bot.sandbox.methods.registry import Call
from bot.sandbox.numerals import whole
from bot.sandbox.people import People
from bot.sandbox.phones import Phones
from bot.sandbox.refusals import Refused
from bot.sandbox.requests import check
from bot.sandbox.story import Story
from bot.sandbox.world.cast import fresh_world
from bot.sandbox.world.files import Upload
from bot.sandbox.world.model import Change, Json
from bot.sandbox.world.polls import close_due
from bot.sandbox.world.updates import confirm, pending, update_json
from bot.sandbox.world.world import World

Reply = tuple[int, bytes]
_POLL_LIMIT = 100
_POLL_SECONDS = 50
"""The real server waits 50 s at most (tdlib/telegram-bot-api, Client.cpp)."""
_encode = msgspec.json.Encoder().encode


class Sandbox(People):
    """A Bot API server without a socket.

    Args:
        world: the state; a fresh cast by default.
        now: the real time, aware; `time()` moves the training clock ahead of it.
        long_polling: whether getUpdates with a timeout waits (in real seconds) for something to happen. Off
            for tests with a clock of their own: then it answers at once with what there is.
        sleep: how a `delay` fault waits; None does not wait at all.
        conflict_pause: seconds by which the answer to an ended poller is held back, when `sleep` is given;
            the real server takes 3.
    """

    def __init__(
        self,
        world: World | None = None,
        now: Callable[[], datetime] | None = None,
        *,
        long_polling: bool = False,
        sleep: Callable[[float], Awaitable[None]] | None = None,
        conflict_pause: float = 3.0,
    ) -> None:
        self.world = world or fresh_world()
        self._real_now = now or _real_now
        self._long_polling = long_polling
        self._sleep = sleep
        self._conflict_pause = conflict_pause
        self.faults = Faults()
        self.phones = Phones()
        self.story = Story()
        self.journal = Journal()
        self.listeners: list[Callable[[Change], None]] = []
        """Called with every change of the world, after the act that made it."""
        self._stirred = asyncio.Event()
        self._poller: asyncio.Event | None = None

    @property
    def token(self) -> str:
        return self.world.token

    def now(self) -> datetime:
        """The training clock: the real time plus what was skipped."""
        return self._real_now() + timedelta(seconds=self.world.offset)

    @property
    def violations(self) -> int:
        """Calls that really exceeded Telegram's flood limits."""
        return self.world.violations

    @property
    def polled(self) -> bool:
        """Whether a getUpdates is waiting at this moment."""
        return self._poller is not None

    def release(self) -> None:
        """Lets a waiting getUpdates answer now, because the door is about to close."""
        self._stirred.set()

    # The bot's side

    async def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        files: Mapping[str, Upload | tuple[str, bytes, str]] | None = None,
        *,
        token: str | None = None,
    ) -> Reply:
        """One call as an HTTP client would make it: status and body.

        Args:
            method: in any case, as Telegram takes it.
            params: JSON values or the strings of a form.
            files: file parts by name: (file name, content, MIME type).
            token: None stands for the right one.

        Raises:
            WireTrouble: an injected fault that leaves no answer.
        """
        status, body, fault = await self.answer(method, params or {}, files or {}, token)
        if fault == "lose_reply":
            raise WireTrouble(fault)
        return status, body[: len(body) // 2] if fault == "half" else body

    async def answer(
        self,
        method: str,
        params: Mapping[str, object],
        files: Mapping[str, Upload | tuple[str, bytes, str]],
        token: str | None,
    ) -> tuple[int, bytes, str | None]:
        """As `call`, with the fault still to be played on the way back: lose_reply, half, or None."""
        uploads = {name: Upload(*upload) for name, upload in files.items()}
        fault = self.faults.strike(method)
        if fault is not None:
            early = await self._before(fault, method, params)
            if early is not None:
                return *early, None
        status, body = await self._answer(method, params, uploads, token)
        self._settle()
        return status, body, fault.kind if fault is not None else None

    async def _before(self, fault: Fault, method: str, params: Mapping[str, object]) -> Reply | None:
        """What a fault does before the call reaches the world; None lets the call go on."""
        self.journal.note(self.now(), "fault", fault=fault.kind, method=method)
        self.world.changed("faults")
        self._settle()
        if fault.kind in ("delay", "hang") and self._sleep is not None:
            await self._sleep(fault.seconds or (3.0 if fault.kind == "delay" else 3600.0))
        if fault.kind in ("hang", "reset", "down"):
            raise WireTrouble(fault.kind)
        refused = None
        if fault.kind == "429":
            wait = max(1, math.ceil(fault.seconds or 3))
            refused = Refused("flood", parameters={"retry_after": wait}, seconds=wait)
        elif fault.kind == "500":
            refused = Refused("internal")
        if refused is None:
            return (200, b"<html><body>Bad Gateway</body></html>") if fault.kind == "garbage" else None
        self._note(method, params, refused)
        self._settle()
        return refusal(refused)

    async def _answer(
        self, method: str, raw: Mapping[str, object], uploads: Mapping[str, Upload], token: str | None
    ) -> Reply:
        name, shown, unknown = method, raw, None
        try:
            if token is not None and token != self.token:
                raise Refused("unauthorized")
            name = catalogue.spelled(method)
            checked = check(name, raw, frozenset(uploads))
            unknown = checked.unknown or None
            close_due(self.world, self.now())
            call = Call(self.world, self.now(), name, checked.parameters, uploads)
            result = await self._updates(call) if name == catalogue.POLLING else catalogue.handler_of(name)(call)
        except Refused as refused:
            self._note(name, shown, refused, unknown=unknown)
            return refusal(refused)
        if name != catalogue.POLLING:
            self._note(name, shown, None, unknown=unknown, result=result)
        return 200, _encode({"ok": True, "result": result})

    def _note(
        self,
        name: str,
        raw: Mapping[str, object],
        refused: Refused | None,
        *,
        unknown: list[str] | None = None,
        result: object = None,
    ) -> None:
        chat = raw.get("chat_id")
        made = result.get("message_id") if isinstance(result, dict) else None
        words = raw.get("text") or raw.get("caption") or raw.get("name") or raw.get("question")
        self.journal.note(
            self.now(),
            "call",
            method=name,
            ok=refused is None,
            chat_id=whole(chat),
            message_id=made or raw.get("message_id"),
            thread=raw.get("message_thread_id"),
            text=str(words)[:80] if words else None,
            code=None if refused is None else refused.code,
            error=None if refused is None else refused.description,
            unknown=unknown,
        )
        self.world.changed("journal")

    # getUpdates

    async def _updates(self, call: Call) -> list[Json]:
        """What waits for the bot. A second poller ends the first with 409."""
        if self.world.webhook.url:
            raise Refused("webhook_active")
        if self._poller is not None:
            self._poller.set()
        polling.remember_allowed(call)
        confirm(self.world, call.get("offset") or 0)
        limit = call.get("limit") or _POLL_LIMIT
        limit = limit if 1 <= limit <= _POLL_LIMIT else _POLL_LIMIT
        wait = min(_POLL_SECONDS, max(0, call.get("timeout") or 0))
        if self._long_polling and wait and not pending(self.world, self.now()):
            await self._stir_or_end(wait)
        return [update_json(update) for update in pending(self.world, self.now())[:limit]]

    async def _stir_or_end(self, seconds: float) -> None:
        """Waits until an update comes, another poller takes over, or the time is up."""
        mine = self._poller = asyncio.Event()
        self._stirred.clear()
        ended, stirred = asyncio.ensure_future(mine.wait()), asyncio.ensure_future(self._stirred.wait())
        try:
            await asyncio.wait({ended, stirred}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            stirred.cancel()
            if self._poller is mine:
                self._poller = None
        if mine.is_set():
            if self._sleep is not None and self._conflict_pause:
                await self._sleep(self._conflict_pause)
            raise Refused("two_pollers")

    def _settle(self) -> None:
        """After an act: wakes the poller and tells the listeners what changed."""
        changes = self.world.changes
        self.world.changes = []
        if self.world.updates:
            self._stirred.set()
        for change in changes:
            for listener in self.listeners:
                listener(change)


def refusal(refused: Refused) -> Reply:
    """A refused call as Telegram answers it."""
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return refused.code, _encode(body)


def _real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the sandbox stands alone; its one reading of the real clock


def announcement(sandbox: Sandbox, base: str) -> dict[str, Any]:
    """The first line of `crisisdesk sandbox --json`: address, token, chats, and the people one can be."""
    world = sandbox.world
    groups = [c for c in world.chats.values() if c.kind != "private" and c.migrated_to is None]
    home = next(c for c in groups if c.forum)
    return {
        "base": base,
        "token": world.token,
        "forum_chat_id": home.id,
        "other_chats": [
            {"id": c.id, "kind": "forum" if c.forum else "group", "title": c.title}
            for c in groups
            if c is not home
        ],
        "personas": [
            {"id": u.id, "name": u.first_name, "role": u.role, "started": u.started}
            for u in world.users.values()
            if not u.is_bot
        ],
    }
