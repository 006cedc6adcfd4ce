"""How bad an alert is: what its source says, never less than what its words, figures and score demand.

The score and the overrides are data (clocks.md 2.4; starting values to be tuned in drills), handed in by the
caller. A rule here can only raise: a source that says S1 is believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from msgspec import Struct, field

from bot.errors import DeskError
from bot.rules.wordlists import Passage, WordList
from storage.vocabulary.incidents import Action, CrisisType
from storage.vocabulary.severity import ScorePart, Severity, worst

#: What an alert counts as when its source does not say: the duty person hears it once, nobody is woken.
UNSTATED = Severity.S3

_NO = frozenset({"", "0", "false", "no", "off", "none"})


class SeverityUnchanged(DeskError):
    """The incident has this severity already (`severity`)."""

    key = "refused-severity-unchanged"


#: Highest points of each part, 19 in all (clocks.md 2.4).
MOST: Mapping[ScorePart, int] = {
    ScorePart.HARM: 4,
    ScorePart.REACH: 4,
    ScorePart.AUTHORITY: 3,
    ScorePart.RESPONSIBILITY: 3,
    ScorePart.USERS: 3,
    ScorePart.REVERSIBILITY: 2,
}


@dataclass(frozen=True)  # no slots: its word lists are built once and kept
class Override:
    """A minimum severity, whatever the score says. All conditions given must hold; rows of one name are
    alternatives.

    `words`: one of them stands in the text (Latin words whole, Chinese anywhere). `beside`: one of these must
    stand there too. `unless`: phrases that are taken out of the text first ("nobody was hurt"). `label`: a
    label of this name is set and does not say no. `metric` with `at_least` or `at_most`: a figure of the
    alert. `crisis_types`: only for these. `live_only`: only while on air.
    """

    name: str
    floor: Severity
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    label: str = ""
    metric: str = ""
    at_least: float | None = None
    at_most: float | None = None
    crisis_types: tuple[CrisisType, ...] = ()
    live_only: bool = False
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""

    @cached_property
    def lists(self) -> tuple[WordList, WordList | None, WordList | None]:
        """`words`, `beside` and `unless`, ready to be sought."""
        beside = WordList(self.beside) if self.beside else None
        return WordList(self.words), beside, WordList(self.unless) if self.unless else None


class Overrides(tuple[Override, ...]):
    """Override rows that are asked again and again: those that cannot hit are sifted out first.

    Nearly every alert holds none of some four hundred words; that is found out once and not row by row.
    """

    def that_may_hit(self, subject: "Subject") -> tuple[Override, ...]:
        """These rows without such as surely do not hit, in the same order."""
        names, stands_in = self._names, self._words.stands_in
        named = not (names.isdisjoint(subject.labels) and names.isdisjoint(subject.metrics))
        worded = False
        # No word goes beyond its text: each is asked by itself, because alerts of one rule differ in one of them.
        for text in subject.texts:
            if stands_in(text):
                worded = True
                break
        sieve = worded, named, subject.crisis_type
        rows = self._sifted.get(sieve)
        if rows is None:
            rows = self._sifted[sieve] = self._sift(*sieve)
        return rows

    def foresee(self, texts: Iterable[str]) -> None:
        """Many texts will be asked about (`WordList.foresee`)."""
        self._words.foresee(texts)

    @cached_property
    def _words(self) -> WordList:
        return WordList(word for row in self for word in row.words)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for row in self for name in (row.label, row.metric) if name)

    @cached_property
    def _sifted(self) -> dict[tuple[bool, bool, CrisisType | None], tuple[Override, ...]]:
        return {}

    def _sift(self, worded: bool, named: bool, crisis_type: CrisisType | None) -> tuple[Override, ...]:
        return tuple(
            row
            for row in self
            if (worded or not row.words)
            and (named or not (row.label or row.metric))
            and (not row.crisis_types or crisis_type in row.crisis_types)
        )


class ScoreBand(Struct, frozen=True):
    """So many points of one part once a figure of the alert reaches `at_least`."""

    part: ScorePart
    metric: str
    at_least: float
    points: int
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""


class Reason(Struct, frozen=True):
    """Why it is at least this bad: the override's name (or `score`), and the word or figure that hit."""

    name: str
    floor: Severity
    found: str


