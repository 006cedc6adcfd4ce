"""The training world as one value: people, chats, what waits for the bot, and what it has been told.

Nothing here reads a clock or touches the network. The functions beside this file change it, each given the time.
"""

from datetime import datetime

from msgspec import Struct, field

from bot.sandbox.numerals import whole
from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.model import (
    RIGHTS,
    Callback,
    Change,
    Chat,
    File,
    Json,
    Member,
    Poll,
    Query,
    Update,
    User,
    Webhook,
)

ANONYMOUS = 1087968824
"""GroupAnonymousBot: the sender Telegram shows for administrators who hide their name."""


class World(Struct):
    bot_id: int
    secret: str
    """The part of the token behind the colon."""
    users: dict[int, User]
    chats: dict[int, Chat]
    files: dict[str, File] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    last_update_id: int = 100_000
    allowed_updates: list[str] = field(default_factory=list)
    """Empty: Telegram's default, everything but chat_member and the reactions."""
    webhook: Webhook = field(default_factory=Webhook)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_rights: dict[str, list[str]] = field(default_factory=dict)
    privacy: bool = True
    """Telegram's privacy mode: a bot that is no administrator sees only what is meant for it."""
    counter: int = 0
    offset: float = 0.0
    """Seconds by which the training clock was moved ahead of the real one."""
    flood_limits: bool = True
    flood_log: dict[int, list[float]] = field(default_factory=dict)
    violations: int = 0
    """Calls answered with 429 because the limits were really exceeded, not by an injected fault."""
    changes: list[Change] = field(default_factory=list)
    """Since the last look; whoever holds the world takes and clears them."""

    @property
    def bot(self) -> User:
        return self.users[self.bot_id]

    @property
    def token(self) -> str:
        return f"{self.bot_id}:{self.secret}"

    def next(self) -> int:
        """A number never given before in this world: deterministic, so that a story replays alike."""
        self.counter += 1
        return self.counter

    def changed(self, kind: str, chat_id: int | None = None, **about: object) -> None:
        self.changes.append(Change(kind, chat_id, dict(about)))

    def person(self, user_id: int) -> User:
        """Somebody one can speak for.

        Raises:
            ActRefused: nobody of the cast has this id.
        """
        user = self.users.get(user_id)
        if user is None or user.is_bot:
            raise ActRefused(f"nobody in the sandbox has the id {user_id}")
        return user

    def place(self, chat_id: int) -> Chat:
        """A chat as people see it; a group that became a supergroup leads to the new one.

        Raises:
            ActRefused: there is no such chat.
        """
        chat = self.chats.get(chat_id)
        if chat is None:
            raise ActRefused(f"there is no chat {chat_id}")
        return self.place(chat.migrated_to) if chat.migrated_to else chat

    def known_chat(self, chat_id: object) -> Chat:
        """A chat the bot names, whether or not it may write there.

        Raises:
            Refused: unknown, or a group that has become a supergroup (with the new id).
        """
        chat = self.chats.get(self._number(chat_id))
        if chat is None:
            raise Refused("chat_not_found")
        if chat.migrated_to is not None:
            raise Refused("migrated", parameters={"migrate_to_chat_id": chat.migrated_to})
        return chat

    def reachable_chat(self, chat_id: object) -> Chat:
        """A chat the bot is in: a person who pressed start, or a group it belongs to.

        Raises:
            Refused: 400 or 403 with Telegram's reason.
        """
        chat = self.known_chat(chat_id)
        if chat.kind == "private":
            user = self.users[chat.id]
            if user.blocked:
                raise Refused("blocked")
            if not user.started:
                raise Refused("not_started")
            return chat
        status = self.bot_member(chat).status
        if status == "kicked":
            raise Refused("kicked", kind=chat.kind)
        if status == "left":
            raise Refused("not_a_member", kind=chat.kind)
        return chat

    def bot_member(self, chat: Chat) -> Member:
        return chat.members.get(self.bot_id) or Member("left")

    def bot_may(self, chat: Chat, right: str) -> bool:
        return chat.kind == "private" or right in rights_of(self.bot_member(chat))

    def _number(self, chat_id: object) -> int:
        if isinstance(chat_id, int) and not isinstance(chat_id, bool):
            return chat_id
        text = str(chat_id).strip()
        if not text:
            raise Refused("chat_id_empty")
        number = whole(text)
        if number is None:
            raise Refused("chat_not_found")
        return number


def rights_of(member: Member) -> frozenset[str]:
    """What somebody may do beyond writing; the creator may do everything."""
    if member.status == "creator":
        return frozenset(RIGHTS)
    return frozenset(member.rights) if member.status == "administrator" else frozenset()


def unix(now: datetime) -> int:
    return int(now.timestamp())
