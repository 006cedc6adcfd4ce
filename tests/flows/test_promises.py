"""Promises made in public: confirmed once at release, owned by somebody, due at a time, kept with a proof."""

import asyncio
from collections.abc import Sequence

from bot.desk import promise_lists, reviews
from bot.desk.audiences import to_place
from bot.desk.incidents import team_of
from bot.errors import DeskError
from storage.tables.publications import Promise
from storage.tables.statements import Statement, StatementVersion
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.people import Language
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.reviews import ClosingPiece
from storage.vocabulary.sheets import Channel
from storage.vocabulary.timeline import EntryKind
from tests.bot.desk.colleagues import more_desks
from tests.flows.test_gates import by_all
from tests.kit.desk import CHEN_MO, FORUM, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene
from tests.kit.statements import actor, drafted, last, newest_message, send

RESULT, ANSWER = "我们会公布检测结果", "我们会逐一联系每位家长"
CALL, DOCTOR = "我们会上门取回产品", "医药费由我们承担"
HEAD = "句像承诺,确认哪些算"
FOUND, OPEN, KEPT, NONE = PromiseState.FOUND, PromiseState.OPEN, PromiseState.KEPT, PromiseState.NONE


async def released(scene: Scene, *promised: str) -> None:
    """A first response with these sentences in it is handed over."""
    await drafted(scene)
    await send(scene, ZHOU_LAN, f"3 改成 {'。'.join(promised)}。")
    await by_all(scene)


def lists(scene: Scene, user: int = ZHOU_LAN) -> list[str]:
    return [said for said in scene.texts(user) if HEAD in said]


async def promised(scene: Scene) -> Sequence[Promise]:
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        return await look.publications.promises(incident.id)


async def states(scene: Scene) -> list[tuple[str, PromiseState]]:
    return [(one.text, one.state) for one in await promised(scene)]


async def test_a_released_text_asks_once_which_of_its_sentences_are_promises(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT, ANSWER)
    assert len(lists(scene)) == 1, "one card for all of them"
    assert f"首次回应 里有 2 {HEAD}" in lists(scene)[0]
    assert f"✓ 1 「{RESULT}」\n✓ 2 「{ANSWER}」" in lists(scene)[0]
    assert await states(scene) == [(RESULT, FOUND), (ANSWER, FOUND)]
    card, said = scene.find(ZHOU_LAN, "确认 2 条"), len(scene.texts(ZHOU_LAN))
    keyboard = (scene.sandbox.world.chats[ZHOU_LAN].messages[card].markup or {})["inline_keyboard"]
    pressed = {key["text"]: key["callback_data"] for row in keyboard for key in row}
    # A tick is taken and set where it stands; the same press twice says the same.
    for _ in range(2):
        assert await scene.press_message(ZHOU_LAN, ZHOU_LAN, card, data=pressed["✓ 2"]) == "不算承诺,还没确认"
        await scene.pass_time(seconds=10)
        assert f"✓ 1 「{RESULT}」\n2 「{ANSWER}」 · 不算" in lists(scene)[0]
    assert await scene.press(ZHOU_LAN, "2") == "算承诺,还没确认"
    await scene.pass_time(seconds=10)
    assert await scene.press(ZHOU_LAN, "✓ 2") == "不算承诺,还没确认"
    # Whoever presses "confirm 2" on a picture that is no longer so confirms nothing.
    stale = await scene.press_message(ZHOU_LAN, ZHOU_LAN, card, data=pressed["确认 2 条"])
    assert "勾选刚变过,还没确认" in stale
    await scene.pass_time(seconds=10)
    assert len(scene.texts(ZHOU_LAN)) == said, "all of it in one message"
    # One that the check did not hear comes as a reply, ticked, and the list comes down to where she reads.
    await send(scene, ZHOU_LAN, DOCTOR, reply_to=card)
    assert f"2 「{ANSWER}」 · 不算\n✓ 3 「{DOCTOR}」" in last(scene, ZHOU_LAN)
    assert await scene.press(ZHOU_LAN, "确认 2 条") == "已确认 2 条,定个时间"
    await scene.pass_time(seconds=10)
    assert await states(scene) == [(RESULT, OPEN), (ANSWER, NONE), (DOCTOR, OPEN)]
    assert {one.owner_id for one in await promised(scene)} == {scene.people[ZHOU_LAN], None}
    assert any(
        said.startswith("✓ 承诺已确认 · 周岚") and f"2 「{ANSWER}」 · 不算" in said
        for said in scene.texts(ZHOU_LAN)
    )
    cards = [said for said in scene.texts(ZHOU_LAN) if "周岚 负责。最晚什么时候兑现?" in said]
    assert [f"「{DOCTOR}」" in cards[-1], f"「{RESULT}」" in cards[-2], len(cards)] == [True, True, 2]
    entry = next(one for one in await scene.timeline() if one.kind is EntryKind.PROMISES_CONFIRMED)
    assert (entry.actor, f"{RESULT} · {DOCTOR}" in entry.details) == (scene.people[ZHOU_LAN], True)
    # Settled is settled, for a finger on an old card too.
    for data in (pressed["✓ 1"], pressed["确认 2 条"]):
        assert "已由 周岚 " in await scene.press_message(ZHOU_LAN, ZHOU_LAN, card, data=data)
    # What comes in reply to it now is a promise by itself.
    await send(scene, ZHOU_LAN, CALL, reply_to=newest_message(scene, ZHOU_LAN, "✓ 承诺已确认"))
    assert last(scene, ZHOU_LAN).startswith("周岚 负责。最晚什么时候兑现?")
    assert await states(scene) == [(RESULT, OPEN), (ANSWER, NONE), (DOCTOR, OPEN), (CALL, OPEN)]


