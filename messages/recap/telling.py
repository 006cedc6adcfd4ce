"""How a recap is said to one reader: times that carry their date, labels, and what an entry says.

A long list says the same words thousands of times: a teller remembers what it looked up, so that 50,000
entries cost a fraction of a second.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from operator import attrgetter, itemgetter, le
from typing import Any, Final
from urllib.parse import quote

from messages import circles, words
from messages.catalogues import has
from messages.dates import written
from messages.library.playbooks import step_texts
from messages.markup import clean
from messages.recap.values import Deadline, Entry, Outcome, Recap
from messages.words import Reader
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.publications import DeviationClass, RumorVerdict
from storage.vocabulary.reviews import ImprovementKind, Question
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: Characters that `clean` takes although Python calls them printable.
_SUSPECT: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_SPACES: Final = re.compile(r"\s+")

_LABELLED: Final[dict[str, type[Enum]]] = {
    "clock": ClockKind,
    "role": RoleKind,
    "severity": Severity,
    "crisis_type": CrisisType,
    "flag": Question,
    "improvement": ImprovementKind,
    "deviation": DeviationClass,
}
_BEFORE_AFTER: Final = (Severity, IncidentState, CrisisType, Responsibility)
#: Reasons the desk itself gives; people's reasons are their own words.
_DESK_REASONS: Final = frozenset({"auto", "declared", "decided", "deadline", "raised"})
#: The desk itself may take a moment; what people add about the past is later.
_AT_ONCE: Final = timedelta(minutes=1)
#: Details that are free text, in the order they are read.
_FREE: Final = ("title", "question", "text", "choice", "why", "source", "proof", "url")
_FREELY: Final = frozenset({*_FREE, "reason", "report", "spread"})
#: RFC 3986, reserved and unreserved characters, without those that Markdown or typst would read.
_IN_ADDRESS: Final = ":/?#@!$&+,;=%-._~"
_COUNTED: Final = frozenset({"joined", "repeated", "count"})
_LAST: Final = 1_000
_PLACED: Final = itemgetter(0)
#: Stands for a time in a sentence that is looked up once: a character no text of ours holds.
_PLACE: Final = "\ue000"


def tidy(text: str) -> str:
    """User text for one line of a file: without what deceives, white space folded. Not escaped, not cut."""
    if text.isprintable() and (text.isascii() or not _SUSPECT.search(text)) and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def address_of(text: str) -> str:
    """A web address that can stand in a link, '' for any other text; whatever could be misread is spelled %XX."""
    address = clean(text).strip()
    return quote(address, safe=_IN_ADDRESS) if address.startswith(("https://", "http://")) else ""


class Dated(Reader, frozen=True):
    """A reader of a file: every time carries its date, because nobody knows on which day it will be read."""

    def moment(self, when: datetime) -> str:
        local = when.astimezone(self.zone).date()
        this_year = self.today.year
        elsewhen = date(this_year, 1, 1) if local != date(this_year, 1, 1) else date(this_year, 12, 31)
        return words.moment(when, self.zone, elsewhen, self.language)


class Teller:
    """One recap's words for one reader."""

    def __init__(self, recap: Recap, reader: Reader) -> None:
        self.reader = Dated(reader.language, reader.zone, recap.as_of)
        self._titles: dict[Enum, str] = {}
        self._labels: dict[Enum, str] = {}
        self._days: dict[date, tuple[str, str]] = {}
        self._repeats: dict[int, str] = {}
        self._alike: dict[tuple[Any, ...], str] = {}
        self._due = self.plain("entry-due", due=_PLACE)
        told: dict[str, Callable[[Any], str]] = {
            **{name: self._labelled(vocabulary) for name, vocabulary in _LABELLED.items()},
            "roles": lambda value: self.reader.listed(self.label(RoleKind(role)) for role in list(value)),
            "live": lambda value: self.plain("retold-live-on" if value else "retold-live-off"),
            "step": lambda value: self.step(str(value)),
            "person": lambda value: tidy(str(value)),
            "helped": lambda value: self.plain("entry-helped" if value else "entry-failed"),
            "corrects": lambda value: self.plain("entry-corrects", index=str(value)),
            "due": self._due_at,
            "late_seconds": lambda value: self._lateness("entry-late", value),
            "noticed_late_seconds": lambda value: self._lateness("retold-noticed", value),
            "circle": lambda value: tidy(circles.circle(str(value), self.reader.language)),
            **{name: lambda value: tidy(str(value)) for name in _FREE},
            "verdict": self._labelled(RumorVerdict),
            "report": lambda value: self.plain("rumor-report", text=tidy(str(value))),
            "spread": lambda value: self.plain("rumor-spread", text=tidy(str(value))),
            "source": lambda value: self.known("source", str(value)),
            "reason": lambda value: self._reason(str(value)),
            "sha256": lambda value: self.plain("entry-sha256", hash=str(value)[:12]),
            "already_out": lambda value: circles.already_out(value, self.reader),
            "kept_by": lambda value: self.plain("entry-kept-by", person=tidy(str(value))),
        }
        self._details = {name: (place, tell) for place, (name, tell) in enumerate(told.items())}

    def plain(self, key: str, **blanks: Any) -> str:
        return self.reader.plain(key, **blanks)

    def label(self, word: Enum) -> str:
        """A word of the vocabulary, or one of ours that the catalogue names."""
        found = self._labels.get(word)
        if found is None:
            found = self._labels[word] = self.reader.label(word)
        return found

    def title(self, word: Enum) -> str:
        """A label where a line begins."""
        found = self._titles.get(word)
        if found is None:
            found = self._titles[word] = words.capital(self.label(word))
        return found

    def when(self, at: datetime | None) -> str:
        """11-22 20:31, '' when it has not come to that."""
        if at is None:
            return ""
        local = at.astimezone(self.reader.zone)
        day = local.date()
        found = self._days.get(day)
        if found is None:
            before, _, after = self.reader.moment(local.replace(hour=0, minute=0)).partition("00:00")
            found = self._days[day] = (before, after)
        return f"{found[0]}{local.hour:02}:{local.minute:02}{found[1]}"

    def local(self, at: datetime) -> datetime:
        """The moment where the reader is."""
        return at.astimezone(self.reader.zone)

    def day(self, at: datetime) -> str:
        """2026-11-22 周日 / Sun 22 Nov 2026: the heading above a day's entries."""
        local = at.astimezone(self.reader.zone).date()
        pattern = "yyyy-MM-dd EEE" if self.reader.language == "zh" else "EEE d MMM yyyy"
        return written(local, pattern, self.reader.language)

    def duration(self, span: timedelta) -> str:
        return self.reader.duration(span)

    def step(self, code: str) -> str:
        """What a step asks for, in words. Tasks made from a playbook are named by its steps' codes too; what is
        no code is shown as it is."""
        text = step_texts().get(code)
        return text.spoken(self.reader.language) if text else tidy(code)

    def deadline(self, deadline: Deadline) -> str:
        """What a deadline is called; a task's by the task."""
        kind = self.label(deadline.kind)
        return (
            self.plain("retold-about", what=kind, text=self.step(deadline.subject)) if deadline.subject else kind
        )

    def outcome(self, outcome: Outcome, late: timedelta = timedelta(), reason: str = "") -> str:
        """按时 · 超时 4 分 · 免除:…"""
        key = f"retold-outcome-{outcome.value.replace('_', '-')}"
        if late and outcome in (Outcome.LATE, Outcome.OVERDUE):
            return self.plain(f"{key}-by", late=late)
        if reason and outcome is Outcome.WAIVED:
            return self.plain(f"{key}-why", reason=tidy(reason))
        return self.plain(key)

    def what(self, entry: Entry) -> str:
        """What kind of entry it is; a deadline met too late does not read as met in time."""
        if entry.kind is EntryKind.CLOCK_MET and (entry.details or {}).get("late_seconds"):
            return words.capital(self.plain("retold-met-late"))
        return self.title(entry.kind)

    def turn(self, entry: Entry) -> str:
        """A turn in one word for a chart; of words that went out, which ones."""
        about = (entry.details or {}).get("clock")
        if entry.kind is EntryKind.PUBLISHED and isinstance(about, str):
            return words.capital(self._labelled(ClockKind)(about))
        return self.title(entry.kind)

    def added_later(self, entry: Entry) -> str:
        """(20:59 补记) when it was written down well after it happened, '' otherwise."""
        if entry.recorded_at - entry.at < _AT_ONCE:
            return ""
        return self.plain("retold-added-later", at=self.when(entry.recorded_at))

    def told(self, entry: Entry) -> str:
        """What an entry says beyond its kind, on one line; not escaped."""
        details = entry.details
        if details is None:
            return self.plain("retold-erased")
        if not details:
            return ""
        if not _FREELY.isdisjoint(details):
            return self._tell(entry, details)
        # No free text: thousands of entries say the same, such as "same alert again".
        try:
            alike = (entry.kind, *details.items())
            found = self._alike.get(alike)
        except TypeError:  # a list among them
            return self._tell(entry, details)
        if found is None:
            found = self._alike[alike] = self._tell(entry, details)
        return found

    def _tell(self, entry: Entry, details: dict[str, Any]) -> str:
        parts: list[tuple[int, str]] = []
        counted = 0
        for name, value in details.items():
            if name in _COUNTED:
                counted += value if isinstance(value, int) else 0
            elif name in self._details and value is not None and value != "" and (value or value is False):
                place, tell = self._details[name]
                parts.append((place, tell(value)))
        if "before" in details and "after" in details:
            parts.append((-1, self._change(details)))
        if counted:
            parts.append((_LAST, self._repeated(counted)))
        if entry.kind is EntryKind.DATA_POINT and "text" not in details:
            parts += [(_LAST, figure) for figure in self._figures(details.get("figures"))]
        if len(parts) == 1:
            return parts[0][1]
        parts.sort(key=_PLACED)
        return " · ".join(text for _, text in parts if text)

    def _repeated(self, count: int) -> str:
        found = self._repeats.get(count)
        if found is None:
            found = self._repeats[count] = self.plain("retold-repeated", count=count)
        return found

    def figures(self, metrics: dict[str, float]) -> str:
        """Figures by the names their sources gave them, such as 播放 3.2 万."""
        return self.reader.listed(self._figures(metrics))

    def _figures(self, metrics: Any) -> list[str]:
        if not isinstance(metrics, dict):
            return []
        return [f"{self.metric(str(name))} {self.figure(value)}" for name, value in metrics.items()]

    def known(self, kind: str, name: str) -> str:
        """The reader's word for a platform, source or figure the desk knows; the sender's own for any other."""
        key = f"{kind}-{name.replace('_', '-')}"
        return self.plain(key) if has(key, self.reader.language) else tidy(name)

    def metric(self, name: str) -> str:
        """What a figure is called."""
        return self.known("metric", name)

    def figure(self, value: Any) -> str:
        """3.2 万 / 32k; what is no number as it is."""
        return self.reader.compact(value) if isinstance(value, int | float) else tidy(str(value))

    def _labelled(self, vocabulary: type[Enum]) -> Callable[[Any], str]:
        known = {str(word.value): word for word in vocabulary}
        return lambda value: self.label(known[value]) if value in known else tidy(str(value))

    def _due_at(self, value: Any) -> str:
        try:
            return self._due.replace(_PLACE, self.when(datetime.fromisoformat(value).astimezone(UTC)))
        except (TypeError, ValueError):  # not written by us: shown as it is, the chain says that it was changed
            return tidy(str(value))

    def _lateness(self, key: str, seconds: Any) -> str:
        return self.plain(key, late=timedelta(seconds=int(seconds))) if isinstance(seconds, int) else ""

    def _reason(self, reason: str) -> str:
        if reason in _DESK_REASONS:
            return self.plain(f"opened-because-{reason}")
        return tidy(circles.why_not(reason, self.reader))

    def _change(self, details: dict[str, Any]) -> str:
        return f"{self._either(str(details['before']))} → {self._either(str(details['after']))}"

    def _either(self, value: str) -> str:
        for vocabulary in _BEFORE_AFTER:
            if value in {word.value for word in vocabulary}:
                return self.label(vocabulary(value))
        return tidy(value)


def in_order(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Entries as they happened; what was added later stands where it belongs."""
    happened = [entry.at for entry in entries]
    if all(map(le, happened, happened[1:])):
        return entries
    return sorted(entries, key=attrgetter("at"))  # stable: what happened together stays as it was written


def clock_of(local: datetime) -> str:
    """20:31:07"""
    return local.isoformat()[11:19]
