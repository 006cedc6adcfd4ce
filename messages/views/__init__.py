"""What cards are drawn from: plain values and vocabulary, nothing else.

The desk fills these from rows and rules; `messages.cards` turns them into text and buttons. Times are aware
UTC, user texts are raw (the renderer escapes), ids stand only where a button needs them. `keys` names the
buttons that may be pressed; each card decides their order and place.
"""

from messages.views.alerts import (
    AlertCardView,
    Decided,
    Hint,
    InboxDayView,
    InboxDigestView,
    InboxRow,
    Proposed,
    StormSummaryView,
    WatchFiredView,
)
from messages.views.calls import (
    ClockView,
    ClockWhyView,
    DutyCallView,
    HandoverBriefView,
    PageView,
    RingStoppedView,
    RingTestView,
    RoleEmptyView,
    RoleRequestView,
)
from messages.views.facts import FactListView, FactValueView, FactView
from messages.views.help import DutiesView, HelpView
from messages.views.incidents import (
    BoardRow,
    BossLineView,
    IncidentCardView,
    NextStep,
    PromoLine,
    PublicLine,
    ScriptLine,
    Seat,
    StatusView,
    StopLossStep,
    StopLossView,
)
from messages.views.obligations import (
    ClockListView,
    ClockRow,
    LegalListView,
    LegalRow,
    StakeholderRow,
    StakeholdersView,
)
from messages.views.panels import ClassifyPanelView, CrewPanelView, MorePanelView, PhasePanelView
from messages.views.recaps import BoxLine, EntryLine, Late, RecapCardView, RecapTextView, Span, TimelineView
from messages.views.reviews import DebriefView, FlagLine, ImprovementLine, ImprovementListView, ReviewView
from messages.views.setups import Lack, SetupView
from messages.views.shared import PLAIN, Blocker, Mark, Stage, Verb, WaitsFor
from messages.views.sheets import (
    SaidLine,
    SheetCardView,
    SheetChange,
    SheetDraftView,
    SheetLine,
    SheetRequestView,
    StandingBoardView,
    StandingLinesView,
    StandingLineView,
)
from messages.views.sources import MappingView, SourceRow, SourcesView
from messages.views.tasks import DecisionView, TaskListView, TaskView
from messages.words import Reader

__all__ = [
    "PLAIN",
    "AlertCardView",
    "Blocker",
    "BoardRow",
    "BossLineView",
    "BoxLine",
    "ClassifyPanelView",
    "ClockListView",
    "ClockRow",
    "ClockView",
    "ClockWhyView",
    "CrewPanelView",
    "DebriefView",
    "Decided",
    "DecisionView",
    "DutiesView",
    "DutyCallView",
    "EntryLine",
    "FactListView",
    "FactValueView",
    "FactView",
    "FlagLine",
    "HandoverBriefView",
    "HelpView",
    "Hint",
    "ImprovementLine",
    "ImprovementListView",
    "InboxDayView",
    "InboxDigestView",
    "InboxRow",
    "IncidentCardView",
    "Lack",
    "Late",
    "LegalListView",
    "LegalRow",
    "MappingView",
    "Mark",
    "MorePanelView",
    "NextStep",
    "PageView",
    "PhasePanelView",
    "PromoLine",
    "Proposed",
    "PublicLine",
    "Reader",
    "RecapCardView",
    "RecapTextView",
    "ReviewView",
    "RingStoppedView",
    "RingTestView",
    "RoleEmptyView",
    "RoleRequestView",
    "SaidLine",
    "ScriptLine",
    "Seat",
    "SetupView",
    "SheetCardView",
    "SheetChange",
    "SheetDraftView",
    "SheetLine",
    "SheetRequestView",
    "SourceRow",
    "SourcesView",
    "Span",
    "Stage",
    "StakeholderRow",
    "StakeholdersView",
    "StandingBoardView",
    "StandingLineView",
    "StandingLinesView",
    "StatusView",
    "StopLossStep",
    "StopLossView",
    "StormSummaryView",
    "TaskListView",
    "TaskView",
    "TimelineView",
    "Verb",
    "WaitsFor",
    "WatchFiredView",
]
