"""Words sought in what people write, Chinese and Latin, so that neither case, width nor invisible characters
hide them.

Alerts come by the hundred a second and hardly any holds such a word, so the common answer "none" is cheap:
Latin words are first looked up among the text's own words, Chinese ones only in texts that are not ASCII.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_LATIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_LATIN_ALONE = bytes(code if code in _LATIN else ord(" ") for code in range(256))
#: So many answers a list remembers; texts are at most a thousand characters long.
_REMEMBERED = 1_024
#: So many texts are looked through as one. Where a word stands, each of them is asked after all.
_AT_ONCE = 32
_BETWEEN = " | "


def folded(text: str) -> str:
    """The text with compatibility forms (full width …) and case made equal and invisible characters removed."""
    text = unicodedata.normalize("NFKC", text)
    # Invisible characters are not printable: nearly all texts need not be searched for them.
    return (text if text.isprintable() else text.translate(_INVISIBLE)).casefold()


def _latin_words(text: str) -> list[str]:
    """Every run of Latin letters and digits: what `_LATIN_WORD` finds, at half the cost."""
    return text.encode("ascii", "replace").translate(_LATIN_ALONE).decode("ascii").split()


class Passage:
    """A text in which words are sought, prepared once for many lists."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    @cached_property
    def text(self) -> str:
        """All of it, folded, each text on lines of its own."""
        return "\n".join(map(folded, self._texts))

    @cached_property
    def latin_words(self) -> frozenset[str]:
        """Every run of Latin letters and digits in it."""
        return frozenset(_latin_words(self.text))

    @cached_property
    def ascii_only(self) -> bool:
        return self.text.isascii()


class WordList:
    """Words of which one may stand in a text. Latin words match whole; Chinese, written without spaces,
    anywhere."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted({folded(word) for word in words if word.strip()}, key=lambda word: (-len(word), word))
        latin = [word for word in known if _LATIN_WORD.match(word)]
        other = [word for word in known if not _LATIN_WORD.match(word)]
        self._firsts = frozenset(_LATIN_WORD.findall(word)[0] for word in latin)
        self._latin = re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(_ending, latin)) + ")") if latin else None
        self._other = re.compile(_by_first(other)) if other else None
        self._known: dict[str, bool] = {}

    def stands_in(self, text: str) -> bool:
        """Does one of the words stand in this text?

        Remembered, because the alerts of one rule say the same again and again; nothing but the list and the text
        decides, so that what is remembered stays true.
        """
        if (known := self._known.get(text)) is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._hits(folded(text))
        return known

    def foresee(self, texts: Iterable[str]) -> None:
        """Find out for many texts that none of the words stands in them, before each is asked for by itself: one
        look for all costs a third of one for each, and the alerts of a storm hardly ever hold a word."""
        unknown = [text for text in texts if text not in self._known]
        if len(self._known) + len(unknown) > _REMEMBERED:
            self._known.clear()
        for first in range(0, len(unknown), _AT_ONCE):
            lot = unknown[first : first + _AT_ONCE]
            if not self._hits(folded(_BETWEEN.join(lot))):
                self._known.update(dict.fromkeys(lot, False))

    def _hits(self, text: str) -> bool:
        """The same as `find`, of one folded text, without preparing it for further lists."""
        if self._other is not None and not text.isascii() and self._other.search(text) is not None:
            return True
        if self._latin is None or self._firsts.isdisjoint(_latin_words(text)):
            return False
        return self._latin.search(text) is not None

    def find(self, passage: Passage, without: "WordList | None" = None) -> str | None:
        """The first word that stands in the text, None if none does.

        `without`: phrases that do not count ("nobody was hurt"); they are taken out before looking again.
        """
        found = self._search(passage)
        if found is None or without is None:
            return found
        return self._search(without._removed_from(passage))

    def count(self, passage: Passage) -> int:
        """How many different words of the list stand in the text."""
        found: set[str] = set()
        if self._other is not None and not passage.ascii_only:
            found.update(self._other.findall(passage.text))
        if self._latin is not None and not self._firsts.isdisjoint(passage.latin_words):
            found.update(self._latin.findall(passage.text))
        return len(found)

    def _search(self, passage: Passage) -> str | None:
        if self._other is not None and not passage.ascii_only:
            match = self._other.search(passage.text)
            if match is not None:
                return match.group()
        if self._latin is not None and not self._firsts.isdisjoint(passage.latin_words):
            match = self._latin.search(passage.text)
            if match is not None:
                return match.group()
        return None

    def _removed_from(self, passage: Passage) -> Passage:
        text = passage.text
        for pattern in (self._other, self._latin):
            if pattern is not None:
                text = pattern.sub(" ", text)
        return Passage(text)


def _by_first(words: Iterable[str]) -> str:
    """Any of these words, in their order where several begin alike: where a word may begin, a third as many are
    tried, because those with one first character are tried as one."""
    endings: dict[str, list[str]] = {}
    for word in words:
        endings.setdefault(word[0], []).append(_ending(word).removeprefix(re.escape(word[0])))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())


def _ending(word: str) -> str:
    # "burn" must not match in "burner"; a word that ends in Chinese has no such edge.
    return re.escape(word) + (r"(?![a-z0-9])" if _LATIN_WORD.match(word[-1:]) else "")


@lru_cache(maxsize=512)
def word_list(words: tuple[str, ...]) -> WordList:
    """The list of these words, built once."""
    return WordList(words)
