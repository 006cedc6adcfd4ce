"""Writes a wording as people write it who do not want it found, or whose keyboard and ears got it wrong.

28 classes. The tables for look-alikes, split characters and digits (`data/disguises.toml`) are written by hand,
apart from those the product uses, so that a class does not measure itself.
"""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from messages.screening import sounds, tables

CLASSES = [
    "plain",
    "case",
    "width",
    "traditional",
    "space",
    "punctuation",
    "emoji",
    "zero_width",
    "combining",
    "markup",
    "repeat",
    "digits",
    "confusable",
    "leet",
    "homo1",
    "homo_all",
    "near1",
    "pinyin_full",
    "pinyin_mix",
    "initials_all",
    "initials_mix",
    "split1",
    "glyph1",
    "swap",
    "gap",
    "glue",
    "typo",
    "combo",
]

# Look-alikes by hand: groups of characters mistaken for one another on a small screen.
_DATA = tomllib.loads(Path(__file__).with_name("data").joinpath("disguises.toml").read_text("utf-8"))
_SPLIT: Mapping[str, str] = _DATA["split"]
_NUMERALS: Mapping[str, str] = _DATA["numerals"]
_LETTERS: Mapping[str, str] = _DATA["letters"]
_EMOJI: Sequence[str] = _DATA["emoji"]
_SIGNS: Sequence[str] = _DATA["signs"]
_INSERTED: Sequence[str] = _DATA["inserted"]
AROUND: Mapping[bool, Sequence[Sequence[str]]] = {True: _DATA["around"]["zh"], False: _DATA["around"]["en"]}
"""What a sentence has before and after a wording: Chinese (True) and English."""
_LEET = {"a": "4@", "e": "3", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9"}
_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2062")
_MARKS = ("\u0336", "\u0335", "\u0301", "\u20e0", "\u0332", "\u0307", "\ufe0f", "\u034f")

Maker = Callable[[str, random.Random], str | None]


def is_chinese(term: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in term)


@lru_cache(1)
def _common() -> frozenset[str]:
    return frozenset(char for word in tables.chinese_words() for char in word)


@lru_cache(1)
def _alike() -> Mapping[str, str]:
    table: dict[str, str] = defaultdict(str)
    for group in _DATA["alike"]:
        for char in group:
            table[char] += group.replace(char, "")
    return table


@lru_cache(1)
def _traditional() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for char, plain in tables.plain_forms().items():
        if "\u4e00" <= char <= "\u9fff" and "\u4e00" <= plain <= "\u9fff":
            table[plain].append(char)
    return table


def _between(term: str, rng: random.Random, choose: Callable[[], str]) -> str:
    """Puts something between all letters, or between some."""
    every = rng.random() < 0.6
    out = term[0]
    put = False
    for place, char in enumerate(term[1:], 1):
        last_chance = place == len(term) - 1 and not put
        if every or rng.random() < 0.5 or last_chance:
            out += choose()
            put = True
        out += char
    return out


def _case(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice((char.upper(), char.lower())) for char in term)
    return made if made != term else (term.upper() if term.upper() != term else None)


def _width(term: str, rng: random.Random) -> str | None:
    made = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else ("\u3000" if c == " " else c) for c in term)
    return made if made != term else None


def _traditional_form(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice(_traditional()[char]) if char in _traditional() else char for char in term)
    return made if made != term else None


def _emoji(term: str, rng: random.Random) -> str | None:
    return _between(term, rng, lambda: rng.choice(_EMOJI)) if len(term) > 1 else None


def _punctuation(term: str, rng: random.Random) -> str | None:
    sign = rng.choice(_SIGNS)
    return _between(term, rng, lambda: sign) if len(term) > 1 else None


def _space(term: str, rng: random.Random) -> str | None:
    if len(term) < 2:
        return None
    space = rng.choice((" ", " ", "\u3000", "  ", "\u00a0"))
    return space.join(term) if not is_chinese(term) else _between(term, rng, lambda: space)


def _zero_width(term: str, rng: random.Random) -> str | None:
    return _between(term, rng, lambda: rng.choice(_INVISIBLE)) if len(term) > 1 else None


