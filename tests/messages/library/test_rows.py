"""The library's data fits its schemas, is complete, and says where every figure comes from."""

import inspect
import re
from datetime import date, timedelta
from importlib.resources import files

import pytest
from pydantic import BaseModel, ValidationError

from bot.rules.clocks import ClockPolicy
from bot.rules.crew import CrewPolicy
from bot.rules.intake import IntakePolicy
from bot.rules.severity import MOST, Override, ScoreBand
from bot.rules.watches import WatchPolicy
from messages.library import figures, playbooks, policies, severity
from messages.library.rows import Row, Status, Words
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


def all_rows() -> list[Row]:
    return [
        *policies.clock_policies(),
        *policies.legal_clocks(),
        *policies.crew_policies(),
        policies.intake_policy(),
        figures.figure_words(),
        figures.watch_policy(),
        *severity.overrides(),
        *severity.score_bands(),
        playbooks.base(),
        *playbooks.base().step,
        *playbooks.crisis_types(),
        *(step for row in playbooks.crisis_types() for step in row.step),
        *playbooks.threshold_overrides(),
    ]


def test_every_row_says_where_it_comes_from() -> None:
    for row in all_rows():
        assert row.source.strip()
        assert not re.search(r"https?://", row.source), "a name that people can look up, not an address"
        assert row.checked_on is None or row.checked_on <= date(2026, 11, 25)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (policies.ClockPolicyRow, ClockPolicy),
        (policies.CrewPolicyRow, CrewPolicy),
        (policies.IntakePolicyRow, IntakePolicy),
        (severity.OverrideRow, Override),
        (severity.ScoreBandRow, ScoreBand),
        (figures.WatchPolicyRow, WatchPolicy),
    ],
)
def test_rows_and_rule_values_have_equal_fields(row: type[BaseModel], value: type) -> None:
    assert set(row.model_fields) == set(inspect.get_annotations(value))


#: The policy table in minutes (calendar), `d` duty minutes, `w` working days; one line per clock, S1 to S4.
TABLE = {
    ClockKind.RESPONSE: "5 10 30 d240",
    ClockKind.DECISION: "10 20 60 1440",
    ClockKind.ROLES_COMPLETE: "15 30 60 w1",
    ClockKind.PROMO_PAUSE: "15 30 60 -",
    ClockKind.FRONTLINE_LINE: "30 60 120 1440",
    ClockKind.FIRST_RESPONSE: "60 120 240 1440",
    ClockKind.VERIFIED_STATEMENT: "300 720 1440 2880",
    ClockKind.NEXT_UPDATE: "120 240 1440 -",
    ClockKind.SITUATION_NOTE: "30 60 240 1440",
    ClockKind.PUBLIC_ANSWER: "30 60 120 720",
    ClockKind.COMPLAINT_ANSWER: "240 720 1440 1440",
    ClockKind.REMEDY_OFFER: "1440 2880 4320 10080",
    ClockKind.REMEDY_DONE: "4320 10080 10080 21600",
    ClockKind.SHEET_SYNC: "15 30 60 1440",
    ClockKind.CORRECTION: "30 60 240 1440",
    ClockKind.APPROVAL: "10 20 60 1440",
    ClockKind.DEBRIEF: "1440 2880 w5 -",
    ClockKind.POST_MORTEM: "4320 w5 w10 -",
    ClockKind.REPORT: "10080 20160 43200 -",
    ClockKind.REVIEW: "10080 10080 10080 10080",
    ClockKind.STOP_LOSS: "l3 l3 l3 -",
}


def written(row: policies.ClockPolicyRow) -> str:
    if row.minutes is not None:
        return str(row.minutes)
    if row.duty_minutes is not None:
        return f"d{row.duty_minutes}"
    return f"w{row.working_days}" if row.working_days is not None else f"l{row.live_minutes}"


def test_the_policy_table_holds_the_documented_figures() -> None:
    found = {(row.kind, row.severity): written(row) for row in policies.clock_policies()}
    expected = {
        (kind, level): figure
        for kind, line in TABLE.items()
        for level, figure in zip(Severity, line.split(), strict=True)
        if figure != "-"
    }
    assert found == expected


