"""Nothing lost, nothing doubled: what happens when the pump dies or nobody knows whether a call was done.

Each test names the switch whose removal makes it fail.
"""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.desk.audiences import to_incident
from bot.gateways.pump import Limits, Pump
from storage.tables.speaking import Parcel
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.bot.gateways.conftest import FORUM, LIN_LAN, LOG_CHAT, OTHER_FORUM, Bench


async def die_while_sending(bench: Bench) -> None:
    """The round's claims are committed and sent, but this pump settles nothing any more; another one starts."""
    await bench.pump.step()
    for task in list(bench.pump._sending):
        await task
    bench.pump = bench.new_pump()


async def die_before_sending(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claims are committed, the calls never leave."""
    with monkeypatch.context() as patch:
        patch.setattr(bench.pump, "_send", lambda claim: None)
        await bench.pump.step()
    bench.pump = bench.new_pump()


async def test_a_kill_after_the_send_repeats_it_with_a_mark(bench: Bench) -> None:
    """Switch: the attempt mark (`repair.recover` leaves it WAITING instead of UNCERTAIN → repeated unmarked)."""
    await bench.say("请确认\n第二行")
    await die_while_sending(bench)
    await bench.pass_time(60)
    assert bench.texts() == ["请确认\n第二行", "请确认 (补发)\n第二行"]


async def test_a_kill_before_the_send_loses_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch: `repair.recover` (without it the claim stays with the dead pump for ever)."""
    await bench.say("请确认")
    await die_before_sending(bench, monkeypatch)
    await bench.pass_time(60)
    assert bench.texts() == ["请确认 (补发)"]


@pytest.mark.parametrize("fault", ["reset", "lose_reply", "hang", "half", "garbage"])
async def test_an_answer_that_got_lost_is_found_by_the_look_up(make_bench: Callable[..., Any], fault: str) -> None:
    """Switch: `last_known_id` of the attempt mark (without it the message is repeated with a mark)."""
    bench: Bench = await make_bench(Limits(log_chat_id=LOG_CHAT))
    await bench.say("零")
    await bench.pump.drain()
    bench.sandbox.fault(fault, "sendMessage")
    await bench.say("一")
    await bench.say("二")
    await bench.pass_time(60)
    assert bench.texts() == ["零", "一", "二"]
    assert bench.sandbox.violations == 0


async def test_a_kill_with_the_look_up_doubles_nothing(
    make_bench: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switch: the log chat (without it both windows end in a marked repeat)."""
    bench: Bench = await make_bench(Limits(log_chat_id=LOG_CHAT))
    await bench.say("零")
    await bench.pump.drain()
    await bench.say("已发出")
    await die_while_sending(bench)
    await bench.pass_time(60)
    await bench.say("没发出")
    await die_before_sending(bench, monkeypatch)
    await bench.pass_time(60)
    assert bench.texts() == ["零", "已发出", "没发出"]


async def test_people_s_messages_in_between_are_looked_through(make_bench: Callable[..., Any]) -> None:
    """Switch: `looked_to` (without it the look-up stops after its first six messages)."""
    bench: Bench = await make_bench(Limits(log_chat_id=LOG_CHAT))
    await bench.say("零")
    await bench.pump.drain()
    for number in range(15):
        bench.sandbox.say(501, FORUM, f"闲聊 {number}")
    bench.sandbox.fault("lose_reply", "sendMessage")
    await bench.say("一")
    await bench.pass_time(300)
    ours = [text for text in bench.texts() if not text.startswith("闲聊")]
    assert ours == ["零", "一"]
    assert await bench.states() == {}
    assert bench.sandbox.violations == 0


async def test_a_log_chat_that_is_gone_falls_back_to_the_mark(make_bench: Callable[..., Any]) -> None:
    """Switch: `look_ups_fail` (without it the parcel is looked up for ever)."""
    bench: Bench = await make_bench(Limits(log_chat_id=-1001000000004))
    await bench.say("零")
    await bench.pump.drain()
    bench.sandbox.fault("lose_reply", "sendMessage")
    await bench.say("一")
    await bench.pass_time(60)
    assert bench.texts() == ["零", "一", "一 (补发)"]


async def test_in_a_private_chat_nothing_is_looked_up(make_bench: Callable[..., Any]) -> None:
    """Its ids are the account's: the next ones may be another chat's, and "not there" would double the message.

    Switch: `counts_its_own_messages` (without it the message is looked for, where on the real service it may be
    missed and repeated without a mark).
    """
    bench: Bench = await make_bench(Limits(log_chat_id=LOG_CHAT))
    bench.sandbox.start(LIN_LAN)
    await bench.say("零", chat=LIN_LAN)
    await bench.pump.drain()
    bench.sandbox.fault("lose_reply", "sendMessage")
    await bench.say("一", chat=LIN_LAN)
    await bench.pass_time(60)
    assert [text for text in bench.texts(LIN_LAN) if not text.startswith("/")] == ["零", "一", "一 (补发)"]
    assert bench.calls("forwardMessage") == []


async def test_edits_and_pins_are_simply_repeated(bench: Bench) -> None:
    """Switch: `planning._show` edits what stands (without it the card would be sent as a new, marked message)."""
    incident = await bench.open_incident()
    bench.sandbox.fault("lose_reply", "pinChatMessage")
    await bench.pass_time(10)
    bench.sandbox.fault("lose_reply", "editMessageText")
    await bench.post(
        ParcelKind.INCIDENT_CARD, to_incident(incident), "处置中", Lane.CARD, subject=incident, coalesce="card"
    )
    await die_while_sending(bench)
    await bench.pass_time(60)
    chat = bench.sandbox.world.chats[FORUM]
    [topic] = chat.topics
    assert bench.texts(FORUM, topic) == ["处置中"]
    assert len(chat.pinned) == 1
    assert await bench.states() == {}


def topics(bench: Bench) -> list[int]:
    """The forum's topics."""
    return list(bench.sandbox.world.chats[FORUM].topics)


def echoed(bench: Bench) -> int:
    """The one topic there is; its service message has been heard."""
    [topic] = bench.sandbox.world.chats[FORUM].topics.values()
    bench.diary.echoes[topic.name] = topic.id
    return topic.id


async def test_a_topic_whose_answer_got_lost_is_recognised_by_its_service_message(bench: Bench) -> None:
    """Switch: `seen_topic` (without it a second topic is opened)."""
    bench.sandbox.fault("lose_reply", "createForumTopic")
    incident = await bench.open_incident()
    await bench.pump.drain()
    topic = echoed(bench)
    await bench.pass_time(10)
    assert topics(bench) == [topic]
    assert bench.texts(FORUM, topic) == ["卡片 待响应"]
    async with bench.desk.reading() as look:
        row = await look.incidents.find(incident)
    assert row is not None
    assert row.topic_id == topic


async def test_a_kill_while_the_topic_is_opened_opens_no_second_one(bench: Bench) -> None:
    """Switch: `repair.recover` treating TOPIC_OPEN as uncertain."""
    await bench.open_incident()
    await die_while_sending(bench)
    topic = echoed(bench)
    await bench.pass_time(60)
    assert topics(bench) == [topic]
    assert bench.texts(FORUM, topic) == ["卡片 待响应"]


async def test_who_dies_again_before_listening_opens_no_second_topic(bench: Bench) -> None:
    """Switch: `repair.listen_first` (found by a hundred kills: the wait was over by the clock)."""
    await bench.open_incident()
    await die_while_sending(bench)
    await bench.pump.step()
    bench.clock.at += timedelta(minutes=10)
    bench.pump = bench.new_pump()
    await bench.pump.step()
    topic = echoed(bench)
    await bench.pass_time(60)
    assert topics(bench) == [topic]


async def test_on_the_slowest_lane_a_message_is_not_repeated(bench: Bench) -> None:
    await bench.say("小事", Lane.CARD)
    await die_while_sending(bench)
    await bench.pass_time(60)
    assert bench.texts() == ["小事"]


async def test_a_call_that_never_left_is_repeated_without_a_mark(bench: Bench) -> None:
    """Switch: `NotSent` (without it an outage ends in a flood of marks)."""
    bench.sandbox.fault("down", "sendMessage", times=3)
    await bench.say("一")
    await bench.pass_time(60)
    assert bench.texts() == ["一"]


async def test_what_stays_unknown_is_repeated_a_few_times_and_then_parked(bench: Bench) -> None:
    """A proxy that swallows every answer: the same words stand there eight times more at most, each marked, and
    /status counts what could not be delivered.

    Switch: `repeats.wait_after` (as the usual waits: 2,880 repeats a day).
    """
    bench.sandbox.fault("lose_reply", "sendMessage", times=-1)
    parcel = await bench.say("一")
    await bench.pass_time(3 * 3600)
    assert bench.texts() == ["一", *["一 (补发)"] * 8]
    row = await bench.parcel(parcel)
    assert (row.state, row.last_error) == (ParcelState.PARKED, "unknown too often: network")
    assert bench.diary.parked_ids == [parcel]


async def test_after_an_hour_without_answers_everything_is_said_within_minutes(bench: Bench) -> None:
    """Telegram answers 500 for an hour: nothing is given up, and nothing waits for its far-off next try.

    Switch: `repeats.ready_at` (without it the first message comes 35 minutes after the second).
    """
    bench.sandbox.fault("500", "sendMessage", times=-1)
    await bench.say("一")
    await bench.pass_time(3600)
    bench.sandbox.nofaults()
    await bench.say("二", chat=OTHER_FORUM)
    await bench.pass_time(120)
    assert bench.texts(OTHER_FORUM) == ["二"]
    assert bench.texts() == ["一 (补发)"]


async def test_a_commit_whose_answer_was_lost_strands_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switch: `repair.take_back` (without it the claim waits for its lease and is then repeated with a mark)."""
    await bench.say("一")
    await bench.pump.drain()
    await bench.say("二")
    real = bench.pump._round

    async def commit_and_fail(ended: Any) -> Any:
        await real(ended)
        raise OSError("the connection broke after the commit")

    with monkeypatch.context() as patch:
        patch.setattr(bench.pump, "_round", commit_and_fail)
        with pytest.raises(OSError, match="after the commit"):
            await bench.pump.step()
    await bench.pass_time(5)
    assert bench.texts() == ["一", "二"]


async def test_another_pump_s_claim_is_left_alone_until_its_lease_has_run_out(
    make_bench: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switch: the lease (without it two replicas send the same parcel)."""
    bench: Bench = await make_bench()
    first = bench.pump
    await bench.say("一")
    with monkeypatch.context() as patch:
        patch.setattr(first, "_send", lambda claim: None)
        await first.step()
    bench.pump = Pump(bench.desk, bench.telegram_bot, bench.draw, bench.diary, replicas=True)
    await bench.say("二")
    await bench.pass_time(29)
    assert bench.texts() == []
    await bench.pass_time(60)
    assert bench.texts() == ["一 (补发)", "二"]


async def test_a_stopped_pump_settles_what_was_under_way(bench: Bench) -> None:
    said = asyncio.Event()
    bench.sandbox.listeners.append(lambda change: said.set() if change.kind == "message" else None)
    parcel = await bench.say("一")
    running = asyncio.create_task(bench.pump.run())
    await said.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    row: Parcel = await bench.parcel(parcel)
    assert row.state is ParcelState.SENT
    assert row.owner is None


async def test_a_quarter_of_faults_loses_and_doubles_nothing(make_bench: Callable[..., Any]) -> None:
    """Switch: any of the above."""
    bench: Bench = await make_bench(Limits(log_chat_id=LOG_CHAT))
    bench.pack = None
    bench.pump = bench.new_pump()
    chance = random.Random(7)
    await bench.say("零")
    await bench.pump.drain()
    wanted = ["零"]
    for number in range(30):
        if chance.random() < 0.25:
            kind = chance.choice(["429", "500", "reset", "lose_reply", "hang", "half", "garbage", "down"])
            bench.sandbox.fault(kind, "sendMessage", seconds=3)
        wanted.append(f"第 {number} 条")
        await bench.say(wanted[-1])
        await bench.pass_time(8)
    await bench.pass_time(600)
    assert bench.texts() == wanted
    assert bench.sandbox.violations == 0
