"""What journalists ask: what may be written down, and from which sheet an answer may be taken."""

from datetime import datetime

from bot.errors import DeskError
from storage.vocabulary.inquiries import InquiryState

#: Characters. A name and perhaps a person; a question, not the whole mail; a line that is meant as one.
LONGEST_OUTLET = 60
LONGEST_QUESTION = 500
LONGEST_LINE = 1_000
LONGEST_ANSWER = 800


class InquiryTooLong(DeskError):
    """More than is kept of a question, or of who asks: `count` of `total` characters."""

    key = "refused-inquiry-too-long"


class InquirySettled(DeskError):
    """It is answered, declined or withdrawn (`inquiry_state`): `by`, `at`."""

    key = "refused-inquiry-settled"


class SheetVersionMissing(DeskError):
    """An answer says from which version of the sheet it was taken; the current one is `version`."""

    key = "refused-inquiry-version-missing"


class SheetVersionOld(DeskError):
    """The answer was taken from `former` (empty: a standing line); `version` is the current one (empty: none)."""

    key = "refused-inquiry-version-old"


class AnswerStopped(DeskError):
    """Counsel lets nothing out before `until`, or (empty) until further word."""

    key = "refused-inquiry-counsel"


def check_length(outlet: str, question: str) -> None:
    """Is it short enough to be kept and read on a card?

    Raises:
        InquiryTooLong: nothing is cut.
    """
    for text, most in ((outlet, LONGEST_OUTLET), (question, LONGEST_QUESTION)):
        if len(text) > most:
            raise InquiryTooLong(count=len(text), total=most)


def check_open(state: InquiryState, by: str = "", at: str = "") -> None:
    """Does somebody still wait for an answer?

    Raises:
        InquirySettled: says who settled it, and when (ISO text).
    """
    if state is not InquiryState.OPEN:
        raise InquirySettled(inquiry_state=state.value, by=by, at=at)


def check_version(named: int | None, current: int) -> None:
    """Was the answer taken from the sheet that may be said now? 0: from the standing lines, there is no sheet.

    Raises:
        SheetVersionMissing: it names none although there is one. SheetVersionOld: it names another one.
    """
    if named is None and current:
        raise SheetVersionMissing(version=str(current))
    if named is not None and named != current:
        raise SheetVersionOld(former=str(named) if named else "", version=str(current) if current else "")


def check_counsel(embargo_until: datetime | None, stops: bool, now: datetime) -> None:
    """May anything go out? To a journalist as little as to everybody.

    Raises:
        AnswerStopped: counsel has stopped it, for good or until a time.
    """
    if stops or (embargo_until is not None and now < embargo_until):
        raise AnswerStopped(until="" if stops or embargo_until is None else embargo_until.isoformat())
