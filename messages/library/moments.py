"""Times as people type them at the end of a line."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import Field

from messages import screening
from messages.library.facts import language_of
from messages.library.rows import Row, document

_DAY = re.compile(
    r"(?:到|至|until|till)?\s*(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?",
    re.IGNORECASE,
)
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[::](?P<minute>[0-5]\d)"


class MomentWordsRow(Row):
    """The words around a typed time, Chinese and English together."""

    tomorrow: tuple[str, ...] = Field(min_length=1)
    minutes: tuple[str, ...] = Field(min_length=1)
    hours: tuple[str, ...] = Field(min_length=1)
    days: tuple[str, ...] = Field(min_length=1)
    weeks: tuple[str, ...] = Field(min_length=1)
    before_it: tuple[str, ...] = Field(min_length=1)
    after_it: tuple[str, ...] = Field(min_length=1)
    weekday: tuple[str, ...] = Field(min_length=1)


class Typed(Struct, frozen=True):
    """A line without its time, and the time (aware; None when there is none at its end)."""

    rest: str
    at: datetime | None
    typed: str = ""


@cache
def _words() -> MomentWordsRow:
    return MomentWordsRow.model_validate(document("typed", "moments.toml"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A time at the end of a line, and one anywhere in it."""
    words = _words()

    def one_of(choices: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))

    at = rf"(?:(?P<tomorrow>{one_of(words.tomorrow)})\s*)?{_CLOCK}"
    after = rf"(?P<count>\d{{1,3}})\s*(?:(?P<minutes>{one_of(words.minutes)})|(?P<hours>{one_of(words.hours)}))"
    return re.compile(rf"(?:^|\s)(?P<typed>{at}|{after})\s*$", re.IGNORECASE), re.compile(
        rf"(?:^|(?<=[\s,;]))(?P<typed>{at}|{after})(?=$|[\s,;])", re.IGNORECASE
    )


def at_end(text: str, now: datetime, zone: ZoneInfo) -> Typed:
    """Read the time at the end of a line.

    A clock time is today's in this zone, even when it has passed: whoever typed it is told so. Spans count
    from `now` (aware).
    """
    return _read(_patterns()[0], text, now, zone)


def first(text: str, now: datetime, zone: ZoneInfo) -> Typed:
    """The same for the first time anywhere in the line; what stands around it is the rest."""
    return _read(_patterns()[1], text, now, zone)


def iso(text: str) -> datetime | None:
    """A moment as a parcel carries it; None for none."""
    return datetime.fromisoformat(text) if text else None


def last_day(text: str, zone: ZoneInfo) -> Typed:
    """The date in a line (`2027-05-01`, `2027年5月1日`), as the end of that day; what stands around it is the
    rest. A date the calendar does not have is none."""
    found = _DAY.search(text)
    if found is None:
        return Typed(text.strip(), None)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Typed(text.strip(), None)
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    end = datetime.combine(day, time(23, 59), zone)
    return Typed(rest, end.astimezone(UTC), found[0].strip())


def past(text: str, now: datetime, zone: ZoneInfo) -> Typed:
    """The time in front of a line or at its end, of something that has happened: a clock time that is still to
    come today was yesterday's. Anything else that is not over is no time of it."""
    typed = _read(_leading(), text, now, zone)
    if typed.at is None:
        typed = at_end(text, now, zone)
    if typed.at is None or typed.at <= now:
        return typed
    yesterday = typed.at - timedelta(days=1)
    return Typed(typed.rest, yesterday, typed.typed) if yesterday <= now else Typed(text.strip(), None)


#: Until when on a day something is due that is due on that day.
_EVENING = time(18, 0)


