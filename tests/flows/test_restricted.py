"""Restricted incidents: they live in the second group, the main group sees number and commander."""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import alerts, duty_pages, links, restricting, statements
from bot.desk.desk import DeskPolicy
from bot.desk.people import actor_in
from bot.desk.spans import folded_between
from bot.ids import PhoneId
from storage.tables.alerts import Alert
from storage.tables.calls import Link
from storage.tables.phones import Phone
from storage.vocabulary.calls import LinkPurpose
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.phones import PhoneKind
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import A_JIE, CHEN_MO, FORUM, HE_MIN, LIN_LAN, OWNER, XIAO_TANG, ZHOU_LAN, Scene

ROOM = -1001000000002
SECRET = "主播被指骚扰"
STAFF = {"title": SECRET, "crisis_type": "staff", "product": None, "severity": "S1"}
OUTSIDE = (FORUM, A_JIE, HE_MIN, XIAO_TANG)


async def room(scene: Scene) -> None:
    await scene.write(OWNER, "/setup restricted", ROOM)


def seen_outside(scene: Scene, word: str = SECRET) -> list[str]:
    """What people who do not belong can read of it now; what they wrote themselves is not counted."""
    return [text for chat in OUTSIDE for text in scene.texts(chat) if word in text]


async def test_an_owner_binds_a_second_group_and_its_members_are_on_the_list(desk_scene: Scene) -> None:
    await desk_scene.write(LIN_LAN, "/setup restricted", ROOM)
    assert "负责人" in desk_scene.texts(ROOM)[-1] or "/setup" in desk_scene.texts(ROOM)[-1]
    await room(desk_scene)
    assert "名单 6 人" in desk_scene.texts(ROOM)[-1]
    await desk_scene.write(OWNER, "/setup restricted", FORUM)
    assert "不能用主群" in desk_scene.texts()[-1]
    async with desk_scene.desk.reading() as look:
        team = await look.teams.find(desk_scene.team)
    assert team is not None
    assert (team.chat_id, team.restricted_chat_id) == (FORUM, ROOM)


async def test_a_sensitive_type_opens_behind_the_curtain(desk_scene: Scene) -> None:
    await room(desk_scene)
    await desk_scene.alert(**STAFF)
    await desk_scene.pass_time(minutes=1)
    incident = await desk_scene.incident()
    assert incident.restricted
    assert incident.topic_chat_id == ROOM
    assert any(SECRET in text for text in desk_scene.texts(ROOM, incident.topic_id))
    assert seen_outside(desk_scene) == []
    assert SECRET not in "".join(desk_scene.topics)
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.pass_time(minutes=1)
    assert f"受限事件 {incident.number} · 总指挥 林澜" in desk_scene.texts()
    assert seen_outside(desk_scene) == []


async def test_nobody_outside_is_called_asked_or_told(desk_scene: Scene) -> None:
    await room(desk_scene)
    began, legal = desk_scene.clock.now(), desk_scene.people[CHEN_MO]
    async with desk_scene.desk.transaction() as u:
        given = {"kind": PhoneKind.NTFY, "config": {"topic": "duty-7f3a91"}, "added_at": u.now}
        u.add(Phone(id=PhoneId(u.new_id()), person_id=legal, **given))
    await desk_scene.alert(**STAFF)
    await desk_scene.press(LIN_LAN, "我来响应")
    assert any("需要你担任法务" in text for text in desk_scene.texts(CHEN_MO))
    async with desk_scene.desk.reading() as look:
        rung = [f"{ring.title} {ring.frozen_text}" for ring in await look.rings.since(desk_scene.team, began)]
    assert rung
    assert [text for text in rung if "受限事件" not in text or "员工" in text] == [], (
        "through other people's servers"
    )
    await desk_scene.pass_time(minutes=90)
    assert seen_outside(desk_scene) == []
    assert seen_outside(desk_scene, "需要你担任") == []


