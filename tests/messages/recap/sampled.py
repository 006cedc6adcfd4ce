"""Recaps to look at: the evening of experience.md as the desk told it (`evening.json`, written by
`tests/bot/desk/evening.py`), a richer one, a light one, an empty one, and one that means harm."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from messages.recap import document, gathering
from messages.recap.asked import InquiryTold
from messages.recap.learnt import Flag, Improvement, Lesson
from messages.recap.signals import Box, Curve, Reading, Readings, Signal
from messages.recap.spoken import Approved, DeviationTold, PromiseTold, Publication, StatementTold, Wording
from messages.recap.values import (
    Chain,
    Choice,
    Deadline,
    Entry,
    Errand,
    Exhibit,
    Head,
    Lane,
    Outcome,
    Recap,
    Step,
    Stretch,
    Times,
)
from messages.words import Reader
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.evidence import Piece
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.people import Language
from storage.vocabulary.publications import DeviationClass, DeviationState, PromiseState
from storage.vocabulary.reviews import ImprovementKind, Question
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import ApprovalDecision, StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 11, 22, 12, 31, tzinfo=UTC)
#: HTML, a formula, Markdown, right-to-left, zero width, a flag, a family, a lone surrogate, a line feed.
HARM = (
    '<script>alert(1)</script>"\'&amp; =HYPERLINK("x") | `**_[x](javascript:x)_**` '
    "\u202eمرحبا שלום\u200b 🇨🇳👨\u200d👩\u200d👧 \ud800\x00\n# 行 #panic(1) $x$ {{ x }}"
)


def reader(language: Language = Language.ZH) -> Reader:
    return Reader(language, SHANGHAI, BEGIN + timedelta(days=9))


@cache
def evening() -> Recap:
    """Told by the desk's own acts."""
    return document.read((Path(__file__).parent / "evening.json").read_bytes())


def _readings(metric: str, *values: float) -> Readings:
    hours = (10, 16, 20, 28, 53, 109, 173)
    return Readings(
        metric,
        tuple(
            Reading(BEGIN + timedelta(minutes=after), value) for after, value in zip(hours, values, strict=True)
        ),
    )


