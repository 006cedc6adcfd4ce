"""The duty page from outside: looking never acts, one link is one act, and whoever guesses learns nothing."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from bot.desk import links
from bot.ids import PersonId, PhoneId, TeamId
from storage.tables.calls import Chain, Link
from storage.tables.incidents import Incident
from storage.tables.phones import Phone, Ring
from storage.tables.teams import Member, Person
from storage.tables.timeline import Entry
from storage.vocabulary.calls import ChainState, LinkPurpose
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind
from storage.vocabulary.timeline import EntryKind
from tests.handlers.web.conftest import Door

ALERT = {"title": "3 位用户称孩子用后脸部起疹 <b>", "severity": "S1", "dedup_key": "a1", "account": "豆芽"}


async def staff(door: Door, *names: str, phones: int = 1) -> None:
    """These people are on duty, by phone only: none of them has Telegram."""
    desk = door.app.desk
    async with desk.transaction() as u:
        team = TeamId((await u.teams.all())[0].id)
        for name in names:
            person = Person(id=PersonId(u.new_id()), name=name, created_at=u.now, language=Language.ZH)
            u.add(person)
            await u.session.flush()
            u.add(
                Member(id=u.new_id(), team_id=team, person_id=person.id, on_duty=True, joined_at=u.now, duties=[])
            )
            for position in range(phones):
                u.add(
                    Phone(
                        id=PhoneId(u.new_id()),
                        person_id=person.id,
                        kind=PhoneKind.NTFY,
                        config={"topic": name},
                        position=position,
                        added_at=u.now,
                    )
                )


async def paths(door: Door, purpose: LinkPurpose) -> list[str]:
    """Where the links of this purpose lead, the oldest first."""
    async with door.app.desk.reading() as look:
        rows = await look.session.exec(select(Link).where(Link.purpose == purpose).order_by(col(Link.id)))
        return [
            links.address(door.app.desk.policy, link).removeprefix("https://desk.example.com")
            for link in rows.all()
        ]


async def states(door: Door) -> tuple[IncidentState, ChainState, list[EntryKind]]:
    async with door.app.desk.reading() as look:
        incident = (await look.session.exec(select(Incident))).one()
        chain = (await look.session.exec(select(Chain).where(col(Chain.role_id).is_(None)))).one()
        entries = (await look.session.exec(select(Entry).order_by(col(Entry.seq)))).all()
    return incident.state, chain.state, [entry.kind for entry in entries]


async def test_one_takes_it_from_the_page_and_the_others_link_says_who(door: Door) -> None:
    await staff(door, "陈默", "王砚")
    assert (await door.post(ALERT)).status == 200
    mine, other = await paths(door, LinkPurpose.CALL)
    shown = await door.client.get(mine)
    text = await shown.text()
    assert shown.status == 200
    assert "S1 · 呼叫值班" in text
    assert "3 位用户称孩子用后脸部起疹 &lt;b&gt;" in text
    assert re.findall(r'name="act" value="(\w+)"', text) == ["respond", "cant"]
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "<script" not in text
    assert "style=" not in text
    for _ in range(3):
        assert (await door.client.get(mine)).status == 200
    assert (await states(door))[:2] == (IncidentState.WAITING, ChainState.RUNNING), "looking never acts"
    posted = await door.client.post(mine, data={"act": "respond"}, allow_redirects=False)
    assert (posted.status, posted.headers["Location"]) == (303, mine)
    assert (await states(door))[:2] == (IncidentState.HANDLING, ChainState.ANSWERED)
    after = await door.client.get(mine)
    assert "你已响应 · 20:40" in await after.text()
    late = await door.client.get(other)
    assert (late.status, "这次呼叫已由 陈默 20:40 接下。" in await late.text()) == (410, True)
    again = await door.client.post(other, data={"act": "take"})
    assert (again.status, "这次呼叫已由 陈默 20:40 接下。" in await again.text()) == (409, True)
    async with door.app.desk.reading() as look:
        rings = (await look.session.exec(select(Ring).where(Ring.kind == "page"))).all()
    assert all(ring.stopped_at for ring in rings), "silence everywhere, in the same act"


async def test_posted_twice_at_once_is_one_act(door: Door) -> None:
    await staff(door, "陈默", "王砚")
    await door.post(ALERT)
    (path, _) = await paths(door, LinkPurpose.DECLINE)
    answers = await asyncio.gather(*(door.client.post(path, allow_redirects=False) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    assert (await states(door))[2].count(EntryKind.DECLINED) == 1


async def test_a_lock_screen_button_does_its_one_thing_and_nothing_else(door: Door) -> None:
    await staff(door, "陈默")
    await door.post(ALERT)
    (cant,) = await paths(door, LinkPurpose.DECLINE)
    wrong = await door.client.post(cant, data={"act": "take"})
    assert wrong.status == 409
    assert (await states(door))[0] is IncidentState.WAITING


async def test_an_old_link_and_a_guessed_one(door: Door) -> None:
    await staff(door, "陈默")
    await door.post(ALERT)
    (path,) = await paths(door, LinkPurpose.CALL)
    door.clock.move(timedelta(hours=12))
    old = await door.client.get(path)
    assert (old.status, "链接已失效" in await old.text()) == (410, True)
    assert (await door.client.post(path, data={"act": "take"})).status == 409
    assert (await door.client.post(path, data=b"&".join([b"a=1"] * 20))).status == 409
    guesses = [(await door.client.post(f"/duty/{'A' * 31}{n}", data={"act": "take"})).status for n in range(10)]
    guesses += [(await door.client.get(f"/duty/B{n}")).status for n in range(25)]
    assert guesses == [404] * 30 + [429] * 5
    assert (await door.client.get(path)).status == 410, "a link that exists is answered all the same"
    assert (await states(door))[0] is IncidentState.WAITING


async def test_an_old_link_and_one_of_somebody_who_left_tell_no_news(door: Door) -> None:
    await staff(door, "陈默", "王砚")
    await door.post(ALERT)
    mine, other = await paths(door, LinkPurpose.CALL)
    await door.client.post(mine, data={"act": "take"})
    assert "3 位用户称" in await (await door.client.get(other)).text(), "today it may still be looked at"
    async with door.app.desk.transaction() as u:
        member = (await u.people.members(TeamId((await u.teams.all())[0].id)))[0]
        member.left_at = u.now
    gone = await door.client.get(mine)
    assert (gone.status, "3 位用户称" in await gone.text()) == (404, False), "she left the team"
    assert (await door.client.post(mine, data={"act": "take"})).status == 404
    door.clock.move(timedelta(hours=12))
    old = await door.client.get(other)
    assert (old.status, "3 位用户称" in await old.text()) == (410, False), "the call is over, and so is the link"


async def test_without_an_address_there_are_no_links(door: Door) -> None:
    desk = replace(door.app.desk, policy=replace(door.app.desk.policy, public_url=""))
    async with desk.transaction() as u:
        assert await links.issue(u, TeamId("t"), PersonId("p"), LinkPurpose.CALL, "c") == ""
