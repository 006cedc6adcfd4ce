"""Which methods the sandbox models, and which it does not.

A method is modelled when it changes and checks the world; one that would only echo is refused with 501.
Both lists can be read.
"""

from bot.sandbox.methods import (  # noqa: F401  importing them fills the registry
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
from bot.sandbox.methods.registry import HANDLERS, Handler
from bot.sandbox.refusals import Refused
from bot.sandbox.spec import spec

POLLING = "getUpdates"
"""Answered by the sandbox itself: it may have to wait."""


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
    return HANDLERS[name]


def modelled() -> list[str]:
    return sorted([*HANDLERS, POLLING])


def not_modelled() -> list[str]:
    return sorted((set(spec().methods) - set(HANDLERS) - {POLLING}) | set(spec().other_methods))
