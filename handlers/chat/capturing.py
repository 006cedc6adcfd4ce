"""Messages taken into the timeline: by a reaction, by a pin, by a reply to them; and what became of them later."""

import json
from collections.abc import Sequence

from telegram import Bot, Message, ReactionType, ReactionTypeEmoji, Update

from bot.desk import capturing, evidence, places, restricting
from bot.desk.capturing import Heard
from bot.desk.exhibits import Exhibit
from bot.desk.people import Actor
from bot.ids import IncidentId
from bot.rules.capture import means_capture
from handlers.chat import fact_orders
from handlers.chat.context import DeskContext, place_of, thread_of
from handlers.chat.reporting import file_of, link_in
from handlers.masking import mask
from handlers.reading import clean


async def reacted(update: Update, context: DeskContext) -> None:
    """Somebody reacted. Nearly all reactions mean nothing here, and then nothing is said.

    On an own sentence with a figure the mark means a fact; everything else goes into the timeline as it stands,
    and of an own sentence its writer is told so.
    """
    change = update.message_reaction
    if change is None or change.user is None:  # an anonymous administrator's: nobody's
        return
    before, after = _emoji(change.old_reaction), _emoji(change.new_reaction)
    if not means_capture(before, after, context.desk.policy.capture_reactions):
        return
    if await places.is_ours(context.desk, change.chat.id, change.message_id):
        return  # what the desk said is in the timeline already
    actor = await context.actor(update)
    known = await _messages(context, change.chat.id, change.message_id)
    if not known:
        await capturing.cannot_capture(context.desk, actor, "answer-capture-too-old")
        return
    incident = await _incident(context, actor, known[0])
    if incident is None:
        await capturing.cannot_capture(context.desk, actor, "answer-capture-where")
        return
    own = known[0].from_user is not None and known[0].from_user.id == change.user.id
    if own and await fact_orders.marked(context, actor, incident, known[-1]):
        return
    # Whoever marks his own words may have meant a fact: he hears what became of them.
    await _capture(context, actor, incident, known, told="answer-capture-no-figure" if own else "")


def _emoji(reactions: Sequence[ReactionType]) -> list[str]:
    return [one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)]


async def pinned(update: Update, context: DeskContext) -> None:
    """Somebody pinned a message: what a team pins belongs into the timeline. Our own pins are cards."""
    message = update.effective_message
    what = message.pinned_message if message else None
    if not isinstance(what, Message) or message is None or message.from_user is None or message.from_user.is_bot:
        return
    if what.from_user is None or what.from_user.is_bot:
        return
    actor = await context.actor(update)
    incident = await _incident(context, actor, what)
    if incident is None:
        return
    known = await _messages(context, what.chat_id, what.message_id)
    await _capture(context, actor, incident, known or [what])


async def edited(update: Update, context: DeskContext) -> None:
    """A message was edited: kept as a further entry if it is in a timeline. An edit is never a new order."""
    message = update.edited_message
    if message is None or not await capturing.is_captured(context.desk, message.chat_id, message.message_id):
        return
    await capturing.edited(context.desk, _heard(message))


async def replied(update: Update, context: DeskContext, actor: Actor, incident: IncidentId) -> bool:
    """The note is the message replied to. False: there is none, or it is one of ours."""
    message = update.effective_message
    what = message.reply_to_message if message else None
    if what is None or what.from_user is None or what.from_user.is_bot:
        return False
    known = await _messages(context, what.chat_id, what.message_id)
    await _capture(context, actor, incident, known or [what], place_of(update))
    return True


async def keep_evidence(
    update: Update, context: DeskContext, actor: Actor, incident: IncidentId, text: str
) -> None:
    """What shows the first post: the picture or link of this message, or of the one replied to."""
    message = update.effective_message
    if message is None:
        return
    found = [exhibit for source in (message, message.reply_to_message) if source and (exhibit := _exhibit(source))]
    pieces = found or [Exhibit("link", url=link_in(text))]
    await evidence.add(context.desk, actor, incident, pieces, place_of(update))


async def shown(update: Update, context: DeskContext, actor: Actor, about: str) -> None:
    """Somebody brings what a box lacks: a link, picture or recording. `about`: the incident, and which box."""
    incident, _, box = about.partition("/")
    message = update.effective_message
    found = _exhibit(message) if message else None
    pieces = [found or Exhibit("link")]
    await evidence.add(context.desk, actor, IncidentId(incident), pieces, place_of(update), box)


async def _capture(
    context: DeskContext, actor: Actor, incident: IncidentId, known: list[Message], place: str = "", told: str = ""
) -> None:
    first = known[0]
    await restricting.admit(context.desk, actor, first.chat_id, incident)
    shows = _exhibit(first) is not None
    where = place or (capturing.beside(first.chat_id, thread_of(first), first.message_id) if shows else "")
    await capturing.capture(context.desk, actor, incident, [_heard(message) for message in known], where, told)


async def _messages(context: DeskContext, chat_id: int, message_id: int) -> list[Message]:
    """The message and its edits, oldest first, as far as the desk still has them."""
    raws = await capturing.raws_of(context.desk, chat_id, message_id)
    return [message for raw in raws if (message := _parsed(raw, context.bot)) is not None]


def _parsed(raw: str, telegram_bot: Bot) -> Message | None:
    update = Update.de_json(json.loads(raw), telegram_bot)
    return update.message or update.edited_message


async def _incident(context: DeskContext, actor: Actor, message: Message) -> IncidentId | None:
    replied_to = message.reply_to_message.message_id if message.reply_to_message else None
    try:
        return await places.incident_here(
            context.desk, actor.team, message.chat_id, thread_of(message), "", replied_to
        )
    except places.NotHere:
        return None


def _heard(message: Message) -> Heard:
    author = message.from_user
    return Heard(
        chat_id=message.chat_id,
        message_id=message.message_id,
        author=author.id if author else 0,
        author_name=author.full_name if author else (message.author_signature or ""),
        at=message.edit_date or message.date,
        text=mask(clean(message.text or message.caption or "")),
        exhibit=_exhibit(message),
    )


def _exhibit(message: Message) -> Exhibit | None:
    words = message.text or message.caption or ""
    link = link_in(words)
    file_id, kind = file_of(message)
    if not file_id and not link:
        return None
    document = message.document or message.video
    return Exhibit(
        kind=kind or "link",
        file_id=file_id,
        content_type=("image/jpeg" if kind == "photo" else (document.mime_type if document else "")) or "",
        url=link,
        text=mask(clean(words)),
    )
