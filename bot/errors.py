"""Refusals: what a person is told when something cannot be done, in a chat or at the terminal.

A refusal carries a key that names a sentence in `messages/locales` and plain values for its blanks.
Outside trouble (`DeliverLater`, `DeliverNever`) lives in the gateways; everything else is a bug and flies.
"""

from typing import ClassVar

Value = str | int | float | bool | None


class DeskError(Exception):
    """Base of all refusals; `key` names the sentence a person reads."""

    key: ClassVar[str] = "refused"

    def __init__(self, **values: Value) -> None:
        super().__init__(self.key, values)
        self.values: dict[str, Value] = values


class AlreadyDone(DeskError):
    """This update was handled before; nothing happens a second time."""

    key = "refused-already-done"


class StartRefused(Exception):
    """The desk does not start; `key` names the sentence that says why and what to do, `values` fill it in."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values
