"""Rings on their way: what is to be sent now, and what became of it. No network here, see `bot.gateways.ringing`.

A ring is claimed with a lease and an attempt row in one commit. When its caller dies, the lease runs out and
somebody else rings: twice is better than never.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from bot.desk import calling, phones
from bot.desk.desk import Desk, act
from bot.desk.speaking import refresh
from bot.ids import RingId
from storage.tables.phones import Phone, Ring, RingAttempt
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind, PhoneTest, RingKind, RingState, RingVerdict

LEASE: Final = timedelta(seconds=40)
"""Longer than the longest call (`bot.gateways.ringing.CALL_SECONDS`) with room for a slow database."""
MOST_ATTEMPTS: Final = 3
POLL_EVERY: Final = timedelta(seconds=5)
"""Pushover, "Receipts and Callbacks": not more often than once every 5 seconds."""
_TOLD_LIMIT: Final = 300


class Action(Struct, frozen=True):
    """A button on a lock screen: what it says, and the address an empty POST goes to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Call:
    """One ring as its sender gets it. `config` holds secrets and is never logged.

    `replaces` and `receipt`: of the ring whose place a quiet one takes. `verdict` is set when there is nothing
    to send any more: the phone was removed, or too many callers died over it.
    """

    ring: RingId
    attempt: int
    kind: RingKind
    phone: PhoneKind
    title: str
    text: str
    loud: bool
    language: Language
    posted_at: datetime
    severity: str = ""
    config: Mapping[str, Any] = field(default_factory=dict, repr=False)
    actions: tuple[Action, ...] = field(default=(), repr=False)
    page_url: str = field(default="", repr=False)
    open_label: str = ""
    replaces: RingId | None = None
    receipt: str = field(default="", repr=False)
    verdict: RingVerdict | None = None

    @property
    def thread(self) -> str:
        """One name for a page and for the quiet line that takes its place."""
        return str(self.replaces or self.ring)


class Answer(Struct, frozen=True):
    """What became of a call: by name, in the provider's words (cut, without secrets), and its receipt if any."""

    verdict: RingVerdict
    told: str = ""
    receipt: str = ""

    @property
    def accepted(self) -> bool:
        return self.verdict is RingVerdict.ACCEPTED


class Receipt(Struct, frozen=True):
    """What a provider says of an earlier page: has somebody answered it, is there more to be asked?"""

    answered: bool
    over: bool


class Claimed(Struct, frozen=True):
    """What is to ring now, whose receipts are to be asked now, and when there is more to do."""

    calls: Sequence[Call]
    asked: Sequence[Call]
    next_at: datetime | None


@act
async def claim(desk: Desk, owner: str, limit: int) -> Claimed:
    """Take what is to ring now; nobody else rings it until the lease is over. Receipts: has somebody answered
    at the provider?"""
    async with desk.transaction() as u:
        rows = await u.rings.hold_due(u.now, limit)
        polls = await u.rings.hold_polls(u.now, limit)
        known = await u.phones.by_ids({row.phone_id for row in (*rows, *polls)})
        lease_until = await u.lease_until(LEASE) if rows else u.now
        calls = []
        for row in rows:
            if row.expires_at is not None and row.expires_at <= u.now:
                row.state, row.settled_at, row.links, row.page_url = RingState.CANCELLED, u.now, {}, ""
                continue
            if row.state is RingState.CLAIMED:
                await _end_attempt(u, row, Answer(RingVerdict.CRASHED))
            row.state, row.owner, row.lease_until = RingState.CLAIMED, owner, lease_until
            row.attempts += 1
            row.attempted_at = u.now
            u.add(RingAttempt(id=u.new_id(), ring_id=row.id, number=row.attempts, began_at=u.now))
            calls.append(_call(row, known[row.phone_id]))
        for row in polls:
            row.poll_at = u.now + POLL_EVERY  # asked again unless `note_receipt` says that it is over
        await u.session.flush()
        asked = [_call(row, known[row.phone_id]) for row in polls]
        return Claimed(calls, asked, await u.rings.next_at(u.now))


