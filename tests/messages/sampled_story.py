"""The story of the golden texts: the evening of 22 November 2026 in Shanghai.

Names and numbers are those of the reference texts, so that these can be compared word for word.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.ids import AlertId, ClockId, DecisionId, IncidentId, PersonId, RoleId, TaskId
from messages.views import (
    AlertCardView,
    Blocker,
    ClockView,
    Decided,
    DutyCallView,
    EntryLine,
    Hint,
    IncidentCardView,
    Late,
    Mark,
    NextStep,
    PageView,
    PromoLine,
    PublicLine,
    Reader,
    RecapCardView,
    RoleRequestView,
    ScriptLine,
    Seat,
    Span,
    StopLossStep,
    StopLossView,
    Verb,
    WaitsFor,
)
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
ALERT = AlertId("01K9ALERTAAAAAAAAAAAAAAAAA")
INCIDENT = IncidentId("01K9JNC1DENTAAAAAAAAAAAAAA")
ROLE = RoleId("01K9RHEAAAAAAAAAAAAAAAAAAA")
CLOCK = ClockId("01K9CTCKAAAAAAAAAAAAAAAAAA")
TASK = TaskId("01K9TASKAAAAAAAAAAAAAAAAAA")
DECISION = DecisionId("01K9DECJSJNAAAAAAAAAAAAAAA")
PERSON = PersonId("01K9PERSNAAAAAAAAAAAAAAAAA")
NUMBER = "INC-2026-0007"
ALL = frozenset(Verb)
URL = "https://t.me/c/1234567890/17"


def at(clock: str, day: int = 22) -> datetime:
    """20:31 in Shanghai on the evening of the story, as UTC."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def reader(language: Language, now: str = "20:44", day: int = 22) -> Reader:
    return Reader(language, SHANGHAI, at(now, day))


def names(language: Language) -> Callable[[str, str], str]:
    """Pick the Chinese or the English form of something people wrote."""
    return lambda zh, en: zh if language is Language.ZH else en


