"""Order within a stream and lane, the reserve for urgent lanes, and never more than the budget."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.audiences import to_incident, to_place, to_team
from bot.gateways.pump import Limits
from bot.gateways.pump.limits import CARD_SPACING, card_spacing
from bot.gateways.pump.places import resolve_all
from bot.rules.budget import group_window
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.bot.gateways.conftest import FORUM, LIN_LAN, OTHER_FORUM, Bench

POSTED = st.lists(
    st.tuples(st.sampled_from(list(Lane)), st.sampled_from(["甲", "乙"]), st.sampled_from([FORUM, OTHER_FORUM])),
    max_size=24,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posted=POSTED)
async def test_order_budget_and_completeness(make_bench: Callable[..., Any], posted: list[Any]) -> None:
    bench: Bench = await make_bench(Limits(per_minute=6))
    bench.pack = None
    bench.pump = bench.new_pump()
    for number, (lane, stream, chat) in enumerate(posted):
        await bench.say(f"{lane.value} {stream} {number}", lane, chat, stream=stream)
    await bench.pass_time(60 * (len(posted) + 2))
    for chat in (FORUM, OTHER_FORUM):
        said = bench.texts(chat)
        assert sorted(said) == sorted(
            f"{lane.value} {stream} {n}" for n, (lane, stream, where) in enumerate(posted) if where == chat
        )
        for lane in Lane:
            for stream in ("甲", "乙"):
                mine = [int(t.split()[2]) for t in said if t.startswith(f"{lane.value} {stream}")]
                assert mine == sorted(mine)
        sent_at = [call["at"] for call in bench.calls("sendMessage") if call["chat_id"] == chat]
        moments = [_seconds(at) for at in sent_at]
        assert all(later - sooner >= 60 for sooner, later in zip(moments, moments[6:], strict=False))
    assert bench.sandbox.violations == 0


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


async def test_a_higher_lane_overtakes(bench: Bench) -> None:
    await bench.say("卡片", Lane.CARD)
    await bench.say("回复", Lane.REPLY)
    await bench.say("超时", Lane.BREACH)
    await bench.pump.drain()
    assert bench.texts() == ["超时", "回复", "卡片"]


async def test_what_waits_for_its_next_try_holds_up_its_own_stream_only(bench: Bench) -> None:
    """Switch: `held_up` (without it the second overtakes the first)."""
    bench.sandbox.fault("down", "sendMessage")
    await bench.say("一", stream="甲")
    await bench.say("二", stream="甲")
    await bench.say("三", stream="乙")
    await bench.pump.drain()
    assert bench.texts() == ["三"]
    await bench.pass_time(5)
    assert bench.texts() == ["三", "一", "二"]


async def test_five_calls_a_minute_are_kept_for_what_is_urgent_and_two_for_answers(bench: Bench) -> None:
    """Switch: `answers` in `group_window` (without it the answer waits a minute behind the urgent)."""
    bench.pack = None
    bench.pump = bench.new_pump()
    for number in range(20):
        await bench.say(f"通知 {number}", Lane.NOTICE)
    await bench.pump.drain()
    assert len(bench.texts()) == 11
    for number in range(12):
        await bench.say(f"超时 {number}", Lane.BREACH)
    await bench.pump.drain()
    assert len(bench.texts()) == 16
    for number in range(3):
        await bench.say(f"回复 {number}", Lane.REPLY)
    await bench.pump.drain()
    assert bench.texts()[16:] == ["回复 0", "回复 1"]
    await bench.pass_time(61)
    # What the answers did not get they do not take from the urgent afterwards.
    assert bench.texts()[18:25] == [f"超时 {number}" for number in range(5, 12)]
    assert bench.sandbox.violations == 0


async def test_no_limit_is_no_limit(make_bench: Callable[..., Any]) -> None:
    bench: Bench = await make_bench(Limits(per_minute=0, per_second=0))
    bench.sandbox.world.flood_limits = False
    for number in range(40):
        await bench.say(str(number))
    await bench.pump.drain()
    assert len(bench.texts()) == 40


async def test_all_chats_together_stay_below_the_limit_per_second(make_bench: Callable[..., Any]) -> None:
    bench: Bench = await make_bench(Limits(per_second=3))
    for user in (501, 502, 503, 504, 505, 506):
        await bench.say("值班", Lane.PAGE, user)
    await bench.pump.drain()
    assert len(bench.calls("sendMessage")) == 3
    await bench.pass_time(1)
    assert len(bench.calls("sendMessage")) == 6


async def test_a_private_chat_takes_three_at_once_then_one_a_second(bench: Bench) -> None:
    for number in range(5):
        await bench.say(str(number), chat=LIN_LAN)
    await bench.pump.drain()
    assert len(bench.texts(LIN_LAN)) == 3
    await bench.pass_time(6)
    assert bench.texts(LIN_LAN) == ["0", "1", "2", "3", "4"]


async def test_a_backlog_of_one_chat_hides_no_other(make_bench: Callable[..., Any]) -> None:
    """Switch: the hint `chat_id` (without it 64 rows of the full chat fill the window)."""
    bench: Bench = await make_bench(Limits(batch=8))
    bench.pack = None
    bench.pump = bench.new_pump()
    for number in range(60):
        await bench.say(f"积压 {number}")
    await bench.say("别的群", chat=OTHER_FORUM)
    await bench.pass_time(0)
    assert bench.texts(OTHER_FORUM) == ["别的群"]
    assert len(bench.texts()) == 13


async def test_many_small_messages_become_one_with_a_file_and_none_is_lost(bench: Bench) -> None:
    """Switch: packing (without it the last of 40 waits two minutes)."""
    parcels = [await bench.say(f"通知 {number}", Lane.NOTICE) for number in range(40)]
    await bench.pump.drain()
    documents = [m for m in bench.sandbox.world.chats[FORUM].messages.values() if "document" in m.body]
    assert len(documents) == 1
    file = bench.sandbox.world.files[documents[0].body["document"]["file_id"]]
    seen = [*file.content.decode().split("\n\n"), *bench.texts()]
    assert set(seen) >= {f"通知 {number}" for number in range(40)}
    rows = [await bench.parcel(parcel) for parcel in parcels]
    carrier = next(row for row in rows if row.message_id == documents[0].id)
    packed = [row for row in rows if row.state is ParcelState.SUPERSEDED]
    assert {row.last_error for row in packed} == {f"in the file of {carrier.id}"}
    assert await bench.states() == {}


async def test_cards_slow_down_as_the_budget_shrinks(bench: Bench) -> None:
    for number in range(8):
        await bench.say(f"通知 {number}", Lane.NOTICE)
    await bench.pump.drain()
    for minute in range(2):
        await bench.post(
            ParcelKind.ALERT_CARD, to_team(bench.team), f"{minute}", Lane.CARD, subject="A", coalesce="A"
        )
        next_at = await bench.pump.drain()
    assert next_at is not None
    assert timedelta(seconds=2) < next_at - bench.clock.at <= timedelta(seconds=CARD_SPACING)


@pytest.mark.parametrize(("used", "spacing"), [(0, 0.0), (3, 0.0), (11, CARD_SPACING), (18, CARD_SPACING)])
def test_card_spacing(used: int, spacing: float) -> None:
    assert card_spacing(used, group_window(), 11) == spacing


async def test_a_faulty_chat_delays_no_other(bench: Bench) -> None:
    bench.sandbox.fault("429", "sendMessage", seconds=600)
    await bench.say("堵住", Lane.PAGE)
    await bench.pump.drain()
    for number in range(5):
        await bench.say(f"畅通 {number}", chat=OTHER_FORUM)
    await bench.pump.drain()
    assert len(bench.texts(OTHER_FORUM)) == 5


async def test_many_destinations_at_once_are_the_same_as_one_by_one(bench: Bench) -> None:
    from bot.desk.audiences import resolve, to_person

    opened = await bench.open_incident()
    await bench.pump.drain()
    wanted = await bench.open_incident(topic="🟡 另一个")
    shy = await bench.meet(509, started=False)
    alone = await bench.found_team("无群", None)
    async with bench.desk.reading() as look:
        moved = await look.chats.moved()
        audiences = [
            to_incident(opened),
            to_incident(wanted),
            to_person(bench.person),
            to_person(shy),
            to_team(bench.team),
            to_team(alone),
            to_place(FORUM, 5, 7),
        ]
        together = await resolve_all(look, audiences, moved)
        for audience in audiences:
            assert together[audience] == await resolve(look, audience)
