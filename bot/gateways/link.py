"""The link to Telegram: who we are there, how updates come, and whether it answers at all.

Nothing here gives up: without Telegram alerts are still stored and phones still ring.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

import msgspec
import structlog
from telegram import BotCommandScopeAllPrivateChats
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.clock import Clock
from bot.desk.desk import Identity
from bot.gateways.telegram import AiohttpRequest, telegram_bot

_log = structlog.get_logger("telegram")

POLL_SECONDS: Final = 25
"""How long Telegram holds an empty getUpdates; a proxy or NAT that drops quiet connections does so later."""
_ANSWER_SECONDS: Final = 15
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
_REFUSED: Final = "refuses the token"


class Link:
    """One bot at Telegram.

    Args:
        base_url, proxy: how Telegram is reached.
        allowed_updates: the kinds we read. Telegram remembers the list of the last call and leaves some kinds
            out by default: it is said each time.
        tell: called with `ok`, or with what is wrong in a few words.
    """

    def __init__(
        self,
        token: str,
        base_url: str,
        proxy: str | None,
        clock: Clock,
        allowed_updates: Sequence[str],
        tell: Callable[[str], None],
    ) -> None:
        self._sends, self._polls = AiohttpRequest(proxy=proxy), AiohttpRequest(2, proxy)
        self.telegram_bot = telegram_bot(token, base_url, request=self._sends, get_updates_request=self._polls)
        self._clock = clock
        self._allowed_updates = list(allowed_updates)
        self._tell = tell
        self._pause = _FIRST_PAUSE
        self._state = ""
        self._sends_refused = False

    async def open(self) -> None:
        """Get ready to connect; nothing is sent yet."""
        await self._sends.initialize()
        await self._polls.initialize()

    async def greet(self) -> Identity:
        """Connect and ask who we are, as often as it takes."""
        while True:
            try:
                await self.telegram_bot.initialize()  # asks getMe
            except TelegramError as trouble:
                await self._wait_after(trouble)
            else:
                self._fine()
                me = self.telegram_bot.bot
                return Identity(me.id, me.username or "", bool(me.supports_inline_queries))

    async def fetch(self, offset: int | None) -> Sequence[str]:
        """The next updates as raw JSON, oldest first; waits for some, at most `POLL_SECONDS`.

        `offset` confirms everything before it: whoever calls has stored that.
        """
        asked = {"timeout": POLL_SECONDS, "limit": 100, "allowed_updates": self._allowed_updates}
        if offset is not None:
            asked["offset"] = offset
        data = RequestData([RequestParameter.from_input(name, value) for name, value in asked.items()])
        while True:
            try:
                # Not `Bot.get_updates`: one update it cannot parse would lose the whole batch, for ever.
                updates = await self._polls.post(
                    f"{self.telegram_bot.base_url}/getUpdates", data, read_timeout=POLL_SECONDS + _ANSWER_SECONDS
                )
            except TelegramError as trouble:
                await self._wait_after(trouble)
                continue
            if isinstance(updates, list):
                self._fine()
                return [msgspec.json.encode(update).decode() for update in updates]
            await self._wait_after(TelegramError("not a list of updates"))

    async def take_polling(self) -> None:
        """From now on updates are fetched. What waits at Telegram stays there: it may be the crisis."""
        await self._insist(lambda: self.telegram_bot.delete_webhook(drop_pending_updates=False))

    async def take_webhook(self, url: str, secret: str) -> None:
        """From now on Telegram brings updates to this address."""
        await self._insist(
            lambda: self.telegram_bot.set_webhook(
                url, secret_token=secret, allowed_updates=self._allowed_updates, drop_pending_updates=False
            )
        )

    async def show_menu(self, menus: Mapping[str, Sequence[tuple[str, str]]], private: bool = False) -> None:
        """What Telegram offers after a slash: name and one line, by language code ("" for all others).

        `private`: in private chats, instead of what is offered everywhere.

        Only a help: when Telegram does not take it, the commands still work.
        """
        scope = BotCommandScopeAllPrivateChats() if private else None
        for code, commands in menus.items():
            try:
                await self.telegram_bot.set_my_commands(commands, scope, language_code=code or None)
            except TelegramError as trouble:
                _log.warning("the menu was not taken", language=code, trouble=type(trouble).__name__)

    async def close(self) -> None:
        """Give the connections back."""
        await self._sends.shutdown()
        await self._polls.shutdown()

    async def _insist(self, call: Callable[[], Awaitable[bool]]) -> None:
        while True:
            try:
                await call()
            except TelegramError as trouble:
                await self._wait_after(trouble)
            else:
                self._fine()
                return

    def spoken(self, refused: bool) -> None:
        """How the token fared with what was sent: where nobody polls (a webhook, a replica that was not elected)
        nothing else tells that it was revoked."""
        if refused is not self._sends_refused:
            self._sends_refused = refused
            self._say(_REFUSED if refused else "ok")

    def _fine(self) -> None:
        self._pause = _FIRST_PAUSE
        self._say("ok")

    async def _wait_after(self, trouble: TelegramError) -> None:
        match trouble:
            case RetryAfter():
                wait = trouble.retry_after
                pause = wait if isinstance(wait, int | float) else wait.total_seconds()
                self._say("asks to wait")
            case InvalidToken():
                pause = _LONGEST_PAUSE
                self._say(_REFUSED)
            case Conflict():
                # Somebody else fetches with this token, or a webhook was set by hand.
                pause = self._longer()
                self._say("another program uses this token")
            case _:
                pause = self._longer()
                self._say(f"unreachable ({type(trouble).__name__})")
        await self._clock.wait(pause)

    def _longer(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        return pause

    def _say(self, state: str) -> None:
        if state != self._state:
            (_log.info if state == "ok" else _log.warning)("telegram", state=state)
        self._state = state
        self._tell(state)
