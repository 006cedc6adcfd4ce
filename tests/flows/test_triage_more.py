"""Triage, the rest of it: watches with a time and triggers, hints, reports of every kind, tables, flapping."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func
from sqlmodel import select

from storage.tables.alerts import Alert
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_triage import OUTAGE, RUMOUR
from tests.kit.desk import A_JIE, FORUM, HE_MIN, LIN_LAN, Scene

BEIJING = ZoneInfo("Asia/Shanghai")


async def card_of(scene: Scene, user: int, words: str) -> int:
    """The newest message in somebody's private chat with these words."""
    messages = scene.sandbox.world.chats[user].messages.values()
    found = [
        m.id for m in messages if words in str(m.body.get("text", "")) and m.sender == scene.sandbox.world.bot_id
    ]
    return max(found)


async def says(scene: Scene, user: int, text: str, reply_to: int | None = None, chat: int | None = None) -> None:
    """Somebody writes, and what is answered has time to come."""
    await scene.write(user, text, chat, reply_to=reply_to)
    await scene.pass_time(seconds=2)


async def test_a_watch_as_typed_has_a_time_and_triggers_in_any_order_and_width(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    card = await card_of(desk_scene, LIN_LAN, "网传豆芽星球")
    await says(desk_scene, LIN_LAN, "盯到 14:00 转发≥300", card)
    assert "14:00 已经过了" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "盯到 23:00 心情好", card)
    assert "没看懂「心情好」" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "盯到 23:00 转发≥100", card)
    assert "现在已经 180" in desk_scene.texts(LIN_LAN)[-1], "it would call at once"
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING, "nothing of it was kept"
    await says(desk_scene, LIN_LAN, "盯到23:00,转发≥300 有媒体来问", card)
    alert = await desk_scene.newest_alert()
    assert alert.state is AlertState.WATCHING
    assert alert.watch_triggers == [
        {"metric": "reposts", "at_least": 300.0},
        {"metric": "media_asks", "at_least": 1},
    ]
    assert alert.watch_until is not None
    assert alert.watch_until - desk_scene.clock.now() < timedelta(hours=2, minutes=20)
    assert any("林澜 盯到 23:00,转发 ≥ 300 即呼叫" in text for text in desk_scene.texts(LIN_LAN))
    await says(desk_scene, LIN_LAN, "有媒体来问", card)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING
    fired = desk_scene.texts(LIN_LAN)
    assert any("有媒体来问" in text and "盯着的有动静" in text for text in fired)
    assert any("建议:开启事件(有媒体来问)" in text for text in fired)


async def test_watching_again_does_not_fire_at_once_on_what_is_known(desk_scene: Scene) -> None:
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 700}}, dedup_key="rumour")
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 710}}, dedup_key="rumour")
    assert (await desk_scene.newest_alert()).state is AlertState.WATCHING


