"""Where a database lies while it is measured: in memory (no disk to wait for) and on a disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")


def places(*, tiny: bool) -> tuple[str, ...]:
    """`memory` and `disk`, as far as this machine has them; only the first for a tiny run."""
    found = ("memory", "disk") if _MEMORY.is_dir() else ("disk",)
    return found[:1] if tiny else found


@contextmanager
def folder_in(place: str) -> Iterator[Path]:
    """A folder there, gone at the end of the block."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if place == "memory" else None) as folder:
        yield Path(folder)