async def test_every_way_to_look_is_closed_to_others(desk_scene: Scene) -> None:
    await room(desk_scene)
    await desk_scene.alert(**STAFF)
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    for typed in (
        f"/recap {incident.number}",
        f"/timeline {incident.number}",
        f"/tasks {incident.number}",
        "/sla",
    ):
        await desk_scene.write(XIAO_TANG, typed)
        await desk_scene.pass_time(seconds=3)
        assert "名单上的人" in desk_scene.texts(XIAO_TANG)[-1], typed
    await desk_scene.write(XIAO_TANG, "/status")
    await desk_scene.pass_time(seconds=3)
    assert f"受限事件 {incident.number} · 总指挥 林澜" in desk_scene.texts(XIAO_TANG)[-1]
    stub = next(m.id for m in desk_scene.sandbox.world.chats[FORUM].messages.values() if "受限事件" in str(m.body))
    alert = await desk_scene.newest_alert()
    for data in (f"resp:{incident.id}", f"more:{incident.id}", f"tline:{incident.id}", f"aevid:{alert.id}"):
        answer = await desk_scene.press_message(XIAO_TANG, FORUM, stub, data=f"1:{data}")
        assert "名单上的人" in answer, data
    # Somebody on the list looks in the main group: not here, everybody reads it.
    await desk_scene.write(LIN_LAN, f"/recap {incident.number}", FORUM)
    await desk_scene.pass_time(seconds=5)
    assert seen_outside(desk_scene) == []
    await desk_scene.write(ZHOU_LAN, f"/recap {incident.number}")
    assert SECRET in desk_scene.texts(ZHOU_LAN)[-1]


async def test_what_was_said_in_the_open_is_covered_when_it_becomes_restricted(desk_scene: Scene) -> None:
    await room(desk_scene)
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(HE_MIN, "接下")
    await desk_scene.pass_time(minutes=1)
    incident = await desk_scene.incident()
    old_topic = incident.topic_id
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert await desk_scene.press(LIN_LAN, "设为受限", FORUM) == "已设为受限,转到受限群"
    await desk_scene.pass_time(minutes=3)
    incident = await desk_scene.incident()
    assert incident.topic_chat_id == ROOM
    assert any("起疹" in text for text in desk_scene.texts(ROOM, incident.topic_id))
    assert seen_outside(desk_scene, "起疹") == []
    assert desk_scene.topics == ["✓ 0001 受限事件"]
    assert desk_scene.closed_topics == [old_topic]
    assert EntryKind.RESTRICTED in await desk_scene.entries()
    assert EntryKind.ROLE_RELEASED in await desk_scene.entries(), "the service lead is not on the list"


