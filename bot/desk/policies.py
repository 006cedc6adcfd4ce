"""The library's rows as the rules want them. Rules and messages do not know each other; here they meet."""

from datetime import date, tzinfo
from functools import cache

import chinese_calendar

from bot.rules.calendar import WorkCalendar
from bot.rules.clocks import ClockPolicy
from bot.rules.crew import CrewPolicy
from bot.rules.intake import IntakePolicy
from bot.rules.severity import Assessment, Override, ScoreBand, Subject, assess
from messages.library import playbooks, policies, severity


@cache
def clock_policies() -> tuple[ClockPolicy, ...]:
    """The table of deadlines (clocks.md 2.3)."""
    return tuple(ClockPolicy(**row.model_dump()) for row in policies.clock_policies())


@cache
def crew_policies() -> tuple[CrewPolicy, ...]:
    """Who is needed at which severity."""
    return tuple(CrewPolicy(**row.model_dump()) for row in policies.crew_policies())


@cache
def intake_policy() -> IntakePolicy:
    """Windows of grouping and damping."""
    return IntakePolicy(**policies.intake_policy().model_dump())


@cache
def _overrides() -> tuple[Override, ...]:
    rows = (*severity.overrides(), *playbooks.threshold_overrides())
    return tuple(Override(**row.model_dump()) for row in rows)


@cache
def _score_bands() -> tuple[ScoreBand, ...]:
    return tuple(ScoreBand(**row.model_dump()) for row in severity.score_bands())


def assessed(subject: Subject) -> Assessment:
    """How bad this is, by what the source says, its words and its figures."""
    return assess(subject, _overrides(), _score_bands())


def work_calendar(zone: tzinfo) -> WorkCalendar:
    """China's working days in this zone: holidays and moved work days; years not published yet are unknown."""
    return WorkCalendar(_chinese_workday, zone)


def _chinese_workday(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the library's word for a year it has no holidays of
        return None
