"""What the first run says; the sentences are in `words.toml` beside this file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files


class Words:
    """The sentences of one language, `zh` or `en`."""

    def __init__(self, language: str) -> None:
        text = files("bot.wizard").joinpath("words.toml").read_text(encoding="utf-8")
        self._sentences: Mapping[str, str] = tomllib.loads(text)[language]

    def __call__(self, key: str, /, **blanks: object) -> str:
        return self._sentences[key].format(**blanks)
