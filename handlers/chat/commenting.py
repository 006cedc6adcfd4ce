"""`/comments`: what is to be done to the comment section, and why."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from telegram import Update

from bot.desk import comments
from bot.desk.outcomes import Acted
from bot.desk.reports import TextMissing
from bot.ids import CommentActId
from handlers.chat.command import Command
from handlers.chat.context import DeskContext
from handlers.chat.pressing import Pressed, Pressing
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here
from messages.views import Verb
from messages.words import label, plain
from storage.vocabulary.comments import CommentAct, CommentReason
from storage.vocabulary.people import Language

W = TypeVar("W", bound=Enum)


async def act_on(update: Update, context: DeskContext) -> None:
    """`/comments delete spam https://…`: the act, the reason, what it is about."""
    actor = await context.actor(update)
    words = kept_of(update).split(maxsplit=2)
    what = _named(CommentAct, words[0]) if words else None
    if what is None:
        raise TextMissing(example=plain(actor.language, "example-comments"))
    reason = _named(CommentReason, words[1]) if len(words) > 1 else None
    incident = await here(update, context, actor)
    target = words[2] if len(words) > 2 else ""
    await comments.ask(context.desk, actor, incident, what, reason, target)


def _named(vocabulary: type[W], typed: str) -> W | None:
    """The word of this value or of this label, in either language."""
    wanted = typed.casefold()
    for word in vocabulary:
        names = {str(word.value), *(label(language, word).casefold() for language in Language)}
        if wanted in names and word.value != "unknown":
            return word
    return None


async def _agreed(p: Pressing) -> Acted:
    return await comments.decide(p.desk, p.actor, CommentActId(p.press.subject), agrees=True)


async def _declined(p: Pressing) -> Acted:
    return await comments.decide(p.desk, p.actor, CommentActId(p.press.subject), agrees=False)


COMMANDS: tuple[Command, ...] = (Command("comments", act_on, menu=False),)

VERBS: Mapping[Verb, Pressed] = MappingProxyType({Verb.COMMENT_AGREE: _agreed, Verb.COMMENT_DECLINE: _declined})
