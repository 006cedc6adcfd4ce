"""Which incident somebody means, from where he speaks; and what a message of ours asked him."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.desk.desk import Desk
from bot.desk.incidents import find_by_number
from bot.errors import DeskError
from bot.ids import AlertId, IncidentId, SheetId, TeamId
from storage.vocabulary.parcels import ParcelKind

#: Messages that ask by being there: a reply to one is about what it shows.
_ASKING: Mapping[ParcelKind, str] = {
    ParcelKind.STATEMENT_DRAFT: "statement",
    ParcelKind.RELEASE_READY: "publication",
    ParcelKind.PROMISE: "promise_card",
    ParcelKind.PROMISE_LIST: "promises",
    ParcelKind.INQUIRY: "inquiry-card",
    ParcelKind.INQUIRY_LINES: "inquiry-answer",
}


class NotHere(DeskError):
    """This place belongs to no incident, and several are open: say which."""

    key = "refused-not-here"


class WhichAlert(DeskError):
    """An alert is meant and it is not clear which."""

    key = "refused-watch-no-card"


class QuestionGone(DeskError):
    """The question this button belongs to is not known any more."""

    key = "refused-question-gone"


class Asked(Struct, frozen=True):
    """A message of ours that waits for an answer: what it asked, and about what."""

    question: str
    subject: str
    values: Mapping[str, Any]


async def incident_here(
    desk: Desk, team: TeamId, chat_id: int, thread_id: int | None, number: str = "", reply_to: int | None = None
) -> IncidentId:
    """The incident by its number, by the topic, by the card somebody replies to, or the only one that is open.

    Raises:
        IncidentUnknown: this team has none of that number.
        NotHere: it is not clear which one is meant.
    """
    if number:
        return (await find_by_number(desk, team, number)).id
    async with desk.reading() as look:
        if thread_id is not None and (found := await look.incidents.by_topic(chat_id, thread_id)):
            return found.id
        if reply_to is not None:
            shown = await look.messages.at(desk.identity.bot_id, chat_id, reply_to)
            incident = await look.incidents.find(IncidentId(shown.subject_id.partition(":")[0])) if shown else None
            if incident is not None:
                return incident.id
        open_ones = await look.incidents.open(team)
    if len(open_ones) == 1:
        return open_ones[0].id
    raise NotHere


async def alert_shown(desk: Desk, chat_id: int, message_id: int) -> AlertId | None:
    """The alert whose card this message is."""
    async with desk.reading() as look:
        shown = await look.messages.at(desk.identity.bot_id, chat_id, message_id)
    known = (ParcelKind.ALERT_CARD, ParcelKind.WATCH_FIRED)
    return AlertId(shown.subject_id) if shown is not None and shown.kind in known else None


async def is_ours(desk: Desk, chat_id: int, message_id: int) -> bool:
    """Did the desk itself say this?"""
    async with desk.reading() as look:
        return await look.messages.at(desk.identity.bot_id, chat_id, message_id) is not None


async def only_undecided(desk: Desk, team: TeamId) -> AlertId:
    """The one alert of the team that waits for a decision.

    Raises:
        WhichAlert: there is none, or several.
    """
    async with desk.reading() as look:
        waiting = await look.alerts.undecided(team, limit=2)
    if len(waiting) != 1:
        raise WhichAlert
    return waiting[0].id


async def draft_shown(desk: Desk, chat_id: int, message_id: int) -> SheetId | None:
    """The draft of a message sheet that this message shows."""
    async with desk.reading() as look:
        shown = await look.messages.at(desk.identity.bot_id, chat_id, message_id)
    return SheetId(shown.subject_id) if shown is not None and shown.kind is ParcelKind.SHEET_DRAFT else None


async def shown_text(desk: Desk, chat_id: int, message_id: int) -> str:
    """The words of somebody that a question of ours repeats: fact or note?

    Raises:
        QuestionGone: this message is not known any more.
    """
    async with desk.reading() as look:
        shown = await look.messages.at(desk.identity.bot_id, chat_id, message_id)
    text = str(shown.values.get("text", "")) if shown else ""
    if not text:
        raise QuestionGone
    return text


async def asked_by(desk: Desk, chat_id: int, message_id: int) -> Asked | None:
    """What this message of ours asked, when somebody replies to it."""
    async with desk.reading() as look:
        shown = await look.messages.at(desk.identity.bot_id, chat_id, message_id)
    if shown is not None and shown.kind in _ASKING:
        return Asked(_ASKING[shown.kind], shown.subject_id, shown.values)
    if shown is None or shown.kind is not ParcelKind.REPLY or "asks" not in shown.values:
        return None
    return Asked(str(shown.values["asks"]), str(shown.values.get("about", "")), shown.values)
