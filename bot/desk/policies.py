"""The library's rows as the rules want them. Rules and messages do not know each other; here they meet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from functools import cache

import chinese_calendar

from bot.rules.calendar import WorkCalendar
from bot.rules.calling import ChainPolicy, RungPolicy
from bot.rules.calling import policy_for as chain_for
from bot.rules.clocks import ClockPolicy, policy_for
from bot.rules.crew import CrewPolicy
from bot.rules.facts import FactPolicy, SelfVerify
from bot.rules.figures import FigureWords
from bot.rules.intake import IntakePolicy
from bot.rules.playbooks import TypeWords, guess
from bot.rules.severity import Assessment, Override, Overrides, ScoreBand, Subject, assess
from bot.rules.watches import Trigger, WatchPolicy, data_points, parse_triggers
from bot.rules.wordlists import WordList
from messages.library import chains, figures, playbooks, policies, severity
from messages.library import facts as fact_rows
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


@cache
def clock_policies() -> tuple[ClockPolicy, ...]:
    """The table of deadlines (clocks.md 2.3)."""
    return tuple(ClockPolicy(**row.model_dump()) for row in policies.clock_policies())


@cache
def clock_policy(kind: ClockKind, severity: Severity) -> ClockPolicy | None:
    """The row of this clock; None where this severity has none."""
    return policy_for(clock_policies(), kind, severity)


@cache
def chain_policy(severity: Severity) -> ChainPolicy:
    """Who is woken when, for this severity."""
    return chain_for(chain_policies(), severity)


@cache
def crew_policies() -> tuple[CrewPolicy, ...]:
    """Who is needed at which severity."""
    return tuple(CrewPolicy(**row.model_dump()) for row in policies.crew_policies())


@cache
def fact_policies() -> Mapping[Severity, FactPolicy]:
    """Who may vouch for an own fact, and how long figures hold, per severity."""
    return {
        row.severity: FactPolicy(row.severity, SelfVerify(row.self_verify), row.roles, row.counts_hold_minutes)
        for row in fact_rows.fact_policies()
    }


def fact_policy(severity: Severity) -> FactPolicy:
    """The row of this severity; every severity has one, the library's test says so."""
    return fact_policies()[severity]


@cache
def chain_policies() -> tuple[ChainPolicy, ...]:
    """Who is woken when, per severity."""
    return tuple(
        ChainPolicy(
            version=row.version,
            source=row.source,
            severity=row.severity,
            rungs=tuple(RungPolicy(rung.kind, rung.after) for rung in row.rungs),
            role=tuple(RungPolicy(rung.kind, rung.after) for rung in row.role),
            must_answer=row.must_answer,
            repeats=row.repeats,
            moves_up=row.moves_up,
            quiet_hours=row.quiet_hours,
            quiet_from=row.quiet_from,
            quiet_to=row.quiet_to,
            silence_minutes=row.silence_minutes,
        )
        for row in chains.chains()
    )


@cache
def intake_policy() -> IntakePolicy:
    """Windows of grouping and damping."""
    return IntakePolicy(**policies.intake_policy().model_dump())


@cache
def _overrides() -> Overrides:
    rows = (*severity.overrides(), *playbooks.threshold_overrides())
    return Overrides(Override(**row.model_dump()) for row in rows)


@cache
def _score_bands() -> tuple[ScoreBand, ...]:
    return tuple(ScoreBand(**row.model_dump()) for row in severity.score_bands())


def warm() -> None:
    """Read every list once, so that the first alert does not wait for it."""
    from messages.screening import late

    clock_policies()
    crew_policies()
    intake_policy()
    assessed(Subject(texts=("warm",)))
    playbooks.step_texts()
    late.compile_all()


def assessed(subject: Subject) -> Assessment:
    """How bad this is, by what the source says, its words and its figures."""
    return assess(subject, _overrides(), _score_bands())


def foresee(texts: Collection[str], untyped: bool) -> None:
    """Many texts come in together and will be assessed one by one; `untyped`: some of their types are guessed."""
    _overrides().foresee(texts)
    if untyped:
        _any_type_word().foresee(texts)


@cache
def _figure_words() -> FigureWords:
    row = figures.figure_words()
    return FigureWords(row.pairs(), tuple(row.units.items()), row.comparisons)


def typed_figures(text: str) -> Mapping[str, float]:
    """The figures of a line that is nothing but figures (`plays and reposts typed by hand`), otherwise none."""
    return data_points(text, _figure_words(), figures.figure_words().media_asks)


@cache
def _type_words() -> tuple[TypeWords, ...]:
    return tuple(TypeWords(row.code, row.words) for row in playbooks.crisis_types())


@cache
def _any_type_word() -> WordList:
    return WordList(word for row in _type_words() for word in row.words)


def guessed_type(texts: Sequence[str], live: bool = False) -> CrisisType:
    """What this looks like by its words: a proposal that people correct; *other* when nothing speaks for any."""
    # Hardly any text names a type, and in a storm all of them are asked: one look first, sixteen only then.
    if not any(map(_any_type_word().stands_in, texts)):
        return CrisisType.OTHER
    return guess(texts, _type_words(), live)


@cache
def watch_policy() -> WatchPolicy:
    """How long a watch lasts and what ends it earlier, when nobody says more."""
    return WatchPolicy(**figures.watch_policy().model_dump())


def typed_triggers(text: str) -> tuple[Trigger, ...]:
    """The triggers of a watch as typed.

    Raises:
        TriggerUnclear: a part of the text is none.
    """
    return parse_triggers(text, _figure_words(), figures.figure_words().media_asks)


@cache
def work_calendar(zone: tzinfo) -> WorkCalendar:
    """China's working days in this zone: holidays and moved work days; years not published yet are unknown."""
    return WorkCalendar(_chinese_workday, zone)


def _chinese_workday(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the library's word for a year it has no holidays of
        return None
