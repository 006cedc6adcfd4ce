"""Facts through the chat: one sentence in, values proposed, somebody vouches, and what happens when it falls."""

import asyncio
from datetime import timedelta

import pytest

from bot.desk import facts, people, vouching
from bot.desk.audiences import to_place
from bot.ids import SheetId
from bot.rules.facts import FactTooLong
from storage.tables.facts import Fact
from storage.tables.sheets import MessageSheet, SheetItem
from storage.vocabulary.facts import FactChangeKind, FactList, FactState
from storage.vocabulary.sheets import ItemKind, SheetState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import CHEN_MO, FORUM, HE_MIN, LIN_LAN, XIAO_TANG, ZHOU_LAN, Scene


async def facts_of(scene: Scene) -> list[Fact]:
    """The newest incident's facts, by number."""
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        return list(await look.facts.of_incident(incident.id))


async def staffed(scene: Scene) -> None:
    """An incident with commander, communications lead, legal and service lead."""
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    for person in (ZHOU_LAN, CHEN_MO, HE_MIN):
        await scene.press(person, "接下")
    await scene.pass_time(minutes=2)  # a group takes 18 messages a minute; what follows is to be seen at once


async def test_a_sentence_becomes_a_fact_somebody_stands_by(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    await desk_scene.write_in_topic(HE_MIN, "记 收到3例起疹反馈,批次0912A")
    (fact,) = await facts_of(desk_scene)
    assert (fact.text, fact.state) == ("收到3例起疹反馈,批次0912A", FactState.TO_VERIFY)
    assert [value["canonical"] for value in fact.values] == ["count:3:例", "batch:0912A"]
    card = next(text for text in desk_scene.texts() if text.startswith("事实①"))
    assert "待核实" in card
    assert "3 例 · 批次 0912A · 数值对吗?" in card
    message = desk_scene.find(FORUM, "对")
    assert await desk_scene.press(HE_MIN, "对", FORUM) == "数值没错,还要有人核实"
    # Whoever holds no role does not vouch for what he wrote himself.
    await desk_scene.write_in_topic(XIAO_TANG, "记 库存还有860件")
    refused = await desk_scene.press(XIAO_TANG, "我已核实", FORUM)
    assert "要由另一个人核实" in refused
    assert await desk_scene.press(ZHOU_LAN, "我已核实", FORUM) == "已核实,可以用了"
    incident = await desk_scene.incident()
    assert await desk_scene.press_message(HE_MIN, FORUM, message, "我已核实") == "已核实,可以用了"
    assert await desk_scene.press_message(LIN_LAN, FORUM, message, data=f"1:fver:{fact.id}") == "何敏 20:42 已核实"
    await desk_scene.pass_time(seconds=40)
    assert any("已核实 2 · 待核实 0" in text for text in desk_scene.texts(FORUM, incident.topic_id))
    # A slip is taken back within a minute, as every press.
    assert await desk_scene.press_message(HE_MIN, FORUM, message, "撤回") == "已撤回"
    assert (await facts_of(desk_scene))[0].state is FactState.TO_VERIFY
    assert await desk_scene.press_message(HE_MIN, FORUM, message, "我已核实") == "已核实,可以用了"
    kinds = await desk_scene.entries()
    assert kinds.count(EntryKind.FACT_VERIFIED) == 3
    assert EntryKind.FACT_CHANGED in kinds
    # Rounding is said to be allowed by a person, never assumed.
    await desk_scene.pass_time(minutes=2)
    assert await desk_scene.press_message(HE_MIN, FORUM, message, "可说约数") == "可以说约数了"
    assert (await facts_of(desk_scene))[0].rounding_allowed
    # Whoever vouched is told before it is too old, and one tap gives it the same time again.
    await desk_scene.pass_time(hours=5)
    assert any("快到有效期了" in text for text in desk_scene.texts(HE_MIN))
    until = (await facts_of(desk_scene))[0].expires_at
    assert await desk_scene.press(HE_MIN, "仍然属实") == "已核实,可以用了"
    renewed = (await facts_of(desk_scene))[0].expires_at
    assert until
    assert renewed
    assert renewed - until > timedelta(hours=4)
    # A figure is too old after the policy's six hours, and says so; who still knows it says that too.
    await desk_scene.pass_time(hours=6, minutes=1)
    assert EntryKind.FACT_EXPIRED in await desk_scene.entries()
    assert "已核实 0 · 待核实 2" in desk_scene.texts(FORUM, (await desk_scene.incident()).topic_id)[0]
    assert await desk_scene.press_message(HE_MIN, FORUM, message, "仍然属实") == "已核实,可以用了"
    await desk_scene.pass_time(minutes=1)
    assert "已核实 1 · 待核实 1" in desk_scene.texts(FORUM, (await desk_scene.incident()).topic_id)[0]


async def test_how_long_a_fact_holds_is_chosen_and_prolonged(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    await desk_scene.write_in_topic(XIAO_TANG, "事实 库存还有860件,来源:仓库盘点")
    card = desk_scene.find(FORUM, "我已核实")

    async def press(user: int, label: str) -> str:
        return await desk_scene.press_message(user, FORUM, card, label)

    (fact,) = await facts_of(desk_scene)
    told = await desk_scene.press_message(HE_MIN, FORUM, card, data=f"1:fhold:{fact.id}:2")
    assert "现在不能这样改" in told, "nobody vouches for it yet"
    assert await press(ZHOU_LAN, "我已核实") == "已核实,可以用了"
    # A shorter time is any colleague's to say: the stock is sold by the hour.
    await press(XIAO_TANG, "有效期")
    assert desk_scene.labels(FORUM)[:5] == ["2 小时", "6 小时", "24 小时", "不过期", "返回"]
    assert await press(XIAO_TANG, "2 小时") == "22:42 前有效"
    # Longer is vouching for it anew: not for the one who wrote it and holds no role.
    await desk_scene.pass_time(minutes=2)
    await press(XIAO_TANG, "有效期")
    assert "要由另一个人核实" in await press(XIAO_TANG, "不过期")
    await press(XIAO_TANG, "返回")
    # The warning follows what was chosen, and [仍然属实] gives as long again.
    await desk_scene.pass_time(hours=1, minutes=40)
    assert any("860" in text and "快到有效期了" in text for text in desk_scene.texts(ZHOU_LAN))
    assert await desk_scene.press(ZHOU_LAN, "仍然属实") == "已核实,可以用了"
    until = (await facts_of(desk_scene))[0].expires_at
    assert until
    assert until - desk_scene.clock.now() == timedelta(hours=2)
    # Over, and prolonged: it may be said again; a slip is taken back, and the history tells each choice.
    await desk_scene.pass_time(hours=2, minutes=1)
    assert EntryKind.FACT_EXPIRED in await desk_scene.entries()
    await press(ZHOU_LAN, "有效期")
    assert await press(ZHOU_LAN, "不过期") == "不会过期了"
    fact = (await facts_of(desk_scene))[0]
    assert (fact.expires_at, fact.verified_by) == (None, desk_scene.people[ZHOU_LAN])
    await press(ZHOU_LAN, "撤回")
    assert (await facts_of(desk_scene))[0].expires_at == until
    async with desk_scene.desk.reading() as look:
        history = await look.facts.history(fact.id)
    assert [change.reason for change in history if change.kind is FactChangeKind.EXPIRY_SET] == ["2", "0"]
    await desk_scene.pass_time(minutes=2)
    await desk_scene.write_in_topic(LIN_LAN, "事实 ①")
    told = next(text for text in reversed(desk_scene.texts()) if text.startswith("事实①"))
    assert "来源:仓库盘点" in told
    assert "小唐 · 设有效期" in told
    assert len(await facts_of(desk_scene)) == 1, "a number alone is no new fact"
    ended = [change.kind for change in history][-2:]
    assert ended == [FactChangeKind.TAKEN_BACK, FactChangeKind.EXPIRED], "too old again, and its users hear so"


async def test_what_falls_takes_along_whatever_says_it(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    await desk_scene.write_in_topic(HE_MIN, "事实 收到3例起疹反馈,批次0912A")
    await desk_scene.press(HE_MIN, "我已核实", FORUM)
    (fact,) = await facts_of(desk_scene)
    incident = await desk_scene.incident()
    async with desk_scene.desk.transaction() as u:
        sheet = MessageSheet(
            id=SheetId(u.new_id()),
            team_id=desk_scene.team,
            incident_id=incident.id,
            version=1,
            state=SheetState.CURRENT,
            drafted_by=desk_scene.people[XIAO_TANG],
            drafted_at=u.now,
            changed_at=u.now,
        )
        u.add(sheet)
        await u.session.flush()
        u.add(SheetItem(id=u.new_id(), sheet_id=sheet.id, kind=ItemKind.KEY, text="3位家长", fact_ids=[fact.id]))
    await desk_scene.pass_time(seconds=30)
    await desk_scene.press(HE_MIN, "有争议", FORUM)
    await desk_scene.pass_time(seconds=30)
    assert any("事实 1 有争议(何敏)" in text for text in desk_scene.texts(ZHOU_LAN))
    assert any("事实 1 有争议(何敏)" in text for text in desk_scene.texts(XIAO_TANG)), "its owner is told"
    async with desk_scene.desk.reading() as look:
        held = await look.sheets.find(sheet.id)
    assert held
    assert held.needs_review is not None
    await desk_scene.press(HE_MIN, "撤回", FORUM)
    async with desk_scene.desk.reading() as look:
        held = await look.sheets.find(sheet.id)
    assert held
    assert held.needs_review is None, "a slip leaves nothing behind"
    # Changed: a fourth case. What was vouched for was the old sentence.
    await desk_scene.press(HE_MIN, "改", FORUM)
    asked = max(desk_scene.sandbox.world.chats[HE_MIN].messages)
    await desk_scene.write(HE_MIN, "收到4例起疹反馈,批次0912A", reply_to=asked)
    (fact,) = await facts_of(desk_scene)
    assert (fact.values[0]["canonical"], fact.state, fact.verified_at) == ("count:4:例", FactState.TO_VERIFY, None)
    async with desk_scene.desk.reading() as look:
        held = await look.sheets.find(sheet.id)
        history = await look.facts.history(fact.id)
    assert held
    assert held.needs_review is not None
    assert [change.text for change in history][-1] == "收到4例起疹反馈,批次0912A"


async def test_ways_to_write_one_down_and_what_is_no_fact(desk_scene: Scene) -> None:
    await staffed(desk_scene)
    incident = await desk_scene.incident()
    assert incident.topic_chat_id
    # The writing hand on one's own sentence; on a colleague's it means nothing.
    await desk_scene.write_in_topic(HE_MIN, "现在3个家长来反馈了")
    mine = max(desk_scene.sandbox.world.chats[FORUM].messages)
    desk_scene.sandbox.react(LIN_LAN, FORUM, mine, "✍")
    await desk_scene.settle()
    assert await facts_of(desk_scene) == []
    desk_scene.sandbox.react(HE_MIN, FORUM, mine, "✍")
    await desk_scene.settle()
    assert [fact.text for fact in await facts_of(desk_scene)] == ["现在3个家长来反馈了"]
    # Marked again it stays one fact, and whoever marked it hears so; without a figure he hears why it is none.
    desk_scene.sandbox.react(HE_MIN, FORUM, mine, "")
    desk_scene.sandbox.react(HE_MIN, FORUM, mine, "✍")
    await desk_scene.settle()
    assert "已经是事实" in desk_scene.texts(HE_MIN)[-1]
    await desk_scene.write_in_topic(HE_MIN, "家长都很着急")
    messages = desk_scene.sandbox.world.chats[FORUM].messages.values()
    (worried,) = [one.id for one in messages if one.body.get("text") == "家长都很着急"]
    desk_scene.sandbox.react(HE_MIN, FORUM, worried, "✍")
    await desk_scene.settle()
    assert "没记成事实" in desk_scene.texts(HE_MIN)[-1]
    assert EntryKind.CAPTURED in await desk_scene.entries()
    assert len(await facts_of(desk_scene)) == 1
    # Without a figure the desk asks.
    await desk_scene.write_in_topic(HE_MIN, "记 家长情绪很激动")
    await desk_scene.press(HE_MIN, "备注", FORUM)
    assert EntryKind.NOTE in await desk_scene.entries()
    await desk_scene.write_in_topic(HE_MIN, "记 工厂已经停线")
    await desk_scene.press(HE_MIN, "事实", FORUM)
    await desk_scene.write_in_topic(HE_MIN, "事实 还不知道:起疹的原因")
    await desk_scene.write_in_topic(HE_MIN, "事实 内部 在做:联系3位家长")
    found = await facts_of(desk_scene)
    assert [(fact.text, fact.listed_as, fact.public) for fact in found[1:]] == [
        ("工厂已经停线", FactList.KNOWN, True),
        ("起疹的原因", FactList.UNKNOWN_YET, True),
        ("联系3位家长", FactList.DOING, False),
    ]
    # Bad input: words that say what is wrong, nothing half stored.
    for bad in ("事实 🤒🤒🤒", "事实 " + "很" * 3000, "事实 \u202e\u202d"):
        await desk_scene.write_in_topic(HE_MIN, bad)
    await desk_scene.pass_time(minutes=2)
    he_min = await people.actor(desk_scene.desk, people.Visitor(HE_MIN, "何敏"), FORUM)
    place = to_place(FORUM, incident.topic_id)
    await facts.record(desk_scene.desk, he_min, incident.id, "<b>收到3例</b>\ud800,\u202e批次0912A", place)
    with pytest.raises(FactTooLong):
        await facts.record(desk_scene.desk, he_min, incident.id, "3例" * 50_000, place)
    await desk_scene.settle()
    await desk_scene.write_in_topic(HE_MIN, "事实 收到5例起疹反馈")
    found = await facts_of(desk_scene)
    assert [fact.number for fact in found] == [1, 2, 3, 4, 5, 6]
    assert found[4].text == "<b>收到3例</b>,批次0912A"
    await desk_scene.pass_time(minutes=2)
    said = "\n".join(desk_scene.texts(FORUM, incident.topic_id))
    assert "没有读到内容" in said
    assert "最多 300 字" in said
    assert "和事实⑤的数不一样" in said, "contradictory facts are said, not swallowed"
    await desk_scene.write_in_topic(LIN_LAN, "/facts")
    assert any(
        text.startswith("事实清单") and "正在做" in text and "还不知道" in text
        for text in desk_scene.texts(FORUM, incident.topic_id)
    )


async def test_two_people_at_once(desk_scene: Scene) -> None:
    """Both vouch in the same instant, and one doubts: every press is answered, nothing is lost or doubled."""
    await staffed(desk_scene)
    await desk_scene.write_in_topic(XIAO_TANG, "事实 收到3例起疹反馈")
    (fact,) = await facts_of(desk_scene)
    who = [desk_scene.people[user] for user in (ZHOU_LAN, HE_MIN, CHEN_MO)]
    await asyncio.gather(*(vouching.verify(desk_scene.desk, person, fact.id) for person in who))
    (fact,) = await facts_of(desk_scene)
    async with desk_scene.desk.reading() as look:
        history = await look.facts.history(fact.id)
    assert [change.kind for change in history] == [FactChangeKind.RECORDED, FactChangeKind.VERIFIED]
    assert (fact.state, fact.version) == (FactState.VERIFIED, 2)
    he_min = await people.actor(desk_scene.desk, people.Visitor(HE_MIN, "何敏"), FORUM)
    incident, place = await desk_scene.incident(), to_place(FORUM)
    texts = [f"收到{count}单投诉" for count in range(2, 8)]
    await asyncio.gather(*(facts.record(desk_scene.desk, he_min, incident.id, text, place) for text in texts))
    found = await facts_of(desk_scene)
    assert [one.number for one in found] == [1, 2, 3, 4, 5, 6, 7]
    assert sorted(one.text for one in found[1:]) == texts
