"""The loop that rings: everything due at once, each settled by itself, nothing lost when a caller dies."""

import asyncio
from datetime import timedelta

import pytest

from bot.desk import phones, rings
from bot.desk.phones import About, Links
from bot.desk.rings import Answer, Call, Receipt
from bot.gateways.ringing import Channel, Ringer
from bot.ids import PersonId, PhoneId, RingId
from messages.views import PageView
from storage.tables.phones import Phone, Ring, RingAttempt
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.phones import PhoneKind, RingKind, RingState, RingVerdict
from storage.vocabulary.severity import Severity
from tests.kit import leases
from tests.kit.desk import LIN_LAN, Scene
from tests.kit.phones import Phones

LINKS = Links("https://desk.example/p", "https://desk.example/t", "https://desk.example/c")
CHAIN = "0" * 26


@pytest.fixture
async def person(desk_scene: Scene) -> PersonId:
    return desk_scene.people[LIN_LAN]


async def post(
    scene: Scene, person: PersonId, kind: PhoneKind = PhoneKind.NTFY, expires: timedelta | None = None
) -> RingId:
    async with scene.desk.transaction() as u:
        phone = Phone(id=PhoneId(u.new_id()), person_id=person, kind=kind, config={"topic": "x"}, added_at=u.now)
        u.add(phone)
        await u.session.flush()
        page = PageView(
            severity=Severity.S1,
            crisis_type=CrisisType.PRODUCT_SAFETY,
            short_number="0007",
            until=u.now,
        )
        about = About(scene.team, chain=CHAIN)
        until = u.now + expires if expires else None
        ring = await phones.ring(u, person, page, about, LINKS, phone=phone, expires_at=until)
    assert ring is not None
    return ring


async def row(scene: Scene, ring: RingId) -> Ring:
    async with scene.desk.reading() as look:
        found = await look.rings.find(ring)
    assert found is not None
    return found


async def leases_end(scene: Scene) -> None:
    """Whoever has a ring in hand has had it for too long."""
    scene.clock.move(rings.LEASE)
    await leases.end(scene.desk.database, rings.LEASE)


async def attempts(scene: Scene, ring: RingId) -> list[RingAttempt]:
    async with scene.desk.reading() as look:
        return list(await look.rings.attempts(ring))


async def test_what_the_provider_said_is_kept(desk_scene: Scene, person: PersonId) -> None:
    good = await post(desk_scene, person)
    desk_scene.phones.answers[PhoneKind.BARK] = lambda _: Answer(
        RingVerdict.REFUSED_INSIDE, "device token is empty"
    )
    bad = await post(desk_scene, person, PhoneKind.BARK)
    assert await desk_scene.ringer.drain() is None
    sent, failed = await row(desk_scene, good), await row(desk_scene, bad)
    assert (sent.state, sent.verdict, sent.provider_answer) == (RingState.SENT, RingVerdict.ACCEPTED, "ok")
    assert (failed.state, failed.verdict) == (RingState.FAILED, RingVerdict.REFUSED_INSIDE)
    assert [(a.number, a.verdict, a.provider_answer) for a in await attempts(desk_scene, bad)] == [
        (1, RingVerdict.REFUSED_INSIDE, "device token is empty")
    ]
    call = next(call for call in desk_scene.phones.rung if call.ring == good)
    assert [(action.label, action.url) for action in call.actions] == [
        ("我来响应", LINKS.take),
        ("接不了", LINKS.cant),
    ]
    assert (call.page_url, call.open_label) == (LINKS.page, "打开")
    assert call.config == {"topic": "x"}
    assert not any(secret in repr(call) for secret in (LINKS.page, LINKS.take, "topic"))
    assert sent.links == failed.links == {}


async def test_one_that_hangs_holds_up_nobody(desk_scene: Scene, person: PersonId) -> None:
    gate = asyncio.Event()

    async def hang(call: Call) -> Answer:
        await gate.wait()
        return Answer(RingVerdict.ACCEPTED)

    slow, quick = await post(desk_scene, person, PhoneKind.BARK), await post(desk_scene, person)
    ringer = Ringer(desk_scene.desk, {**desk_scene.phones.channels, PhoneKind.BARK: Channel(hang)})
    ringing = asyncio.create_task(ringer.drain())
    async with asyncio.timeout(10):
        while (await row(desk_scene, quick)).state is not RingState.SENT:  # noqa: ASYNC110  a row, no event
            await asyncio.sleep(0)
    assert (await row(desk_scene, slow)).state is RingState.CLAIMED
    gate.set()
    await ringing
    assert (await row(desk_scene, slow)).state is RingState.SENT


