"""A pytest plugin that writes down which rule which test is about: `-p tests.kit.rule_table --collect-only`.

Run as a module it writes `docs/rules.md` anew from the markers: `python -m tests.kit.rule_table`.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "rules.md"
OUTCOMES = ("blocked", "allowed", "exception")
#: Of each rule and outcome the tests, as file names.
Marked = Mapping[str, Mapping[str, list[str]]]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Every test's marks, as JSON in the file that RULES_FOUND names."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in session.items:
        for mark in item.iter_markers("rule"):
            code, outcome = mark.args
            found[code][outcome].append(item.path.relative_to(HOUSE).as_posix())
    Path(os.environ["RULES_FOUND"]).write_text(json.dumps(found), encoding="utf-8")


def marked(scratch: Path) -> Marked:
    """What the markers of all tests say, by collecting those files that have any."""
    files = [
        path
        for path in (HOUSE / "tests").rglob("test_*.py")
        if "pytest.mark.rule(" in path.read_text(encoding="utf-8")
    ]
    told = scratch / "rules.json"
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "tests.kit.rule_table"]
    ran = subprocess.run(
        [*command, "-p", "no:cacheprovider", *map(str, sorted(files))],
        cwd=HOUSE,
        env={**os.environ, "RULES_FOUND": str(told), "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    read: Marked = json.loads(told.read_text(encoding="utf-8"))
    return read


def page(found: Marked) -> str:
    """`docs/rules.md`: each rule in a line, with the tests that show it block, allow, and know its exception."""
    rules = tomllib.loads((HOUSE / "messages/screening/rules.toml").read_text("utf-8"))["rules"]
    lines = [
        "# The rules, and the tests that hold them",
        "",
        "Made by `python -m tests.kit.rule_table` from the tests' markers; a test compares. Screens (R-C) judge",
        "words; gates (R-G) judge whether something may be released. ✓: at least one test shows it.",
        "",
        "| rule | 拦什么 | stops | blocked | allowed | exception | tests |",
        "|---|---|---|---|---|---|---|",
    ]
    for code, words in rules.items():
        seen = found.get(code, {})
        ticks = [("✓" if seen.get(outcome) else "–") for outcome in OUTCOMES]
        files = sorted({file for outcome in OUTCOMES for file in seen.get(outcome, ())})
        named = ", ".join(f"[{Path(file).name}](../{file})" for file in files) or "–"
        lines.append(f"| {code} | {words['zh']} | {words['en']} | {' | '.join(ticks)} | {named} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(marked(Path(folder))), encoding="utf-8")
