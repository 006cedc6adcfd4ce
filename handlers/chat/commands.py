"""The commands: one table of name, scope, handler, permission and what the menu says."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import Update

from bot.desk import (
    clocks,
    decisions,
    handovers,
    incidents,
    merging,
    notes,
    people,
    places,
    silences,
    speaking,
    tasks,
    watching,
)
from bot.desk.people import Actor, Stranger
from bot.desk.reports import TextMissing
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, TeamId
from handlers.chat import reporting, sourcing, surveying
from handlers.chat.context import DeskContext, place_of, thread_of, visitor_of
from handlers.masking import mask
from handlers.reading import clean
from messages.library import moments, watches
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Permission

Handler = Callable[[Update, DeskContext], Coroutine[Any, Any, None]]


class Scope(StrEnum):
    """Where a command works."""

    EVERYWHERE = "everywhere"
    GROUP = "group"
    PRIVATE = "private"


class WrongChat(DeskError):
    """The command works only in a group, or only in private: `where`."""

    key = "refused-wrong-chat"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `menu`: shown in Telegram's menu; the others work when typed."""

    name: str
    handler: Handler
    permission: Permission = Permission.MEMBER
    scope: Scope = Scope.EVERYWHERE
    menu: bool = True

    @property
    def words(self) -> str:
        """The key of its line in the menu."""
        return f"command-{self.name}"


def kept_of(update: Update) -> str:
    """What was typed behind the command and will be kept: personal data masked at the door."""
    return mask(clean(rest_of(update)))


def rest_of(update: Update) -> str:
    """What was typed behind the command."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message else ""
    if not text.startswith("/"):
        return text.strip()
    return text.partition(" ")[2].strip() if " " in text else text.partition("\n")[2].strip()


async def start(update: Update, context: DeskContext) -> None:
    """The private chat is open: from now on the desk can reach this person."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    if chat.type != "private":
        # Whoever follows the first run's link to a group sends this without typing it.
        await (surveying.setup if rest_of(update) == surveying.LINK_CODE else show_help)(update, context)
        return
    code, visitor, place = rest_of(update), visitor_of(user), place_of(update)
    try:
        await people.start(context.desk, visitor, code, place)
    except Stranger:
        team = await _team_of_group(context, user.id)
        if team is None:
            raise
        await people.start(context.desk, visitor, code, place, member_of=team)


async def _team_of_group(context: DeskContext, user_id: int) -> TeamId | None:
    """The team in whose group this person is, by Telegram's own word."""
    for team, chat_id in await people.groups(context.desk):
        if await context.rollcall.belongs(chat_id, user_id):
            return team
    return None


async def show_help(update: Update, context: DeskContext) -> None:
    """Three lines and five buttons."""
    actor = await context.actor(update)
    chat = update.effective_chat
    await speaking.reply(
        context.desk,
        place_of(update),
        ParcelKind.HELP,
        actor.team,
        values={
            "standing": actor.standing.value,
            "private": chat is not None and chat.type == "private",
            "started": actor.started,
            "commands": [[command.name, command.permission.value] for command in COMMANDS if command.menu],
        },
    )


async def status(update: Update, context: DeskContext) -> None:
    """The board in one message."""
    actor = await context.actor(update)
    await speaking.reply(context.desk, place_of(update), ParcelKind.STATUS, actor.team)


async def declare(update: Update, context: DeskContext) -> None:
    """Open an incident with one line."""
    actor = await context.actor(update)
    text = kept_of(update)
    if not text:
        raise TextMissing(example=plain(actor.language, "example-declare"))
    await incidents.declare(context.desk, actor.person, actor.team, text, place=place_of(update))


async def report(update: Update, context: DeskContext) -> None:
    """Report something: one line, or a photo with a caption."""
    await reporting.report(update, context, rest_of(update))


async def timeline(update: Update, context: DeskContext) -> None:
    """The last entries of this incident."""
    actor = await context.actor(update)
    incident = await here(update, context, actor, rest_of(update))
    await speaking.reply(context.desk, place_of(update), ParcelKind.TIMELINE, actor.team, subject=incident)


async def recap(update: Update, context: DeskContext) -> None:
    """Where this incident stands; once it is over, how it went."""
    actor = await context.actor(update)
    incident = await here(update, context, actor, rest_of(update))
    over = not await incidents.is_open(context.desk, incident)
    kind = ParcelKind.RECAP_CARD if over else ParcelKind.RECAP_TEXT
    await speaking.reply(context.desk, place_of(update), kind, actor.team, subject=incident)


async def done(update: Update, context: DeskContext) -> None:
    """The next public deadline is met: with a link behind the command, or as a reply to the screenshot."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    clock = await _next_public(context, incident)
    proof = rest_of(update) or reporting.proof_in(update)
    await clocks.meet_with_proof(context.desk, actor.person, clock, proof, place=place_of(update))


async def waive(update: Update, context: DeskContext) -> None:
    """The commander decides not to speak by the next public deadline; the reason stands behind the command."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    clock = await _next_public(context, incident)
    await clocks.waive(context.desk, actor.person, clock, kept_of(update), place=place_of(update))


async def _next_public(context: DeskContext, incident: IncidentId) -> ClockId:
    found = await clocks.next_public_of(context.desk, incident)
    if found is None:
        raise clocks.ClockUnknown
    return found


