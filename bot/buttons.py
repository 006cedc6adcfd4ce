"""What a button carries: `1:<verb>:<id>[:<id>]`, at most 64 bytes.

Packed here, unpacked here, checked at construction: a button that Telegram would refuse cannot be built.
"""

import re

from msgspec import Struct

VERSION = "1"
LIMIT_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data: 1-64 bytes
_VERB = re.compile(r"[a-z_]{1,7}\Z")
_PART = re.compile(r"[0-9A-Za-z_.-]{1,27}\Z")


class ButtonUnreadable(ValueError):
    """Data of a button that this release does not understand (an old card, or somebody's own client)."""


class Press(Struct, frozen=True):
    """A verb and what it is about.

    `verb` is at most 7 letters; `subject` and `extra` are ids or short words.
    """

    verb: str
    subject: str = ""
    extra: str = ""

    def __post_init__(self) -> None:
        if not _VERB.match(self.verb):
            raise ValueError(f"a verb has 1 to 7 small letters, not {self.verb!r}")
        subject, extra = self.subject, self.extra
        if (subject and not _PART.match(subject)) or (extra and not _PART.match(extra)):
            raise ValueError(f"a button carries ids and short words, not {subject!r}, {extra!r}")
        if (
            subject and extra and len(self.packed) > LIMIT_BYTES
        ):  # all of it is ASCII by now, and one part is short
            raise ValueError(f"button data is longer than {LIMIT_BYTES} bytes: {self.packed!r}")

    @property
    def packed(self) -> str:
        """The text that Telegram carries."""
        parts = [VERSION, self.verb, self.subject, self.extra]
        while not parts[-1]:
            parts.pop()
        return ":".join(parts)


def unpack(data: str) -> Press:
    """Read what a pressed button carried.

    Raises:
        ButtonUnreadable: another version, or nothing of ours.
    """
    version, *rest = data.split(":")
    if version != VERSION or not 1 <= len(rest) <= 3:
        raise ButtonUnreadable(data[:LIMIT_BYTES])
    try:
        return Press(*rest)
    except ValueError as unreadable:
        raise ButtonUnreadable(data[:LIMIT_BYTES]) from unreadable
