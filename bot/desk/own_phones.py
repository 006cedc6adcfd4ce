"""A person's own phones: added, put first, tried out, taken away. In his private chat only."""

import secrets
from collections.abc import Sequence
from typing import Final

from bot.desk import asking, audiences
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.phones import ring_to_try
from bot.desk.speaking import let_go, post_reply, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import PersonId, PhoneId, RingId, TeamId
from bot.rules.phones import TYPED, Address, read
from storage.tables.phones import Phone
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.phones import PhoneKind, PhoneTest

MOST_PHONES: Final = 6
"""More than a calling chain ever rings, few enough for one look."""


class PhoneUnknown(DeskError):
    """He has no such phone (any more)."""

    key = "refused-phone-unknown"


class PhoneNotSetUp(DeskError):
    """The operators have not set up this kind (`phone`)."""

    key = "refused-phone-not-set-up"


class TooManyPhones(DeskError):
    """He has as many as one person may have (`most`)."""

    key = "refused-phones-full"


@act
async def show(desk: Desk, actor: Actor, page: str = "") -> None:
    """His phones as a new message to tap on; `page` "add" lists what can be added."""
    async with desk.transaction() as u:
        await _show(u, actor.person, actor.team, page)


@act
async def turn(desk: Desk, actor: Actor, page: str) -> Acted:
    """The same message shows another page."""
    async with desk.transaction() as u:
        _redraw(u, actor.person, actor.team, page)
        return Acted("")


async def _show(u: UnitOfWork, person: PersonId, team: TeamId, page: str = "") -> None:
    await let_go(u, ParcelKind.PHONES, team, audiences.to_person(person))  # a new message, where one looks
    _redraw(u, person, team, page)


def _redraw(u: UnitOfWork, person: PersonId, team: TeamId, page: str = "") -> None:
    values = {"page": page}
    post_to_person(u, person, ParcelKind.PHONES, Lane.REPLY, team, team, values, sound=False)


@act
async def ask_for(desk: Desk, actor: Actor, kind: PhoneKind, place: str) -> Acted:
    """Ask for the address of a new phone.

    Raises:
        PhoneNotSetUp: the operators have not set up this kind.
        TooManyPhones.
    """
    async with desk.transaction() as u:
        _must_be_set_up(desk, kind)
        await _must_have_room(u, actor.person)
        key = f"answer-phone-ask-{kind.value}"
        return await asking.ask(
            u, actor.person, place, actor.team, {"key": key, "asks": "phone", "about": kind.value}
        )


@act
async def add(desk: Desk, actor: Actor, kind: PhoneKind, text: str) -> PhoneId:
    """Add a phone from what he typed; it rings last until he puts it first.

    Raises:
        PhoneUnclear: this is no address of that kind.
        PhoneNotSetUp, TooManyPhones.
    """
    address = read(kind, text)
    async with desk.transaction() as u:
        _must_be_set_up(desk, kind)
        config = dict(address.config)
        if kind is PhoneKind.WEBHOOK and "secret" not in config:
            config["secret"] = secrets.token_urlsafe(24)
            values = {"key": "answer-phone-secret", "code": config["secret"]}
            post_reply(u, audiences.to_person(actor.person), ParcelKind.REPLY, actor.team, values=values)
        phone = await keep(u, actor.person, kind, Address(config, address.shown))
        await _show(u, actor.person, actor.team)
        return phone.id


async def keep(u: UnitOfWork, person: PersonId, kind: PhoneKind, address: Address) -> Phone:
    """The new row, behind the phones he has. The same address again is the same phone."""
    phones = await _must_have_room(u, person)
    for known in phones:
        if known.kind is kind and known.config == dict(address.config):
            return known
    phone = Phone(
        id=PhoneId(u.new_id()),
        person_id=person,
        kind=kind,
        label=address.shown,
        config=dict(address.config),
        position=max((known.position for known in phones), default=-1) + 1,
        added_at=u.now,
    )
    u.add(phone)
    await u.session.flush()
    return phone