async def test_each_promise_has_an_owner_a_time_and_a_proof(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT, ANSWER)
    await scene.press(ZHOU_LAN, "确认 2 条")
    await scene.pass_time(seconds=10)
    # The last card is the answer: a chip. The other one: a time that is typed, and a slip of it.
    await scene.press(ZHOU_LAN, scene.label_like(ZHOU_LAN, "11-23 18:00"))
    await scene.pass_time(seconds=10)
    assert any("承诺 · 周岚 · 11-23 18:00 前兑现" in said and ANSWER in said for said in scene.texts(ZHOU_LAN))
    card = newest_message(
        scene, ZHOU_LAN, f"周岚 负责。最晚什么时候兑现?\n0001 3 位用户称孩子用后脸部起疹\n「{RESULT}」"
    )
    for unclear in ("好的", "昨天 9:00"):
        await send(scene, ZHOU_LAN, unclear, reply_to=card)
        assert "没看懂时间,或已经过了" in last(scene, ZHOU_LAN)
    await send(scene, ZHOU_LAN, "11-24 12:00 前", reply_to=card)
    assert any("承诺 · 周岚 · 11-24 12:00 前兑现" in said for said in scene.texts(ZHOU_LAN))
    # No question is asked again of what has its time.
    said = len(scene.texts(ZHOU_LAN))
    await scene.pass_time(minutes=70)
    assert not any("最晚什么时候兑现?" in one for one in scene.texts(ZHOU_LAN)[said:])
    # Somebody else sees to the answer: who can is offered, the new owner hears of it, and so does nobody else.
    one = newest_message(scene, ZHOU_LAN, f"「{ANSWER}」")
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, one, "换人")
    await scene.pass_time(seconds=10)
    assert "换谁负责?" in scene.sandbox.world.chats[ZHOU_LAN].messages[one].body["text"]
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, one, "返回")
    await scene.pass_time(seconds=10)
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, one, "换人")
    await scene.pass_time(seconds=10)
    assert await scene.press_message(ZHOU_LAN, ZHOU_LAN, one, "林澜") == "改由 林澜 负责"
    await scene.pass_time(seconds=10)
    assert "承诺 · 林澜 · 11-23 18:00 前兑现" in last(scene, LIN_LAN)
    async with scene.desk.reading() as look:
        deadlines = await look.clocks.running(ClockKind.PROMISE, incident=(await scene.incident()).id)
    assert [one.owner_id for one in deadlines] == [scene.people[LIN_LAN], scene.people[ZHOU_LAN]]
    said = len(scene.texts(ZHOU_LAN))
    await scene.pass_time(hours=22)
    assert any("⛔ 承诺已超时" in one and ANSWER in one for one in scene.texts(LIN_LAN))
    assert not any("⛔ 承诺已超时" in one for one in scene.texts(ZHOU_LAN)[said:])
    # Kept: by the question, and by a link in reply to the card itself.
    await scene.press(LIN_LAN, "已兑现")
    await send(
        scene, LIN_LAN, "https://example.com/answer", reply_to=newest_message(scene, LIN_LAN, "从哪里能看出")
    )
    await send(scene, ZHOU_LAN, "https://example.com/report", reply_to=card)
    assert [(one.text, one.state, one.proof) for one in await promised(scene)] == [
        (RESULT, KEPT, "https://example.com/report"),
        (ANSWER, KEPT, "https://example.com/answer"),
    ]
    assert (await scene.clocks())["promise"].state is ClockState.MET


