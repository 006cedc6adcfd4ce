"""A call of the bot, and how a function becomes the answer to a method of the Bot API."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

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
HANDLERS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Registers a function as the answer to a Bot API method."""

    def register(handler: Handler) -> Handler:
        assert name in spec().methods, name
        HANDLERS[name] = handler
        return handler

    return register
