"""An approval made from the duty page alone: the exact text, the personal code, once; without script."""

import os
import re
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from sqlmodel import col, select

from bot.desk import links
from bot.desk.desk import DeskPolicy
from bot.ids import SheetId
from bot.ports import DutyDoor
from handlers.web import duty
from handlers.web.doors import DOORS, Doors, Waiting
from storage.tables.calls import Link
from storage.tables.sheets import SheetItem
from storage.tables.statements import Approval, Statement
from storage.vocabulary.calls import LinkPurpose
from storage.vocabulary.phones import RingKind
from storage.vocabulary.sheets import ItemKind
from storage.vocabulary.statements import ApprovalDecision
from storage.vocabulary.timeline import EntryKind
from tests.flows.test_calling import own_phones
from tests.kit.browser import chromium, needed
from tests.kit.desk import CHEN_MO, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.pictures import dot_picture
from tests.kit.statements import drafted, newest_message, send, text_now
from tests.kit.voice import sheet

PUBLIC = "https://desk.example.com"


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    policy = DeskPolicy(public_url=PUBLIC, link_key=b"a key of this test")
    async with Scene.built(sqlite_url, policy=policy) as built:
        yield built


async def page_of(scene: Scene, user: int) -> str:
    """Where this person's newest page for an approval is."""
    async with scene.desk.reading() as look:
        query = select(Link).where(Link.person_id == scene.people[user], Link.purpose == LinkPurpose.APPROVAL)
        link = (await look.session.exec(query.order_by(col(Link.id).desc()))).first()
    assert link is not None
    return links.address(scene.desk.policy, link).removeprefix(PUBLIC)


async def decisions(scene: Scene) -> dict[int, ApprovalDecision]:
    async with scene.desk.reading() as look:
        rows = (await look.session.exec(select(Approval))).all()
    users = {person: user for user, person in scene.people.items()}
    return {users[row.person_id]: row.decision for row in rows}


#: A page that calls itself a picture: stored, never shown.
HTML = b"<script>document.title='ours'</script>"


async def handed_out(here: str, files: dict[int, bytes]) -> None:
    """These files, byte for byte, under headers that let nothing run; any other address hands out nothing."""
    async with ClientSession() as client:
        for number, content in files.items():
            async with client.get(f"{here}/files/{number}") as answer:
                assert await answer.read() == content
                kind, shown = (
                    ("application/octet-stream", "attachment") if content == HTML else ("image/png", "inline")
                )
                assert answer.headers["Content-Type"] == kind
                assert answer.headers["Content-Disposition"].startswith(
                    f'{shown}; filename="{number}.png"; filename*='
                )
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "sandbox" in answer.headers["Content-Security-Policy"]
        for wrong in ("files/2", "files/4", "files/0", "files/../../healthz", "files/1%2f..", "files/声明.png"):
            async with client.get(f"{here}/{wrong}") as answer:
                assert answer.status == 404, wrong
        async with client.get(f"{here}x/files/1") as answer:
            assert answer.status == 404, "somebody else's link"


async def allowed(scene: Scene, current: SheetId) -> None:
    """The sheet lets all files of the text go out."""
    async with scene.desk.transaction() as u:
        statement = (await u.session.exec(select(Statement))).one()
        version = await u.statements.newest(statement.id)
        assert version is not None
        for seal in version.assets:
            u.add(SheetItem(id=u.new_id(), sheet_id=current, kind=ItemKind.ASSET, text="附件", sha256=seal))


