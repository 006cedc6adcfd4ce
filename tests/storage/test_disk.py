"""Where commits are made: on the loop only while the disk is quick, and never the long ones."""

from pathlib import Path

from sqlalchemy.util import greenlet_spawn

from storage.disk import ASIDE_EVERY, MOST_CHANGES, QUICK_SECONDS, STALL_SECONDS, Disk
from storage.sqlite import CHECKPOINT_PAGES, WriterConnection


def quick() -> Disk:
    disk = Disk()
    for _ in range(40):
        disk.took(QUICK_SECONDS / 10)
    return disk


def test_a_disk_nobody_knows_is_waited_for_in_the_thread() -> None:
    disk = Disk()
    assert not disk.is_quick(1)
    disk.took(QUICK_SECONDS / 10)
    assert not disk.is_quick(1), "one quick commit is no habit"


def test_a_disk_that_stalls_holds_the_loop_once() -> None:
    disk = quick()
    assert disk.is_quick(1)
    disk.took(0.1)
    for _ in range(20):
        assert not disk.is_quick(1)
        disk.took(QUICK_SECONDS / 10)
    for _ in range(100):
        disk.took(QUICK_SECONDS / 10)
    assert disk.is_quick(1)


def test_a_busy_machine_is_no_slow_disk() -> None:
    disk = quick()
    for _ in range(10):
        disk.took(STALL_SECONDS / 2)
        for _ in range(4):
            disk.took(QUICK_SECONDS / 5)
        assert disk.usually_quick
    for _ in range(40):
        disk.took(QUICK_SECONDS * 1.5)
    assert not disk.usually_quick


def test_large_commits_and_now_and_then_one_go_to_the_thread() -> None:
    disk = quick()
    assert not disk.is_quick(MOST_CHANGES + 1)
    where = [disk.is_quick(1) for _ in range(3 * ASIDE_EVERY)]
    assert where.count(False) == 3


def test_without_a_log_every_commit_goes_to_the_thread() -> None:
    disk = Disk(logs=False)
    for _ in range(40):
        disk.took(0.0)
    assert not disk.is_quick(1)


class NeverStalls(Disk):
    """Quick, however busy the machine is that runs this test."""

    usually_quick = True

    def took(self, seconds: float) -> None:
        """As ever."""


async def test_the_log_is_carried_over_although_commits_stay_on_the_loop(tmp_path: Path) -> None:
    """Without `_carry_over(True)` in `WriterConnection.keep` the log grows for ever."""
    connection = WriterConnection(str(tmp_path / "desk.db"), timeout=1)
    for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", "CREATE TABLE kept (word TEXT)"):
        connection.execute(line)
    connection.disk = NeverStalls()
    pages = 0
    while pages < 4 * CHECKPOINT_PAGES:
        await greenlet_spawn(connection.begin)
        connection.execute("INSERT INTO kept VALUES (?)", ("x" * 50 * 4_096,))
        await connection.keep()
        pages += 50
    assert (tmp_path / "desk.db-wal").stat().st_size < 3 * CHECKPOINT_PAGES * 4_096
    connection.close()
