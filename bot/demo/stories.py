"""Stories as files: what happens when, what is said about it, and what must be seen for it to be true."""

import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec import Struct

CAPTION_LIMIT: Final = 14
"""Chinese characters of a caption: read at one glance, large."""
PATIENCE: Final = 30.0
"""Real seconds to wait for what a step expects; a busy machine needs some."""
LANGUAGES: Final = ("zh", "en")


class StoryUnreadable(Exception):
    """A story file cannot be told; the text names the file and what is wrong with it."""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Act(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do"):
    """One thing that somebody does, or that must be seen. Places are `general`, `topic`, `live_room`, or a role:
    the private chat of whoever has it."""


class Introduced(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody opens the private chat with the desk, and taps on what he does in the team."""

    who: str
    taps: tuple[Words | str, ...] = ()


class Introduce(Act, frozen=True, tag="introduce"):
    """People make themselves known to the desk, all at once."""

    people: tuple[Introduced, ...]


class Alert(Act, frozen=True, tag="alert"):
    """A source sends alerts, in one request. In them `{zh, en}` becomes the story's language, and `first_seen`
    is a time of the story's first day (20:31)."""

    alerts: tuple[dict[str, Any], ...]


class Press(Act, frozen=True, tag="press"):
    """Somebody presses the newest button of this name; the toast must hold the text, if one is given."""

    who: str
    where: str
    label: Words | str
    toast: Words | str = ""
    within: float = PATIENCE


class Say(Act, frozen=True, tag="say"):
    """Somebody writes; with `reply` as an answer to the newest message there, such as a question of the desk."""

    who: str
    where: str
    text: Words | str
    reply: bool = False


class See(Act, frozen=True, tag="see"):
    """Some message standing in the place holds all of these words."""

    where: str
    text: tuple[Words | str, ...]
    within: float = PATIENCE


class Phone(Act, frozen=True, tag="phone"):
    """People give the desk a phone of theirs, in their private chats: they write `/phones`, tap on `taps`, and
    answer the question that holds `asked` with the address of their topic."""

    people: tuple[str, ...]
    taps: tuple[Words | str, ...]
    asked: Words | str


class Ring(Act, frozen=True, tag="ring"):
    """Somebody's phone rings: the desk has called it, and all of these words lie on it."""

    who: str
    text: tuple[Words | str, ...]
    within: float = PATIENCE


class Touch(Act, frozen=True, tag="touch"):
    """Somebody touches a button on the phone that rang last; with `page` he opens the duty page behind it and
    presses there."""

    who: str
    label: Words | str
    page: bool = False


class Count(Act, frozen=True, tag="count"):
    """Count what the incident's journal holds; a second time: nothing may have been lost."""


class Kill(Act, frozen=True, tag="kill"):
    """The desk's process is killed, without a warning (SIGKILL)."""


class Restart(Act, frozen=True, tag="restart"):
    """The desk starts again on the same database."""


class Recap(Act, frozen=True, tag="recap"):
    """The recap is written to files, one of each form."""

    forms: tuple[str, ...]


AnyAct = Introduce | Phone | Alert | Press | Say | See | Ring | Touch | Count | Kill | Restart | Recap


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose eyes the page shows, and where they look."""

    who: str
    where: str


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A moment of the story: its time, its caption, and what happens. `day` counts from the first one, 0."""

    at: str
    caption: Words
    act: tuple[AnyAct, ...] = ()
    day: int = 0
    look: Place | None = None
    hold: float = 4.0
    """Seconds it stays on a page that is looked at."""
    met: bool = False
    """From here on the deadline counts as met."""


class Bar(Struct, frozen=True, forbid_unknown_fields=True):
    """The one deadline above the page: it runs from first to due."""

    label: Words
    first: str
    due: str


class Evening(NamedTuple):
    """The day a story is told on: the next one that is still to come, so that no clock has to run backwards."""

    midnight: datetime

    def moment(self, clock: str, day: int = 0) -> datetime:
        """A time of the story (20:40 or 20:40:25) as a moment; day 1 is the one after."""
        hour, minute, *second = (int(part) for part in clock.split(":"))
        return self.midnight + timedelta(days=day, hours=hour, minutes=minute, seconds=sum(second))


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: Words
    begins: str
    """When the prologue begins, such as 20:25."""
    zone: str
    owner: str
    """Whom the desk knows from the start: its owner, who is on duty."""
    bar: Bar
    step: tuple[Step, ...]
    prologue: tuple[AnyAct, ...] = ()
    """What happens before the first caption: people make themselves known."""

    def evening(self, now: datetime) -> Evening:
        """The first day after now whose beginning is still to come."""
        there = now.astimezone(ZoneInfo(self.zone))
        today = Evening(there.replace(hour=0, minute=0, second=0, microsecond=0))
        return today if today.moment(self.begins) > now else Evening(today.midnight + timedelta(days=1))


def load(source: Path | None = None) -> Story:
    """The story of this file, or the one that comes with the desk.

    Raises:
        StoryUnreadable: says what is wrong.
    """
    try:
        if source is None:
            text = (files("bot.demo") / "stories" / "product_safety.toml").read_text(encoding="utf-8")
        else:
            text = source.read_text(encoding="utf-8")
        story = msgspec.convert(tomllib.loads(text), Story)
        _check(story)
    except (OSError, ValueError) as wrong:  # TOML, schema and Unicode errors are ValueErrors
        raise StoryUnreadable(f"{source or 'product_safety.toml'}: {wrong}") from wrong
    return story


def _check(story: Story) -> None:
    """Raises ValueError: a caption too long, a time that runs backwards or cannot be read."""
    if story.zone not in available_timezones():
        raise ValueError(f"zone: {story.zone}")
    evening = Evening(datetime(2026, 1, 1, tzinfo=ZoneInfo(story.zone)))
    before = evening.moment(story.begins)
    for step in story.step:
        if not 0 < len(step.caption.zh) <= CAPTION_LIMIT or not step.caption.en:
            raise ValueError(f"caption: 1 to {CAPTION_LIMIT} characters: {step.caption.zh}")
        now = evening.moment(step.at, step.day)
        if now < before:
            raise ValueError(f"at: {step.at} comes before the step above it")
        before = now
    if evening.moment(story.bar.due) <= evening.moment(story.bar.first):
        raise ValueError("bar: due comes before first")


def localized(value: Any, language: str) -> Any:
    """The same value with every `{zh, en}` in one language."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {name: localized(one, language) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [localized(one, language) for one in value]
    return value


def spoken(words: Words | str, language: str) -> str:
    """Words in one language; a plain string is the same in both."""
    return words if isinstance(words, str) else words.of(language)


def all_spoken(words: Sequence[Words | str], language: str) -> list[str]:
    return [spoken(each, language) for each in words]
