"""`/check`, 能说吗 …, captions and text files; `/ban`; the buttons of a false alarm."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from telegram import Message, MessageOriginUser, Update

from bot.desk import checked_drafts, checked_files, checking, speaking, wordings
from bot.desk.attached import Sent
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.places import NotHere
from bot.desk.reports import TextMissing
from bot.errors import DeskError
from bot.ids import CheckId, IncidentId, SampleId
from bot.rules.wordings import NewBan
from handlers.chat import files
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing
from handlers.chat.typed import kept_of, rest_of
from handlers.chat.whereabouts import here
from handlers.masking import mask
from messages.library import bans
from messages.views import Verb
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission

MOST_BYTES: Final = 1_000_000
_TEXTS: Final = (".txt", ".md", ".csv", ".srt", ".text")


class VoiceNotChecked(DeskError):
    """A voice message cannot be checked."""

    key = "refused-voice"


class FileNotText(DeskError):
    """The file is no text, or too large: `name`."""

    key = "refused-file-not-text"


class BanUnread(DeskError):
    """A time or a scope of a new wording could not be read: `text`."""

    key = "refused-wording-unread"


async def check(update: Update, context: DeskContext, text: str | None = None) -> None:
    """May this go out? The sentence stands behind the command, in the message replied to, or in a text file.

    `text`: what was said behind the words that mean it; None when a command was typed.
    """
    message = update.effective_message
    if message is None:
        return
    actor = await context.actor(update)
    words = rest_of(update) if text is None else text
    source = message
    if not words.strip() and message.reply_to_message is not None:
        source = message.reply_to_message
        words = source.text or ("" if _handed_on(source, context) else source.caption) or ""
    if is_text(source) and (not words.strip() or source is not message or words == (source.caption or "")):
        words = await _content(context, source)
    elif source.voice is not None or source.video_note is not None or source.audio is not None:
        raise VoiceNotChecked
    sent = None if is_text(source) else await _sent(context, source, alone=not words.strip())
    if sent is not None and not words.strip():
        found, _ = await incident_of(update, context, actor)
        await checked_files.check(context.desk, actor, sent, found, place_of(update))
        return
    if not words.strip():
        raise TextMissing(example=plain(actor.language, "example-check"))
    await _answer(update, context, actor, words, picture=bool(source.photo or source.video), sent=sent)


def _handed_on(message: Message, context: DeskContext) -> bool:
    """Is it a file that the desk itself sent somebody, perhaps passed on since? Its caption is the desk's."""
    origin = message.forward_origin
    sender = origin.sender_user if isinstance(origin, MessageOriginUser) else message.from_user
    return sender is not None and sender.id == context.bot.id


async def _sent(context: DeskContext, message: Message, *, alone: bool) -> Sent | None:
    """The file to compare. Words beside it are checked also when Telegram does not hand it over."""
    try:
        return await files.sent(context.bot, message, named=False)
    except files.FileAway:
        if alone:
            raise
        return None


async def check_file(update: Update, context: DeskContext) -> bool:
    """A text file that came without a word, in private: checked. False: there is none."""
    message = update.effective_message
    if message is None or not is_text(message) or (message.caption or "").strip():
        return False
    await check(update, context, "")
    return True


async def _answer(
    update: Update, context: DeskContext, actor: Actor, words: str, *, picture: bool, sent: Sent | None
) -> None:
    found, guessed = await incident_of(update, context, actor)
    await checking.check(
        context.desk,
        actor,
        words,
        found,
        place_of(update),
        named=guessed,
        picture=picture,
        sent=sent,
    )


async def incident_of(update: Update, context: DeskContext, actor: Actor) -> tuple[IncidentId | None, bool]:
    """The incident of this place; else the one he acted in last, and that it was guessed."""
    try:
        return await here(update, context, actor), False
    except NotHere:
        found = await checking.here_or_current(context.desk, actor, None)
        return found, found is not None


def is_text(message: Message) -> bool:
    """Is a file attached that can be read as text?"""
    document = message.document
    if document is None:
        return False
    name = (document.file_name or "").lower()
    return name.endswith(_TEXTS) or (document.mime_type or "").startswith("text/")


async def _content(context: DeskContext, message: Message) -> str:
    document = message.document
    assert document is not None, "looked at before"
    name = (document.file_name or "")[:60]
    if (document.file_size or 0) > MOST_BYTES:
        raise FileNotText(name=name)
    content = await files.fetch(context.bot, document.file_id)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileNotText(name=name)


