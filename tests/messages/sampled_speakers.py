"""Samples: who may speak, who said stop, the look back at an emergency release."""

from datetime import timedelta

from msgspec.structs import replace

from messages.cards import incidents, speakers
from messages.markup import Drawn
from messages.views.shared import CounselView
from messages.views.speakers import CertificateRow, EmergencyReviewView
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage
from tests.messages.sampled_story import ALL, NUMBER, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r, say = reader(s.language), s.say
    rows = (
        CertificateRow(
            s.zhou,
            (Channel.WEIBO, Channel.MEDIA_ANSWER),
            say("三级培训", "level 3"),
            at("12:00") + timedelta(days=160),
            over=False,
        ),
        CertificateRow(s.lin, (), "", at("12:00") - timedelta(days=3), over=True),
    )
    review = EmergencyReviewView(
        clock="01JD000000000000000000CLCK",  # type: ignore[arg-type]
        number=NUMBER,
        title=s.title,
        stage=StatementStage.HOLDING,
        version=1,
        text=say("正在核实,请先停用。", "We are checking; please stop using it."),
        author=s.zhou,
        approved_by=(s.lin, s.wang),
        due_at=at("21:24") + timedelta(days=1),
        keys=ALL,
    )
    stopped = CounselView(
        until=at("22:30"),
        until_by=s.wang,
        until_reason=say("等监管回复", "waiting for the regulator"),
        held=True,
        stops=True,
        held_by=s.wang,
        held_reason=say("收到律师函", "lawyer's letter"),
    )
    kept = CounselView(held=True, held_by=s.wang, held_reason=stopped.held_reason)
    return {
        "certificates": speakers.draw_certificates(rows, r),
        "certificates_none": speakers.draw_certificates((), r),
        "emergency_review": speakers.draw_review(review, r),
        "emergency_review_overdue": speakers.draw_review(replace(review, overdue=True), r),
        "emergency_review_good": speakers.draw_review(replace(review, done_by=s.he, done_at=at("22:00")), r),
        "emergency_review_correct": speakers.draw_review(
            replace(review, done_by=s.he, done_at=at("22:00"), good=False), r
        ),
        "incident_stopped": incidents.draw(replace(s.incident(), counsel=stopped), r),
        "incident_kept": incidents.draw(replace(s.incident(), counsel=kept), r),
    }
