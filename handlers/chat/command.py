"""What a command is: name, scope, handler, permission, and whether the menu shows it."""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any

from msgspec import Struct
from telegram import Update

from bot.errors import DeskError
from handlers.chat.context import DeskContext
from storage.vocabulary.people import Permission

Handler = Callable[[Update, DeskContext], Coroutine[Any, Any, None]]


class Scope(StrEnum):
    """Where a command works."""

    EVERYWHERE = "everywhere"
    GROUP = "group"
    PRIVATE = "private"


class WrongChat(DeskError):
    """The command works only in a group, or only in private: `where`."""

    key = "refused-wrong-chat"


class Command(Struct, frozen=True):
    """One command. `menu`: shown in Telegram's menu; the others work when typed."""

    name: str
    handler: Handler
    permission: Permission = Permission.MEMBER
    scope: Scope = Scope.EVERYWHERE
    menu: bool = True

    @property
    def in_help(self) -> bool:
        """Named in /help: what the menu shows, and what only some may do; the card asks who."""
        return self.menu or self.permission not in (Permission.ANYONE, Permission.MEMBER)

    @property
    def words(self) -> str:
        """The key of its line in the menu."""
        return f"command-{self.name}"
