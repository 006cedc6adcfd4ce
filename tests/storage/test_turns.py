"""Whose turn it is to write: people first, everybody at last, nobody's turn lost."""

import asyncio

from storage.turns import Turns


class Queue:
    """Who had a turn, in order."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.had: list[str] = []
        self.open = asyncio.Event()

    def come(self, name: str, *, patient: bool = False) -> asyncio.Task[None]:
        return asyncio.create_task(self._take(name, patient))

    async def _take(self, name: str, patient: bool) -> None:
        async with self.turns.taken(patient=patient):
            self.had.append(name)
            await self.open.wait()


async def lined_up(queue: Queue, *names: str) -> list[asyncio.Task[None]]:
    """All come while somebody writes; those whose name begins with `flush` are patient."""
    tasks = [queue.come("writing")]
    await asyncio.sleep(0)
    tasks += [queue.come(name, patient=name.startswith("flush")) for name in names]
    await asyncio.sleep(0)
    return tasks


async def test_a_press_goes_before_the_flushes_that_wait() -> None:
    queue = Queue()
    tasks = await lined_up(queue, "flush 1", "flush 2", "press")
    queue.open.set()
    await asyncio.gather(*tasks)
    assert queue.had == ["writing", "press", "flush 1", "flush 2"]


async def test_a_crowd_of_people_does_not_starve_the_alerts() -> None:
    queue = Queue()
    tasks = await lined_up(queue, "flush", *(f"press {n}" for n in range(9)))
    queue.open.set()
    await asyncio.gather(*tasks)
    assert queue.had.index("flush") <= 5
    assert len(queue.had) == 11


async def test_the_turn_of_who_gave_up_goes_on() -> None:
    """Cancelled while it waits, and cancelled when its turn has come and it does not know it yet."""
    queue = Queue()
    queue.open.set()
    async with queue.turns.taken():
        gone, late, last = (queue.come(name) for name in ("gone", "late", "last"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.wait([gone])
    late.cancel()
    await asyncio.wait([late])
    await asyncio.wait_for(last, 1)
    assert queue.had == ["last"]


async def test_an_act_on_its_way_goes_before_the_next_flush() -> None:
    """Its update was stored in this very turn; without `expect` the flush begins before the act has come."""
    queue = Queue()
    queue.open.set()
    async with queue.turns.taken():
        flush = queue.come("flush", patient=True)
        await asyncio.sleep(0)
        queue.turns.expect()
    with queue.turns.expected():
        for _ in range(3):  # the handler looks things up
            await asyncio.sleep(0)
        late = queue.come("flush that comes meanwhile", patient=True)
        await queue.come("act")
    await asyncio.gather(flush, late)
    assert queue.had == ["act", "flush", "flush that comes meanwhile"]


async def test_nobody_waits_for_an_act_that_does_not_come() -> None:
    """Once for each turn of theirs, and not for long, however many are announced."""
    queue = Queue()
    queue.open.set()
    queue.turns.expect()
    await asyncio.wait_for(queue.come("flush", patient=True), 1)
    queue.turns.expect()
    flush = queue.come("flush again", patient=True)
    announcing = asyncio.get_running_loop().create_task(_announce(queue.turns))
    try:
        await asyncio.wait_for(flush, 1)
    finally:
        announcing.cancel()
    assert queue.had == ["flush", "flush again"]


async def _announce(turns: Turns) -> None:
    while True:
        turns.expect()
        await asyncio.sleep(0)
