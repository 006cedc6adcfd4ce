"""The story in a terminal: one line a moment. Without a terminal the same lines, plain."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.status import Status
from rich.text import Text

_TIME_CELLS: Final = 10
_MARGIN: Final = 2
_DETAIL_CELLS: Final = 72
"""What was seen is cut here where no terminal says how wide it is."""


@cache
def _book() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("bot.demo") / "words.toml").read_text(encoding="utf-8"))


def words(language: str, key: str, /, **values: object) -> str:
    """A sentence of the demo's own."""
    return _book()[language][key].format(**values)


class Screen:
    """Lines with times. `console` decides about colour: rich leaves it out where nobody would see it."""

    def __init__(self, language: str, console: Console | None = None) -> None:
        self._language = language
        self._console = console or Console(highlight=False, markup=False, soft_wrap=True)
        self._status: Status | None = None
        self._caption_cells = 0

    def expect(self, captions: Iterable[str]) -> None:
        """These captions will come: what is seen stands in one column behind them."""
        self._caption_cells = max(map(cell_len, captions), default=0)

    def say(self, key: str, /, **values: object) -> None:
        self._console.print(Text(words(self._language, key, **values)))

    def begin(self, time: str, caption: str) -> None:
        """A moment begins: on a terminal it is seen to be at work."""
        self.calm()
        if self._console.file.isatty():  # not where only the colours were asked for (FORCE_COLOR)
            self._status = self._console.status(Text(f"{time}  {caption}"), spinner="dots")
            self._status.start()

    def end(self, time: str, caption: str, detail: str) -> None:
        """It has come true; `detail` is what was seen."""
        self.calm()
        line = Text(" " * _MARGIN)
        line.append(f"{time:{_TIME_CELLS}}", "dim")
        line.append(set_cell_size(caption, max(self._caption_cells, cell_len(caption))), "bold")
        line.append("  ")
        room = self._console.width - line.cell_len if self._console.is_terminal else _DETAIL_CELLS
        line.append(_cut(detail, room), "dim")
        line.rstrip()
        self._console.print(line)

    def calm(self) -> None:
        """Stop what moves."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def file(self, path: Path) -> None:
        self._console.print(Text(f"{' ' * _MARGIN}→ {path}"))

    def figures(self, alerts: int, calls: int, kills: int, lost: int) -> None:
        """What really happened, counted."""
        text = words(self._language, "figures", alerts=alerts, calls=calls, kills=kills, lost=lost)
        self._console.print(Text(text, "bold"))

    def trouble(self, text: str) -> None:
        self.calm()
        self._console.print(Text(text, "bold red"))


def _cut(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…" if cells > 1 else ""


def shown(moment: datetime) -> str:
    """A time of the story as its clock shows it."""
    return moment.strftime("%H:%M")
