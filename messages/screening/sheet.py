"""What a text is held against: the message sheet as plain, frozen values, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from messages.screening.facts import Language, scan_facts
from messages.screening.lists import Wording, WordingList
from messages.screening.values import MOMENTS, FactValue, moment

Responsibility = Literal["unknown", "ours", "shared", "not_ours"]
Severity = Literal["S1", "S2", "S3", "S4"]
Purpose = Literal["statement", "promotion"]


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A fact a text may use.

    Attributes:
        key: the number people know it by ("①", "F3").
        values: what it says; several when it is one sentence with several numbers.
        public: False keeps it inside the house.
        rounding_allowed: whether "about 13,000" may stand for 12,860.
        tolerance: how far a value may be off, as a share (0.02 = 2 percent).
        valid_from, valid_until: outside of these the fact is stale; None means open.
    """

    key: str
    values: tuple[FactValue, ...]
    public: bool = True
    rounding_allowed: bool = False
    tolerance: Decimal = Decimal(0)
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    @classmethod
    def read(
        cls,
        key: str,
        text: str,
        reference_time: datetime,
        language: Language = "zh",
        *,
        public: bool = True,
        rounding_allowed: bool = False,
        valid_until: datetime | None = None,
    ) -> "SheetFact":
        """A fact from one sentence, read as a text would be."""
        values = tuple(value._replace(start=0, end=0) for value in scan_facts(text, reference_time, language))
        return cls(key, values, public, rounding_allowed, Decimal(0), None, valid_until)

    def stands(self, now: datetime) -> bool:
        """Whether the fact is neither too early nor too old."""
        early = self.valid_from is not None and now < self.valid_from
        return not early and (self.valid_until is None or now < self.valid_until)


@dataclass(frozen=True, slots=True)
class NameRule:
    """Whether a person, firm, authority or rival may be named."""

    name: str
    may_say: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseOffer:
    """A remedy or decision somebody approved.

    `group` says what it is (`refund_full`, `recall`, `sue` …, the groups of the promise wordings); `wording` is
    the approved sentence; numbers and days in it may be said.
    """

    group: str
    wording: str
    values: tuple[FactValue, ...] = ()
    ends: datetime | None = None

    def stands(self, now: datetime) -> bool:
        """Whether the offer has not ended."""
        return self.ends is None or now < self.ends


class Known(NamedTuple):
    """A value that may be said: the key people know it by, and the fact behind it, where one is."""

    key: str
    value: FactValue
    fact: SheetFact | None


def sort_of(value: FactValue) -> str:
    """Values of one sort are compared: days and times are one, every other kind is its own."""
    return "moment" if value.kind in MOMENTS else value.kind


@dataclass(frozen=True)
class SheetView:
    """One version of a message sheet, with the state of its incident.

    Attributes:
        version: shown with every finding.
        severity, responsibility, cause_confirmed: the state the rules depend on.
        own_words: the text corrects words of ours: that these were wrong may be said, whoever did the rest.
        purpose: a statement, or promotion that is checked beforehand (stricter about absolutes).
        promotion_paused: selling words are blocked while it is.
        evidence_refs: whether proof stands behind authorities, tests and denials.
        denial_approved: whether legal approved denying or accusing.
        approved_causes: the cause in the approved words.
        approved_lines: texts that may be said as they stand; the first is offered when nothing is nearer.
        contacts: telephone numbers, accounts, link domains, mail addresses, mentions and topics that may be given.
        complainants: names of people who complained; never to be repeated.
        next_update: the time promised for the next word.
        passed: times that were promised in public and are over, in the zone the texts name them in.
        retracted: wordings of earlier versions that no longer hold.
        wordings: the sheet's own do-not-say.
        lists: the team's lists, which many sheets share.
        allow_spans: phrases in which no wording counts, whoever listed it.
    """

    version: str
    severity: Severity = "S2"
    channel: str = ""
    purpose: Purpose = "statement"
    responsibility: Responsibility = "unknown"
    cause_confirmed: bool = False
    approved_causes: tuple[str, ...] = ()
    promotion_paused: bool = False
    evidence_refs: tuple[str, ...] = ()
    denial_approved: bool = False
    facts: tuple[SheetFact, ...] = ()
    wordings: tuple[Wording, ...] = ()
    lists: tuple[WordingList, ...] = ()
    allow_spans: tuple[str, ...] = ()
    approved_lines: tuple[str, ...] = ()
    names: tuple[NameRule, ...] = ()
    offers: tuple[PromiseOffer, ...] = ()
    contacts: tuple[str, ...] = ()
    complainants: tuple[str, ...] = ()
    next_update: datetime | None = None
    passed: tuple[datetime, ...] = ()
    retracted: tuple[str, ...] = ()
    base_wordings: bool = field(default=True)
    own_words: bool = False

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The approved lines without blanks around them and without empty ones."""
        return tuple(line for kept in self.approved_lines if (line := kept.strip()))

    @cached_property
    def known(self) -> Mapping[str, Sequence[Known]]:
        """The values of the facts by their sort: a count is never held against a day."""
        found: dict[str, list[Known]] = {}
        for fact in self.facts:
            for value in fact.values:
                found.setdefault(sort_of(value), []).append(Known(fact.key, value, fact))
        return found

    @cached_property
    def update(self) -> tuple[Known, ...]:
        """The promised next word as a value a text may name."""
        return (Known("next_update", moment(self.next_update), None),) if self.next_update else ()

    @cached_property
    def sayable(self) -> Mapping[str, Sequence[Known]]:
        """The values of the facts and the promised next word, by their sort; offers come and go."""
        return {**self.known, "moment": (*self.known.get("moment", ()), *self.update)}

    @cached_property
    def serious(self) -> bool:
        """Whether the incident is of the two upper levels."""
        return self.severity in ("S1", "S2")

    @cached_property
    def fault_ours(self) -> bool:
        """Whether responsibility, or a part of it, is ours."""
        return self.responsibility in ("ours", "shared")
