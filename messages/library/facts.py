"""Facts as people type them, and the policy rows: who may vouch, how long a figure holds."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Final, Literal

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, TypeAdapter

from messages.library.rows import Row, document, rows
from storage.vocabulary.facts import FactList, ValueKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

#: 三家门店 is a count, not a place.
_COUNTING = frozenset("零一二三四五六七八九十百千万两几每各多该")
_BETWEEN = " \t\n::,,。"
_ENDS: Final = re.compile(r"[,,。.;;\n]\s*")
LONGEST_SOURCE: Final = 60
"""A few words; what is longer belongs to the sentence, and nothing is cut."""
_HOURS: Final[TypeAdapter[tuple[int, ...]]] = TypeAdapter(
    Annotated[tuple[PositiveInt, ...], Field(min_length=1, max_length=4)]
)


class FactPolicyRow(Row):
    """One severity. Fields as in `bot.rules.facts.FactPolicy`."""

    severity: Severity
    self_verify: Literal["anybody", "roles", "nobody"]
    roles: tuple[RoleKind, ...] = ()
    counts_hold_minutes: int | None = Field(default=None, gt=0)


@cache
def fact_policies() -> tuple[FactPolicyRow, ...]:
    """One row for each severity."""
    data = document("policies", "facts.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(FactPolicyRow, [shared | row for row in data["fact"]])


@cache
def chosen_hours() -> tuple[int, ...]:
    """How long a fact holds, as the card offers it: hours, ascending; "for good" comes beside them."""
    return _HOURS.validate_python(document("policies", "facts.toml")["chosen_hours"])


class FactWords(BaseModel):
    """Words of `typed/facts.toml`."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    source: str
    status: str
    unknown_yet: tuple[str, ...] = Field(min_length=1)
    doing: tuple[str, ...] = Field(min_length=1)
    internal: tuple[str, ...] = Field(min_length=1)
    source_words: tuple[str, ...] = Field(min_length=1)
    batch_words: tuple[str, ...] = Field(min_length=1)
    place_ends: tuple[str, ...] = Field(min_length=1)
    place_words: tuple[str, ...] = ()


@cache
def words() -> FactWords:
    """The words, as the file has them."""
    return FactWords.model_validate(document("typed", "facts.toml"))


class Typed(Struct, frozen=True):
    """A fact as somebody typed it: the sentence, which list it belongs to, whether it may go out, and where it
    comes from ('' when that was not said)."""

    text: str
    listed_as: FactList = FactList.KNOWN
    public: bool = True
    source: str = ""


def typed(text: str) -> Typed:
    """Take the words for list and publicity off the front; they count only before a colon, comma or space."""
    listed_as, public = FactList.KNOWN, True
    lists: Mapping[FactList, tuple[str, ...]] = {
        FactList.UNKNOWN_YET: words().unknown_yet,
        FactList.DOING: words().doing,
    }
    rest = text.strip()
    while True:
        if (cut := _without(rest, words().internal)) is not None:
            rest, public = cut, False
            continue
        for kind, beginnings in lists.items():
            if listed_as is FactList.KNOWN and (cut := _without(rest, beginnings)) is not None:
                rest, listed_as = cut, kind
                break
        else:
            sentence, source = sourced(rest)
            return Typed(sentence, listed_as, public, source)


def sourced(text: str) -> tuple[str, str]:
    """The sentence, and where it comes from when its last part says so; else the sentence as it is and ''."""
    for end in _ENDS.finditer(text):
        source = _without(text[end.end() :], words().source_words)
        if source and len(source) <= LONGEST_SOURCE:
            return text[: end.start()].rstrip(), source
    return text, ""


def _without(text: str, beginnings: tuple[str, ...]) -> str | None:
    for word in sorted(beginnings, key=len, reverse=True):
        if text.casefold().startswith(word.casefold()) and text[len(word) : len(word) + 1] in {*"::,,  \n"} - {""}:
            return text[len(word) :].strip(_BETWEEN)
    return None


def language_of(text: str) -> Literal["zh", "en"]:
    """The language a sentence is read in: Chinese as soon as one Han character stands in it."""
    return "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"


def without_batches(text: str) -> str:
    """The sentence with its batch codes blanked, place for place: 2024-11B is no count of 2024."""
    return _patterns()[0].sub(lambda match: match[0].replace(match["code"], " " * len(match["code"])), text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    batch = "|".join(re.escape(word) for word in words().batch_words)
    ends = "|".join(re.escape(word) for word in words().place_ends)
    return (
        re.compile(
            rf"(?:{batch})\s*(?:号|no\.?)?\s*[::]?\s*(?P<code>[A-Za-z0-9][A-Za-z0-9-]{{1,30}})", re.IGNORECASE
        ),
        re.compile(rf"(?P<place>[一-鿿]{{2,8}}?(?:{ends}))"),
    )


def named_values(text: str, names: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Batches, places and known names in a sentence, each `{kind, canonical, low, high, unit, rounding}`.

    `names` are those the incident itself is about: its product, account and platform.
    """
    batch, place = _patterns()
    found = [(ValueKind.BATCH, match["code"]) for match in batch.finditer(text)]
    found += [
        (ValueKind.PLACE, match["place"]) for match in place.finditer(text) if match["place"][0] not in _COUNTING
    ]
    found += [(ValueKind.NAME, name) for name in names if name and name in text]
    return [
        {
            "kind": kind.value,
            "canonical": f"{kind.value}:{value}",
            "low": value,
            "high": value,
            "unit": "",
            "rounding": "",
        }
        for kind, value in dict.fromkeys(found)
    ]
