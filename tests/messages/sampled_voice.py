"""Samples: outward words from the draft to the proof (T7, T7b, T8, T8b, T13, T14)."""

from msgspec.structs import replace

from messages.cards import holding, publications, statements
from messages.markup import Drawn
from messages.views import Verb
from messages.views.attached import FileView
from messages.views.publications import (
    DeviationView,
    PauseRow,
    PausesView,
    ReleaseView,
)
from messages.views.statements import (
    ApprovalView,
    ChangeView,
    DraftLine,
    DraftView,
    EmergencyView,
    HoldView,
    NothingNewView,
    Problem,
    PublicPromise,
    TimeChoice,
    UsedFactView,
)
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.phones import RingVerdict
from storage.vocabulary.publications import (
    DeviationClass,
    DeviationState,
    ProofKind,
    PublicationState,
)
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import (
    ApprovalDecision,
    HoldReason,
    ReturnReason,
    Slot,
    StatementStage,
    StatementState,
)
from tests.messages.sampled_story import ALL, CLOCK, INCIDENT, NUMBER, Story, at, reader

ID = "01M81MAG8008H0DFAT4T7QD4N9"


def text_of(s: Story, count: int = 3) -> str:
    return s.say(
        f"我们收到{count}位家长反馈,孩子使用儿童润肤霜(批次0912A)后起疹,很担心孩子的情况。该批次已停售,请先停用,不适请就医。"
        "原因正在核实,22:30前在此通报。客服400-000-0000",
        f"{count} parents told us that their child got a rash after using our kids' cream (batch 0912A). We are "
        "worried about them. It is off sale; please stop using it, and see a doctor if unwell. The cause is being "
        "checked; we report here by 22:30. Service 400-000-0000",
    )


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    return {**_drafts(s), **_approvals(s), **_releases(s), **_rest(s)}


def _draft(s: Story) -> DraftView:
    say = s.say
    return DraftView(
        statement=ID,  # type: ignore[arg-type]
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        stage=StatementStage.HOLDING,
        version=2,
        state=StatementState.DRAFT,
        channel=Channel.DOUYIN_COMMENT,
        text=text_of(s),
        lines=(
            DraftLine(1, Slot.KNOWN, say("我们收到3位家长反馈", "3 parents told us")),
            DraftLine(2, Slot.NEXT, say("22:30前在此通报。", "we report here by 22:30.")),
            DraftLine(3, Slot.CONTACT, ""),
        ),
        files=(
            FileView(1, say("声明.png", "notice.png"), 84_200, "9f86d081"),
            FileView(2, say("说明视频.mp4", "video.mp4"), 31_500_000, "AgADxQAD", seen=False),
        ),
        limit=100,
        verdict="clear",
        times=(
            TimeChoice(at("22:00"), "20261122T1400"),
            TimeChoice(at("22:30"), "20261122T1430", chosen=True),
            TimeChoice(at("23:00"), "20261122T1500"),
        ),
        channels=(Channel.WEIBO, Channel.PRIVATE_MESSAGE),
        keys=ALL - {Verb.STATEMENT_SAFETY},
    )


def _drafts(s: Story) -> dict[str, Drawn]:
    r, draft = reader(s.language), _draft(s)
    problems = (
        Problem("R-C7", s.say("由于供应商", "Because of our supplier"), "cause.unconfirmed"),
        Problem("R-G10", gate="slot-empty", values=(("slot", "contact"), ("why", "stage"))),
        Problem("R-G9", gate="untold-todo", values=(("circles", "partners"),), blocks=False),
    )
    shares = tuple(
        Problem("R-G10", gate=gate, values=(("slot", "remedy"),)) for gate in ("share-missing", "share-unproved")
    )
    returned = replace(draft, returned_by=s.chen, return_reason=ReturnReason.TONE)
    return {
        "draft": statements.draw_draft(draft, r),
        "draft_refused": statements.draw_draft(replace(draft, verdict="block", problems=problems), r),
        "draft_closing": statements.draw_draft(
            replace(draft, stage=StatementStage.RESULT, files=(), verdict="block", problems=shares), r
        ),
        "draft_waits": statements.draw_draft(
            replace(draft, state=StatementState.IN_APPROVAL, waiting=(s.lin, s.wang), keys=frozenset()), r
        ),
        "draft_returned": statements.draw_draft(returned, r),
        "draft_fact_changed": statements.draw_draft(replace(draft, version=3, because="①"), r),
        "draft_fault": statements.draw_draft(
            replace(draft, version=3, faults=(Responsibility.OPEN, Responsibility.NOT_OURS)), r
        ),
        "draft_safety": statements.draw_draft(
            replace(draft, stage=StatementStage.UPDATE, safety=True, keys=ALL), r
        ),
        "panel_channels": statements.draw_draft(replace(draft, choosing_channel=True), r),
    }


