"""Takes the pictures of the front pages from the real program: `make screenshots`.

The demo runs once as a visitor would run it, and what it wrote to the terminal becomes `docs/demo.svg`.
Rich's own SVG export counts characters where Chinese needs columns, and names fonts to be fetched; so the
sheet is drawn here.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import page_pictures
import recap_pictures
import voice_pictures
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.terminal_theme import MONOKAI
from rich.text import Text

DOCS = Path(__file__).parent
COLUMNS = 96  # fits a front page without a scroll bar
CELL, LINE, SIZE, MARGIN = 8.4, 22, 14, 16  # pixels
FONTS = "'JetBrains Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"


def terminal_of(command: list[str]) -> str:
    """What the command writes to a terminal of `COLUMNS` columns, colours and all; it must succeed."""
    told = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    done = subprocess.run(command, env=os.environ | told, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return done.stdout.decode("utf-8").rstrip()


def picture_of(written: str) -> str:
    """The terminal as SVG, in the reader's own fonts: a picture on a front page fetches nothing."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        paper = Console(width=COLUMNS, file=nowhere, force_terminal=True, color_system="truecolor")
        lines = paper.render_lines(Text.from_ansi(written), pad=False)
    width, height = COLUMNS * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    words = "\n".join(run for row, line in enumerate(lines) for run in runs(line, MARGIN + (row + 0.7) * LINE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{FONTS}" '
        f'font-size="{SIZE}">\n<rect width="100%" height="100%" rx="8" fill="{MONOKAI.background_color.hex}"/>\n'
        f"{words}\n</svg>\n"
    )


def runs(line: list[Segment], y: float) -> Iterator[str]:
    """The line in pieces of one style and one letter width, each put where its column is."""
    column = 0
    for segment in line:
        for _, letters in groupby(segment.text, key=cell_len):
            piece = "".join(letters)
            cells = cell_len(piece)
            if piece.strip():
                yield (
                    f'<text x="{MARGIN + column * CELL:g}" y="{y:g}" textLength="{cells * CELL:g}" '
                    f'xml:space="preserve" {look(segment)}>{escape(piece)}</text>'
                )
            column += cells


def look(segment: Segment) -> str:
    style = segment.style
    color = style.color.get_truecolor(MONOKAI) if style and style.color else MONOKAI.foreground_color
    weight = ' font-weight="bold"' if style and style.bold else ""
    faint = ' opacity="0.6"' if style and style.dim else ""
    return f'fill="{color.hex}"{weight}{faint}'


if __name__ == "__main__":
    story = terminal_of([str(Path(sys.executable).with_name("crisisdesk")), "demo"])
    (DOCS / "demo.svg").write_text(picture_of(story), encoding="utf-8")
    page_pictures.take()
    voice_pictures.take_all()
    recap_pictures.take()
