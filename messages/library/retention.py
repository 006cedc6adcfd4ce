"""How long personal data is kept once an incident is closed: data with its source."""

from datetime import date
from functools import cache

from pydantic import Field

from messages.library.rows import Row, document


class RetentionPolicy(Row):
    """Days after the closing until personal data goes, and days until a delivery that led to nothing loses its raw
    form."""

    checked_on: date
    closed_days: int = Field(ge=1)
    raw_days: int = Field(ge=1)


@cache
def retention_policy() -> RetentionPolicy:
    """The policy as the file has it.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    return RetentionPolicy.model_validate(document("policies", "retention.toml"))
