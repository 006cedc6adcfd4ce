"""What a journalist asks, as somebody types it in one line, and answers that say nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace
from pydantic import Field

from messages.library import moments
from messages.library.facts import language_of
from messages.library.rows import Row, document
from messages.screening import scan_facts

#: What people put around the parts.
_EDGES = " \t\n::,,。;;、·-—「」“”\"'"
_MARKS = "::"
#: Until when on a day something is due that is due on that day (as `messages.library.moments`).
_EVENING = time(18, 0)


class InquiryWordsRow(Row):
    """The words of `typed/media.toml`, Chinese and English together."""

    question: tuple[str, ...] = Field(min_length=1)
    ahead: tuple[str, ...] = Field(min_length=1)
    behind: tuple[str, ...] = Field(min_length=1)
    sheet: tuple[str, ...] = Field(min_length=1)
    no_comment: tuple[str, ...] = Field(min_length=1)


class Typed(Struct, frozen=True):
    """Who asks, until when an answer is wanted (aware; `typed`: as it was written), and what is asked."""

    outlet: str = ""
    due_at: datetime | None = None
    typed: str = ""
    question: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts that are not there, in the order in which people say them."""
        parts = {"outlet": self.outlet, "deadline": self.due_at, "question": self.question}
        return tuple(name for name, part in parts.items() if not part)


@cache
def words() -> InquiryWordsRow:
    """The words, as the file has them."""
    return InquiryWordsRow.model_validate(document("typed", "media.toml"))


def read(text: str, now: datetime, zone: ZoneInfo) -> Typed:
    """The parts of one line, or of several: who, until when, and behind a word for asking the question.

    A clock time without a day is today's in this zone, even when it has passed: whoever typed it is told so. A day
    without a time means six in the evening there. The time may also stand at the very end, with its own word
    (`… 18:00前`).
    """
    who, question = _apart(text)
    rest, due, typed = _time_in(who, now, zone)
    if due is None and question:
        shorter, due, typed = _time_at_end(question, now, zone)
        question = shorter if due is not None else question
    return Typed(rest.strip(_EDGES), due, typed, question)


def completed(before: Typed, more: str, now: datetime, zone: ZoneInfo) -> Typed:
    """What somebody adds who was asked for what lacked: only that is taken from it."""
    lacking = before.lacking
    added = read(more, now, zone)
    if lacking == ("outlet",):
        return replace(before, outlet=more.strip(_EDGES))
    if lacking == ("question",):
        asked = added.question or more.strip()
        return replace(before, question=asked)
    due, typed = (added.due_at, added.typed) if "deadline" in lacking else (before.due_at, before.typed)
    question = before.question
    if "question" in lacking:
        # Without the word for asking it, what stands beside the time is the question: who asks is known.
        question = added.question or (added.outlet if before.outlet else "")
    return Typed(before.outlet or added.outlet, due, typed, question)


def no_comment(text: str) -> str:
    """The words of an answer that say that there is none, '' when it says something."""
    said = " ".join(text.casefold().replace("\u2019", "'").split())
    return next((word for word in words().no_comment if word in said), "")


def taken_from(text: str) -> tuple[int | None, str]:
    """The version of the sheet that an answer names in front (`v3 …`, `口径3:…`), and the answer itself."""
    found = _version().match(text)
    return (int(found["version"]), found["answer"].strip()) if found else (None, text.strip())


def _apart(text: str) -> tuple[str, str]:
    """Who asks with his deadline, and what: cut at the first word for asking, else at the first line break."""
    found = _asking().search(text)
    if found is not None:
        return text[: found.start()], text[found.end() :].strip()
    first, _, rest = text.strip().partition("\n")
    return first, rest.strip()


def _time_in(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None, str]:
    """The first time in these words, and the words without it and what belongs to it."""
    for start, end, due in _times(text, now, zone):
        before, behind = _ahead().sub("", text[:start]), _behind().sub("", text[end:])
        return f"{before} {behind}", due, text[start:end].strip()
    typed = moments.first(text, now, zone)
    return (_ahead().sub("", typed.rest), typed.at, typed.typed) if typed.at else (text, None, "")


def _time_at_end(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None, str]:
    """A time behind the question that says by a word of its own that it is the deadline."""
    for start, end, due in _times(text, now, zone):
        before, behind = _ahead().sub("", text[:start]), _behind().sub("", text[end:])
        marked = before != text[:start] or behind != text[end:]
        if marked and not behind.strip(_EDGES):
            return before.strip(), due, text[start:end].strip()
    return text, None, ""


def _times(text: str, now: datetime, zone: ZoneInfo) -> Iterator[tuple[int, int, datetime]]:
    """Every moment a text names, in order: a day with a time, a time of today, a day, a span from now."""
    here = now.astimezone(zone)
    for value in scan_facts(text, here, language_of(text)):
        due: datetime | None = None
        match value.kind:
            case "dt":
                due = datetime.fromisoformat(str(value.low)).replace(tzinfo=zone)
            case "time":
                due = datetime.combine(here.date(), time.fromisoformat(str(value.low)), zone)
            case "date":
                due = datetime.combine(datetime.fromisoformat(str(value.low)).date(), _EVENING, zone)
            case "dur":
                due = here + timedelta(seconds=int(value.low))
        if due is not None:
            yield value.start, value.end, due.astimezone(UTC)


def _one_of(choices: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))


@cache
def _asking() -> re.Pattern[str]:
    """A word for asking behind a blank or a mark, then a colon or a blank; 问 also before the question itself."""
    return re.compile(
        rf"(?:^|(?<=[\s,,;;。前内]))(?:{_one_of(words().question)})(?:\s*[{_MARKS}]\s*|\s+|(?<=问)(?=\S))",
        re.IGNORECASE,
    )


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![A-Za-z])(?:{_one_of(words().ahead)}))\s*[{_MARKS}]?\s*$", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{_one_of(words().behind)})", re.IGNORECASE)


@cache
def _version() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{_one_of(words().sheet)})\s*v?\s*(?P<version>\d{{1,4}})(?!\d)[\s{_MARKS},,]+(?P<answer>.*)",
        re.IGNORECASE | re.DOTALL,
    )
