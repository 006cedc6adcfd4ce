"""The pages: a link once and for ten minutes, then a cookie; the wall, figures, an incident's live recap."""

import asyncio
import re
from datetime import timedelta

from aiohttp import ClientResponse
from sqlmodel import col, select

from bot.desk import incidents, pages
from bot.desk.people import Actor
from bot.ids import IncidentId, PersonId
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.tables.teams import Member, Person, Team
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.handlers.web.conftest import Door

HOSTILE = '<img src=x onerror=alert(1)> "起疹" \u202e'


async def somebody(door: Door, name: str = "林澜", restricted: bool = False) -> Actor:
    """A member of the first team whose private chat is open."""
    async with door.app.desk.transaction() as u:
        (team, *_) = await u.teams.all()
        person = Person(
            id=PersonId(u.new_id()),
            telegram_user_id=700 + len(name) + int(restricted),
            name=name,
            created_at=u.now,
            started_at=u.now,
        )
        u.add(person)
        await u.session.flush()
        member = Member(
            id=u.new_id(), team_id=team.id, person_id=person.id, joined_at=u.now, restricted=restricted, duties=[]
        )
        u.add(member)
        zone = door.app.desk.policy.zone
        return Actor(person.id, team.id, Standing.MEMBER, name, Language.ZH, zone, started=True)


async def an_incident(door: Door, title: str = HOSTILE, restricted: bool = False) -> IncidentId:
    async with door.app.desk.transaction() as u:
        (team, *_) = await u.teams.all()
        opened = await incidents.open_incident(u, team, title=title, severity=Severity.S1)
        opened.restricted = restricted
        return opened.id


async def link(door: Door, actor: Actor, leads_to: str = "board") -> str:
    """The path of the link that somebody gets in private."""
    await pages.invite(door.app.desk, actor, leads_to)
    async with door.app.desk.reading() as look:
        query = select(Parcel).where(Parcel.kind == ParcelKind.PAGE_LINK).order_by(col(Parcel.seq).desc())
        parcel = (await look.session.exec(query)).first()
    assert parcel is not None
    assert parcel.audience == f"person:{actor.person}", "never into a group"
    return str(parcel.values["url"]).removeprefix("https://desk.example.com")


async def come_in(door: Door, actor: Actor) -> ClientResponse:
    """Follow the link as a browser does; the cookie is for https only, so it is carried by hand."""
    first = await door.client.get(await link(door, actor), allow_redirects=False)
    assert first.status == 303
    cookie = first.headers["Set-Cookie"]
    for word in ("HttpOnly", "Secure", "SameSite=Lax", f"Path=/t/{actor.team}"):
        assert word in cookie
    door.headers = {"Cookie": cookie.partition(";")[0]}
    return await door.client.get(first.headers["Location"], headers=door.headers)


async def test_a_link_works_once_and_not_for_long(door: Door) -> None:
    actor = await somebody(door)
    path = await link(door, actor)
    assert (await door.client.get(path, allow_redirects=False)).status == 303
    used = await door.client.get(path)
    assert (used.status, "用过了" in await used.text()) == (410, True)
    late = await link(door, actor)
    door.clock.move_to(door.clock.now() + timedelta(minutes=11))
    expired = await door.client.get(late)
    assert (expired.status, "过期了" in await expired.text()) == (410, True)
    made_up = await door.client.get(f"/t/{actor.team}/enter/{'x' * 32}")
    assert made_up.status == 410
    for path in ("board", "stats", "incidents/INC-2026-0001", "board/events"):
        refused = await door.client.get(f"/t/{actor.team}/{path}")
        assert refused.status == 401, path
        assert "发 /board" in await refused.text()


