"""The common ground of all library rows: where a figure comes from, and how a file is read."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

#: After so long a figure of a law or platform wants to be compared with its source again (clocks.md 2.2).
STALE_AFTER = timedelta(days=180)


class Status(StrEnum):
    """How well a figure is known."""

    #: Read in a primary or official source.
    VERIFIED = "verified"
    #: Read in a secondary or weak source.
    SECONDARY = "secondary"
    #: Practice belief, not checked: a starting value.
    BELIEF = "belief"
    #: Own small measurement.
    MEASURED = "measured"
    #: Looked for and not found: the team has to fill it in.
    MISSING = "missing"


class Row(BaseModel):
    """One row of the library. `checked_on` is None where no day was noted: then it counts as stale."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    source: str = Field(min_length=1)
    status: Status
    checked_on: date | None = None
    note: str = ""

    def stale(self, today: date) -> bool:
        """Should somebody compare it with its source again? Beliefs have none to compare with."""
        if self.status in (Status.BELIEF, Status.MEASURED):
            return False
        return self.checked_on is None or today - self.checked_on > STALE_AFTER


class Words(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def spoken(self, language: str) -> str:
        """The text in `zh` or `en`."""
        return self.en if language == "en" else self.zh


R = TypeVar("R", bound=BaseModel)


def document(folder: str, name: str) -> Mapping[str, Any]:
    """One data file of the library, as TOML gives it.

    Raises:
        FileNotFoundError: the package lacks the file.
        tomllib.TOMLDecodeError: the file is not TOML.
    """
    return tomllib.loads(files("messages.library").joinpath(folder, name).read_text(encoding="utf-8"))


def rows(kind: type[R], items: Sequence[Mapping[str, Any]]) -> tuple[R, ...]:
    """The items as checked rows.

    Raises:
        pydantic.ValidationError: names the row and field that do not fit.
    """
    return tuple(TypeAdapter(list[kind]).validate_python(items))  # type: ignore[valid-type]
