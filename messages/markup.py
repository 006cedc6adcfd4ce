"""What leaves for a chat: escaped text, cut to size, with its buttons.

Text lengths are UTF-16 code units of what the reader sees: tags count nothing, an entity counts as the
character it stands for. Telegram takes 4096 of them after parsing (Bot API, sendMessage).
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import force_setattr

from bot.buttons import Press

TEXT_LIMIT = 4096  # Bot API, sendMessage: 1-4096 characters after entities parsing
COPY_LIMIT = 256  # Bot API, CopyTextButton: 1-256 characters
LABEL_LIMIT = 40  # wider labels are cut by the clients themselves, at a place nobody chose
TOAST_LIMIT = 200  # Bot API, answerCallbackQuery: 0-200 characters
TOPIC_LIMIT = 128  # Bot API, createForumTopic: 1-128 characters

ELLIPSIS = "…"
_TOKEN = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|.", re.S)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*[^<>]*>")
_SPACES = re.compile(r"\s+")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\u0085\u000b\u000c]")
_ADDRESS = re.compile(r"(https?|tg)://\S+\Z")

_JOINER = "\u200d"
#: Look empty yet split words: fillers of the Hangul and Khmer blocks, selectors that only fonts read.
_DECEIVING = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u034f") | {chr(c) for c in range(0xFE00, 0xFE0E)}
_HIDDEN = re.compile(f"[{''.join(sorted(_DECEIVING))}\U000e0100-\U000e01ef]")
#: Format characters that are drawn: Arabic and Kaithi number signs stand before their digits.
_DRAWN_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


def clean(text: str) -> str:
    """User text without what deceives the reader or what Telegram and the databases refuse.

    Goes: NUL and other control characters, lone surrogates, direction overrides, zero-width characters.
    Stays: line feeds (all kinds become one), the joiner inside an emoji, its colour selector.
    """
    if text.isprintable() and not _HIDDEN.search(text):
        return text  # nearly every text: no control, format or surrogate character is printable
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    kept: list[str] = []
    for index, character in enumerate(text):
        if character == _JOINER:
            if kept and _pictured(kept[-1]) and index + 1 < len(text) and _pictured(text[index + 1]):
                kept.append(character)
        elif _allowed(character):
            kept.append(character)
    return "".join(kept)


def _allowed(character: str) -> bool:
    if character == "\n" or character in _DRAWN_FORMATS:
        return True
    if character in _DECEIVING or 0xE0000 <= ord(character) <= 0xE01EF:
        return False
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return False
    return not (0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE)


def _pictured(character: str) -> bool:
    """Part of an emoji: a symbol, a skin tone, or the selector that gives it colour."""
    return character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk")


def escape(text: str) -> Markup:
    """Only `& < >`: all that Telegram's HTML mode asks for. Text that is Markup already stays as it is."""
    return text if isinstance(text, Markup) else _markup(html.escape(text, quote=False))


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


def _markup(text: str) -> Markup:
    """Text that is known to be good HTML: escaped here, or taken token by token from Markup."""
    return Markup(text)  # noqa: S704


def units(text: str) -> int:
    """Length in UTF-16 code units; Markup is measured as the reader sees it."""
    read = _plain(str(text)) if isinstance(text, Markup) else text
    return len(read) if read.isascii() else len(read.encode("utf-16-le", "surrogatepass")) // 2


def _width(token: re.Match[str]) -> int:
    if token[2]:
        return 0
    return units(html.unescape(token[0]))


def cut(text: Markup, limit: int) -> Markup:
    """At most `limit` units, an ellipsis at the end where something went, every opened tag closed.

    Never ends inside a character, an entity or a tag.
    """
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    kept: list[str] = []
    opened: list[str] = []
    room = limit - 1  # the ellipsis
    for token in _TOKEN.finditer(text):
        width = _width(token)
        if width > room:
            break
        room -= width
        kept.append(token[0])
        if token[2] and not token[1]:
            opened.append(token[2])
        elif token[2] and token[2] in opened:
            # Whatever stands open inside the tag that closes here is closed with it.
            del opened[len(opened) - 1 - opened[::-1].index(token[2]) :]
    ending = (ELLIPSIS if limit > 0 else "") + "".join(f"</{name}>" for name in reversed(opened))
    return _markup("".join(kept).rstrip(_JOINER) + ending)


