"""One press of a button, as the table of verbs is given it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import CallbackQuery

from bot.buttons import Press
from bot.desk import panels
from bot.desk.desk import Desk
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.ids import AlertId, IncidentId, PersonId
from handlers.chat.context import DeskContext


class Pressing:
    """One press: who, on which message, what the button carries."""

    def __init__(self, context: DeskContext, actor: Actor, press: Press, query: CallbackQuery, place: str) -> None:
        self.context = context
        self.desk = context.desk
        self.actor = actor
        self.press = press
        self.chat_id = query.message.chat.id if query.message else 0
        self.message_id = query.message.message_id if query.message else 0
        self.place = place

    @property
    def person(self) -> PersonId:
        return self.actor.person

    @property
    def incident(self) -> IncidentId:
        return IncidentId(self.press.subject)

    @property
    def alert(self) -> AlertId:
        return AlertId(self.press.subject)

    def redrawing(self, panel: str) -> Desk:
        """The desk, which also draws the panel again that was pressed, in the act's own transaction."""
        return self.desk.also(panels.redrawing(self.desk, self.spot, self.incident, {"panel": panel}))

    def redrawing_about(self) -> Desk:
        """The same when the button names something else than the incident: the panel knows what it is about."""
        return self.desk.also(panels.redrawing_shown(self.desk, self.spot))

    @property
    def spot(self) -> panels.Spot:
        """The message that was pressed."""
        return panels.Spot(self.chat_id, self.message_id, self.place)

    @property
    def again(self) -> bool:
        """Was this the second press of a button that asks twice?"""
        return self.press.extra == "again"


Pressed = Callable[[Pressing], Awaitable[Acted]]

_Id = TypeVar("_Id")


def by_person(act: Callable[[Desk, PersonId, _Id], Awaitable[Acted]], named: Callable[[str], _Id]) -> Pressed:
    """The button is this use case and no more: whoever pressed does it to what the button names."""

    async def pressed(p: Pressing) -> Acted:
        return await act(p.desk, p.person, named(p.press.subject))

    return pressed


def by_actor(act: Callable[[Desk, Actor, _Id], Awaitable[Acted]], named: Callable[[str], _Id]) -> Pressed:
    """The same for a use case that wants to know of which team the person presses."""

    async def pressed(p: Pressing) -> Acted:
        return await act(p.desk, p.actor, named(p.press.subject))

    return pressed
