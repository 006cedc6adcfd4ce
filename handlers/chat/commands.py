"""The commands: one table of name, scope, handler, permission and what the menu says."""

from telegram import Update

from bot.desk import (
    decisions,
    habits,
    handouts,
    handovers,
    incidents,
    lists,
    merging,
    notes,
    people,
    places,
    silences,
    speaking,
    stopping,
    tasks,
    watching,
)
from bot.desk.people import Actor, Stranger
from bot.desk.reports import TextMissing
from bot.ids import ClockId, IncidentId
from bot.rules.permissions import require
from handlers.chat import (
    airtimes,
    capturing,
    checking,
    commenting,
    counselling,
    duty_commands,
    fact_orders,
    frontline,
    incident_commands,
    inquiring,
    paging,
    phoning,
    reporting,
    reviewing,
    sheet_orders,
    sourcing,
    statement_orders,
    surveying,
)
from handlers.chat.command import Command, Scope, WrongChat
from handlers.chat.context import DeskContext, place_of, visitor_of
from handlers.chat.typed import CORRECTS, SLASHED, kept_of, rest_of
from handlers.chat.whereabouts import here as here
from messages.library import moments, watches
from messages.words import plain
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Permission


def named(text: str) -> Command | None:
    """The command a text begins with, whatever slash the keyboard gave."""
    slashed = SLASHED.match(text)
    return BY_NAME.get(slashed["name"].lower()) if slashed else None


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
        team = await context.team_of_group(user.id)
        if team is None:
            raise
        await people.start(context.desk, visitor, code, place, member_of=team)


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
            "commands": [[command.name, command.permission.value] for command in COMMANDS if command.in_help],
            "roles": [kind.value for kind in await people.roles_now(context.desk, actor)],
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
    await lists.tell(context.desk, actor, incident, ParcelKind.TIMELINE, place_of(update))


async def recap(update: Update, context: DeskContext, number: str | None = None) -> None:
    """Where this incident stands; once it is over, how it went. `number`: none when it was said in words."""
    actor = await context.actor(update)
    incident = await here(update, context, actor, rest_of(update) if number is None else number)
    await handouts.catch_up(context.desk, actor, incident, place_of(update))


async def done(update: Update, context: DeskContext) -> None:
    """The next public deadline is met: with a link behind the command, or as a reply to the screenshot."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    clock = await _next_public(context, incident)
    proof = rest_of(update) or reporting.proof_in(update)
    await stopping.meet_with_proof(context.desk, actor.person, clock, proof, place=place_of(update))


async def waive(update: Update, context: DeskContext) -> None:
    """The commander decides not to speak by the next public deadline; the reason stands behind the command."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    clock = await _next_public(context, incident)
    await stopping.waive(context.desk, actor.person, clock, kept_of(update), place=place_of(update))


async def _next_public(context: DeskContext, incident: IncidentId) -> ClockId:
    found = await stopping.next_public_of(context.desk, incident)
    if found is None:
        raise stopping.ClockUnknown
    return found


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
    await lists.tell(context.desk, actor, incident, ParcelKind.TASK_LIST, place_of(update))


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
    """Keep a sentence in the timeline: a time in front or at the end says when it happened, #12 that it corrects
    that entry. As a reply without words it keeps the message replied to."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await keep_note(update, context, actor, incident, kept_of(update))


async def keep_note(update: Update, context: DeskContext, actor: Actor, incident: IncidentId, text: str) -> None:
    """The same for words already cut out."""
    if not text and await capturing.replied(update, context, actor, incident):
        return
    numbered = CORRECTS.match(text)
    typed = moments.past(numbered["text"] if numbered else text, context.desk.clock.now(), actor.zone)
    if not typed.rest:
        raise TextMissing(example=plain(actor.language, "example-note"))
    number = int(numbered["number"]) if numbered else None
    await notes.note(context.desk, actor, incident, typed.rest, typed.at, place_of(update), number)


async def keep_evidence(update: Update, context: DeskContext) -> None:
    """Keep what shows the first post: a picture with this as its caption, a link, or the message replied to."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    await capturing.keep_evidence(update, context, actor, incident, rest_of(update))


async def sla(update: Update, context: DeskContext) -> None:
    """All running deadlines; with "why" behind it, why the next public one is what it is."""
    actor = await context.actor(update)
    incident = await here(update, context, actor)
    if not rest_of(update):
        await lists.show(context.desk, actor, incident, ParcelKind.CLOCK_LIST, place_of(update))
        return
    clock = await _next_public(context, incident)
    await lists.tell(context.desk, actor, clock, ParcelKind.CLOCK_WHY, place_of(update))


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
    """What I do in the team, and my language; with a word behind it my code, quiet hours, zone."""
    actor = await context.actor(update)
    if not await duty_commands.personal(update, context, actor):
        await habits.show(context.desk, actor)


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
    Command("evidence", keep_evidence, menu=False),
    Command("handover", handover, menu=False),
    Command("silence", silence, menu=False),
    Command("merge", merge, menu=False),
    Command("sla", sla, menu=False),
    Command("me", me, scope=Scope.PRIVATE, menu=False),
    Command("setup", surveying.setup, Permission.OWNER, scope=Scope.GROUP, menu=False),
    Command("watch", watch, menu=False),
    Command("source", source, Permission.OWNER, scope=Scope.PRIVATE, menu=False),
    *incident_commands.COMMANDS,
    *statement_orders.COMMANDS,
    *reviewing.COMMANDS,
    *duty_commands.COMMANDS,
    *paging.COMMANDS,
    *airtimes.COMMANDS,
    *fact_orders.COMMANDS,
    *checking.COMMANDS,
    *sheet_orders.COMMANDS,
    *commenting.COMMANDS,
    *inquiring.COMMANDS,
    *counselling.COMMANDS,
    *frontline.COMMANDS,
    *phoning.COMMANDS,
    Command("start", start, Permission.ANYONE, menu=False),
    Command("timeline", timeline, menu=False),
    Command("done", done, menu=False),
    Command("waive", waive, Permission.COMMANDER, menu=False),
)

BY_NAME = {command.name: command for command in COMMANDS}


async def run(command: Command, update: Update, context: DeskContext) -> None:
    """Do a command where it may be done, for whom it is.

    Raises:
        WrongChat: it works only in groups, or only in private. NotAllowed: a guest; says who may.
    """
    chat = update.effective_chat
    private = chat is not None and chat.type == "private"
    if command.scope is Scope.GROUP and private:
        raise WrongChat(where="group")
    if command.scope is Scope.PRIVATE and not private:
        raise WrongChat(where="private")
    # The commander is asked per incident; owners by the act itself, which knows the team.
    if command.permission is Permission.MEMBER:
        require(Permission.MEMBER, (await context.actor(update)).standing)
    await command.handler(update, context)


def menu(language: Language, private: bool = False) -> list[tuple[str, str]]:
    """What Telegram's menu shows: name and one line, in this language; in private also what is every member's
    there."""
    shown = [
        command
        for command in COMMANDS
        if command.menu or (private and command.scope is Scope.PRIVATE and command.permission is Permission.MEMBER)
    ]
    return [(command.name, plain(language, command.words)) for command in shown]
