"""How long a COMMIT takes on this disk, and so where it is made: on the loop or in a thread beside it."""

from typing import Final

QUICK_SECONDS: Final = 0.0005
"""A change of threads and back costs a lone alert as much, and twice the processor."""
ASIDE_EVERY: Final = 64
"""So many commits on the loop, then one in the thread, which may carry the log over into the database."""
MOST_CHANGES: Final = 100
"""Rows changed by a commit that may be made on the loop; each is some kilobytes of log."""
STALL_SECONDS: Final = 0.02
"""Nothing may hold the loop for longer. What took less counts as a millisecond at most: on a machine that is busy
with other work any commit may have waited for the processor."""
_WEIGHT: Final = 1 / 16
_AT_FIRST: Final = 0.002


class Disk:
    """Where commits are made. A disk is waited for in a thread until a dozen commits in a row were quick, as on a
    memory file system or on one that keeps its cache when the power fails. One that stalls then holds the loop
    once, and is waited for beside it for the next dozens: the weight of the last sixteen decides."""

    def __init__(self, logs: bool = True) -> None:
        """`logs`: commits are appended to a log, and wait for nobody who reads."""
        self.logs = logs
        self._usual = _AT_FIRST
        self._here = 0

    def is_quick(self, changes: int) -> bool:
        """May this commit, of so many changed rows, be made on the loop?"""
        if not self.logs or not self.usually_quick or changes > MOST_CHANGES:
            return False
        self._here = (self._here + 1) % ASIDE_EVERY
        return self._here != 0

    def took(self, seconds: float) -> None:
        """A commit took so long; those that carry the log over are not counted while the others are quick."""
        counts = seconds if seconds > STALL_SECONDS else min(seconds, 2 * QUICK_SECONDS)
        self._usual += (counts - self._usual) * _WEIGHT

    @property
    def usually_quick(self) -> bool:
        return self._usual <= QUICK_SECONDS
