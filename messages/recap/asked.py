"""What journalists asked, and what they were told."""

from datetime import datetime, timedelta

import msgspec

from storage.vocabulary.inquiries import InquiryState


class InquiryTold(msgspec.Struct, frozen=True):
    """One question: who asked, by when, and the answer with the sheet it was taken from.

    `at`: when it was answered first, declined or withdrawn; `late`: how long after its deadline the first answer
    came. `sheet` is the version, 0 for a standing line and while there is no answer; `review`: somebody has yet to
    look whether the answer still holds.
    """

    number: int
    outlet: str
    question: str
    state: InquiryState
    due_at: datetime
    owner: str = ""
    by: str = ""
    at: datetime | None = None
    late: timedelta = timedelta()
    answer: str = ""
    sha256: str = ""
    sheet: int = 0
    reason: str = ""
    review: bool = False
