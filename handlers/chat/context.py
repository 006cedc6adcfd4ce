"""What every chat handler is given: the desk bound to its update, who acts, and where to answer."""

from contextvars import ContextVar
from dataclasses import dataclass, field

from telegram import Message, Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.desk import audiences, frontline, people
from bot.desk.desk import Desk
from bot.desk.people import Actor, Stranger, Visitor
from bot.errors import DeskError
from bot.ids import TeamId
from handlers.chat.rollcall import Rollcall
from handlers.chat.toasts import Toasts
from storage.vocabulary.people import Language

#: Telegram's account behind which anonymous administrators write (facts.md 2).
ANONYMOUS_ADMIN = 1_087_968_824


class AnonymousAdmin(DeskError):
    """An administrator writes as the group: nobody knows who that is."""

    key = "refused-anonymous-admin"


@dataclass
class Dispatch:
    """One update on its way: what its handler works with, and what went wrong."""

    desk: Desk
    toasts: Toasts
    rollcall: Rollcall
    seq: int
    trouble: Exception | None = None
    answered: bool = False
    #: What whoever acts reads, once it is known who that is: a refusal is told in it, too.
    language: Language | None = None
    #: Commands typed as words ("报 …") come with what they mean already cut out.
    words: list[str] = field(default_factory=list)


_current: ContextVar[Dispatch] = ContextVar("dispatch")


def carry(dispatch: Dispatch) -> None:
    """Let the handlers of this task find their dispatch."""
    _current.set(dispatch)


class DeskContext(CallbackContext[ExtBot[None], dict[str, str], dict[str, str], dict[str, str]]):
    """PTB's context with what a handler of ours needs."""

    def __init__(self, application: Application, chat_id: int | None = None, user_id: int | None = None) -> None:  # type: ignore[type-arg]
        super().__init__(application, chat_id, user_id)
        self.dispatch = _current.get()

    @property
    def desk(self) -> Desk:
        """The desk, bound to this update: its first transaction also finishes the update."""
        return self.dispatch.desk

    @property
    def toasts(self) -> Toasts:
        return self.dispatch.toasts

    @property
    def rollcall(self) -> Rollcall:
        return self.dispatch.rollcall

    async def actor(self, update: Update) -> Actor:
        """Who acts here.

        Raises:
            AnonymousAdmin: an administrator writes as the group.
            Stranger: he belongs to no team of this desk.
        """
        found = await self._known(update)
        self.dispatch.language = found.language
        return found

    async def _known(self, update: Update) -> Actor:
        user, chat = update.effective_user, update.effective_chat
        if user is None or user.id == ANONYMOUS_ADMIN:
            raise AnonymousAdmin
        visitor = visitor_of(user)
        try:
            return await people.actor(self.desk, visitor, chat.id if chat else None)
        except Stranger:
            if chat is not None and chat.type != "private":
                # Those who answer users are in groups of their own.
                return await frontline.introduce(self.desk, visitor, chat.id)
            team = await self.team_of_group(user.id) if chat is not None and chat.type == "private" else None
            if team is None:
                raise
        # He is in the team's group, only the desk has never heard from him: his first word is as good as /start.
        return await people.start(self.desk.unbound(), visitor, member_of=team)

    async def team_of_group(self, user_id: int) -> TeamId | None:
        """The team in whose group this person is, by Telegram's own word."""
        for team, chat_id in await people.groups(self.desk):
            if await self.rollcall.belongs(chat_id, user_id):
                return team
        return None


def visitor_of(user: User) -> Visitor:
    """A Telegram user as the desk sees him."""
    language = Language.ZH if (user.language_code or "").startswith("zh") else None
    if user.language_code and user.language_code.startswith("en"):
        language = Language.EN
    return Visitor(user.id, user.full_name, user.username or "", language)


def place_of(update: Update) -> str:
    """Where to answer: the chat, the topic, as a reply to what was said."""
    message = update.effective_message
    chat = update.effective_chat
    assert chat is not None, "answered updates come from a chat"
    asked = message.message_id if message and update.callback_query is None else None
    return audiences.to_place(chat.id, thread_of(message), asked)


def thread_of(message: Message | object | None) -> int | None:
    """The topic a message stands in. A reply in General carries a thread id that is no topic
    (tdlib/telegram-bot-api #447): only `is_topic_message` counts."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None
