"""Lists of wordings, compiled once and shared by every check that is held against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from messages.screening.wordings import Matcher, compile_wordings

Level = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that must not go out as they are.

    Attributes:
        term, variants: what is looked for; a variant is reported as the term.
        rule: the rule it belongs to; a team's own bans are R-C1.
        level: block, or warn.
        reason: key of the reason in `reasons.toml`.
        say_instead: the line to use; empty when the sheet's own line is to be offered.
        allow: phrases in which the term is harmless.
        group: for promises and denials, which kind; decides what an approved offer covers.
        scope: where the row comes from, shown to people: global (shipped), team, a crisis type, or incident.
        why: the team's own words for the reason, where it gave some.
    """

    term: str
    rule: str = "R-C1"
    level: Level = "block"
    reason: str = "banned"
    say_instead: str = ""
    variants: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    group: str = ""
    scope: str = "incident"
    why: str = ""


class Compiled(NamedTuple):
    """A matcher, and what each of its terms stands for."""

    matcher: Matcher
    rows: dict[str, tuple[Wording, ...]]


def compiled(
    wordings: Iterable[Wording], allow: Iterable[str] = (), watched: frozenset[int] = frozenset()
) -> Compiled:
    """A matcher over these rows and their variants; costs some hundred milliseconds for a thousand."""
    rows: dict[str, list[Wording]] = {}
    allowed = list(allow)
    for wording in wordings:
        for term in (wording.term, *wording.variants):
            rows.setdefault(term, []).append(wording)
        allowed.extend(wording.allow)
    matcher = compile_wordings(rows, allowed, watched)
    return Compiled(matcher, {term: tuple(found) for term, found in rows.items()})


class WordingList:
    """Wordings of one origin. Never changed: a team whose list grows gets a new one for the part that grew.

    Two lists are equal only when they are the same object, so that finding the compiled matcher costs nothing
    however long the list is. Compiling happens at the first use, or before by `prepare`, off the event loop.
    """

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = tuple(wordings)
        self.terms = frozenset(wording.term for wording in self.wordings)

    @cached_property
    def compiled(self) -> Compiled:
        return compiled(self.wordings)

    @property
    def ready(self) -> bool:
        """Is it compiled already?"""
        return "compiled" in self.__dict__