async def test_without_a_second_group_nothing_is_offered_and_a_sensitive_type_says_so(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    await desk_scene.press(LIN_LAN, "我来响应")
    await desk_scene.press(LIN_LAN, "更多", FORUM)
    await desk_scene.press(LIN_LAN, "定性", FORUM)
    assert "设为受限" not in desk_scene.labels(FORUM)
    panel = desk_scene.find(FORUM, "S1 ✓")
    answer = await desk_scene.press_message(LIN_LAN, FORUM, panel, data=f"1:restr:{incident.id}")
    assert "/setup restricted" in answer
    assert not (await desk_scene.incident()).restricted


async def test_retyped_as_sensitive_it_moves(desk_scene: Scene) -> None:
    await room(desk_scene)
    await desk_scene.alert()
    await desk_scene.press(LIN_LAN, "我来响应")
    incident = await desk_scene.incident()
    card = desk_scene.find(FORUM, "更多")
    await desk_scene.press_message(LIN_LAN, FORUM, card, data=f"1:type:{incident.id}:staff")
    await desk_scene.pass_time(minutes=3)
    incident = await desk_scene.incident()
    assert incident.crisis_type is CrisisType.STAFF
    assert incident.restricted
    assert seen_outside(desk_scene, "起疹") == []


async def test_without_a_second_group_the_owner_hears_that_everybody_can_read_it(desk_scene: Scene) -> None:
    await desk_scene.alert(**STAFF)
    incident = await desk_scene.incident()
    assert not incident.restricted
    said = [text for text in desk_scene.texts(OWNER) if "/setup restricted" in text]
    assert len(said) == 1
    assert incident.number in said[0]
    await room(desk_scene)
    await desk_scene.alert(**STAFF | {"account": "另一个号"})
    assert len([text for text in desk_scene.texts(OWNER) if "/setup restricted" in text]) == 1


async def test_a_storms_file_outside_holds_only_the_ids_of_what_is_restricted(desk_scene: Scene) -> None:
    await room(desk_scene)
    await desk_scene.alerts(
        {"dedup_key": f"d{n}", "title": f"{SECRET} {n}", "severity": "S3", "crisis_type": None} for n in range(40)
    )
    async with desk_scene.desk.reading() as look:
        since = desk_scene.clock.now() - timedelta(minutes=1)
        among = folded_between(desk_scene.team, since, since + timedelta(minutes=2))
        folded = (await look.session.exec(select(Alert).where(among).order_by(col(Alert.id).desc()))).first()
    assert folded is not None
    opened = await alerts.open_by_hand(desk_scene.desk, desk_scene.people[LIN_LAN], folded.id)
    assert opened.incident is not None
    await restricting.restrict(desk_scene.desk, desk_scene.people[LIN_LAN], opened.incident)
    await desk_scene.pass_time(minutes=2)
    _, content = desk_scene.files(FORUM)[-1]
    line = next(line for line in content.decode().splitlines() if folded.id in line)
    assert "受限事件" in line
    assert SECRET not in line


async def test_drafts_requests_and_links_of_those_who_do_not_belong_go_blind_too(sqlite_url: str) -> None:
    policy = DeskPolicy(public_url="https://desk.example.com", link_key=b"a key of this test")
    async with Scene.built(sqlite_url, policy=policy) as scene:
        await room(scene)
        async with scene.desk.transaction() as u:
            for user in (LIN_LAN, HE_MIN):
                member = await u.people.member(scene.team, scene.people[user])
                assert member is not None
                member.on_duty = user == HE_MIN
        await scene.alert(title=SECRET, crisis_type=None)
        async with scene.desk.reading() as look:
            of_call = Link.person_id == scene.people[HE_MIN], Link.purpose == LinkPurpose.CALL
            link = (await look.session.exec(select(Link).where(*of_call))).first()
        assert link is not None
        token = links.address(scene.desk.policy, link).rpartition("/")[2]
        before = await duty_pages.look(scene.desk, token)
        assert before is not None
        assert SECRET in before.call + before.card
        incident = await scene.incident()
        async with scene.desk.reading() as look:
            writer = await actor_in(look, (await look.people.find(scene.people[A_JIE])), scene.team)  # type: ignore[arg-type]
        await statements.draft(scene.desk, writer, incident.id)
        await scene.settle()
        assert seen_outside(scene, "核实"), "a draft in private"
        await restricting.restrict(scene.desk, scene.people[OWNER], incident.id)
        await scene.pass_time(minutes=1)
        assert seen_outside(scene) == []
        assert seen_outside(scene, "核实") == []
        after = await duty_pages.look(scene.desk, token)
        assert after is not None
        assert (after.call + after.card, after.acts) == ("", ())
        assert "受限事件" in after.outcome
        refused = await duty_pages.use(scene.desk, token, "take")
        assert refused is not None
        assert refused.call + refused.card == ""


async def test_an_undecided_alert_of_a_sensitive_type_says_nothing_outside_either(desk_scene: Scene) -> None:
    await room(desk_scene)
    evidence = [{"kind": "link", "url": "https://v.douyin.com/secret/", "text": SECRET}]
    await desk_scene.alert(**{**STAFF, "severity": "S2", "evidence": evidence})
    await desk_scene.pass_time(minutes=1)
    assert seen_outside(desk_scene) == []
    assert any("受限类型" in text for text in desk_scene.texts()), "that something waits is said"
    assert any(SECRET in text for text in desk_scene.texts(LIN_LAN)), "whoever is called and on the list reads it"
    alert = await desk_scene.newest_alert()
    card = desk_scene.find(FORUM, "开启事件")
    told = await desk_scene.press_message(XIAO_TANG, FORUM, card, data=f"1:aevid:{alert.id}")
    assert "受限" in told
    await desk_scene.alert(**{**STAFF, "severity": "S3", "account": "二号店"})
    await desk_scene.pass_time(minutes=1)
    assert seen_outside(desk_scene) == []
    await desk_scene.press(XIAO_TANG, "开启事件", FORUM)
    await desk_scene.pass_time(minutes=1)
    assert (await desk_scene.incident()).restricted
    assert seen_outside(desk_scene) == []
    assert "secret" not in "".join(desk_scene.texts())