async def test_a_ring_whose_caller_died_rings_again_and_in_the_end_fails(
    desk_scene: Scene, person: PersonId
) -> None:
    ring = await post(desk_scene, person)
    for number in (1, 2, 3):
        (call,) = (await rings.claim(desk_scene.desk, f"gone-{number}", 10)).calls
        assert call.attempt == number
        assert (await rings.claim(desk_scene.desk, "another", 10)).calls == []
        await leases_end(desk_scene)
    await rings.settle(desk_scene.desk, "gone-1", call, Answer(RingVerdict.ACCEPTED))
    assert (await row(desk_scene, ring)).state is RingState.SENT
    other = await post(desk_scene, person)
    for number in range(3):
        (call,) = (await rings.claim(desk_scene.desk, f"gone-{number}", 10)).calls
        await leases_end(desk_scene)
    await desk_scene.ringer.drain()
    assert [call.ring for call in desk_scene.phones.rung] == []
    failed = await row(desk_scene, other)
    assert (failed.state, failed.verdict) == (RingState.FAILED, RingVerdict.CRASHED)
    assert [a.verdict for a in await attempts(desk_scene, other)] == [RingVerdict.CRASHED] * 4


async def test_the_late_answer_of_a_caller_that_was_given_up_counts_for_nothing(
    desk_scene: Scene, person: PersonId
) -> None:
    """Without the look at the attempt (`rings.settle`): the phone that rings counts as one that cannot be rung,
    and the next rung is woken for nothing.
    """
    ring = await post(desk_scene, person)
    (slow,) = (await rings.claim(desk_scene.desk, "slow", 10)).calls
    await leases_end(desk_scene)
    (quick,) = (await rings.claim(desk_scene.desk, "quick", 10)).calls
    await rings.settle(desk_scene.desk, "slow", slow, Answer(RingVerdict.REFUSED, "too late"))
    still = await row(desk_scene, ring)
    assert (still.state, still.owner, still.settled_at) == (RingState.CLAIMED, "quick", None)
    await rings.settle(desk_scene.desk, "quick", quick, Answer(RingVerdict.ACCEPTED, "ok"))
    sent = await row(desk_scene, ring)
    assert (sent.state, sent.verdict, sent.provider_answer) == (RingState.SENT, RingVerdict.ACCEPTED, "ok")
    assert [a.verdict for a in await attempts(desk_scene, ring)] == [RingVerdict.CRASHED, RingVerdict.ACCEPTED]


async def test_two_callers_ring_once(desk_scene: Scene, person: PersonId) -> None:
    for _ in range(8):
        await post(desk_scene, person)
    seen = Phones()
    ringers = [Ringer(desk_scene.desk, seen.channels) for _ in range(2)]
    await asyncio.gather(*(ringer.drain() for ringer in ringers))
    assert len(seen.rung) == len({call.ring for call in seen.rung}) == 8


async def test_answered_while_it_was_on_its_way(desk_scene: Scene, person: PersonId) -> None:
    """Stopped between claim and answer: it counts as answered, and the phone gets its quiet line."""
    ring = await post(desk_scene, person)
    (call,) = (await rings.claim(desk_scene.desk, "me", 10)).calls
    async with desk_scene.desk.transaction() as u:
        await phones.stop(u, chain=CHAIN, by=person)
    await rings.settle(desk_scene.desk, "me", call, Answer(RingVerdict.ACCEPTED, "", "r-1"))
    assert (await row(desk_scene, ring)).state is RingState.ACKNOWLEDGED
    await desk_scene.ringer.drain()
    (quiet,) = desk_scene.phones.rung
    assert (quiet.kind, quiet.replaces, quiet.receipt) == (RingKind.STOPPED, ring, "r-1")
    assert quiet.thread == call.thread


async def test_what_is_too_late_does_not_ring(desk_scene: Scene, person: PersonId) -> None:
    ring = await post(desk_scene, person, expires=timedelta(minutes=1))
    desk_scene.clock.move(timedelta(minutes=2))
    await desk_scene.ringer.drain()
    assert desk_scene.phones.rung == []
    assert (await row(desk_scene, ring)).state is RingState.CANCELLED


async def test_a_bug_in_a_channel_is_a_phone_that_does_not_ring(desk_scene: Scene, person: PersonId) -> None:
    async def broken(_: Call) -> Answer:
        raise ZeroDivisionError

    ring = await post(desk_scene, person)
    await Ringer(desk_scene.desk, {PhoneKind.NTFY: Channel(broken)}).drain()
    other = await post(desk_scene, person)
    await Ringer(desk_scene.desk, {}).drain()
    assert (await row(desk_scene, ring)).verdict is RingVerdict.UNKNOWN
    assert (await row(desk_scene, other)).verdict is RingVerdict.NOT_SET_UP


@pytest.mark.parametrize("answered", [True, False])
async def test_a_receipt_is_asked_until_somebody_answers_or_it_is_over(
    desk_scene: Scene, person: PersonId, answered: bool
) -> None:
    told = [None, Receipt(False, False), Receipt(answered, True)]
    asked = []

    async def ask(call: Call) -> Receipt | None:
        asked.append(call.receipt)
        return told[len(asked) - 1]

    channel = Channel(desk_scene.phones.channels[PhoneKind.PUSHOVER].send, ask)
    ringer = Ringer(desk_scene.desk, {PhoneKind.PUSHOVER: channel})
    ring = await post(desk_scene, person, PhoneKind.PUSHOVER)
    for _ in range(5):
        upcoming = await ringer.drain()
        if upcoming is not None:
            desk_scene.clock.move_to(upcoming)
    assert asked == [f"receipt-{ring}"] * 3
    assert (await row(desk_scene, ring)).state is (RingState.ACKNOWLEDGED if answered else RingState.SENT)
