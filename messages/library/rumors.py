"""What somebody answers when asked what came out about a rumour: `不实,事实①,举报号 123456`."""

import re
import unicodedata
from functools import cache

from msgspec import Struct

from messages.library.rows import Row, document
from storage.vocabulary.publications import RumorVerdict

_LONGEST = 200
#: A comma within a figure (30,000) parts nothing.
_PARTS = re.compile(r"(?:[\n;\u3001\uff0c\uff1b]|(?<!\d),|(?<=\d{4}),|,(?!\d{3}(?!\d)))")
_FIGURE = r"(?:about |over |~|>)?\d[\d.,]*\s?(?:k|m|thousand|million)?\+?"


class RumorWordsRow(Row):
    """The words of `typed/rumors.toml`."""

    report: tuple[str, ...]
    spread: tuple[str, ...]
    counted: tuple[str, ...]
    fact: tuple[str, ...]
    verdicts: dict[RumorVerdict, tuple[str, ...]]


class Found(Struct, frozen=True):
    """What came out. `fact`: the number of the fact it rests on, 0 for none. `report`: the platform's number of
    our report; `spread`: where it was seen and how wide.
    """

    verdict: RumorVerdict = RumorVerdict.FALSE
    fact: int = 0
    report: str = ""
    spread: str = ""


@cache
def words() -> RumorWordsRow:
    """The words, as the file has them."""
    return RumorWordsRow.model_validate(document("typed", "rumors.toml"))


def read(text: str) -> Found:
    """The parts of an answer that are known by their first word; anything else is left alone."""
    return _read(text)[0]


def unread(text: str) -> list[str]:
    """The parts that say nothing the desk knows. In front of a link they are the platform's words around it."""
    if "://" in text:
        link = _PARTS.search(text, text.rindex("://"))
        text = text[link.end() :] if link else ""
    return _read(text)[1]


def _read(text: str) -> tuple[Found, list[str]]:
    listed = words()
    known = {word: verdict for verdict, each in listed.verdicts.items() for word in each}
    verdict, fact, report = RumorVerdict.FALSE, 0, ""
    spread: list[str] = []
    left: list[str] = []
    for part in (each.strip() for each in _parts().split(text)):
        if (said := known.get(part.casefold())) is not None:
            verdict = said
        elif (number := _after(part, listed.fact)) and (
            digits := unicodedata.normalize("NFKC", number)
        ).isdecimal():
            fact = int(digits[:6])
        elif found := _after(part, listed.report):
            report = found
        elif found := _after(part, listed.spread):
            spread.append(found)
        elif _counted(listed.counted).fullmatch(part):
            spread.append(part)
        elif part:
            left.append(part)
    return Found(verdict, fact, report, ", ".join(spread)[:_LONGEST]), left


def apart(text: str) -> tuple[str, str]:
    """What is said, and how far it went: `网传是回收料,范围 微博转发500,播放3万` names both.

    Without the word for it everything is what is said.
    """
    listed = words()
    cut = _spread_at(listed.spread, listed.counted).search(text)
    if cut is None:
        return text.strip(), ""
    return text[: cut.start()].strip(), text[cut.end() :].strip(" :\uff1a")[:_LONGEST]


@cache
def _parts() -> re.Pattern[str]:
    """Between parts stand commas or line breaks; before a word of ours blanks do as well."""
    listed = words()
    known = [*listed.report, *listed.spread, *(word for each in listed.verdicts.values() for word in each)]
    either = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    return re.compile(f"{_PARTS.pattern}|\\s+(?=(?:{either})(?:[\\s:\uff1a]|$))", re.IGNORECASE)


@cache
def _counted(nouns: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(nouns)
    return re.compile(rf"(?:{_FIGURE}\s*(?:{either})|(?:{either})\s*[:\uff1a]?\s*{_FIGURE})", re.IGNORECASE)


@cache
def _spread_at(first: tuple[str, ...], nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Behind a blank an English word for it may as well be said of somebody (rivals spread lies), unless a figure
    ends it."""
    han, latin = ("|".join(map(re.escape, each)) for each in _by_letters(first))
    ends = rf"(?:\s+(?:{'|'.join(nouns)}))?\s*(?:$|[,;])"
    counted = _counted(nouns).pattern
    colon = "[:\uff1a]"
    return re.compile(
        f"(?:{_PARTS.pattern}|\\s)\\s*(?:{han})(?=\\s|{colon})"
        f"|{_PARTS.pattern}\\s*(?:{latin})(?=\\s(?!out\\b|us\\b|for\\b)|{colon})"
        f"|\\s(?:{latin})(?=\\s*{colon}|\\s+{_FIGURE}{ends})"
        f"|{_PARTS.pattern}\\s*(?={counted})"
        f"|\\s(?=(?:{'|'.join(nouns)})\\s*{colon}?\\s*{_FIGURE}\\s*(?:$|[,;]))",
        re.IGNORECASE,
    )


def _by_letters(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The Chinese words and the others, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return [word for word in ordered if not word.isascii()], [word for word in ordered if word.isascii()]


def _after(part: str, first: tuple[str, ...]) -> str:
    for word in sorted(first, key=len, reverse=True):
        if part.casefold().startswith(word) and not (word.isascii() and part[len(word) : len(word) + 1].isalpha()):
            return part[len(word) :].strip(" :\uff1a")[:_LONGEST]
    return ""