def _approval(s: Story) -> ApprovalView:
    say = s.say
    return ApprovalView(
        approval=ID,  # type: ignore[arg-type]
        incident=ID,  # type: ignore[arg-type]
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        stage=StatementStage.HOLDING,
        version=2,
        channel=Channel.DOUYIN_COMMENT,
        text=text_of(s),
        author=s.zhou,
        role=RoleKind.LEGAL,
        decision=ApprovalDecision.ASKED,
        verdict="clear",
        until=at("21:09"),
        deputy=s.wang,
        facts=(
            UsedFactView("①", say("3 例反馈", "3 reports"), s.he, at("20:50")),
            UsedFactView("②", say("0912A 已停售", "0912A off sale"), s.jie, at("20:49")),
            UsedFactView("③", say("5 例反馈", "5 reports"), s.he, at("20:52"), "①"),
        ),
        changes=(ChangeView(say("个别", "isolated"), ""), ChangeView("", say("客服电话", "phone number"))),
        before=1,
        keys=ALL,
    )


def _approvals(s: Story) -> dict[str, Drawn]:
    r, asked, say = reader(s.language), _approval(s), s.say
    changed = (ChangeView(say("3位家长", "3 parents"), say("4位家长", "4 parents")),)
    void = replace(
        asked,
        version=3,
        text=text_of(s, 4),
        changes=changed,
        void_before=2,
        fact_changed=UsedFactView("①", "", s.he, at("21:12")),
    )
    answered = replace(asked, answered_at=at("21:20"))
    return {
        "approval": statements.draw_approval(asked, r),
        "panel_return_reasons": statements.draw_approval(replace(asked, choosing=True), r),
        "approval_passed": statements.draw_approval(
            replace(asked, decision=ApprovalDecision.PASSED, passed_to=s.wang), r
        ),
        "approval_safety": statements.draw_approval(replace(asked, stage=StatementStage.UPDATE, safety=True), r),
        "approval_void": statements.draw_approval(void, r),
        "approval_fault": statements.draw_approval(
            replace(void, changes=(), fact_changed=None, faults=(Responsibility.OPEN, Responsibility.OURS)), r
        ),
        "approval_given": statements.draw_approval(replace(answered, decision=ApprovalDecision.APPROVED), r),
        "approval_returned": statements.draw_approval(
            replace(answered, decision=ApprovalDecision.RETURNED, reason=ReturnReason.FACT_WRONG), r
        ),
        "approval_replaced": statements.draw_approval(replace(asked, decision=ApprovalDecision.VOID, newest=3), r),
        "approval_settled": statements.draw_approval(
            replace(asked, decision=ApprovalDecision.VOID, settled=True), r
        ),
        "emergency": statements.draw_emergency(
            EmergencyView(
                version=ID,  # type: ignore[arg-type]
                number=NUMBER,
                stage=StatementStage.HOLDING,
                shown=2,
                text=text_of(s),
                keys=ALL,
            ),
            r,
        ),
    }


