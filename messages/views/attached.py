"""Views of the files that go out with a text."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from storage.vocabulary.statements import StatementStage


class FileView(Struct, frozen=True):
    """A file by its number; `size` in bytes, `seal` the beginning of its hash, `seen`: we could look inside it."""

    number: int
    name: str
    size: int
    seal: str
    seen: bool = True


class FileChangeView(Struct, frozen=True):
    """A file that came, or went, since another version."""

    file: FileView
    came: bool


class FileStanding(StrEnum):
    """How a file somebody asks about stands: on the current sheet, with a text that is out, its approval run
    out, on an older sheet alone, another of its name approved, nowhere; or there is no incident to compare it in.
    """

    SHEET = "sheet"
    TEXT = "text"
    OVER = "over"
    FORMER = "former"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    NOWHERE = "nowhere"

    @property
    def good(self) -> bool:
        return self in (FileStanding.SHEET, FileStanding.TEXT)

    @property
    def bad(self) -> bool:
        """Is it known not to be approved?"""
        return not self.good and self is not FileStanding.NOWHERE


class FileFound(Struct, frozen=True):
    """The answer about a file: `version` of the sheet, or of the text of `stage`; `approved`: names of those that
    may be used. `photo`: it came as one, and Telegram had made it anew. `large`: only Telegram's id was compared.
    """

    how: FileStanding
    name: str
    version: int = 0
    stage: StatementStage | None = None
    approved: tuple[str, ...] = ()
    photo: bool = False
    large: bool = False


def found_of(packed: Mapping[str, Any]) -> FileFound:
    """The answer as a parcel carries it."""
    return FileFound(
        FileStanding(packed["how"]),
        packed["name"],
        packed["version"],
        StatementStage(packed["stage"]) if packed["stage"] else None,
        tuple(packed["approved"]),
        bool(packed["photo"]),
        bool(packed.get("large")),
    )
