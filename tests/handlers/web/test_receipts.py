"""Receipt links: the version and only that, a name, one receipt each, and nothing for a wrong or old link."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import receipts
from bot.desk.incidents import declare
from bot.desk.people import Actor
from bot.ids import PersonId, SheetId
from storage.tables.frontline import Receipt
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem
from storage.tables.speaking import Parcel
from storage.tables.teams import Member, Person
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.sheets import ItemKind, SheetState
from tests.handlers.web.conftest import Door

LINE = "原因正在核实,22:30前<在>本账号通报。"


async def current_sheet(door: Door) -> tuple[Actor, SheetId]:
    """A person, an incident, and its current sheet."""
    desk = door.app.desk
    async with desk.transaction() as u:
        team = (await u.teams.all())[0]
        person = Person(id=PersonId(u.new_id()), telegram_user_id=77, name="何敏", created_at=u.now)
        u.add(person)
        await u.session.flush()
        u.add(Member(id=u.new_id(), team_id=team.id, person_id=person.id, joined_at=u.now, duties=[]))
    actor = Actor(person.id, team.id, Standing.MEMBER, "何敏", Language.ZH, desk.policy.zone)
    await declare(desk, person.id, team.id, "儿童润肤霜疑致起疹")
    async with desk.transaction() as u:
        incident = (await u.session.exec(select(Incident))).one()
        sheet = MessageSheet(
            id=SheetId(u.new_id()),
            team_id=team.id,
            incident_id=incident.id,
            version=3,
            state=SheetState.CURRENT,
            drafted_at=u.now,
            changed_at=u.now,
            valid_to=u.now + timedelta(hours=6),
        )
        u.add(sheet)
        await u.session.flush()
        u.add(SheetItem(id=u.new_id(), sheet_id=sheet.id, kind=ItemKind.KEY, text=LINE))
    return actor, sheet.id


async def link_of(door: Door, actor: Actor, sheet: SheetId) -> str:
    """The link's path, as the desk says it in the chat."""
    await receipts.link(door.app.desk, actor, sheet, "chat:77:0:0")
    async with door.app.database.reading() as session:
        said = (await session.exec(select(Parcel).where(Parcel.kind == ParcelKind.REPLY))).all()
    url = next(str(row.values["url"]) for row in said if row.values.get("key") == "answer-receipt-link")
    assert url.startswith("https://desk.example.com/read/")
    return url.removeprefix("https://desk.example.com")


async def test_somebody_outside_reads_the_version_and_says_so_once(door: Door) -> None:
    actor, sheet = await current_sheet(door)
    path = await link_of(door, actor, sheet)
    page = await door.client.get(path)
    text = await page.text()
    assert page.status == 200
    assert "【口径 v3 · 现行】" in text
    assert "前&lt;在&gt;本账号" in text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for name in ("小李", "小李", "<b>小王</b> 13800138000"):
        thanks = await door.client.post(path, data={"name": name})
        assert thanks.status == 200
        assert "已记下" in await thanks.text()
    async with door.app.database.reading() as session:
        kept = [row.name for row in (await session.exec(select(Receipt))).all()]
    assert kept[0] == "小李"
    assert len(kept) == 2
    assert "13800138000" not in kept[1]
    assert (await door.client.post(path, data={"name": "  "})).status == 422
    bodies = {"charset=nonsense": b"name=x", "charset=utf-8": b"name=\xed\xa0\x80\xff", "a=b": b"name=x&" * 20}
    for more, body in bodies.items():
        sent = {"Content-Type": f"application/x-www-form-urlencoded; {more}"}
        assert (await door.client.post(path, data=body, headers=sent)).status in (200, 422), more
    parts = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await door.client.post(path, data=b"--x", headers=parts)).status == 422


async def test_the_link_on_the_card_of_a_group_elsewhere_opens(door: Door) -> None:
    """It names the group beside the version, so that receipts count for it."""
    _, sheet = await current_sheet(door)
    async with door.app.desk.transaction() as u:
        robot = u.new_id()
        url = await receipts.url_of(u, "https://desk.example.com", sheet, robot)
    path = url.removeprefix("https://desk.example.com")
    page = await door.client.get(path)
    assert page.status == 200
    assert "【口径 v3 · 现行】" in await page.text()
    assert receipts.group_of(path.rpartition("/")[2]) == robot
    assert (await door.client.get(path.replace(robot, sheet))).status == 404, "another group's is another link"


async def test_a_link_that_went_round_fills_no_timeline(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_NAMES", 3)
    actor, sheet = await current_sheet(door)
    path = await link_of(door, actor, sheet)
    answers = [await (await door.client.post(path, data={"name": f"某人{n}"})).text() for n in range(5)]
    assert ["已记下" in answer for answer in answers] == [True, True, True, False, False]
    assert await door.count(Receipt) == 3


async def test_a_forged_or_old_link_shows_nothing_and_keeps_nothing(door: Door) -> None:
    actor, sheet = await current_sheet(door)
    path = await link_of(door, actor, sheet)
    forged = path[:-4] + ("0000" if not path.endswith("0000") else "1111")
    for wrong in (forged, f"/read/{sheet}.", f"/read/{'A' * 26}.{'0' * 32}"):
        page = await door.client.get(wrong)
        assert page.status == 404
        assert LINE[:6] not in await page.text()
        assert (await door.client.post(wrong, data={"name": "小李"})).status == 404
    async with door.app.desk.transaction() as u:
        found = await u.sheets.find(sheet)
        assert found is not None
        found.state = SheetState.SUPERSEDED
    old = await door.client.get(path)
    assert old.status == 404
    assert "已失效" in await old.text()
    assert (await door.client.post(path, data={"name": "小李"})).status == 404
    assert await door.count(Receipt) == 0
