"""Calls to a team's addresses on their way: what is to be sent now, and what became of it. No network here.

A call is claimed with a lease in one commit. When its caller dies the lease runs out and somebody else calls, with
the same key: a receiver that keeps keys takes it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import interface_answers, receipts
from bot.desk.desk import Desk, act
from bot.desk.drawing.frontline import view_of_sheet
from bot.desk.incidents import held
from bot.desk.publications import parts
from bot.desk.speaking import post_reply
from bot.desk.telling import concerned
from bot.ids import OutletCallId, PublicationId, SheetId
from bot.rules import outlets as rules
from bot.rules.noise import Whom
from messages import words
from messages.cards import frontline as cards
from messages.views import Mark
from messages.views.frontline import OutsideCard
from storage.tables.frontline import FrontlineRobot
from storage.tables.outlets import OutletCall
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.outlets import OutletKind, OutletState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.phones import RingVerdict
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.sheets import SheetState

LEASE: Final = timedelta(seconds=40)
"""Longer than the longest call (`bot.gateways.courier.CALL_SECONDS`) with room for a slow database."""
_TOLD_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A call that one courier has in hand: its id, which is the idempotency key, and which try this is."""

    id: OutletCallId
    attempt: int
    kind: OutletKind


@dataclass(frozen=True, slots=True)
class Order(Claim):
    """One call as its sender gets it; `url` and `secret` are never logged.

    `body` is what an interface gets, the same for every try; `card` what a group gets. `verdict` is set when
    there is nothing to send: the address was taken away, this desk is a training.
    """

    url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    card: OutsideCard | None = None
    verdict: RingVerdict | None = None


class Settled(Struct, frozen=True):
    """What became of a call. `reference`, `url` and `text`: what an interface says it published, and where."""

    verdict: RingVerdict
    told: str = ""
    reference: str = ""
    url: str = ""
    text: str = ""


@act
async def claim(desk: Desk, owner: str, limit: int) -> Sequence[Claim]:
    """Take what is to be called now; nobody else calls it until the lease is over.

    Nothing is read or drawn here: a call that cannot be made ready keeps no other one waiting.
    """
    async with desk.transaction() as u:
        rows = await u.outlets.hold_due(u.now, limit)
        lease_until = await u.lease_until(LEASE) if rows else u.now
        for row in rows:
            if row.state is OutletState.CLAIMED:  # whoever had it in hand died
                row.unsure, row.verdict = True, RingVerdict.CRASHED
            row.state, row.owner, row.lease_until = OutletState.CLAIMED, owner, lease_until
            row.attempts += 1
        return [Claim(row.id, row.attempts, row.kind) for row in rows]


@act
async def prepare(desk: Desk, owner: str, claim: Claim) -> Order | None:
    """What to send now; None when it is not to go out any more, or somebody else has it.

    A call whose callers died each time is not made for ever: after the last try it only comes to be settled.
    """
    async with desk.transaction() as u:
        row = await u.outlets.hold(claim.id)
        if row is None or row.owner != owner or row.attempts != claim.attempt:
            return None
        order = await _order(desk, u, row)
        if order is None:
            row.state, row.settled_at, row.owner, row.lease_until = OutletState.CANCELLED, u.now, None, None
            return None
        died = row.verdict is RingVerdict.CRASHED
        if died and rules.wait_after(RingVerdict.CRASHED, row.attempts - 1) is None:
            return replace(order, verdict=RingVerdict.CRASHED)
        return order


async def _order(desk: Desk, u: UnitOfWork, row: OutletCall) -> Order | None:
    """What to send; None when it is not to go out any more."""
    if row.kind is OutletKind.INTERFACE:
        body = await _release(u, row)
        if body is None:
            return None
        hook = (await u.outlets.hooks_by_ids({row.outlet_id})).get(row.outlet_id)
        if desk.policy.sandbox:  # a training publishes nothing
            return Order(row.id, row.attempts, row.kind, verdict=RingVerdict.NOT_SET_UP)
        if hook is None:
            return Order(row.id, row.attempts, row.kind, verdict=RingVerdict.ADDRESS_GONE)
        return Order(row.id, row.attempts, row.kind, hook.url, hook.secret, body)
    robot = (await u.outlets.robots_by_ids({row.outlet_id})).get(row.outlet_id)
    if robot is None or robot.removed_at is not None:
        return None
    card = await _card(desk, u, row, robot)
    return Order(row.id, row.attempts, row.kind, robot.url, robot.secret, card=card) if card else None


