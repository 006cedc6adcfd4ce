"""What journalists ask: what may be written down, and when it waits no more."""

from bot.errors import DeskError
from storage.vocabulary.inquiries import InquiryState

#: Characters. A name and perhaps a person; a question, not the whole mail; a line that is meant as one.
LONGEST_OUTLET = 60
LONGEST_QUESTION = 500
LONGEST_LINE = 1_000


class InquiryTooLong(DeskError):
    """More than is kept of a question, or of who asks: `count` of `total` characters."""

    key = "refused-inquiry-too-long"


class InquirySettled(DeskError):
    """It is answered, declined or withdrawn (`inquiry_state`): `by`, `at`."""

    key = "refused-inquiry-settled"


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
