"""Journalists ask: written down in one line, somebody answers, the deadline says so before and once after."""

import asyncio
import json
from typing import Any

import pytest

from bot.desk import inquiries, merging, recaps, retelling, retention
from bot.ids import InquiryId
from messages.library.inquiries import Typed
from messages.views import Mark
from storage.tables.inquiries import MediaInquiry
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import A_JIE, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import actor, crisis, last, newest

ASKED = "/media 澎湃 今天22:00前 问:是否已召回?"


async def asked(scene: Scene, line: str = ASKED, by: int = XIAO_TANG) -> MediaInquiry:
    """A crisis is running, and a journalist asks something."""
    await crisis(scene)
    await scene.write_in_topic(by, line)
    return await only(scene)


async def all_of(scene: Scene) -> list[MediaInquiry]:
    async with scene.desk.reading() as look:
        return list(await look.inquiries.of_incident((await scene.incident()).id))


async def only(scene: Scene) -> MediaInquiry:
    (found,) = await all_of(scene)
    return found


async def in_topic(scene: Scene) -> list[str]:
    """What stands in the newest incident's topic."""
    incident = await scene.incident()
    assert incident.topic_chat_id is not None
    return scene.texts(incident.topic_chat_id, incident.topic_id)


async def card(scene: Scene) -> str:
    """The newest question's card, as the topic shows it."""
    return next(text for text in reversed(await in_topic(scene)) if "问:「" in text)


async def reply(scene: Scene, user: int, about: str, text: str, chat: int | None = None) -> None:
    """Somebody answers the newest message of the desk that says this."""
    messages = sorted(scene.sandbox.world.chats[chat or user].messages.values(), key=lambda m: -m.id)
    question = next(message for message in messages if about in str(message.body.get("text", "")))
    thread = (await scene.incident()).topic_id if chat else None
    await scene.write(user, text, chat, thread, reply_to=question.id)
    await scene.pass_time(seconds=5)


async def clock(scene: Scene) -> Any:
    async with scene.desk.reading() as look:
        found = await look.clocks.of_incident((await scene.incident()).id)
    return [one for one in found if one.kind is ClockKind.MEDIA_ANSWER][-1]


async def test_one_line_becomes_a_card_a_deadline_and_somebody_who_answers(desk_scene: Scene) -> None:
    scene = desk_scene
    row = await asked(scene)
    assert (row.outlet, row.question, row.owner_id) == ("澎湃", "是否已召回?", scene.people[ZHOU_LAN])
    assert "媒体提问 1 · 澎湃 · 22:00 前要" in await card(scene)
    assert "回答人 周岚" in await card(scene)
    assert "你来回答" in last(scene, ZHOU_LAN), "whoever answers has it in private"
    assert (await clock(scene)).due_at == row.due_at
    assert EntryKind.INQUIRY_NOTED in await scene.entries()
    # Somebody else answers: the cards say so, and the reminder goes to her alone.
    assert "由你回答" in await scene.press(HE_MIN, "我来答")
    assert "回答人 何敏" in await card(scene)
    told = len(scene.texts(ZHOU_LAN))
    await scene.pass_time(minutes=62)
    assert "媒体提问 1" in last(scene, HE_MIN)
    assert "你来回答" in last(scene, HE_MIN)
    assert len([text for text in scene.texts(ZHOU_LAN)[told:] if "媒体提问" in text]) == 0


