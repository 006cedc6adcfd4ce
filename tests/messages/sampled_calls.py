"""Samples: duty, roles, hand-over, lock screens."""

from msgspec.structs import replace

from messages.cards import duty_calls, handovers, roles
from messages.markup import Drawn, escape
from messages.phones import pages
from messages.views import HandoverBriefView, Mark, RingStoppedView, RingTestView, RoleEmptyView, Stage
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALERT, ALL, INCIDENT, NUMBER, PERSON, ROLE, Story, at, reader


def shown_page(page: pages.Page) -> Drawn:
    """A lock screen as golden text: title, body, actions."""
    actions = " ".join(f"[{label}]" for _, label in page.actions)
    return Drawn.of([escape(page.title), escape(page.body), escape(actions)])


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language, "20:41")
    later = reader(s.language, "20:46")
    call, request = s.duty_call(), s.role_request()
    on_alert = replace(
        call,
        severity=Severity.S2,
        incident=None,
        alert=ALERT,
        number="",
        until=at("20:50"),
        opens_by_itself=True,
        topic_url=None,
    )
    taken = replace(
        request, stage=Stage.TAKEN, at=at("20:45"), first_job=s.say("批首次回应", "approve the first response")
    )
    empty = RoleEmptyView(
        role=ROLE,
        kind=RoleKind.BUSINESS_OWNER,
        number="",
        candidate=s.zhao,
        candidate_id=PERSON,
        keys=ALL,
    )
    brief = HandoverBriefView(
        role=ROLE,
        incident=INCIDENT,
        kind=RoleKind.COMMANDER,
        giver=s.lin,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        state=IncidentState.HANDLING,
        sent=2,
        next_public_at=at("02:30", 23),
        open_things=s.steps(),
        known=s.say("家长群的群主愿意帮忙转话", "The head of the parents' group will pass on our words"),
        keys=ALL,
    )
    page = s.page()
    over = RingStoppedView(severity=page.severity, taken=False)
    return {
        "duty_call": duty_calls.draw(call, r),
        "duty_call_late": duty_calls.draw(replace(call, next_person="", late=True), r),
        "duty_call_again": duty_calls.draw(replace(call, round=2, next_person="", last=True), r),
        "duty_call_mine": duty_calls.draw(replace(call, stage=Stage.TAKEN, mine=True, at=at("20:40")), r),
        "duty_call_taken": duty_calls.draw(replace(call, stage=Stage.TAKEN, by=s.chen), r),
        "duty_call_passed": duty_calls.draw(replace(call, stage=Stage.PASSED, by=s.zhou, at=at("20:45")), later),
        "duty_call_over": duty_calls.draw(replace(call, stage=Stage.ENDED), later),
        "duty_call_alert": duty_calls.draw(on_alert, r),
        "role_request": roles.draw(request, r),
        "role_request_usual_job": roles.draw(
            replace(request, first_job="", first_job_at=at("21:00"), next_person=""), r
        ),
        "role_taken": roles.draw(replace(taken, first_job_at=at("21:00")), later),
        "role_taken_by_other": roles.draw(replace(taken, mine=False, by=s.wang), later),
        "role_declined": roles.draw(replace(request, stage=Stage.DECLINED, by=s.wang), later),
        "role_over": roles.draw(replace(request, stage=Stage.ENDED), later),
        "role_empty": roles.draw_empty(empty, later),
        "role_empty_asked": roles.draw_empty(replace(empty, stage=Stage.PASSED, by=s.zhao), later),
        "role_empty_covered": roles.draw_empty(replace(empty, stage=Stage.TAKEN), later),
        "role_empty_skipped": roles.draw_empty(replace(empty, stage=Stage.ENDED), later),
        "handover": handovers.draw(brief, reader(s.language, "00:40", 23)),
        "handover_taken": handovers.draw(
            replace(brief, stage=Stage.TAKEN, at=at("00:42", 23)), reader(s.language, "00:42", 23)
        ),
        "handover_nothing_open": handovers.draw(
            replace(brief, open_things=(), known="", next_public_at=None), reader(s.language, "00:40", 23)
        ),
        "page_role": shown_page(pages.draw(page, r)),
        "page_duty": shown_page(pages.draw(replace(page, role=None, until=at("20:45")), r)),
        "page_again": shown_page(pages.draw(replace(page, round=2), r)),
        "page_last": shown_page(pages.draw(replace(page, round=4, next_exists=False), r)),
        "page_many": shown_page(pages.draw(replace(page, incidents=3, most_urgent_due=at("21:31")), r)),
        "page_alert": shown_page(pages.draw(replace(page, role=None, on_alert=True), r)),
        "page_approval": shown_page(pages.draw(replace(page, approval=True), r)),
        "page_restricted": shown_page(pages.draw(replace(page, restricted=True), r)),
        "page_test": shown_page(pages.trial(RingTestView(), r)),
        "page_taken": shown_page(pages.stopped(replace(over, taken=True, by=s.chen), r)),
        "page_taken_by_somebody": shown_page(pages.stopped(replace(over, taken=True), r)),
        "page_over": shown_page(pages.stopped(over, r)),
        "page_drill": shown_page(pages.draw(replace(page, mark=Mark(drill=True)), r)),
    }
