"""What machines ask the desk about itself."""

import asyncio
from datetime import timedelta

from bot.desk.loops import FALLS_UNTIL_DEAD
from tests.handlers.web.conftest import Door

MINUTE = timedelta(minutes=1)


async def test_a_desk_that_stores_alerts_is_ready(door: Door) -> None:
    answer = await door.client.get("/readyz")
    told = await answer.json()
    assert answer.status == 200, told
    assert told["ready"] is True
    assert told["database"]["ok"] is True
    assert told["alerts"]["ok"] is True


async def test_alerts_are_taken_before_pages_can_be_drawn(door: Door) -> None:
    """After a start the desk imports what it draws with while alerts already come."""
    door.app.complete.clear()
    page = asyncio.create_task(door.client.get(f"/read/{'0' * 24}"))
    assert (await door.post({"title": "comments about burns", "severity": "S1"})).status == 200
    assert (await door.client.get("/readyz")).status == 200
    assert not page.done()
    door.app.complete.set()
    assert (await page).status == 404


async def test_without_telegram_it_is_ready_all_the_same_and_says_so(door: Door) -> None:
    door.app.vitals.hear_telegram("unreachable (TimedOut)")
    answer = await door.client.get("/readyz")
    assert answer.status == 200
    assert (await answer.json())["telegram"] == {"ok": False, "state": "unreachable (TimedOut)"}


async def test_a_dead_loop_turns_it_red(door: Door) -> None:
    async def fall() -> None:
        raise ZeroDivisionError

    door.app.loops.start("tick", fall)
    for _ in range(FALLS_UNTIL_DEAD):
        answer = await door.client.get("/readyz")
        door.clock.move(by=MINUTE)
    answer = await door.client.get("/readyz")
    assert answer.status == 503
    assert (await answer.json())["tick"]["ok"] is False


async def test_a_silent_loop_turns_it_red(door: Door) -> None:
    door.app.loops.start("tick", door.app.keep_time, silence_seconds=30)
    assert (await door.client.get("/readyz")).status == 200
    await door.app.loops.stop("tick")
    door.app.loops.start("tick", lambda: door.clock.wait(10_000), silence_seconds=30)
    door.clock.move(by=MINUTE)
    assert (await door.client.get("/readyz")).status == 503


async def test_a_desk_that_goes_down_is_not_ready_but_alive(door: Door) -> None:
    door.app.vitals.going_down = True
    assert (await door.client.get("/readyz")).status == 503
    assert (await door.client.get("/healthz")).status == 200


async def test_a_database_that_is_away_turns_it_red(door: Door) -> None:
    path = door.app.database.path
    assert path is not None
    await door.app.database.close()
    path.rename(path.with_name("away.db"))
    path.mkdir()
    answer = await door.client.get("/readyz")
    assert answer.status == 503
    assert (await answer.json())["database"]["ok"] is False
    assert (await door.client.get("/metrics")).status == 200


async def test_figures_count_by_route_and_by_source(door: Door) -> None:
    await door.post({"title": "x"})
    await door.post({"title": "x"})
    await door.client.get("/hooks/generic")
    figures = await (await door.client.get("/metrics")).text()
    assert 'crisisdesk_alerts_total{fresh="yes",source="generic"} 1.0' in figures
    assert 'crisisdesk_alerts_total{fresh="no",source="generic"} 1.0' in figures
    assert 'method="POST",route="/hooks/{source}",status="200"} 2.0' in figures.replace("[A-Za-z0-9_.-]{1,40}", "")
    assert 'crisisdesk_loop_up{loop="alerts"} 1.0' in figures