async def test_what_has_passed_is_told_once_to_the_one_who_answers_and_to_pr(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    await scene.press(HE_MIN, "我来答")
    await scene.pass_time(minutes=80)
    for person in (HE_MIN, ZHOU_LAN):
        assert sum("已过 22:00,还没回复" in text for text in scene.texts(person)) >= 1
        assert last(scene, person).startswith("⛔ 媒体提问 1")
    entries = await scene.entries()
    assert entries.count(EntryKind.CLOCK_BREACHED) >= 1
    sent = {person: len(scene.texts(person)) for person in (HE_MIN, ZHOU_LAN)}
    await scene.pass_time(minutes=30)
    assert not [t for person, count in sent.items() for t in scene.texts(person)[count:] if "媒体提问" in t]
    assert "已过 22:00" in await card(scene)


@pytest.mark.parametrize(
    ("typed", "question", "more", "due"),
    [
        ("/media 澎湃 问:是否已召回?", "几点前要", "22:00", "22:00"),
        ("/media 澎湃 今天18:00前 问:是否已召回?", "18:00 已经过了", "明天上午10点", "10:00"),
        ("/media 澎湃 22:00前", "问的是什么", "是否已召回?", "22:00"),
        ("/media 22:00前 问:是否已召回?", "哪家媒体", "澎湃", "22:00"),
        ("/media 澎湃", "没看全", "22:00前 问:是否已召回?", "22:00"),
    ],
)
async def test_what_lacks_is_asked_for_and_nothing_is_half_stored(
    desk_scene: Scene, typed: str, question: str, more: str, due: str
) -> None:
    scene = desk_scene
    await crisis(scene)
    await scene.write_in_topic(XIAO_TANG, typed)
    assert await all_of(scene) == []
    assert EntryKind.INQUIRY_NOTED not in await scene.entries()
    incident = await scene.incident()
    await reply(scene, XIAO_TANG, question, more, incident.topic_chat_id)
    row = await only(scene)
    assert (row.outlet, row.question) == ("澎湃", "是否已召回?")
    assert f"{due} 前要" in await card(scene)


async def test_words_without_a_slash_do_the_same_and_talk_is_just_talk(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    for talk in ("记者 已经到楼下了", "媒体 都在转,今天22:00前要盯紧", "采访,先别接"):
        await scene.write_in_topic(HE_MIN, talk)
    assert await all_of(scene) == []
    assert not any("没看全" in text for text in await in_topic(scene))
    await scene.write_in_topic(HE_MIN, "记者 财新,王记者13812345678,22:00前,问是否已召回")
    row = await only(scene)
    assert (row.question, row.outlet) == ("是否已召回", "财新,王记者138****5678"), "nobody's number is kept"
    await scene.write_in_topic(HE_MIN, "媒体")
    assert "待回复 1 / 共 1" in (await in_topic(scene))[-1]
    await scene.press(ZHOU_LAN, "回复 1")
    await scene.pass_time(seconds=5)
    assert "写回复 · 提问 1 · 财新" in last(scene, ZHOU_LAN), "the list leads to the answer"


async def test_it_is_typed_in_private_and_in_english(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    await scene.write(XIAO_TANG, "/media Reuters by 10 pm today asks: is it recalled?")
    assert "Reuters" in await card(scene)
    assert "已记下 Reuters 的提问" in last(scene, XIAO_TANG)


async def test_no_answer_and_nobody_waiting_take_a_reason(desk_scene: Scene) -> None:
    scene = desk_scene
    row = await asked(scene)
    await scene.press(ZHOU_LAN, "不回复")
    assert "为什么不回复 澎湃" in last(scene, ZHOU_LAN)
    await reply(scene, ZHOU_LAN, "为什么不回复", "匿名来信,核不到身份")
    row = await only(scene)
    assert (row.state, row.reason) == (InquiryState.DECLINED, "匿名来信,核不到身份")
    assert (await clock(scene)).state is ClockState.WAIVED
    assert "不回复 澎湃" in await card(scene)
    # Whoever is slower is told who was quicker.
    await reply(scene, ZHOU_LAN, "为什么不回复", "再想想")
    assert "周岚" in last(scene, ZHOU_LAN)
    assert "定为不回复" in last(scene, ZHOU_LAN)
    await scene.write_in_topic(XIAO_TANG, "/media 财新 23:00前 问:赔不赔?")
    await scene.press(ZHOU_LAN, "撤下")
    await reply(scene, ZHOU_LAN, "为什么撤下", "记重了")
    assert [one.state for one in await all_of(scene)] == [InquiryState.DECLINED, InquiryState.WITHDRAWN]
    assert (await clock(scene)).state is ClockState.CANCELLED


async def test_too_much_is_refused_whole(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    for text in ("/media 澎湃 22:00前 问:" + "召回" * 2_000, "/media " + "报" * 100 + " 22:00前 问:是否已召回?"):
        await scene.write_in_topic(XIAO_TANG, text)
        await scene.pass_time(seconds=5)
        assert "太长了" in (await in_topic(scene))[-1]
    assert await all_of(scene) == []


async def test_whoever_asks_waits_after_the_end_and_a_closed_incident_takes_nothing_new(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    incident = await scene.incident()
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert (await clock(scene)).state is ClockState.RUNNING
    await scene.pass_time(minutes=85)
    assert last(scene, ZHOU_LAN).startswith("⛔ 媒体提问 1")
    async with scene.desk.transaction() as u:
        row = await u.incidents.hold(incident.id)
        assert row is not None
        row.state, row.closed_at = IncidentState.CLOSED, u.now
    await scene.write(XIAO_TANG, f"/media {incident.number} 财新 23:00前 问:赔不赔?")
    assert "已结案" in last(scene, XIAO_TANG)
    assert len(await all_of(scene)) == 1


async def test_two_at_once_leave_one_who_answers_and_no_number_twice(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    incident, due = (await scene.incident()).id, scene.clock.now().replace(hour=14)
    people = [await actor(scene, person) for person in (XIAO_TANG, HE_MIN, A_JIE)]
    typed = Typed("澎湃", due, "22:00", "是否已召回?")
    await asyncio.gather(*(inquiries.note(scene.desk, one, incident, typed, "chat:1:0:0") for one in people))
    assert [one.number for one in await all_of(scene)] == [1, 2, 3]
    row: MediaInquiry = await newest(scene, MediaInquiry)
    await asyncio.gather(*(inquiries.take(scene.desk, one, InquiryId(row.id)) for one in people))
    row = await newest(scene, MediaInquiry)
    assert row.owner_id == (await clock(scene)).owner_id


async def test_whoever_waits_stands_on_the_card_and_in_the_recap(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    await scene.pass_time(seconds=20)
    assert "回复 澎湃(提问 1)· 周岚 22:00" in (await in_topic(scene))[0]
    await scene.write_in_topic(XIAO_TANG, "/recap")
    assert any("回复 澎湃(提问 1)" in text for text in (await in_topic(scene))[1:]), "and in the catch-up"
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        told = await retelling.retell(look, incident.id)
        card = await recaps.card_view(look, incident, Mark())
    assert [(one.outlet, one.state) for one in told.inquiries] == [("澎湃", InquiryState.OPEN)]
    assert (card.inquiries, card.inquiries_on_time) == (1, 0)
    await scene.press(ZHOU_LAN, "不回复")
    await reply(scene, ZHOU_LAN, "为什么不回复", "匿名来信")
    await scene.pass_time(seconds=20)
    assert "回复 澎湃" not in (await in_topic(scene))[0]


async def test_whoever_waits_goes_along_when_incidents_are_merged(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    gone = await scene.incident()
    await scene.alert(title="网传积木掉色", account="豆芽玩具", product="积木", crisis_type="rumor")
    stays = await scene.incident()
    await merging.merge(scene.desk, await actor(scene, LIN_LAN), gone.id, stays.id, "chat:1:0:0")
    await scene.pass_time(seconds=30)
    row = await only(scene)
    assert (row.incident_id, row.number) == (stays.id, 1)
    assert "媒体提问 1 · 澎湃" in await card(scene)
    await scene.pass_time(minutes=80)
    assert any(text.startswith("⛔ 媒体提问 1") for text in scene.texts(ZHOU_LAN))


async def test_names_and_questions_go_with_everything_else(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        row = await u.incidents.hold(incident.id)
        assert row is not None
        row.state, row.closed_at = IncidentState.CLOSED, u.now
    await scene.pass_time(days=400)
    await retention.erase(scene.desk)
    found = await only(scene)
    assert (found.outlet, found.question) == ("", "")
    kept = [one.details for one in await scene.timeline() if one.kind is EntryKind.INQUIRY_NOTED]
    assert kept == [None]
    assert json.dumps(found.model_dump(mode="json")).count("澎湃") == 0
