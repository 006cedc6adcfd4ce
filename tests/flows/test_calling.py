"""Who is woken when: the whole ladder, and everything that ends it, on time that tests move."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from bot.desk import calling, incidents
from bot.desk.desk import Signals
from bot.desk.ticking import tick
from bot.gateways.ringing import Ringer
from bot.ids import IdMaker, PhoneId
from storage.database import Database
from storage.tables.calls import Attempt, Chain, Rung
from storage.tables.phones import Phone, Ring
from storage.tables.teams import Member
from storage.vocabulary.calls import Answer, ChainState, RungKind, RungState, Way
from storage.vocabulary.phones import PhoneKind, RingKind, RingState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.timeline import EntryKind
from tests.kit.clock import BEGIN
from tests.kit.desk import CHEN_MO, LIN_LAN, OWNER, WANG_YAN, ZHAO_NING, ZHOU_LAN, Scene


async def own_phones(scene: Scene, **phones: int) -> None:
    """So many phones for each of these people."""
    numbers = {"lin": LIN_LAN, "zhou": ZHOU_LAN, "zhao": ZHAO_NING, "chen": CHEN_MO}
    async with scene.desk.transaction() as u:
        for name, count in phones.items():
            for position in range(count):
                u.add(
                    Phone(
                        id=PhoneId(u.new_id()),
                        person_id=scene.people[numbers[name]],
                        kind=PhoneKind.NTFY,
                        label=f"{name}{position}",
                        config={"topic": f"{name}{position}"},
                        position=position,
                        added_at=u.now,
                    )
                )


async def deputize(scene: Scene, *users: int) -> None:
    """These people command when whoever is on duty does not answer."""
    async with scene.desk.transaction() as u:
        for user in users:
            member = await u.people.member(scene.team, scene.people[user])
            assert isinstance(member, Member)
            member.duties = [*member.duties, "commander"]


async def ladder(scene: Scene) -> list[tuple[float, str, str, str]]:
    """Every try in order: after how many minutes, on which rung, who, by which way; each once."""
    names = {person: scene.sandbox.world.users[user].first_name for user, person in scene.people.items()}
    async with scene.desk.reading() as look:
        chains = (await look.session.exec(select(Chain).where(Chain.team_id == scene.team))).all()
        duty = [chain.id for chain in chains if chain.role_id is None]
        rungs = {rung.id: rung for rung in await look.calls.rungs(duty)}
        tries = await look.calls.attempts(duty)
    return [
        (
            (attempt.at - BEGIN).total_seconds() / 60,
            rungs[attempt.rung_id].kind.value,
            names[attempt.person_id],
            attempt.way.value,
        )
        for attempt in tries
    ]


async def rings(scene: Scene) -> list[Ring]:
    """Every page to a phone, in order."""
    async with scene.desk.reading() as look:
        rows = await look.session.exec(select(Ring).where(Ring.team_id == scene.team).order_by(Ring.id))
        return [row for row in rows.all() if row.kind is RingKind.PAGE]


async def chain(scene: Scene) -> tuple[Chain, list[Rung], list[Attempt]]:
    """The newest call that looks for whoever takes it."""
    async with scene.desk.reading() as look:
        query = select(Chain).where(Chain.team_id == scene.team).order_by(Chain.id)
        found = [row for row in (await look.session.exec(query)).all() if row.role_id is None][-1]
        return found, list(await look.calls.rungs([found.id])), list(await look.calls.attempts([found.id]))


async def test_nobody_answers_and_the_ladder_is_exact(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    _, rungs, _ = await chain(desk_scene)
    frozen = [(rung.kind, (rung.due_at - BEGIN) / timedelta(minutes=1)) for rung in rungs]
    assert frozen == [
        (RungKind.FIRST, 0),
        (RungKind.SECOND_PHONE, 2.5),
        (RungKind.DEPUTY, 5),
        (RungKind.TEAM, 10),
        (RungKind.AGAIN, 15),
        (RungKind.AGAIN, 20),
        (RungKind.AGAIN, 25),
        (RungKind.NOBODY, 30),
    ]
    assert "20:45 前响应,否则转呼 周岚" in "\n".join(desk_scene.texts(LIN_LAN))
    await desk_scene.pass_time(minutes=9, seconds=59)
    assert await ladder(desk_scene) == [
        (0, "first", "林澜", "private"),
        (0, "first", "林澜", "phone"),
        (2.5, "second_phone", "林澜", "phone"),
        (5, "deputy", "周岚", "private"),
        (5, "deputy", "周岚", "phone"),
    ]
    await desk_scene.pass_time(minutes=21)
    after = await ladder(desk_scene)
    team = {who for minute, rung, who, _ in after if (minute, rung) == (10, "team")}
    assert "陈默" in team
    assert not team & {"林澜", "周岚"}
    assert {minute for minute, rung, *_ in after if rung == "again"} == {15, 20, 25}
    found, _, tries = await chain(desk_scene)
    assert found.state is ChainState.EXHAUSTED
    assert {attempt.answer for attempt in tries if attempt.way is not Way.NONE} == {Answer.SILENT}
    assert EntryKind.NOBODY_LEFT in await desk_scene.entries()
    assert any("没人响应" in text for text in desk_scene.texts(OWNER))


async def test_taken_on_the_second_rung_it_is_silent_everywhere(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    await desk_scene.pass_time(minutes=3)
    await desk_scene.press(LIN_LAN, "我来响应")
    found, rungs, tries = await chain(desk_scene)
    assert (found.state, found.ended_by) == (ChainState.ANSWERED, desk_scene.people[LIN_LAN])
    assert [rung.state for rung in rungs[:2]] == [RungState.REACHED] * 2
    assert {rung.state for rung in rungs[2:]} == {RungState.SPARED}
    assert {attempt.answer for attempt in tries} == {Answer.TOOK}
    pages = [ring for ring in await rings(desk_scene) if ring.chain_id == found.id]
    assert len(pages) == 2
    assert all(ring.stopped_at == desk_scene.clock.now() for ring in pages), "in the same transaction"
    before = len(await ladder(desk_scene))
    await desk_scene.pass_time(minutes=40)
    assert len(await ladder(desk_scene)) == before
    assert "rung" not in await desk_scene.running_clocks()


async def test_who_cannot_passes_it_on_at_once_and_got_it_is_quiet_for_three_minutes(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=1, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    await desk_scene.pass_time(minutes=1)
    assert await desk_scene.press(LIN_LAN, "接不了") == "已转呼 周岚"
    _, rungs, _ = await chain(desk_scene)
    due = {rung.kind: (rung.due_at - BEGIN) / timedelta(minutes=1) for rung in reversed(rungs)}
    assert (due[RungKind.DEPUTY], due[RungKind.TEAM], due[RungKind.NOBODY]) == (1, 6, 26)
    await desk_scene.write(ZHOU_LAN, "收到")
    duty = (await chain(desk_scene))[0].id
    his = [ring for ring in await rings(desk_scene) if ring.chain_id == duty]
    stopped = {ring.stopped_at is not None for ring in his if ring.person_id == desk_scene.people[ZHOU_LAN]}
    assert stopped == {True}
    assert len([step for step in await ladder(desk_scene) if step[2:] == ("周岚", "phone")]) == 1
    await desk_scene.pass_time(minutes=3, seconds=1)
    tries = [step for step in await ladder(desk_scene) if step[2:] == ("周岚", "phone")]
    assert [minute for minute, *_ in tries] == [1, 4], "it rings again, the call was open all the time"


async def test_a_mild_one_waits_for_the_morning_and_a_grave_one_does_not(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=1)
    await desk_scene.pass_time(hours=3)  # 23:40
    await desk_scene.write(ZHOU_LAN, "/declare 网传用回收料做玩偶")
    async with desk_scene.desk.transaction() as u:
        incident = await u.incidents.hold((await desk_scene.incident()).id)
        assert incident is not None
        assert incident.severity.value == "S3"
        await calling.call_duty(u, incident)
    await desk_scene.settle()
    assert [step[2:] for step in await ladder(desk_scene)] == [("林澜", "quiet")]
    assert await rings(desk_scene) == []
    async with desk_scene.desk.reading() as look:
        morning = [
            r for r in await look.calls.rungs([(await chain(desk_scene))[0].id]) if r.kind is RungKind.MORNING
        ]
    assert (morning[0].due_at - BEGIN) == timedelta(hours=11, minutes=20), "08:00"
    await desk_scene.alert()
    assert [step[2:] for step in await ladder(desk_scene)][-2:] == [("林澜", "private"), ("林澜", "phone")]


async def test_a_storm_is_one_call_that_names_the_worst(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=1)
    for name in "甲乙丙":
        await desk_scene.alert(account=name, product=name, title=f"孩子用{name}后起疹")
        await desk_scene.pass_time(seconds=5)
    pages = [ring for ring in await rings(desk_scene) if ring.person_id == desk_scene.people[LIN_LAN]]
    assert len(pages) == 2, "one at once, one that says how many"
    assert (pages[0].not_before, pages[1].not_before) == (BEGIN, BEGIN + timedelta(seconds=60))
    assert pages[0].title == "S1 呼叫 · 值班"
    assert pages[1].title == "S1 呼叫 · 3 个事件"
    assert pages[1].frozen_text.startswith("最急 0001")
    second = pages[1].incident_id
    assert second is not None
    await incidents.respond(desk_scene.desk, desk_scene.people[LIN_LAN], second)
    await desk_scene.pass_time(seconds=50)
    last = next(ring for ring in await rings(desk_scene) if ring.id == pages[1].id)
    assert (last.state, last.stopped_at) == (RingState.SENT, None), "two of the three still need him"
    assert last.incident_id != second
    assert (last.page_url, last.links) == ("", {}), "no token is kept once it has rung"


async def test_restarted_in_the_middle_two_replicas_call_once(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    # Down over two rungs; then two desks, each with connections of its own, look and ring at the same time.
    desk_scene.clock.move(timedelta(minutes=6))
    one = desk_scene.desk
    database = Database(one.database.url.render_as_string(hide_password=False))
    other = replace(one, database=database, new_id=IdMaker(desk_scene.clock.now), signals=Signals())
    await asyncio.gather(tick(one), tick(other))
    ringers = desk_scene.ringer, Ringer(other, desk_scene.phones.channels)
    await asyncio.gather(*(ringer.drain() for ringer in ringers))
    await database.close()
    called = [call.ring for call in desk_scene.phones.rung if call.kind is RingKind.PAGE]
    assert sorted(called) == sorted({ring.id for ring in await rings(desk_scene)}), "each phone once"
    assert [step[1:] for step in await ladder(desk_scene)] == [
        ("first", "林澜", "private"),
        ("first", "林澜", "phone"),
        ("second_phone", "林澜", "phone"),
        ("deputy", "周岚", "private"),
        ("deputy", "周岚", "phone"),
    ]
    assert [step[0] for step in await ladder(desk_scene)] == [0, 0, 6, 6, 6], "late, and none is dropped"


async def test_a_phone_that_fails_is_the_next_rung_and_nobody_is_forgotten(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    async with desk_scene.desk.transaction() as u:
        without = await u.people.member(desk_scene.team, desk_scene.people[ZHAO_NING])
        assert without is not None
        without.on_duty = True
    desk_scene.phones.fail(PhoneKind.NTFY)
    await desk_scene.alert()
    assert any("联系不上 赵宁" in text for text in desk_scene.texts(OWNER)), "no private chat, no phone"
    first = await rings(desk_scene)
    assert {ring.person_id for ring in first} == {desk_scene.people[LIN_LAN], desk_scene.people[ZHOU_LAN]}
    entries = await desk_scene.entries()
    assert EntryKind.PAGE_FAILED in entries
    mine = [step[1:] for step in await ladder(desk_scene) if step[2:] == ("林澜", "phone")]
    assert mine == [("first", "林澜", "phone")] * 2, "his second phone at once, not after half the time"


async def test_a_private_call_that_never_arrives_is_passed_on_at_once(desk_scene: Scene) -> None:
    await own_phones(desk_scene, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    desk_scene.sandbox.block(LIN_LAN)
    await desk_scene.alert()
    tried = [step[:1] + step[2:] for step in await ladder(desk_scene)]
    assert tried[:2] == [(0, "林澜", "private"), (0, "周岚", "private")], "not after five minutes"
    assert any("联系不上 林澜" in text for text in desk_scene.texts(OWNER))
    _, rungs, tries = await chain(desk_scene)
    assert {rung.kind: (rung.due_at - BEGIN) / timedelta(minutes=1) for rung in rungs}[RungKind.TEAM] == 5
    assert [t.trouble for t in tries if t.person_id == desk_scene.people[LIN_LAN] and t.way is Way.PRIVATE] == [
        "private_chat"
    ]


async def test_the_phones_ring_in_their_time_while_telegram_is_down(desk_scene: Scene) -> None:
    await own_phones(desk_scene, lin=2, zhou=1)
    await deputize(desk_scene, ZHOU_LAN)
    for method in ("send*", "create*", "edit*", "pin*"):
        desk_scene.sandbox.fault("down", method, times=-1)
    await desk_scene.alert()
    await desk_scene.pass_time(minutes=6)
    assert desk_scene.texts(LIN_LAN) == [], "nothing gets through to Telegram"
    numbers = {desk_scene.people[LIN_LAN]: "林澜", desk_scene.people[ZHOU_LAN]: "周岚"}
    duty = (await chain(desk_scene))[0].id
    sent = [
        (r.not_before - BEGIN, numbers[r.person_id], r.state)
        for r in await rings(desk_scene)
        if r.chain_id == duty
    ]
    assert sent == [
        (timedelta(0), "林澜", RingState.SENT),
        (timedelta(minutes=2.5), "林澜", RingState.SENT),
        (timedelta(minutes=5), "周岚", RingState.SENT),
    ]


async def test_a_long_silence_is_asked_about_and_a_long_night_handed_over(desk_scene: Scene) -> None:
    await deputize(desk_scene, ZHOU_LAN)
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    for user, role in ((ZHOU_LAN, "接下"), (CHEN_MO, "接下")):
        await desk_scene.press(user, role)
    await desk_scene.pass_time(minutes=46)
    assert any("你还在处理吗" in text for text in desk_scene.texts(LIN_LAN))
    await desk_scene.press(LIN_LAN, "还在")
    assert EntryKind.STILL_HERE in await desk_scene.entries()
    await desk_scene.pass_time(minutes=51)
    asked = await desk_scene.roles()
    assert asked[RoleKind.COMMANDER].person_id == desk_scene.people[ZHOU_LAN], "he does not answer: the next one"
    assert (await desk_scene.incident()).commander_id == desk_scene.people[LIN_LAN], "his until somebody takes it"
    await desk_scene.press(ZHOU_LAN, "接下")
    assert (await desk_scene.incident()).commander_id == desk_scene.people[ZHOU_LAN]
    await desk_scene.pass_time(hours=3)
    assert any("该休息了" in text for text in desk_scene.texts(CHEN_MO)), "four hours as legal"
    await desk_scene.press(CHEN_MO, "交接")
    await desk_scene.pass_time(minutes=5, seconds=5)
    assert any("王砚还没接下法务" in text for text in desk_scene.texts(CHEN_MO)), "the brief must be taken"
    assert (await desk_scene.roles())[RoleKind.LEGAL].person_id == desk_scene.people[CHEN_MO]
    await desk_scene.press(WANG_YAN, "接下")
    assert (await desk_scene.roles())[RoleKind.LEGAL].person_id == desk_scene.people[WANG_YAN]
    before = sum("该休息了" in text for text in desk_scene.texts(CHEN_MO))
    await desk_scene.pass_time(hours=2)
    assert sum("该休息了" in text for text in desk_scene.texts(CHEN_MO)) == before, (
        "reminders stop when it is done"
    )
