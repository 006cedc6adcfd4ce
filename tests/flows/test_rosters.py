"""The roster in private: written down, read back, exchanged, away; and what is not ready."""

import asyncio

from bot.desk import habits, readiness
from bot.desk.habits import CodeLocked, CodeWrong
from bot.errors import DeskError
from storage.vocabulary.calls import RungKind
from tests.flows.test_calling import chain, deputize, ladder, own_phones
from tests.kit.desk import FORUM, HE_MIN, LIN_LAN, OWNER, WANG_YAN, ZHOU_LAN, Scene


async def wrote(scene: Scene, user: int, text: str, *where: int | None) -> None:
    """Somebody writes, and reads the answer a moment later: a private chat takes one message a second."""
    await scene.pass_time(seconds=2)
    await scene.write(user, text, *where)
    await scene.pass_time(seconds=2)


async def test_a_rotation_decides_who_is_called_and_a_stand_in_and_a_leave_change_it(desk_scene: Scene) -> None:
    await wrote(desk_scene, LIN_LAN, "/duty add 夜班 周岚 21:00-09:00 1")
    assert "只有" in desk_scene.texts(LIN_LAN)[-1] or "负责人" in desk_scene.texts(LIN_LAN)[-1]
    await wrote(desk_scene, OWNER, "/duty add 夜班 周岚 何敏 20:00-09:00 1")
    roster = desk_scene.texts(OWNER)[-1]
    assert "现在:周岚" in roster
    assert "⛔ 没有人值班:11-23 09:00 到 11-23 20:00" in roster
    assert "11-23 何敏 20:00-09:00" in roster
    await desk_scene.alert()
    assert [step[2] for step in await ladder(desk_scene)] == ["周岚"], "the rotation, not who says he is on duty"
    await wrote(desk_scene, ZHOU_LAN, "/duty swap 何敏 20:30-23:00")
    assert "现在:何敏" in desk_scene.texts(ZHOU_LAN)[-1]
    await wrote(desk_scene, HE_MIN, "/duty away 11-22 11-23")
    await desk_scene.alert(account="乙", product="乙", title="孩子用乙后起疹")
    called = {step[2] for step in await ladder(desk_scene)}
    assert "何敏" not in called, "nobody calls him while he is away"
    assert "林澜" in called, "a gap in the rotation falls back to who says he is on duty"
    await wrote(desk_scene, HE_MIN, "/duty back")
    assert "现在:何敏" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.press(HE_MIN, "日历文件")
    await desk_scene.pass_time(seconds=3)
    files = [m for m in desk_scene.sandbox.world.chats[HE_MIN].messages.values() if "document" in m.body]
    assert files, "a file that any calendar reads"
    for wrong in (
        "/duty add 白班",
        "/duty swap 何敏 昨天",
        "/duty swap 谁也不是 20:30-23:00",
        "/duty away 11-25 11-20",
    ):
        before = len(desk_scene.texts(OWNER))
        await wrote(desk_scene, OWNER, wrong)
        assert len(desk_scene.texts(OWNER)) == before + 2, "what was typed, and words; nothing is kept"


async def test_page_shows_the_call_with_its_times_and_wakes_a_role(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2)
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await wrote(desk_scene, LIN_LAN, "/page", incident.topic_chat_id, incident.topic_id)
    shown = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert "✓ 20:40 呼叫 · 林澜" in shown
    assert "20:42 第二部手机 · 林澜" in shown
    assert "20:45 转呼副手 · 周岚" in shown
    assert "20:50 全员" in shown
    await desk_scene.press(LIN_LAN, "叫法务", FORUM)
    assert any("需要你担任法务" in text for text in desk_scene.texts(WANG_YAN)), "asked again: the deputy"


