"""Views of frontline groups: the card with receipts, the list of those who have not read."""

from dataclasses import dataclass

from messages.views.shared import PLAIN, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontlineCardView:
    """A version of the sheet for those who answer users (T10). `newest`: the current version, 0 when none is."""

    sheet: str
    version: int
    current: bool
    newest: int
    title: str
    lines: tuple[str, ...] = ()
    not_to_say: tuple[str, ...] = ()
    ask: str = ""
    read: int = 0
    mark: Mark = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView:
    """Who was seen in the groups and has not read this version."""

    sheet: str
    version: int
    read: int
    total: int
    names: tuple[str, ...] = ()
    mark: Mark = PLAIN
