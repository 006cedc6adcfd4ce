"""Samples: the check's answers, a false alarm, the do-not-say list."""

from msgspec.structs import replace

from messages.cards import attached
from messages.cards import checking as cards
from messages.markup import Drawn
from messages.views.attached import FileFound, FileStanding
from messages.views.checking import (
    BanLine,
    BanListView,
    CheckBasis,
    CheckPoint,
    CheckReason,
    CheckView,
    FalseAlarmView,
    LineFrom,
)
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.wordings import BanScope, CheckVerdict, SampleState
from tests.messages.sampled_story import ALL, NUMBER, Story, at, reader

CHECK = "01JD000000000000000000CHEK"
SAMPLE = "01JD000000000000000000SAMP"


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r, say = reader(s.language), s.say
    sentence = say(
        "由于供应商原料问题,约3万名用户受影响,我们将全额退款",
        "Because of our supplier's raw material about 30,000 users are affected; we will refund in full",
    )
    places = say(
        "由于供应商原料问题|约3万名|全额退款", "supplier's raw material|about 30,000|refund in full"
    ).split("|")
    cause = CheckReason(reason="cause.unconfirmed", rule="R-C7")
    reasons = (
        (cause, CheckReason(reason="name.third_party", rule="R-C9")),
        (CheckReason(reason="fact.unknown", rule="R-C3", evidence="fact"),),
        (CheckReason(reason="promise.unapproved", rule="R-C5"),),
    )
    refused = CheckView(
        check=CHECK,
        verdict=CheckVerdict.BLOCK,
        basis=CheckBasis.SHEET,
        version="v2",
        sentence=sentence,
        marks=tuple((sentence.index(one), sentence.index(one) + len(one)) for one in places),
        points=tuple(CheckPoint(label=p, reasons=why) for p, why in zip(places, reasons, strict=True)),
        line=say("原因正在核实,22:30 前在本账号通报。", "The cause is being checked; we report here by 22:30."),
        line_from=LineFrom.APPROVED,
        keys=ALL,
    )
    cliche = CheckReason(reason="cliche", rule="R-C10")
    homophone = CheckReason(
        reason="banned.because",
        rule="R-C1",
        blanks=(("why", say("没有检测", "untested")),),
        evidence="homophone",
        certain=False,
    )
    change = replace(
        refused,
        verdict=CheckVerdict.CHANGE,
        sentence=say("我们高度重视这件事", "we attach great importance to this"),
        marks=(),
        points=(
            CheckPoint(label=say("高度重视", "great importance"), reasons=(cliche,)),
            CheckPoint(
                label=say("治癌", "carcinogen1c"),
                reasons=(replace(homophone, evidence="homophone", certain=False),),
            ),
        ),
        line=say("我们正在核实这件事", "we are checking this"),
        line_from=LineFrom.MENDED,
        hint=True,
        picture=True,
    )
    clear = CheckView(check=CHECK, verdict=CheckVerdict.CLEAR, basis=CheckBasis.SHEET, version="v2", number=NUMBER)
    standing = replace(clear, basis=CheckBasis.STANDING, crisis_type=CrisisType.PRODUCT_SAFETY, number="")
    alarm = FalseAlarmView(
        sample=SAMPLE,
        by=s.he,
        sentence=say("本品不含激素", "this product is free of hormones"),
        reasons=(CheckReason(reason="banned", rule="R-C1"),),
        phrases=(say("不含激素", "free of hormones"),),
        number=NUMBER,
        keys=ALL,
    )
    listed = BanListView(
        bans=(
            BanLine(
                number=7,
                term=say("致癌", "carcinogenic"),
                say_instead=say("原因正在核实", "the cause is being checked"),
                variants=2,
                scope=BanScope.INCIDENT,
                until=at("23:59"),
            ),
            BanLine(number=3, term=say("三无产品", "no-name product")),
        ),
        total=12,
        allowed=((5, say("不含激素", "free of hormones")),),
        number=NUMBER,
    )
    return {
        "check_block": cards.draw(refused, r),
        "check_block_standing": cards.draw(
            replace(
                refused, basis=CheckBasis.STANDING, version="standing", crisis_type=CrisisType.RUMOR, number=NUMBER
            ),
            r,
        ),
        "check_block_no_line": cards.draw(
            replace(refused, basis=CheckBasis.NONE, version="none", line="", line_from=LineFrom.NOBODY), r
        ),
        "check_former": cards.draw(replace(refused, former=1, points=refused.points[:1]), r),
        **_files(s, clear, refused),
        "check_change": cards.draw(change, r),
        "check_clear": cards.draw(clear, r),
        "check_clear_standing": cards.draw(standing, r),
        "false_alarm": cards.draw_false_alarm(alarm, r),
        "false_alarm_whole": cards.draw_false_alarm(replace(alarm, phrases=()), r),
        "false_alarm_facts": cards.draw_false_alarm(
            replace(alarm, phrases=(), reasons=tuple(replace(one, evidence="fact") for one in alarm.reasons)), r
        ),
        "false_alarm_allowed": cards.draw_false_alarm(
            replace(alarm, state=SampleState.ALLOWED, decided_by=s.zhou, decided_at=at("20:58")), r
        ),
        "bans": cards.draw_list(listed, r),
        "bans_none": cards.draw_list(BanListView(), r),
    }


def _files(s: Story, clear: CheckView, refused: CheckView) -> dict[str, Drawn]:
    """What is said of a file: each way it can stand, alone and beside words."""
    r, say = reader(s.language), s.say
    names = (say("声明.png", "notice.png"), say("检测报告.pdf", "report.pdf"))
    found = FileFound(FileStanding.SHEET, names[0], 2, approved=names)
    large = replace(found, name=say("说明.mp4", "video.mp4"), large=True)
    unknown = replace(found, how=FileStanding.UNKNOWN)
    told = {how.value: replace(found, how=how) for how in FileStanding}
    told["text"] = replace(told["text"], stage=StatementStage.HOLDING, version=4)
    told |= {
        "large": large,
        "large_unknown": replace(large, how=FileStanding.UNKNOWN),
        "photo": replace(unknown, name="photo.jpg", photo=True, approved=()),
    }
    return {f"check_file_{way}": attached.draw_found(one, r) for way, one in told.items()} | {
        "check_file_words_clear": cards.draw(replace(clear, file=unknown, picture=True), r),
        "check_file_words_block": cards.draw(replace(refused, file=found, picture=True), r),
    }