async def test_what_nobody_confirms_comes_once_more_and_waits_where_people_look(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT)
    sounded = scene.clock.now()
    await scene.pass_time(minutes=58)
    assert len(lists(scene)) == 1
    await scene.pass_time(minutes=3)
    assert len(lists(scene)) == 2, "once more, below everything that came in between"
    await scene.pass_time(hours=20)
    assert len(lists(scene)) == 2, "and then it is left to them"
    assert not lists(scene, LIN_LAN)
    assert scene.sounds(ZHOU_LAN, sounded) >= 1
    # Anybody of the team finds it, in private; the incident ends, and it waits all the same.
    await scene.write_in_topic(XIAO_TANG, "/promise")
    await scene.pass_time(seconds=10)
    assert HEAD in last(scene, XIAO_TANG)
    assert scene.texts(FORUM, (await scene.incident()).topic_id)[-1] == "承诺已发到你的私聊"
    incident = await scene.incident()
    await scene.act_phase(LIN_LAN, incident.id, "stand_down")
    assert ClosingPiece.PROMISES in await reviews.missing_of(scene.desk, incident.id)
    await scene.press(LIN_LAN, "复盘会", FORUM)
    await scene.press(LIN_LAN, "看没兑现的承诺", FORUM)
    await scene.pass_time(seconds=10)
    assert HEAD in last(scene, LIN_LAN)
    await scene.press(LIN_LAN, "✓ 1")
    await scene.pass_time(seconds=10)
    assert "一句都没勾" in last(scene, LIN_LAN)
    assert ClosingPiece.PROMISES in await reviews.missing_of(scene.desk, incident.id), "nobody has confirmed it"
    assert await scene.press(LIN_LAN, "都不是承诺") == "都记为不是承诺"
    assert await states(scene) == [(RESULT, NONE)]
    assert ClosingPiece.PROMISES not in await reviews.missing_of(scene.desk, incident.id)
    # What somebody says himself was promised is his at once; without words the command says that nothing is open.
    await scene.write_in_topic(XIAO_TANG, "/promise")
    await scene.pass_time(seconds=10)
    assert "没有待兑现的承诺" in scene.texts(FORUM, incident.topic_id)[-1]
    await scene.write_in_topic(XIAO_TANG, f"/promise {DOCTOR}")
    await scene.pass_time(seconds=10)
    assert f"小唐 负责。最晚什么时候兑现?\n0001 3 位用户称孩子用后脸部起疹\n「{DOCTOR}」" in last(scene, XIAO_TANG)
    # It is owed after the end too: its time tells him.
    await send(scene, XIAO_TANG, "3天", reply_to=newest_message(scene, XIAO_TANG, "小唐 负责"))
    await scene.pass_time(days=4)
    assert any("⛔ 承诺已超时" in said for said in scene.texts(XIAO_TANG))


async def test_an_owner_who_names_no_time_is_asked_once_more(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT)
    await scene.press(ZHOU_LAN, "确认 1 条")
    await scene.pass_time(seconds=10)
    card = newest_message(scene, ZHOU_LAN, "最晚什么时候兑现?")
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, card, "换人")
    await scene.pass_time(minutes=30)
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, card, "林澜")
    await scene.act_phase(LIN_LAN, (await scene.incident()).id, "stand_down")
    for hours, times in ((0.9, 1), (0.2, 2), (20, 2)):
        await scene.pass_time(hours=hours)
        assert len([said for said in scene.texts(LIN_LAN) if "林澜 负责。最晚什么时候兑现?" in said]) == times
    await send(scene, LIN_LAN, "3天", reply_to=newest_message(scene, LIN_LAN, "林澜 负责"))
    assert "promise_undated" not in await scene.running_clocks()


async def test_a_sentence_too_long_for_a_promise_is_refused_and_never_cut(desk_scene: Scene) -> None:
    """Switch: `promise_lists._check_length`: four hundred characters of it would be kept, and nobody told."""
    scene = desk_scene
    await released(scene, RESULT)
    before = await states(scene)
    await send(scene, ZHOU_LAN, "我们会" + "逐一联系" * 120, reply_to=newest_message(scene, ZHOU_LAN, HEAD))
    assert "最多 400 字,现在是 483 字。没有存" in last(scene, ZHOU_LAN)
    await scene.write_in_topic(XIAO_TANG, "/promise 我们会" + "逐一联系" * 120)
    await scene.pass_time(seconds=10)
    assert any("最多 400 字" in said for said in scene.texts(FORUM))
    assert await states(scene) == before


