"""The measurements run to their end with small counts, and say what they found. No figure is judged here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def run(tmp_path: Path, *command: str) -> tuple[int, dict[str, Any], str]:
    """Exit status, report, and what was printed."""
    file = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", *command, "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,  # replicas: four starts of the program and one of PostgreSQL
    )
    return done.returncode, json.loads(file.read_text("utf-8")), done.stdout + done.stderr


def check(report: dict[str, Any], part: str) -> None:
    assert report["part"] == part
    assert report["wrong"] == []
    assert {"cores", "python", "load_1_minute"} <= report["machine"].keys()
    for goal in report["goals"]:
        assert {"goal", "wanted", "at_most", "measured", "reached"} == goal.keys()


@pytest.mark.parametrize("part", ["calls", "clocks", "intake", "wire", "start", "storm", "memory", "replicas"])
def test_a_measurement_runs_and_finds_nothing_wrong(part: str, tmp_path: Path) -> None:
    status, report, printed = run(tmp_path, f"benchmarks.{part}", "--tiny")
    assert status == 0, printed
    check(report, part)
    assert report["figures"]
    assert report["goals"]
