"""Is it the same text? What may differ without being a difference, and what does differ, in a few words."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec import Struct

from storage.vocabulary.statements import Slot

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_SAID = re.compile(r"[^\W_]")
#: Behind these a sentence, or a part of one, is over; 1,000 and 4.5 go on.
_MARK = re.compile("[.,;!?\u3002\uff0c\uff1b\uff01\uff1f\u3001\u2026](?![0-9A-Za-z])")
#: A text shared by a platform resembles what was approved at least so far; below it is other talk.
ALIKE = 0.5
_NEAR = 2
_RUN = 4
_CONTEXT = 3


class Change(Struct, frozen=True):
    """One place where two texts differ, with a little around it; '' on one side: added or removed."""

    before: str
    after: str


def trivially(text: str) -> str:
    """The text without what nobody sees: width of signs, invisible characters, spaces at the ends of lines."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    lines = [line.rstrip() for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def as_posted(text: str, *, keeps_lines: bool) -> str:
    """The text as a channel gives it back: one that keeps no line breaks may also have closed up spaces."""
    plain = trivially(text)
    return plain if keeps_lines else _SPACES.sub("", plain)


def digest(text: str) -> str:
    """What is kept of a text that is compared later."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same(approved: str, posted: str, *, keeps_lines: bool) -> bool:
    """Is what stands there the approved text, to the letter?"""
    return as_posted(approved, keeps_lines=keeps_lines) == as_posted(posted, keeps_lines=keeps_lines)


def within(approved: str, shared: str, *, keeps_lines: bool) -> bool:
    """Does a platform's share text hold the approved text in full, among words of the platform's own?"""
    wanted = as_posted(approved, keeps_lines=keeps_lines)
    return bool(wanted) and wanted in as_posted(shared, keeps_lines=keeps_lines)


def resembles(approved: str, posted: str) -> bool:
    """Is it a version of the approved text rather than other talk?"""
    one, other = as_posted(approved, keeps_lines=False), as_posted(posted, keeps_lines=False)
    if not one or not other:
        return False
    matcher = SequenceMatcher(None, one[:4000], other[:4000], autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return matched / max(1, min(len(one), 4000)) >= ALIKE


def own_part(approved: str, shared: str) -> str:
    """The part of a share text that stands for the approved one; the platform's own words around it are no
    difference. Where the approved text begins and ends is told by the runs that both have in common."""
    matcher = SequenceMatcher(None, approved, shared, autojunk=False)
    runs = [block for block in matcher.get_matching_blocks() if block.size >= _RUN]
    if not runs:
        return shared
    first, last = runs[0], runs[-1]
    begin = max(0, first.b - first.a)
    end = last.b + last.size + len(approved) - (last.a + last.size)
    return shared[begin:end]


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What is different, place by place, each with the word it stands in."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    spans: list[list[int]] = []
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if spans and a_start - spans[-1][1] <= _NEAR and b_start - spans[-1][3] <= _NEAR:
            spans[-1][1], spans[-1][3] = a_end, b_end
        else:
            spans.append([a_start, a_end, b_start, b_end])
    return tuple(_with_context(before, after, *span) for span in spans)


def _with_context(before: str, after: str, a_start: int, a_end: int, b_start: int, b_end: int) -> Change:
    left = 0
    while a_start - left > 0 and b_start - left > 0 and _same_word(before, a_start - left):
        left += 1
    right = _following(before, after, a_end, b_end)
    return Change(before[a_start - left : a_end + right].strip(), after[b_start - left : b_end + right].strip())


def _same_word(text: str, at: int) -> bool:
    """Do the characters before and at this place belong to one word of Latin letters or digits?"""
    return text[at - 1].isascii() and text[at - 1].isalnum()


def _following(before: str, after: str, a_end: int, b_end: int) -> int:
    """How many characters behind the change make it readable: the word it counts, never past a stop."""
    right = words = 0
    while a_end + right < len(before) and b_end + right < len(after) and right < 16:
        character = before[a_end + right]
        if not (_SAID.match(character) or character == " "):
            break
        if not character.isascii():
            if right >= _CONTEXT:
                break
        elif character == " ":
            words += 1
            if words > 1:
                break
        right += 1
    return right


class SlotText(Struct, frozen=True):
    """One numbered line of a statement."""

    slot: Slot
    text: str


def joined(slots: Sequence[SlotText], between: str = "") -> str:
    """The whole text: the lines one after the other; English puts a space between those that bring none along."""
    whole = ""
    for each in slots:
        apart = whole and each.text and not whole[-1].isspace() and not each.text[0].isspace()
        whole += (between if apart else "") + each.text
    return whole


def realigned(slots: Sequence[SlotText], text: str, between: str = "") -> tuple[SlotText, ...]:
    """The lines of a text that was edited as a whole: each old line keeps the place its words went to.

    The result joined is exactly the new text (without spaces at its ends), line breaks and all; no word is cut,
    and lines that went are left out.
    """
    text = text.strip()
    before = joined(slots, between)
    matcher = SequenceMatcher(None, before, text, autojunk=False)
    codes = matcher.get_opcodes()
    seams = _seams(text, between)
    ends: list[int] = []
    kept = [each for each in slots if each.text]
    for count in range(1, len(kept)):
        position = len(joined(kept[:count], between))
        ends.append(_seam(before, position, text, _moved(codes, position), seams, between))
    if kept:
        ends.append(len(text))
    found: list[SlotText] = []
    start = 0
    for each, end in zip(kept, ends, strict=True):
        piece = _unspaced(text[start : max(start, end)], between if start else "")
        if piece.strip():  # white space alone goes along with what comes behind it
            found.append(SlotText(each.slot, piece))
            start = end
    return _gaps_filled(slots, found, between)


def _seams(text: str, between: str) -> list[int]:
    """Where a text may be cut into lines: its ends, in front of white space, and behind a mark where the language
    puts nothing between sentences."""
    marks = () if between else (stop.end() for stop in _MARK.finditer(text))
    return sorted({0, len(text), *(stop.start() for stop in _SPACES.finditer(text)), *marks})


def _seam(before: str, was: int, text: str, at: int, seams: Sequence[int], between: str) -> int:
    """The place for the end of a line: where it is when the words on both sides are the former ones, else the next
    one at which no word is cut."""
    side = slice(at - 1, at + 1) if 0 < at < len(text) else slice(0, 0)
    stayed = text[side] == before[was - 1 : was + 1] and (not between or text[at : at + 1].isspace())
    return at if stayed else min(seams, key=lambda place: abs(place - at))


def _unspaced(piece: str, between: str) -> str:
    """A line without the one space that joining puts back."""
    return piece[1:] if between and piece.startswith(between) and piece[1:2].strip() else piece


def _gaps_filled(slots: Sequence[SlotText], found: Sequence[SlotText], between: str) -> tuple[SlotText, ...]:
    """What was written in front of a line that stayed belongs to the empty line that stood in front of it."""
    lines = list(found)
    for empty, after in pairwise(slots):
        place = next((index for index, each in enumerate(lines) if each.slot is after.slot), None)
        if empty.text or not after.text or place is None:
            continue
        front, stayed, rest = lines[place].text.partition(after.text.strip())
        if front.strip() and stayed:
            front = front.removesuffix(between) if front.rstrip() + between == front else front
            lines[place : place + 1] = [SlotText(empty.slot, front), SlotText(after.slot, stayed + rest)]
    return tuple(lines) if joined(lines, between) == joined(found, between) else tuple(found)


def _moved(codes: Sequence[tuple[str, int, int, int, int]], position: int) -> int:
    """Where a place of the old text lies in the new one."""
    for kind, a_start, a_end, b_start, b_end in codes:
        if a_start < position <= a_end:
            return b_start + (position - a_start) if kind == "equal" else b_end
    return 0


def near(line: str, text: str) -> bool:
    """Is this text the line, or the line with a few characters changed?"""
    one, other = trivially(line), trivially(text)
    if not one or not other or abs(len(one) - len(other)) > max(4, len(one) // 5):
        return False
    return SequenceMatcher(None, one[:400], other[:400], autojunk=False).ratio() >= 0.85


_STOP = re.compile("[\u3002\uff01\uff1f!?;\uff1b\n]|\\.(?=\\s|$)")


def sentences(text: str) -> list[tuple[int, int, str]]:
    """The sentences of a text with their places: beginning, end (excluded), and what they say."""
    found: list[tuple[int, int, str]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        found.append((begin, stop.end(), text[begin : stop.start()].strip()))
        begin = stop.end()
    found.append((begin, len(text), text[begin:].strip()))
    return [one for one in found if one[2]]


def bare(text: str) -> str:
    """What a sentence says without its signs, spaces and case: two that differ in those alone are the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum()).casefold()