@cache
def full_evening() -> Recap:
    """The evening with what has no act yet: a lesson, a text that went out, a decision that was taken back."""
    told = evening()
    choices = (
        Choice(
            1,
            "现在道歉吗?",
            "先下架并说明正在核实,不道歉",
            "原因没核实,道歉等于承认",
            "林澜",
            BEGIN + timedelta(minutes=14),
        ),
        Choice(2, "", "全额退款,不问理由", "", "林澜", BEGIN + timedelta(hours=3), superseded=True),
    )
    soon, later = BEGIN + timedelta(hours=1), BEGIN + timedelta(hours=2)
    errands = (
        Errand(1, "封存批次 0912A", "赵宁", None, soon, BEGIN + timedelta(minutes=50), "赵宁"),
        Errand(2, "送检", "", RoleKind.BUSINESS_OWNER, later, None, blocked_by="检测所周一开门"),
    )
    first, *others = told.publications
    text = "我们已下架该产品并联系三位用户,正在核实原因,明早 9 点前再次说明。"
    told = replace(
        told,
        head=replace(told.head, responsibility=Responsibility.OURS, lesson="直播前把止损按钮演练一遍"),
        choices=choices,
        errands=errands,
        publications=(replace(first, text=text), *others),
        exhibits=(Exhibit("screenshot", BEGIN, "何敏", "ab" * 32, "", "评论区截图"),),
        boxes=(
            Box(2, 3, (Piece.RECORDING,)),
            Box(2, 2, (), StatementStage.HOLDING, Channel.DOUYIN_COMMENT),
        ),
        statements=(
            StatementTold(
                StatementStage.HOLDING,
                Channel.DOUYIN_COMMENT,
                StatementState.PUBLISHED,
                "周岚",
                2,
                wordings=(
                    Wording(1, "我们收到个别家长反馈。", BEGIN + timedelta(minutes=28), "周岚", "aa" * 32),
                    Wording(2, text, BEGIN + timedelta(minutes=41), "周岚", "bb" * 32),
                ),
                approvals=(
                    Approved(1, "陈默", RoleKind.LEGAL, ApprovalDecision.RETURNED, BEGIN + timedelta(minutes=38)),
                    Approved(2, "王砚", RoleKind.LEGAL, ApprovalDecision.APPROVED, BEGIN + timedelta(minutes=49)),
                ),
            ),
        ),
        promises=(
            PromiseTold("明早 9 点前再次说明", PromiseState.KEPT, "周岚", later, later, "https://v.douyin.com/x/"),
        ),
        deviations=(
            DeviationTold(
                DeviationClass.D2, DeviationState.CORRECTED, Channel.DOUYIN_COMMENT, "多了「个别」", later, "小唐"
            ),
        ),
        inquiries=(
            InquiryTold(
                number=1,
                outlet="澎湃",
                question="是否已召回?",
                state=InquiryState.ANSWERED,
                due_at=later,
                owner="周岚",
                by="周岚",
                at=later,
                answer=text,
                sha256="cc" * 32,
                sheet=3,
            ),
            InquiryTold(
                number=2,
                outlet="财新",
                question="赔不赔?",
                state=InquiryState.DECLINED,
                due_at=later,
                by="周岚",
                at=later,
                reason="匿名来信,核不到身份",
            ),
        ),
        stopped=7,
        readings=(
            _readings("plays", 3_200, 12_000, 32_000, 61_000, 118_000, 160_000, 171_000),
            _readings("similar_1h", 3, 9, 21, 52, 38, 12, 4),
        ),
        flags=(
            Flag(Question.WELL, "三分钟内下架并口播", "林澜", later),
            Flag(Question.STUCK, "法务在电梯里,等了十分钟", "周岚", later),
            Flag(Question.CHANGE, "法务要有能接电话的副手", "何敏", later),
        ),
        lessons=(Lesson(1, "法务要有能接电话的副手", "林澜", later),),
        improvements=(
            Improvement(1, ImprovementKind.ACTION, "给法务排副手", "何敏", later + timedelta(days=14), None),
            Improvement(
                2,
                ImprovementKind.PLAYBOOK,
                "产品安全:先下架再核实",
                "周岚",
                later + timedelta(days=7),
                later + timedelta(days=2),
                "产品安全 2026-11",
                True,
            ),
        ),
    )
    told = replace(
        told,
        head=replace(told.head, signed_by="林澜"),
        times=replace(told.times, signed=told.times.closed),
    )
    return replace(told, missing=gathering.missing(told))


@cache
def rumor() -> Recap:
    """An S3 that fits on one page: five lines."""
    opened = BEGIN + timedelta(minutes=20)
    told = Recap(
        head=Head(
            number="INC-2026-0009",
            title="有人说新品停产",
            severity=Severity.S3,
            crisis_type=CrisisType.RUMOR,
            state=IncidentState.CLOSED,
            team="豆芽星球",
            worst=Severity.S3,
            commander="林澜",
            close_reason="已说明,没有再传",
        ),
        times=Times(
            first_seen=BEGIN,
            received=opened,
            opened=opened,
            responded=opened + timedelta(minutes=4),
            first_response=opened + timedelta(hours=1),
            stood_down=opened + timedelta(hours=5),
            closed=opened + timedelta(hours=6),
        ),
        as_of=opened + timedelta(hours=6),
        deadlines=(
            Deadline(
                kind=ClockKind.FIRST_RESPONSE,
                public=True,
                state=ClockState.MET,
                outcome=Outcome.ON_TIME,
                basis=Basis.EVIDENCE,
                started_at=BEGIN,
                due_at=BEGIN + timedelta(hours=4),
                stopped_at=opened + timedelta(hours=1),
                stopped_by="周岚",
                proof="https://example.com/1",
            ),
        ),
        publications=(
            Publication(opened + timedelta(hours=1), ClockKind.FIRST_RESPONSE, "周岚", "https://example.com/1"),
        ),
    )
    return replace(told, missing=gathering.missing(told))


