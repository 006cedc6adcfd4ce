"""Samples: what journalists ask, and what became of it."""

from msgspec.structs import replace

from messages.cards import inquiries
from messages.markup import Drawn
from messages.views.inquiries import InquiriesView, InquiryView
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience
from tests.messages.sampled_story import ALL, NUMBER, Story, at, reader

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
    rows = (asked, overdue, replace(declined, index=3))
    return {
        "inquiry": inquiries.draw(asked, r),
        "inquiry_yours": inquiries.draw(own, r),
        "inquiry_overdue": inquiries.draw(overdue, r),
        "inquiry_declined": inquiries.draw(declined, r),
        "inquiry_withdrawn": inquiries.draw(withdrawn, r),
        "inquiries": inquiries.draw_list(InquiriesView(number=NUMBER, title=s.title, rows=rows), r),
        "inquiries_none": inquiries.draw_list(InquiriesView(number=NUMBER, title=s.title, rows=()), r),
    }
