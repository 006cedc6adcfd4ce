"""Samples: what frontline groups see, who has not read, what the guard found."""

from msgspec.structs import replace

from messages.cards import checking, frontline
from messages.markup import Drawn
from messages.views.checking import CheckBasis, CheckPoint, CheckReason, CheckView, LineFrom
from messages.views.frontline import FrontlineCardView, OutsideRow, RobotRow, UnreadView
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.wordings import CheckVerdict
from tests.messages.sampled_story import ALL, NUMBER, Story, reader

SHEET = "01JD000000000000000000SHET"


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r, say = reader(s.language), s.say
    line = say("原因正在核实,22:30 前在本账号通报。", "The cause is being checked; we report here by 22:30.")
    card = FrontlineCardView(
        sheet=SHEET,
        version=2,
        current=True,
        newest=2,
        title=s.title,
        lines=(line,),
        not_to_say=(say("供应商", "supplier"), say("赔多少", "amounts")),
        ask=s.he,
        read=52,
    )
    desk = say("客服一组", "Service desk")
    outside = (
        OutsideRow(OutletKind.WECOM, desk, 9, 12, True),
        OutsideRow(OutletKind.FEISHU, say("门店群", "Shops"), 3, 0, True),
        OutsideRow(OutletKind.DINGTALK, say("代理商", "Agents"), 0, 8, False),
        OutsideRow(OutletKind.WECOM, say("夜班", "Night shift"), 0, 4, None),
    )
    robots = (RobotRow(OutletKind.WECOM, desk, "…91f6", 12), RobotRow(OutletKind.FEISHU, desk, "…abcd", 0))
    unread = UnreadView(sheet=SHEET, version=2, read=52, total=58, names=(s.zhao, s.wang))
    sentence = say("我们会全额退款", "we will refund in full")
    promise = CheckReason(reason="promise.unapproved", rule="R-C5")
    view = CheckView(
        check="01JD000000000000000000CHEK",
        verdict=CheckVerdict.BLOCK,
        basis=CheckBasis.SHEET,
        version="v2",
        number=NUMBER,
        sentence=sentence,
        points=(CheckPoint(label=say("全额退款", "refund in full"), reasons=(promise,)),),
        line=line,
        line_from=LineFrom.APPROVED,
        keys=ALL,
    )
    return {
        "frontline_card": frontline.draw(card, r),
        "frontline_card_yours": frontline.draw(replace(card, ask_you=True), r),
        "frontline_old": frontline.draw(replace(card, current=False, newest=3), r),
        "frontline_over": frontline.draw(replace(card, current=False, newest=0), r),
        "frontline_taken_back": frontline.draw(replace(card, current=False, newest=0, taken_back=True), r),
        "frontline_unread": frontline.draw_unread(unread, r),
        "frontline_unread_outside": frontline.draw_unread(replace(unread, names=(), outside=outside), r),
        "frontline_robots": frontline.draw_robots(robots, r),
        "frontline_robots_none": frontline.draw_robots((), r),
        "frontline_unread_on_air": frontline.draw_unread(
            replace(unread, read=58, names=(), line_owed=True, beside_host=s.jie), r
        ),
        "frontline_all_read": frontline.draw_unread(replace(unread, read=58, names=()), r),
        "guard_found": frontline.draw_found(view, s.he, say("客服一组", "Service 1"), r),
        "guard_line": frontline.draw_line(line, "v2", r),
        "guard_unasked": checking.draw(replace(view, unasked=True), r),
    }
