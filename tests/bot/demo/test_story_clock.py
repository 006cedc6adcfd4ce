"""The clock a story moves: only in a training, only forwards."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.clock import STORY_CLOCK, StoryClock, SystemClock
from bot.commands.line import app
from bot.demo.desk import StoryTime, environment


@pytest.fixture(autouse=True)
def own_mask() -> Iterator[None]:
    """`run` keeps its files to itself; the tests after it want theirs as they were."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def ahead(clock: StoryClock) -> timedelta:
    return clock.now() - SystemClock().now()


def test_the_desk_sees_at_once_what_the_story_skips(tmp_path: Path) -> None:
    story = StoryTime(tmp_path / "clock", SystemClock().now() + timedelta(hours=3))
    clock = StoryClock(story.file)
    story.skip(timedelta(minutes=29))
    assert abs(ahead(clock) - timedelta(hours=3, minutes=29)) < timedelta(seconds=5)
    assert abs(clock.now() - story.now()) < timedelta(seconds=5)


def test_time_never_runs_backwards_and_outlives_its_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("7200")
    clock = StoryClock(file)
    before = clock.now()
    for broken in ("-3600", "soon", ""):
        file.write_text(broken)
        assert clock.now() >= before
    file.unlink()
    assert clock.now() >= before


def test_without_its_file_there_is_no_story_clock(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="clock"):
        StoryClock(tmp_path / "clock")
    (tmp_path / "clock").write_text("soon")
    with pytest.raises(ValueError, match="soon"):
        StoryClock(tmp_path / "clock")


def _run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str, clock: Path) -> tuple[int, str]:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "TELEGRAM_BOT_TOKEN": token,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'desk.db'}",
        "LANGUAGE": "en",
        STORY_CLOCK: str(clock),
    }.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["run"])
    return result.exit_code, result.output


def test_a_real_token_never_runs_on_a_story_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clock").write_text("3600")
    code, said = _run(tmp_path, monkeypatch, "8100000009:AAF-real-looking-token-0000000", tmp_path / "clock")
    assert code == 2
    assert STORY_CLOCK in said
    assert not (tmp_path / "desk.db").exists()


def test_a_clock_file_that_says_nothing_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = _run(
        tmp_path, monkeypatch, "8100000001:SANDBOX-TRAINING-ONLY-0000000000001", tmp_path / "nowhere"
    )
    assert code == 2
    assert "nowhere" in said


def test_no_setting_of_a_real_desk_reaches_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "PUBLIC_URL", "LOG_CHAT_ID", "TELEGRAM_PROXY", "OWNER_IDS"):
        monkeypatch.setenv(name, "real")
    given = environment(LANGUAGE="zh")
    assert "real" not in given.values()
    assert given["LANGUAGE"] == "zh"
    assert given["PATH"] == os.environ["PATH"]


def test_the_file_never_holds_half_a_number(tmp_path: Path) -> None:
    story = StoryTime(tmp_path / "clock", datetime(2090, 1, 1, tzinfo=UTC))
    story.skip(timedelta(seconds=0.25))
    assert float(story.file.read_text()) == pytest.approx(story.ahead.total_seconds(), abs=1e-5)
    assert [file.name for file in tmp_path.iterdir()] == ["clock"]
