"""Open words: kinds that may grow from one release to the next."""

from enum import StrEnum
from typing import Self


class OpenWord(StrEnum):
    """A StrEnum in which a word of a later release reads as UNKNOWN, is shown, and never crashes.

    Every subclass has a member UNKNOWN.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self:
        return cls["UNKNOWN"]
