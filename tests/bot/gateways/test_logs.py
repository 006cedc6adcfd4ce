"""A log line says what happened, and nothing it must not say."""

import io
import json
import logging

import pytest
import structlog

from bot.gateways import logs

TOKEN = "8100000001:AAF-never-in-a-log-line-0123456789"
SECRET = "correct horse battery"


@pytest.fixture
def lines() -> io.StringIO:
    """Where this process logs to, until the test is over."""
    return io.StringIO()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_gets_through(lines: io.StringIO, form: str) -> None:
    logs.configure("debug", "json" if form == "json" else "text", [SECRET], lines)
    log = structlog.get_logger("somewhere")
    log.info("called", address=f"https://api.telegram.org/bot{TOKEN}/sendMessage", other=SECRET)
    logging.getLogger("a.library").warning("POST %s", f"https://x/bot{TOKEN}/getMe")
    try:
        raise ValueError(f"bad {TOKEN} [SQL: x] [parameters: ('13812345678', '何女士')] {SECRET}")
    except ValueError:
        log.exception("failed")
    said = lines.getvalue()
    for hidden in (TOKEN, SECRET, "13812345678", "何女士"):
        assert hidden not in said
    assert "ValueError" in said
    assert "sendMessage" in said


def test_json_is_one_object_a_line(lines: io.StringIO) -> None:
    logs.configure("info", "json", (), lines)
    structlog.get_logger("somewhere").info("stored", count=3, name="豆芽")
    logging.getLogger("a.library").error("two\nlines")
    first, second = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (first["event"], first["count"], first["name"], first["logger"]) == ("stored", 3, "豆芽", "somewhere")
    assert second["event"] == "two\nlines"
    assert first["timestamp"].endswith("Z")


def test_the_level_holds_for_us_and_libraries_are_kept_quiet(lines: io.StringIO) -> None:
    logs.configure("warning", "text", (), lines)
    structlog.get_logger("somewhere").info("not this")
    logging.getLogger("apscheduler.executors.default").info("nor this")
    structlog.get_logger("somewhere").warning("this")
    assert lines.getvalue().count("\n") == 1