@cache
def bare() -> Recap:
    """Just opened, nothing else known: no statements, no deadlines, no roles, no entries."""
    told = Recap(
        head=Head(
            number="INC-2026-0010",
            title="",
            severity=Severity.S1,
            crisis_type=CrisisType.UNKNOWN,
            state=IncidentState.WAITING,
            team="",
            worst=Severity.S1,
        ),
        times=Times(first_seen=BEGIN, received=BEGIN, opened=BEGIN),
        as_of=BEGIN,
    )
    return replace(told, missing=gathering.missing(told))


def hostile(text: str = HARM) -> Recap:
    """Every text people can write is this one; clocks lie in the future, times run backwards."""
    later = BEGIN + timedelta(days=400)
    link = f"https://example.com/?q={text}"
    said = dict.fromkeys(("text", "title", "due", "person", "severity", "reason", "late_seconds"), text)
    details = {**said, "roles": [text]}
    entry = Entry(1, later, BEGIN, EntryKind.DECIDED, text, details, "0" * 64, "", text)
    figures = {text: 3.0, "plays": 1e12}
    signal = Signal(text, text, Severity.S1, later, BEGIN, BEGIN, 3, text, text, link, figures)
    erased = replace(entry, seq=2, details=None)
    told = Recap(
        head=Head(
            number="INC-2026-0011",
            title=text,
            severity=Severity.S2,
            crisis_type=CrisisType.OTHER,
            state=IncidentState.STOOD_DOWN,
            team=text,
            worst=Severity.S1,
            account=text,
            platform=text,
            product=text,
            commander=text,
            close_reason=text,
            lesson=text,
            drill=True,
            restricted=True,
        ),
        times=Times(first_seen=later, received=BEGIN, opened=BEGIN, responded=BEGIN, stood_down=BEGIN),
        as_of=BEGIN,
        deadlines=(
            Deadline(
                kind=ClockKind.FIRST_RESPONSE,
                public=True,
                state=ClockState.RUNNING,
                outcome=Outcome.RUNNING,
                basis=Basis.EVIDENCE,
                started_at=later,
                due_at=later,
                owner=text,
                proof=link,
                reason=text,
                source=text,
            ),
        ),
        lanes=(Lane(RoleKind.LEGAL, RoleState.TAKEN, text, (Stretch(text, later, BEGIN),), (text,)),),
        choices=(Choice(1, text, text, text, text, later),),
        publications=(Publication(later, ClockKind.UNKNOWN, text, link, text),),
        errands=(Errand(1, text, text, None, BEGIN, None, "", text),),
        steps=(Step(text, True, text, later, text),),
        signals=(signal,),
        curve=Curve(later, timedelta(minutes=1), (3,)),
        deliveries=3,
        moments=(entry,),
        moments_left_out=2,
        chain=Chain(1, 0, "f" * 64, broken_at=1),
        masked=True,
        entries=(entry, erased, replace(entry, seq=3, kind=EntryKind.UNKNOWN, details={})),
    )
    return replace(told, missing=gathering.missing(told))


def endless() -> Recap:
    """A recap of which everything is long and there is much of everything."""
    told = full_evening()
    (choice, *_), (promise, *_), (improvement, *_) = told.choices, told.promises, told.improvements
    first = told.publications[0]
    long = "这句话很长,说了一遍又一遍," * 20
    return replace(
        told,
        moments=tuple(replace(entry, details={"text": long}) for entry in told.moments) * 3,
        choices=(replace(choice, question=long, choice=long, why=long),) * 40,
        publications=(replace(first, text=long, proof=f"https://example.com/{'x' * 300}"),) * 40,
        promises=(replace(promise, text=long),) * 40,
        improvements=(replace(improvement, text=long, outcome=long),) * 40,
    )
