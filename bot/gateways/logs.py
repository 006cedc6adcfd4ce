"""Log lines: one event a line, as text or JSON, for operators, in English.

No secret and no personal data get in: events carry ids, numbers and routes; what slips through in the text
of an exception is taken out of the finished line.
"""

import logging
import re
import sys
from collections.abc import Sequence
from typing import IO, Final, Literal

import structlog
from structlog.typing import Processor

# A bot token (Bot API, "Authorizing your bot"), in an address or alone.
_TOKEN: Final = re.compile(r"(?<![0-9])[0-9]{3,18}:[A-Za-z0-9_-]{20,}")
# What a database error repeats of the values it was given: SQLAlchemy's parameters, PostgreSQL's DETAIL.
_VALUES: Final = re.compile(r"\[parameters: .*\]|DETAIL:[^\n\\]*")
_HIDDEN: Final = "[hidden]"

# Libraries that write a line for each call, or the address with the token, on their lower levels.
_QUIET: Final = ("aiohttp", "alembic", "apscheduler", "asyncio", "httpx", "httpcore", "telegram")


def configure(
    level: Literal["debug", "info", "warning", "error"] = "info",
    form: Literal["text", "json"] = "text",
    secrets: Sequence[str] = (),
    stream: IO[str] | None = None,
) -> None:
    """From now on this process logs like this, libraries included. `secrets` never appear in a line."""
    lowest = logging.getLevelName(level.upper())
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=structlog.stdlib.LoggerFactory(),
        # Not cached at first use: a module's logger would keep the old settings when they are set again.
        cache_logger_on_first_use=False,
    )
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        stream_is_terminal = (stream or sys.stderr).isatty()
        last += [
            structlog.dev.ConsoleRenderer(
                colors=stream_is_terminal, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
            )
        ]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Discreet(secrets, processors=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(lowest)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(lowest, logging.WARNING))


class _Discreet(structlog.stdlib.ProcessorFormatter):
    """Takes out of the finished line what must not be in it."""

    def __init__(self, secrets: Sequence[str], *, processors: list[Processor], foreign_pre_chain: list[Processor]):
        super().__init__(processors=processors, foreign_pre_chain=foreign_pre_chain)
        told = sorted({secret for secret in secrets if len(secret) >= 6}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, told))) if told else None

    def format(self, record: logging.LogRecord) -> str:
        line = _VALUES.sub(_HIDDEN, _TOKEN.sub(_HIDDEN, super().format(record)))
        return self._secrets.sub(_HIDDEN, line) if self._secrets else line