def _releases(s: Story) -> dict[str, Drawn]:
    r, say = reader(s.language), s.say
    ready = ReleaseView(
        publication=ID,  # type: ignore[arg-type]
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        stage=StatementStage.HOLDING,
        version=3,
        channel=Channel.DOUYIN_COMMENT,
        text=text_of(s, 4),
        state=PublicationState.HANDED_OVER,
        until=at("21:31"),
        approved_by=(s.lin, s.wang),
        untold=("partners",),
        keys=ALL,
    )
    out = replace(ready, proved_at=at("21:24"), proof=ProofKind.LINK)
    differs = replace(
        out,
        state=PublicationState.DIFFERS,
        posted=say("…4位家长反馈,个别孩子…", "… 4 parents … isolated children …"),
        changes=(ChangeView("", say("个别", "isolated")),),
    )
    shot = replace(out, proof=ProofKind.SCREENSHOT, state=PublicationState.PROVED)
    return {
        "release": publications.draw_release(ready, r),
        "release_long": publications.draw_release(
            replace(ready, text=text_of(s) * 3, untold=(), approved_by=()), r
        ),
        "release_file": publications.draw_file(replace(ready, text=text_of(s)), r),
        "proof_equal": publications.draw_release(replace(out, state=PublicationState.PUBLISHED), r),
        "proof_link": publications.draw_release(replace(out, state=PublicationState.PROVED), r),
        "release_interface_failed": publications.draw_release(
            replace(ready, interface=RingVerdict.KEY_REFUSED), r
        ),
        "release_interface_unsure": publications.draw_release(
            replace(ready, interface=RingVerdict.SILENT, unsure=True), r
        ),
        "proof_interface": publications.draw_release(
            replace(
                out,
                state=PublicationState.PROVED,
                proof=ProofKind.WEBHOOK,
                url="https://www.douyin.com/video/7421",
                interface=RingVerdict.ACCEPTED,
            ),
            r,
        ),
        "proof_interface_taken": publications.draw_release(
            replace(out, state=PublicationState.PROVED, proof=ProofKind.WEBHOOK, url="", reference="p-7421"), r
        ),
        "proof_screenshot": publications.draw_release(shot, r),
        "proof_look": publications.draw_release(replace(shot, look=True), r),
        "proof_differs": publications.draw_release(differs, r),
        "release_withdrawn": publications.draw_release(replace(ready, state=PublicationState.WITHDRAWN), r),
        "deviation": publications.draw_deviation(
            DeviationView(
                deviation=ID,
                kind=DeviationClass.D1,
                state=DeviationState.OPEN,
                channel=Channel.DOUYIN_COMMENT,
                number=NUMBER,
                title=s.title,
                changes=(ChangeView(say("4位家长", "4 parents"), say("40位家长", "40 parents")),),
                due_at=at("22:00"),
                keys=ALL,
            ),
            r,
        ),
    }


def _rest(s: Story) -> dict[str, Drawn]:
    r, say = reader(s.language), s.say
    nothing = NothingNewView(
        clock=CLOCK,
        due_at=at("22:30"),
        text=say(
            "原因仍在核实,暂无新进展。请继续停用0912A。下次00:30前在此通报。",
            "The cause is still being checked, nothing new yet. Keep away from 0912A; next report here by 00:30.",
        ),
        number=NUMBER,
        title=s.title,
        times=(TimeChoice(at("23:30"), "20261122T1530"), TimeChoice(at("00:30", 23), "20261122T1630")),
        keys=ALL,
    )
    hold = HoldView(
        answer=ID,
        clock=ClockKind.FIRST_RESPONSE,
        number=NUMBER,
        title=s.title,
        proposed_by=s.lin,
        times=(TimeChoice(at("14:00", 23), "20261123T0600"),),
    )
    told = PublicPromise(at("22:30"), (Channel.WEIBO, Channel.DOUYIN_COMMENT))
    proposed = replace(hold, reason=HoldReason.LOW_IMPACT, again_at=at("14:00", 23))
    rows = (PauseRow("paid_traffic", True, s.jie, at("20:44")), PauseRow("scheduled", False))
    return {
        "nothing_new": statements.draw_nothing_new(nothing, r),
        "nothing_new_times": statements.draw_nothing_new(replace(nothing, choosing=True), r),
        "nothing_new_done": statements.draw_nothing_new(replace(nothing, done=True), r),
        "hold_why": holding.draw_hold(hold, r),
        "hold_until": holding.draw_hold(replace(hold, reason=HoldReason.LOW_IMPACT), r),
        "hold_waits": holding.draw_hold(replace(proposed, waiting_for=s.zhou), r),
        "hold_proposed": holding.draw_hold(replace(proposed, keys=ALL), r),
        "hold_breaks": holding.draw_hold(replace(proposed, keys=ALL, breaks=told, next_word=ID), r),
        "hold_broken": holding.draw_hold(replace(hold, breaks=replace(told, over=True), next_word=ID), r),
        "hold_agreed": holding.draw_hold(replace(proposed, agreed_by=s.zhou, agreed_at=at("20:50")), r),
        "panel_pauses": publications.draw_pauses(
            PausesView(incident=INCIDENT, number=NUMBER, title=s.title, rows=rows, keys=ALL), r
        ),
    }
