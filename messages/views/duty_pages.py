"""What the duty page shows: the call, the card, and the reader's one next act."""

from enum import StrEnum

from markupsafe import Markup
from msgspec import Struct, field

from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity


class PageStage(StrEnum):
    """What became of a link; `duty-page-<word>` says it."""

    OPEN = "open"
    DONE = "done"
    USED = "used"
    EXPIRED = "expired"
    OVER = "over"
    LOCKED = "locked"
    UNKNOWN = "unknown"


class PageFile(Struct, frozen=True):
    """A file that goes out with the text. `opens`: the page hands out its bytes. `size` in bytes."""

    number: int
    name: str
    size: int
    opens: bool


class ServedFile(Struct, frozen=True):
    """A file as a browser gets it. `shown`: it may be shown there, else it is stored."""

    name: str
    media_type: str
    content: bytes
    shown: bool


class DutyPageView(Struct, frozen=True, kw_only=True):
    """One page for one person. `acts`: what may be posted, the main one first; `code`: the personal code is asked
    for. `text`: exact words to approve, shown as they are; `files` go with them, under `here`, the last part of
    the page's own address; `sheet`: what may be said now, beside them. `outcome`: what happened, or why not."""

    language: Language
    stage: PageStage
    severity: Severity | None = None
    team: str = ""
    call: Markup = field(default_factory=Markup)
    card: Markup = field(default_factory=Markup)
    text: str = ""
    files: tuple[PageFile, ...] = ()
    here: str = ""
    sheet: Markup = field(default_factory=Markup)
    acts: tuple[str, ...] = ()
    code: bool = False
    outcome: str = ""
