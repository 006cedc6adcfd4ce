"""Views of what journalists ask."""

from datetime import datetime, timedelta

from msgspec import Struct

from messages.views.shared import PLAIN, Mark, Verb
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience


class InquiryView(Struct, frozen=True, kw_only=True):
    """One question: who asks, until when, who answers, and what became of it.

    `late`: how long after its deadline it was answered first. `current`: the version of the sheet that may be said
    now (`audience`: for whom it is), 0 while there is none; `taken_from`: the one the answer was taken from, 0 for
    a standing line. `review`: why the answer wants a look.
    """

    inquiry: str
    index: int
    number: str
    title: str
    outlet: str
    question: str
    due_at: datetime
    state: InquiryState
    owner: str = ""
    mine: bool = False
    current: int = 0
    audience: Audience = Audience.PUBLIC
    answer: str = ""
    sha256: str = ""
    taken_from: int = 0
    by: str = ""
    at: datetime | None = None
    late: timedelta = timedelta()
    reason: str = ""
    review: str = ""
    keys: frozenset[Verb] = frozenset()
    mark: Mark = PLAIN


class InquiriesView(Struct, frozen=True, kw_only=True):
    """The questions of an incident, those that wait first."""

    number: str
    title: str
    rows: tuple[InquiryView, ...]
    mark: Mark = PLAIN


class LineView(Struct, frozen=True):
    """A line that may be said now: under which name, the exact words. `over`: a promised time in it has passed."""

    line: str
    what: str
    text: str
    over: str = ""


class InquiryLinesView(Struct, frozen=True, kw_only=True):
    """What an answer may be taken from. `version` 0: there is no sheet, these are the standing lines.

    `review`: facts of the sheet that no longer stand. `incident`: for the button that writes a sheet.
    """

    inquiry: str
    incident: str
    index: int
    number: str
    title: str
    outlet: str
    question: str
    version: int
    audience: Audience = Audience.PUBLIC
    lines: tuple[LineView, ...] = ()
    more: int = 0
    review: str = ""
    mark: Mark = PLAIN
