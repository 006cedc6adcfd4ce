"""A load generator in a process of its own: so many connections, each sends when it was answered.

    python -m benchmarks.kit.load REQUESTS PORT[,PORT…] CONNECTIONS [RATE]

Several ports take the connections in turn, as behind a round-robin. REQUESTS is a file of requests as they go
over the wire, each after its length (4 bytes). With a RATE (requests a second) request i leaves at i / RATE,
whether or not earlier ones were answered; late ones count from when they were due. Prints one line of JSON: see
`Sent`.
"""

import asyncio
import itertools
import json
import struct
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

_LENGTH = struct.Struct(">I")


@dataclass
class Sent:
    """What came of it: seconds from first to last, answers by status, milliseconds each answer took, when each
    request left (seconds of the machine's monotonic clock, in the order of REQUESTS), CPU of the generator."""

    seconds: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    left_at: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0


def write(path: Path, requests: Iterable[bytes]) -> None:
    """Put requests where the generator finds them."""
    with path.open("wb") as file:
        for request in requests:
            file.write(_LENGTH.pack(len(request)) + request)


def send(path: Path, port: int | Sequence[int], connections: int, rate: float = 0.0) -> Sent:
    """Run the generator and wait for its report.

    Raises:
        subprocess.CalledProcessError: it could not connect, or was cut off.
    """
    ports = ",".join(map(str, [port] if isinstance(port, int) else port))
    command = [sys.executable, "-m", "benchmarks.kit.load", str(path), ports, str(connections), str(rate)]
    return Sent(**json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def _read(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        yield data[at : at + length]
        at += length


class _Connection(asyncio.Protocol):
    """One connection: one request under way at a time; answers must say their length."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answered: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, request: bytes) -> asyncio.Future[int]:
        """Send; the future gives the status."""
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answered

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, gap, rest = self._buffer.partition(b"\r\n\r\n")
        if not gap or self._answered is None:
            return
        lower = head.lower()
        at = lower.find(b"content-length:")
        length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(rest) >= length:
            self._buffer = rest[length:]
            self._answered.set_result(int(head[9:12]))

    def connection_lost(self, trouble: Exception | None) -> None:
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(trouble or ConnectionResetError("closed without an answer"))


async def _run(requests: list[bytes], ports: Sequence[int], connections: int, rate: float) -> Sent:
    loop = asyncio.get_running_loop()
    turns = itertools.islice(itertools.cycle(ports), connections)
    lines = [(await loop.create_connection(_Connection, "127.0.0.1", port))[1] for port in turns]
    waiting = deque(enumerate(requests))
    statuses: Counter[int] = Counter()
    sent = Sent(milliseconds=[0.0] * len(requests), left_at=[0.0] * len(requests))
    began = time.monotonic()

    async def keep_sending(line: _Connection) -> None:
        while waiting:
            number, request = waiting.popleft()
            due = began + number / rate if rate else time.monotonic()
            if (pause := due - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            sent.left_at[number] = due
            statuses[await line.ask(request)] += 1
            sent.milliseconds[number] = (time.monotonic() - due) * 1000

    await asyncio.gather(*map(keep_sending, lines))
    sent.seconds = time.monotonic() - began
    sent.statuses = {str(status): count for status, count in statuses.items()}
    sent.cpu_seconds = time.process_time()
    return sent


if __name__ == "__main__":
    _, _path, _ports, _connections, *_rate = sys.argv
    _requests = list(_read(Path(_path)))
    report = asyncio.run(
        _run(_requests, [*map(int, _ports.split(","))], int(_connections), float(_rate[0]) if _rate else 0.0)
    )
    json.dump(asdict(report), sys.stdout)
