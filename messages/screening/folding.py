"""One plain form for every way to write the same characters, with the way back to the original text.

Nothing here walks over clean text character by character: three character-set searches decide whether there is
anything to fold at all (0.6 µs per 100 characters each), and the way back is computed only after a hit.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cached_property, lru_cache

from messages.screening import late, tables
from messages.screening.pairs import numbers_of

SENTENCE_MARKS = frozenset("。!?;:,、…\uff01\uff1f\uff1b\uff1a\uff0c\n\r")
# Between a term's characters at most this many marks count as decoration.
LONGEST_GAP = 12
_FORMAL_NUMERALS = dict(zip("〇壹弌贰弍叁弎肆伍陆柒捌玖", "零一一二二三三四五六七八九", strict=True))
_LATIN = late.pattern("[a-z]")
# Those that nearly every text is content with; the only sign of a chat room among them is ~.
_COMMON_MARKS = "\uff0c\u3002\u3001\uff01\uff1f\uff1b\uff1a\u2026\u201c\u201d\uff5e,.!?;:~- \n"
_STAND_IN = "\x00"  # a mark outside the first 65,536 code points, an emoji for example


def _ranges(points: Iterable[int]) -> str:
    parts: list[str] = []
    first = last = -2
    for point in points:
        if point != last + 1:
            if first >= 0:
                parts.append(f"\\u{first:04x}-\\u{last:04x}")
            first = point
        last = point
    return "".join([*parts, f"\\u{first:04x}-\\u{last:04x}"])


@lru_cache(1)
def _foldable() -> dict[str, str]:
    return {**tables.plain_forms(), **_FORMAL_NUMERALS}


@lru_cache(1)
def _classes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What nobody sees; runs of marks; what has to be folded. Single classes: the fastest search there is."""
    invisible, marks = tables.noise_points()
    # "%" and "+" carry meaning in wordings ("100%", "dou+"): never dropped as decoration.
    mark_class = "\\x00" + _ranges(point for point in marks if chr(point) not in "%+％＋＠＄")
    foldable = _foldable()
    han = _ranges(point for point in range(0x4E00, 0xA000) if chr(point) not in foldable)
    return (
        re.compile(f"[{_ranges(invisible)}]"),
        re.compile(f"[{mark_class}]+"),
        re.compile(f"[^\\x00-\\x7f{mark_class}{han}]"),
    )


@lru_cache(1)
def _strange() -> re.Pattern[str]:
    """What nobody sees and what has to be folded, in one set."""
    invisible, marks = tables.noise_points()
    hidden, foldable = set(invisible), _foldable()
    shown = _ranges(p for p in marks if p > 0x7E and p not in hidden and chr(p) not in "％＋＠＄")
    han = _ranges(point for point in range(0x4E00, 0xA000) if chr(point) not in foldable)
    return re.compile(f"[^\\t\\n\\r\\x20-\\x7e{shown}{han}]")


