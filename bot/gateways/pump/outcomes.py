"""What the desk is told when a delivery ended, and what the pump asks it. The desk implements these ports."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.desk.errands import Errand, Say
from bot.ids import IncidentId
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader, UnitOfWork

#: What a parcel comes to today; None: there is nothing to say any more.
Draw = Callable[[Reader, Parcel], Awaitable[Errand | None]]


class Packing(Protocol):
    """Many small messages as one with a file."""

    async def __call__(self, look: Reader, parcels: Sequence[Parcel], said: Sequence[Say]) -> Say:
        """One message whose document holds the texts of all of them, in order."""
        ...


class Outcomes(Protocol):
    """What follows for incidents, chats and people. Everything runs in the transaction that settles the parcel.

    All of them may be called again for the same event (a commit whose answer was lost).
    """

    async def topic_opened(self, u: UnitOfWork, incident: IncidentId, chat_id: int, topic_id: int) -> None:
        """The incident has its forum topic."""
        ...

    async def topic_lost(self, u: UnitOfWork, incident: IncidentId, reason: str) -> None:
        """The incident goes on in the main chat. Reasons: deleted, closed, topics_off, topics_right."""
        ...

    async def chat_trouble(self, u: UnitOfWork, chat_id: int, reason: str) -> None:
        """Something cannot be done in this chat. Reasons: pin_right, topics_right, admin_right, muted, kicked,
        not_a_member, not_found, deleted, deactivated."""
        ...

    async def chat_migrated(self, u: UnitOfWork, chat_id: int, became: int) -> None:
        """The group became a supergroup with a new id; `chat.became_chat_id` says so from now on."""
        ...

    async def person_unreachable(self, u: UnitOfWork, user_id: int) -> None:
        """This person's private chat does not take our messages."""
        ...

    async def parked(self, u: UnitOfWork, parcel: Parcel) -> None:
        """This parcel will never be delivered this way; a page takes the next channel."""
        ...

    async def file_refused(self, u: UnitOfWork, parcel: Parcel) -> None:
        """Telegram never takes the file of this parcel again by the id it gave."""
        ...

    async def seen_topic(self, look: Reader, incident: IncidentId, chat_id: int, name: str) -> int | None:
        """The topic of this name that a service message of ours told of, if one came in."""
        ...


class Nobody:
    """Takes no notice: for settling what the desk's side failed to take in."""

    async def topic_opened(self, u: UnitOfWork, incident: IncidentId, chat_id: int, topic_id: int) -> None:
        """Not told."""

    async def topic_lost(self, u: UnitOfWork, incident: IncidentId, reason: str) -> None:
        """Not told."""

    async def chat_trouble(self, u: UnitOfWork, chat_id: int, reason: str) -> None:
        """Not told."""

    async def chat_migrated(self, u: UnitOfWork, chat_id: int, became: int) -> None:
        """Not told."""

    async def person_unreachable(self, u: UnitOfWork, user_id: int) -> None:
        """Not told."""

    async def parked(self, u: UnitOfWork, parcel: Parcel) -> None:
        """Not told."""

    async def file_refused(self, u: UnitOfWork, parcel: Parcel) -> None:
        """Not told."""

    async def seen_topic(self, look: Reader, incident: IncidentId, chat_id: int, name: str) -> int | None:
        """Not asked."""
        return None
