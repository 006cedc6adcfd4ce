"""What the charts are drawn with: the templates beside this file, and how wide a text will be."""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from messages.markup import shorten

if TYPE_CHECKING:
    from jinja2 import Environment

LETTER: Final = 12.0
MARGIN: Final = 14.0


def width_of(text: str, size: float = LETTER) -> float:
    """About how wide a text is: Chinese characters are square, others about half as wide."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.58 for c in text)


def fitting(text: str, room: float, size: float = LETTER) -> str:
    """The text, or as much of it as there is room for; '' when not even one character fits."""
    if width_of(text, size) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = shorten(text, length)
        if width_of(cut, size) <= room:
            return cut if length > 1 else ""
    return ""


@cache
def templates() -> "Environment":
    """The templates beside this file; everything put into them is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("messages.recap") / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def draw(template: str, **values: object) -> str:
    return templates().get_template(template).render(values)
