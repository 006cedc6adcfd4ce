"""The floor of a start: a fresh process that imports the fixed libraries, makes an engine, and does nothing else.

    python -m benchmarks.start.floor

Prints what that took, as JSON: `cpu` in seconds, `megabytes` it holds. aiohttp, python-telegram-bot, SQLModel with
SQLAlchemy's async engines, APScheduler: a process that has imported them all has paid this.
"""

import importlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.kit.processes import resident_megabytes

LIBRARIES: Final = (
    "aiohttp.web",
    "telegram.ext",
    "sqlmodel.ext.asyncio.session",
    "sqlalchemy.ext.asyncio",
    "apscheduler.schedulers.asyncio",
)


def measured() -> dict[str, Any]:
    """The floor now, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.start.floor"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def main() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)
    importlib.import_module("sqlalchemy").create_engine("sqlite://")
    print(json.dumps({"cpu": time.process_time(), "megabytes": resident_megabytes(Path("/proc/self"))}))


if __name__ == "__main__":
    main()
