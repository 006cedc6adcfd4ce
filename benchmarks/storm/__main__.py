"""A storm under Telegram's real limits: is everything kept, does the grave get through?

    python -m benchmarks.storm [--full] [--json FILE]

Alerts of some matters at 2,000 a second, graded S1, in front of the sandbox with its flood limits on; meanwhile
somebody presses buttons, and a second team's quiet group opens an incident of its own. Full: 20,000 alerts over
50 matters. Goals G3, G4 (second half) and G12; see docs/performance.md.

What is measured happens in real time: the pour, the presses, the quiet group, each topic from its free place on.
Only the minutes in which a full group waits for its next place are skipped: both clocks, the desk's and the
sandbox's, jump to just before it. How far it has come is told on stderr.
"""

import asyncio
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.kit import load
from benchmarks.kit.alerts import hook
from benchmarks.kit.processes import Served, desk
from benchmarks.kit.report import Report, arguments, finish, percentile
from bot.clock import STORY_CLOCK
from bot.rules.budget import group_window, may_send
from bot.sandbox.http import serve
from bot.sandbox.refusals import ActRefused
from bot.sandbox.sandbox import Sandbox
from storage.vocabulary.parcels import Lane

FORUM: Final = -1001000000001
QUIET: Final = -1001000000003
OWNER, PRESSING, OF_THE_OTHER_TEAM = 501, 502, 521
#: alerts, matters
TINY: Final = (128, 2)
SMALL: Final = (2_048, 5)
FULL: Final = (20_032, 50)
BATCH: Final = 64
PER_SECOND: Final = 2_000
GROUP_PER_MINUTE: Final = 18
_SETTLE_MINUTES: Final = 240
_BEFORE_A_PLACE: Final = 1.2
"""Seconds. The desk looks at its clock once a second when it waits for a minute to pass: after a jump it has seen
the new time before the place is free, and goes by the moment, as in real time."""
_IDLE_LOOKS: Final = 60
"""So many looks (more than a minute) without any call: nothing more will come."""
_TELL_EVERY: Final = 10.0
_DECLARED: Final = "a matter of the quiet group"


def main() -> int:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    count, matters = TINY if options.tiny else FULL if options.full else SMALL
    report = Report("storm", {"alerts": count, "matters": matters})
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(_storm(report, Path(place), count, matters))
    return finish(report, options.json)


async def _storm(report: Report, folder: Path, count: int, matters: int) -> None:
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    for user in (OWNER, PRESSING, OF_THE_OTHER_TEAM):
        sandbox.start(user)
    (folder / "story").write_text("0", "ascii")
    async with serve(sandbox) as server:
        telegram = {"base": server.base, "token": sandbox.token, "forum_chat_id": FORUM}
        running = desk(folder, folder / "desk.db", telegram, **{STORY_CLOCK: str(folder / "story")})
        served = await asyncio.to_thread(running.__enter__)
        try:
            await _second_team(sandbox)
            await asyncio.to_thread(served.rest)
            found = await _pour(report, sandbox, served, folder, count, matters)
            await _say_the_rest(sandbox, folder)
        finally:
            await asyncio.to_thread(running.__exit__, None, None, None)
    _judge(report, sandbox, folder / "desk.db", count, found)


async def _second_team(sandbox: Sandbox) -> None:
    sandbox.say(OWNER, FORUM, "/help")
    sandbox.say(OWNER, QUIET, "/setup")
    await _until(lambda: any("/" in text for text in sandbox.texts(QUIET)[1:]), 30.0)


