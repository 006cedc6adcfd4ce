"""Trouble on demand: what a network and a busy server do to a client."""

from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from bot.sandbox.refusals import ActRefused

KINDS = ("429", "500", "delay", "hang", "reset", "garbage", "half", "lose_reply", "down")
FOREVER = -1


class Fault(Struct):
    """One kind of trouble for the next calls.

    429, 500: the call is refused. delay: it is answered late. hang: no answer comes. reset: the connection
    breaks before the call is done. lose_reply: it breaks after the call is done. garbage: the answer is no
    JSON. half: the answer breaks off in the middle, after the call is done. down: nobody can be reached.
    """

    kind: str
    method: str | None = None
    """Only calls of this method, in any case, or of all that fit a pattern (`send*`); None: every call."""
    times: int = 1
    """How many calls it strikes; -1 until it is taken back."""
    seconds: float = 0.0
    """429: the wait that is told. delay, hang: how long."""


class WireTrouble(ConnectionError):
    """In process, what an open socket would have felt. `kind` is hang, reset, lose_reply or down.

    An adapter turns hang into its time-out and the others into its network error.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"injected: {kind}")


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, kind: str, method: str | None = None, times: int = 1, seconds: float = 0.0) -> Fault:
        """Raises ActRefused for a kind that does not exist."""
        if kind not in KINDS:
            raise ActRefused(f"no such fault: {kind}; there are {', '.join(KINDS)}")
        fault = Fault(kind, method, times, seconds)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def strike(self, method: str) -> Fault | None:
        """The fault that hits this call, if any; oldest first, each as often as was asked."""
        for fault in self.waiting:
            if fault.method is None or fnmatchcase(method.lower(), fault.method.lower()):
                if fault.times != FOREVER:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None

    def shown(self) -> list[dict[str, Any]]:
        return [{"kind": f.kind, "method": f.method, "times": f.times, "seconds": f.seconds} for f in self.waiting]
