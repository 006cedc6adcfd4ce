"""What the desk does when Telegram says no."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.desk.audiences import to_incident, to_person, to_place, to_team
from bot.desk.errands import Errand
from bot.ids import IncidentId
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.bot.gateways.conftest import FORUM, LIN_LAN, OTHER_FORUM, ZHAO_NING, Bench

PLAIN_GROUP = -1001000000005


async def incident_row(bench: Bench, incident: IncidentId) -> Incident:
    async with bench.desk.reading() as look:
        row = await look.incidents.find(incident)
    assert row is not None
    return row


async def test_without_topics_the_main_chat_serves(bench: Bench) -> None:
    team = await bench.found_team("直播", PLAIN_GROUP)
    incident = await bench.open_incident(team)
    await bench.pass_time(10)
    row = await incident_row(bench, incident)
    assert row.topic_state is TopicState.MAIN_CHAT
    assert row.topic_trouble == "topics_off"
    assert bench.texts(PLAIN_GROUP) == ["卡片 待响应"]
    assert await bench.states() == {}


async def test_without_the_right_to_make_topics_the_main_chat_serves(bench: Bench) -> None:
    bench.sandbox.rights(FORUM, bench.sandbox.world.bot_id, ["can_pin_messages"])
    incident = await bench.open_incident()
    await bench.pump.drain()
    assert (await incident_row(bench, incident)).topic_trouble == "topics_right"
    assert bench.texts() == ["卡片 待响应"]


async def test_a_topic_deleted_by_hand_moves_its_card_to_the_main_chat(bench: Bench) -> None:
    incident = await bench.open_incident()
    await bench.pump.drain()
    topic = (await incident_row(bench, incident)).topic_id
    assert topic is not None
    bench.sandbox.drop_topic(501, FORUM, topic)
    await bench.post(ParcelKind.STATE_NOTICE, to_incident(incident), "人已到齐")
    await bench.post(
        ParcelKind.INCIDENT_CARD, to_incident(incident), "处置中", Lane.CARD, subject=incident, coalesce="card"
    )
    await bench.pump.drain()
    assert (await incident_row(bench, incident)).topic_trouble == "deleted"
    assert bench.texts() == ["人已到齐", "处置中"]


async def test_an_answer_in_a_deleted_topic_is_given_in_the_chat(bench: Bench) -> None:
    incident = await bench.open_incident()
    await bench.pump.drain()
    topic = (await incident_row(bench, incident)).topic_id
    assert topic is not None
    bench.sandbox.drop_topic(501, FORUM, topic)
    await bench.post(ParcelKind.REPLY, to_place(FORUM, topic), "回复", Lane.REPLY)
    await bench.pump.drain()
    assert bench.texts() == ["回复"]
    assert (await incident_row(bench, incident)).topic_state is TopicState.MAIN_CHAT


async def test_a_card_deleted_by_hand_is_sent_anew(bench: Bench) -> None:
    await bench.post(ParcelKind.ALERT_CARD, to_team(bench.team), "预警", subject="A1")
    await bench.pump.drain()
    [message] = [m for m in bench.sandbox.world.chats[FORUM].messages.values() if m.body.get("text") == "预警"]
    bench.sandbox.remove(501, FORUM, message.id)
    await bench.post(ParcelKind.ALERT_CARD, to_team(bench.team), "预警 2 次", subject="A1")
    await bench.pump.drain()
    assert bench.texts() == ["预警 2 次"]


async def test_without_the_right_to_pin_everything_else_goes_on(bench: Bench) -> None:
    bench.sandbox.rights(FORUM, bench.sandbox.world.bot_id, ["can_manage_topics"])
    incident = await bench.open_incident()
    await bench.pump.drain()
    assert bench.diary.trouble == [(FORUM, "pin_right")]
    assert bench.texts(FORUM, (await incident_row(bench, incident)).topic_id) == ["卡片 待响应"]
    assert await bench.states() == {}


async def test_a_person_who_blocked_us_is_unreachable_and_the_page_takes_the_next_channel(bench: Bench) -> None:
    bench.sandbox.block(LIN_LAN)
    page = await bench.post(ParcelKind.DUTY_CALL, to_person(bench.person), "请响应", Lane.PAGE)
    await bench.pump.drain()
    assert bench.diary.unreachable == [LIN_LAN]
    assert bench.diary.parked_ids == [page]
    assert (await bench.parcel(page)).state is ParcelState.PARKED


async def test_a_person_who_never_pressed_start_costs_no_call(bench: Bench) -> None:
    person = await bench.meet(ZHAO_NING, started=False)
    page = await bench.post(ParcelKind.DUTY_CALL, to_person(person), "请响应", Lane.PAGE)
    await bench.pump.drain()
    assert bench.diary.parked_ids == [page]
    assert bench.calls("sendMessage") == []


async def test_a_group_that_became_a_supergroup_is_followed(bench: Bench) -> None:
    basic = -4000000001
    team = await bench.found_team("客服", basic)
    await bench.post(ParcelKind.STATE_NOTICE, to_team(team), "一")
    await bench.pump.drain()
    new = bench.sandbox.upgrade(basic)
    new_id = new if isinstance(new, int) else new.id
    await bench.post(ParcelKind.STATE_NOTICE, to_team(team), "二")
    await bench.pump.drain()
    assert "二" in bench.texts(new_id)
    await bench.post(ParcelKind.STATE_NOTICE, to_team(team), "三")
    calls = len(bench.calls("sendMessage"))
    await bench.pump.drain()
    assert len(bench.calls("sendMessage")) == calls + 1


async def test_a_group_we_were_thrown_out_of_is_reported_and_its_parcels_are_parked(bench: Bench) -> None:
    bench.sandbox.leave(FORUM, bench.sandbox.world.bot_id, by=501)
    lost = await bench.say("没人听")
    other = await bench.say("有人听", chat=OTHER_FORUM)
    await bench.pump.drain()
    assert bench.diary.trouble == [(FORUM, "kicked")]
    assert (await bench.parcel(lost)).state is ParcelState.PARKED
    assert (await bench.parcel(other)).state is ParcelState.SENT


async def test_a_team_without_a_group_waits_until_one_is_bound(bench: Bench) -> None:
    team = await bench.found_team("新团队", None)
    await bench.post(ParcelKind.STATE_NOTICE, to_team(team), "你好")
    assert await bench.pump.drain() is not None
    async with bench.desk.transaction() as u:
        row = await u.teams.hold(team)
        assert row is not None
        row.chat_id = OTHER_FORUM
    await bench.pass_time(31)
    assert bench.texts(OTHER_FORUM) == ["你好"]


async def test_a_revoked_token_pauses_the_pump_and_is_said_in_its_health(bench: Bench) -> None:
    secret, bench.sandbox.world.secret = bench.sandbox.world.secret, "revoked"
    await bench.say("稍后")
    await bench.pump.drain()
    assert bench.pump.health.trouble == "token"
    calls = len(bench.calls("sendMessage"))
    await bench.pass_time(20)
    assert len(bench.calls("sendMessage")) == calls
    bench.sandbox.world.secret = secret
    await bench.pass_time(20)
    assert bench.texts() == ["稍后"]
    assert bench.pump.health.trouble == ""


async def test_a_flood_holds_up_that_chat_to_the_moment_and_no_other(bench: Bench) -> None:
    bench.sandbox.fault("429", "sendMessage", seconds=40)
    await bench.say("一")
    await bench.say("二")
    await bench.say("别处", chat=OTHER_FORUM)
    next_at = await bench.pump.drain()
    assert next_at is not None
    assert (next_at - bench.clock.at).total_seconds() == 40
    assert bench.texts(OTHER_FORUM) == ["别处"]
    await bench.pass_time(39.9)
    assert bench.texts() == []
    await bench.pass_time(0.1)
    assert bench.texts() == ["一", "二"]


async def test_a_drawer_s_bug_parks_one_parcel_and_holds_up_no_other(bench: Bench) -> None:
    import pytest

    async with bench.desk.transaction() as u:
        wrong = u.outbox.post(
            ParcelKind.REPLY, team=None, stream="s", audience=to_place(FORUM), lane=Lane.PAGE, values={}
        )
    await bench.say("好的")
    with pytest.raises(KeyError):
        await bench.pump.drain()
    await bench.pump.drain()
    assert (await bench.parcel(wrong)).state is ParcelState.PARKED
    assert bench.texts() == ["好的"]


@pytest.mark.parametrize("trouble", ["no row", "refused"])
async def test_a_drawer_the_database_says_no_to_silences_nobody_else(
    make_bench: Callable[..., Any], database_url: str, trouble: str
) -> None:
    """A row that is gone, a value no column takes: on PostgreSQL the whole round is lost with it."""
    bench = await make_bench(url=database_url)
    drawn = bench.draw

    async def falls(look: Reader, parcel: Parcel) -> Errand | None:
        if parcel.values["text"] == "坏":
            if trouble == "no row":
                (await look.session.exec(select(Incident).where(Incident.id == "none"))).one()
            await look.session.exec(text("SELECT nothing FROM nowhere"))  # type: ignore[call-overload]
        errand: Errand | None = await drawn(look, parcel)
        return errand

    bench.draw = falls
    bench.pump = bench.new_pump()
    for words in ("一", "坏", "二"):
        await bench.say(words)
    running = asyncio.create_task(bench.pump.run())
    for _ in range(200):
        await asyncio.sleep(0.01)
        bench.clock.at += timedelta(milliseconds=50)
        if len(bench.texts()) == 2 and bench.diary.parked_ids:
            break
    bench.pump.stop()
    await running
    assert bench.texts() == ["一", "二"]
    assert len(bench.diary.parked_ids) == 1