@lru_cache(1)
def _uncommon() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Whatever is no plain Chinese character, no digit and no common mark; the same, and no mark at all. Without
    the latter there is nothing to fold."""
    _, marks = tables.noise_points()
    foldable = _foldable()
    mark_class = _ranges(point for point in marks if chr(point) not in "%+％＋＠＄<&`]*_|")
    han = _ranges(point for point in range(0x4E00, 0xA000) if chr(point) not in foldable)
    return re.compile(f"[^0-9%+{re.escape(_COMMON_MARKS)}{han}]"), re.compile(f"[^0-9%+{mark_class}{han}]")


@lru_cache(1)
def _runs() -> re.Pattern[str]:
    """What stands between marks. Joining these costs two thirds of taking the marks out."""
    return re.compile(_classes()[1].pattern.replace("[", "[^", 1))


@lru_cache(8192)
def plain(char: str) -> str:
    """The plain form of one character; empty for what nobody sees, a stand-in mark for other decoration."""
    point = ord(char)
    if 0x1F1E6 <= point <= 0x1F1FF:
        return chr(point - 0x1F1E6 + ord("a"))
    if 0x1F130 <= point <= 0x1F189 and (point - 0x1F130) % 32 < 26:
        return chr((point - 0x1F130) % 32 + ord("a"))
    foldable = _foldable()
    if char in foldable:
        return foldable[char]
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(char)[0] in "CM":
        return ""
    wide = unicodedata.normalize("NFKD", char).lower()
    letters = [foldable.get(c, c) for c in wide if c.isalnum() or c in "%+@$"]
    if any(letter != char for letter in letters) and len(letters) < 8:
        return "".join(plain(letter) if letter != char and not letter.isascii() else letter for letter in letters)
    return char if char.isalnum() else _STAND_IN


class Folded:
    """A text in plain form.

    Attributes:
        seen: what is read, in plain characters and lower case, marks and spaces still in it.
        bare: the same without marks and spaces.
        ordinary: whether there was nothing to fold, not even letters.
        common: whether, besides, no marks stand in it but the commonest.
        letters: whether Latin letters stand in `seen`.
        odd: whether characters had to be looked up one by one; every emoji beyond 65,536 code points is such.
        watched: the pairs in it that something else than wordings asks for, once a search for wordings came by.
    """

    def __init__(self, text: str, ordinary: bool = False, common: bool = False) -> None:
        self.text = text
        self.ordinary = ordinary
        self.common = common
        self.odd = False
        self.watched: frozenset[int] | None = None
        if ordinary:
            self._same_length = True
            self.seen = text
            self.bare = "".join(_runs().findall(text))
            self.letters = False
            return
        invisible, _, odd = _classes()
        lowered = text.lower()
        self._same_length = len(lowered) == len(text)
        if not self._same_length or _strange().search(lowered):
            shown = invisible.sub("", lowered)
            self._same_length = self._same_length and len(shown) == len(lowered)
            lowered = odd.sub(_plain_match, shown)
            self.odd = lowered != shown
            self._same_length = self._same_length and len(lowered) == len(shown)
        self.seen = lowered
        self.bare = "".join(_runs().findall(lowered))
        self.letters = _LATIN.search(self.bare) is not None

    @cached_property
    def pair_numbers(self) -> "array[int]":
        """The pairs of neighbouring characters of `bare`, as numbers: several lists are held against them."""
        return numbers_of(self.bare)

    def held(self, pairs: frozenset[int]) -> frozenset[int]:
        """Which of these pairs of characters stand together in `bare`; all of them are such as are watched for."""
        if self.watched is not None:
            return self.watched & pairs
        return pairs.intersection(self.pair_numbers)

    @cached_property
    def seen_origin(self) -> list[int] | range:
        """Position in the original text of each character of `seen`."""
        if self._same_length:
            return range(len(self.seen))
        invisible, _, odd = _classes()
        origin: list[int] = []
        for position, char in enumerate(self.text):
            for low in char.lower():
                if not invisible.match(low):
                    width = len(plain(low)) if odd.match(low) else 1
                    origin.extend([position] * width)
        # Lower-casing looks at neighbours in rare cases (final sigma), never changing how many there are.
        return origin[: len(self.seen)] + [len(self.text) - 1] * (len(self.seen) - len(origin))

    @cached_property
    def bare_in_seen(self) -> list[int]:
        """Position in `seen` of each character of `bare`."""
        kept: list[int] = []
        position = 0
        for mark in _classes()[1].finditer(self.seen):
            kept.extend(range(position, mark.start()))
            position = mark.end()
        kept.extend(range(position, len(self.seen)))
        return kept

    def together(self, start: int, end: int) -> bool:
        """Whether the characters `bare[start:end]` stand together somewhere in the text, with no mark between."""
        return self.bare[start:end] in self.seen

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that `seen[start:end]` stands for, marks on its last one included."""
        if self._same_length:
            return start, end  # so nothing invisible stands in it
        origin = self.seen_origin
        first, last = origin[start], origin[end - 1] + 1
        invisible = _classes()[0]
        while last < len(self.text) and invisible.match(self.text[last]):
            last += 1
        return first, last


@lru_cache(8)
def fold(text: str) -> Folded:
    """The text in plain form. The last few are kept: one check looks at a text several times."""
    uncommon, special = _uncommon()
    common = not uncommon.search(text)
    if "~~" in text or not (common or not special.search(text)):  # ~~ hides what stands behind it
        return Folded(text)
    return Folded(text, ordinary=True, common=common)


def _plain_match(match: re.Match[str]) -> str:
    return plain(match[0])


def plain_wording(wording: str) -> str:
    """A wording as it is looked for: plain characters, lower case, no marks."""
    return Folded(wording).bare