def shorten(text: str, limit: int) -> str:
    """Plain text of at most `limit` units, an ellipsis at the end where something went."""
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    room = limit - 1
    end = 0
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        end += 1
    return text[:end].rstrip(_JOINER + " ") + ELLIPSIS if limit > 0 else ""


def line(text: str, limit: int) -> str:
    """User text fit for one line of a card: cleaned, white space folded, at most `limit` units."""
    return shorten(_SPACES.sub(" ", clean(text)).strip(), limit)


def seen(text: Markup) -> str:
    """What the reader sees: tags gone, entities read."""
    return _plain(str(text))


class Attachment(Struct, frozen=True):
    """A file that goes with a text."""

    name: str
    content: bytes
    media_type: str = "text/plain"


class Relay(Struct, frozen=True):
    """A file that goes on as it came, of any size, by Telegram's `file_id`; `kind` is "document" or "video"."""

    kind: str
    file_id: str


class Key(Struct, frozen=True):
    """A button: a label and exactly one thing it does.

    `copy` holds at most 256 units; `url` is http, https or tg; `inline_query` is put behind `@bot` in the
    input line of the same chat and may be empty.
    """

    label: str
    press: Press | None = None
    url: str | None = None
    copy: str | None = None
    inline_query: str | None = None

    def __post_init__(self) -> None:
        # Written out: every card has four of them.
        does = (self.press is not None) + (self.url is not None) + (self.copy is not None)
        if does + (self.inline_query is not None) != 1:
            raise ValueError(f"a button does exactly one thing: {self.label!r}")
        if self.copy is not None and not 1 <= units(self.copy) <= COPY_LIMIT:
            raise ValueError(f"a copy button holds 1 to {COPY_LIMIT} units")
        if self.url is not None and not _ADDRESS.match(self.url):
            raise ValueError(f"not an address: {self.url!r}")
        label = _labelled(self.label)
        if not label:
            raise ValueError("a button without a word on it")
        if label != self.label:
            force_setattr(self, "label", label)


@lru_cache(maxsize=512)
def _labelled(text: str) -> str:
    """A desk has few different buttons, and puts them on every card."""
    return line(text, LABEL_LIMIT)


Keys = tuple[tuple[Key, ...], ...]


def rows(*rows_of_keys: Iterable[Key | None]) -> Keys:
    """Rows as given, without the buttons that are not there and without the rows that are empty."""
    kept = (tuple(key for key in row if key is not None) for row in rows_of_keys)
    return tuple(row for row in kept if row)


def grid(keys: Sequence[Key | None], per_row: int) -> Keys:
    """Buttons one after the other, `per_row` in a row."""
    present = [key for key in keys if key is not None]
    return tuple(tuple(present[i : i + per_row]) for i in range(0, len(present), per_row))


class Drawn(Struct, frozen=True):
    """A message ready to leave: at most 4096 units of HTML, its buttons, perhaps a file.

    Raises:
        ValueError: nothing to read in it, or too long; `Drawn.of` cuts.
    """

    text: Markup
    keys: Keys = ()
    document: Attachment | Relay | None = None

    def __post_init__(self) -> None:
        if not seen(self.text).strip():
            raise ValueError("a message without words")
        if 2 * len(self.text) > TEXT_LIMIT and units(self.text) > TEXT_LIMIT:
            raise ValueError(f"more than {TEXT_LIMIT} units")

    @classmethod
    def of(
        cls,
        lines: Iterable[Markup | None],
        keys: Keys = (),
        document: Attachment | Relay | None = None,
        limit: int = TEXT_LIMIT,
    ) -> "Drawn":
        """Lines one below the other; None is left out, an empty one is a gap (never two, never at an end)."""
        return cls(cut(joined(lines), min(limit, TEXT_LIMIT)), keys, document)


def joined(lines: Iterable[Markup | None]) -> Markup:
    """Lines one below the other, with single gaps between blocks."""
    kept: list[Markup] = []
    for one in lines:
        if one is None or (not one and (not kept or not kept[-1])):
            continue
        kept.append(one)
    while kept and not kept[-1]:
        kept.pop()
    return _markup("\n".join(kept))
