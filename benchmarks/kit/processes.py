"""Real processes on free ports of this machine: the desk, Alertmanager, whoever stands for Telegram.

What a process cost is read from `/proc`, so these measurements run on Linux only.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Final

ALERT_TOKEN: Final = "measured-0123456789"
ALERTMANAGER: Final = "prometheus-alertmanager"
"""Debian's package and program; elsewhere the program is called `alertmanager`."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 15.0
_REST_SECONDS: Final = 60.0
_IDLE_SECONDS: Final = 0.03
"""CPU in half a second; idle a desk takes one or two hundredths, the unit of /proc."""


@dataclass(frozen=True)
class Served:
    """A process that answers at `base`, and how many seconds it took until it did."""

    process: subprocess.Popen[bytes]
    base: str
    ready_seconds: float

    @property
    def port(self) -> int:
        return int(self.base.rpartition(":")[2])

    def cpu_seconds(self) -> float:
        """User and system time of the whole process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rest(self) -> None:
        """Wait until it has nothing left to do, a minute at most: a desk takes alerts before all of it is there,
        and what it brings after its start is no alert's."""
        ends = time.monotonic() + _REST_SECONDS
        idle = 0
        while idle < 3 and time.monotonic() < ends:
            before = self.cpu_seconds()
            time.sleep(0.5)
            idle = idle + 1 if self.cpu_seconds() - before <= _IDLE_SECONDS else 0

    def turns(self) -> dict[float, int]:
        """How many turns of a desk's event loop were longer than so many seconds, since its start."""
        name = "crisisdesk_event_loop_lag_seconds_bucket"
        lines = [line for line in get(f"{self.base}/metrics").decode().splitlines() if line.startswith(name)]
        within = {float(line.split('"')[1]): int(float(line.split()[-1])) for line in lines}
        return {bound: within[inf] - count for bound, count in within.items() if bound < inf}

    def resident_megabytes(self) -> float:
        """Memory it holds now, in MB (10^6 bytes)."""
        return resident_megabytes(Path(f"/proc/{self.process.pid}"))


def resident_megabytes(process: Path) -> float:
    """Memory that a process (`/proc/<pid>`) holds now, in MB (10^6 bytes)."""
    pages = int((process / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class NotStarted(Exception):
    """A process ended, or did not answer in time; carries the end of what it wrote."""


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str) -> bytes:
    """What this address answers."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def post(address: str, value: Any, token: str = "") -> Any:
    """The JSON answer to a JSON value."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(address, json.dumps(value).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


@contextmanager
def served(
    command: list[str], base: str, ready: str, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Run this until the block ends; it begins once `base + ready` answers 200.

    Raises:
        NotStarted: it ended before, or did not answer within a minute.
    """
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env, start_new_session=True
        )
    try:
        yield Served(process, base, _until_ready(process, base + ready, log, began))
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_ready(process: subprocess.Popen[bytes], address: str, log: Path, began: float) -> float:
    while (seconds := time.monotonic() - began) < _START_SECONDS and process.poll() is None:
        try:
            get(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
        else:
            return time.monotonic() - began
    raise NotStarted(f"{process.args} after {seconds:.0f} s\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def desk(folder: Path, database: Path, telegram: Mapping[str, Any], **settings: str) -> Iterator[Served]:
    """A running desk on this SQLite file; `telegram` is what the sandbox or the stub announced.

    Further `settings` are variables of `.env.example`.
    """
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name.isupper() and name in _KEPT} | {
        "TELEGRAM_BOT_TOKEN": telegram["token"],
        "TELEGRAM_BASE_URL": telegram["base"],
        "TEAM_CHAT_ID": str(telegram["forum_chat_id"]),
        "OWNER_IDS": "501",
        "ALERT_TOKEN": ALERT_TOKEN,
        "DATABASE_URL": f"sqlite:///{database}",
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "warning",
        **settings,
    }
    command = [sys.executable, "-m", "bot", "run"]
    with served(command, f"http://127.0.0.1:{port}", "/readyz", folder / "desk.log", env) as running:
        yield running


_KEPT: Final = frozenset({"PATH", "HOME", "LANG", "TMPDIR", "PYTHONUTF8", "PYTHONPROFILEIMPORTTIME"})
"""The desk's settings come from us alone, not from whoever starts the measurement."""


@contextmanager
def sandbox(folder: Path) -> Iterator[dict[str, Any]]:
    """The desk's own Telegram sandbox; gives what it announces."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "sandbox", "--port", str(port), "--json"]
    log = folder / "sandbox.log"
    with served(command, f"http://127.0.0.1:{port}", "/_sandbox/journal?since=0", log):
        yield json.loads(log.read_text("utf-8").splitlines()[0])


def alertmanager_program() -> str | None:
    """Where Alertmanager is on this machine, None if it is not."""
    return shutil.which(ALERTMANAGER) or shutil.which("alertmanager")


NULL_RECEIVER: Final = """\
route: {receiver: nobody, group_by: [alertname], group_wait: 1h}
receivers: [{name: nobody}]
"""


@contextmanager
def alertmanager(folder: Path, configuration: str = NULL_RECEIVER) -> Iterator[Served]:
    """Prometheus Alertmanager alone, without a cluster, its memory in `folder`.

    Raises:
        NotStarted: it is not installed, or its configuration is wrong.
    """
    program = alertmanager_program()
    if program is None:
        raise NotStarted(f"not installed: apt install {ALERTMANAGER}")
    port = free_port()
    (folder / "alertmanager.yml").write_text(configuration, "utf-8")
    command = [
        program,
        f"--config.file={folder / 'alertmanager.yml'}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
        "--log.level=warn",
    ]
    with served(command, f"http://127.0.0.1:{port}", "/-/ready", folder / "alertmanager.log") as running:
        yield running
