"""Recap files are made beside the desk: what happens to the maker never happens to the desk."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.gateways.rendering import Form, Renderer
from messages.recap import document
from messages.recap.values import Recap
from tests.messages.recap import sampled


@pytest.fixture
async def renderer() -> AsyncIterator[Renderer]:
    made = Renderer(seconds=60)
    yield made
    await made.close()


def long_recap() -> Recap:
    told = sampled.full_evening()
    return replace(told, entries=tuple(replace(told.entries[-1], seq=seq) for seq in range(1, 40_000)))


def children() -> list[int]:
    """Our worker processes, by what the kernel says."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"bot.gateways.rendering" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def worker_of(task: "asyncio.Task[object]") -> int:
    """The worker, as soon as there is one."""
    while not task.done():
        if found := children():
            return found[0]
        await asyncio.sleep(0.01)
    raise AssertionError("finished before anybody could look")


async def test_every_form_is_made_and_named(renderer: Renderer) -> None:
    files = await renderer.draw(sampled.rumor(), [form.value for form in Form], sampled.reader())
    assert [file.name for file in files] == [
        "INC-2026-0009.zh.md",
        "INC-2026-0009.zh.html",
        "INC-2026-0009.zh.pdf",
        "INC-2026-0009.zh.png",
        "INC-2026-0009.zh.csv",
        "INC-2026-0009.json",
    ]
    assert not [file.trouble for file in files if file.trouble]
    assert document.read(files[-1].content) == sampled.rumor()


async def test_a_killed_maker_costs_one_file_and_a_sentence(renderer: Renderer) -> None:
    making = asyncio.create_task(renderer.draw(long_recap(), ["pdf", "json"], sampled.reader()))
    os.kill(await worker_of(making), signal.SIGKILL)
    report, values = await making
    assert "中断" in report.trouble
    assert report.name.endswith(".md")
    assert "# 复盘" in report.content.decode()
    assert not values.trouble


async def test_a_maker_that_died_while_it_waited_costs_nothing(renderer: Renderer) -> None:
    await renderer.draw(sampled.rumor(), ["json"], sampled.reader())
    os.kill(children()[0], signal.SIGKILL)
    (file,) = await renderer.draw(sampled.rumor(), ["html"], sampled.reader())
    assert not file.trouble
    assert file.media_type.startswith("text/html")


async def test_a_slow_file_gives_way_to_its_text() -> None:
    """Switch: no idle wait for a worker that was ended (without it the end takes the whole idle time)."""
    renderer = Renderer(seconds=0.01, idle_seconds=600)
    (file,) = await renderer.draw(sampled.rumor(), ["pdf"], sampled.reader())
    assert "太久" in file.trouble
    assert file.media_type.startswith("text/markdown")
    await renderer.close()
    assert children() == []


async def test_a_missing_font_is_said(renderer: Renderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manimgx_fonts_cjk").mkdir()
    (tmp_path / "manimgx_fonts_cjk" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    report, picture, page = await renderer.draw(sampled.rumor(), ["pdf", "png", "html"], sampled.reader())
    assert "字体" in report.trouble
    assert "字体" in picture.trouble
    assert not page.trouble


async def test_the_maker_is_told_no_secret(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:secret")
    await renderer.draw(sampled.rumor(), ["json"], sampled.reader())
    assert b"secret" not in Path(f"/proc/{children()[0]}/environ").read_bytes()


async def test_a_maker_without_work_leaves() -> None:
    renderer = Renderer(idle_seconds=0.05)
    await renderer.draw(sampled.rumor(), ["json"], sampled.reader())
    (worker,) = children()
    gone = os.pidfd_open(worker)
    left = asyncio.Event()
    asyncio.get_running_loop().add_reader(gone, left.set)
    async with asyncio.timeout(30):
        await left.wait()
    asyncio.get_running_loop().remove_reader(gone)
    os.close(gone)
    (file,) = await renderer.draw(sampled.rumor(), ["md"], sampled.reader())
    assert not file.trouble
    await renderer.close()


async def test_an_unknown_form_is_refused(renderer: Renderer) -> None:
    with pytest.raises(ValueError, match="docx"):
        await renderer.draw(sampled.rumor(), ["docx"], sampled.reader())
