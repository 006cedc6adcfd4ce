"""Text that hides behind tags, entities and link targets, with the way back to where it stood."""

import html
import re
from collections.abc import Sequence

_HINT = re.compile(r"[<&]|\]\(")
_MARKUP = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][^<>]{0,400}>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});|\]\([^()\s]{0,400}\)",
    re.DOTALL,
)


def visible(text: str) -> tuple[str, Sequence[int] | None]:
    """What a reader sees, and where each of its characters begins in `text` (None: nowhere else than here).

    A tag or link target vanishes; an entity becomes its character. What only looks like markup stays.
    """
    if not _HINT.search(text):
        return text, None
    parts: list[str] = []
    origin: list[int] = []
    position = 0
    for match in _MARKUP.finditer(text):
        parts.append(text[position : match.start()])
        origin.extend(range(position, match.start()))
        if match[0].startswith("&"):
            char = html.unescape(match[0])
            parts.append(char)
            origin.extend([match.start()] * len(char))
        position = match.end()
    if not position:
        return text, None
    parts.append(text[position:])
    origin.extend(range(position, len(text)))
    return "".join(parts), origin
