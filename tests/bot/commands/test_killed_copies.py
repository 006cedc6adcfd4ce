"""Killed in the middle of a backup or a restore: nothing is lost, and nobody begins an empty desk in its place."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app

runner = CliRunner()

#: Ends the process without a word at the nth time Python is about to do this.
_KILLED = """
import os, signal, sys
left = {nth}
def watch(event, arguments):
    global left
    if event == "{event}":
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
from bot.commands.line import app
sys.addaudithook(watch)
app({words!r})
"""


def killed(event: str, nth: int, *words: str) -> None:
    """Type this command, and kill it at that moment."""
    code = _KILLED.format(event=event, nth=nth, words=list(words))
    died = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()


def mark(name: str) -> None:
    with closing(sqlite3.connect("crisisdesk.db")) as database, database:
        database.execute("INSERT INTO stamp VALUES (?, '', '2026-01-01 00:00:00')", (name,))


def marked(file: str | Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        return {row[0] for row in database.execute("SELECT name FROM stamp")} & {"before", "after"}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with a backup, and something that came after it."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///crisisdesk.db")
    monkeypatch.chdir(tmp_path)
    assert runner.invoke(app, ["migrate"]).exit_code == 0
    mark("before")
    assert runner.invoke(app, ["backup", "kept.db"]).exit_code == 0
    mark("after")


@pytest.mark.parametrize(
    ("event", "nth"),
    [("sqlite3.connect", 3), ("os.rename", 1)],
    ids=["copied, not checked", "checked, not in its place"],
)
def test_a_killed_backup_is_no_backup_and_the_next_one_is_whole(event: str, nth: int) -> None:
    """Without the other name until it is whole: half a file is there, and passes for a backup."""
    killed(event, nth, "backup", "newer.db")
    assert not Path("newer.db").exists()
    assert marked("crisisdesk.db") == {"before", "after"}
    shown = runner.invoke(app, ["backup", "newer.db"])
    assert shown.exit_code == 0, shown.output
    assert marked("newer.db") == {"before", "after"}
    assert not list(Path().glob("*.part"))


@pytest.mark.parametrize(
    ("event", "nth", "in_place"),
    [("os.rename", 1, True), ("os.rename", 2, False)],
    ids=["copied", "the former file put aside"],
)
def test_a_killed_restore_is_done_once_more(event: str, nth: int, in_place: bool) -> None:
    """Without the look for an unfinished copy (`run.opening`): an empty desk begins where the former one was."""
    killed(event, nth, "restore", "kept.db")
    shown = runner.invoke(app, ["migrate"])
    if in_place:
        assert shown.exit_code == 0, shown.output
        assert marked("crisisdesk.db") == {"before", "after"}
    else:
        assert shown.exit_code == 2
        assert "A restore broke off" in shown.stderr
        assert not Path("crisisdesk.db").exists()
    shown = runner.invoke(app, ["restore", "kept.db"])
    assert shown.exit_code == 0, shown.output
    assert marked("crisisdesk.db") == {"before"}
    (aside,) = Path().glob("crisisdesk.db.*.before-restore")
    assert marked(aside) == {"before", "after"}
    assert not list(Path().glob("*.part"))