def _combining(term: str, rng: random.Random) -> str | None:
    mark = rng.choice(_MARKS)
    return "".join(char + mark for char in term)


def _markup(term: str, rng: random.Random) -> str | None:
    middle = rng.randrange(1, len(term)) if len(term) > 1 else 1
    head, tail = term[:middle], term[middle:]
    return rng.choice(
        (
            f"<b>{head}</b>{tail}",
            f'{head}<span class="tg-spoiler">{tail}</span>',
            f"**{head}**{tail}",
            f"{head}||{tail}||",
            f"__{head}__{tail}",
            f"{head}~~{tail}~~",
            f"{head}<br/>{tail}",
            "".join(f"&#{ord(char)};" for char in term),
            f"[{head}](https://t.me/x){tail}",
            f"`{head}`{tail}",
        )
    )


def _repeat(term: str, rng: random.Random) -> str | None:
    letters = [place for place, char in enumerate(term) if char.isalpha()]
    if len(term) < 2 or not letters:
        return None
    chosen = {place for place in letters if rng.random() < 0.5} or {rng.choice(letters)}
    return "".join(char * rng.choice((2, 3)) if place in chosen else char for place, char in enumerate(term))


def _digits(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice(_NUMERALS[char]) if _NUMERALS.get(char) else char for char in term)
    return made if made != term else None


