"""From the outbox to the chat: topics, cards, pins, replies, pages."""

from markupsafe import Markup

from bot.desk.audiences import to_incident, to_person, to_place
from bot.desk.errands import Say
from messages.markup import Drawn
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.bot.gateways.conftest import FORUM, LIN_LAN, Bench


async def test_an_opening_costs_three_calls_topic_card_and_silent_pin(bench: Bench) -> None:
    incident = await bench.open_incident()
    await bench.pump.drain()
    async with bench.desk.reading() as look:
        row = await look.incidents.find(incident)
    assert row is not None
    assert row.topic_id is not None
    assert row.topic_state is TopicState.OPEN
    topic = bench.sandbox.world.chats[FORUM].topics[row.topic_id]
    assert topic.name == "🔴 INC-2026-0001 孩子起疹"
    assert bench.texts(FORUM, row.topic_id) == ["卡片 待响应"]
    assert len(bench.sandbox.world.chats[FORUM].pinned) == 1
    written = [call["method"] for call in bench.sandbox.journal.since(0) if call["kind"] == "call"]
    assert written == ["getMe", "createForumTopic", "sendMessage", "pinChatMessage"]


async def test_a_card_is_edited_where_it_stands_and_left_alone_when_nothing_changed(bench: Bench) -> None:
    incident = await bench.open_incident()
    await bench.pump.drain()
    for text in ("处置中", "处置中"):
        await bench.post(
            ParcelKind.INCIDENT_CARD,
            to_incident(incident),
            text,
            Lane.CARD,
            subject=incident,
            coalesce=f"card:{incident}",
        )
        await bench.pump.drain()
    assert len(bench.calls("editMessageText")) == 1
    assert len(bench.calls("sendMessage")) == 1


async def test_cards_posted_while_one_waits_become_one_edit(bench: Bench) -> None:
    incident = await bench.open_incident()
    await bench.pump.drain()
    for minute in range(5):
        await bench.post(
            ParcelKind.INCIDENT_CARD,
            to_incident(incident),
            f"{minute} 分",
            Lane.CARD,
            subject=incident,
            coalesce=f"card:{incident}",
        )
    await bench.pump.drain()
    assert [call["text"] for call in bench.calls("editMessageText")] == ["4 分"]


async def test_a_reply_answers_the_message_it_belongs_to(bench: Bench) -> None:
    asked = bench.sandbox.say(LIN_LAN, FORUM, "/status")
    await bench.post(ParcelKind.REPLY, to_place(FORUM, None, asked.id), "一切正常", Lane.REPLY)
    await bench.pump.drain()
    answer = list(bench.sandbox.world.chats[FORUM].messages.values())[-1]
    assert answer.reply_to == asked.id


async def test_a_page_goes_to_the_private_chat_with_a_sound_and_does_not_wait_for_the_topic(bench: Bench) -> None:
    incident = await bench.open_incident()
    bench.sandbox.fault("429", "createForumTopic", seconds=40)
    await bench.post(
        ParcelKind.DUTY_CALL,
        to_person(bench.person),
        "请响应",
        Lane.PAGE,
        stream=to_incident(incident),
        sound=True,
    )
    await bench.pump.drain()
    assert bench.texts(LIN_LAN) == ["请响应"]
    assert not list(bench.sandbox.world.chats[LIN_LAN].messages.values())[-1].silent
    assert bench.texts(FORUM) == []


async def test_what_is_no_longer_worth_saying_is_not_said(bench: Bench) -> None:
    from datetime import timedelta

    late = await bench.say("过时", expires_at=bench.clock.at + timedelta(seconds=1))
    nothing = await bench.post(ParcelKind.UNKNOWN, to_place(FORUM), "无")
    later = await bench.say("稍后", not_before=bench.clock.at + timedelta(seconds=10))
    bench.clock.at += timedelta(seconds=2)
    next_at = await bench.pump.drain()
    assert next_at == (await bench.parcel(later)).not_before
    assert (await bench.parcel(late)).state is ParcelState.SUPERSEDED
    assert (await bench.parcel(nothing)).state is ParcelState.SUPERSEDED
    await bench.pass_time(10)
    assert bench.texts() == ["稍后"]


async def test_a_message_that_telegram_cannot_parse_goes_as_plain_text(bench: Bench) -> None:
    async def draw_badly(look: object, parcel: object) -> Say:
        return Say(Drawn(Markup("<b>没有关上 &lt;3")))

    bench.draw = draw_badly
    bench.pump = bench.new_pump()
    await bench.say("")
    await bench.pump.drain()
    assert bench.texts() == ["没有关上 <3"]


async def test_no_call_carries_a_parameter_the_bot_api_does_not_know(bench: Bench) -> None:
    await bench.open_incident()
    await bench.say("回复")
    await bench.pump.drain()
    assert [entry for entry in bench.sandbox.journal.since(0) if entry.get("unknown")] == []