async def _release(u: UnitOfWork, row: OutletCall) -> Mapping[str, Any] | None:
    publication = await u.publications.find(PublicationId(row.subject_id))
    incident = await u.incidents.find(row.incident_id)
    if publication is None or incident is None or publication.state is not PublicationState.HANDED_OVER:
        return None
    statement, version = await parts(u, publication)
    wrong = await u.publications.find(PublicationId(statement.corrects)) if statement.corrects else None
    return {
        "version": 1,
        "id": row.id,
        "kind": "release",
        "channel": publication.channel.value,
        "stage": statement.stage.value,
        "language": statement.language.value,
        "text": version.text,
        "statement": statement.id,
        "statement_version": publication.version,
        "approved": version.binding_hash,
        "incident": incident.number,
        "drill": incident.drill,
        "corrects": wrong.url if wrong else "",
    }


async def _card(desk: Desk, u: UnitOfWork, row: OutletCall, robot: FrontlineRobot) -> OutsideCard | None:
    sheet = await u.sheets.find(SheetId(row.subject_id))
    team = await u.teams.find(row.team_id)
    if sheet is None or team is None or sheet.state is not SheetState.CURRENT:
        return None
    view = await view_of_sheet(u, sheet.id, Mark(sandbox=desk.policy.sandbox))
    if view is None:
        return None
    link = await receipts.url_of(u, desk.policy.public_url, sheet.id, robot.id)
    reader = words.Reader(Language(team.language), ZoneInfo(team.timezone), u.now)
    return cards.draw_outside(view, link, reader)


@act
async def settle(desk: Desk, owner: str, claim: Claim, came: Settled) -> None:
    """A call has ended: it counts, is tried again with the same key, or is left to people."""
    async with desk.transaction() as u:
        seen = await u.outlets.find(claim.id)
        if seen is None:
            return
        incident = await held(u, seen.incident_id)
        call = await u.outlets.hold(claim.id)
        if call is None or call.owner != owner or call.attempts != claim.attempt:
            return  # the lease ran out, and somebody else calls by now
        call.verdict, call.answer, call.owner, call.lease_until = came.verdict, came.told[:_TOLD_LIMIT], None, None
        if came.verdict is RingVerdict.ACCEPTED:
            call.state, call.settled_at, call.reference = OutletState.ACCEPTED, u.now, came.reference
            if call.kind is OutletKind.INTERFACE:
                await interface_answers.accepted(u, incident, call, came.url, came.text)
            return
        call.unsure = call.unsure or came.verdict.may_have_rung
        wait = rules.wait_after(came.verdict, call.attempts)
        if wait is not None:
            call.state, call.not_before = OutletState.WAITING, u.now + wait
            u.outlets_come = True
            return
        call.state, call.settled_at = OutletState.GIVEN_UP, u.now
        if call.kind is OutletKind.INTERFACE:
            await interface_answers.given_up(u, incident, call)
        else:
            await _card_not_there(u, call)


async def _card_not_there(u: UnitOfWork, call: OutletCall) -> None:
    """A group in another messenger did not get its card: whoever leads service hears it, else who commands."""
    incident = await u.incidents.find(call.incident_id)
    robot = (await u.outlets.robots_by_ids([call.outlet_id])).get(call.outlet_id)
    if incident is None or robot is None:
        return
    lead = next(iter(await concerned(u, incident, Whom.SERVICE_LEAD, {})), None) or incident.commander_id
    if lead is None:
        return
    assert call.verdict is not None, "it was called"
    values = {
        "key": "notice-robot-failed",
        "outlet": call.kind.value,
        "name": robot.name,
        "verdict": call.verdict.value,
    }
    post_reply(u, f"person:{lead}", ParcelKind.REPLY, call.team_id, values=values)