def _confusable(term: str, rng: random.Random) -> str | None:
    if is_chinese(term) or len(term) < 4:
        return None
    places = [place for place, char in enumerate(term.lower()) if char in _LETTERS]
    if not places:
        return None
    chosen = set(rng.sample(places, rng.randint(1, max(1, len(places) // 2))))
    return "".join(rng.choice(_LETTERS[c.lower()]) if place in chosen else c for place, c in enumerate(term))


def _leet(term: str, rng: random.Random) -> str | None:
    places = [place for place, char in enumerate(term.lower()) if char in _LEET]
    if is_chinese(term) or len(term) < 6 or not places:
        return None
    inner = [place for place in places if 0 < place < len(term) - 1] or places
    chosen = set(rng.sample(inner, rng.randint(1, max(1, len(inner) // 2))))
    return "".join(rng.choice(_LEET[c.lower()]) if place in chosen else c for place, c in enumerate(term))


def _same_sound(char: str, syllable: str) -> list[str]:
    pool = (c for c in sounds.same_sound(syllable) & _common() if c != char)
    return sorted(c for c in pool if tables.readings()[c][0] == syllable)


def _near_sound(char: str, syllable: str) -> list[str]:
    pool = (sounds.near_sound(syllable) & _common()) - sounds.same_sound(syllable)
    return sorted(c for c in pool if len(tables.readings()[c]) == 1 and c != char)


def _sounding(term: str, rng: random.Random, count: int | None, near: bool = False) -> str | None:
    shortest = 4 if count is None else 3
    if len(term) < shortest or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    pools = [(_near_sound if near else _same_sound)(char, read[k]) for k, char in enumerate(term)]
    places = [k for k, pool in enumerate(pools) if pool]
    if not places or (count is None and len(places) < len(term) - 1):
        return None
    chosen = set(places if count is None else rng.sample(places, count))
    return "".join(rng.choice(pools[k]) if k in chosen else char for k, char in enumerate(term))


def _pinyin(term: str, rng: random.Random, full: bool) -> str | None:
    if len(term) < 3 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    if full:
        return rng.choice(("", "", " ")).join(read)
    chosen = set(rng.sample(range(len(term)), rng.randint(1, len(term) - 1)))
    return "".join(read[k] if k in chosen else char for k, char in enumerate(term))


def _initials(term: str, rng: random.Random, full: bool) -> str | None:
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    if full:
        made = "".join(syllable[0] for syllable in read)
        return rng.choice((made, made.upper()))
    kept = rng.randrange(len(term))
    return "".join(char if k == kept else read[k][0] for k, char in enumerate(term))


def _split1(term: str, rng: random.Random) -> str | None:
    places = [k for k, char in enumerate(term) if len(_SPLIT.get(char, "")) > 1]
    if len(term) < 3 or not places:
        return None
    chosen = rng.choice(places)
    return "".join(_SPLIT[char] if k == chosen else char for k, char in enumerate(term))


def _glyph1(term: str, rng: random.Random) -> str | None:
    places = [k for k, char in enumerate(term) if _alike().get(char)]
    if len(term) < 3 or not is_chinese(term) or not places:
        return None
    for _ in range(4):
        chosen = rng.choice(places)
        made = "".join(rng.choice(_alike()[char]) if k == chosen else char for k, char in enumerate(term))
        # 金额退还 is another sentence, not 全额退还 in disguise.
        words = {made[k : k + 2] for k in (chosen - 1, chosen) if 0 <= k <= len(made) - 2}
        if not words & tables.chinese_words():
            return made
    return None


def _swap(term: str, rng: random.Random) -> str | None:
    places = [k for k in range(len(term) - 1) if term[k] != term[k + 1]]
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term) or not places:
        return None
    k = rng.choice(places)
    return term[:k] + term[k + 1] + term[k] + term[k + 2 :]


def _gap(term: str, rng: random.Random) -> str | None:
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    k = rng.randrange(1, len(term))
    return term[:k] + rng.choice(_INSERTED) + term[k:]


def _glue(term: str, rng: random.Random) -> str | None:
    return term.replace(" ", "").replace("-", "") if " " in term and not is_chinese(term) else None


def _typo(term: str, rng: random.Random) -> str | None:
    if is_chinese(term) or len(term.replace(" ", "")) < 7:
        return None
    places = [k for k in range(1, len(term) - 1) if term[k - 1 : k + 2].isalpha()]
    if not places:
        return None
    k = rng.choice(places)
    kind = rng.randrange(4)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz".replace(term[k].lower(), ""))
    made = (
        term[:k] + term[k + 1 :],
        term[:k] + letter + term[k + 1 :],
        term[:k] + letter + term[k:],
        term[:k] + term[k + 1] + term[k] + term[k + 2 :],
    )[kind]
    return made if made != term else None


_MAKERS: Mapping[str, Maker] = {
    "plain": lambda term, rng: term,
    "case": _case,
    "width": _width,
    "traditional": _traditional_form,
    "space": _space,
    "punctuation": _punctuation,
    "emoji": _emoji,
    "zero_width": _zero_width,
    "combining": _combining,
    "markup": _markup,
    "repeat": _repeat,
    "digits": _digits,
    "confusable": _confusable,
    "leet": _leet,
    "homo1": lambda term, rng: _sounding(term, rng, 1),
    "homo_all": lambda term, rng: _sounding(term, rng, None),
    "near1": lambda term, rng: _sounding(term, rng, 1, near=True),
    "pinyin_full": lambda term, rng: _pinyin(term, rng, True),
    "pinyin_mix": lambda term, rng: _pinyin(term, rng, False),
    "initials_all": lambda term, rng: _initials(term, rng, True),
    "initials_mix": lambda term, rng: _initials(term, rng, False),
    "split1": _split1,
    "glyph1": _glyph1,
    "swap": _swap,
    "gap": _gap,
    "glue": _glue,
    "typo": _typo,
}
_INNER = ("traditional", "homo1", "pinyin_mix", "initials_all", "glue", "case", "leet", "swap", "split1")
_OUTER = ("space", "zero_width", "combining", "emoji", "width", "case")


def disguise(kind: str, term: str, rng: random.Random) -> str | None:
    """The term disguised; None when this class does not apply to it (a term without letters has no case)."""
    if kind != "combo":
        return _MAKERS[kind](term, rng)
    for _ in range(6):
        inner, outer = rng.choice(_INNER), rng.choice(_OUTER)
        first = _MAKERS[inner](term, rng)
        if first is None or (
            outer in ("space", "emoji") and inner in ("pinyin_mix", "initials_all", "glue", "leet")
        ):
            continue
        second = _MAKERS[outer](first, rng)
        if second is not None and second != first:
            return second
    return None
