"""Teams with an interface of their own: approved words go there signed, once; its answer is the evidence."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.desk import outlet_book, outlet_calls
from bot.desk.desk import Signals
from bot.desk.outlet_calls import Order, Settled
from bot.gateways.courier import Courier, Sender
from bot.gateways.outgoing import Allowed, Outgoing
from bot.ids import OutletCallId
from bot.rules import outlets as rules
from storage.database import Database
from storage.tables.frontline import FrontlineRobot
from storage.tables.outlets import OutletCall
from storage.tables.publications import Publication
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.outlets import OutletKind, OutletState
from storage.vocabulary.phones import RingVerdict
from storage.vocabulary.publications import ProofKind, PublicationState
from storage.vocabulary.sheets import Audience, Channel
from storage.vocabulary.timeline import EntryKind
from tests.kit import leases
from tests.kit.desk import A_JIE, CHEN_MO, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.statements import change_fact, drafted, last, newest, text_now
from tests.kit.voice import LINE as WORDS
from tests.kit.voice import sheet
from tests.kit.web import Elsewhere, Heard, elsewhere, saying

LINK = "https://www.douyin.com/video/7421"


def well_signed(heard: Heard, secret: str) -> bool:
    """What docs/interface.md tells the team's engineers to write."""
    stamp = heard.headers["x-crisisdesk-timestamp"]
    wanted = hmac.new(secret.encode(), stamp.encode() + b"." + heard.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(heard.headers["x-crisisdesk-signature"], f"sha256={wanted}")


class Publisher:
    """A team's interface that keeps keys: the same key twice publishes once. `troubles` come first."""

    def __init__(self, *troubles: Any) -> None:
        self.troubles = list(troubles)
        self.published: dict[str, str] = {}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        key = request.headers["Idempotency-Key"]
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble == "hang":  # it publishes, and its answer does not come in time
            self.published[key] = (await request.json())["text"]
            await asyncio.Event().wait()
        elif trouble is not None:
            return web.Response(status=trouble, text="later")
        self.published[key] = (await request.json())["text"]
        return web.json_response({"id": "p-7421", "url": LINK, "text": self.published[key]})


async def released(scene: Scene, server: Elsewhere) -> str:
    """An approved first response on its way to the team's interface; returns the secret."""
    hooked = await outlet_book.add_interface(
        scene.desk, Channel.DOUYIN_COMMENT, f"{server.base}/publish", "豆芽星球"
    )
    await drafted(scene)
    await scene.press(ZHOU_LAN, "送批准")
    await scene.press(LIN_LAN, "批准这一版")
    await scene.press(CHEN_MO, "批准这一版")
    return hooked.secret


async def test_an_interface_publishes_once_whatever_comes_in_between(desk_scene: Scene) -> None:
    scene, publisher = desk_scene, Publisher(500, "hang", 429)
    async with elsewhere(publisher.answer) as server:
        secret = await released(scene, server)
        text = await text_now(scene)
        assert (await newest(scene, Publication)).state is PublicationState.HANDED_OVER
        assert not any("可以发布" in said for said in scene.texts(A_JIE)), (
            "nobody publishes it a second time by hand"
        )
        await scene.pass_time(minutes=2)
    assert len(server.heard) == 4
    assert all(well_signed(one, secret) for one in server.heard)
    assert not well_signed(server.heard[0], "another secret")
    assert len({one.headers["idempotency-key"] for one in server.heard}) == 1
    assert len({one.body for one in server.heard}) == 1, "every try says the same"
    assert len({one.headers["x-crisisdesk-timestamp"] for one in server.heard}) == 4, "and is signed anew"
    said = json.loads(server.heard[0].body)
    assert (said["text"], said["channel"], said["stage"], said["drill"]) == (
        text,
        "douyin_comment",
        "holding",
        False,
    )
    assert f'"{said["id"]}"' == server.heard[0].headers["idempotency-key"]
    assert list(publisher.published.values()) == [text]
    publication = await newest(scene, Publication)
    assert (publication.state, publication.proof) == (PublicationState.PUBLISHED, ProofKind.WEBHOOK)
    assert publication.url == LINK
    clock = (await scene.clocks())["first_response"]
    assert (clock.state, clock.proof_ref) == (ClockState.MET, LINK)
    call = await newest(scene, OutletCall)
    assert (call.state, call.attempts, call.reference) == (OutletState.ACCEPTED, 4, "p-7421")
    assert secret not in call.answer


async def test_what_an_interface_refuses_is_published_by_hand(desk_scene: Scene) -> None:
    scene = desk_scene
    async with elsewhere(saying('{"error": "signature"}', status=401)) as server:
        await released(scene, server)
        await scene.pass_time(seconds=20)
    assert len(server.heard) == 1, "a refusal is not tried again"
    handed = last(scene, A_JIE)
    assert "可以发布 · 首次回应 v1 → 抖音置顶评论" in handed
    assert "接口没发出去:密钥不对。请照原文手动发。" in handed
    assert await text_now(scene) in handed
    assert EntryKind.INTERFACE_FAILED in await scene.entries()
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING


async def test_an_answer_without_an_address_proves_nothing(desk_scene: Scene) -> None:
    scene = desk_scene
    async with elsewhere(saying('{"id": 99}')) as server:
        await released(scene, server)
        await scene.pass_time(seconds=20)
    assert "接口已收下" in last(scene, A_JIE)
    assert "编号 99" in last(scene, A_JIE)
    assert (await newest(scene, Publication)).state is PublicationState.PROVED
    assert (await scene.clocks())["first_response"].state is ClockState.RUNNING, "an answer alone proves nothing"


async def test_a_text_that_changes_meanwhile_is_not_sent_again(desk_scene: Scene) -> None:
    scene = desk_scene
    async with elsewhere(saying("", status=503)) as server:
        await released(scene, server)
        await change_fact(scene, "收到4例起疹反馈,批次0912A", "count:4:例")
        await scene.pass_time(minutes=2)
    assert len(server.heard) == 1
    assert (await newest(scene, OutletCall)).state is OutletState.CANCELLED


@asynccontextmanager
async def replica(scene: Scene) -> AsyncIterator[Courier]:
    """The courier of another replica: connections of its own to the same database."""
    database = Database(scene.desk.database.url.render_as_string(hide_password=False))
    way = Outgoing(Allowed.of(["127.0.0.1"]), seconds=0.5)
    await way.open()
    desk = replace(scene.desk, database=database, signals=Signals(), acts=set())
    yield Courier(desk, Sender(way, scene.clock).send)
    await way.close()
    await database.close()


async def lease_over(scene: Scene) -> None:
    """So much time passes that whoever claimed a call has lost it."""
    scene.clock.move(outlet_calls.LEASE)
    await leases.end(scene.desk.database, outlet_calls.LEASE)


async def test_two_replicas_call_once(desk_scene: Scene) -> None:
    """Switches: SKIP LOCKED under the claim, and the owner and attempt in `settle`."""
    scene, publisher = desk_scene, Publisher(*[503] * 6)
    async with elsewhere(publisher.answer) as server, replica(scene) as one, replica(scene) as other:
        await released(scene, server)
        assert len(server.heard) == 1
        for tries, wait in enumerate(rules.WAITS[:4], start=2):
            scene.clock.move(wait)
            await asyncio.gather(one.drain(), other.drain(), scene.courier.drain())
            assert len(server.heard) == tries, "each try arrives once"
        # A replica that claimed it dies before it calls: until its lease is over nobody does, then one of them.
        scene.clock.move(rules.WAITS[4])
        (order,) = await outlet_calls.claim(scene.desk, "a replica that dies", 10)
        await asyncio.gather(one.drain(), other.drain())
        assert len(server.heard) == 5
        publisher.troubles.clear()
        await lease_over(scene)
        await asyncio.gather(one.drain(), other.drain())
        assert len(server.heard) == 6
        await outlet_calls.settle(scene.desk, "a replica that dies", order, Settled(RingVerdict.REFUSED))
        await scene.settle()
    assert len({heard.headers["idempotency-key"] for heard in server.heard}) == 1
    assert len(publisher.published) == 1
    call = await newest(scene, OutletCall)
    assert (call.state, call.attempts) == (OutletState.ACCEPTED, 7), (
        "the late word of the dead one changes nothing"
    )


async def test_a_bug_of_ours_does_not_call_for_ever(desk_scene: Scene) -> None:
    """Switch: the last try in `prepare` and `settle`."""
    scene, tries = desk_scene, []

    async def broken(order: Order) -> Settled:
        tries.append(order.attempt)
        raise LookupError(order.id)

    scene.courier = Courier(scene.desk, broken)
    async with elsewhere(saying("{}")) as server:
        await released(scene, server)
        await scene.pass_time(minutes=15)
    assert tries == [1, 2, 3, 4, 5, 6, 7]
    assert "接口没给准信:中途停机,结果不明。可能已经发出,先看一眼账号,没有再手动发。" in last(scene, A_JIE)
    assert (await newest(scene, OutletCall)).state is OutletState.GIVEN_UP


async def test_who_dies_each_time_is_not_called_for_ever(desk_scene: Scene) -> None:
    """A call that takes its replica down with it: nobody is left to say so, the claim counts."""
    scene = desk_scene
    async with elsewhere(saying("", status=503)) as server, replica(scene) as other:
        await released(scene, server)
        for _ in range(6):
            await lease_over(scene)
            assert len(await outlet_calls.claim(scene.desk, "dies", 10)) == 1
        await lease_over(scene)
        await other.drain()
        await scene.settle()
    assert len(server.heard) == 1
    assert (await newest(scene, OutletCall)).state is OutletState.GIVEN_UP
    assert "先看一眼账号" in last(scene, A_JIE)


async def test_one_that_cannot_be_made_ready_keeps_no_other_waiting(desk_scene: Scene) -> None:
    """A card that cannot be drawn stands before a good call. Switch: reading and drawing in `claim` again."""
    scene, publisher = desk_scene, Publisher(503)
    async with elsewhere(publisher.answer) as server:
        await released(scene, server)
        await sheet(scene, 1, WORDS)
        good = await newest(scene, OutletCall)
        assert good.kind is OutletKind.INTERFACE
        bad = await undrawable(scene, good)
        heard = len(server.heard)
        scene.clock.move(rules.WAITS[0])
        await scene.courier.drain()
        assert len(server.heard) == heard + 1
        for wait in rules.WAITS:
            scene.clock.move(wait)
            await scene.courier.drain()
    async with scene.desk.reading() as look:
        ended = [await look.outlets.find(call) for call in (good.id, bad)]
    assert [call and call.state for call in ended] == [OutletState.ACCEPTED, OutletState.GIVEN_UP]


async def undrawable(scene: Scene, good: OutletCall) -> OutletCallId:
    """A card for a robot of a team whose time zone is nonsense; it is due before the other call."""
    async with scene.desk.transaction() as u:
        robot = FrontlineRobot(
            id=u.new_id(),
            team_id=scene.team,
            kind=OutletKind.WECOM,
            name="客服一组",
            url="http://x",
            added_at=u.now,
        )
        current = await u.sheets.current(good.incident_id, Audience.PUBLIC)
        team = await u.teams.find(scene.team)
        assert current is not None
        assert team is not None
        team.timezone = "Nowhere/Atlantis"
        values = {
            "id": OutletCallId(u.new_id()),
            "kind": OutletKind.WECOM,
            "outlet_id": robot.id,
            "subject_id": current.id,
            "not_before": u.now,
        }
        call = OutletCall(**good.model_dump() | values)
        u.add(robot, call)
        return call.id