class Story:
    """The people and things of the story in one language, and the views made from them."""

    def __init__(self, language: Language) -> None:
        self.language = language
        say = names(language)
        self.lin = say("林澜", "Lin Lan")
        self.zhou = say("周岚", "Zhou Lan")
        self.chen = say("陈默", "Chen Mo")
        self.wang = say("王砚", "Wang Yan")
        self.he = say("何敏", "He Min")
        self.jie = say("阿杰", "A Jie")
        self.zhao = say("赵宁", "Zhao Ning")
        self.title = say("儿童润肤霜疑致起疹", "Kids' cream, suspected rash")
        self.said = say("3 位用户称孩子用后脸部起疹", "3 viewers say their child got a rash after use")
        self.account = say("豆芽星球", "Douya Planet")
        self.product = say("儿童润肤霜 0912A", "kids' cream 0912A")
        self.rumor = say("网传用回收料做玩偶", "Claim: toys made of recycled waste")
        self.spoken = say(
            "各位家长先停一下。刚收到几位家长反馈,孩子用后起疹,这款我们先下架。正在用的请先停用,有不适尽快就医,"
            "联系客服,我们一个一个跟进。原因还没查清,我不猜,查清了马上告诉大家。",
            "Parents, one moment please. Several parents have just told us their child got a rash after use, so "
            "we are taking this item down. If you are using it, please stop; if your child is unwell, see a "
            "doctor soon, and contact our service: we will follow up with each of you. We do not know the cause "
            "yet and I will not guess. When we know, you will.",
        )
        self.say = say

    # ---- alerts ----

    def alert(self) -> AlertCardView:
        return AlertCardView(
            alert=ALERT,
            severity=Severity.S1,
            title=self.said,
            first_seen_at=at("20:31"),
            last_seen_at=at("20:40"),
            count=3,
            platform="douyin",
            account=self.account,
            product=self.product,
            live=True,
            viewers=12_000,
            reasons=("injury", "minor"),
            paging=self.lin,
            decided=Decided(AlertState.OPENED, at("20:40"), number=NUMBER),
            topic_url=URL,
            evidence=3,
            keys=ALL,
        )

    def rumor_alert(self) -> AlertCardView:
        return AlertCardView(
            alert=ALERT,
            severity=Severity.S3,
            title=self.rumor,
            first_seen_at=at("10:12"),
            last_seen_at=at("10:12"),
            platform="weibo",
            figures={"plays": 21_000, "reposts": 180},
            hint=Hint(AlertState.WATCHING, "reposts", 180, 500),
            decide_by=at("11:12"),
            evidence=3,
            keys=ALL,
        )

    # ---- incident ----

    def seats(self) -> tuple[Seat, ...]:
        taken = RoleState.TAKEN
        return (
            Seat(kind=RoleKind.COMMANDER, state=taken, person=self.lin),
            Seat(kind=RoleKind.COMMUNICATIONS_LEAD, state=taken, person=self.zhou),
            Seat(kind=RoleKind.SERVICE_LEAD, state=taken, person=self.he),
            Seat(kind=RoleKind.ACCOUNT_OPERATOR, state=taken, person=self.jie),
            Seat(
                kind=RoleKind.LEGAL,
                state=RoleState.ASKED,
                person=self.chen,
                until=at("20:46"),
                next_person=self.wang,
            ),
            Seat(kind=RoleKind.BUSINESS_OWNER, state=RoleState.EMPTY),
        )

    def first_response(self) -> PublicLine:
        return PublicLine(
            kind=ClockKind.FIRST_RESPONSE,
            due_at=at("21:31"),
            blocker=Blocker(WaitsFor.DRAFTING, self.zhou),
        )

    def steps(self) -> tuple[NextStep, ...]:
        return (
            NextStep(
                text=self.say("核对 0912A 在售与库存", "Check stock and sale of 0912A"),
                person=self.zhao,
                due_at=at("20:55"),
            ),
            NextStep(text=self.say("联系 3 位家长", "Call the 3 parents"), person=self.he, due_at=at("21:00")),
        )

    def incident(self) -> IncidentCardView:
        return IncidentCardView(
            incident=INCIDENT,
            number=NUMBER,
            severity=Severity.S1,
            title=self.title,
            crisis_type=CrisisType.PRODUCT_SAFETY,
            state=IncidentState.HANDLING,
            responsibility=Responsibility.OPEN,
            first_seen_at=at("20:31"),
            opened_at=at("20:40"),
            updated_at=at("20:44"),
            public=(self.first_response(),),
            script=ScriptLine(standing=True, waiting=1),
            promo=PromoLine(done=3, total=4, left=((self.say("投流", "paid traffic"), self.jie),)),
            seats=self.seats(),
            steps=self.steps(),
            verified=2,
            to_verify=1,
            tasks_done=2,
            tasks_total=9,
            keys=ALL,
        )

    def fresh_incident(self) -> IncidentCardView:
        """As it is in its first minute: nobody has responded, five roles are being called."""
        asked = [
            Seat(kind=seat.kind, state=RoleState.ASKED, person=seat.person, until=at("20:46"))
            for seat in self.seats()[1:]
        ]
        return replace(
            self.incident(),
            state=IncidentState.WAITING,
            live=True,
            public=(
                replace(self.first_response(), blocker=Blocker(WaitsFor.RESPONSE)),
                PublicLine(kind=ClockKind.VERIFIED_STATEMENT, due_at=at("01:31", 23)),
            ),
            script=None,
            promo=None,
            seats=(Seat(kind=RoleKind.COMMANDER, state=RoleState.EMPTY), *asked),
            verified=0,
            to_verify=0,
            tasks_done=0,
            tasks_total=0,
            updated_at=at("20:40"),
            main_chat=True,
            mark=Mark(sandbox=True),
        )

    # ---- stop-loss ----

    def stop_loss(self) -> StopLossView:
        say = self.say
        return StopLossView(
            incident=INCIDENT,
            steps=(
                StopLossStep(step="unlist", label=say("下架 0912A 链接", "Remove 0912A link")),
                StopLossStep(step="traffic", label=say("停投流", "Stop paid traffic")),
                StopLossStep(step="scheduled", label=say("停预约发布", "Hold scheduled posts")),
            ),
            minutes=3,
            live=True,
            spoken=self.spoken,
            keys=ALL - {Verb.STEP_CANT},
        )

    # ---- calls ----

    def duty_call(self) -> DutyCallView:
        return DutyCallView(
            severity=Severity.S1,
            title=self.title,
            until=at("20:45"),
            incident=INCIDENT,
            number=NUMBER,
            next_person=self.zhou,
            topic_url=URL,
            keys=ALL,
        )

    def role_request(self) -> RoleRequestView:
        return RoleRequestView(
            role=ROLE,
            incident=INCIDENT,
            kind=RoleKind.LEGAL,
            severity=Severity.S1,
            title=self.title,
            number=NUMBER,
            until=at("20:46"),
            next_person=self.wang,
            first_job=self.say(
                "21:00 左右批首次回应,10 分钟内",
                "approve the first response around 21:00, within 10 minutes",
            ),
            commander=self.lin,
            topic_url=URL,
            keys=ALL,
        )

    def warning(self) -> ClockView:
        return ClockView(
            clock=CLOCK,
            incident=INCIDENT,
            kind=ClockKind.FIRST_RESPONSE,
            due_at=at("21:31"),
            blocker=Blocker(WaitsFor.APPROVAL, self.wang, at("21:09"), RoleKind.LEGAL),
            nudge="legal",
            nudge_name=self.wang,
            keys=frozenset({Verb.NUDGE, Verb.EMERGENCY, Verb.CLOCK_HOLD}),
        )

    def page(self) -> PageView:
        return PageView(
            severity=Severity.S1,
            crisis_type=CrisisType.PRODUCT_SAFETY,
            short_number="0007",
            until=at("20:46"),
            role=RoleKind.LEGAL,
        )

    def recap(self) -> RecapCardView:
        return RecapCardView(
            incident=INCIDENT,
            number=NUMBER,
            severity=Severity.S1,
            title=self.say(self.title, "kids' cream, suspected rash"),
            first_seen_at=at("20:31"),
            stood_down_at=at("09:10", 25),
            spans=(
                Span(kind=ClockKind.RESPONSE, took=timedelta(seconds=25)),
                Span(kind=ClockKind.FIRST_RESPONSE, took=timedelta(minutes=53), limit=timedelta(minutes=60)),
                Span(
                    kind=ClockKind.VERIFIED_STATEMENT,
                    took=timedelta(hours=4, minutes=10),
                    limit=timedelta(hours=5),
                ),
            ),
            on_time=11,
            deadlines=12,
            late=(Late(kind=ClockKind.ROLES_COMPLETE, by=timedelta(minutes=4), role=RoleKind.BUSINESS_OWNER),),
            out=5,
            proofs=5,
            deviations=1,
            deviations_corrected=1,
            stopped=7,
            promises=3,
            promises_kept=2,
            went_well=self.say("3 分钟内下架并口播", "off sale and said on air within 3 minutes"),
            improvements=4,
            next_improvement=date(2026, 11, 27),
            keys=ALL,
        )

    def entries(self) -> tuple[EntryLine, ...]:
        return (
            EntryLine(at=at("20:40"), kind=EntryKind.OPENED),
            EntryLine(at=at("20:40"), kind=EntryKind.RESPONDED, actor=self.lin),
            EntryLine(
                at=at("20:42"),
                kind=EntryKind.STEP_DONE,
                actor=self.jie,
                text=self.say("下架 0912A 链接", "0912A link removed"),
            ),
            EntryLine(
                at=at("20:45"),
                kind=EntryKind.ROLE_TAKEN,
                actor=self.chen,
                text=self.say("法务", "legal"),
            ),
        )
