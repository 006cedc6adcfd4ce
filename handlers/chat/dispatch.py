"""The dispatcher: takes stored updates in order and lets PTB route them.

Updates of one chat and topic are handled one after the other, others beside them. An update is finished in the
transaction of the act it caused; one whose handler wrote nothing is finished here, together with the answer.
What cannot be parsed is set aside and blocks nobody; when the database is away the update simply waits.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.desk import updates
from bot.desk.desk import Desk
from bot.desk.updates import Answer, Waiting
from bot.errors import AlreadyDone, DeskError
from handlers.chat.context import Dispatch, carry, place_of
from handlers.chat.rollcall import Rollcall
from handlers.chat.toasts import Toasts
from messages.notices.answers import toast
from messages.words import Reader
from storage.vocabulary.people import Language

_log = structlog.get_logger("dispatch")

LOOK_AHEAD = 200
#: Updates of a flood stay in the database until those in hand are done.
MOST_IN_HAND = 2_000
TOGETHER = 16
LONGEST_WAIT = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0

#: Bot API, Chat and User: "at most 52 significant bits".
_IDS_END = 2**52
#: What parsing raises: nonsense where a value belongs, a date no calendar has, a nesting without end.
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    OSError,
    RecursionError,
    TelegramError,
)

App = Application[Any, Any, Any, Any, Any, Any]


class Dispatcher:
    """Brings stored updates to their handlers."""

    def __init__(
        self,
        desk: Desk,
        application: App,
        toasts: Toasts,
        away: Callable[[Exception], bool] = lambda _: False,
    ) -> None:
        """`away` says of an error that the database cannot be reached: such an update waits and comes again."""
        self._desk = desk
        self._application = application
        self._toasts = toasts
        self._rollcall = Rollcall(application.bot)
        self._away = away
        self._lines: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._room = asyncio.Semaphore(TOGETHER)

    async def run(self, alive: Callable[[], None] = lambda: None) -> None:
        """Until cancelled: look for what waits, and hand it out."""
        await self.prepare()
        try:
            while True:
                await self.look()
                alive()
                await self._desk.signals.updates.wait(LONGEST_WAIT)
        finally:
            for task in self._tasks:
                task.cancel()

    async def prepare(self) -> None:
        """Let PTB get ready; asks Telegram who we are unless its bot object knows already."""
        await self._application.initialize()

    async def drain(self) -> None:
        """Handle everything that waits now; for tests."""
        while await self.look() or self._tasks:
            if self._tasks:
                await asyncio.wait(set(self._tasks))

    async def look(self) -> int:
        """Put what waits into the lines of their chats; returns how many were new."""
        if len(self._in_hand) >= MOST_IN_HAND:
            return 0
        found = await updates.waiting(self._desk, LOOK_AHEAD, self._in_hand)
        for update in found:
            self._in_hand.add(update.seq)
            line = self._lines.setdefault(update.chat_key, deque())
            line.append(update)
            if len(line) == 1:
                self._start(update.chat_key)
        return len(found)

    def _start(self, chat_key: str) -> None:
        task = asyncio.create_task(self._work(chat_key), name=f"dispatch:{chat_key}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, chat_key: str) -> None:
        line = self._lines[chat_key]
        pause = FIRST_PAUSE
        while line:
            async with self._room:
                done = await self._handle(line[0])
            if done:
                self._in_hand.discard(line.popleft().seq)
                pause = FIRST_PAUSE
            else:
                # Order is kept: what comes after in this chat waits with it.
                await self._desk.clock.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        del self._lines[chat_key]

    async def _handle(self, waiting: Waiting) -> bool:
        """True: the update is done with, one way or the other. False: the database is away, again later."""
        try:
            with updates.on_its_way(self._desk):
                return await self._bring(waiting)
        except Exception as trouble:  # noqa: BLE001  (the boundary: what flies on would silence this chat for ever)
            if self._away(trouble):
                _log.warning("an update waits for the database", seq=waiting.seq, trouble=type(trouble).__name__)
                return False
            return await self._set_aside(waiting, trouble)

    async def _set_aside(self, waiting: Waiting, bug: Exception) -> bool:
        reference = secrets.token_hex(3)
        _log.error("an update could not be handled", seq=waiting.seq, reference=reference, exc_info=bug)
        try:
            await updates.quarantine(self._desk, waiting.seq, f"{type(bug).__name__} {reference}")
        except Exception as trouble:  # noqa: BLE001  (see above; the update waits)
            _log.warning("an update waits", seq=waiting.seq, trouble=type(trouble).__name__)
            return False
        return True

    async def _bring(self, waiting: Waiting) -> bool:
        update = self._parsed(waiting)
        if update is None:
            await updates.quarantine(self._desk, waiting.seq, "not an update this release can read")
            return True
        dispatch = Dispatch(self._desk.bound_to(waiting.seq), self._toasts, self._rollcall, waiting.seq)
        carry(dispatch)
        await self._application.process_update(update)
        await self._conclude(update, dispatch)
        return True

    def _parsed(self, waiting: Waiting) -> Update | None:
        try:
            update = Update.de_json(json.loads(waiting.raw), self._application.bot)
            _must_be_possible(update)
        except _UNREADABLE as unreadable:
            _log.warning("an update cannot be read", seq=waiting.seq, reason=repr(unreadable)[:200])
            return None
        return update

    async def _conclude(self, update: Update, dispatch: Dispatch) -> None:
        trouble = dispatch.trouble
        if trouble is not None and self._away(trouble):
            raise trouble
        if trouble is None or isinstance(trouble, AlreadyDone):
            await updates.finish(self._desk, dispatch.seq)
            await self._close_press(update, dispatch, "")
            return
        key, values = self._worded(trouble)
        await self._close_press(update, dispatch, key, values)
        says = update.effective_chat is not None and update.callback_query is None
        answer = (
            Answer(place_of(update), key, values, language=dispatch.language or language_of(update))
            if says
            else None
        )
        await updates.finish(self._desk, dispatch.seq, answer)

    def _worded(self, trouble: Exception) -> tuple[str, Mapping[str, Any]]:
        if isinstance(trouble, DeskError):
            return trouble.key, trouble.values
        reference = secrets.token_hex(3)
        _log.error("a handler failed", reference=reference, exc_info=trouble)
        return "trouble", {"reference": reference}

    async def _close_press(
        self, update: Update, dispatch: Dispatch, key: str, values: Mapping[str, Any] | None = None
    ) -> None:
        """A press always gets its answer, so that the button stops spinning; a refusal is shown as an alert."""
        query = update.callback_query
        if query is None or dispatch.answered:
            return
        policy = self._desk.policy
        language = dispatch.language or language_of(update) or policy.language
        reader = Reader(language, policy.zone, self._desk.clock.now())
        text = toast(key, reader, **dict(values or {})) if key else ""
        await self._toasts.answer(query.id, text, alert=bool(key))


def _must_be_possible(update: Update) -> None:
    """Refuse ids no chat can have: no column holds them, and an answer to such a place would stop the pump.

    Raises:
        ValueError: one does not fit into the bits of the Bot API.
    """
    about = (update.effective_chat, update.effective_user, update.effective_sender)
    ids = [one.id for one in about if one is not None]
    ids += [message.message_id] if (message := update.effective_message) else []
    if any(abs(number) >= _IDS_END for number in ids):
        raise ValueError("an id of more than 52 bits")


def language_of(update: Update) -> Language | None:
    """What the person's client says he reads; None when it says nothing we speak."""
    code = (update.effective_user.language_code if update.effective_user else None) or ""
    return Language.ZH if code.startswith("zh") else Language.EN if code.startswith("en") else None
