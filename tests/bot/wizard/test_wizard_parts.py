"""The parts of the first run: its words, its `.env`, and what it does when things are not as they should be."""

import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from string import Formatter

import pytest
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.clock import SystemClock
from bot.wizard import envfile
from bot.wizard.house import Given, Met, Standing
from bot.wizard.steps import Left, Setup
from bot.wizard.terminal import InputEnded, Terminal
from bot.wizard.words import Words
from tests.kit.clock import FakeClock

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


def test_both_languages_say_the_same_things() -> None:
    zh, en = Words("zh")._sentences, Words("en")._sentences
    assert zh.keys() == en.keys()
    for key in zh:
        blanks = [{name for _, name, _, _ in Formatter().parse(words[key]) if name} for words in (zh, en)]
        assert blanks[0] == blanks[1], key


# --- .env ---


def test_what_stood_in_the_file_stays_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("# mine\nAUTO_OPEN=S2\nALERT_TOKEN=\nexport LANGUAGE=zh\nALERT_TOKEN=old\n", "utf-8")
    env.chmod(0o644)
    envfile.set_in(env, {"ALERT_TOKEN": "new", "HTTP_PORT": "8081"})
    assert env.read_text("utf-8") == "# mine\nAUTO_OPEN=S2\nALERT_TOKEN=new\nexport LANGUAGE=zh\nHTTP_PORT=8081\n"
    assert env.stat().st_mode & 0o777 == 0o600
    assert envfile.known(env) == {"AUTO_OPEN", "ALERT_TOKEN", "LANGUAGE", "HTTP_PORT"}


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_every_value_is_read_back_as_it_was_given(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    env = tmp_path_factory.mktemp("env") / ".env"
    envfile.set_in(env, {"TELEGRAM_PROXY": value})
    assert dotenv_values(env, interpolate=False)["TELEGRAM_PROXY"] == value


def test_a_secret_is_shown_by_its_end_only() -> None:
    assert envfile.masked("TELEGRAM_BOT_TOKEN", TOKEN) == "TELEGRAM_BOT_TOKEN=…wxyz"
    assert envfile.masked("HTTP_PORT", "8081") == "HTTP_PORT=8081"


# --- the steps, with answers given beforehand ---


class Typist(Terminal):
    """Answers one line after the other; then nobody sits there any more."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self.lines = list(lines)
        self.said: list[str] = []
        self.drawn: list[str] = []

    def say(self, text: str = "") -> None:
        self.said.append(text)

    def draw(self, link: str) -> None:
        self.drawn.append(link)

    async def ask(self, prompt: str) -> str:
        if not self.lines:
            raise InputEnded
        return self.lines.pop(0)

    async def ask_hidden(self, prompt: str) -> str:
        return await self.ask(prompt)

    async def until(self, look: Callable[[], Awaitable[bool]], enter: bool = False) -> bool:
        while not await look():
            if not self.lines:
                raise InputEnded
            if self.lines.pop(0) == "" and enter:
                return False
        return True


@dataclass
class AHouse:
    """A house whose Telegram and database answer as told; `.env` is read as the desk would."""

    env: Path
    meets: list[Met] = field(default_factory=lambda: [Met("our_bot")])
    stands: list[Standing] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    offered: int = 0

    def given(self) -> Given:
        values = dotenv_values(self.env) if self.env.is_file() else {}
        port = int(values.get("HTTP_PORT") or 9)
        return Given(
            token=values.get("TELEGRAM_BOT_TOKEN") or "",
            base_url="https://api.telegram.org",
            proxy=values.get("TELEGRAM_PROXY") or "",
            alert_token=values.get("ALERT_TOKEN") or "",
            address=f"http://127.0.0.1:{port}",
            reached="https://desk.example.com",
            port=port,
        )

    async def meet(self, token: str, proxy: str) -> Met:
        self.asked.append((token, proxy))
        return self.meets.pop(0) if len(self.meets) > 1 else self.meets[0]

    async def standing(self) -> Standing:
        return self.stands.pop(0) if len(self.stands) > 1 else self.stands[0]

    async def offer_claim(self) -> str:
        self.offered += 1
        return f"code{self.offered}"

    def is_running(self) -> bool | None:
        return False

    def run(self) -> list[str]:
        return ["sh", "-c", "echo the reason why; exit 2"]


def first_run(house: AHouse, *lines: str, language: str = "en") -> tuple[Setup, Typist]:
    typist = Typist(*lines)
    return Setup(house, typist, SystemClock(), house.env, language), typist


@pytest.fixture(autouse=True)
def mask() -> Iterator[None]:
    """The process's own mask, whatever a test does."""
    before = os.umask(0o022)
    yield
    os.umask(before)


async def test_a_token_is_asked_for_until_it_is_one_telegram_knows(tmp_path: Path) -> None:
    house = AHouse(tmp_path / ".env", [Met(refused=True), Met("our_bot")])
    setup, typist = first_run(house, "no token", TOKEN, f"{TOKEN}2")
    with pytest.raises(Left):
        await setup.play()
    assert [token for token, _ in house.asked] == [TOKEN, f"{TOKEN}2"]
    assert "✓ Connected: @our_bot" in typist.said
    values = dotenv_values(house.env)
    assert values["TELEGRAM_BOT_TOKEN"] == f"{TOKEN}2"
    assert len(values["ALERT_TOKEN"] or "") >= 32
    assert values["LANGUAGE"] == "en"
    assert house.env.stat().st_mode & 0o777 == 0o600
    assert TOKEN not in "".join(typist.said), "it is shown by its end only"


async def test_without_a_way_to_telegram_a_proxy_helps(tmp_path: Path) -> None:
    house = AHouse(tmp_path / ".env", [Met(reason="Timed out"), Met("our_bot")])
    setup, typist = first_run(house, TOKEN, "not a proxy", "socks5://me:p#ss@127.0.0.1:1080")
    with pytest.raises(Left):
        await setup.play()
    assert any("Cannot reach Telegram (Timed out)" in line for line in typist.said)
    assert house.asked[-1] == (TOKEN, "socks5://me:p#ss@127.0.0.1:1080")
    assert dotenv_values(house.env)["TELEGRAM_PROXY"] == "socks5://me:p#ss@127.0.0.1:1080"


async def test_enter_keeps_the_token_for_later_and_it_is_not_asked_again(tmp_path: Path) -> None:
    house = AHouse(tmp_path / ".env", [Met(reason="Timed out")])
    setup, typist = first_run(house, TOKEN, "")
    with pytest.raises(Left):
        await setup.play()
    assert typist.said[-1] == Words("en")("saved_for_later")
    house.meets = [Met("our_bot")]
    setup, typist = first_run(house)
    with pytest.raises(Left):
        await setup.play()
    assert "✓ Connected: @our_bot" in typist.said


async def test_a_desk_that_does_not_start_says_why(tmp_path: Path) -> None:
    house = AHouse(tmp_path / ".env")
    setup, typist = first_run(house, TOKEN)
    with pytest.raises(Left):
        await setup.play()
    assert typist.said[-1] == "The desk did not start: the reason why"
    assert setup.step == 2


async def test_a_folder_nobody_may_write_to_is_told(tmp_path: Path) -> None:
    house = AHouse(tmp_path / "missing" / ".env")
    setup, typist = first_run(house, TOKEN)
    with pytest.raises(Left):
        await setup.play()
    assert typist.said[-1].startswith("Cannot write")


class BesideARunningDesk(Setup):
    """The steps after the desk was found running."""

    async def after_the_start(self) -> None:
        self._username = "our_bot"
        for step in (self._claimed_by_code, self._group, self._reach):
            await step()

    async def _claimed_by_code(self) -> None:
        from bot.wizard.desk import RunningDesk

        given = self._house.given()
        desk = RunningDesk(self._house.run(), given.address, self._env, self._clock)
        self._say("owner_done", name=await self._claimed(desk))


async def test_what_lacks_in_the_group_is_named_and_seen_when_it_is_mended(tmp_path: Path) -> None:
    owned = Standing(owner="Lin Lan")
    lacks = replace(owned, group="Crisis", lacking=("Topics is off",))
    ready = replace(owned, group="Crisis", reachable=4, missing=("legal",))
    full = replace(ready, reachable=6, missing=())
    house = AHouse(tmp_path / ".env", stands=[Standing(), owned, owned, lacks, lacks, ready, ready, full])
    typist = Typist("", "x", "x", "x", "x", "x", "x")
    await BesideARunningDesk(house, typist, FakeClock(), house.env, "en").after_the_start()
    assert typist.drawn == [
        "https://t.me/our_bot?start=own-code1",
        "https://t.me/our_bot?startgroup=setup&admin=manage_topics+pin_messages+delete_messages",
    ]
    said = "\n".join(typist.said)
    assert "✓ Owner: Lin Lan" in said
    assert said.count("✗ Topics is off") == 1
    assert "✓ “Crisis”: Admin ✓ Topics ✓ Pin ✓ Delete ✓" in said
    assert "4 reachable. Missing: legal." in said
    assert "6 reachable." in said


async def test_enter_goes_on_without_what_lacks_but_not_without_a_group(tmp_path: Path) -> None:
    owned = Standing(owner="Lin Lan")
    lacks = replace(owned, group="Crisis", lacking=("Topics is off",), single="legal")
    house = AHouse(tmp_path / ".env", stands=[owned, owned, owned, lacks, lacks])
    typist = Typist("", "", "", "")
    await BesideARunningDesk(house, typist, FakeClock(), house.env, "en").after_the_start()
    said = "\n".join(typist.said)
    assert "“Crisis” still lacks 1 things" in said
    assert "only one can approve" in said


async def test_a_code_that_ran_out_is_shown_anew(tmp_path: Path) -> None:
    house = AHouse(tmp_path / ".env", stands=[Standing()])
    clock = FakeClock()

    class Waiting(Typist):
        async def until(self, look: Callable[[], Awaitable[bool]], enter: bool = False) -> bool:
            clock.move(timedelta(seconds=700))
            if len(self.drawn) == 2:
                house.stands = [Standing(owner="Lin Lan", group="Crisis")]
            return await look()

    typist = Waiting()
    await BesideARunningDesk(house, typist, clock, house.env, "en").after_the_start()
    assert [link.rpartition("-")[2] for link in typist.drawn] == ["code1", "code2"]
