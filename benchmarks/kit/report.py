"""Results as JSON and as lines to read; what was not reached is said, what was not true ends with 1."""

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import cpu_count, getloadavg
from pathlib import Path
from typing import Any


@dataclass
class Report:
    """What one measurement found. `wrong` holds what must never happen (a lost alert): exit status 1. A goal
    that was missed is only reported, because a busy machine misses it too."""

    part: str
    figures: dict[str, Any] = field(default_factory=dict)
    goals: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def check(self, fine: bool, otherwise: str) -> None:
        """Say what is wrong unless it is fine."""
        if not fine:
            self.wrong.append(otherwise)

    def goal(self, name: str, measured: float, wanted: float, *, at_most: bool = True) -> None:
        """A goal of performance, and whether this run reached it."""
        reached = measured <= wanted if at_most else measured >= wanted
        self.goals.append(
            {
                "goal": name,
                "wanted": wanted,
                "at_most": at_most,
                "measured": round(measured, 3),
                "reached": reached,
            }
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "machine": machine(),
            "figures": self.figures,
            "goals": self.goals,
            "wrong": self.wrong,
        }


def machine() -> dict[str, Any]:
    """What it ran on, and how busy that was."""
    return {
        "cores": cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "load_1_minute": round(getloadavg()[0], 1),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent of them do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def arguments(description: str) -> argparse.ArgumentParser:
    """What every part takes."""
    parser = argparse.ArgumentParser(description=description)
    counts = parser.add_mutually_exclusive_group()
    counts.add_argument("--full", action="store_true", help="the counts of docs/performance.md; takes minutes")
    counts.add_argument(
        "--tiny", action="store_true", help="only to see that it runs; memory alone, no Alertmanager"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as JSON")
    return parser


def finish(report: Report, file: Path | None) -> int:
    """Print it, write it, and say how to exit."""
    if file is not None:
        file.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    show(report.as_json())
    return 1 if report.wrong else 0


def show(report: dict[str, Any]) -> None:
    """A report as lines to read."""
    print(f"== {report['part']}  {report['machine']}")
    _show(report["figures"], "  ")
    for goal in report["goals"]:
        sign = "<=" if goal["at_most"] else ">="
        mark = "reached" if goal["reached"] else "MISSED"
        print(f"  {mark}: {goal['goal']} {goal['measured']:g} (wanted {sign} {goal['wanted']:g})")
    for trouble in report["wrong"]:
        print(f"  WRONG: {trouble}", file=sys.stderr)


def _show(figures: dict[str, Any], indent: str) -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _show(value, indent + "  ")
        else:
            print(f"{indent}{name}: {value}")
