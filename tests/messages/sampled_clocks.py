"""Samples: deadlines."""

from datetime import timedelta

from msgspec.structs import replace

from messages.cards import clocks
from messages.markup import Drawn
from messages.views import Blocker, ClockWhyView, Verb, WaitsFor
from storage.vocabulary.clocks import Basis, ClockKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALL, NUMBER, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    warned, late = reader(s.language, "21:19"), reader(s.language, "21:31")
    view = s.warning()
    overdue_keys = frozenset({Verb.EMERGENCY, Verb.CLOCK_HOLD})
    crew = replace(
        view,
        kind=ClockKind.ROLES_COMPLETE,
        due_at=at("20:55"),
        blocker=Blocker(WaitsFor.ROLE, role=RoleKind.BUSINESS_OWNER),
        keys=frozenset({Verb.CLOCK_MET, Verb.CLOCK_WAIVE, Verb.CLOCK_WHY}),
    )
    return {
        "clock_warning": clocks.draw(view, warned),
        "clock_overdue": clocks.draw(replace(view, keys=overdue_keys), late),
        "clock_overdue_called": clocks.draw(
            replace(view, mention=(s.lin, 501), number=NUMBER, title=s.title, keys=ALL), late
        ),
        "clock_met": clocks.draw(replace(view, met_at=at("21:24")), late),
        "clock_met_late": clocks.draw(replace(view, met_at=at("21:40")), late),
        "clock_held": clocks.draw(
            replace(view, held_at=at("21:20"), held_by=(s.lin, s.zhou), look_again_at=at("23:00")), late
        ),
        "clock_waived": clocks.draw(replace(view, waived_at=at("21:20"), waived_by=s.lin), late),
        "clock_internal": clocks.draw(crew, reader(s.language, "20:52")),
        "clock_internal_overdue": clocks.draw(crew, reader(s.language, "20:56")),
        "clock_internal_met": clocks.draw(replace(crew, met_at=at("20:59")), late),
        "clock_far": clocks.draw(
            replace(view, kind=ClockKind.VERIFIED_STATEMENT, due_at=at("01:31", 23), blocker=None), warned
        ),
        "clock_why": clocks.draw_why(
            ClockWhyView(
                kind=ClockKind.FIRST_RESPONSE,
                severity=Severity.S1,
                limit=timedelta(minutes=60),
                started_at=at("20:31"),
                due_at=at("21:31"),
                basis=Basis.EVIDENCE,
                source=s.say("团队设定,第一小时", "team policy, first hour"),
                calendar_unknown=True,
            ),
            warned,
        ),
    }
