"""`/duty`, `/page`, and what `/me` takes behind it: rotations, stand-ins, leave, code, quiet hours, zone."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from telegram import Update

from bot.desk import habits, lists, night_watch, people, readiness, rostering, speaking
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.rostering import OrderUnclear, RotationUnclear
from handlers.chat.command import Command, Scope
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing
from handlers.chat.typed import kept_of, rest_of
from handlers.chat.whereabouts import here
from messages.views import Verb
from messages.words import label, plain
from storage.vocabulary.calls import ShiftDays
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

_HOUR: Final = r"(?:[01]?\d|2[0-3])[:\uff1a][0-5]\d"
_HOURS: Final = re.compile(rf"(?P<begins>{_HOUR})\s*[-~–—\u81f3]\s*(?P<ends>{_HOUR})\Z")
_CLOCK: Final = re.compile(rf"{_HOUR}\Z")
_DAY: Final = re.compile(r"(?:(?P<year>20\d\d)-)?(?P<month>1[0-2]|0?[1-9])-(?P<day>3[01]|[12]\d|0?[1-9])\Z")
_MOST_DAYS = 31
_BACK: Final = frozenset({"back"})


async def duty(update: Update, context: DeskContext) -> None:
    """The roster; with a word behind it a rotation, a stand-in, a leave."""
    actor = await context.actor(update)
    place = place_of(update)
    word, _, rest = kept_of(update).partition(" ")
    match word.casefold():
        case "":
            await rostering.show(context.desk, actor, place)
        case "ics":
            await rostering.show(context.desk, actor, place, ParcelKind.DUTY_CALENDAR)
        case "stats":
            await rostering.show(context.desk, actor, place, ParcelKind.CALL_FIGURES)
        case "add":
            await _add(context, actor, rest.split(), place)
        case "drop":
            await rostering.drop_rotation(context.desk, actor, rest.strip(), place)
        case "swap":
            await _swap(context, actor, rest.split(), place)
        case "order":
            await order(context, actor, rest, place)
        case "away":
            begins, ends = _span(context, actor, rest.split(), "example-duty-away", whole_days=True)
            await rostering.go_away(context.desk, actor, begins, ends, place)
        case "back":
            await rostering.come_back(context.desk, actor, place)
        case _:
            raise RotationUnclear(example=plain(actor.language, "example-duty-add"))


async def _add(context: DeskContext, actor: Actor, words: list[str], place: str) -> None:
    """`add NAME who who … 09:00-21:00 7 workdays`: hours, days each and which days in any order, all optional."""
    begins, ends, days_each, days, people = "09:00", "09:00", 7, ShiftDays.EVERY, []
    for word in words[1:]:
        hours = _HOURS.match(word)
        if hours:
            begins, ends = _clock(hours["begins"]), _clock(hours["ends"])
        elif word.isdecimal() and 1 <= int(word) <= _MOST_DAYS:
            days_each = int(word)
        elif (named := _days(word)) is not None:
            days = named
        else:
            people.append(word)
    if not words or not people:
        raise RotationUnclear(example=plain(actor.language, "example-duty-add"))
    await rostering.keep_rotation(context.desk, actor, words[0][:60], people, begins, ends, days_each, days, place)


def _days(word: str) -> ShiftDays | None:
    for days in ShiftDays:
        names = {label(language, days).replace(" ", "").casefold() for language in Language}
        if word.casefold() in {*names, days.value}:
            return days
    return None


def _clock(text: str) -> str:
    hour, minute = re.split("[:\uff1a]", text)
    return f"{int(hour):02}:{minute}"


async def _swap(context: DeskContext, actor: Actor, words: list[str], place: str) -> None:
    """`swap who 11-25 21:00 11-26 09:00`, or `swap who 11-25 21:00-09:00`."""
    if len(words) < 2:
        raise RotationUnclear(example=plain(actor.language, "example-duty-swap"))
    begins, ends = _span(context, actor, words[1:], "example-duty-swap")
    await rostering.stand_in(context.desk, actor, words[0], begins, ends, place)


def _span(
    context: DeskContext, actor: Actor, words: list[str], example: str, whole_days: bool = False
) -> tuple[datetime, datetime]:
    """Days and hours as they were typed, in the person's zone; an end before its beginning is the next day's."""
    today = context.desk.clock.now().astimezone(actor.zone).date()
    days, hours = [], []
    for word in words:
        day, span = _DAY.match(word), _HOURS.match(word)
        if day:
            year = int(day["year"] or today.year)
            try:
                named = today.replace(year=year, month=int(day["month"]), day=int(day["day"]))
            except ValueError:
                raise RotationUnclear(example=plain(actor.language, example)) from None
            if not day["year"] and named < today - timedelta(days=180):
                named = named.replace(year=year + 1)
            days.append(named)
        elif span:
            hours += [_clock(span["begins"]), _clock(span["ends"])]
        elif _CLOCK.match(word):
            hours.append(_clock(word))
        else:
            raise RotationUnclear(example=plain(actor.language, example))
    if whole_days and days and not hours:
        hours, days = ["00:00", "00:00"], [days[0], days[-1] + timedelta(days=1)]
    if len(hours) != 2 or len(days) > 2 or (whole_days and not days):
        raise RotationUnclear(example=plain(actor.language, example))
    first = days[0] if days else today
    begins = datetime.fromisoformat(f"{first}T{hours[0]}").replace(tzinfo=actor.zone)
    last = days[-1] if len(days) == 2 else first
    ends = datetime.fromisoformat(f"{last}T{hours[1]}").replace(tzinfo=actor.zone)
    if len(days) < 2 and ends <= begins:
        ends = datetime.fromisoformat(f"{first + timedelta(days=1)}T{hours[1]}").replace(tzinfo=actor.zone)
    return begins, ends


async def page(update: Update, context: DeskContext) -> None:
    """Call somebody: the calls that run, with their times, and a button for each role."""
    actor = await context.actor(update)
    incident = await here(update, context, actor, rest_of(update))
    await lists.show(context.desk, actor, incident, ParcelKind.CALLING, place_of(update))


async def call_somebody(p: Pressing) -> Acted:
    """The same from the panel."""
    await lists.show(p.desk, p.actor, p.incident, ParcelKind.CALLING, p.place)
    return Acted("")


async def personal(update: Update, context: DeskContext, actor: Actor) -> bool:
    """What stands behind `/me`: `code 482913`, `quiet S3 23:00-08:00`, `zone Europe/Berlin`. False: nothing."""
    return await about_me(context, actor, rest_of(update).split(), place_of(update))


async def about_me(context: DeskContext, actor: Actor, words: list[str], place: str) -> bool:
    """One thing about me, as it was typed or answered."""
    match [word.casefold() for word in words[:1]]:
        case ["code"]:
            await habits.set_code(context.desk, actor, words[1] if len(words) == 2 else "", place)
        case ["zone"] if len(words) == 2:
            await habits.set_zone(context.desk, actor, words[1], place)
        case ["quiet"] if len(words) == 3 and words[1].upper() in set(Severity):
            hours = _HOURS.match(words[2])
            if hours is None:
                raise RotationUnclear(example=plain(actor.language, "example-me-quiet"))
            level = Severity(words[1].upper())
            await habits.set_quiet(
                context.desk, actor, level, _clock(hours["begins"]), _clock(hours["ends"]), place
            )
        case ["quiet" | "zone"]:
            raise RotationUnclear(example=plain(actor.language, "example-me-quiet"))
        case _:
            return False
    return True


async def order(context: DeskContext, actor: Actor, text: str, place: str) -> None:
    """`legal 陈默 王砚`: who is asked for a role, first to last.

    Raises:
        OrderUnclear.
    """
    words = text.replace(",", " ").replace("\uff0c", " ").replace("\u3001", " ").split()
    role = _role(words[0]) if len(words) > 1 else None
    if role is None:
        raise OrderUnclear(example=plain(actor.language, "example-duty-order"))
    await rostering.set_order(context.desk, actor, role, words[1:], place)


def _role(word: str) -> RoleKind | None:
    for role in RoleKind:
        names = {label(language, role).replace(" ", "").casefold() for language in Language}
        if word.replace("_", "").casefold() in {*names, role.value.replace("_", "")}:
            return role
    return None


async def answered(update: Update, context: DeskContext, question: str, about: str, text: str) -> bool:
    """Is this what /me asked for? Then it is set."""
    if question != "me":
        return False
    actor, place = await context.actor(update), place_of(update)
    match about:
        case "order":
            await order(context, actor, text, place)
        case "away" if text.strip().casefold() in _BACK:
            await rostering.come_back(context.desk, actor, place)
        case "away":
            begins, ends = _span(context, actor, text.split(), "example-duty-away", whole_days=True)
            await rostering.go_away(context.desk, actor, begins, ends, place)
        case _:
            if not await about_me(context, actor, [about, *text.split()], place):
                raise RotationUnclear(example=plain(actor.language, "example-me-quiet"))
    return True


async def ask_about_me(p: Pressing) -> Acted:
    """A button of /me: the roles to tap on, or the question."""
    if p.press.subject == "roles":
        await people.show_duties(p.desk, p.actor)
        return Acted("")
    return await habits.ask_for(p.desk, p.actor, p.press.subject, p.place)


async def ready(update: Update, context: DeskContext) -> None:
    """What would go wrong tonight."""
    await readiness.show(context.desk, await context.actor(update), place_of(update))


async def paper(update: Update, context: DeskContext) -> None:
    """One PDF for the hour when the network is gone."""
    actor = await context.actor(update)
    await speaking.reply(context.desk, place_of(update), ParcelKind.PAPER, actor.team)


async def roster_file(p: Pressing) -> Acted:
    """The roster as a calendar file."""
    await rostering.show(p.desk, p.actor, p.place, ParcelKind.DUTY_CALENDAR)
    return Acted("")


async def still_here(p: Pressing) -> Acted:
    """Whoever was asked is still on it."""
    return await night_watch.still_here(p.desk, p.person, p.incident)


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {Verb.ME: ask_about_me, Verb.ROSTER_FILE: roster_file, Verb.PAGE: call_somebody, Verb.STILL_HERE: still_here}
)

COMMANDS: tuple[Command, ...] = (
    Command("duty", duty, scope=Scope.PRIVATE, menu=False),
    Command("page", page),
    Command("readiness", ready, menu=False),
    Command("paper", paper, scope=Scope.PRIVATE, menu=False),
)
