"""The whole demo as a visitor starts it: real processes, a real kill, and nothing left behind."""

import asyncio
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.kit.processes import environment

pytestmark = pytest.mark.survival
HOUSE = Path(__file__).parents[3]
LONGEST = 300.0


async def demo(folder: Path, *arguments: str, stop_at: str = "") -> tuple[int, str]:
    """`crisisdesk demo` without a terminal; returns exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--output", str(folder / "out"), *arguments,
        cwd=folder,
        env=environment(PYTHONPATH=str(HOUSE), LANGUAGE="zh", TMPDIR=str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = b""
    try:
        async with asyncio.timeout(LONGEST):
            while line := await process.stdout.readline():
                said += line
                if stop_at and stop_at in line.decode():
                    process.send_signal(signal.SIGINT)
            await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    return process.returncode or 0, said.decode()


def left_behind(folder: Path) -> list[str]:
    """Temporary folders, and processes that still work in one of them."""
    found = [str(path) for path in folder.glob("crisisdesk-demo-*")]
    for process in Path("/proc").glob("[0-9]*") if sys.platform == "linux" else ():
        try:
            if str(folder / "crisisdesk-demo-") in str((process / "cwd").readlink()):
                found.append(process.name)
        except OSError:
            continue  # ended meanwhile, or somebody else's
    return found


async def test_the_demo_tells_a_crisis_to_the_end(tmp_path: Path) -> None:
    code, said = await demo(tmp_path)
    assert code == 0, said
    assert "\x1b" not in said
    figures = re.search(r"这次全是真的:(\d+) 条预警、(\d+) 次 Telegram 调用、1 次强制断电、0 条丢失。", said)
    assert figures, said
    assert int(figures[1]) == 6
    assert int(figures[2]) > 40
    assert "陈默的手机响 → 王砚的手机响 → 王砚在值班页点「接下」" in said
    (recap,) = (tmp_path / "out").glob("*.md")
    assert str(recap) in said
    assert "儿童润肤霜疑致起疹" in recap.read_text(encoding="utf-8")
    assert not left_behind(tmp_path)


async def test_what_does_not_come_ends_it_with_one_and_a_sentence(tmp_path: Path) -> None:
    story = tmp_path / "story.toml"
    story.write_text(
        """
name = "broken"
title = { zh = "等不到", en = "In vain" }
begins = "20:25"
zone = "Asia/Shanghai"
owner = "duty_manager"
bar = { label = { zh = "首次回应", en = "First response" }, first = "20:31", due = "21:31" }
[[step]]
at = "20:31"
caption = { zh = "等一个不会来的人", en = "Waiting for nobody" }
act = [{ do = "see", where = "general", text = ["戈多"], within = 0.5 }]
""",
        encoding="utf-8",
    )
    code, said = await demo(tmp_path, "--story", str(story))
    assert code == 1
    assert "演示停在「等一个不会来的人」:等了 0 秒,大厅里没有出现「戈多」。" in said
    assert (tmp_path / "out" / "desk.log").is_file()
    assert not left_behind(tmp_path)


async def test_ctrl_c_ends_everything_it_started(tmp_path: Path) -> None:
    code, said = await demo(tmp_path, stop_at="http://127.0.0.1:")
    assert code == 130, said
    assert said.rstrip().endswith("演示停了。")
    assert not left_behind(tmp_path)
