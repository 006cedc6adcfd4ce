"""Message sheets: which stance may be taken, what a version must have, what it is bound to, what changed."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.sheets import Fault, ItemKind, Stance

#: Telegram takes 4096 characters in a message (Bot API, sendMessage); the rest is for headings and buttons' words.
LONGEST_SHEET = 2_400


class DenialWhileUnknown(DeskError):
    """Nothing is denied while responsibility is unknown."""

    key = "refused-sheet-denial-unknown"


class DenialWithApology(DeskError):
    """A denial never stands beside an apology."""

    key = "refused-sheet-denial-apology"


class StanceNotAllowed(DeskError):
    """This type may not take this stance under this responsibility (`stances`: those it may take)."""

    key = "refused-sheet-stance"


class SheetEvidenceMissing(DeskError):
    """Denying, correcting, or naming a cause needs something that shows it."""

    key = "refused-sheet-evidence"


class HoldingMissing(DeskError):
    """A sheet without a first response answers nobody."""

    key = "refused-sheet-holding"


class SheetLineTooLong(DeskError):
    """A line is longer than it may be: `count` of `total`, `text` its beginning."""

    key = "refused-sheet-too-long"


class SheetTooLong(DeskError):
    """The whole sheet does not fit into one message (`count` of `total`): nobody approves what is cut off."""

    key = "refused-sheet-whole"


class TooManyKeys(DeskError):
    """More key messages than anybody remembers: `count` of `total`."""

    key = "refused-sheet-keys"


class Part(Struct, frozen=True):
    """One part of a sheet as the rules see it; `name` is what people know it by (its question, its channel)."""

    kind: ItemKind
    text: str
    name: str = ""


class Changed(Struct, frozen=True):
    """One difference between two versions: a part that came (`before` empty), went (`after` empty) or changed."""

    kind: ItemKind
    name: str
    before: str
    after: str


def check_stance(
    stance: Stance, fault: Fault, allowed: Collection[Stance], evidence: Collection[str], cause: str, sorry: bool
) -> None:
    """May a sheet of this type take this stance?

    Raises:
        DenialWhileUnknown, DenialWithApology; StanceNotAllowed; SheetEvidenceMissing: a denial, a correction or a
        cause without something that shows it.
    """
    if stance is Stance.DENY and fault is Fault.UNKNOWN:
        raise DenialWhileUnknown
    if stance is Stance.DENY and sorry:
        raise DenialWithApology
    if stance not in allowed:
        raise StanceNotAllowed(stances=",".join(one.value for one in allowed))
    needs = stance in (Stance.DENY, Stance.CORRECT) or fault is Fault.NOT_OURS or bool(cause.strip())
    if needs and not any(ref.strip() for ref in evidence):
        raise SheetEvidenceMissing


def check_parts(parts: Sequence[Part], most_keys: int, holding_characters: int) -> None:
    """Is it a sheet somebody can use?

    Raises:
        HoldingMissing; TooManyKeys; SheetLineTooLong: the first response is longer than it may be; SheetTooLong:
        an approver could not be shown all of it at once.
    """
    whole = sum(len(part.text) + len(part.name) for part in parts)
    if whole > LONGEST_SHEET:
        raise SheetTooLong(count=whole, total=LONGEST_SHEET)
    holding = [part for part in parts if part.kind is ItemKind.HOLDING and part.text.strip()]
    if not holding:
        raise HoldingMissing
    for part in holding:
        if len(part.text) > holding_characters:
            raise SheetLineTooLong(count=len(part.text), total=holding_characters, text=part.text[:20])
    keys = sum(part.kind is ItemKind.KEY for part in parts)
    if keys > most_keys:
        raise TooManyKeys(count=keys, total=most_keys)


def fingerprint(content: Mapping[str, Any]) -> str:
    """What an approval is bound to: everything on the sheet, to the comma, with the facts it uses."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def diff(before: Sequence[Part], after: Sequence[Part]) -> list[Changed]:
    """What changed between two versions, in the order of the newer one; parts of one kind and name are compared,
    parts without a name by their place among their kind."""
    old, new = _named(before), _named(after)
    found = [
        Changed(part.kind, part.name, old[key].text if key in old else "", part.text)
        for key, part in new.items()
        if key not in old or old[key].text != part.text
    ]
    found += [Changed(part.kind, part.name, part.text, "") for key, part in old.items() if key not in new]
    return found


def _named(parts: Sequence[Part]) -> dict[tuple[ItemKind, str], Part]:
    named: dict[tuple[ItemKind, str], Part] = {}
    counts: dict[ItemKind, int] = {}
    for part in parts:
        place = counts.get(part.kind, 0)
        counts[part.kind] = place + 1
        named[part.kind, part.name or str(place)] = part
    return named
