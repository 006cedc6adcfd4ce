"""Journalists are answered: from the sheet that may be said now, checked; what no longer stands is named."""

import asyncio

import pytest

from bot.desk import inquiries, inquiry_answers, sheet_life, vouching
from bot.ids import InquiryId, SheetId
from bot.rules import inquiries as rules
from storage.tables.facts import Fact
from storage.tables.inquiries import MediaInquiry
from storage.tables.sheets import MessageSheet, SheetItem
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.sheets import Audience, Channel, ItemKind, SheetState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_media import ASKED, asked, card, clock, only, reply
from tests.kit.desk import CHEN_MO, HE_MIN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import actor, crisis, last, newest
from tests.kit.voice import next_sheet, sheet, standing

LINE = "原因正在核实,22:30前在本账号通报。"
OWN = "我们收到3例起疹反馈,正在核实,22:30前通报。"


async def offered(scene: Scene, *lines: str) -> MediaInquiry:
    """A journalist asks, sheet v1 says these lines, and whoever answers has them in private."""
    row = await asked(scene)
    await sheet(scene, 1, *(lines or (LINE,)))
    await scene.settle()
    await scene.press(ZHOU_LAN, "写回复")
    await scene.pass_time(seconds=5)
    return row


async def test_a_line_of_the_current_sheet_is_the_answer(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    assert "取自口径 v1" in last(scene, ZHOU_LAN)
    assert LINE in last(scene, ZHOU_LAN)
    assert "已记为回复" in await scene.press(ZHOU_LAN, "用第 1 句")
    row = await only(scene)
    assert (row.state, row.answer, row.sheet_version) == (InquiryState.ANSWERED, LINE, 1)
    assert row.settled_by == scene.people[ZHOU_LAN]
    assert (await clock(scene)).state is ClockState.MET
    await scene.pass_time(seconds=10)
    shown = await card(scene)
    assert "已回复 澎湃" in shown
    assert "取自口径 v1 · 指纹" in shown
    assert LINE in shown
    assert LINE in last(scene, ZHOU_LAN), "the exact words are there to be sent"
    (entry,) = [one for one in await scene.timeline() if one.kind is EntryKind.INQUIRY_ANSWERED]
    assert row.answer_hash in (entry.details or "")
    # In time is in time: no reminder, nothing overdue.
    await scene.pass_time(hours=2)
    assert not any(text.startswith("⛔ 媒体提问") for text in scene.texts(ZHOU_LAN))


async def test_own_words_are_checked_and_what_is_not_clear_is_no_answer(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await reply(scene, ZHOU_LAN, "取自口径 v1", "由于供应商原料问题,约3万名用户受影响。")
    assert (await only(scene)).state is InquiryState.OPEN
    said = scene.texts(ZHOU_LAN)[-2:]
    assert any(text.startswith("禁止") for text in said)
    assert any("还不算回复" in text for text in said)
    assert EntryKind.CHECK_STOPPED in await scene.entries()
    assert (await clock(scene)).state is ClockState.RUNNING
    await reply(scene, ZHOU_LAN, "取自口径 v1", OWN)
    row = await only(scene)
    assert (row.state, row.answer, row.sheet_version) == (InquiryState.ANSWERED, OWN, 1)


async def test_an_answer_names_the_sheet_that_is_current(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    # Named in front, to the card itself; without a version, with one that never was.
    await reply(scene, ZHOU_LAN, "你来回答", OWN)
    assert "还没说取自哪一版口径" in last(scene, ZHOU_LAN)
    await reply(scene, ZHOU_LAN, "你来回答", f"v7 {OWN}")
    assert "口径 v7 已失效,现行 v1" in last(scene, ZHOU_LAN)
    # The next version comes while the older one is in hand: named to whoever has it, and refused.
    await next_sheet(scene, "该批次已停售。")
    await scene.pass_time(seconds=10)
    assert any("你正要回复 澎湃:口径 v1 已失效,现行 v2" in text for text in scene.texts(ZHOU_LAN))
    await reply(scene, ZHOU_LAN, "取自口径 v1", OWN)
    assert "口径 v1 已失效,现行 v2" in last(scene, ZHOU_LAN)
    assert "口径 v1 已失效" in await _pressed_old(scene)
    assert (await only(scene)).state is InquiryState.OPEN
    await next_sheet(scene, "请先停用。")
    await scene.pass_time(seconds=10)
    named = [text for text in scene.texts(ZHOU_LAN) if "你正要回复 澎湃" in text]
    assert len(named) == 1, "what was let go is not named twice"
    await reply(scene, ZHOU_LAN, "你来回答", f"口径3:{OWN}")
    row = await only(scene)
    assert (row.state, row.sheet_version, row.answer) == (InquiryState.ANSWERED, 3, OWN)


async def _pressed_old(scene: Scene) -> str:
    """The lines of the older version are pressed all the same."""
    messages = scene.sandbox.world.chats[ZHOU_LAN].messages.values()
    old = next(one for one in messages if "取自口径 v1" in str(one.body.get("text", "")) and one.markup)
    return await scene.press_message(ZHOU_LAN, ZHOU_LAN, old.id, "用第 1 句")


async def test_talk_below_the_card_is_no_answer(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    incident = await scene.incident()
    before = len(scene.texts(incident.topic_chat_id, incident.topic_id))
    await reply(scene, HE_MIN, "媒体提问 1", "这家很难缠", incident.topic_chat_id)
    assert len(scene.texts(incident.topic_chat_id, incident.topic_id)) == before + 1
    await reply(scene, HE_MIN, "媒体提问 1", f"v1 {LINE}", incident.topic_chat_id)
    assert (await only(scene)).settled_by == scene.people[HE_MIN]


async def test_without_a_sheet_only_standing_lines_are_said(desk_scene: Scene) -> None:
    scene = desk_scene
    await asked(scene)
    await scene.press(ZHOU_LAN, "写回复")
    await scene.pass_time(seconds=5)
    assert "先写口径单" in last(scene, ZHOU_LAN), "there is no word at all yet"
    await standing(scene, CrisisType.PRODUCT_SAFETY, "您反映的情况我们已收到,正在核实。")
    await scene.press(ZHOU_LAN, "写回复")
    await scene.pass_time(seconds=5)
    await reply(scene, ZHOU_LAN, "照常备口径说", "我们觉得没什么问题。")
    assert "只能一字不改照常备口径说" in last(scene, ZHOU_LAN)
    assert (await only(scene)).state is InquiryState.OPEN
    await scene.press(ZHOU_LAN, "用第 1 句")
    row = await only(scene)
    assert (row.state, row.sheet_id, row.sheet_version) == (InquiryState.ANSWERED, None, 0)
    await scene.pass_time(seconds=10)
    assert "取自常备口径" in await card(scene)


async def test_no_comment_gets_the_better_line_and_may_be_said_all_the_same(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await reply(scene, ZHOU_LAN, "取自口径 v1", "无可奉告。")
    hint = last(scene, ZHOU_LAN)
    assert "等于没有说法" in hint
    assert LINE in hint
    assert "下次通报 22:30" in hint
    assert (await only(scene)).state is InquiryState.OPEN
    assert "已记为回复" in await scene.press(ZHOU_LAN, "仍这样回复")
    row = await only(scene)
    assert (row.state, row.answer, row.sheet_version) == (InquiryState.ANSWERED, "无可奉告。", 1)


async def test_what_was_answered_from_an_older_sheet_is_named_to_whoever_gave_it(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await reply(scene, ZHOU_LAN, "取自口径 v1", OWN)
    await next_sheet(scene, "该批次已停售。")
    await scene.pass_time(seconds=10)
    told = [text for text in scene.texts(ZHOU_LAN) if "给 澎湃 的回复取自口径 v1,现行 v2 没有这句了" in text]
    assert len(told) == 1
    assert "现行口径是 v2,没有这句了" in await card(scene)
    assert EntryKind.INQUIRY_REVIEW in await scene.entries()
    # A question that is answered is not declined any more, whatever was asked before.
    with pytest.raises(rules.InquirySettled):
        await inquiries.settle(
            scene.desk,
            await actor(scene, ZHOU_LAN),
            InquiryId((await only(scene)).id),
            InquiryState.DECLINED,
            "改主意了",
            "chat:1:0:0",
        )
    await scene.press(ZHOU_LAN, "不用补")
    await scene.pass_time(seconds=5)
    assert "没有这句了" not in await card(scene)
    assert (await only(scene)).state is InquiryState.ANSWERED
    # The next one is another reason to look; then a further word is given, from that one.
    await next_sheet(scene, "请先停用。")
    await scene.pass_time(seconds=10)
    await scene.press(ZHOU_LAN, "写回复")
    await scene.pass_time(seconds=5)
    assert "取自口径 v3" in last(scene, ZHOU_LAN)
    await reply(scene, ZHOU_LAN, "取自口径 v3", "该批次已停售。")
    row = await only(scene)
    assert (row.answer, row.sheet_version, row.needs_review) == ("该批次已停售。", 3, None)
    await scene.pass_time(seconds=5)
    assert "晚了" not in await card(scene), "the first answer was in time"


async def test_a_line_that_the_next_sheet_still_has_disturbs_nobody(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await scene.press(ZHOU_LAN, "用第 1 句")
    await next_sheet(scene, "该批次已停售。")
    await scene.pass_time(seconds=10)
    assert not any("给 澎湃 的回复" in text for text in scene.texts(ZHOU_LAN))
    assert (await only(scene)).needs_review is None


async def test_a_fact_that_was_said_to_a_journalist_and_is_withdrawn_is_named(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await scene.press(HE_MIN, "我来答")
    await scene.press(HE_MIN, "写回复")
    await scene.pass_time(seconds=5)
    await reply(scene, HE_MIN, "取自口径 v1", OWN)
    assert len((await only(scene)).fact_ids) == 1
    fact: Fact = await newest(scene, Fact)
    await vouching.withdraw(scene.desk, scene.people[XIAO_TANG], fact.id)
    await scene.pass_time(seconds=20)
    assert any("事实①变了" in text for text in scene.texts(HE_MIN))
    assert "事实①变了" in await card(scene)
    assert (await only(scene)).needs_review is not None


async def test_whom_the_sheet_names_answers_and_the_medias_own_sheet_comes_first(desk_scene: Scene) -> None:
    scene = desk_scene
    await crisis(scene)
    made = await sheet(scene, 1, LINE)
    async with scene.desk.transaction() as u:
        speaks = {
            "kind": ItemKind.SPOKESPERSON,
            "channel": Channel.MEDIA_ANSWER,
            "person_id": scene.people[HE_MIN],
        }
        u.add(SheetItem(id=u.new_id(), sheet_id=made, **speaks))
    await scene.write_in_topic(XIAO_TANG, ASKED)
    assert (await only(scene)).owner_id == scene.people[HE_MIN]
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        own = MessageSheet(
            id=SheetId(u.new_id()),
            team_id=scene.team,
            incident_id=incident.id,
            audience=Audience.MEDIA,
            version=1,
            state=SheetState.IN_REVIEW,
            drafted_by=scene.people[ZHOU_LAN],
            drafted_at=u.now,
            changed_at=u.now,
        )
        u.add(own)
        await u.session.flush()
        u.add(SheetItem(id=u.new_id(), sheet_id=own.id, kind=ItemKind.QA, key="是否已召回", text="该批次已停售。"))
        await u.session.flush()
        held = await u.incidents.hold(incident.id)
        assert held is not None
        await sheet_life.make_current(u, held, own)
    await scene.settle()
    await scene.press(HE_MIN, "写回复")
    await scene.pass_time(seconds=5)
    assert "取自口径 v1(媒体)" in last(scene, HE_MIN)
    assert "1 是否已召回" in last(scene, HE_MIN)
    await scene.press(HE_MIN, "用第 1 句")
    assert (await only(scene)).sheet_id == own.id
    await scene.pass_time(seconds=10)
    # What the public is told next is no reason to look at what the media were told from their own sheet.
    await next_sheet(scene, "请先停用。")
    await scene.pass_time(seconds=10)
    assert (await only(scene)).needs_review is None


async def test_a_sheet_that_is_taken_back_is_named_to_whoever_answered_from_it(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await scene.press(ZHOU_LAN, "用第 1 句")
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        held, current = await u.incidents.hold(incident.id), await u.sheets.current(incident.id)
        assert held is not None
        assert current is not None
        await sheet_life.retract(u, held, current, scene.people[ZHOU_LAN])
    await scene.pass_time(seconds=10)
    assert any("这版已收回" in text for text in scene.texts(ZHOU_LAN))
    assert "这版口径已收回" in await card(scene)


async def test_what_was_said_while_a_sheet_held_is_not_wrong_because_it_ran_out(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await scene.press(ZHOU_LAN, "用第 1 句")
    await scene.pass_time(hours=7)  # a sheet of an S1 holds for six
    assert (await only(scene)).needs_review is None
    assert not any("的回复取自" in text for text in scene.texts(ZHOU_LAN))


async def test_what_counsel_stops_is_told_to_no_journalist(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    async with scene.desk.transaction() as u:
        row = await u.incidents.hold((await scene.incident()).id)
        assert row is not None
        row.held_at, row.held_by, row.held_reason, row.hold_stops = u.now, scene.people[CHEN_MO], "诉讼", True
    assert "法务叫停了对外发布" in await scene.press(ZHOU_LAN, "用第 1 句")
    assert (await only(scene)).state is InquiryState.OPEN


async def test_of_two_who_answer_at_once_one_is_told_who_was_quicker(desk_scene: Scene) -> None:
    scene = desk_scene
    row = await offered(scene)
    people = [await actor(scene, person) for person in (ZHOU_LAN, HE_MIN)]
    given = await asyncio.gather(
        *(
            inquiry_answers.answer(scene.desk, one, InquiryId(row.id), LINE, 1, f"chat:{ZHOU_LAN}:0:0")
            for one in people
        ),
        return_exceptions=True,
    )
    refused = [one for one in given if isinstance(one, Exception)]
    assert [type(one).__name__ for one in refused] == ["InquirySettled"]
    assert (await scene.entries()).count(EntryKind.INQUIRY_ANSWERED) == 1


async def test_an_answer_of_any_length_is_cut_nowhere(desk_scene: Scene) -> None:
    scene = desk_scene
    await offered(scene)
    await reply(scene, ZHOU_LAN, "取自口径 v1", "正在核实。" * 500)
    assert "太长了" in last(scene, ZHOU_LAN)
    assert (await only(scene)).answer == ""


@pytest.mark.parametrize("late", [False, True])
async def test_a_late_answer_says_how_late(desk_scene: Scene, late: bool) -> None:
    scene = desk_scene
    await offered(scene)
    await scene.pass_time(minutes=79 if late else 20)
    await scene.press(ZHOU_LAN, "用第 1 句")
    await scene.pass_time(seconds=10)
    assert ("晚了 9 分" in await card(scene)) is late
