"""A reply to the draft of a message sheet, read line by line: `3 改成 …`, `问 … 答 …`, `不说 … → …`."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field

from messages.library.rows import document
from storage.vocabulary.sheets import Audience, Channel, ItemKind

MOST = 40
_GAP = r"\s*[::]?\s*"


class EditWords(BaseModel):
    """The words of `typed/sheets.toml`."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    source: str
    status: str
    change: tuple[str, ...] = Field(min_length=1)
    remove: tuple[str, ...]
    question: tuple[str, ...]
    answer: tuple[str, ...]
    holding: tuple[str, ...]
    key: tuple[str, ...]
    do_not_say: tuple[str, ...]
    instead: tuple[str, ...]
    contact: tuple[str, ...]
    remedy: tuple[str, ...]
    may_say: tuple[str, ...]
    may_not_say: tuple[str, ...]
    spokesperson: tuple[str, ...]
    cause: tuple[str, ...]
    evidence: tuple[str, ...]
    asset: tuple[str, ...]
    next_update: tuple[str, ...]
    channels: dict[Channel, tuple[str, ...]]
    audiences: dict[Audience, tuple[str, ...]]


class Edit(Struct, frozen=True):
    """One change. `number` names a line of the draft (0: a new part); `field` is set for what is no part: cause,
    evidence, next_update. `remove`: the line goes."""

    number: int = 0
    kind: ItemKind | None = None
    text: str = ""
    key: str = ""
    say_instead: str = ""
    channel: Channel | None = None
    may_say: bool = False
    field: str = ""
    remove: bool = False
    #: Whom a spokesperson's line means, once that was looked up.
    person: str = ""
    #: Of an approved file, where the file itself was sent: what it is known by.
    seal: str = ""


@cache
def words() -> EditWords:
    """The words, as the file has them."""
    return EditWords.model_validate(document("typed", "sheets.toml"))


def audience(typed: str) -> tuple[Audience | None, str]:
    """For whom a sheet is asked (`员工 v1`), and the rest; None when no audience is named first."""
    first, _, rest = typed.strip().partition(" ")
    for found, named in words().audiences.items():
        if first.casefold() in named:
            return found, rest.strip()
    return None, typed


def read(text: str) -> tuple[list[Edit], list[str]]:
    """The changes of a reply, and the lines nobody understood; at most `MOST` lines are read."""
    edits: list[Edit] = []
    unread: list[str] = []
    for line in [line.strip() for line in text.splitlines() if line.strip()][:MOST]:
        edit = _line(line)
        if edit is None:
            unread.append(line)
        else:
            edits.append(edit)
    return edits, unread


def approved_file(name: str, seal: str) -> Edit:
    """A file that was sent in reply to the draft; `素材` may stand before its name."""
    called = _after(name, words().asset) or name
    return Edit(kind=ItemKind.ASSET, text=f"{called} · {seal[:8]}", seal=seal)


def _line(line: str) -> Edit | None:
    listed = words()
    if found := re.match(rf"(\d{{1,3}})\s*(?:{_any(listed.change)}){_GAP}(.+)", line, re.IGNORECASE | re.DOTALL):
        return Edit(number=int(found[1]), text=found[2].strip())
    if found := re.fullmatch(rf"(?:{_any(listed.remove)}){_GAP}(\d{{1,3}})", line, re.IGNORECASE):
        return Edit(number=int(found[1]), remove=True)
    asked = rf"(?:{_any(listed.question)})[\s::]+(.+?)\s+(?:{_any(listed.answer)})[\s::]+(.+)"
    if found := re.match(asked, line, re.IGNORECASE):
        return Edit(kind=ItemKind.QA, key=found[1].strip(), text=found[2].strip())
    return _worded(line)


def _worded(line: str) -> Edit | None:
    listed = words()
    if (rest := _after(line, listed.do_not_say)) is not None:
        term, instead = _split(rest, listed.instead)
        return Edit(kind=ItemKind.DO_NOT_SAY, text=term, say_instead=instead)
    kinds: Sequence[tuple[tuple[str, ...], Edit]] = (
        (listed.holding, Edit(kind=ItemKind.HOLDING)),
        (listed.key, Edit(kind=ItemKind.KEY)),
        (listed.contact, Edit(kind=ItemKind.CONTACT)),
        (listed.remedy, Edit(kind=ItemKind.REMEDY)),
        (listed.may_not_say, Edit(kind=ItemKind.THIRD_PARTY)),
        (listed.may_say, Edit(kind=ItemKind.THIRD_PARTY, may_say=True)),
        (listed.spokesperson, Edit(kind=ItemKind.SPOKESPERSON)),
        (listed.asset, Edit(kind=ItemKind.ASSET)),
        (listed.cause, Edit(field="cause")),
        (listed.evidence, Edit(field="evidence")),
        (listed.next_update, Edit(field="next_update")),
        *(
            (named, Edit(kind=ItemKind.CHANNEL_TEXT, channel=channel))
            for channel, named in listed.channels.items()
        ),
    )
    for named, edit in kinds:
        if (rest := _after(line, named)) is not None:
            return Edit(kind=edit.kind, text=rest, channel=edit.channel, may_say=edit.may_say, field=edit.field)
    return None


def _after(line: str, named: Sequence[str]) -> str | None:
    """What stands behind one of these words; None when the line does not begin so, or nothing follows."""
    found = re.match(rf"(?:{_any(named)})[\s::]+(.+)", line, re.IGNORECASE | re.DOTALL)
    return found[1].strip() if found else None


def _split(text: str, signs: Sequence[str]) -> tuple[str, str]:
    found = re.split(rf"\s*(?:{_any(signs)})\s*", text, maxsplit=1)
    return found[0].strip(), found[1].strip() if len(found) > 1 else ""


def _any(named: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(named, key=len, reverse=True))
