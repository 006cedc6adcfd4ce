"""Which stories ask the database something that no other asks: they are the ones to tell on PostgreSQL as well.

    python -m pytest -p tests.kit.asked -k sqlite tests/flows

writes `tests/flows/told_once.txt` anew: the stories that can be left out there while everything that all stories
ask and write is still asked and written. What happens at the same instant is told on both always, and each file
keeps a story; of those that ask the same the cheapest stay.
"""

import inspect
import re
import time
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage import sqlite

LIST: Final = Path(__file__).parents[1] / "flows" / "told_once.txt"
_HEAD: Final = """\
# Stories that ask the database nothing that the others do not ask: told on SQLite only by `make test`, on both by
# `make test STORIES=`. Written by `python -m pytest -p tests.kit.asked -k sqlite tests/flows`; a new story is told
# on both until then.
"""
#: A list of values is as long as what was found.
_VALUES: Final = re.compile(r"IN \([^()]*\)|VALUES .*", re.DOTALL)
_ONE_ROW: Final = re.compile(r"UPDATE (?P<table>\w+) SET (?P<columns>.*) WHERE (?P=table)\.id = \?", re.DOTALL)
_AT_ONCE: Final = "gather("


class Asked(NamedTuple):
    """What one story came to: seconds of the processor, what it asked, whether anything in it races."""

    seconds: float
    asked: frozenset[str]
    races: bool


def asked(statement: str) -> Iterator[str]:
    """What one statement asks or writes, whatever the values: one row's columns are written each for itself."""
    shape = _VALUES.sub("…", statement)
    if one := _ONE_ROW.fullmatch(shape.strip()):
        yield from (f"{one['table']}.{column.split('=')[0].strip()}" for column in one["columns"].split(","))
    else:
        yield shape


def told_once(stories: Mapping[str, Asked]) -> list[str]:
    """The names of those that can be left out."""
    kept = {name for name, story in stories.items() if story.races}
    missing = set().union(*(story.asked for story in stories.values())) - _by(kept, stories)
    while missing:
        best = max(stories, key=lambda name: len(stories[name].asked & missing) / stories[name].seconds)
        kept.add(best)
        missing -= stories[best].asked
    for name in sorted(stories, key=lambda name: stories[name].seconds):
        if _file(name) not in {_file(one) for one in kept}:
            kept.add(name)
    return sorted(stories.keys() - kept)


def _by(names: set[str], stories: Mapping[str, Asked]) -> set[str]:
    return set().union(*(stories[name].asked for name in names))


def _file(name: str) -> str:
    return name.partition("::")[0]


_stories: dict[str, Asked] = {}
_now: set[str] = set()


def pytest_collection_finish() -> None:
    """Listen to everything that is said to a database."""

    @event.listens_for(Engine, "before_cursor_execute")
    def through_sqlalchemy(_: Any, __: Any, statement: str, *___: Any) -> None:
        _now.update(asked(statement))

    plainly, often = sqlite.LoopConnection._plainly, sqlite.WriterConnection.said_often

    def heard_plainly(self: Any, statement: str, values: Any) -> list[Any]:
        _now.update(asked(statement))
        return plainly(self, statement, values)

    async def heard_often(self: Any, statement: str, many: list[Any]) -> None:
        _now.update(asked(statement))
        await often(self, statement, many)

    sqlite.LoopConnection._plainly = heard_plainly  # type: ignore[method-assign]
    sqlite.WriterConnection.said_often = heard_often  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None, Any, Any]:
    """One story: what it asks, and what it costs."""
    _now.clear()
    began = time.process_time()
    outcome = yield
    seconds = time.process_time() - began
    _stories[item.nodeid] = Asked(seconds, frozenset(_now), _AT_ONCE in inspect.getsource(item.function))
    return outcome


def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep the list, if all of it was told."""
    if exitstatus == 0:
        LIST.write_text(_HEAD + "".join(f"{name}\n" for name in told_once(_stories)), "utf-8")
