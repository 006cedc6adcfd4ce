"""Whoever sits at the terminal: his language, what he reads, and how a command ends."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import Any, Final, Literal, NoReturn

from bot.errors import StartRefused
from bot.turns import WatchedLoop
from messages.words import plain
from storage.vocabulary.people import Language

FAILED: Final = 1
"""Exit code when it was begun and did not succeed, or when something needs mending."""
REFUSED: Final = 2
"""Exit code when nothing was begun: settings, another desk, a port."""

#: Names and reasons come from outside: nothing in them moves the cursor or rings.
_SILENT: Final = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


class Stream:
    """Lines for a person, to what is the process's output at that moment."""

    def __init__(self, name: Literal["stdout", "stderr"]) -> None:
        self._name = name

    def print(self, text: str) -> None:
        """One line more."""
        print(text.translate(_SILENT), file=getattr(sys, self._name), flush=True)


out = Stream("stdout")
err = Stream("stderr")


def language() -> Language:
    """The reader's: LANGUAGE, else LC_ALL, LC_MESSAGES or LANG, else Chinese."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for word in os.environ.get(name, "").lower().split(":"):
            if word[:2] in ("zh", "en"):
                return Language(word[:2])
    return Language.ZH


def words(key: str, /, **values: str) -> str:
    """A sentence for whoever sits at the terminal."""
    return plain(language(), key, **values)


def refuse(key: str, /, **values: str) -> NoReturn:
    """Say why nothing was begun, and end with 2."""
    err.print(f"{words('cli-cannot-start')}: {words(key, **values)}")
    raise SystemExit(REFUSED)


def fail(key: str, /, **values: str) -> NoReturn:
    """Say what went wrong once it was begun, and end with 1."""
    err.print(words(key, **values))
    raise SystemExit(FAILED)


def keep_to_ourselves() -> None:
    """Files this process makes are for its user only."""
    os.umask(0o077)


def address(host: str, port: int) -> str:
    """Where a desk that listens there is reached from this machine."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not bound)
    return f"http://{f'[{here}]' if ':' in here else here}:{port}"


def do(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end; what cannot start says why."""
    try:
        with asyncio.Runner(loop_factory=WatchedLoop) as runner:
            runner.run(work)
    except StartRefused as refused:
        refuse(refused.key, **refused.values)
