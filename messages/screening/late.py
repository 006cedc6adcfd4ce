"""Expressions that are compiled when they are first used: a desk that starts would wait a tenth of a second for
them, a command line that checks nothing would wait in vain.
"""

import functools
import re
from typing import Any, cast


class _Late:
    """Stands for the compiled expression until somebody asks it something."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Asked for the first time under this name."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


_ALL: list[_Late] = []


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """An expression; whether it is one shows when it is first used, or in `compile_all`."""
    _ALL.append(_Late(text, flags))
    return cast(re.Pattern[str], _ALL[-1])


def compile_all() -> None:
    """Compile every one of them now.

    Raises:
        re.error: one of them is none.
    """
    for late in _ALL:
        _ = late.compiled
