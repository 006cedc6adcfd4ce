"""A newcomer adds phones in his private chat, tries them, and the weekly test finds who cannot be woken."""

from datetime import UTC, datetime, timedelta

from bot.desk.chores import CHORES
from bot.desk.chores import do_due as do
from bot.desk.desk import Desk
from storage.vocabulary.phones import PhoneKind, RingKind, RingVerdict
from tests.kit.desk import CHEN_MO, OWNER, ZHAO_NING, Scene


async def do_due(desk: Desk) -> None:
    """What the calendar does about phones."""
    await do(desk, [chore for chore in CHORES if chore.name == "phone-self-test"])


async def answer(scene: Scene, user: int, text: str) -> None:
    """He replies to the newest message of the desk in his private chat."""
    newest = max(scene.sandbox.world.chats[user].messages)
    await scene.write(user, text, reply_to=newest)
    await scene.pass_time(seconds=3)


async def add(scene: Scene, user: int, kind: str, text: str) -> None:
    await scene.press(user, "加一个")
    await scene.press(user, kind)
    await scene.pass_time(seconds=3)
    await answer(scene, user, text)


async def test_phones_are_added_tried_ordered_and_removed(desk_scene: Scene) -> None:
    await desk_scene.write(CHEN_MO, "/phones")
    assert "还没登记电话" in desk_scene.texts(CHEN_MO)[-1]
    await add(desk_scene, CHEN_MO, "ntfy", "my topic, with words")
    assert "不像" in desk_scene.texts(CHEN_MO)[-1]
    await desk_scene.press(CHEN_MO, "ntfy")
    await desk_scene.pass_time(seconds=3)
    await answer(desk_scene, CHEN_MO, "https://ntfy.sh/duty-7f3a91")
    await add(desk_scene, CHEN_MO, "Bark", "ynJ5Ft4atkMkWeo2PAvFhF")
    assert desk_scene.texts(CHEN_MO)[-1] == (
        "你的电话,第一个先响\n1 ntfy ntfy.sh …3a91 · 没试过\n2 Bark …vFhF · 没试过"
    )
    await desk_scene.press(CHEN_MO, "2 Bark")
    await desk_scene.press(CHEN_MO, "先响这个")
    await desk_scene.press(CHEN_MO, "1 Bark")
    assert await desk_scene.press(CHEN_MO, "让手机响一次") == "正在响,听到了点「响了」"
    await desk_scene.pass_time(seconds=3)
    (call,) = desk_scene.phones.rung
    assert (call.phone, call.kind, call.loud, call.title) == (
        PhoneKind.BARK,
        RingKind.TEST,
        True,
        "响铃测试 · 值班呼叫",
    )
    assert call.config["key"] == "ynJ5Ft4atkMkWeo2PAvFhF"
    await desk_scene.press(CHEN_MO, "响了")
    assert any("1 Bark …vFhF · 响了 20:40" in text for text in desk_scene.texts(CHEN_MO))
    desk_scene.phones.fail(PhoneKind.NTFY, RingVerdict.NO_SUCH_HOST)
    await desk_scene.write(CHEN_MO, "/phones")
    await desk_scene.pass_time(seconds=3)
    await desk_scene.press(CHEN_MO, "2 ntfy")
    await desk_scene.press(CHEN_MO, "让手机响一次")
    await desk_scene.pass_time(seconds=3)
    assert "没送出去:找不到这个主机" in desk_scene.texts(CHEN_MO)[-1]
    await desk_scene.write(CHEN_MO, "/phones")
    await desk_scene.pass_time(seconds=3)
    await desk_scene.press(CHEN_MO, "2 ntfy")
    await desk_scene.press(CHEN_MO, "删掉")
    assert "ntfy.sh" not in desk_scene.texts(CHEN_MO)[-1]
    async with desk_scene.desk.reading() as look:
        (kept,) = await look.phones.of_person(desk_scene.people[CHEN_MO])
    assert kept.tested_at is not None


async def test_every_monday_each_phone_rings_and_owners_hear_who_is_out_of_reach(desk_scene: Scene) -> None:
    """In daytime, once, whatever the hour the desk comes back; nobody without need."""
    await do_due(desk_scene.desk)  # from now on the desk knows what it has missed
    for user, kind, text in ((CHEN_MO, "Bark", "ynJ5Ft4atkMk"), (ZHAO_NING, "ntfy", "duty-zhao")):
        await desk_scene.write(user, "/start")
        await desk_scene.write(user, "/phones")
        await desk_scene.pass_time(seconds=3)
        await add(desk_scene, user, kind, text)
    monday = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
    for hours in (-1, 0, 1, 7):
        desk_scene.clock.move_to(monday + timedelta(hours=hours))
        await do_due(desk_scene.desk)
        await desk_scene.settle()
        assert len(desk_scene.phones.rung) == (0 if hours < 0 else 2)
    await desk_scene.press(CHEN_MO, "响了")
    desk_scene.clock.move_to(monday + timedelta(hours=8))
    await do_due(desk_scene.desk)
    await desk_scene.settle()
    report = desk_scene.texts(OWNER)[-1]
    assert report.splitlines()[0] == "电话周检 · 能叫醒 1/10 人"
    assert report.splitlines()[1] == f"{desk_scene.sandbox.world.users[ZHAO_NING].first_name}:ntfy,没回答"
    assert "没登记电话的 8 人" in report
    before = len(desk_scene.texts(OWNER))
    for hours in (9, 20, 30):
        desk_scene.clock.move_to(monday + timedelta(hours=hours))
        await do_due(desk_scene.desk)
        await desk_scene.settle()
    assert len(desk_scene.texts(OWNER)) == before
    assert len(desk_scene.phones.rung) == 2
