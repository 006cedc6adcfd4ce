"""The library's rows as the rules take them: what the desk does at its start."""

from datetime import date
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from bot.rules.calendar import WorkCalendar
from bot.rules.clocks import ClockPolicy
from bot.rules.crew import CrewPolicy
from bot.rules.figures import FigureWords
from bot.rules.playbooks import TypeWords
from bot.rules.severity import Override, ScoreBand
from bot.rules.watches import WatchPolicy
from messages.library import figures as library_figures
from messages.library import playbooks as library_playbooks
from messages.library import policies as library_policies
from messages.library import severity as library_severity

SHANGHAI = ZoneInfo("Asia/Shanghai")


def china(day: date) -> bool | None:
    """Chinese work days as published; a year nobody has published yet is not known."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@pytest.fixture(scope="session")
def policies() -> tuple[ClockPolicy, ...]:
    return tuple(ClockPolicy(**row.model_dump()) for row in library_policies.clock_policies())


@pytest.fixture(scope="session")
def crews() -> tuple[CrewPolicy, ...]:
    return tuple(CrewPolicy(**row.model_dump()) for row in library_policies.crew_policies())


@pytest.fixture(scope="session")
def overrides() -> tuple[Override, ...]:
    return tuple(Override(**row.model_dump()) for row in library_severity.overrides())


@pytest.fixture(scope="session")
def bands() -> tuple[ScoreBand, ...]:
    return tuple(ScoreBand(**row.model_dump()) for row in library_severity.score_bands())


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return WorkCalendar(china, SHANGHAI)


@pytest.fixture(scope="session")
def figure_words() -> FigureWords:
    row = library_figures.figure_words()
    return FigureWords(row.pairs(), tuple(row.units.items()), row.comparisons)


@pytest.fixture(scope="session")
def media_words() -> tuple[str, ...]:
    return library_figures.figure_words().media_asks


@pytest.fixture(scope="session")
def watch_policy() -> WatchPolicy:
    return WatchPolicy(**library_figures.watch_policy().model_dump())


@pytest.fixture(scope="session")
def type_words() -> tuple[TypeWords, ...]:
    return tuple(TypeWords(row.code, row.words) for row in library_playbooks.crisis_types())
