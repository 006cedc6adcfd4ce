"""Turns of phrase: what a fixed wording cannot hold, because people put it in a hundred ways.

"We let the host go", 钱一定都退给大家: who does what to whom, with words between. The rows lie in
`messages/library/phrasings/*.toml`, each with its source, sentences in which it is found and sentences in which it
is not; a test reads both. Whoever is quoted as an authority is named in `authorities.toml` beside them. A phrasing
is judged like a wording of its rule: an approved offer covers it, evidence allows it, a question or a "not" in
front of it lowers it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from messages.screening.folding import Folded
from messages.screening.hits import Evidence, Hit
from messages.screening.lists import Wording
from messages.screening.pairs import number_of

_FOLDER = Path(__file__).parents[1] / "library" / "phrasings"
_PIECES = "pieces.toml"
_AUTHORITIES = "authorities.toml"
_QUOTED = {"zh": "body", "en": "labs"}  # the pieces that stand for their names
_PIECE = re.compile(r"<([a-z]+)(\d*)>")
_LOOKED_BACK = 40
_LETTERS = 3
_MARKS = "。!?;:,、\n\uff0c\uff01\uff1f\uff1b\uff1a"
_MARK = re.compile(f"[{_MARKS}.](?:(?<![.])|(?=\\s|$))")
_UP_TO_MARK = re.compile(f".*[{_MARKS}.](?=.)(?:(?<![.])|(?=\\s))", re.DOTALL)


class Phrasing(NamedTuple):
    """A turn of phrase.

    Attributes:
        wording: rule, level, reason and group; its term names the phrasing in the data.
        chinese: whether the signs are Chinese.
        signs: at least one of them stands in every clause in which it is found.
        also: so does one of these; empty asks nothing.
        find: the expression, of a clause in plain form and lower case, with the mark at its end; what it finds is
            its first group, see `_looked_for`.
        unless_before: what stands before it in its clause where it means something else; None means nothing.
        unless_in: what stands inside it then.
    """

    wording: Wording
    chinese: bool
    signs: tuple[str, ...]
    also: tuple[str, ...]
    find: re.Pattern[str]
    unless_before: re.Pattern[str] | None
    unless_in: re.Pattern[str] | None


_Signs = tuple[tuple[int, str], ...]  # rows by their place, each with the sign that asks for it


class _Shipped(NamedTuple):
    """Which sign asks for which rows: Chinese ones of one character, longer ones by their first two, Latin ones by
    their first three letters, and the few that are shorter."""

    singles: Mapping[str, _Signs]
    pairs: Mapping[int, _Signs]
    keys: frozenset[int]
    latin: Mapping[str, _Signs]
    letters: frozenset[str]
    short: _Signs


def found(folded: Folded) -> Iterator[tuple[Hit, Wording]]:
    """Every phrasing in a text with its place there.

    An expression is tried only in clauses that hold one of its signs: over a whole draft two dozen of them would
    cost as much as all the rest of the check.
    """
    seen, known = folded.seen, phrasings()
    signs = _signs(folded)
    for place in sorted(signs):
        row = known[place]
        for begin, end in _clauses(seen, signs[place]):
            clause = seen[begin:end]
            if row.also and not any(map(clause.__contains__, row.also)):
                continue
            behind = 0
            for match in row.find.finditer(clause):
                start, stop = match.span(1)
                if behind <= start < stop:
                    behind = stop
                    if not _means_other(row, clause, start, stop):
                        first, last = folded.original(begin + start, begin + stop)
                        yield Hit(folded.text[first:last], first, last, Evidence.EXACT), row.wording


def _signs(folded: Folded) -> dict[int, list[str]]:
    """The rows of which a sign may stand in the text, by their place, with those signs."""
    shipped = _shipped()
    seen = folded.seen
    asked = [rows for char, rows in shipped.singles.items() if char in seen]
    # What stands together in the text stands together without its marks.
    asked += map(shipped.pairs.__getitem__, folded.held(shipped.keys))
    if folded.letters:
        threes = {seen[place : place + _LETTERS] for place in range(len(seen) - _LETTERS + 1)}
        asked += [shipped.latin[letters] for letters in shipped.letters.intersection(threes)]
        asked.append(shipped.short)
    found: dict[int, list[str]] = {}
    for signs in asked:
        for place, sign in signs:
            found.setdefault(place, []).append(sign)
    return found


def _clauses(seen: str, signs: Iterable[str]) -> list[tuple[int, int]]:
    """The clauses that hold one of these signs. Only marks beside a sign are looked for: each costs as much as a
    hundred characters passed over."""
    found: set[tuple[int, int]] = set()
    for sign in signs:
        place = seen.find(sign)
        while place >= 0:
            before, behind = _UP_TO_MARK.match(seen, 0, place + 1), _MARK.search(seen, place)
            end = behind.end() if behind else len(seen)
            found.add((before.end() if before else 0, end))
            place = seen.find(sign, end)
    return sorted(found)


def _means_other(row: Phrasing, clause: str, start: int, stop: int) -> bool:
    if row.unless_in and row.unless_in.search(clause[start:stop]):
        return True
    if not row.unless_before:
        return False
    before = clause[max(0, start - _LOOKED_BACK) : start]
    return row.unless_before.search(before) is not None


@lru_cache(1)
def phrasings() -> tuple[Phrasing, ...]:
    """The shipped phrasings in the order of files and rows.

    Raises:
        ValueError: a row lacks something, or a piece that it names does not exist.
    """
    return tuple(_phrasing(row, file) for file, row in rows())


def rows() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows as they lie in the data, each with the name of its file."""
    for path in sorted(_FOLDER.glob("*.toml")):
        for row in _read(path.name).get("phrasing", ()):
            yield path.name, row


