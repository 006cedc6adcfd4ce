"""Why the check stops at some words: the sentences of `messages/screening/reasons.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from messages.library.rows import Words


@cache
def _reasons() -> Mapping[str, Words]:
    data = tomllib.loads(files("messages.screening").joinpath("reasons.toml").read_text(encoding="utf-8"))
    return {key: Words.model_validate(words) for key, words in data["reason"].items()}


def spoken(reason: str, values: Sequence[tuple[str, str]], language: str) -> str:
    """The reason in `zh` or `en` with its blanks; the key itself for one of a later release."""
    words = _reasons().get(reason)
    if words is None:
        return reason
    text = words.spoken(language)
    for name, value in values:
        text = text.replace(f"{{{name}}}", value)
    return text
