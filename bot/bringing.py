"""What comes after the start, beside the loop: imported in a thread that nobody waits for at the end."""

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Final

#: Brings it, and leaves off when it is asked whether that is over and the answer is yes.
Bring = Callable[[Callable[[], bool]], None]
_NAME: Final = "bring"


async def brought(bring: Bring, stopping: asyncio.Event) -> bool:
    """Bring it beside the loop. False: a signal came first.

    In a thread that nobody waits for at the end: to import one of them takes seconds where a machine is busy, and
    the process would be killed after `STOP_SECONDS`, although all it was given is kept.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def end(failure: BaseException | None) -> None:
        if not done.done():
            done.set_exception(failure) if failure else done.set_result(None)

    def work() -> None:
        failure = None
        try:
            bring(stopping.is_set)
        except BaseException as trouble:  # noqa: BLE001  (whoever waits for it hears of it)
            failure = trouble
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(end, failure)

    threading.Thread(target=work, name=_NAME, daemon=True).start()
    signalled = asyncio.create_task(stopping.wait())
    either: tuple[asyncio.Future[Any], ...] = (done, signalled)
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()
    if stopping.is_set():
        done.cancel()
        return False
    done.result()
    return True


def leave() -> None:
    """The desk has ended well: end the process without a word if something is still being imported.

    The interpreter's own end would cut that thread off in the middle, and compiled code cut off so takes the whole
    process with it (SIGABRT). Nothing is lost: all is stored, closed and said.
    """
    if any(thread.name == _NAME for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
