"""What is wrong with a wording that somebody wants on the do-not-say list, said before it is kept."""

from collections.abc import Iterable
from typing import NamedTuple

from messages.screening.folding import plain_wording


class WordingProblem(NamedTuple):
    """A problem: key of its sentence (`reasons.toml`), whether it forbids the wording, the line it is about."""

    reason: str
    refused: bool
    line: str = ""


def wording_problems(
    term: str, *, approved_lines: Iterable[str] = (), existing: Iterable[str] = ()
) -> list[WordingProblem]:
    """Everything that speaks against a new wording; empty when nothing does.

    A wording without a letter is refused, and so is one of a single character, which would hit nearly every
    sentence, and one that is an approved line. The rest is a word of warning.
    """
    plain = plain_wording(term)
    if not plain:
        return [WordingProblem("screening.wording.empty", True)]
    problems: list[WordingProblem] = []
    if len(plain) == 1:
        problems.append(WordingProblem("screening.wording.single", True))
    for line in approved_lines:
        approved = plain_wording(line)
        if approved == plain:
            problems.append(WordingProblem("screening.wording.approved", True, line))
        elif plain in approved:
            problems.append(WordingProblem("screening.wording.in_approved", False, line))
    if any(plain_wording(other) == plain for other in existing):
        problems.append(WordingProblem("screening.wording.exists", False))
    return problems
