"""Cards that differ in little: drawn once with its blanks open, filled in for each of them.

Of a hundred alerts most cards say the same but for title, id and minute. A drawn card hangs on nothing but its
view and its reader, and catalogues do not change while the desk runs: nothing can make a frame wrong, on another
replica either.
"""

from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup
from msgspec import Struct

from bot.buttons import Press
from messages.markup import Drawn, Key

TITLE: Final = "\ue0f1"
"""Stands where the title goes: a character that no font and no catalogue has."""
SUBJECT: Final = "_.blank._"
"""Stands where a button's subject goes: no id of ours has a dot."""
_MOST: Final = 200
_ROOM: Final = 1_000
"""A card shorter than this is nowhere near Telegram's limit, whatever its title."""

Blank = tuple[str, str]
"""A button that names the subject: its verb, and what else it carries."""


class Frame(Struct, frozen=True):
    """A card in pieces: what stands before and after the title; in each row the buttons that never change, and
    those that want the subject."""

    before: str
    after: str
    rows: tuple[tuple[Key | tuple[str, Blank], ...], ...]

    def filled(self, title: Markup, subject: str) -> Drawn:
        """The card with this title and this subject."""
        keys = tuple([tuple([_key(key, subject) for key in row]) for row in self.rows])
        return Drawn(Markup("".join((self.before, title, self.after))), keys)  # noqa: S704  (all three are good HTML)


def _key(key: Key | tuple[str, Blank], subject: str) -> Key:
    if isinstance(key, Key):
        return key
    label, (verb, extra) = key
    return Key(label, press=Press(verb, subject, extra))


class Frames:
    """The frames of one kind of card."""

    def __init__(self) -> None:
        self._known: dict[Any, Frame | None] = {}

    def find(self, key: Any, draw: Callable[[], Drawn]) -> Frame | None:
        """The frame of this key, drawn with the blanks open when it is new; None: this card has none.

        The key holds everything the card is drawn from, except title and subject.
        """
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= _MOST:
                self._known.clear()
            frame = self._known[key] = _taken_apart(draw())
            return frame


def _taken_apart(drawn: Drawn) -> Frame | None:
    before, title, after = drawn.text.partition(TITLE)
    if not title or TITLE in after or drawn.document is not None or len(drawn.text) > _ROOM:
        return None
    rows = tuple(tuple(_open(key) for key in row) for row in drawn.keys)
    return Frame(str(before), str(after), rows)


def _open(key: Key) -> Key | tuple[str, Blank]:
    if key.press is None or key.press.subject != SUBJECT:
        return key
    return key.label, (key.press.verb, key.press.extra)
