"""Where the figure of a deadline comes from, in the words of whoever asks."""

from collections.abc import Mapping
from functools import cache

from messages.library.rows import document


def spoken(source: str, language: str) -> str:
    """The source of a figure in `zh` or `en`; one that a team wrote itself, or a law's name, stays as it is."""
    return _origins().get(language, {}).get(source, source)


@cache
def _origins() -> Mapping[str, Mapping[str, str]]:
    return document("policies", "origins.toml")
