"""Samples: looking back."""

from datetime import timedelta

from msgspec.structs import replace

from messages.cards import recaps
from messages.markup import Drawn
from messages.views import BoxLine, RecapCardView, RecapTextView, Span, TimelineView, Verb
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.evidence import Piece
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import StatementStage
from tests.messages.sampled_story import ALL, INCIDENT, NUMBER, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    late_reader = reader(s.language, "09:30", 26)
    bare = RecapCardView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S3,
        title=s.rumor,
        first_seen_at=at("10:12"),
        stood_down_at=None,
        spans=(Span(kind=ClockKind.RESPONSE, took=timedelta(minutes=1, seconds=40)),),
        on_time=3,
        deadlines=4,
        waived=1,
        keys=frozenset({Verb.RECAP_FULL}),
    )
    text = RecapTextView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        crisis_type=CrisisType.PRODUCT_SAFETY,
        state=IncidentState.HANDLING,
        first_seen_at=at("20:31"),
        opened_at=at("20:40"),
        commander=s.lin,
        acting=True,
        public=(s.first_response(),),
        steps=s.steps(),
        empty_roles=(RoleKind.BUSINESS_OWNER,),
        overdue=1,
        boxes=(
            BoxLine(kept=2, wanted=3, missing=Piece.RECORDING),
            BoxLine(kept=1, wanted=2, missing=Piece.PICTURE, stage=StatementStage.HOLDING, publication="P"),
        ),
        latest=s.entries(),
        keys=ALL,
    )
    timeline = TimelineView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        entries=s.entries(),
        total=31,
        keys=frozenset({Verb.RECAP_FULL}),
    )
    r = reader(s.language, "20:50")
    return {
        "recap": recaps.draw(s.recap(), late_reader),
        "recap_bare": recaps.draw(bare, reader(s.language)),
        "recap_now": recaps.draw_text(text, r),
        "timeline": recaps.draw_timeline(timeline, r),
        "timeline_empty": recaps.draw_timeline(replace(timeline, entries=(), total=0), r),
    }
