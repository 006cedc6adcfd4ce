"""The five steps. What `.env` and the database hold already is said in a line and not asked again."""

import json
import re
import secrets
import shlex
import socket
from datetime import timedelta
from pathlib import Path
from typing import Final

import aiohttp

from bot.clock import Clock
from bot.wizard import envfile
from bot.wizard.desk import NotRunning, RunningDesk
from bot.wizard.house import Given, House, Standing
from bot.wizard.terminal import Terminal
from bot.wizard.words import Words

_TOKEN: Final = re.compile(r"[0-9]{1,18}:[A-Za-z0-9_-]{3,100}")
_PROXY: Final = re.compile(r"(https?|socks4|socks5h?)://[^\s/]+(:[0-9]+)?/?")
_TELEGRAM: Final = "https://api.telegram.org"
_RIGHTS: Final = "manage_topics+pin_messages+delete_messages"
_CLAIM_LASTS: Final = timedelta(minutes=10).total_seconds() - 15
"""A code is shown anew a little before it runs out: somebody may be scanning it."""
_SHOWN_SECONDS: Final = 30.0
LOG: Final = "crisisdesk-setup.log"


class Left(Exception):
    """This cannot go on now; what was said says why."""


class Setup:
    """One run of the first run.

    Args:
        env: the `.env` that is written.
        language: `zh` or `en`, the reader's.
    """

    def __init__(self, house: House, terminal: Terminal, clock: Clock, env: Path, language: str) -> None:
        self.step = 1
        self.desk: RunningDesk | None = None
        self._house = house
        self._terminal = terminal
        self._clock = clock
        self._env = env
        self._language = language
        self._words = Words(language)
        self._username = ""

    async def play(self) -> None:
        """All steps, one after the other.

        Raises:
            Left: one cannot be done now.
            InputEnded: nobody answers any more.
        """
        self._say("welcome")
        steps = (self._bot, self._owner, self._group, self._reach, self._source)
        for number, step in enumerate(steps, start=1):
            self.step = number
            self._terminal.say()
            await step()
        self._terminal.say()
        if self.desk is not None and self.desk.ours:
            await self.desk.stop()
            self._say("stopped")
        self._say("done")

    def _say(self, key: str, /, **blanks: object) -> None:
        self._terminal.say(self._words(key, **blanks))

    # --- 1/5 the bot ---

    async def _bot(self) -> None:
        self._say("token_step")
        given = self._house.given()
        token, proxy = given.token, given.proxy
        if not token:
            self._say("token_ask")
            token = await self._token()
        met = await self._house.meet(token, proxy)
        while not met.username:
            if met.refused:
                self._say("token_refused")
                token = await self._token()
            else:
                self._say("unreachable", reason=met.reason)
                proxy = await self._proxy()
                if not proxy:
                    self._write(given, token, given.proxy)
                    self._say("saved_for_later")
                    raise Left
            met = await self._house.meet(token, proxy)
        self._username = met.username
        self._say("connected", username=met.username)
        self._write(given, token, proxy)

    async def _token(self) -> str:
        while not _TOKEN.fullmatch(token := await self._terminal.ask_hidden(self._words("token_prompt"))):
            self._say("token_shape")
        return token

    async def _proxy(self) -> str:
        while (proxy := await self._terminal.ask(self._words("proxy_prompt"))) and not _PROXY.fullmatch(proxy):
            self._say("proxy_shape")
        return proxy

    def _write(self, given: Given, token: str, proxy: str) -> None:
        """What is new goes into `.env`; what the environment says stays there."""
        there = envfile.known(self._env)
        values = {}
        if token != given.token:
            values["TELEGRAM_BOT_TOKEN"] = token
        if proxy != given.proxy:
            values["TELEGRAM_PROXY"] = proxy
        if given.base_url != _TELEGRAM and "TELEGRAM_BASE_URL" not in there:
            values["TELEGRAM_BASE_URL"] = given.base_url
        if not given.alert_token:
            values["ALERT_TOKEN"] = secrets.token_urlsafe(24)
        if "LANGUAGE" not in there and self._language != "zh":
            values["LANGUAGE"] = self._language
        if not values:
            return
        try:
            envfile.set_in(self._env, values)
        except OSError as trouble:
            self._say("not_written", path=self._env, reason=trouble.strerror)
            raise Left from None
        lines = "  ".join(envfile.masked(name, value) for name, value in values.items())
        self._say("wrote", path=self._env, lines=lines)

    # --- 2/5 the owner ---

    async def _owner(self) -> None:
        self._say("owner_step")
        desk = await self._running()
        if not (owner := (await self._house.standing()).owner):
            owner = await self._claimed(desk)
        self._say("owner_done", name=owner)

    async def _running(self) -> RunningDesk:
        given = self._house.given()
        log = self._env.with_name(LOG)
        desk = RunningDesk(self._house.run(), given.address, log, self._clock)
        self.desk = desk
        running = self._house.is_running()
        if running or (running is None and await desk.answers()):
            self._say("already_running", address=given.address)
            return desk
        if _taken(given.port):
            self._write_port()
            given = self._house.given()
            self.desk = desk = RunningDesk(self._house.run(), given.address, log, self._clock)
        self._say("starting")
        try:
            await desk.start()
        except NotRunning as gone:
            self._say("not_started", reason=gone)
            raise Left from None
        self._say("started", address=given.address)
        return desk

    def _write_port(self) -> None:
        """Another program has the port: take a free one, and keep it."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        envfile.set_in(self._env, {"HTTP_PORT": port})
        self._say("wrote", path=self._env, lines=f"HTTP_PORT={port}")

    async def _claimed(self, desk: RunningDesk) -> str:
        """Show a code until somebody has used it; returns who owns the desk now."""
        self._say("owner_scan")
        code = await self._first_code(desk)
        found = Standing()
        while True:
            self._terminal.draw(f"https://t.me/{self._username}?start={code}")
            until = self._clock.monotonic() + _CLAIM_LASTS

            async def owned(until: float = until) -> bool:
                nonlocal found
                self._must_live(desk)
                found = await self._house.standing()
                return bool(found.owner) or self._clock.monotonic() > until

            await self._terminal.until(owned)
            if found.owner:
                return found.owner
            self._say("owner_renewed")
            code = f"own-{await self._house.offer_claim()}"

    async def _first_code(self, desk: RunningDesk) -> str:
        """The one our desk offers when it has met Telegram: one made before would be replaced by it."""
        if not desk.ours:
            return f"own-{await self._house.offer_claim()}"
        try:
            return await desk.first_claim()
        except NotRunning as gone:
            self._say("ended", reason=gone, log=LOG)
            raise Left from None

    # --- 3/5 the group ---

    async def _group(self) -> None:
        self._say("group_step")
        found = await self._house.standing()
        if not found.group:
            self._say("group_scan")
            self._terminal.draw(f"https://t.me/{self._username}?startgroup=setup&admin={_RIGHTS}")
        told: tuple[str, ...] | None = None

        async def ready() -> bool:
            nonlocal found, told
            self._must_live(self.desk)
            found = await self._house.standing()
            if found.group and found.lacking != told:
                told = found.lacking
                self._tell_lacking(found)
            return bool(found.group) and not found.lacking

        while not await self._terminal.until(ready, enter=True) and not found.group:
            pass  # Enter goes on only where there is a group to go on with
        if found.lacking:
            self._say("group_later", title=found.group, count=len(found.lacking))
        else:
            self._say("group_ready", title=found.group)

    def _tell_lacking(self, found: Standing) -> None:
        if found.lacking:
            self._say("group_found", title=found.group)
            self._say("group_lacks", count=len(found.lacking))
            for sentence in found.lacking:
                self._terminal.say(f"  ✗ {sentence}")

    # --- 4/5 who can be reached ---

    async def _reach(self) -> None:
        self._say("reach_step")
        self._say("reach_ask")
        told = ""

        async def everybody() -> bool:
            nonlocal told
            self._must_live(self.desk)
            found = await self._house.standing()
            if (now := self._reached(found)) != told:
                told = now
                self._terminal.say(now)
            return not found.missing and not found.single

        await self._terminal.until(everybody, enter=True)

    def _reached(self, found: Standing) -> str:
        said = [self._words("reach_count", count=found.reachable)]
        if found.missing:
            said.append(self._words("reach_missing", roles=self._words("list_comma").join(found.missing)))
        if found.single:
            said.append(self._words("reach_single", role=found.single))
        return self._words("sentence_gap").join(said)

    # --- 5/5 the first alert ---

    async def _source(self) -> None:
        self._say("source_step")
        given = self._house.given()
        example = {"title": self._words("source_example"), "severity": "S3"}
        self._say("source_curl")
        self._terminal.say(f"\n{_curl(given, example)}\n")
        before = (await self._house.standing()).alerts
        if before:
            self._say("source_done", count=before)
            return
        if (await self._terminal.ask(self._words("source_ask"))).lower().startswith("n"):
            return
        key = f"setup-{secrets.token_hex(4)}"
        await self._send(given, {"title": self._words("source_title"), "severity": "S2", "dedup_key": key})
        patience = self._clock.monotonic() + _SHOWN_SECONDS
        found = Standing()

        async def seen() -> bool:
            nonlocal found
            self._must_live(self.desk)
            found = await self._house.standing()
            return found.shown or self._clock.monotonic() > patience

        await self._terminal.until(seen, enter=True)
        self._say("source_shown" if found.shown else "source_waits", log=LOG)

    async def _send(self, given: Given, alert: dict[str, str]) -> None:
        headers = {"Authorization": f"Bearer {given.alert_token}"}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as web,
                web.post(f"{given.address}/hooks/generic", json=alert, headers=headers) as answer,
            ):
                if answer.status // 100 == 2:
                    return
                reason = str(answer.status)
        except (aiohttp.ClientError, TimeoutError) as trouble:
            reason = type(trouble).__name__
        self._say("source_refused", reason=reason, log=LOG)
        raise Left

    # --- the desk meanwhile ---

    def _must_live(self, desk: RunningDesk | None) -> None:
        try:
            if desk is not None:
                desk.must_live()
        except NotRunning as gone:
            self._say("ended", reason=gone, log=LOG)
            raise Left from None


def _taken(port: int) -> bool:
    """Does some program listen there? Port 0 is no place to be found at either."""
    with socket.socket() as probe:
        return port == 0 or probe.connect_ex(("127.0.0.1", port)) == 0


def _curl(given: Given, alert: dict[str, str]) -> str:
    body = json.dumps(alert, ensure_ascii=False)
    return " \\\n     ".join(
        (
            f"curl -X POST {shlex.quote(f'{given.reached}/hooks/generic')}",
            f"-H {shlex.quote(f'Authorization: Bearer {given.alert_token}')}",
            "-H 'Content-Type: application/json'",
            f"-d {shlex.quote(body)}",
        )
    )
