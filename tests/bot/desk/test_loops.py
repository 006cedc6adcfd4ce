"""What keeps the desk's loops going."""

import asyncio
from datetime import timedelta

import pytest

from bot.desk.loops import FALLS_UNTIL_DEAD, FIRST_PAUSE, LONGEST_PAUSE, Loops, Office
from tests.kit.clock import FakeClock


class Faller:
    """A loop that falls as often as it is told, and then stays."""

    def __init__(self, falls: int) -> None:
        self.left = falls
        self.runs = 0

    async def __call__(self) -> None:
        self.runs += 1
        if self.left:
            self.left -= 1
            raise ZeroDivisionError("a bug")
        await asyncio.Event().wait()


async def settle() -> None:
    """Let everything that can happen now happen."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_loop_that_falls_starts_again_after_a_growing_pause() -> None:
    clock, faller = FakeClock(), Faller(falls=3)
    loops = Loops(clock)
    loops.start("x", faller)
    await settle()
    for runs, pause in enumerate((FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE), start=1):
        assert faller.runs == runs
        clock.move(timedelta(seconds=pause * 0.9))
        await settle()
        assert faller.runs == runs
        clock.move(timedelta(seconds=pause * 0.2))
        await settle()
    assert faller.runs == 4
    await loops.stop("x")


async def test_it_is_dead_when_it_keeps_falling_and_alive_after_a_turn() -> None:
    clock, faller = FakeClock(), Faller(falls=FALLS_UNTIL_DEAD)
    loops = Loops(clock)
    loops.start("x", faller)
    for fall in range(FALLS_UNTIL_DEAD):
        await settle()
        assert loops.is_dead("x") is (fall + 1 >= FALLS_UNTIL_DEAD)
        clock.move(timedelta(seconds=LONGEST_PAUSE))
    await settle()
    loops.sign("x")
    assert not loops.is_dead("x")
    assert loops.all["x"].falls == FALLS_UNTIL_DEAD
    await loops.stop("x")


async def test_a_bug_is_logged_with_a_reference_and_trouble_outside_is_not_called_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def away() -> None:
        raise ConnectionRefusedError

    loops = Loops(FakeClock(), lambda trouble: isinstance(trouble, OSError))
    loops.start("bug", Faller(falls=1))
    loops.start("away", away)
    await settle()
    await loops.stop("bug", "away")
    lines = capsys.readouterr().out.splitlines()
    assert any("a loop fell" in line and "reference=" in line for line in lines)
    assert any("a loop waits" in line and "ConnectionRefusedError" in line for line in lines)


async def test_one_that_returns_is_finished_and_not_dead() -> None:
    async def once() -> None:
        return

    loops = Loops(FakeClock())
    loops.start("x", once)
    assert await loops.ended("x", seconds=1)
    assert "x" not in loops.all


async def test_the_same_loop_does_not_run_twice() -> None:
    loops = Loops(FakeClock())
    loops.start("x", Faller(falls=0))
    with pytest.raises(RuntimeError):
        loops.start("x", Faller(falls=0))
    await loops.stop("x")


async def test_duties_run_while_the_office_is_held_and_have_ended_after_it() -> None:
    loops = Loops(FakeClock())
    office = Office(loops)
    running: set[str] = set()

    def duty(name: str) -> None:
        async def run() -> None:
            running.add(name)
            try:
                await asyncio.Event().wait()
            finally:
                running.discard(name)

        office.add(name, run)

    duty("poll")
    await settle()
    assert running == set()
    async with office.held():
        duty("calendar")
        await settle()
        assert running == {"poll", "calendar"}
    assert running == set()
    async with office.held():
        await settle()
        assert running == {"poll", "calendar"}
