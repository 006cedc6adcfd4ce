"""Text that hides behind tags, entities, link targets and turned letters, with the way back to where it stood."""

import html
import re
from collections.abc import Sequence

from messages.screening import late

# One character class: every text is searched for it. Single * and _ are left to the folding, as marks like others.
_HINT = late.pattern("[<&`\\]*_~|\u202e]")
# Unicode's right-to-left override: up to its end (or that of the line) everything is read from behind.
_TURNED = late.pattern("\u202e([^\u202a-\u202e\n]*)")
_MARKUP = late.pattern(
    r"<!--.*?-->|</?[a-zA-Z][^<>]{0,400}>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"
    r"|\]\([^()\s]{0,400}\)|\*\*|__|~~|\|\||`",
    re.DOTALL,
)


def visible(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """What a reader sees, and which span of `text` each of its characters is (None: nothing was hidden).

    A tag or link target vanishes; an entity becomes its character; turned letters stand as they are read. What
    only looks like markup stays.
    """
    if not _HINT.search(text):
        return text, None
    shown, origin = _without_tags(text)
    return _as_read(shown, origin) if "\u202e" in shown else (shown, origin)


def _without_tags(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    parts: list[str] = []
    origin: list[tuple[int, int]] = []
    position = 0
    for match in _MARKUP.finditer(text):
        parts.append(text[position : match.start()])
        origin.extend((place, place + 1) for place in range(position, match.start()))
        if match[0].startswith("&"):
            char = html.unescape(match[0])
            parts.append(char)
            origin.extend([match.span()] * len(char))
        position = match.end()
    if not position:
        return text, None
    parts.append(text[position:])
    origin.extend((place, place + 1) for place in range(position, len(text)))
    return "".join(parts), origin


def _as_read(text: str, origin: Sequence[tuple[int, int]] | None) -> tuple[str, Sequence[tuple[int, int]]]:
    """Each turned run the other way round. A place in it is the whole run: no other order fits both."""
    before = origin or [(place, place + 1) for place in range(len(text))]
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for match in _TURNED.finditer(text):
        start, end = match.span(1)
        parts += [text[position : match.start()], match[1][::-1]]
        places += before[position : match.start()]
        if start < end:
            places += [(before[match.start()][0], before[end - 1][1])] * (end - start)
        position = end
    return "".join([*parts, text[position:]]), [*places, *before[position:]]
