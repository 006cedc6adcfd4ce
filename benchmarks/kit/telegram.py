"""A minimal Bot API server in a process of its own: says yes to everything, and notes when each text came.

    python -m benchmarks.kit.telegram PORT

It keeps no chats and checks nothing, so that what is measured is the desk and not the sandbox. GET /arrived gives
`[[seconds of the machine's monotonic clock, method, text], …]` and forgets them.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from benchmarks.kit.processes import free_port, get, served

TOKEN: Final = "8100000001:SANDBOX-MEASURED-000000000000000000001"
CHAT: Final = -1001000000001
_ME: Final = {"id": 8100000001, "is_bot": True, "first_name": "desk", "username": "measured_desk_bot"}


@contextmanager
def stub(folder: Path) -> Iterator[dict[str, Any]]:
    """Run it; gives what a desk needs to reach it, in the words of the sandbox's announcement."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "benchmarks.kit.telegram", str(port)]
    with served(command, base, "/arrived", folder / "telegram.log"):
        yield {"base": base, "token": TOKEN, "forum_chat_id": CHAT}


def arrived(base: str) -> list[tuple[float, str, str]]:
    """What came since the last look: when, by which method, with which text."""
    return [(at, method, text) for at, method, text in json.loads(get(f"{base}/arrived"))]


class _Telegram(asyncio.Protocol):
    """One connection; requests come whole and one after the other."""

    noted: Final[list[tuple[float, str, str]]] = []
    last_id = 1

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self._buffer += data
        while True:
            head, gap, rest = self._buffer.partition(b"\r\n\r\n")
            if not gap:
                return
            at = head.lower().find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._answer(now, head.split(b" ", 2)[1].decode(), head.lower(), rest[:length])

    def _answer(self, now: float, path: str, head: bytes, body: bytes) -> None:
        if path == "/arrived":
            noted, self.noted[:] = list(self.noted), []
            self._say(noted)
            return
        method = path.rpartition("/")[2]
        asked: dict[str, Any]
        if b"application/json" in head:
            asked = json.loads(body or b"{}")
        else:
            asked = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if method == "getUpdates":
            # As long as a real poll may take; what people say is no part of this.
            seconds = min(float(asked.get("timeout") or 0), 25.0)
            asyncio.get_running_loop().call_later(seconds, self._say, {"ok": True, "result": []})
            return
        self.noted.append((now, method, str(asked.get("text") or asked.get("name") or "")))
        self._say({"ok": True, "result": self._result(method, asked)})

    def _result(self, method: str, asked: dict[str, Any]) -> Any:
        if method == "getMe":
            return _ME | {"can_join_groups": True}
        if method in ("sendMessage", "sendDocument", "editMessageText"):
            _Telegram.last_id += 1
            chat = {
                "id": int(asked.get("chat_id", CHAT)),
                "type": "supergroup",
                "title": "measured",
                "is_forum": True,
            }
            text = str(asked.get("text", ""))
            number = int(asked.get("message_id") or _Telegram.last_id)
            return {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": _ME, "text": text}
        if method == "createForumTopic":
            _Telegram.last_id += 1
            name = str(asked.get("name", ""))
            return {"message_thread_id": _Telegram.last_id, "name": name, "icon_color": 7322096}
        return True

    def _say(self, value: Any) -> None:
        if self._transport.is_closing():
            return
        body = json.dumps(value, ensure_ascii=False).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Telegram, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
