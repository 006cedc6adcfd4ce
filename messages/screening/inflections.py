"""Forms of an English word: whoever bans "lie" means lies, lied and lying too.

Made when wordings are compiled, so that a search costs nothing more: a form is one more word to look up. Only for
a word that stands alone and for the first and the last word of a phrase ("report to the police": reported to the
police; "isolated case": isolated cases). Forms are whole words: "lie" is neither in believe nor in client. What is
a form already (an end in -ed, -ly or -s) is left as it is. Irregular verbs and nouns lie in `data/irregular.txt`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

_IRREGULAR = Path(__file__).with_name("data") / "irregular.txt"
_UNCHANGED = "="  # in front of words without other forms
_SHORTEST = 3
_VOWELS = frozenset("aeiou")
_DONE = ("ed", "ly", "s")
_NOT_DONE = ("eed", "ss", "ply", "rely", "ally")
_HISSING = ("s", "x", "z", "ch", "sh")


def forms(word: str) -> tuple[str, ...]:
    """Every other form of a word in lower case: plural, third person, past and participles."""
    irregular = _irregular().get(word)
    if irregular:
        regular = () if any(form.endswith("ing") for form in irregular) else (_with(word, "ing"),)
        return tuple(dict.fromkeys((_with_s(word), *regular, *irregular)))
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()) or word in _never():
        return ()
    if (word.endswith(_DONE) and not word.endswith(_NOT_DONE)) or word.endswith("teed"):
        return ()
    if word.endswith("ing") and len(word) > len("sting"):
        return (_with_s(word),)
    return tuple(dict.fromkeys((_with_s(word), _with(word, "ed"), _with(word, "ing"))))


def of_phrase(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The phrase with its first or its last word in another form."""
    for place in dict.fromkeys((0, len(tokens) - 1)):
        for form in forms(tokens[place]):
            yield (*tokens[:place], form, *tokens[place + 1 :])


def _with_s(word: str) -> str:
    if word.endswith(_HISSING):
        return word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _with(word: str, end: str) -> str:
    """The word with -ed or -ing: lied and lying, denied and denying, banned, faked, panicked."""
    if word.endswith("ie"):
        return word[:-2] + "ying" if end == "ing" else word + "d"
    if word.endswith("e"):
        keeps = end == "ing" and word.endswith(("ee", "ye", "oe"))
        return word + end if keeps else word[:-1] + end
    if word.endswith("y") and word[-2] not in _VOWELS and end == "ed":
        return word[:-1] + "ied"
    if word.endswith("c"):
        return f"{word}k{end}"
    return word + (word[-1] if _doubles(word) else "") + end


def _doubles(word: str) -> bool:
    """stop and ban double their last letter; fix, show, listen and heal do not."""
    groups = sum(
        char in _VOWELS and (place == 0 or word[place - 1] not in _VOWELS) for place, char in enumerate(word)
    )
    return groups == 1 and word[-1] not in "aeiouwxyh" and word[-2] in _VOWELS and word[-3] not in _VOWELS


@lru_cache(1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {word: tuple(rest) for word, *rest in map(str.split, _lines()) if word != _UNCHANGED}


@lru_cache(1)
def _never() -> frozenset[str]:
    """Words that change nothing, or into something else: in "we are responsible" nobody looks for "wes"."""
    return frozenset(word for line in _lines() if line.startswith(_UNCHANGED) for word in line.split()[1:])


def _lines() -> list[str]:
    return [line for line in _IRREGULAR.read_text("utf-8").splitlines() if line and not line.startswith("#")]