async def test_a_deadline_of_a_promise_outlives_its_incident(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT)
    await scene.press(ZHOU_LAN, "确认 1 条")
    await scene.pass_time(seconds=10)
    await scene.press(ZHOU_LAN, scene.label_like(ZHOU_LAN, "11-23 18:00"))
    await scene.act_phase(LIN_LAN, (await scene.incident()).id, "stand_down")
    assert (await scene.clocks())["promise"].state is ClockState.RUNNING
    await scene.pass_time(hours=22)
    assert any("⛔ 承诺已超时" in said for said in scene.texts(ZHOU_LAN))


async def test_the_same_promises_are_asked_about_once_however_often_a_text_goes_out(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await by_all(scene)
    assert (lists(scene), await promised(scene)) == ([], []), "a text without a promise asks nothing"
    draft = newest_message(scene, ZHOU_LAN, "首次回应 v1 · 待发布")
    await send(scene, ZHOU_LAN, f"3 改成 {RESULT}。{ANSWER}。", reply_to=draft)
    await by_all(scene)
    assert len(lists(scene)) == 1
    # Rewritten, approved and handed over again with another promise: only that one, in a list of its own.
    await send(scene, ZHOU_LAN, f"3 改成 我们 会公布检测结果!{CALL}。", reply_to=draft)
    await by_all(scene)
    assert [said.split(" ")[2] for said in lists(scene)] == ["2", "1"]
    assert f"✓ 1 「{CALL}」" in last(scene, ZHOU_LAN)
    await scene.press(ZHOU_LAN, "确认 1 条")
    await scene.pass_time(seconds=10)
    assert await states(scene) == [(RESULT, FOUND), (ANSWER, FOUND), (CALL, OPEN)], "the first list waits"
    # To another channel with the same promises, confirmed or not.
    said, found = len(scene.texts(ZHOU_LAN)), await scene.incident()
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(found.id)
        assert incident is not None
        (statement,) = await u.statements.of_incident(incident.id)
        other = Statement(**{**statement.model_dump(), "id": u.new_id(), "channel": Channel.WEIBO})
        u.add(other)
        await u.session.flush()
        again = StatementVersion(text=f"{RESULT}。{ANSWER}!{CALL}。请先停用。")
        await promise_lists.ask(u, incident, await team_of(u, incident.team_id), other, again)
    await scene.pass_time(seconds=30)
    assert len(scene.texts(ZHOU_LAN)) == said


async def test_two_confirm_at_the_same_instant_and_a_tick_races_them(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT, ANSWER)
    zhou, lin = await actor(scene, ZHOU_LAN), await actor(scene, LIN_LAN)
    place = to_place(ZHOU_LAN)
    clock, (first, _) = (await scene.clocks())["promises_asked"].id, await promised(scene)
    async with more_desks(scene, 3) as (one, other, third):
        outcomes = await asyncio.gather(
            promise_lists.confirm(one, zhou, clock, "11", place),
            promise_lists.confirm(other, lin, clock, "11", place),
            promise_lists.tick(third, lin, first.id, counts=False),
            return_exceptions=True,
        )
    await scene.pass_time(seconds=30)
    refused = [one for one in outcomes if isinstance(one, DeskError)]
    assert len(refused) == 2, outcomes
    entries = [one for one in await scene.entries() if one is EntryKind.PROMISES_CONFIRMED]
    if len(entries) == 1:  # somebody confirmed before the tick was taken: both are promises of the same one
        owners = {one.owner_id for one in await promised(scene)}
        assert len(owners) == 1
        assert owners <= {scene.people[ZHOU_LAN], scene.people[LIN_LAN]}
        cards = [said for user in (ZHOU_LAN, LIN_LAN) for said in scene.texts(user) if "最晚什么时候兑现?" in said]
        assert len(cards) == 2
    else:  # the tick came first: nobody confirmed what he did not see
        assert entries == []
        assert await states(scene) == [(RESULT, NONE), (ANSWER, FOUND)]


async def test_a_question_of_an_older_release_is_answered_on_its_own_card(desk_scene: Scene) -> None:
    """They were asked one by one, and wait as they were."""
    scene = desk_scene
    await released(scene, RESULT)
    await scene.press(ZHOU_LAN, "确认 1 条")
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        (statement,) = await u.statements.of_incident(incident.id)
        for text in (ANSWER, DOCTOR):
            u.add(
                Promise(
                    id=u.new_id(),
                    team_id=incident.team_id,
                    incident_id=incident.id,
                    statement_id=statement.id,
                    text=text,
                    made_at=u.now,
                )
            )
    await send(scene, ZHOU_LAN, "/promise")
    asked = [said for said in scene.texts(ZHOU_LAN) if "这句是承诺吗?谁负责兑现?" in said]
    assert [ANSWER in asked[0], DOCTOR in asked[1], len(asked)] == [True, True, 2]
    await scene.press(ZHOU_LAN, "不是承诺")
    await scene.pass_time(seconds=10)
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, newest_message(scene, ZHOU_LAN, "这句是承诺吗"), "我负责")
    await scene.pass_time(seconds=10)
    assert await states(scene) == [(RESULT, OPEN), (ANSWER, OPEN), (DOCTOR, NONE)]


