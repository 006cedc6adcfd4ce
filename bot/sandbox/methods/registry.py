"""Which methods the sandbox models. A method is modelled when it changes and checks the world; one that would
only echo
is refused with 501, and both lists can be read."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bot.sandbox.refusals import Refused
from bot.sandbox.spec import spec
from bot.sandbox.world.files import Upload
from bot.sandbox.world.flood import METERED, spend
from bot.sandbox.world.model import Chat
from bot.sandbox.world.world import World


class Call(NamedTuple):
    """One call of the bot: the world, the time, and the checked parameters."""

    world: World
    now: datetime
    method: str
    parameters: Mapping[str, Any]
    files: Mapping[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)

    def chat(self) -> Chat:
        """The chat the call names, where the bot is; writing calls take from its budget first."""
        chat = self.world.reachable_chat(self.parameters.get("chat_id", ""))
        if self.method in METERED:
            spend(self.world, chat, self.now, len(self.get("media") or self.get("message_ids") or [0]))
        return chat


Handler = Callable[[Call], object]
_HANDLERS: dict[str, Handler] = {}
POLLING = "getUpdates"
"""Answered by the sandbox itself: it may have to wait."""


def method(name: str) -> Callable[[Handler], Handler]:
    """Registers a function as the answer to a Bot API method."""

    def register(handler: Handler) -> Handler:
        assert name in spec().methods, name
        _HANDLERS[name] = handler
        return handler

    return register


def spelled(name: str) -> str:
    """The method's proper spelling: Telegram takes any case.

    Raises:
        Refused: 404 for a name that is none, 501 for a method the sandbox does not model.
    """
    lowered = name.lower()
    for known in modelled():
        if known.lower() == lowered:
            return known
    for other in not_modelled():
        if other.lower() == lowered:
            raise Refused("not_modelled", method=other)
    raise Refused("method_not_found")


def handler_of(name: str) -> Handler:
    return _HANDLERS[name]


def modelled() -> list[str]:
    _load()
    return sorted([*_HANDLERS, POLLING])


def not_modelled() -> list[str]:
    _load()
    return sorted((set(spec().methods) - set(_HANDLERS) - {POLLING}) | set(spec().other_methods))


def _load() -> None:
    """Importing the modules fills the registry."""
    from bot.sandbox.methods import (  # noqa: F401
        changing,
        chats,
        forums,
        identity,
        media,
        moving,
        pinning,
        polling,
        pressing,
        sending,
        voting,
    )