@pytest.mark.page
async def test_legal_approves_from_the_page_alone(scene: Scene, tmp_path: Path) -> None:
    needed()
    pictures = Path(os.environ.get("CRISISDESK_PICTURES", str(tmp_path)))
    await own_phones(scene, chen=1)
    text = await drafted(scene)
    current = await sheet(scene, 1, "该批次已停售,请先停用。")
    picture = dot_picture()
    notice = ("声明.png", picture, "image/png")
    await send(scene, ZHOU_LAN, "", document=notice, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    large = ("说明.mp4", bytes(21_000_000), "video/mp4")
    await send(scene, ZHOU_LAN, "", video=large, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    page = ("海报.png", HTML, "image/png")
    await send(scene, ZHOU_LAN, "", document=page, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    await allowed(scene, current)
    await scene.press(ZHOU_LAN, "送批准")
    rang = [call for call in scene.phones.rung if call.kind is RingKind.APPROVAL]
    assert [call.page_url for call in rang] == [PUBLIC + await page_of(scene, CHEN_MO)]
    assert text not in rang[0].title + rang[0].text, "the phone says that something waits, never what"
    application = web.Application()
    unused: dict[str, Any] = {field.name: None for field in fields(Doors)}
    used = {"duty": DutyDoor(scene.desk), "clock": scene.clock, "waiting": Waiting()}
    application[DOORS] = Doors(**unused | used)
    duty.add_routes(application)
    async with TestServer(application) as server, chromium() as browser:
        phone = await browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
        page = await phone.new_page()
        await page.goto(str(server.make_url(await page_of(scene, CHEN_MO))))
        assert await page.locator("section.text").inner_text() == text, "to the letter"
        beside = await page.locator("section.sheet").inner_text()
        assert beside.startswith("口径单 v1 · 现行"), "what the button on the request opens in the chat"
        assert "该批次已停售,请先停用。" in beside
        async with phone.expect_page() as opened:
            await page.get_by_role("link", name="打开附件 1 · 声明.png").click()
        file = await opened.value
        await file.locator("img").wait_for()
        assert await file.locator("img").evaluate("image => image.naturalWidth") > 0, "the picture itself is seen"
        await file.screenshot(path=pictures / "approval-file.png")
        await page.get_by_text("附件 2 这里打不开:先在 Telegram 私聊里看过,再批。").wait_for()
        await page.screenshot(path=pictures / "approval-open.png", full_page=True)
        here = str(server.make_url(await page_of(scene, CHEN_MO)))
        await handed_out(here, {1: picture, 3: HTML})
        await page.get_by_label("个人码").fill("482913")
        await page.get_by_role("button", name="批准这一版").click()
        await page.get_by_text("你还没设个人码").wait_for()
        await scene.write(CHEN_MO, "/me code 482913")
        await page.get_by_label("个人码").fill("482914")
        await page.get_by_role("button", name="批准这一版").click()
        await page.get_by_text("个人码不对,还可以试 4 次").wait_for()
        assert (await decisions(scene))[CHEN_MO] is ApprovalDecision.ASKED
        await page.get_by_label("个人码").fill("482913")
        await page.get_by_role("button", name="批准这一版").click()
        await page.get_by_text(re.compile("已批准 · 20:5[0-9]")).wait_for()
        await page.screenshot(path=pictures / "approval-done.png", full_page=True)
        await browser.close()
    assert (await decisions(scene))[CHEN_MO] is ApprovalDecision.APPROVED
    given = [entry for entry in await scene.timeline() if entry.kind is EntryKind.APPROVAL_GIVEN]
    assert '"way":"page"' in (given[0].details or "")
    again = await DutyDoor(scene.desk).use(
        (await page_of(scene, CHEN_MO)).rpartition("/")[2], "approve", "482913", ""
    )
    assert again is not None, "used up"


async def test_five_wrong_codes_on_the_page_lock_it_and_the_commander_hears(scene: Scene) -> None:
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.write(CHEN_MO, "/me code 482913")
    door, token = DutyDoor(scene.desk), (await page_of(scene, CHEN_MO)).rpartition("/")[2]
    for _ in range(5):
        assert await door.use(token, "approve", "000000", "") is not None
    locked = await door.use(token, "approve", "482913", "")
    assert locked is not None
    assert (locked.acts, locked.stage) == ((), "locked")
    await scene.pass_time(seconds=5)
    assert any("连续输错五次" in said for said in scene.texts(LIN_LAN)), "the commander"
    assert (await decisions(scene))[CHEN_MO] is ApprovalDecision.ASKED
    await scene.write(CHEN_MO, "/me code 571902")
    assert await door.use(token, "return", "571902", "原因还没核实") is None
    assert (await decisions(scene))[CHEN_MO] is ApprovalDecision.RETURNED
    assert await text_now(scene)


async def test_the_files_are_for_whoever_may_read_the_page_and_as_long(scene: Scene) -> None:
    await drafted(scene)
    notice = ("../../etc/声明.png", dot_picture(), "image/png")
    await send(scene, ZHOU_LAN, "", document=notice, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    await scene.press(ZHOU_LAN, "送批准")
    door, token = DutyDoor(scene.desk), (await page_of(scene, CHEN_MO)).rpartition("/")[2]
    found = await door.file(token, 1)
    assert found is not None
    assert (found.name, found.content, found.media_type, found.shown) == (
        *("声明.png", notice[1], "image/png", True),
    )
    assert await door.file(token, 2) is None
    assert await door.file("x" * 32, 1) is None
    incident_id = (await scene.incident()).id
    for restricted in (True, False):
        async with scene.desk.transaction() as u:
            incident = await u.incidents.hold(incident_id)
            assert incident is not None
            incident.restricted = restricted
        assert (await door.file(token, 1) is None) is restricted, "restricted since, without him"
    await scene.write(CHEN_MO, "/me code 482913")
    assert await door.use(token, "approve", "482913", "") is None
    assert await door.file(token, 1) is None, "the page shows the text no more either"


async def test_a_file_is_closed_with_its_link(scene: Scene) -> None:
    """The link ran out while the request still waits: whoever finds it later reads and opens nothing."""
    await drafted(scene)
    notice = ("声明.png", dot_picture(), "image/png")
    await send(scene, ZHOU_LAN, "", document=notice, reply_to=newest_message(scene, ZHOU_LAN, "全文"))
    await scene.press(ZHOU_LAN, "送批准")
    here = await page_of(scene, CHEN_MO)
    door, token = DutyDoor(scene.desk), here.rpartition("/")[2]
    async with scene.desk.reading() as look:
        link = await look.calls.link_by_hash(links.hashed(token))
    assert link is not None
    scene.clock.move_to(link.expires_at - timedelta(seconds=1))
    assert await door.file(token, 1) is not None
    scene.clock.move_to(link.expires_at)
    assert await door.file(token, 1) is None
    assert (await decisions(scene))[CHEN_MO] is ApprovalDecision.ASKED, "it was the time alone"