class Assessment(Struct, frozen=True):
    """The severity to work with, what the source had said (None: nothing), and why it is no milder.

    `reasons` holds every rule that reaches the final severity or more than was stated, the worst first.
    """

    severity: Severity
    stated: Severity | None
    reasons: tuple[Reason, ...] = ()

    @property
    def raised(self) -> bool:
        """Is it worse than the source said?"""
        return self.stated is not None and self.severity.rank < self.stated.rank


class Subject(Struct, frozen=True):
    """What is assessed: all texts of an alert or incident, its figures, labels and circumstances."""

    texts: tuple[str, ...]
    stated: Severity | None = None
    crisis_type: CrisisType | None = None
    live: bool = False
    metrics: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def assess(
    subject: Subject,
    overrides: Sequence[Override],
    bands: Sequence[ScoreBand] = (),
    unstated: Severity = UNSTATED,
) -> Assessment:
    """The worst of what the source says, what the overrides demand and what the figures score."""
    rows = overrides.that_may_hit(subject) if isinstance(overrides, Overrides) else overrides
    if not rows and not subject.metrics:
        return _as_said(subject.stated or unstated, subject.stated)
    text = Passage(*subject.texts)
    reasons = [reason for row in rows if (reason := _hit(row, text, subject)) is not None]
    if subject.metrics:
        points = sum(score(subject.metrics, bands).values())
        if by_score(points) is not Severity.S4:
            reasons.append(Reason("score", by_score(points), str(points)))
    said = subject.stated or unstated
    if not reasons:
        return _as_said(said, subject.stated)
    severity = worst(said, *(reason.floor for reason in reasons))
    telling = {reason.name: reason for reason in reversed(reasons) if reason.floor.rank <= said.rank}
    ordered = sorted(telling.values(), key=lambda reason: (reason.floor.rank, reason.name))
    return Assessment(severity, subject.stated, tuple(ordered))


@cache
def _as_said(severity: Severity, stated: Severity | None) -> Assessment:
    """Nothing makes it worse: so with nearly all alerts."""
    return Assessment(severity, stated)


def score(
    metrics: Mapping[str, float], bands: Iterable[ScoreBand], given: Mapping[ScorePart, int] | None = None
) -> dict[ScorePart, int]:
    """Points of each part: what a person has given, otherwise the highest band its figures reach.

    Parts nobody knows anything about are missing and count nothing; no part exceeds its highest value.
    """
    points: dict[ScorePart, int] = {}
    for band in bands:
        figure = metrics.get(band.metric)
        if figure is not None and figure >= band.at_least:
            points[band.part] = max(points.get(band.part, 0), band.points)
    points.update(given or {})
    return {part: max(0, min(MOST[part], value)) for part, value in points.items()}


def by_score(total: int) -> Severity:
    """S1 from 13 points, S2 from 9, S3 from 5, else S4 (clocks.md 2.4, a starting table)."""
    if total >= 13:
        return Severity.S1
    if total >= 9:
        return Severity.S2
    return Severity.S3 if total >= 5 else Severity.S4


def agreed(*said: Severity) -> Severity:
    """Several people see it differently: the worse holds, the argument waits for the recap (PagerDuty)."""
    return worst(*said)


def change(current: Severity, to: Severity) -> Action:
    """Is setting `to` a raise or a lowering?

    Raises:
        SeverityUnchanged: it has this severity already.
    """
    if current is to:
        raise SeverityUnchanged(severity=to.value)
    return Action.RAISE if to.rank < current.rank else Action.LOWER


def _hit(row: Override, text: Passage, subject: Subject) -> Reason | None:
    if row.live_only and not subject.live:
        return None
    if row.crisis_types and subject.crisis_type not in row.crisis_types:
        return None
    found = subject.crisis_type.value if row.crisis_types and subject.crisis_type else ""
    if row.label:
        value = subject.labels.get(row.label)
        if value is None or value.strip().casefold() in _NO:
            return None
        found = row.label
    if row.metric:
        figure = subject.metrics.get(row.metric)
        if figure is None or not _within(figure, row.at_least, row.at_most):
            return None
        found = f"{row.metric} {figure:g}"
    if row.words:
        words, beside, unless = row.lists
        word = words.find(text, unless)
        if word is None or (beside is not None and beside.find(text, unless) is None):
            return None
        found = word
    return Reason(row.name, row.floor, found) if found else None


def _within(figure: float, at_least: float | None, at_most: float | None) -> bool:
    return (at_least is None or figure >= at_least) and (at_most is None or figure <= at_most)