async def test_the_wall_shows_what_is_open_and_hides_what_is_restricted(door: Door) -> None:
    actor = await somebody(door)
    await an_incident(door)
    await an_incident(door, "门店员工的事", restricted=True)
    wall = await come_in(door, actor)
    text = await wall.text()
    assert wall.status == 200
    assert "INC-2026-0001" in text
    assert "首次回应" in text
    assert "<img" not in text, "a title is text"
    assert "门店员工" not in text
    assert "另有 1 件受限事件" in text
    policy = wall.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.search(r"script-src 'sha256-[^']+'", policy)
    english = await door.client.get(f"/t/{actor.team}/board?lang=en", headers=door.headers)
    assert "Next public deadline" in await english.text()

    hidden = await door.client.get(f"/t/{actor.team}/incidents/INC-2026-0002", headers=door.headers)
    assert (hidden.status, "门店员工" in await hidden.text()) == (404, False)
    listed = await somebody(door, "法务陈默", restricted=True)
    assert "门店员工" in await (await come_in(door, listed)).text()


async def test_an_incident_is_told_live_and_figures_say_when_they_are_too_few(door: Door) -> None:
    actor = await somebody(door)
    await an_incident(door, "儿童润肤霜疑致起疹")
    await come_in(door, actor)
    told = await door.client.get(f"/t/{actor.team}/incidents/inc-2026-0001", headers=door.headers)
    text = await told.text()
    assert told.status == 200
    assert "儿童润肤霜疑致起疹" in text
    assert f'data-events="/t/{actor.team}/incidents/INC-2026-0001/events"' in text, "it is open, and changes"
    assert "connect-src 'self'" in text
    figures = await (await door.client.get(f"/t/{actor.team}/stats", headers=door.headers)).text()
    assert "数据不足(0 件)" in figures


async def test_a_live_recap_hears_that_it_changed_until_the_visitor_may_no_longer_look(door: Door) -> None:
    actor = await somebody(door)
    incident = await an_incident(door, "儿童润肤霜疑致起疹")
    await come_in(door, actor)
    address = f"/t/{actor.team}/incidents/INC-2026-0001"
    async with door.client.get(f"{address}/events", headers=door.headers) as stream:
        first = (await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 20)).decode()
        page = await (await door.client.get(address, headers=door.headers)).text()
        version = first.partition("data: ")[2].strip()
        assert first.startswith("event: recap\n")
        assert f'data-version="{version}"' in page, "the page is what the stream says it is"
        async with door.app.desk.transaction() as u:
            held = await u.incidents.hold(incident)
            u.timeline.record(held, EntryKind.NOTE, by=actor.person, text="又一位家长来问")
        then = (await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 20)).decode()
        assert then != first
        async with door.app.desk.transaction() as u:
            held = await u.incidents.hold(incident)
            held.restricted = True
        assert await asyncio.wait_for(stream.content.read(), 20) == b"", (
            "restricted since, and he is not on the list"
        )
    gone = await door.client.get(f"{address}/events", headers=door.headers)
    assert gone.status == 404


async def test_a_wall_is_kept_up_to_date_until_the_visitor_leaves_the_team(door: Door) -> None:
    actor = await somebody(door)
    await come_in(door, actor)
    async with door.client.get(f"/t/{actor.team}/board/events", headers=door.headers) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        first = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 10)
        assert "现在没有进行中的事件" in first.decode()
        await an_incident(door, "新的一件")
        then = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 10)
        assert "新的一件" in then.decode()
        async with door.app.desk.transaction() as u:
            member = await u.people.member(actor.team, actor.person)
            assert member is not None
            member.left_at = u.now
            u.session.add(member)
        assert await asyncio.wait_for(stream.content.read(), 10) == b""
    gone = await door.client.get(f"/t/{actor.team}/board", headers=door.headers)
    assert gone.status == 401


async def test_a_cookie_that_was_changed_opens_nothing(door: Door) -> None:
    actor = await somebody(door)
    await come_in(door, actor)
    good = door.headers["Cookie"]
    for bad in (good[:-2] + "xx", good.replace(actor.person, "0" * 26), "crisisdesk=", "crisisdesk=a.b.c.d"):
        refused = await door.client.get(f"/t/{actor.team}/board", headers={"Cookie": bad})
        assert refused.status == 401, bad
    async with door.app.desk.transaction() as u:
        team = Team(
            id=type(actor.team)(u.new_id()),
            name="别队",
            position=9,
            language=Language.ZH,
            policies={},
            created_at=u.now,
        )
        u.add(team)
    assert (await door.client.get(f"/t/{team.id}/board", headers={"Cookie": good})).status == 401
    assert await door.count(Incident) == 0
