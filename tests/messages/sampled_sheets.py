"""Samples: what may be said now, and standing lines."""

from msgspec.structs import replace

from bot.ids import ApprovalId, SheetId, TeamId
from messages.cards import sheet_drafts, sheets, standing_lines
from messages.markup import Drawn
from messages.views import (
    SaidLine,
    SheetCardView,
    SheetChange,
    SheetDraftView,
    SheetLine,
    SheetRequestView,
    StandingBoardView,
    StandingLinesView,
    StandingLineView,
    TakenBack,
)
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.sheets import Channel, Fault, ItemKind, SheetState, Stance, StopLossStage
from storage.vocabulary.statements import ApprovalDecision
from tests.messages.sampled_story import ALL, INCIDENT, NUMBER, Story, at, reader

TEAM = TeamId("01K9TEAMAAAAAAAAAAAAAAAAAA")


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language, "21:20")
    say = s.say
    holding = SaidLine(
        text=say(
            "我们收到3位家长反馈,孩子使用儿童润肤霜(批次0912A)后起疹,很担心孩子的情况。该批次已停售,请先停用,"
            "不适请就医。原因正在核实,22:30前在此通报。客服400-000-0000",
            "Three parents told us their child got a rash after using our cream (batch 0912A); we are worried. "
            "The batch is off sale; please stop using it and see a doctor if unwell. News here by 22:30.",
        ),
        key=say("首次回应", "First response"),
    )
    answer = SaidLine(
        text=say("正在核实,22:30前通报。", "Being checked; news by 22:30."), key=say("原因?", "Cause?")
    )
    current = SheetCardView(
        incident=INCIDENT,
        number=NUMBER,
        title=s.title,
        crisis_type=CrisisType.PRODUCT_SAFETY,
        version=2,
        lines=(holding,),
        answers=(answer,),
        do_not_say=((say("个别", "isolated"), say("3位家长", "three parents")),),
        valid_to=at("03:20", 23),
        sheet=SheetId("01K9SHEETAAAAAAAAAAAAAAAAA"),
        keys=ALL,
    )
    spoken = SaidLine(
        text=say("这款我们正在核实,先不要用。", "We are checking it; don't use it."), channel=Channel.LIVE_SPOKEN
    )
    line = StandingLineView(
        channel=Channel.LIVE_SPOKEN,
        stage=StopLossStage.BEFORE,
        text=spoken.text,
        in_use=True,
        approved_by=s.chen,
        expires_at=at("12:00", 29),
        seal="3f2a9c1b",
    )
    lines = StandingLinesView(
        crisis_type=CrisisType.PRODUCT_SAFETY,
        language=s.language,
        lines=(
            line,
            replace(
                line, channel=Channel.DOUYIN_COMMENT, in_use=False, waits=True, writer=s.zhou, trouble=("C5", "C8")
            ),
            replace(line, channel=Channel.PRIVATE_MESSAGE, in_use=False, over=(132, 100)),
        ),
        seal="0123456789abcdef",
        keys=ALL,
    )
    rows = tuple((kind, 4 if kind is CrisisType.PRODUCT_SAFETY else 0, 4) for kind in list(CrisisType)[:8])
    draft = SheetDraftView(
        sheet=SheetId("01K9SHEETAAAAAAAAAAAAAAAAA"),
        number=NUMBER,
        title=s.title,
        version=2,
        state=SheetState.DRAFT,
        stance=Stance.CARE,
        fault=Fault.UNKNOWN,
        lines=(
            SheetLine(kind=ItemKind.HOLDING, text=spoken.text, facts=("①",)),
            SheetLine(kind=ItemKind.KEY, text=say("约3万人受影响", "About 30,000 affected"), trouble=("C3",)),
            SheetLine(kind=ItemKind.DO_NOT_SAY, text=say("个别", "isolated"), instead=say("3位家长", "3 parents")),
        ),
        changes=(SheetChange(kind=ItemKind.HOLDING, before=say("3位", "three"), after=say("4位", "four")),),
        by=s.zhou,
        keys=ALL,
    )
    asked = SheetRequestView(
        approval=ApprovalId("01K9APPR0VAAAAAAAAAAAAAAAA"),
        draft=replace(draft, state=SheetState.IN_REVIEW),
        decision=ApprovalDecision.ASKED,
        until=at("21:30"),
        deputy=s.wang,
        keys=ALL,
    )
    over = replace(holding, over="22:30")
    return {
        "sheet_over": sheets.draw(replace(current, lines=(over,), answers=(replace(answer, over="22:30"),)), r),
        "sheet_draft": sheet_drafts.draw(draft, r),
        "panel_sheet_stance": sheet_drafts.draw(
            replace(draft, lines=(), choosing="stance", stances=(Stance.CARE, Stance.WATCH)), r
        ),
        "sheet_request": sheet_drafts.draw_request(asked, r),
        "sheet_request_given": sheet_drafts.draw_request(
            replace(asked, decision=ApprovalDecision.APPROVED, answered_at=at("21:20")), r
        ),
        "sheet": sheets.draw(current, r),
        "sheet_taken_back": sheets.draw(
            replace(
                current,
                version=0,
                lines=(spoken,),
                answers=(),
                do_not_say=(),
                valid_to=None,
                taken_back=TakenBack(
                    version=2,
                    by=s.zhou,
                    at=at("20:41"),
                    reason=say("批次写错了", "the batch is wrong"),
                ),
            ),
            r,
        ),
        "sheet_gone": sheets.draw(replace(current, asked=1, answers=(), do_not_say=(), review="①"), r),
        "sheet_standing": sheets.draw(
            replace(current, version=0, lines=(spoken,), answers=(), do_not_say=(), valid_to=None, waiting=1), r
        ),
        "sheet_none": sheets.draw(
            replace(current, version=0, lines=(), answers=(), do_not_say=(), valid_to=None, ask_whom=s.zhou), r
        ),
        "sheet_none_yours": sheets.draw(
            replace(current, version=0, lines=(), answers=(), do_not_say=(), valid_to=None, ask_you=True), r
        ),
        "panel_standing": standing_lines.draw(lines, r),
        "panel_standing_board": standing_lines.draw_board(StandingBoardView(team=TEAM, rows=rows), r),
    }
