"""What may be said: the current sheet, standing lines, the line for the host."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from telegram import Update

from bot.desk import air, places, restricting, sheet_approvals, sheet_search, sheets, standing_lines, taking_back
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger
from bot.desk.reports import TextMissing
from bot.errors import DeskError
from bot.ids import IncidentId, SheetId
from handlers.chat import files
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of, thread_of
from handlers.chat.pressing import Pressed, Pressing, by_actor, by_person
from handlers.chat.typed import rest_of
from handlers.masking import mask
from handlers.reading import clean
from messages.library import moments, sheet_edits
from messages.views import Verb
from messages.words import label, plain
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Audience, Fault, ItemKind, Stance

#: `/sheet v1`: somebody holds an old version in his hand.
_VERSION = re.compile(r"v?(\d{1,4})", re.IGNORECASE)
#: Parts that hold until a time named at their end.
_ENDING = (ItemKind.REMEDY, ItemKind.SPOKESPERSON, ItemKind.ASSET)


class TypeUnknown(DeskError):
    """No crisis type is called so (`text`)."""

    key = "refused-standing-type"


async def sheet(update: Update, context: DeskContext, rest: str | None = None) -> None:
    """What to say now: of the incident of this place, else the standing lines."""
    actor = await context.actor(update)
    words = rest_of(update) if rest is None else rest
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        raise Stranger
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    try:
        incident = await places.incident_here(context.desk, actor.team, chat.id, thread_of(message), "", replied)
    except places.NotHere:
        if (kind := _type(words, actor)) is not None:
            await standing_lines.show(context.desk, actor, kind, None, place_of(update))
        else:
            await standing_lines.show_board(context.desk, actor, place_of(update))
        return
    await restricting.admit(context.desk, actor, chat.id, incident)
    audience, words = sheet_edits.audience(words)
    version = _VERSION.fullmatch(words)
    if words and version is None:
        await sheet_search.show(context.desk, actor, incident, words, place_of(update))
        return
    asked = int(version[1]) if version else 0
    await sheet_search.show_current(
        context.desk, actor, incident, asked, place_of(update), audience or Audience.PUBLIC
    )


async def standing(update: Update, context: DeskContext) -> None:
    """The board of standing lines; with a type behind it, its lines."""
    actor = await context.actor(update)
    words = rest_of(update)
    if not words:
        await standing_lines.show_board(context.desk, actor, place_of(update))
        return
    kind = _type(words, actor)
    if kind is None:
        raise TypeUnknown(text=words[:40])
    await standing_lines.show(context.desk, actor, kind, None, place_of(update))


def _type(words: str, actor: Actor) -> CrisisType | None:
    """The crisis type of this name, in either language."""
    wanted = words.strip().casefold()
    for kind in standing_lines.KINDS:
        if wanted == kind.value or wanted in {label(language, kind).casefold() for language in Language}:
            return kind
    return None


async def answered(update: Update, context: DeskContext, question: str, about: str, text: str) -> bool:
    """A reply to one of our questions about lines. False: it was another question."""
    if question not in ("standing", "sheet_back"):
        return False
    actor = await context.actor(update)
    if question == "sheet_back":
        if not text:
            raise TextMissing(example="")
        await taking_back.take_back(context.desk, actor, SheetId(about), mask(clean(text)), place_of(update))
        return True
    if not text:
        raise TextMissing(example=plain(actor.language, "example-fact"))
    await standing_lines.change(context.desk, actor, about, mask(clean(text)), place_of(update))
    return True


async def edited(update: Update, context: DeskContext) -> bool:
    """A reply to the draft of a sheet changes it, line by line. False: it was no draft that was replied to.

    Raises:
        SheetEditUnread: a line was not understood; nothing of the reply is kept.
    """
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return False
    found = await places.draft_shown(context.desk, message.chat_id, message.reply_to_message.message_id)
    if found is None:
        return False
    actor = await context.actor(update)
    await restricting.admit(context.desk, actor, message.chat_id, found)
    sent = await files.sent(context.bot, message)
    if sent is None and not (message.text or message.caption):
        raise files.FileUnfit
    edits, unread = sheet_edits.read(mask(clean(message.text or message.caption or "")))
    if sent is not None:
        edits, unread = [sheet_edits.approved_file(sent.name, sent.seal)], []
    if unread or not edits:
        raise sheets.SheetEditUnread(text=(unread[0] if unread else "")[:40])
    now = context.desk.clock.now()
    ends: dict[int, datetime] = {}
    for place, edit in enumerate(edits):
        until = moments.at_end(edit.text, now, actor.zone).at or moments.last_day(edit.text, actor.zone).at
        if until is not None and (edit.field == "next_update" or edit.kind in _ENDING):
            ends[place] = until
    await sheet_approvals.change(context.desk, actor, found, edits, ends, sent)
    return True


# --- buttons ---


async def _write(p: Pressing) -> Acted:
    return await sheets.write(p.desk, p.actor, p.incident, Audience(p.press.extra or "public"))


async def _back(p: Pressing) -> Acted:
    return await taking_back.ask_reason(p.desk, p.actor, SheetId(p.press.subject), p.place)


async def _stance(p: Pressing) -> Acted:
    sheet_id = SheetId(p.press.subject)
    if p.press.extra in ("", "back"):
        return await sheet_approvals.show_chooser(p.desk, p.actor, sheet_id, "" if p.press.extra else "stance")
    return await sheet_approvals.choose(p.desk, p.actor, sheet_id, Stance(p.press.extra), None)


async def _fault(p: Pressing) -> Acted:
    sheet_id = SheetId(p.press.subject)
    if p.press.extra in ("", "back"):
        return await sheet_approvals.show_chooser(p.desk, p.actor, sheet_id, "" if p.press.extra else "fault")
    return await sheet_approvals.choose(p.desk, p.actor, sheet_id, None, Fault(p.press.extra))


async def _sheet(p: Pressing) -> Acted:
    choosing = p.press.extra == "who"
    audience = Audience.PUBLIC if choosing or not p.press.extra else Audience(p.press.extra)
    return await sheet_search.show_current(p.desk, p.actor, p.incident, 0, p.place, audience, choosing=choosing)


async def _board(p: Pressing) -> Acted:
    page = int(p.press.extra) if p.press.extra.isdigit() else 0
    return await standing_lines.show_board(p.desk, p.actor, p.place, page)


async def _lines(p: Pressing) -> Acted:
    language = Language(p.press.extra) if p.press.extra in ("zh", "en") else None
    return await standing_lines.show(p.desk, p.actor, CrisisType(p.press.subject), language, p.place)


async def _approve(p: Pressing) -> Acted:
    language, _, seal = p.press.extra.partition("-")
    return await standing_lines.approve(p.desk, p.actor, CrisisType(p.press.subject), Language(language), seal)


async def _change(p: Pressing) -> Acted:
    language, _, index = p.press.extra.partition("-")
    kind = CrisisType(p.press.subject)
    return await standing_lines.ask_change(p.desk, p.actor, kind, Language(language), int(index), p.place)


async def _retire(p: Pressing) -> Acted:
    return await standing_lines.retire(p.desk, p.actor, CrisisType(p.press.subject), Language(p.press.extra))


async def _large(p: Pressing) -> Acted:
    return await air.show_large(p.desk, p.person, p.incident, p.place)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.SHEET: _sheet,
        Verb.SHEET_WRITE: _write,
        Verb.SHEET_SEND: by_actor(sheet_approvals.hand_in, SheetId),
        Verb.SHEET_DROP: by_actor(sheet_approvals.drop, SheetId),
        Verb.SHEET_BACK: _back,
        Verb.SHEET_STANCE: _stance,
        Verb.SHEET_FAULT: _fault,
        Verb.STANDING: _lines,
        Verb.STANDING_BOARD: _board,
        Verb.STANDING_APPROVE: _approve,
        Verb.STANDING_CHANGE: _change,
        Verb.STANDING_RETIRE: _retire,
        Verb.LARGE_TEXT: _large,
        Verb.SAID_ON_AIR: by_person(air.said, IncidentId),
    }
)

COMMANDS: tuple[Command, ...] = (
    Command("sheet", sheet),
    Command("standing", standing, menu=False),
)
