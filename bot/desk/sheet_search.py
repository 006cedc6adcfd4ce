"""Finding a line: what may be said now, with a note about an old version, or the answers nearest to a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.desk import voice
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import let_go, post_reply
from bot.ids import IncidentId
from messages.markup import clean
from messages.screening.nearness import nearest_parts
from storage.tables.incidents import Incident
from storage.tables.sheets import SheetItem
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Audience, ItemKind

FOUND = 3
AT_LEAST = 45
LONGEST_QUESTION = 200
_SAID = (ItemKind.QA, ItemKind.HOLDING, ItemKind.KEY, ItemKind.CHANNEL_TEXT)


@act
async def show_current(
    desk: Desk,
    actor: Actor,
    incident_id: IncidentId,
    asked: int,
    place: str,
    audience: Audience = Audience.PUBLIC,
    *,
    choosing: bool = False,
) -> Acted:
    """What may be said now. `asked`: the version somebody holds in his hand; an old one is told so. `choosing`:
    the card asks for whom.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        current = await voice.current_sheet(u, incident, audience, u.now)
        old = asked if asked and not (current and current.version == asked) else 0
        await _answer(u, incident, place, {"asked": old, "choosing": choosing}, audience)
        return Acted("")


@act
async def show(desk: Desk, actor: Actor, incident_id: IncidentId, words: str, place: str) -> Acted:
    """The approved answers nearest to these words, in place of the whole sheet.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        wanted = clean(words)[:LONGEST_QUESTION]
        await _answer(u, incident, place, {"find": wanted})
        return Acted("")


async def _answer(
    u: UnitOfWork, incident: Incident, place: str, values: Mapping[str, Any], audience: Audience = Audience.PUBLIC
) -> None:
    """A card of its own below the question; the one that stood there before is edited no more."""
    subject = voice.card_subject(incident.id, audience)
    await let_go(u, ParcelKind.SHEET_CARD, subject, place)
    post_reply(u, place, ParcelKind.SHEET_CARD, incident.team_id, subject, values=values)


def nearest(items: Sequence[SheetItem], words: str) -> list[SheetItem]:
    """The lines of a sheet that fit these words best, best first; none when nothing is near."""
    said = [item for item in items if item.kind in _SAID]
    choices = [f"{item.key} {item.text}" for item in said]
    return [said[index] for index in nearest_parts(words, choices, AT_LEAST, FOUND)]
