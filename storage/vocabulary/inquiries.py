"""What journalists ask, and what became of it."""

from enum import StrEnum


class InquiryState(StrEnum):
    """*Answered* from a sheet or a standing line; *declined*: we give no answer, and say why; *withdrawn*: nobody
    waits for one any more."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
