"""`crisisdesk demo`: a crisis from the first alert to the recap, in real processes on this machine."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.clock import SystemClock
from bot.demo import stories
from bot.demo.desk import DeskProcess, NotStarted, SandboxProcess, StoryTime
from bot.demo.phones import HOST, Phones
from bot.demo.player import Figures, Player, StoryBroken
from bot.demo.sandbox import TROUBLE, Sandbox, session
from bot.demo.screen import Screen, words
from bot.demo.stories import Story, StoryUnreadable

TOLD, BROKEN, REFUSED, STOPPED = 0, 1, 2, 130
"""Exit codes: told to the end; something expected did not come; nothing was begun; stopped by Ctrl+C."""
_LOG: Final = "desk.log"
_SEEN: Final = "seen.txt"
"""What is kept of a demo that stopped, for whoever looks into it."""
_STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def demo(
    language: str = "zh", output: Path | None = None, *, open_page: bool = False, story: Path | None = None
) -> int:
    """Tell a crisis, in about a minute; returns the exit code.

    Everything in it is real: a training sandbox and a desk are started as anybody starts them, alerts come in
    over HTTP, people press buttons, the desk is killed in the middle, and the recap is written to files. What it
    starts it ends, also on Ctrl+C; its database is thrown away.

    Args:
        language: zh or en.
        output: the folder for the recap; `demo-output` if not given.
        open_page: open the sandbox's page in a browser, tell at a pace one can follow, and stay at the end
            until Ctrl+C. Without a terminal and a browser it is not done.
        story: a story file of one's own.
    """
    screen = Screen(language)
    try:
        told = stories.load(story)
    except StoryUnreadable as wrong:
        screen.trouble(words(language, "unreadable", reason=wrong))
        return REFUSED
    watched = open_page and sys.stdout.isatty() and _has_browser()
    folder = (output or Path("demo-output")).resolve()
    return asyncio.run(_until_stopped(_Performance(told, language, folder, screen, watched)))


def _free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def _has_browser() -> bool:
    """A browser with a window: one that draws into the terminal would take it away from the story."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


async def _until_stopped(performance: "_Performance") -> int:
    telling = asyncio.ensure_future(performance.run())
    loop = asyncio.get_running_loop()
    for number in _STOP_SIGNALS:
        # A second one changes nothing: the processes are being ended.
        loop.add_signal_handler(number, telling.cancel)
    try:
        return await telling
    except asyncio.CancelledError:
        performance.screen.calm()
        if performance.told:
            return TOLD
        performance.screen.say("stopped")
        return STOPPED


class _Performance:
    """One telling: a temporary folder, two processes, and what is left of them."""

    def __init__(self, story: Story, language: str, output: Path, screen: Screen, watched: bool) -> None:
        self._story = story
        self._language = language
        self._output = output
        self.screen = screen
        self._watched = watched
        self.told = False
        """It came to its end; what follows is the visitor's."""

    async def run(self) -> int:
        self.screen.say("head", title=self._story.title.of(self._language))
        with tempfile.TemporaryDirectory(prefix="crisisdesk-demo-") as folder:
            try:
                return await self._perform(Path(folder))
            except StoryBroken as broken:
                self._explain(str(broken), Path(folder), broken.seen)
            except NotStarted as trouble:
                self._explain(str(trouble), Path(folder))
            except TROUBLE as trouble:
                reason = f"{type(trouble).__name__} {trouble}".strip()
                self._explain(words(self._language, "unreachable", reason=reason), Path(folder))
            return BROKEN

    def _explain(self, text: str, folder: Path, seen: Sequence[str] = ()) -> None:
        """Say what went wrong, and keep what helps to find out why."""
        self.screen.trouble(text)
        if seen:
            self._output.mkdir(parents=True, exist_ok=True)
            (self._output / _SEEN).write_text("\n\n".join(seen) + "\n", encoding="utf-8")
            self.screen.say("seen", path=self._output / _SEEN)
        log = folder / "desk.log"
        if log.is_file():
            self._output.mkdir(parents=True, exist_ok=True)
            kept = shutil.copy(log, self._output / _LOG)
            self.screen.say("log", path=kept)

    async def _perform(self, folder: Path) -> int:
        evening = self._story.evening(SystemClock().now())
        time = StoryTime(folder / "story-clock", evening.moment(self._story.begins))
        async with session() as web, contextlib.AsyncExitStack() as started:
            training = SandboxProcess(folder)
            started.push_async_callback(training.stop)
            self.screen.begin("", words(self._language, "starting"))
            try:
                announced = await training.start()
            except NotStarted as trouble:
                raise NotStarted(words(self._language, "sandbox_not_started", reason=trouble)) from trouble
            sandbox = Sandbox(web, announced)
            phones = Phones(web, sandbox)
            started.push_async_callback(phones.stop)
            await phones.start()
            desk = DeskProcess(web, folder, self._settings(folder, sandbox, time), secrets.token_urlsafe(24))
            started.push_async_callback(desk.stop)
            await sandbox.post("time", seconds=time.ahead.total_seconds())
            try:
                await desk.start()
            except NotStarted as trouble:
                raise NotStarted(words(self._language, "not_started", reason=trouble)) from trouble
            self.screen.calm()
            self.screen.say("page", address=sandbox.base)
            if self._watched:
                webbrowser.open(sandbox.base)
            self._clear_output()
            player = Player(
                self._story, evening, self._language, sandbox, desk, time, self.screen, phones, self._output,
                folder, watched=self._watched,
            )  # fmt: skip
            self._sum_up(await player.play())
            self.told = True
            if self._watched:
                self.screen.say("stays", address=sandbox.base)
                await asyncio.Event().wait()
        return TOLD

    def _clear_output(self) -> None:
        self._output.mkdir(parents=True, exist_ok=True)
        for name in (_LOG, _SEEN):
            (self._output / name).unlink(missing_ok=True)

    def _settings(self, folder: Path, sandbox: Sandbox, time: StoryTime) -> dict[str, str]:
        """The environment of the desk: what an operator would write, and the story's clock.

        Links to the duty page outlive the kill, so the port is chosen beforehand and kept.
        """
        port = _free_port()
        return {
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "TELEGRAM_BASE_URL": sandbox.base,
            "TEAM_CHAT_ID": str(sandbox.forum),
            "OWNER_IDS": str(sandbox.person(self._story.owner)),
            "DATABASE_URL": f"sqlite:///{folder / 'desk.db'}",
            "HTTP_HOST": HOST,
            "HTTP_PORT": str(port),
            "PUBLIC_URL": f"http://{HOST}:{port}",
            "OUTGOING_PRIVATE_HOSTS": HOST,
            "LANGUAGE": self._language,
            "LOG_FORMAT": "json",
            "CRISISDESK_STORY_CLOCK": str(time.file),
        }

    def _sum_up(self, figures: Figures) -> None:
        self.screen.say("recap")
        for path in figures.files:
            self.screen.file(path)
        self.screen.figures(figures.alerts, figures.calls, figures.kills, figures.lost)