async def test_without_a_metric_source_the_desk_asks_at_half_time(desk_scene: Scene) -> None:
    await desk_scene.alert(**{**RUMOUR, "metrics": None}, dedup_key="rumour")
    assert any("建议:先盯着(转发还不知道)" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.write(LIN_LAN, "/watch 2小时", reply_to=await card_of(desk_scene, LIN_LAN, "网传豆芽星球"))
    await desk_scene.pass_time(minutes=59)
    assert not any("现在多少" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.pass_time(minutes=2)
    asked = await card_of(desk_scene, LIN_LAN, "现在多少")
    await says(desk_scene, LIN_LAN, "很多人在转", asked)
    assert "没看懂「很多人在转」" in desk_scene.texts(LIN_LAN)[-1]
    await says(desk_scene, LIN_LAN, "播放3.2万 转发180", asked)
    alert = await desk_scene.newest_alert()
    assert alert.metrics == {"plays": 32000.0, "reposts": 180.0}
    assert alert.state is AlertState.WATCHING
    await says(desk_scene, LIN_LAN, "转发五百 转发 512", asked)
    await says(desk_scene, LIN_LAN, "转发512", asked)
    assert (await desk_scene.newest_alert()).state is AlertState.WAITING


async def test_a_source_that_brings_figures_is_not_asked_for_them(desk_scene: Scene) -> None:
    await desk_scene.alert(**RUMOUR, dedup_key="rumour")
    await desk_scene.press(LIN_LAN, "先盯着")
    await desk_scene.pass_time(minutes=30)
    await desk_scene.alert(**{**RUMOUR, "metrics": {"reposts": 200}}, dedup_key="rumour")
    await desk_scene.pass_time(hours=2)
    assert not any("现在多少" in text for text in desk_scene.texts(LIN_LAN))


async def test_every_alert_that_waits_has_a_hint_with_its_reason(desk_scene: Scene) -> None:
    await desk_scene.alert(**OUTAGE, dedup_key="outage")
    assert any("20:50 前无人处理将自动开启" in text for text in desk_scene.texts())
    await desk_scene.alert(**OUTAGE, dedup_key="outage", status="resolved")
    await desk_scene.pass_time(minutes=1)
    shown = next(text for text in desk_scene.texts(FORUM) if "直播间下单失败率升高" in text)
    assert "建议:无需处理(来源说已恢复)" in shown
    assert "自动开启" not in shown


async def test_the_type_is_guessed_by_the_words_and_shown_for_correction(desk_scene: Scene) -> None:
    await desk_scene.alert(title="网传豆芽星球用回收料", severity="S3", crisis_type=None, product=None)
    alert = await desk_scene.newest_alert()
    assert alert.crisis_type is CrisisType.RUMOR
    assert alert.group_key is None, "a guess never makes two matters one"
    assert any("看着像网络传言" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.write(LIN_LAN, "/declare 主播口误说错了价格,评论区在刷屏", FORUM)
    incident = await desk_scene.incident()
    assert incident.crisis_type is not CrisisType.OTHER
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert any("✓" in label for label in desk_scene.labels(FORUM)), "preset, to be changed by one tap"


async def test_a_forward_is_a_report_that_began_when_it_was_written(desk_scene: Scene) -> None:
    written = desk_scene.clock.now()
    first = desk_scene.sandbox.say(HE_MIN, FORUM, "直播间有人说孩子起疹")
    await desk_scene.settle()
    assert await desk_scene.incidents() == [], "plain talk in the group is no report"
    await desk_scene.pass_time(minutes=9)
    forwarded = {"chat_id": FORUM, "message_id": first.id}
    await desk_scene.write(A_JIE, "", forward_from=forwarded)
    incident = await desk_scene.incident()
    assert incident.title == "直播间有人说孩子起疹"
    assert incident.first_seen_at == written.replace(microsecond=0)
    assert not any("最早什么时候" in text for text in desk_scene.texts(A_JIE)), "it is known"


async def test_a_share_text_keeps_its_words_and_gives_its_link(desk_scene: Scene) -> None:
    share = "7.43 复制打开抖音,看看【豆芽星球的作品】用了这个面霜退货 https://v.douyin.com/iRNBho5/ 12/05 :8am"
    await desk_scene.write(HE_MIN, share)
    alert = await desk_scene.newest_alert()
    assert alert.content_url == "https://v.douyin.com/iRNBho5/"
    assert alert.platform == "douyin"
    assert "【豆芽星球的作品】用了这个面霜退货" in alert.title
    assert "https" not in alert.title
    await desk_scene.write(HE_MIN, "看看这个 https://example.com/x")
    assert (await desk_scene.newest_alert()).id == alert.id, "another link alone is no share text"


async def test_a_forwarded_mail_tells_what_and_when(desk_scene: Scene) -> None:
    mail = (
        "---------- 转发的邮件 ----------\n发件人:王先生 <wang@example.com>\n发送时间:2026年11月22日 下午8:05\n"
        "主题:投诉:面霜有异物\n\n您好,我买的面霜里有异物,电话 13800138000"
    )
    await desk_scene.write(HE_MIN, mail)
    alert = await desk_scene.newest_alert()
    assert alert.title.startswith("投诉:面霜有异物")
    assert alert.first_seen_at.astimezone(BEIJING).strftime("%H:%M") == "20:05"
    assert "13800138000" not in alert.title + alert.summary
    assert "wang@example.com" not in alert.title + alert.summary


async def test_in_the_main_chat_only_what_is_handed_to_the_desk_is_a_report(desk_scene: Scene) -> None:
    share = "看看【豆芽星球】退货太多 https://weibo.com/123/abc"
    await desk_scene.write(HE_MIN, share, FORUM)
    assert await alerts_of(desk_scene) == 0
    await desk_scene.write(HE_MIN, "/help", FORUM)
    mine = max(
        m.id
        for m in desk_scene.sandbox.world.chats[FORUM].messages.values()
        if m.sender == desk_scene.sandbox.world.bot_id
    )
    await desk_scene.write(HE_MIN, share, FORUM, reply_to=mine)
    assert (await desk_scene.newest_alert()).platform == "weibo"


async def test_since_when_is_asked_once_and_moves_the_public_clocks(desk_scene: Scene) -> None:
    await desk_scene.write(HE_MIN, "报 三个家长说孩子起疹")
    await desk_scene.pass_time(seconds=2)
    asked = await card_of(desk_scene, HE_MIN, "最早什么时候看到的")
    before = (await desk_scene.clocks())["first_response"].due_at
    await says(desk_scene, HE_MIN, "大概刚才吧", asked)
    assert "没看懂「大概刚才吧」" in desk_scene.texts(HE_MIN)[-1]
    assert (await desk_scene.clocks())["first_response"].due_at == before
    await says(desk_scene, HE_MIN, "20:31", asked)
    assert "首见记为 20:31,首次回应 21:31 到期" in desk_scene.texts(HE_MIN)[-1]
    clock = (await desk_scene.clocks())["first_response"]
    assert before - clock.due_at == timedelta(minutes=9)
    incident = await desk_scene.incident()
    assert incident.first_seen_at.astimezone(BEIJING).strftime("%H:%M") == "20:31"
    assert EntryKind.CLOCK_RECOMPUTED in await desk_scene.entries()
    assert len([text for text in desk_scene.texts(HE_MIN) if "最早什么时候" in text]) == 1


TABLE = (
    "标题,等级,平台,转发,首见,编号\n"
    "网传用回收料,S3,微博,1.2万,2026-11-22 20:10,a1\n"
    "\n"
    '"客服说""不归我管""",一般,抖音,,2026/11/22 19:00,a2\n'
)


async def send_table(scene: Scene, user: int, content: bytes, name: str = "alerts.csv") -> str:
    """Somebody sends a file in private; returns the answer."""
    scene.sandbox.say(user, user, document=(name, content, "text/csv"))
    await scene.settle()
    await scene.pass_time(seconds=2)
    return scene.texts(user)[-1]


async def alerts_of(scene: Scene) -> int:
    """How many alerts the first team has."""
    return await scene.alert_count()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
async def test_a_table_becomes_alerts(desk_scene: Scene, encoding: str) -> None:
    answer = await send_table(desk_scene, HE_MIN, TABLE.encode(encoding))
    assert "2 行都收下了" in answer
    assert await alerts_of(desk_scene) == 2
    async with desk_scene.desk.reading() as look:
        rows = {alert.title: alert for alert in await look.alerts.undecided(desk_scene.team)}
    rumour = rows["网传用回收料"]
    assert rumour.metrics == {"reposts": 12000.0}
    assert rumour.first_seen_at.astimezone(BEIJING).strftime("%H:%M") == "20:10"
    assert rows['客服说"不归我管"'].severity.value == "S4"
    assert "2 行都收下了,新的 0 条" in await send_table(desk_scene, HE_MIN, TABLE.encode(encoding)), (
        "the same again"
    )


BAD_TABLES = [
    (b"\x89PNG\r\n\x1a\n\x00\x00", "不像一张能读的表格"),
    (b"", "不像一张能读的表格"),
    ("标题,等级\n".encode(), "不像一张能读的表格"),
    ("姓名,电话\n张三,138\n".encode(), "不像一张能读的表格"),
    ("标题,等级\n有,S3\n,S2\n什么,很急\n".encode(), "3 (title), 4 (severity)"),
    ("标题,转发\n有,很多\n".encode(), "2 (reposts)"),
    ("标题,首见\n有,明年\n".encode(), "2 (first_seen)"),
    (("标题\n" + "条\n" * 501).encode(), "有 501 行"),
    ('标题\n"没有结束\n下一行\n'.encode(), "不像一张能读的表格"),
]


@pytest.mark.parametrize(("content", "told"), BAD_TABLES)
async def test_a_bad_table_is_named_by_its_rows_and_leaves_nothing_behind(
    desk_scene: Scene, content: bytes, told: str
) -> None:
    answer = await send_table(desk_scene, HE_MIN, content or b" ")
    assert told in answer
    assert await alerts_of(desk_scene) == 0


@pytest.mark.parametrize(("severity", "chat_of"), [("S1", "topic"), ("S3", "main")])
async def test_in_a_storm_of_one_matter_every_id_is_in_the_file(
    desk_scene: Scene, severity: str, chat_of: str
) -> None:
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条反馈", "severity": severity} for n in range(1000)
    )
    await desk_scene.pass_time(seconds=59)
    assert len(desk_scene.calls()) <= 18
    assert await desk_scene.alert_count() == 1000
    await desk_scene.pass_time(minutes=1)
    name, content = desk_scene.files(FORUM)[-1]
    assert name.endswith(".txt")
    listed = {line.partition("\t")[0] for line in content.decode().splitlines()}
    async with desk_scene.desk.reading() as look:
        known = set((await look.session.exec(select(Alert.id).where(Alert.team_id == desk_scene.team))).all())
    assert listed == known
    files = len(desk_scene.files(FORUM))
    for n in range(5):
        await desk_scene.alerts(
            {"dedup_key": f"e{n}-{k}", "title": f"又 {n}", "severity": severity} for k in range(40)
        )
        await desk_scene.pass_time(minutes=2)
    assert len(desk_scene.files(FORUM)) == files, "at most one every quarter of an hour"
    await desk_scene.pass_time(minutes=15)
    assert len(desk_scene.files(FORUM)) == files + 1
    assert len(desk_scene.files(FORUM)[-1][1].decode().splitlines()) == 1200


async def test_what_goes_on_and_off_only_changes_its_card(desk_scene: Scene) -> None:
    await desk_scene.alert(**OUTAGE, dedup_key="flap")
    for status in ("resolved", "firing") * 3:
        await desk_scene.pass_time(minutes=1)
        before = desk_scene.clock.now()
        said = len(desk_scene.texts(FORUM)) + len(desk_scene.texts(LIN_LAN))
        await desk_scene.alert(**OUTAGE, dedup_key="flap", status=status)
        assert len(desk_scene.texts(FORUM)) + len(desk_scene.texts(LIN_LAN)) == said, "edits only"
        assert desk_scene.sounds(LIN_LAN, before) == 0
    await desk_scene.alert(**OUTAGE, dedup_key="flap", status="resolved")
    await desk_scene.pass_time(minutes=1)
    assert any("来源反复报警又说恢复,先当没恢复" in text for text in desk_scene.texts())
    await desk_scene.pass_time(minutes=4)
    assert len(await desk_scene.incidents()) == 1, "over does not count: it opens at its deadline"
    entries = len(await desk_scene.entries())
    for status in ("firing", "resolved") * 3:
        await desk_scene.alert(**OUTAGE, dedup_key="flap", status=status)
    assert len(await desk_scene.entries()) == entries, "nor is every turn an entry"


async def test_a_storm_is_put_away_by_one_tap_and_none_of_it_was_without_a_clock(desk_scene: Scene) -> None:
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条", "severity": "S3", "crisis_type": None} for n in range(60)
    )
    assert len(await desk_scene.running_clocks()) == 60
    await desk_scene.pass_time(minutes=2)
    await desk_scene.pass_time(minutes=90)
    assert len(await desk_scene.running_clocks()) == 60
    assert not any("第 30 条" in text for text in desk_scene.texts(LIN_LAN)), "not asked one by one"
    assert "40 条已记为无需处理" in await desk_scene.press(HE_MIN, "这些都无需处理", FORUM)
    assert len(await desk_scene.running_clocks()) == 20
    assert "0 条" in await desk_scene.press(LIN_LAN, "这些都无需处理", FORUM)


async def test_while_a_storm_is_put_away_others_are_not_kept_waiting(desk_scene: Scene) -> None:
    """Switch: all of it in one transaction (`storms.put_away`). Of twenty thousand everybody would wait for the
    last; and with each held by its own parameter neither database takes more than 32,766 of them."""
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"第 {n} 条", "severity": "S3", "crisis_type": None} for n in range(620)
    )
    await desk_scene.pass_time(minutes=2)
    pressing = asyncio.create_task(desk_scene.press(HE_MIN, "这些都无需处理", FORUM))
    seen: set[int] = set()
    while not pressing.done():
        async with desk_scene.desk.transaction() as u:  # somebody else's act
            found = await u.session.exec(select(func.count()).where(Alert.state == AlertState.WAITING))
            seen.add(found.one())
        await asyncio.sleep(0)
    assert seen - {20, 620}, "their turn came while a part of it was still there"
    assert "600 条已记为无需处理" in await pressing
    assert len(await desk_scene.running_clocks()) == 20


async def test_what_has_become_grave_is_not_put_away_with_its_storm(desk_scene: Scene) -> None:
    """Switch: `MILD` in `storms.put_away`: one person alone would have dismissed an S2, without a second one."""
    storm = [
        {"dedup_key": f"d{n}", "title": f"第 {n} 条", "severity": "S3", "crisis_type": None} for n in range(60)
    ]
    await desk_scene.alerts(storm)
    await desk_scene.pass_time(minutes=2)
    await desk_scene.alerts([storm[30] | {"severity": "S2"}])
    assert "39 条已记为无需处理" in await desk_scene.press(HE_MIN, "这些都无需处理", FORUM)
    async with desk_scene.desk.reading() as look:
        left = await look.alerts.undecided(desk_scene.team)
    assert [alert.title for alert in left if alert.folded] == ["第 30 条"]
