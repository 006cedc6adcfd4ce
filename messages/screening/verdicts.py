"""What a check answers: one verdict, and for every problem where, why, and what to say instead."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from messages.screening.lists import Level


class Finding(NamedTuple):
    """One problem.

    Attributes:
        rule: R-C1 … R-C16; R-G12 for a contact, R-G10 for words that come too early.
        level: block, or warn.
        start, end: code points of the original text, `end` excluded.
        evidence: how it was found: an `Evidence`, or fact, pattern, overlap.
        reason: key of the sentence that says why (`reasons.toml`).
        values: blanks of that sentence, as plain text.
        replacement: the line to use instead; empty when the sheet has none.
        sheet_version: the version the text was held against.
        certain: False when a person has to look, because the hit was guessed.
    """

    rule: str
    level: Level
    start: int
    end: int
    evidence: str
    reason: str
    values: tuple[tuple[str, str], ...]
    replacement: str
    sheet_version: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The approved line nearest to a text. `likeness` is 0 to 100: from 95 a quotation, below 70 a new wording."""

    line: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "may this go out?".

    `clear` (通过) when nothing was found, `change` (需改) when only warnings were, `block` (禁止) otherwise.
    A clear verdict says that no rule of wording is broken, not that the text is true or well said.
    """

    level: Literal["clear", "change", "block"]
    findings: tuple[Finding, ...]
    sheet_version: str
    nearest: Suggestion | None = None
    verbatim: bool = False

    @property
    def needs_person(self) -> bool:
        """Whether something was guessed that a person has to decide."""
        return any(not finding.certain for finding in self.findings)


class InText:
    """Offsets for Telegram, which counts UTF-16 units: an emoji is two."""

    def __init__(self, text: str) -> None:
        self._text = text

    def utf16(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length in UTF-16 units of a span given in code points."""
        before = start + sum(char > "\uffff" for char in self._text[:start])
        length = end - start + sum(char > "\uffff" for char in self._text[start:end])
        return before, length
