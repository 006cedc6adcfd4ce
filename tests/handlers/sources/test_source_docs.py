"""What `docs/alerts.md` shows works, and nothing that works is missing there."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from handlers.sources import generic
from storage.vocabulary.incidents import CrisisType

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
PAGE = (Path(__file__).parents[3] / "docs" / "alerts.md").read_text("utf-8")


def test_every_example_is_taken() -> None:
    examples = [text for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL) if '"errors"' not in text]
    examples += re.findall(r"-d '(.*?)'", PAGE)
    assert len(examples) == 3
    for example in examples:
        assert generic.read(example.encode(), NOW)


def test_every_field_and_type_is_described() -> None:
    for name in generic.SCHEMA["$defs"]["Alert"]["properties"]:
        assert f"`{name}`" in PAGE
    for code in CrisisType:
        assert code is CrisisType.UNKNOWN or f"`{code}`" in PAGE


def test_every_severity_word_is_understood() -> None:
    rows = re.findall(r"^\| (S[1-4]) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 4
    for level, words in rows:
        for word in words.split(", "):
            (alert,) = generic.read(json.dumps({"title": "t", "severity": word}).encode(), NOW)
            assert alert.severity == level


def test_every_code_of_a_refusal_is_described() -> None:
    handlers = Path(__file__).parents[3] / "handlers"
    files = [handlers / "payloads.py", *(handlers / "sources").glob("*.py")]
    source = "".join(path.read_text("utf-8") for path in files)
    codes = set(re.findall(r'refuse\(\s*(?:(?:field|"[A-Za-z_]+"),\s+)?"([a-z-]+)",\s', source))
    assert {"no-zone", "too-deep", "unknown-severity"} <= codes
    assert all(f"`{code}`" in PAGE for code in codes)