async def here(update: Update, context: DeskContext, actor: Actor, number: str = "") -> IncidentId:
    """The incident that is meant: by number, by topic, by the card replied to, or the only one open."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        raise Stranger
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    return await places.incident_here(context.desk, actor.team, chat.id, thread_of(message), number, replied)


async def task(update: Update, context: DeskContext) -> None:
    """Give somebody something to do: what, @who, until when."""
    actor = await context.actor(update)
    typed = moments.at_end(kept_of(update), context.desk.clock.now(), actor.zone)
    words = typed.rest.split()
    owner = next((word for word in words if word.startswith("@")), "")
    title = " ".join(word for word in words if word != owner)
    if not title:
        raise TextMissing(example=plain(actor.language, "example-task"))
    incident = await here(update, context, actor)
    await tasks.give(
        context.desk, actor.person, incident, title, owner, typed.at, typed.typed, place=place_of(update)
    )


async def task_list(update: Update, context: DeskContext) -> None:
    """All tasks of this incident."""
    actor = await context.actor(update)
    incident = await here(update, context, actor, rest_of(update))
    await speaking.reply(context.desk, place_of(update), ParcelKind.TASK_LIST, actor.team, subject=incident)


async def decide(update: Update, context: DeskContext) -> None:
    """Keep a decision: the choice, and the reason on the next line."""
    actor = await context.actor(update)
    choice, _, why = kept_of(update).partition("\n")
    if not choice.strip():
        raise TextMissing(example=plain(actor.language, "example-decide"))
    incident = await here(update, context, actor)
    await decisions.decide(
        context.desk, actor.person, incident, choice.strip(), why.strip(), place=place_of(update)
    )


async def note(update: Update, context: DeskContext) -> None:
    """Keep a sentence in the timeline; a time at its end says when it happened."""
    actor = await context.actor(update)
    typed = moments.at_end(kept_of(update), context.desk.clock.now(), actor.zone)
    if not typed.rest:
        raise TextMissing(example=plain(actor.language, "example-note"))
    incident = await here(update, context, actor)
    await notes.note(context.desk, actor, incident, typed.rest, typed.at, place_of(update))


async def why(update: Update, context: DeskContext) -> None:
    """Why the next public deadline is what it is: figure, start, source."""
    actor = await context.actor(update)
    clock = await _next_public(context, await here(update, context, actor))
    await speaking.reply(context.desk, place_of(update), ParcelKind.CLOCK_WHY, actor.team, subject=clock)


async def handover(update: Update, context: DeskContext) -> None:
    """Hand my role over: @who (else my deputy), and behind it what only I know."""
    actor = await context.actor(update)
    words = kept_of(update).split(maxsplit=1)
    to = words[0] if words and words[0].startswith("@") else ""
    known = kept_of(update).removeprefix(to).strip()
    incident = await here(update, context, actor)
    await handovers.give(context.desk, actor.person, incident, None, to, known)


async def silence(update: Update, context: DeskContext) -> None:
    """Let alerts of some labels make no sound for a while."""
    actor = await context.actor(update)
    typed = moments.at_end(rest_of(update), context.desk.clock.now(), actor.zone)
    if not typed.rest:
        raise TextMissing(example=plain(actor.language, "example-silence"))
    await silences.silence(context.desk, actor, typed.rest, typed.at, place_of(update))


async def merge(update: Update, context: DeskContext) -> None:
    """This incident is the same as another one: it goes into that one."""
    actor = await context.actor(update)
    number = rest_of(update)
    if not number:
        raise TextMissing(example=plain(actor.language, "example-merge"))
    incident = await here(update, context, actor)
    into = await merging.target(context.desk, actor, number)
    await merging.merge(context.desk, actor, incident, into, place_of(update))


async def me(update: Update, context: DeskContext) -> None:
    """What I do in the team, and my language."""
    await people.show_duties(context.desk, await context.actor(update))


async def source(update: Update, context: DeskContext) -> None:
    """The sources: who was heard when, a test, a mapping."""
    await sourcing.source(update, context, rest_of(update))


async def watch(update: Update, context: DeskContext, typed: str = "") -> None:
    """Watch the alert whose card is replied to, until a time or a trigger behind the command."""
    actor = await context.actor(update)
    message = update.effective_message
    if message is None:
        return
    replied = message.reply_to_message
    alert = await places.alert_shown(context.desk, message.chat_id, replied.message_id) if replied else None
    alert = alert or await places.only_undecided(context.desk, actor.team)
    wanted = watches.read(typed or rest_of(update), context.desk.clock.now(), actor.zone)
    await watching.watch(context.desk, actor.person, alert, wanted, place_of(update))


COMMANDS: tuple[Command, ...] = (
    Command("report", report),
    Command("declare", declare),
    Command("status", status),
    Command("recap", recap),
    Command("help", show_help, Permission.ANYONE),
    Command("task", task, menu=False),
    Command("tasks", task_list, menu=False),
    Command("decide", decide, menu=False),
    Command("note", note, menu=False),
    Command("handover", handover, menu=False),
    Command("silence", silence, menu=False),
    Command("merge", merge, menu=False),
    Command("sla", why, menu=False),
    Command("me", me, scope=Scope.PRIVATE, menu=False),
    Command("setup", surveying.setup, Permission.OWNER, scope=Scope.GROUP, menu=False),
    Command("watch", watch, menu=False),
    Command("source", source, Permission.OWNER, scope=Scope.PRIVATE, menu=False),
    Command("start", start, Permission.ANYONE, menu=False),
    Command("timeline", timeline, menu=False),
    Command("done", done, menu=False),
    Command("waive", waive, Permission.COMMANDER, menu=False),
)


def menu(language: Language) -> list[tuple[str, str]]:
    """What Telegram's menu shows: name and one line, in this language."""
    return [(command.name, plain(language, command.words)) for command in COMMANDS if command.menu]
