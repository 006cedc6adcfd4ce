"""Looking back in the chat: commands, buttons, and the answers to its questions."""

from collections.abc import Mapping
from types import MappingProxyType

from telegram import Update

from bot.desk import debriefs, improvements, lists, panels, reviews
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.places import Asked
from bot.desk.reports import TextMissing
from bot.ids import IncidentId
from handlers.chat.command import Command
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing, by_person
from handlers.chat.typed import kept_of
from handlers.chat.whereabouts import here, numbered
from messages.library import moments
from messages.views import Verb
from messages.words import plain
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.reviews import ClosingPiece, ImprovementKind, Question

# --- commands ---


async def lesson(update: Update, context: DeskContext) -> None:
    """Keep a lesson, in one line."""
    actor = await context.actor(update)
    text = kept_of(update)
    if not text:
        raise TextMissing(example=plain(actor.language, "example-lesson"))
    incident = await here(update, context, actor)
    await reviews.learn(context.desk, actor, incident, text, place_of(update))


def _improving(kind: ImprovementKind, example: str):  # type: ignore[no-untyped-def]
    async def give(update: Update, context: DeskContext) -> None:
        actor = await context.actor(update)
        text = kept_of(update)
        incident = await here(update, context, actor)
        if not text and kind is ImprovementKind.ACTION:
            await _list(context, actor, incident, place_of(update))
            return
        if not text:
            raise TextMissing(example=plain(actor.language, example))
        await improve(context, actor, incident, text, place_of(update), kind)

    return give


async def improve(
    context: DeskContext,
    actor: Actor,
    incident: IncidentId,
    text: str,
    place: str,
    kind: ImprovementKind = ImprovementKind.ACTION,
) -> None:
    """What is to change, @who, until which day: `... @name 11-27`."""
    typed = moments.day_at_end(text, context.desk.clock.now(), actor.zone)
    words = typed.rest.split()
    owner = next((word for word in words if word.startswith("@")), "")
    what = " ".join(word for word in words if word != owner)
    if not what:
        raise TextMissing(example=plain(actor.language, "example-action"))
    await improvements.give(context.desk, actor, incident, what, owner, typed.at, kind, place)


async def review(update: Update, context: DeskContext) -> None:
    """What is missing before closing, and the agenda; with words behind it, the look back of day 7, 30 or 90."""
    actor = await context.actor(update)
    number, text = numbered(kept_of(update))
    incident = await here(update, context, actor, number)
    if text:
        await reviews.look_back(context.desk, actor, incident, text, place_of(update))
        return
    await lists.tell(context.desk, actor, incident, ParcelKind.PANEL, place_of(update), {"panel": "review"})


async def _list(context: DeskContext, actor: Actor, incident: IncidentId, place: str) -> None:
    await lists.tell(context.desk, actor, incident, ParcelKind.IMPROVEMENT_LIST, place)


COMMANDS: tuple[Command, ...] = (
    Command("lesson", lesson, menu=False),
    Command("action", _improving(ImprovementKind.ACTION, "example-action"), menu=False),
    Command("playbook", _improving(ImprovementKind.PLAYBOOK, "example-playbook"), menu=False),
    Command("wording", _improving(ImprovementKind.WORDING, "example-wording"), menu=False),
    Command("review", review, menu=False),
)

# --- answers to questions ---


async def answered(update: Update, context: DeskContext, actor: Actor, asked: Asked, text: str) -> bool:
    """Is this the answer to a question of the review? False: to none."""
    if asked.question not in ("debrief", "reason", "lesson", "improvement", "outcome"):
        return False
    if not text:
        raise TextMissing(example="")
    desk, incident = context.desk, IncidentId(asked.subject)
    match asked.question:
        case "debrief":
            question = Question(str(asked.values.get("question", "")))
            await debriefs.say(desk, actor.person, asked.subject, question, text)
        case "reason":
            await reviews.give_reason(desk, actor.person, incident, text)
        case "lesson":
            await reviews.learn(desk, actor, incident, text)
        case "improvement":
            await improve(context, actor, incident, text, "")
        case _:
            await improvements.done(desk, actor.person, asked.subject, text)
    return True


# --- buttons ---


async def _review(p: Pressing) -> Acted:
    return await panels.show(p.desk, p.person, p.incident, p.spot, {"panel": "review"})


async def close(p: Pressing) -> Acted:
    """Close it: what is missing is shown first; when nothing is, it is pressed twice."""
    lacking = await reviews.missing_of(p.desk, p.incident)
    if lacking:
        await panels.show(p.desk, p.person, p.incident, p.spot, {"panel": "review"})
        return Acted("toast-closing-lacks", {"count": len(lacking)})
    await panels.show(p.desk, p.person, p.incident, p.spot, {"panel": "phase", "confirm": p.press.verb})
    return Acted("toast-again")


async def _mend(p: Pressing) -> Acted:
    return await reviews.mend(p.redrawing("review"), p.actor, p.incident, ClosingPiece(p.press.extra), p.place)


async def _blame(p: Pressing) -> Acted:
    if not p.press.extra:
        values: dict[str, str | int] = {"panel": "review", "blaming": 1}
        return await panels.show(p.desk, p.person, p.incident, p.spot, values)
    return await reviews.blame(p.redrawing("review"), p.person, p.incident, Responsibility(p.press.extra))


async def _sign(p: Pressing) -> Acted:
    return await reviews.sign(p.redrawing("review"), p.person, p.incident)


async def _debrief(p: Pressing) -> Acted:
    return await debriefs.ask(p.desk, p.person, p.press.subject, Question(p.press.extra), p.place)


async def _improvements(p: Pressing) -> Acted:
    await _list(p.context, p.actor, p.incident, p.place)
    return Acted("")


async def _done(p: Pressing) -> Acted:
    return await improvements.ask_outcome(p.desk, p.person, p.press.subject, p.place)


async def _helped(p: Pressing) -> Acted:
    return await improvements.judge(p.desk, p.person, p.press.subject, helped=True)


async def _failed(p: Pressing) -> Acted:
    return await improvements.judge(p.desk, p.person, p.press.subject, helped=False)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.REVIEW: _review,
        Verb.MEND: _mend,
        Verb.BLAME: _blame,
        Verb.SIGN: _sign,
        Verb.DEBRIEF_SAY: _debrief,
        Verb.DEBRIEF_NONE: by_person(debriefs.nothing, str),
        Verb.ACTIONS: _improvements,
        Verb.IMPROVEMENT_DONE: _done,
        Verb.IMPROVEMENT_HELPED: _helped,
        Verb.IMPROVEMENT_FAILED: _failed,
    }
)
