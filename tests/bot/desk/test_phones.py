"""Posting rings and stopping them: rows only, nothing is called here."""

from typing import Any

import pytest

from bot.desk import phones
from bot.desk.phones import About, Links
from bot.ids import PersonId, PhoneId, RingId
from messages.views import PageView
from storage.tables.phones import Phone, Ring
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind, RingKind, RingState, RingVerdict
from storage.vocabulary.severity import Severity
from tests.kit.desk import CHEN_MO, LIN_LAN, Scene

LINKS = Links("https://desk.example/duty/p", "https://desk.example/duty/t", "https://desk.example/duty/c")


def view(scene: Scene, **more: Any) -> PageView:
    given = {"severity": Severity.S1, "crisis_type": CrisisType.PRODUCT_SAFETY, "short_number": "INC-2026-0007"}
    return PageView(**{**given, "until": scene.clock.now(), **more})


def phone(u: UnitOfWork, person: PersonId, kind: PhoneKind = PhoneKind.NTFY, **more: Any) -> Phone:
    row = Phone(id=PhoneId(u.new_id()), person_id=person, kind=kind, config={"topic": "x"}, added_at=u.now, **more)
    u.add(row)
    return row


async def rings(scene: Scene) -> list[Ring]:
    async with scene.desk.reading() as look:
        return list(await look.rings.since(scene.team, scene.clock.now()))


async def test_a_ring_is_worded_when_it_is_posted(desk_scene: Scene) -> None:
    """In the phone's own language, loud for a grave incident; without a phone there is nothing to ring."""
    lin, chen = desk_scene.people[LIN_LAN], desk_scene.people[CHEN_MO]
    about = About(desk_scene.team)
    async with desk_scene.desk.transaction() as u:
        phone(u, lin)
        phone(u, lin, PhoneKind.BARK, position=1, language=Language.EN)
        await u.session.flush()
        assert await phones.ring(u, lin, view(desk_scene), about, LINKS) is not None
        assert await phones.ring(u, lin, view(desk_scene, severity=Severity.S3), about, LINKS, nth=1) is not None
        assert await phones.ring(u, lin, view(desk_scene), about, LINKS, nth=2) is None
        assert await phones.ring(u, chen, view(desk_scene), about, LINKS) is None
        assert u.rings_come
    first, second = await rings(desk_scene)
    assert (first.title, first.frozen_text) == ("S1 呼叫 · 值班", "产品安全 0007。20:40 前响应,否则转呼下一位。")
    assert first.loud
    assert (second.title, second.loud) == ("S3 page · duty", False)
    assert first.actions == [["resp", "我来响应"], ["decl", "接不了"], ["more", "打开"]]
    assert first.links == {"take": LINKS.take, "cant": LINKS.cant}


@pytest.mark.parametrize("answered", [True, False])
async def test_stopping_silences_what_rang_and_sends_nothing_more(desk_scene: Scene, answered: bool) -> None:
    """What waits is cancelled, what may have rung gets its quiet line, and no link is kept."""
    lin, chen = desk_scene.people[LIN_LAN], desk_scene.people[CHEN_MO]
    async with desk_scene.desk.transaction() as u:
        phone(u, lin)
        phone(u, chen)
        phone(u, chen, PhoneKind.WEBPUSH, position=1)
        await u.session.flush()
        ids: list[RingId | None] = []
        for person, nth in ((lin, 0), (chen, 0), (chen, 1), (lin, 0)):
            about = About(desk_scene.team, chain="0" * 26)
            ids.append(await phones.ring(u, person, view(desk_scene), about, LINKS, nth=nth))
        await u.session.flush()
        for ring, verdict in zip(
            ids[1:], (RingVerdict.SILENT, RingVerdict.ACCEPTED, RingVerdict.REFUSED), strict=True
        ):
            row = await u.rings.find(ring) if ring else None
            assert row is not None
            row.state = RingState.SENT if verdict is RingVerdict.ACCEPTED else RingState.FAILED
            row.verdict = verdict
    async with desk_scene.desk.transaction() as u:
        by = lin if answered else None
        assert await phones.stop(u, chain="0" * 26, by=by) == 4
        assert await phones.stop(u, chain="0" * 26, by=by) == 0
    found = await rings(desk_scene)
    pages = {ring.id: ring for ring in found if ring.kind is RingKind.PAGE}
    quiet = {ring.replaces: ring for ring in found if ring.kind is RingKind.STOPPED}
    assert set(quiet) == {ids[1], ids[2]}
    mine = RingState.ACKNOWLEDGED if answered else RingState.CANCELLED
    states = [pages[ring].state for ring in ids if ring]
    assert states == [mine, RingState.CANCELLED, RingState.CANCELLED, mine]
    assert all(ring.links == {} for ring in pages.values())
    words = {ring.frozen_text for ring in quiet.values()}
    taken = {"已有人接下,你可以休息了。", "已由 林澜 接下,你可以休息了。"}
    assert words == (taken if answered else {"这次呼叫已结束,不用处理。"})
    assert not any(ring.loud for ring in quiet.values())


async def test_nobody_stops_everything_by_mistake(desk_scene: Scene) -> None:
    async with desk_scene.desk.transaction() as u:
        with pytest.raises(ValueError, match="never meant"):
            await phones.stop(u)