def _call(row: Ring, phone: Phone) -> Call:
    verdict = RingVerdict.CRASHED if row.attempts > MOST_ATTEMPTS else None
    if phone.removed_at is not None:
        verdict = RingVerdict.ADDRESS_GONE
    doors = {"resp": "take", "rtake": "take", "decl": "cant", "rcant": "cant"}
    doored = [(doors.get(verb, "page"), label) for verb, label in row.actions]
    return Call(
        ring=row.id,
        attempt=row.attempts,
        kind=row.kind,
        phone=phone.kind,
        title=row.title,
        text=row.frozen_text,
        loud=row.loud,
        language=row.language,
        posted_at=row.posted_at,
        severity=row.severity.value if row.severity else "",
        config=dict(phone.config),
        actions=tuple(Action(label, row.links[door]) for door, label in doored if door in row.links),
        page_url=row.page_url,
        open_label=next((label for door, label in doored if door == "page"), ""),
        replaces=row.replaces,
        receipt=row.receipt,
        verdict=verdict,
    )


@act
async def settle(desk: Desk, owner: str, call: Call, answer: Answer, has_receipts: bool = False) -> None:
    """A call has ended: keep what the provider said. A page that failed goes to the next rung in the same act.

    `has_receipts`: the provider knows when somebody answers, and is asked.
    """
    async with desk.transaction() as u:
        seen = await u.rings.find(call.ring)
        if seen is None:
            return
        if not answer.accepted:  # what follows writes under the hold of the incident or alert: that comes first
            if seen.incident_id is not None:
                await u.incidents.hold(seen.incident_id)
            elif seen.alert_id is not None:
                await u.alerts.hold(seen.alert_id)
        row = await u.rings.hold(call.ring)
        if row is None or row.attempts != call.attempt:
            return  # the lease ran out, and somebody else rings by now
        await _end_attempt(u, row, answer)
        row.verdict, row.provider_answer = answer.verdict, answer.told[:_TOLD_LIMIT]
        row.receipt = answer.receipt or row.receipt
        row.settled_at, row.owner, row.lease_until = u.now, None, None
        row.links, row.page_url = {}, ""  # nothing more is sent: the tokens are not needed
        if row.state is not RingState.CLAIMED:
            await phones.silence(u, row)  # somebody answered while it was on its way
        elif answer.accepted:
            row.state = RingState.SENT
            row.poll_at = u.now + POLL_EVERY if has_receipts and row.receipt else None
        else:
            row.state = RingState.FAILED
            await _next_rung(u, row)
        if row.kind is RingKind.TEST:
            await _note_test(u, row)


async def _end_attempt(u: UnitOfWork, row: Ring, answer: Answer) -> None:
    attempt = await u.rings.attempt(row.id, row.attempts)
    assert attempt is not None, "a claim writes its attempt"
    attempt.ended_at, attempt.verdict, attempt.provider_answer = u.now, answer.verdict, answer.told[:_TOLD_LIMIT]


async def _next_rung(u: UnitOfWork, row: Ring) -> None:
    """The phone did not ring: the calling chain goes on at once, in this act."""
    await calling.ring_failed(u, row)


async def _note_test(u: UnitOfWork, row: Ring) -> None:
    """What the phone is known for after a test ring was sent; the person says the rest."""
    await refresh(u, ParcelKind.PHONE_TEST, row.id, row.team_id, Lane.REPLY)
    phone = await u.phones.hold(row.phone_id)
    if phone is not None and phone.removed_at is None and row.state is RingState.FAILED:
        phone.test_result = PhoneTest.FAILED


@act
async def note_receipt(desk: Desk, call: Call, receipt: Receipt) -> None:
    """The provider says that the page was answered on the phone, or that it rings no more."""
    async with desk.transaction() as u:
        row = await u.rings.hold(call.ring)
        if row is None or row.state is not RingState.SENT or not (receipt.answered or receipt.over):
            return
        row.poll_at = None
        if receipt.answered:
            row.state = RingState.ACKNOWLEDGED
