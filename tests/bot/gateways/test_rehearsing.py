"""A process rehearses the opening of an incident: its first one does nothing for the first time."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.desk.channels import TelegramOutcomes
from bot.desk.drawing import Drawing
from bot.desk.errands import Errand
from bot.gateways.pump.rehearsing import prepare, rehearse
from storage.tables.speaking import Parcel
from storage.tables.whole import metadata
from storage.unit_of_work import Reader
from tests.kit.desk import Scene
from tests.kit.processes import environment

HOUSE = Path(__file__).parents[3]


def first_opening(url: str, *how: str) -> dict[str, Any]:
    """What the first opening of a fresh process did that no other will."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kit.first_opening", url, *how],
        cwd=HOUSE,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


async def test_the_first_opening_does_nothing_for_the_first_time(database_url: str) -> None:
    """Switch: the rehearsal itself; without it some fifty statements are compiled first."""
    told = first_opening(database_url, "rehearsed")
    assert told["number"].endswith("-0001"), "the rehearsal used a number of the team's"
    assert told["claims"] >= 1
    assert (told["statements"], told["sentences"], told["modules"]) == ([], 0, [])


async def rows_of(scene: Scene) -> Counter[str]:
    async with scene.desk.reading() as look:
        connection = await look.session.connection()
        return Counter(
            {
                table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
                for table in metadata.sorted_tables
            }
        )


async def test_a_rehearsal_leaves_nothing_and_wakes_nobody(desk_scene: Scene) -> None:
    desk = desk_scene.desk
    before, woken = await rows_of(desk_scene), desk.signals.outbox.times
    await rehearse(desk, Drawing(desk), TelegramOutcomes())
    assert await rows_of(desk_scene) == before
    assert desk.signals.outbox.times == woken
    await desk_scene.alert()
    assert len(desk_scene.topics) == 1


async def test_a_rehearsal_that_fails_is_logged_and_harms_nothing(sqlite_url: str) -> None:
    """Switch: the boundary in `prepare`; a loop that keeps falling would turn `/readyz` red for good."""

    async def broken(look: Reader, parcel: Parcel) -> Errand | None:
        raise LookupError(parcel.kind)

    async with Scene.built(sqlite_url) as scene:
        before = await rows_of(scene)
        with capture_logs() as lines:
            await prepare(scene.desk, broken, TelegramOutcomes())
        assert [line["event"] for line in lines] == ["an opening could not be rehearsed"]
        assert await rows_of(scene) == before
        await scene.alert()
        assert len(scene.topics) == 1