def test_public_clocks_count_from_the_evidence() -> None:
    for row in policies.clock_policies():
        if row.kind in (ClockKind.FIRST_RESPONSE, ClockKind.VERIFIED_STATEMENT):
            assert row.basis == "evidence"


@pytest.mark.parametrize(
    "figure",
    [{}, {"minutes": 5, "working_days": 1}, {"minutes": 0}, {"minutes": 5, "hours": 1}, {"minutes": "soon"}],
)
def test_a_clock_has_exactly_one_figure(figure: dict[str, object]) -> None:
    shared = {"kind": "task", "severity": "S1", "basis": "opening", "owner_role": "commander", "version": "1"}
    with pytest.raises(ValidationError):
        policies.ClockPolicyRow.model_validate({**shared, "source": "x", "status": "belief", **figure})


@pytest.mark.parametrize(
    "fault",
    [
        {"words": [""]},
        {"words": []},
        {"metric": "plays"},
        {"words": ["x"], "status": "sure"},
        {"words": ["x"], "source": ""},
    ],
)
def test_an_override_that_hits_everything_or_nothing_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        severity.OverrideRow.model_validate(
            {"name": "n", "floor": "S1", "source": "x", "status": "belief", **fault}
        )


def test_crew_has_a_row_for_each_severity() -> None:
    assert [row.severity for row in policies.crew_policies()] == list(Severity)


def test_legal_clocks_have_unique_codes_and_say_when_a_figure_is_missing() -> None:
    rows = policies.legal_clocks()
    assert len({row.code for row in rows}) == len(rows)
    for row in rows:
        assert not (row.status is Status.MISSING and row.has_figure)
        assert sum([row.at_once, row.minutes is not None, row.working_days is not None]) <= 1


def test_every_crisis_type_has_its_file_and_its_references_exist() -> None:
    rows = playbooks.crisis_types()
    assert [row.code for row in rows] == [kind for kind in CrisisType if kind is not CrisisType.UNKNOWN]
    assert len({row.number for row in rows}) == 15
    codes = {row.code for row in policies.legal_clocks()}
    for row in rows:
        assert set(row.legal) <= codes
        assert all(word == word.strip() and word for word in row.words)
        assert row.words or row.code is CrisisType.OTHER
    present = {path.name for path in files("messages.library").joinpath("playbooks").iterdir()}
    assert present == {f"{row.code}.toml" for row in rows} | {"base.toml"}


def test_step_codes_are_unique_and_have_texts_in_both_languages() -> None:
    base = playbooks.base()
    codes = [step.code for step in base.step] + [button.code for button in base.stop_loss]
    codes += [step.code for row in playbooks.crisis_types() for step in row.step]
    assert len(codes) == len(set(codes)) == len(playbooks.step_texts())
    for words in playbooks.step_texts().values():
        assert re.search(r"[\u4e00-\u9fff]", words.spoken("zh"))
        assert not re.search(r"[\u4e00-\u9fff]", words.spoken("en"))


def test_an_unknown_type_reads_as_other() -> None:
    assert playbooks.crisis_type(CrisisType.UNKNOWN).code is CrisisType.OTHER


def test_the_score_never_gives_a_part_more_than_it_has() -> None:
    assert all(band.points <= MOST[band.part] for band in severity.score_bands())


def test_figures_grow_stale_and_beliefs_do_not() -> None:
    today = date(2026, 11, 25)
    law = policies.legal_clocks()[0]
    assert law.stale(today), "read in April 2025"
    assert not law.model_copy(update={"checked_on": today - timedelta(days=180)}).stale(today)
    assert law.model_copy(update={"checked_on": None}).stale(today)
    assert not policies.intake_policy().stale(today)


def test_no_word_means_two_metrics() -> None:
    words = [word.casefold() for word, _ in figures.figure_words().pairs()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("folder", ["figures", "playbooks", "policies", "severity"])
def test_the_forbidden_word_is_nowhere(folder: str) -> None:
    for file in files("messages.library").joinpath(folder).iterdir():
        assert "升级" not in file.read_text(encoding="utf-8"), file.name


def test_words_speak_the_language_asked_for() -> None:
    assert Words(zh="停推", en="pause").spoken("zh") == "停推"
