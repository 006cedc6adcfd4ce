"""Samples: the panels."""

from msgspec.structs import replace

from messages.cards import panels
from messages.markup import Drawn
from messages.views import ClassifyPanelView, CrewPanelView, MorePanelView, PhasePanelView, Verb
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALL, INCIDENT, NUMBER, Story, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language)
    classify = ClassifyPanelView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        crisis_type=CrisisType.PRODUCT_SAFETY,
        live=True,
    )
    crew = CrewPanelView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        seats=s.seats(),
        offers=(
            (Verb.TAKE, RoleKind.BUSINESS_OWNER),
            (Verb.ASK, RoleKind.BUSINESS_OWNER),
            (Verb.GIVE, RoleKind.COMMANDER),
            (Verb.SKIP, RoleKind.BUSINESS_OWNER),
        ),
    )
    phase = PhasePanelView(
        incident=INCIDENT,
        number=NUMBER,
        severity=Severity.S1,
        title=s.title,
        state=IncidentState.HANDLING,
        keys=frozenset({Verb.MONITOR, Verb.STAND_DOWN, Verb.CLOSE}),
    )
    return {
        "panel_more": panels.draw_more(
            MorePanelView(incident=INCIDENT, number=NUMBER, severity=Severity.S1, title=s.title, keys=ALL), r
        ),
        "panel_classify": panels.draw_classify(classify, r),
        "panel_types": panels.draw_classify(replace(classify, types_page=1), r),
        "panel_types_last": panels.draw_classify(replace(classify, types_page=3), r),
        "panel_crew": panels.draw_crew(crew, r),
        "panel_classify_undo": panels.draw_classify(
            replace(classify, undo="01JD00000000000000000000UN", keys=ALL, restricted=True), r
        ),
        "panel_crew_doubled": panels.draw_crew(
            replace(
                crew,
                doubled=((s.lin, (RoleKind.COMMANDER, RoleKind.COMMUNICATIONS_LEAD)),),
                undo="01JD00000000000000000000UN",
            ),
            r,
        ),
        "panel_phase": panels.draw_phase(phase, r),
        "panel_phase_again": panels.draw_phase(replace(phase, confirm=Verb.CLOSE), r),
    }