async def test_a_list_takes_as_many_as_a_screen_shows_and_keeps_the_next_by_itself(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT)
    for number in range(1, 7):
        await send(scene, ZHOU_LAN, f"第{number}件事我们会办", reply_to=newest_message(scene, ZHOU_LAN, HEAD))
    assert f"里有 6 {HEAD}" in lists(scene)[-1]
    assert "「第6件事我们会办」" in last(scene, ZHOU_LAN)
    assert (await states(scene))[-1] == ("第6件事我们会办", OPEN)
    # Said again it is ticked, not doubled; with the other signs too.
    await scene.press_message(ZHOU_LAN, ZHOU_LAN, newest_message(scene, ZHOU_LAN, HEAD), "✓ 2")
    await send(scene, ZHOU_LAN, "第1件事,我们会办!", reply_to=newest_message(scene, ZHOU_LAN, HEAD))
    # Somebody who takes one of them on at once has it; the list asks about the others.
    await scene.write_in_topic(XIAO_TANG, "/promise 第2件事我们会办")
    await scene.pass_time(seconds=30)
    assert "小唐 负责。最晚什么时候兑现?" in last(scene, XIAO_TANG)
    assert scene.labels(ZHOU_LAN)[:6] == ["✓ 1", "✓ 2", "✓ 4", "✓ 5", "✓ 6", "确认 5 条"]
    await send(scene, ZHOU_LAN, "第6件事我们会办", reply_to=newest_message(scene, ZHOU_LAN, HEAD))
    assert "「第6件事我们会办」" in last(scene, ZHOU_LAN), "said before: its own card comes down"
    assert await scene.press(ZHOU_LAN, "确认 5 条") == "已确认 5 条,定个时间"
    await scene.pass_time(seconds=30)
    assert [state for _, state in await states(scene)] == [OPEN] * 7


async def test_an_author_out_of_reach_leaves_it_to_whoever_commands(desk_scene: Scene) -> None:
    scene = desk_scene
    await released(scene, RESULT)
    async with scene.desk.transaction() as u:
        author = await u.people.find(scene.people[ZHOU_LAN])
        assert author is not None
        author.blocked_at = u.now
        u.session.add(author)
    await scene.pass_time(minutes=61)
    assert HEAD in last(scene, LIN_LAN)
    assert await scene.press(LIN_LAN, "确认 1 条") == "已确认 1 条,定个时间"
    assert (await promised(scene))[0].owner_id == scene.people[LIN_LAN]


async def test_the_same_in_english(desk_scene: Scene) -> None:
    scene = desk_scene
    await drafted(scene)
    await send(scene, ZHOU_LAN, f"3 改成 {RESULT}。")
    await scene.press(ZHOU_LAN, "送批准")
    async with scene.desk.transaction() as u:
        author = await u.people.find(scene.people[ZHOU_LAN])
        assert author is not None
        author.language = Language.EN
        u.session.add(author)
    for user in (LIN_LAN, CHEN_MO):
        await scene.press(user, "批准这一版")
    await scene.pass_time(seconds=30)
    assert "1 sentence of the first response sounds like a promise. Is it one?" in last(scene, ZHOU_LAN)
    assert await scene.press(ZHOU_LAN, "Confirm 1") == "Confirmed 1; now the time"
    await scene.pass_time(seconds=10)
    await send(scene, ZHOU_LAN, "by Friday 6 pm", reply_to=newest_message(scene, ZHOU_LAN, "Or reply with a time"))
    assert any("by 27 Nov 18:00" in said for said in scene.texts(ZHOU_LAN))