def day_at_end(text: str, now: datetime, zone: ZoneInfo) -> Typed:
    """The day at the end of a line: `11-27`, `2026-11-27`, `11月27日`, or so many days or weeks from now.

    A day of this year that lies more than half a year back is next year's. Due at six in the evening there. A date
    no calendar has is no date.
    """
    found = _days().search(text)
    if found is None:
        return Typed(text.strip(), None)
    rest, typed = text[: found.start()].strip(), found["typed"].strip()
    today = now.astimezone(zone).date()
    if found["count"]:
        days = int(found["count"]) * (7 if found["weeks"] else 1)
        return Typed(rest, datetime.combine(today + timedelta(days=days), _EVENING, zone).astimezone(UTC), typed)
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        if not found["year"] and today - day > timedelta(days=183):
            day = day.replace(year=day.year + 1)
    except ValueError:
        return Typed(text.strip(), None)
    return Typed(rest, datetime.combine(day, _EVENING, zone).astimezone(UTC), typed)


@cache
def _days() -> re.Pattern[str]:
    words = _words()

    def one_of(choices: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))

    on = r"(?:(?P<year>20\d\d)[-/.年])?(?P<month>1[0-2]|0?[1-9])[-/月](?P<day>[12]\d|3[01]|0?[1-9])日?"
    span = rf"(?P<count>\d{{1,3}})\s*(?:(?P<weeks>{one_of(words.weeks)})|(?:{one_of(words.days)}))"
    return re.compile(rf"(?:^|\s)(?P<typed>{on}|{span})\s*$", re.IGNORECASE)


def alone(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The time that a text is (11-27 18:00, 明天 9:00, 三天内, "Friday 6 pm"); None: it is none, or says more.

    A day without a time is its evening. It may be over: whoever typed it is told so.
    """
    bare = _around().sub("", text.strip())
    clock = at_end(bare, now, zone)
    if clock.at is not None and not clock.rest:
        return clock.at
    day = day_at_end(clock.rest if clock.at else bare, now, zone)
    if day.at is None or day.rest:
        return _as_checked(bare, now.astimezone(zone), zone)
    if clock.at is None:
        return day.at
    return datetime.combine(day.at.astimezone(zone), clock.at.astimezone(zone).time(), zone).astimezone(UTC)


@cache
def _around() -> re.Pattern[str]:
    words = _words()
    before, after = ("|".join(map(re.escape, choices)) for choices in (words.before_it, words.after_it))
    return re.compile(rf"^(?:{before})\s*|\s*(?:{after})?[\s。.!!]*$", re.IGNORECASE)


def _as_checked(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The same as the check reads times in a text: one value, and nothing beside it."""
    found = screening.scan_facts(text, now, language_of(text))
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(text):
        return None
    kind, value = found[0].kind, str(found[0].low)
    try:
        match kind:
            case "dt":
                at = datetime.fromisoformat(value).replace(tzinfo=zone)
            case "date":
                at = datetime.combine(date.fromisoformat(value), _EVENING, zone)
            case "time":
                at = datetime.combine(now.date(), time.fromisoformat(value), zone)
            case "dur":
                at = now + timedelta(seconds=float(value))
            case _:
                return None
    except (ValueError, OverflowError):  # 24:00, or more days than a calendar has
        return None
    if at <= now and any(text.startswith(word) for word in _words().weekday):
        at += timedelta(days=7)
    return at.astimezone(UTC)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?P<typed>{_CLOCK})(?P<tomorrow>(?!))?(?P<count>(?!))?(?=\s)", re.IGNORECASE)


def _read(pattern: re.Pattern[str], text: str, now: datetime, zone: ZoneInfo) -> Typed:
    found = pattern.search(text)
    if found is None:
        return Typed(text.strip(), None)
    rest, typed = f"{text[: found.start()]} {text[found.end() :]}".strip(), found["typed"]
    if found["count"]:
        unit = "hours" if found["hours"] else "minutes"
        return Typed(rest, now + timedelta(**{unit: int(found["count"])}), typed)
    today = now.astimezone(zone).date()
    day = today + timedelta(days=1) if found["tomorrow"] else today
    moment = datetime.combine(day, time(int(found["hour"]), int(found["minute"])), zone)
    return Typed(rest, moment.astimezone(now.tzinfo), typed)