async def test_five_wrong_codes_lock_it_and_tell_the_owner(desk_scene: Scene) -> None:
    await wrote(desk_scene, LIN_LAN, "/me code 123456")
    assert "六位数字" in desk_scene.texts(LIN_LAN)[-1]
    await wrote(desk_scene, LIN_LAN, "/me code 482913")
    await habits.prove(desk_scene.desk, desk_scene.people[LIN_LAN], "482913")
    met: list[type[DeskError]] = []
    for _ in range(6):
        try:
            await habits.prove(desk_scene.desk, desk_scene.people[LIN_LAN], "000000")
        except DeskError as refusal:
            met.append(type(refusal))
    assert met == [CodeWrong] * 4 + [CodeLocked] * 2
    await desk_scene.settle()
    assert any("连续输错五次" in text for text in desk_scene.texts(OWNER))
    async with desk_scene.desk.reading() as look:
        kept = (await look.rosters.habits([desk_scene.people[LIN_LAN]]))[desk_scene.people[LIN_LAN]]
    assert "482913" not in kept.code_hash + kept.code_salt
    await wrote(desk_scene, LIN_LAN, "/me code 571902")
    await habits.prove(desk_scene.desk, desk_scene.people[LIN_LAN], "571902")


async def test_quiet_hours_are_a_persons_own_but_never_for_the_grave(desk_scene: Scene) -> None:
    await wrote(desk_scene, LIN_LAN, "/me quiet S1 20:00-23:00")
    assert "没有免打扰" in desk_scene.texts(LIN_LAN)[-1]
    await wrote(desk_scene, LIN_LAN, "/me quiet S3 20:00-21:00")
    await wrote(desk_scene, LIN_LAN, "/me zone Asia/Kathmandu")
    await wrote(desk_scene, LIN_LAN, "/me zone Mars/Base")
    assert "没有「Mars/Base」这个时区" in desk_scene.texts(LIN_LAN)[-1]
    await desk_scene.alert()
    _, rungs, _ = await chain(desk_scene)
    assert RungKind.MORNING not in [rung.kind for rung in rungs]


async def test_readiness_turns_red_for_each_thing_that_is_broken_and_green_again(desk_scene: Scene) -> None:
    await wrote(desk_scene, OWNER, "/readiness")
    first = desk_scene.texts(OWNER)[-1]
    assert "公关负责人只有 1 个人叫得到" in first
    assert "法务只有" not in first, "two of them"
    assert "总指挥只有 1 个人能当" in first, (
        "whoever is on duty and responds commands; nobody taps commander in /me"
    )
    assert "业务负责人只有 0 个人叫得到" in first
    assert "还没有备份" in first
    await readiness.note_backup(desk_scene.desk)
    await own_phones(desk_scene, zhao=1)
    await wrote(desk_scene, OWNER, "/readiness")
    after = desk_scene.texts(OWNER)[-1]
    assert "还没有备份" not in after
    assert "业务负责人只有 1 个人叫得到" in after
    await wrote(desk_scene, OWNER, "/duty add 白班 林澜 09:00-18:00 7")
    await wrote(desk_scene, OWNER, "/readiness")
    assert "下一周有 8 段没有人值班" in desk_scene.texts(OWNER)[-1]
    said = len(desk_scene.texts(OWNER))
    # A leader is lost right after it, and two believe for a moment that they lead.
    await asyncio.gather(readiness.push_reds(desk_scene.desk), readiness.push_reds(desk_scene.desk))
    await desk_scene.pass_time(seconds=3)
    await readiness.push_reds(desk_scene.desk)
    await desk_scene.pass_time(seconds=3)
    assert len(desk_scene.texts(OWNER)) == said + 1
    assert desk_scene.texts(OWNER)[-1] == desk_scene.texts(OWNER)[-2], "the same page, unasked"


async def test_four_weeks_of_calls_in_a_few_lines(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=1)
    await desk_scene.alert()
    await desk_scene.pass_time(minutes=2)
    await desk_scene.press(LIN_LAN, "我来响应")
    await wrote(desk_scene, OWNER, "/duty stats")
    told = desk_scene.texts(OWNER)[-1]
    assert "呼叫:2 分 有回应(中位数)" in told or "呼叫:2 分钟 有回应(中位数)" in told or "呼叫:120 秒" in told
    assert "休息时间:2 分" in told
    assert "林澜 被叫 1 次" in told
    assert "休息 1 次" in told


async def test_one_paper_for_the_hour_when_the_network_is_gone(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await wrote(desk_scene, OWNER, "/paper")
    (paper,) = [m for m in desk_scene.sandbox.world.chats[OWNER].messages.values() if "document" in m.body]
    assert "打出来贴墙上" in str(paper.body["caption"])
