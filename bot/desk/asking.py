"""Questions to one person: asked in his private chat, so that a busy topic is not mixed with answers."""

from collections.abc import Mapping
from typing import Any

from bot.desk import audiences
from bot.desk.outcomes import Acted
from bot.desk.rosters import reachable
from bot.desk.speaking import post_reply
from bot.ids import PersonId, TeamId
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind


async def ask(u: UnitOfWork, person: PersonId, place: str, team: TeamId, values: Mapping[str, Any]) -> Acted:
    """Ask what a press alone cannot give. `values` hold the sentence, what it `asks`, and about what.

    Somebody without a private chat is asked where he pressed: better there than not at all.
    """
    where_to, toast = await where(u, person, place)
    post_reply(u, where_to, ParcelKind.REPLY, team, values=values)
    return Acted(toast)


async def where(u: UnitOfWork, person: PersonId, place: str) -> tuple[str, str]:
    """Where somebody who pressed at `place` is answered (in private, if he has a chat), and the toast for it."""
    known = await u.people.find(person)
    private = known is not None and reachable(known)
    already_there = known is not None and place.startswith(f"chat:{known.telegram_user_id}:")
    toast = "toast-sent-private" if private and not already_there else ""
    return audiences.to_person(person) if private else place, toast
