"""Views of frontline groups: the card with receipts, the list of those who have not read."""

from msgspec import Struct

from messages.views.shared import PLAIN, Mark
from storage.vocabulary.outlets import OutletKind


class FrontlineCardView(Struct, frozen=True, kw_only=True):
    """A version of the sheet for those who answer users (T10). `newest`: the current version, 0 when none is.
    `taken_back`: people took it back, it did not run out.

    `ask`: who knows when somebody is unsure; `ask_you`: it is whoever reads.
    """

    sheet: str
    version: int
    current: bool
    newest: int
    taken_back: bool = False
    title: str
    lines: tuple[str, ...] = ()
    not_to_say: tuple[str, ...] = ()
    ask: str = ""
    ask_you: bool = False
    read: int = 0
    mark: Mark = PLAIN


class OutsideCard(Struct, frozen=True):
    """The same card for a group in another messenger: plain text, and a button or line with the receipt link.

    `url` is empty when the desk has no address outside.
    """

    title: str
    text: str
    url: str = ""
    label: str = ""


class RobotRow(Struct, frozen=True):
    """A robot in a group of another messenger; `shown` is the end of its key."""

    kind: OutletKind
    name: str
    shown: str
    people: int


class OutsideRow(Struct, frozen=True):
    """A group in another messenger: how many read there, of how many (0: not known); `arrived` None: not yet."""

    kind: OutletKind
    name: str
    read: int
    people: int
    arrived: bool | None


class UnreadView(Struct, frozen=True, kw_only=True):
    """Who was seen in the groups and has not read this version; beside it the groups in other messengers.

    `line_owed`: on air, and the host has not read the line out yet; `beside_host` is who passes it on.
    """

    sheet: str
    version: int
    read: int
    total: int
    names: tuple[str, ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    line_owed: bool = False
    beside_host: str = ""
    mark: Mark = PLAIN
