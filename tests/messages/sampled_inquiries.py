"""Samples: what journalists ask, and what became of it."""

from datetime import timedelta

from msgspec.structs import replace

from messages.cards import inquiries
from messages.markup import Drawn
from messages.views import Verb
from messages.views.inquiries import InquiriesView, InquiryLinesView, InquiryView, LineView
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience
from tests.messages.sampled_story import ALL, INCIDENT, NUMBER, Story, at, reader

ID = "01M81MAG8008H0DFAT4T7QD4N9"


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r, say = reader(s.language), s.say
    asked = InquiryView(
        inquiry=ID,
        index=1,
        number=NUMBER,
        title=s.title,
        outlet=say("澎湃", "Reuters"),
        question=say("这批润肤霜是否已召回?", "Has this batch been recalled?"),
        due_at=at("22:00"),
        state=InquiryState.OPEN,
        owner=s.zhou,
        current=3,
        keys=ALL,
    )
    settled = {"by": s.zhou, "at": at("21:31"), "keys": frozenset()}
    declined = replace(
        asked,
        state=InquiryState.DECLINED,
        reason=say("匿名来信,核不到身份", "an anonymous mail; nobody could say who it is"),
        **settled,
    )
    withdrawn = replace(asked, state=InquiryState.WITHDRAWN, reason=say("记重了", "noted twice"), **settled)
    own = replace(asked, mine=True, current=2, audience=Audience.MEDIA)
    overdue = replace(asked, index=2, outlet=say("财新", "AP"), due_at=at("20:41"), current=0)
    answered = replace(
        asked,
        state=InquiryState.ANSWERED,
        answer=say("原因正在核实,22:30前在本账号通报。", "The cause is being checked; we report here by 22:30."),
        sha256="9f86d081884c7d65",
        taken_from=3,
        **settled,
    )
    late = replace(answered, late=timedelta(minutes=9), taken_from=0)
    looked_at = frozenset({Verb.INQUIRY_SEEN, Verb.INQUIRY_ANSWER})
    review = replace(answered, review="v4", keys=looked_at)
    lines = InquiryLinesView(
        inquiry=ID,
        incident=INCIDENT,
        index=1,
        number=NUMBER,
        title=s.title,
        outlet=asked.outlet,
        question=asked.question,
        version=3,
        lines=(
            LineView("01M81MAG8008H0DFAT4T7QD4N1", say("首次回应", "First response"), answered.answer),
            LineView("01M81MAG8008H0DFAT4T7QD4N2", say("要点 1", "Key message 1"), answered.answer, "20:30"),
        ),
        more=2,
    )
    rows = (asked, overdue, replace(declined, index=3))
    return {
        "inquiry": inquiries.draw(asked, r),
        "inquiry_yours": inquiries.draw(own, r),
        "inquiry_overdue": inquiries.draw(overdue, r),
        "inquiry_declined": inquiries.draw(declined, r),
        "inquiry_withdrawn": inquiries.draw(withdrawn, r),
        "inquiry_answered": inquiries.draw(answered, r),
        "inquiry_answered_late": inquiries.draw(late, r),
        "inquiry_review": inquiries.draw(review, r),
        "inquiry_review_fact": inquiries.draw(replace(review, review="③"), r),
        "inquiry_review_gone": inquiries.draw(replace(review, review="none"), r),
        "inquiry_lines": inquiries.draw_lines(lines, r),
        "inquiry_lines_standing": inquiries.draw_lines(replace(lines, version=0, more=0), r),
        "inquiry_lines_none": inquiries.draw_lines(replace(lines, version=0, lines=(), more=0), r),
        "inquiries": inquiries.draw_list(InquiriesView(number=NUMBER, title=s.title, rows=rows), r),
        "inquiries_none": inquiries.draw_list(InquiriesView(number=NUMBER, title=s.title, rows=()), r),
    }