async def _pour(
    report: Report, sandbox: Sandbox, served: Served, folder: Path, count: int, matters: int
) -> dict[str, list[float]]:
    """The storm; returns milliseconds: of answers to presses, and of the quiet group's opening."""
    turns = await asyncio.to_thread(served.turns)
    requests = folder / "requests"
    load.write(requests, _requests(served.base, count, matters))
    sending = asyncio.create_task(
        asyncio.to_thread(load.send, requests, served.port, 8, PER_SECOND / BATCH), name="load"
    )
    pressed: list[float] = []
    began = sandbox.now()
    sandbox.say(OWNER, QUIET, f"/declare {_DECLARED}")
    opening = asyncio.create_task(_opened_in(sandbox, time.monotonic()))
    while not sending.done():
        pressed.extend(await _press(sandbox))
        await asyncio.sleep(0.1)
    quiet = await opening
    sent = await sending
    report.figures["answers"] = sent.statuses
    report.figures["sent in, s"] = round(sent.seconds, 1)
    report.check(sent.statuses == {"200": count // BATCH}, f"not all were accepted: {sent.statuses}")
    long = {bound: count - turns[bound] for bound, count in (await asyncio.to_thread(served.turns)).items()}
    report.figures["turns of the loop longer than"] = {
        f"{bound * 1000:g} ms": count for bound, count in long.items()
    }
    slowest = ", ".join(f"{one:.0f}" for one in sorted(pressed)[-5:])
    _tell(f"sent in {sent.seconds:.1f} s; quiet group after {quiet:.0f} ms")
    _tell(f"{len(pressed)} presses: p50 {percentile(pressed, 50):.0f} ms, slowest {slowest} ms")
    await _open_the_rest(sandbox, folder, matters)
    report.check(len(sandbox.world.chats[FORUM].topics) == matters, "not every matter has its topic")
    return {"pressed": pressed, "quiet": [quiet], "late": list(_late(sandbox, folder / "desk.db", began))}


async def _open_the_rest(sandbox: Sandbox, folder: Path, matters: int) -> None:
    """Every matter gets its topic, place by place of the group's minutes."""
    topics = sandbox.world.chats[FORUM].topics
    said, idle, told = -1, 0, time.monotonic()
    while len(topics) < matters and idle < _IDLE_LOOKS:
        await _until_silent(sandbox, 0.6)
        moments = _moments(_counted_calls(sandbox))
        idle = idle + 1 if len(moments) == said else 0
        said = len(moments)
        if time.monotonic() - told > _TELL_EVERY:
            _tell(f"{len(topics)} of {matters} topics, {said} calls in the group")
            told = time.monotonic()
        free = _free(moments, _answered(folder / "desk.db"), sandbox.now().timestamp())
        if (wait := free - _BEFORE_A_PLACE - sandbox.now().timestamp()) > 0:
            _jump(sandbox, folder, wait)
            await asyncio.sleep(_BEFORE_A_PLACE)
    _tell(f"{len(topics)} of {matters} topics")


def _answered(database: Path) -> tuple[float, ...]:
    """When the desk answered somebody in the group: of the places kept for answers those are used."""
    query = "SELECT attempted_at FROM outbox WHERE lane = ? AND chat_id = ? AND attempted_at IS NOT NULL"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        found = connection.execute(query, (int(Lane.REPLY), FORUM)).fetchall()
    return tuple(sorted(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() for (at,) in found))


def _free(moments: Sequence[float], answered: Sequence[float], now: float) -> float:
    """From when on the group's minute has a place for a topic, seen at this moment."""
    past = [moment for moment in answered if moment <= now]
    return may_send(tuple(moments[-GROUP_PER_MINUTE:]), now, Lane.OPENING, group_window(), tuple(past))


def _jump(sandbox: Sandbox, folder: Path, seconds: float) -> None:
    """Both clocks move on; the sandbox's first, so that the desk never believes a minute over before it is."""
    sandbox.time(seconds)
    (folder / "story.new").write_text(str(float((folder / "story").read_text("ascii")) + seconds), "ascii")
    (folder / "story.new").replace(folder / "story")


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} storm: {what}", file=sys.stderr, flush=True)


async def _opened_in(sandbox: Sandbox, began: float) -> float:
    """Milliseconds until the quiet group has a word of its incident."""
    await _until(lambda: any(_DECLARED in text for text in _said_in(sandbox, QUIET)), 60.0)
    return (time.monotonic() - began) * 1000


def _said_in(sandbox: Sandbox, chat: int) -> list[str]:
    messages = sandbox.world.chats[chat].messages.values()
    return [str(one.body.get("text", "")) for one in messages if one.sender == sandbox.world.bot_id]


def _requests(base: str, count: int, matters: int) -> Iterator[bytes]:
    for start in range(0, count, BATCH):
        yield hook(
            base,
            {
                "alerts": [
                    {
                        "title": f"storm {number:06}",
                        "severity": "S1",
                        "account": f"account {number % matters}",
                        "platform": "douyin",
                        "crisis_type": "product_safety",
                        "dedup_key": f"storm-{number}",
                    }
                    for number in range(start, start + BATCH)
                ]
            },
        )


async def _press(sandbox: Sandbox) -> list[float]:
    """Somebody presses the newest button of the forum; how long the answer took, in milliseconds."""
    for message in sorted(sandbox.world.chats[FORUM].messages.values(), key=lambda one: -one.id):
        for label in sandbox.labels(message):
            began = time.monotonic()
            with suppress(ActRefused):
                callback = sandbox.press(PRESSING, FORUM, message.id, label)
                await _until(lambda: callback.answer is not None, 15.0)  # noqa: B023  (waited for here)
                return [(time.monotonic() - began) * 1000]
    return []


async def _until(done: Any, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not done():
                await asyncio.sleep(0.002)


def _late(sandbox: Sandbox, database: Path, began: datetime) -> Iterator[float]:
    """Milliseconds from the moment a topic could have been opened (the storm's begin, or a place free in the
    group's minute) to when it was."""
    calls = _counted_calls(sandbox)
    moments, answered = _moments(calls), _answered(database)
    for number, (entry, at) in enumerate(zip(calls, moments, strict=True)):
        if entry["method"] == "createForumTopic":
            before = moments[number - 1] if number else 0.0  # one call at a time in a chat
            yield (at - max(_free(moments[:number], answered, before), began.timestamp(), before)) * 1000


def _counted_calls(sandbox: Sandbox) -> list[dict[str, Any]]:
    return [e for e in sandbox.journal.calls() if e.get("chat_id") == FORUM and e["method"] in _COUNTED]


def _moments(calls: list[dict[str, Any]]) -> list[float]:
    return [datetime.fromisoformat(entry["at"]).timestamp() for entry in calls]


_COUNTED: Final = frozenset(
    {"sendMessage", "sendDocument", "editMessageText", "pinChatMessage", "createForumTopic", "editForumTopic"}
)


async def _say_the_rest(sandbox: Sandbox, folder: Path) -> None:
    """Minute after minute for both, until nothing that shows alerts is left to say."""
    told = time.monotonic()
    for minute in range(1, _SETTLE_MINUTES):
        _jump(sandbox, folder, 61.0)
        await _until_silent(sandbox)
        left = _scalar(folder / "desk.db", f"SELECT count(*) FROM outbox WHERE {_SHOWS_ALERTS}")
        if time.monotonic() - told > _TELL_EVERY:
            _tell(f"minute {minute} of the rest: {left} messages about alerts still wait")
            told = time.monotonic()
        if not left:
            return


async def _until_silent(sandbox: Sandbox, seconds: float = 1.0) -> None:
    """Until the minute's places are used, or nothing was said for so long."""
    said, quiet_since = -1, time.monotonic()
    while time.monotonic() - quiet_since < seconds:
        await asyncio.sleep(0.1)
        if (now := len(sandbox.journal.calls()) - len(sandbox.journal.calls("getUpdates"))) != said:
            said, quiet_since = now, time.monotonic()


_SHOWS_ALERTS: Final = (
    "state IN ('waiting', 'claimed', 'uncertain') AND kind IN ('storm_summary', 'alert_card', 'inbox_digest')"
)


def _scalar(database: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        return int(connection.execute(query).fetchone()[0])


def _judge(report: Report, sandbox: Sandbox, database: Path, count: int, found: dict[str, list[float]]) -> None:
    stored = _scalar(database, "SELECT count(*) FROM delivery WHERE source = 'generic'")
    report.check(stored == count, f"{count - stored} of {count} alerts are not there")
    report.check(sandbox.violations == 0, f"Telegram's limits were exceeded {sandbox.violations} times")
    said = "\n".join(
        json.dumps(m.body, ensure_ascii=False) for c in sandbox.world.chats.values() for m in c.messages.values()
    )
    files = "\n".join(file.content.decode("utf-8", "replace") for file in sandbox.world.files.values())
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT id, title FROM alert WHERE source = 'generic'").fetchall()
    hidden = [title for row, title in rows if row not in files and title not in files and title not in said]
    report.check(not hidden, f"{len(hidden)} of {len(rows)} alerts stand in no message and no file")
    report.figures |= {
        "calls to Telegram": len(sandbox.journal.calls()) - len(sandbox.journal.calls("getUpdates")),
        "files": len(sandbox.world.files),
        "alerts that nobody can reach": len(hidden),
        "presses": len(found["pressed"]),
        "press answered, p50 ms": round(percentile(found["pressed"], 50)),
        "topics opened late, p50 ms": round(percentile(found["late"], 50)),
    }
    report.goal("G3: alerts lost", count - stored, 0)
    report.goal("G3: limits exceeded", sandbox.violations, 0)
    report.goal("G3: alerts that nobody can reach", len(hidden), 0)
    report.goal("G4: a topic after its free place, p99 ms", percentile(found["late"], 99), 250)
    report.goal("G4: in a quiet group, ms", percentile(found["quiet"], 99), 250)
    report.goal("G12: a press answered, p99 ms", percentile(found["pressed"], 99), 300)


if __name__ == "__main__":
    sys.exit(main())