@lru_cache(1)
def authorities() -> Sequence[Mapping[str, Any]]:
    """Who is quoted as an authority: rows with their kind, and names or ends of names in both languages."""
    found: Sequence[Mapping[str, Any]] = _read(_AUTHORITIES)["authority"]
    return found


def _names(language: str) -> tuple[str, ...]:
    """Every name of an authority, longer ones first."""
    found = {name for row in authorities() for name in row[language]}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _read(file: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / file).read_text("utf-8"))


@lru_cache(1)
def _pieces() -> Mapping[str, str]:
    found: dict[str, str] = dict(_read(_PIECES)["pieces"])
    for language, piece in _QUOTED.items():
        plural = "s?" if language == "en" else ""
        found[piece] = "|".join(re.escape(name) + plural for name in _names(language))
    return found


def pairs() -> frozenset[int]:
    """The pairs of characters with which the signs of phrasings begin."""
    return _shipped().keys


@lru_cache(1)
def _shipped() -> _Shipped:
    singles: dict[str, list[tuple[int, str]]] = {}
    pairs: dict[int, list[tuple[int, str]]] = {}
    latin: dict[str, list[tuple[int, str]]] = {}
    short: list[tuple[int, str]] = []
    for place, row in enumerate(phrasings()):
        for sign in row.signs:
            if not row.chinese:
                (latin.setdefault(sign[:_LETTERS], []) if len(sign) >= _LETTERS else short).append((place, sign))
            elif len(sign) == 1:
                singles.setdefault(sign, []).append((place, sign))
            else:
                pairs.setdefault(number_of(sign[:2]), []).append((place, sign))
    return _Shipped(
        {sign: tuple(found) for sign, found in singles.items()},
        {pair: tuple(found) for pair, found in pairs.items()},
        frozenset(pairs),
        {letters: tuple(found) for letters, found in latin.items()},
        frozenset(latin),
        tuple(short),
    )


def _phrasing(row: Mapping[str, Any], file: str) -> Phrasing:
    signs, level = tuple(_signs_of(row)), row.get("level", "block")
    if not (row.get("term") and row.get("rule") and row.get("find") and signs and level in ("block", "warn")):
        raise ValueError(f"{file}: a row needs term, rule, signs, find and a level (block or warn): {row}")
    wording = Wording(
        term=row["term"],
        rule=row["rule"],
        level="block" if level == "block" else "warn",
        reason=row["reason"],
        group=row.get("group", ""),
        scope="global",
    )
    return Phrasing(
        wording,
        row["language"] == "zh",
        signs,
        tuple(row.get("also", ())),
        re.compile(_looked_for(_filled(row["find"], file), row.get("begins", ""))),
        _optional(row.get("unless_before"), file),
        _optional(row.get("unless_in"), file),
    )


def _signs_of(row: Mapping[str, Any]) -> Iterator[str]:
    """The signs of a row; <body> or <labs> among them are the names of the authorities."""
    for sign in row.get("signs", ()):
        named = [language for language, piece in _QUOTED.items() if sign == f"<{piece}>"]
        yield from (name for language in named for name in _names(language)) if named else (sign,)


def _looked_for(pattern: str, begins: str) -> str:
    """An expression as a group. Of a long one the row names the characters that it can begin with: `re` passes
    over all others in C, where it would try each of thirty alternatives at each place."""
    return f"[{re.escape(begins)}](?<=(?=({pattern}))(?s:.))" if begins else f"({pattern})"


def _optional(pattern: str | Iterable[str] | None, file: str) -> re.Pattern[str] | None:
    return expression(pattern, file) if pattern else None


def expression(pattern: str | Iterable[str], file: str) -> re.Pattern[str]:
    """One expression, or several of which one is enough, with their pieces filled in: <we>, and <g4> for at most
    four of <g>."""
    return re.compile(_filled(pattern, file))


def _filled(pattern: str | Iterable[str], file: str) -> str:
    text = pattern if isinstance(pattern, str) else "|".join(pattern)

    def piece_of(match: re.Match[str]) -> str:
        piece = _pieces().get(match[1])
        if piece is None:
            raise ValueError(f"{file}: there is no piece <{match[1]}>")
        return f"(?:{piece}){{0,{match[2]}}}" if match[2] else f"(?:{piece})"

    return _PIECE.sub(piece_of, text)