# --- the list ---


async def ban(update: Update, context: DeskContext, typed: str | None = None) -> None:
    """The do-not-say list: shown, added to, allowed, taken off."""
    actor = await context.actor(update)
    order, rest = bans.order(kept_of(update) if typed is None else f"{_ADD} {typed}")
    place = place_of(update)
    message = update.effective_message
    incident = await _incident_or_none(update, context, actor)
    match order:
        case bans.Order.LIST:
            await speaking.reply(
                context.desk, place, ParcelKind.BAN_LIST, actor.team, incident or "", {"incident": incident or ""}
            )
        case bans.Order.REMOVE:
            await wordings.remove(context.desk, actor, rest, incident, place)
        case bans.Order.PERMIT:
            if not rest:
                raise TextMissing(example=plain(actor.language, "example-span"))
            await wordings.permit(context.desk, actor, rest, None, incident, place)
        case _ if not rest and message is not None and is_text(message):
            rows = bans.rows(mask(await _content(context, message)))
            await wordings.add_many(context.desk, actor, [NewBan(one.term, one.instead) for one in rows], place)
        case _:
            await _add(context, actor, rest, incident, place)


_ADD: Final = "add"


async def _add(context: DeskContext, actor: Actor, rest: str, incident: IncidentId | None, place: str) -> None:
    if not rest:
        raise TextMissing(example=plain(actor.language, "example-ban"))
    typed = bans.read(rest, context.desk.clock.now(), actor.zone)
    if typed.unread:
        raise BanUnread(text=typed.unread[:40])
    wanted = NewBan(
        term=typed.term,
        say_instead=typed.instead,
        variants=typed.variants,
        allow=typed.allow,
        reason=typed.reason,
        level=typed.level,
        scope=typed.scope,
        expires_at=typed.until,
    )
    await wordings.add(context.desk, actor, wanted, incident, place)


async def _incident_or_none(update: Update, context: DeskContext, actor: Actor) -> IncidentId | None:
    """The incident whose topic this is; elsewhere a list belongs to the team, not to whatever is open."""
    message = update.effective_message
    if message is None or not (message.is_topic_message or message.reply_to_message):
        return None
    try:
        return await here(update, context, actor)
    except NotHere:
        return None


COMMANDS: tuple[Command, ...] = (
    # Guests too: those who answer users are the ones who ask.
    Command("check", check, Permission.ANYONE),
    Command("ban", ban, menu=False),
)


async def _called_false(p: Pressing) -> Acted:
    return await checking.call_false(p.desk, p.actor, CheckId(p.press.subject), p.spot, mask)


async def _sent_on(p: Pressing) -> Acted:
    return await checked_drafts.take_on(p.desk, p.actor, CheckId(p.press.subject), p.spot)


async def _span_allowed(p: Pressing) -> Acted:
    return await checking.decide(p.desk, p.actor, SampleId(p.press.subject), allowed=True)


async def _span_kept(p: Pressing) -> Acted:
    return await checking.decide(p.desk, p.actor, SampleId(p.press.subject), allowed=False)


async def _ask(p: Pressing) -> Acted:
    return await checking.ask(p.desk, p.actor, p.incident, p.place)


async def answered(update: Update, context: DeskContext, actor: Actor, incident: IncidentId) -> None:
    """The sentence that was asked for is here, as a text, a caption or a file."""
    message = update.effective_message
    if message is None:
        return
    words = message.text or message.caption or ""
    if is_text(message):
        words = await _content(context, message)
    sent = None if is_text(message) else await _sent(context, message, alone=not words.strip())
    if sent is not None and not words.strip():
        await checked_files.check(context.desk, actor, sent, incident, place_of(update))
        return
    if not words.strip():
        raise TextMissing(example=plain(actor.language, "example-check"))
    picture = bool(message.photo or message.video)
    await checking.check(context.desk, actor, words, incident, place_of(update), picture=picture, sent=sent)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.CHECK: _ask,
        Verb.CHECK_SEND: _sent_on,
        Verb.FALSE_ALARM: _called_false,
        Verb.SPAN_ALLOW: _span_allowed,
        Verb.SPAN_KEEP: _span_kept,
    }
)
