"""The phones of the training people: what rings on a lock screen, and what is touched there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from msgspec import Struct, to_builtins
from yarl import URL

from bot.sandbox.refusals import ActRefused

_LOCAL = ("127.0.0.1", "localhost", "::1")
KEPT = 200
TITLE_LIMIT, BODY_LIMIT, ACTIONS_LIMIT = 200, 1000, 4


async def post(url: str) -> tuple[bool, str]:
    """Does what a phone's button does: an empty POST. Only this machine is reached.

    Returns:
        Whether it was taken, and the first line of the answer.
    """
    if URL(url).host not in _LOCAL:
        return False, "the training sandbox reaches this machine only"
    try:
        async with ClientSession(timeout=ClientTimeout(total=5)) as web, web.post(url) as response:
            text = (await response.text())[:200] if response.content_type == "text/plain" else ""
            return response.ok, text.split("\n", 1)[0] or ("" if response.ok else f"{response.status}")
    except (ClientError, TimeoutError, UnicodeDecodeError) as trouble:
        return False, type(trouble).__name__


class Ring(Struct):
    id: int
    user: int
    title: str
    body: str
    actions: list[dict[str, str]]
    quiet: bool
    at: str
    answered: str | None = None
    """The label that was touched; empty when the phone was put away."""


class Phones:
    def __init__(self) -> None:
        self.rings: list[Ring] = []
        self._last = 0

    def ring(
        self,
        user: int,
        title: str,
        body: str,
        actions: Iterable[str | Mapping[str, str]],
        quiet: bool,
        now: datetime,
    ) -> Ring:
        """A new ring; an older one of the same person that still rings goes quiet."""
        touched = [
            {"label": a} if isinstance(a, str) else {"label": str(a.get("label", "")), **a} for a in actions
        ]
        if not title or len(title) > TITLE_LIMIT or len(body) > BODY_LIMIT or len(touched) > ACTIONS_LIMIT:
            raise ActRefused(f"title 1-{TITLE_LIMIT}, body up to {BODY_LIMIT}, up to {ACTIONS_LIMIT} actions")
        self._last += 1
        ring = Ring(self._last, user, title, body, touched, quiet, now.isoformat())
        self.rings = [*self.rings[1 - KEPT :], ring]
        return ring

    def answer(self, ring_id: int, action: int | None) -> Ring:
        """Raises ActRefused when there is no such ring or action."""
        ring = next((r for r in self.rings if r.id == ring_id), None)
        if ring is None or (action is not None and not 0 <= action < len(ring.actions)):
            raise ActRefused("no such ring or action")
        ring.answered = ring.actions[action]["label"] if action is not None else ""
        return ring

    def shown(self) -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = to_builtins(self.rings)
        return shown
