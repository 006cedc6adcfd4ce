"""Figures across incidents, from their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.desk import recaps
from bot.ids import IncidentId
from bot.rules import statistics as rules
from messages.views.pages import StatsCell, StatsRow, StatsTable, StatsView
from messages.words import Reader as Words
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.wordings import CheckVerdict

COLUMNS = ("count", "responded", "first", "down", "kept", "corrections", "hits")
_AT_ONCE = 500


async def view(look: Reader, team: Team, words: Words) -> StatsView:
    """How fast and how well on time the team was, by level, type, month and shift; drills apart."""
    incidents = await look.pages.counted(team.id)
    cases: list[rules.Case] = []
    for start in range(0, len(incidents), _AT_ONCE):
        some = incidents[start : start + _AT_ONCE]
        clocks: dict[str, list[Clock]] = {}
        for clock in await look.pages.ended_clocks([incident.id for incident in some]):
            if clock.kind not in QUIET_CLOCKS and clock.kind is not ClockKind.WATCH and clock.incident_id:
                clocks.setdefault(clock.incident_id, []).append(clock)
        spoken = await _spoken(look, [incident.id for incident in some])
        cases += [_case(look, incident, clocks.get(incident.id, []), spoken[incident.id]) for incident in some]
    found = rules.tables(cases, ZoneInfo(team.timezone))
    return StatsView(
        tables=tuple(
            StatsTable(grouping.value, tuple(_row(grouping, row, words) for row in rows))
            for grouping, rows in found.items()
        ),
        columns=COLUMNS,
        minimum=rules.MINIMUM,
    )


@dataclass(slots=True)
class _Spoken:
    """What was said about one incident, and what was kept from being said."""

    released: int = 0
    corrections: int = 0
    checked: int = 0
    hits: int = 0


async def _spoken(look: Reader, incidents: Sequence[IncidentId]) -> dict[IncidentId, _Spoken]:
    found = {incident: _Spoken() for incident in incidents}
    for incident, stage, count in await look.pages.released(incidents):
        found[incident].released += count
        found[incident].corrections += count if stage is StatementStage.CORRECTION else 0
    for incident, verdict, count in await look.pages.checked(incidents):
        found[incident].checked += count
        found[incident].hits += count if verdict is not CheckVerdict.CLEAR else 0
    return found


def _case(look: Reader, incident: Incident, clocks: Sequence[Clock], spoken: _Spoken) -> rules.Case:
    kept, counted, _ = recaps.attainment(clocks, look.now)
    out = [
        clock.stopped_at
        for clock in clocks
        if clock.kind is ClockKind.FIRST_RESPONSE and clock.state is ClockState.MET and clock.stopped_at
    ]
    first = min(out, default=None)
    return rules.Case(
        severity=incident.severity,
        crisis_type=incident.crisis_type,
        opened_at=incident.opened_at,
        drill=incident.drill,
        responded=incident.responded_at - incident.opened_at if incident.responded_at else None,
        first_response=first - incident.first_seen_at if first else None,
        stood_down=incident.stood_down_at - incident.opened_at if incident.stood_down_at else None,
        kept=kept,
        counted=counted,
        released=spoken.released,
        corrections=spoken.corrections,
        checked=spoken.checked,
        hits=spoken.hits,
    )


def _row(grouping: rules.Grouping, row: rules.Row, words: Words) -> StatsRow:
    name = row.name
    match grouping:
        case rules.Grouping.TYPE:
            name = words.label(CrisisType(row.name))
        case rules.Grouping.SHIFT:
            name = words.plain(f"stats-shift-{row.name}")
        case rules.Grouping.DRILL:
            name = words.plain(f"stats-{row.name}")
        case _:
            pass
    figures = (row.responded, row.first_response, row.stood_down, row.kept, row.corrections, row.hits)
    return StatsRow(name, (StatsCell(str(row.count)), *(_cell(figure, words) for figure in figures)))


def _cell(figure: rules.Figure, words: Words) -> StatsCell:
    if figure.span is not None:
        text = words.duration(figure.span)
    elif figure.percent is not None:
        text = f"{figure.percent}%"
    else:
        return StatsCell(words.plain("stats-few", count=figure.n), few=True)
    return StatsCell(words.plain("stats-cell", text=text, count=figure.n))
