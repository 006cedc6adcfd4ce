"""Deadlines at work: listed, paused by two, of law, across holidays, shorter on air."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.vocabulary.clocks import ClockState
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_triage import RUMOUR
from tests.kit.desk import FORUM, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene


async def open_s2(scene: Scene) -> None:
    await scene.alert(severity="S2", title="客服回复慢,用户不满", product=None, crisis_type="complaint_cluster")
    await scene.press(LIN_LAN, "开启事件")
    await scene.pass_time(minutes=1)


async def test_all_deadlines_are_listed_with_owner_and_why(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(XIAO_TANG, "/sla")
    incident = await desk_scene.incident()
    told = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert told.startswith("时限 ")
    assert "首次回应 21:40 到期" in told
    assert "归 林澜" in told
    assert "暂停" not in "".join(desk_scene.labels(FORUM)[:8]), "never in S1"
    await desk_scene.press(XIAO_TANG, desk_scene.label_like(FORUM, "1 依据"), FORUM)
    assert "依据:" in desk_scene.texts(FORUM, incident.topic_id)[-1]


async def test_a_pause_needs_a_reason_and_a_second_person_and_moves_what_lay_ahead(desk_scene: Scene) -> None:
    await open_s2(desk_scene)
    due = (await desk_scene.clocks())["verified_statement"].due_at
    await desk_scene.write_in_topic(LIN_LAN, "/sla")
    assert await desk_scene.press(LIN_LAN, "暂停情况说明", FORUM) == "已发到你的私聊"
    question = max(desk_scene.sandbox.world.chats[LIN_LAN].messages)
    await desk_scene.write(LIN_LAN, "等检测报告,周三出", reply_to=question)
    assert "另一个人批准" in await desk_scene.press(LIN_LAN, "同意暂停", FORUM)
    assert (await desk_scene.clocks())["verified_statement"].state is ClockState.RUNNING
    assert await desk_scene.press(ZHOU_LAN, "同意暂停", FORUM) == "情况说明已暂停"
    clock = (await desk_scene.clocks())["verified_statement"]
    assert clock.state is ClockState.PAUSED
    await desk_scene.pass_time(hours=2)
    await desk_scene.write_in_topic(LIN_LAN, "/sla")
    incident = await desk_scene.incident()
    assert "暂停中" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    await desk_scene.press(ZHOU_LAN, "继续情况说明", FORUM)
    clock = (await desk_scene.clocks())["verified_statement"]
    assert clock.state is ClockState.RUNNING
    assert clock.due_at - due == timedelta(hours=2)
    kinds = await desk_scene.entries()
    assert kinds.index(EntryKind.CLOCK_PAUSED) < kinds.index(EntryKind.CLOCK_RESUMED)


async def test_raised_to_s1_a_paused_deadline_runs_from_its_first_start(desk_scene: Scene) -> None:
    await open_s2(desk_scene)
    await desk_scene.write_in_topic(LIN_LAN, "/sla")
    await desk_scene.press(LIN_LAN, "暂停情况说明", FORUM)
    question = max(desk_scene.sandbox.world.chats[LIN_LAN].messages)
    await desk_scene.write(LIN_LAN, "等检测报告", reply_to=question)
    await desk_scene.press(ZHOU_LAN, "同意暂停", FORUM)
    await desk_scene.pass_time(hours=1)
    incident = await desk_scene.incident()
    panel = desk_scene.find(FORUM, "更多")
    await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:sev:{incident.id}:S1")
    clock = (await desk_scene.clocks())["verified_statement"]
    assert clock.state is ClockState.RUNNING
    assert clock.due_at == clock.started_at + timedelta(hours=5)
    stale = await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:cpause:{clock.id}")
    assert "S1 的时限不能暂停" in stale


async def test_a_deadline_of_law_is_attached_with_its_source_and_never_pauses(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(XIAO_TANG, "/legal")
    incident = await desk_scene.incident()
    listed = desk_scene.texts(FORUM, incident.topic_id)[-1]
    assert "L4" in listed
    assert "立即办,没有写明小时数" in listed
    await desk_scene.press(XIAO_TANG, "L5", FORUM)
    clock = (await desk_scene.clocks())["legal"]
    assert clock.due_at - clock.started_at == timedelta(days=7)
    assert "消费者权益保护法" in clock.source_of_figure
    assert clock.never_pauses
    panel = desk_scene.find(FORUM, "更多")
    refused = await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:cpause:{clock.id}")
    assert refused
    assert (await desk_scene.clocks())["legal"].state is ClockState.RUNNING
    await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:sev:{incident.id}:S2")
    assert (await desk_scene.clocks())["legal"].due_at == clock.due_at, "no level moves it"


async def test_a_law_without_an_hour_asks_for_one(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.write_in_topic(XIAO_TANG, "/legal L4")
    question = max(desk_scene.sandbox.world.chats[XIAO_TANG].messages)
    assert "几点前办完" in desk_scene.texts(XIAO_TANG)[-1]
    await desk_scene.write(XIAO_TANG, "尽快", reply_to=question)
    assert "没看懂时间" in desk_scene.texts(XIAO_TANG)[-1]
    await desk_scene.write(XIAO_TANG, "20:00", reply_to=question)
    assert "已经过了" in desk_scene.texts(XIAO_TANG)[-1]
    await desk_scene.write(XIAO_TANG, "3小时", reply_to=question)
    await desk_scene.pass_time(seconds=5)
    assert "已挂上 L4" in desk_scene.texts(XIAO_TANG)[-1]
    await desk_scene.write_in_topic(XIAO_TANG, "/legal l4 22:00")
    incident = await desk_scene.incident()
    assert "已经挂上" in desk_scene.texts(FORUM, incident.topic_id)[-1]
    await desk_scene.write_in_topic(XIAO_TANG, "/legal L99")
    assert "没有编号「L99」" in desk_scene.texts(FORUM, incident.topic_id)[-1]


@pytest.mark.parametrize(
    ("attached", "due"),
    [
        # 2026 (State Council notice of November 2025): Spring Festival 15 to 23 February, the Saturdays 14 and 28
        # are worked. Seven working days after Friday 13: 14, 24, 25, 26, 27, 28 February and Monday 2 March.
        (datetime(2026, 2, 13, 8, 0, tzinfo=UTC), datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
        # National Day 1 to 7 October, Saturday 10 is worked: 8, 9, 10, 12, 13, 14, 15 October.
        (datetime(2026, 9, 30, 8, 0, tzinfo=UTC), datetime(2026, 10, 15, 10, 0, tzinfo=UTC)),
    ],
)
async def test_working_days_go_round_the_holidays(database_url: str, attached: datetime, due: datetime) -> None:
    async with Scene.built(database_url) as scene:
        scene.clock._at = attached  # before anything has happened
        await _attach_l8(scene)
        clock = (await scene.clocks())["legal"]
        assert clock.due_at == due
        assert clock.calendar_known


async def _attach_l8(scene: Scene) -> None:
    await scene.write(LIN_LAN, "/declare 用户集中投诉客服", FORUM)
    await scene.pass_time(seconds=30)
    await scene.write(LIN_LAN, "/legal L8a")


async def test_a_year_without_a_calendar_is_marked_unknown(desk_scene: Scene) -> None:
    await desk_scene.pass_time(days=45)  # January 2027: no calendar published in the library
    await _attach_l8(desk_scene)
    clock = (await desk_scene.clocks())["legal"]
    assert not clock.calendar_known
    await desk_scene.write(LIN_LAN, "/sla")
    assert "节假日未知" in desk_scene.texts(LIN_LAN)[-1]
    row = next(line for line in desk_scene.texts(LIN_LAN)[-1].splitlines() if "L8a" in line)
    await desk_scene.press(LIN_LAN, f"{row[0]} 依据")
    await desk_scene.pass_time(seconds=5)
    assert "这一年的节假日还没公布" in desk_scene.texts(LIN_LAN)[-1]


async def test_on_air_deadlines_are_counted_again(desk_scene: Scene) -> None:
    await desk_scene.alert(**{**RUMOUR, "severity": "S2"})
    await desk_scene.press(LIN_LAN, "开启事件")
    before = {kind: clock.due_at for kind, clock in (await desk_scene.clocks()).items()}
    incident = await desk_scene.incident()
    card = desk_scene.find(FORUM, "更多")
    await desk_scene.press_message(LIN_LAN, FORUM, card, data=f"1:live:{incident.id}")
    after = {kind: clock.due_at for kind, clock in (await desk_scene.clocks()).items()}
    assert all(after[kind] <= due for kind, due in before.items() if kind in after)
    await desk_scene.press_message(LIN_LAN, FORUM, card, data=f"1:live:{incident.id}")
    back = {kind: clock.due_at for kind, clock in (await desk_scene.clocks()).items()}
    assert {kind: back[kind] for kind in before} == before


async def test_a_deadline_the_database_refuses_silences_no_other(desk_scene: Scene) -> None:
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    clocks = await desk_scene.clocks()
    bad = clocks["roles_complete"].id
    on_sqlite = desk_scene.desk.database.is_sqlite
    refuse = (
        f"CREATE TRIGGER refuse BEFORE INSERT ON timeline WHEN NEW.ref = '{bad}' "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
        if on_sqlite
        else f"ALTER TABLE timeline ADD CONSTRAINT refuse CHECK (ref IS DISTINCT FROM '{bad}') NOT VALID"
    )
    async with desk_scene.desk.database.engine.begin() as connection:
        await connection.exec_driver_sql(refuse)
    await desk_scene.pass_time(minutes=31)
    clocks = await desk_scene.clocks()
    assert clocks["decision"].breached_at is not None
    assert clocks["roles_complete"].breached_at is None
    gone = "DROP TRIGGER refuse" if on_sqlite else "ALTER TABLE timeline DROP CONSTRAINT refuse"
    async with desk_scene.desk.database.engine.begin() as connection:
        await connection.exec_driver_sql(gone)
    await desk_scene.pass_time(minutes=2)
    assert (await desk_scene.clocks())["roles_complete"].breached_at is not None, "late, and never dropped"
