"""Files that go out with a text: what an approval is bound to, and which one is meant by its number.

A file's seal is the SHA-256 of its content as Telegram delivers it. What is too large for a bot to fetch
(Bot API, getFile: 20 MB) is sealed by Telegram's own name of the file and its size: it cannot be exchanged either,
but nobody has looked inside.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from bot.errors import DeskError

#: Telegram's albums hold so many (Bot API, sendMediaGroup).
MOST: Final = 10
#: Bot API, getFile: what is larger is never handed to a bot.
FETCHED_BYTES: Final = 20_000_000
_UNSEEN: Final = "tg"
_NAME: Final = 40
_SHORT: Final = 8
_WRITTEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class FileUnknown(DeskError):
    """The text has no file of this number: `number`, `count`."""

    key = "refused-attached-unknown"


class FilesFull(DeskError):
    """More files than one text takes: `most`."""

    key = "refused-attached-full"


class FileThere(DeskError):
    """This very file goes with the text already, as file `number`."""

    key = "refused-attached-there"


class NoFile(DeskError):
    """An approved file was named, and neither a file nor its SHA-256 given."""

    key = "refused-asset-without-file"


class FileEmpty(DeskError):
    """There is nothing in this file; every empty one would be the same."""

    key = "refused-attached-empty"


def seal(content: bytes) -> str:
    """The SHA-256 of a file that was looked at, in hexadecimal.

    Raises:
        FileEmpty.
    """
    if not content:
        raise FileEmpty
    return hashlib.sha256(content).hexdigest()


def unseen_seal(unique_id: str, size: int) -> str:
    """What stands for a file nobody can fetch; Telegram's name stays the same however often it is passed on."""
    return f"{_UNSEEN}:{unique_id[:_NAME]}:{size}"


def seal_in(text: str) -> str:
    """The SHA-256 somebody typed.

    Raises:
        NoFile: there is none in these words.
    """
    found = _WRITTEN.search(text.lower())
    if found is None:
        raise NoFile
    return found[0]


def seen(sealed: str) -> bool:
    """Was its content looked at?"""
    return not sealed.startswith(f"{_UNSEEN}:")


def told_size(sealed: str) -> int:
    """The bytes that the seal of an unseen file names; 0 for any other."""
    size = sealed.rpartition(":")[2]
    return int(size) if not seen(sealed) and size.isdecimal() else 0


def short(sealed: str) -> str:
    """What people compare: the first eight characters."""
    return (sealed if seen(sealed) else sealed.split(":")[1])[:_SHORT]


def with_file(files: Sequence[str], sealed: str) -> list[str]:
    """One more at the end.

    Raises:
        FileThere, FilesFull.
    """
    if sealed in files:
        raise FileThere(number=list(files).index(sealed) + 1)
    if len(files) >= MOST:
        raise FilesFull(most=MOST)
    return [*files, sealed]


def without(files: Sequence[str], number: int) -> list[str]:
    """All but file `number` (from 1).

    Raises:
        FileUnknown.
    """
    if not 1 <= number <= len(files):
        raise FileUnknown(number=number, count=len(files))
    return [*files[: number - 1], *files[number:]]


def exchanged(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which files went, and which came."""
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


#: How a file begins, and what it then is (the formats' own specifications). Whatever else it says it is, a browser
#: gets as bytes to store: an HTML page or an SVG picture would run in our name.
_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def served_as(content: bytes) -> tuple[str, bool]:
    """The media type a browser is told for these bytes, and whether it may show them instead of storing them."""
    found = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), "")
    if not found and content[4:8] == b"ftyp":
        found = "video/mp4"
    return found or "application/octet-stream", found.startswith("image/")
