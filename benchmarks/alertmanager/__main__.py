"""A real Prometheus Alertmanager fires and resolves into the desk; prints what the topic shows.

    python -m benchmarks.alertmanager [--transcript FILE] [--full] [--json FILE]

Needs Debian's `prometheus-alertmanager`. Telegram is the desk's own sandbox, Alertmanager's configuration is
`alertmanager.yml` beside this file, with port and token put in. Exit status 1: something expected did not come.
See docs/alertmanager.md.
"""

import json
import sqlite3
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from benchmarks.kit.processes import (
    ALERT_TOKEN,
    alertmanager,
    alertmanager_program,
    desk,
    get,
    post,
    sandbox,
)
from benchmarks.kit.report import Report, arguments, finish
from bot.clock import SystemClock
from messages.words import plain
from storage.vocabulary.people import Language
from storage.vocabulary.timeline import EntryKind

HERE: Final = Path(__file__).parent
OWNER: Final = 501
DUTY: Final = 502
_PATIENCE_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.3

Found = TypeVar("Found")


def main() -> int:
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument(
        "--transcript", type=Path, metavar="FILE", help="write the topic's texts here, as Markdown"
    )
    options = parser.parse_args()
    report = Report("alertmanager")
    if alertmanager_program() is None:
        report.figures["left out"] = "prometheus-alertmanager is not installed"
        return finish(report, options.json)
    with tempfile.TemporaryDirectory() as folder:
        transcript = tell(report, Path(folder))
    if options.transcript is not None:
        options.transcript.write_text("\n".join(transcript) + "\n", "utf-8")
    print("\n".join(transcript))
    return finish(report, options.json)


def tell(report: Report, folder: Path) -> list[str]:
    """Fire, respond, resolve; returns what the topic shows, oldest first, as Markdown."""
    with (
        sandbox(folder) as telegram,
        desk(folder, folder / "desk.db", telegram) as running,
        alertmanager(folder, configuration(running.base)) as monitor,
    ):
        topic = Topic(telegram)
        began = time.monotonic()
        send(monitor.base, resolved=False)
        topic.wait("the topic", lambda: topic.id)
        report.figures["fired to topic, s"] = round(time.monotonic() - began, 1)
        respond = plain(Language.ZH, "key-resp")
        topic.wait("the card's button", lambda: topic.with_button(respond))
        post(
            f"{telegram['base']}/_sandbox/press",
            {
                "user": DUTY,
                "chat_id": telegram["forum_chat_id"],
                "message_id": topic.with_button(respond),
                "label": respond,
            },
        )
        topic.wait("the response on the card", lambda: not topic.with_button(respond))
        began = time.monotonic()
        send(monitor.base, resolved=True)
        topic.wait("the entry that it is over", lambda: over(folder / "desk.db"))
        report.figures["resolved to timeline, s"] = round(time.monotonic() - began, 1)
        # What a source says decides nothing: the incident stays open, and the timeline tells.
        say = {"user": DUTY, "chat_id": telegram["forum_chat_id"], "message_thread_id": topic.id}
        post(f"{telegram['base']}/_sandbox/say", {**say, "text": "/timeline"})
        entry = plain(Language.ZH, "entry-alert-resolved")
        topic.wait("the timeline with its end", lambda: any(entry in text for text in topic.texts()))
        report.figures["name of the topic"] = topic.name
        report.figures["messages"] = len(topic.texts())
        violations = json.loads(get(f"{telegram['base']}/_sandbox/journal?since=0"))["violations"]
        report.check(violations == 0, f"{violations} calls beyond Telegram's limits")
        report.check(_received(monitor.base, "firing") >= 1, "Alertmanager counted no firing alert")
        report.check(_received(monitor.base, "resolved") >= 1, "Alertmanager counted no resolved alert")
        return topic.transcript()


def configuration(base: str) -> str:
    """The file a reader would write, for this desk."""
    text = (HERE / "alertmanager.yml").read_text("utf-8")
    return text.replace("http://127.0.0.1:8080", base).replace("the value of ALERT_TOKEN", ALERT_TOKEN)


def send(monitor: str, *, resolved: bool) -> None:
    """Hand the alert to Alertmanager, as Prometheus does: over when its end has come."""
    now = SystemClock().now()
    alert = json.loads((HERE / "alert.json").read_text("utf-8"))
    end = now if resolved else now + timedelta(hours=1)
    post(f"{monitor}/api/v2/alerts", [{**alert, "startsAt": _STARTED, "endsAt": end.isoformat()}])


def over(database: Path) -> bool:
    """Has the desk kept that the source sees it no more?"""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        query = "SELECT count(*) FROM timeline WHERE kind = ?"
        return bool(connection.execute(query, (EntryKind.ALERT_RESOLVED.value,)).fetchone()[0])


_STARTED: Final = (SystemClock().now() - timedelta(minutes=2)).isoformat()


def _received(monitor: str, status: str) -> int:
    counted = [
        float(line.rpartition(" ")[2])
        for line in get(f"{monitor}/metrics").decode().splitlines()
        if line.startswith("alertmanager_alerts_received_total") and f'status="{status}"' in line
    ]
    return int(sum(counted))


class Topic:
    """What the owner sees in the only topic of the forum."""

    def __init__(self, telegram: dict[str, Any]) -> None:
        self._base = telegram["base"]
        self._forum = telegram["forum_chat_id"]

    def wait(self, what: str, look: Callable[[], Found]) -> Found:
        """Look until something is there.

        Raises:
            TimeoutError: it did not come within a minute.
        """
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < give_up:
            if found := look():
                return found
            time.sleep(_PAUSE_SECONDS)
        raise TimeoutError(f"{what} did not come; the topic shows {self.texts()}")

    @property
    def id(self) -> int | None:
        return self._shown["id"] if self._shown else None

    @property
    def name(self) -> str:
        return str(self._shown["name"]) if self._shown else ""

    def texts(self) -> list[str]:
        """All texts, oldest first."""
        return [_text(message) for message in self._messages() if _text(message)]

    def with_button(self, label: str) -> int | None:
        """The message that has this button."""
        for message in self._messages():
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                if any(label in button["text"] for button in row):
                    return int(message["message_id"])
        return None

    def transcript(self) -> list[str]:
        """Every message with its buttons, as Markdown."""
        lines = [f"**{self.name}**", ""]
        for message in self._messages():
            if not (text := _text(message)):
                continue
            lines += [f"*{message['sender_name']}*", "", *(f"> {line}  " for line in text.splitlines())]
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            lines += [">", *(f"> {_buttons(row)}  " for row in rows)] if rows else []
            lines.append("")
        return lines

    @property
    def _shown(self) -> dict[str, Any] | None:
        state = self._get("state")
        forum = next(chat for chat in state["chats"] if chat["id"] == self._forum)
        topics = [topic for topic in forum["topics"] if topic["id"] != 0]
        return topics[0] if topics else None

    def _messages(self) -> list[dict[str, Any]]:
        found = self._get("messages", chat_id=self._forum, topic=self.id) if self.id else {"messages": []}
        return list(found["messages"])

    def _get(self, what: str, **query: Any) -> dict[str, Any]:
        asked = urllib.parse.urlencode({"user": OWNER, **query})
        return dict(json.loads(get(f"{self._base}/_sandbox/{what}?{asked}")))


def _buttons(row: list[dict[str, Any]]) -> str:
    return " ".join(f"`{button['text']}`" for button in row)


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


if __name__ == "__main__":
    sys.exit(main())