@act
async def remove(desk: Desk, actor: Actor, phone: PhoneId) -> Acted:
    """It never rings again, and its address is forgotten.

    Raises:
        PhoneUnknown.
    """
    async with desk.transaction() as u:
        row = await _mine(u, actor.person, phone)
        row.removed_at, row.config = u.now, {}
        await u.session.flush()
        _redraw(u, actor.person, actor.team)
        return Acted("toast-phone-removed")


@act
async def put_first(desk: Desk, actor: Actor, phone: PhoneId) -> Acted:
    """It rings first from now on; the others keep their order.

    Raises:
        PhoneUnknown.
    """
    async with desk.transaction() as u:
        chosen = await _mine(u, actor.person, phone)
        others = [row for row in await u.phones.of_person(actor.person) if row.id != chosen.id]
        for position, row in enumerate([chosen, *others]):
            row.position = position
            u.session.add(row)
        await u.session.flush()
        _redraw(u, actor.person, actor.team)
        return Acted("toast-phone-first")


@act
async def let_ring(desk: Desk, actor: Actor, phone: PhoneId) -> Acted:
    """Ring once, as loud as the worst page, and ask whether it rang.

    Raises:
        PhoneUnknown.
    """
    async with desk.transaction() as u:
        await try_out(u, await _mine(u, actor.person, phone), actor.team)
        return Acted("toast-phone-rings")


async def try_out(u: UnitOfWork, phone: Phone, team: TeamId) -> RingId:
    """A test ring, and the question that belongs to it."""
    ring = await ring_to_try(u, phone, team)
    phone.test_result = PhoneTest.ASKED
    u.session.add(phone)
    post_to_person(u, phone.person_id, ParcelKind.PHONE_TEST, Lane.REPLY, ring, team, sound=False)
    return ring


@act
async def heard(desk: Desk, actor: Actor, ring: RingId, rang: bool) -> Acted:
    """He says whether it rang: from then on the phone counts as tested, or as one that does not reach him.

    Raises:
        PhoneUnknown: it was taken away meanwhile.
    """
    async with desk.transaction() as u:
        tried = await u.rings.find(ring)
        if tried is None or tried.person_id != actor.person:
            raise PhoneUnknown
        phone = await _mine(u, actor.person, tried.phone_id)
        phone.test_result = PhoneTest.HEARD if rang else PhoneTest.NOT_HEARD
        phone.tested_at = u.now if rang else phone.tested_at
        await refresh(u, ParcelKind.PHONE_TEST, ring, actor.team, Lane.REPLY)
        await refresh(u, ParcelKind.PHONES, actor.team, actor.team)
        return Acted("toast-phone-heard" if rang else "toast-phone-not-heard")


async def _mine(u: UnitOfWork, person: PersonId, phone: PhoneId) -> Phone:
    row = await u.phones.hold(phone)
    if row is None or row.person_id != person or row.removed_at is not None:
        raise PhoneUnknown
    return row


def _must_be_set_up(desk: Desk, kind: PhoneKind) -> None:
    if kind not in offered(desk):
        raise PhoneNotSetUp(phone=kind.value)


async def _must_have_room(u: UnitOfWork, person: PersonId) -> Sequence[Phone]:
    phones = await u.phones.of_person(person)
    if len(phones) >= MOST_PHONES:
        raise TooManyPhones(most=MOST_PHONES)
    return phones


def offered(desk: Desk) -> Sequence[PhoneKind]:
    """The kinds a person may add here, what wakes surely first."""
    return [kind for kind in _ORDER if kind in desk.policy.phones]


_ORDER: Final = (
    PhoneKind.BARK,
    PhoneKind.NTFY,
    PhoneKind.VOICE,
    PhoneKind.PUSHOVER,
    PhoneKind.WEBPUSH,
    PhoneKind.GOTIFY,
    PhoneKind.WECOM,
    PhoneKind.DINGTALK,
    PhoneKind.FEISHU,
    PhoneKind.SMS,
    PhoneKind.EMAIL,
    PhoneKind.WEBHOOK,
    PhoneKind.APPRISE,
)
assert set(_ORDER) == TYPED | {PhoneKind.WEBPUSH}, "every kind that can be added is offered"
