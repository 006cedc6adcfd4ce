"""How Telegram says no.

Codes and words stand in `data/refusals.json`, so that what a client sees can be read in one place. The words
follow the real server: the library's message with a small first letter behind "Bad Request: " or "Forbidden: ".
"""

import json
from importlib.resources import files
from typing import Any

_REFUSALS: dict[str, tuple[int, str]] = {
    key: (code, text)
    for key, (code, text) in json.loads(
        (files("bot.sandbox") / "data" / "refusals.json").read_text(encoding="utf-8")
    ).items()
}


class Refused(Exception):
    """A call that Telegram would refuse: HTTP code, description and the optional response parameters."""

    def __init__(self, key: str, *, parameters: dict[str, Any] | None = None, **blanks: object) -> None:
        self.key = key
        self.code, words = _REFUSALS[key]
        self.description = words.format(**blanks)
        self.parameters = parameters
        super().__init__(self.description)


class ActRefused(Exception):
    """Something a person in the sandbox cannot do, for instance write in a chat she is not in.

    English, for operators.
    """
