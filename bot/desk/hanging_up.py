"""Hanging up: a call ends everywhere at once, in the transaction of the act that ends it.

Knows rows only, so that whatever ends an alert, a role or an incident can use it.
"""

from bot.desk import links, phones
from bot.ids import AlertId, IncidentId, PersonId, RoleId
from storage.tables.calls import Chain
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.calls import Answer, ChainState, LinkPurpose, RungState, Way
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.phones import RingState


async def hang_up(
    u: UnitOfWork,
    *,
    incident: IncidentId | None = None,
    alert: AlertId | None = None,
    role: RoleId | None = None,
    duty: bool = False,
    by: PersonId | None = None,
    state: ChainState = ChainState.ENDED,
) -> None:
    """End the running chains of an incident or alert: no later rung is reached, no phone goes on ringing.

    `role`: only the one for this role; `duty`: only those that look for whoever takes the incident. `by`: whose
    answer ended it. Call it under the hold of the incident or alert.
    """
    for chain in await u.calls.running(incident, alert, role, duty):
        await end(u, chain, state, by)


async def end(u: UnitOfWork, chain: Chain, state: ChainState, by: PersonId | None = None) -> None:
    """This chain ends now."""
    chain.state, chain.ended_at, chain.ended_by = state, u.now, by
    for rung in await u.calls.waiting(chain.id):
        rung.state = RungState.SPARED
        clock = await u.clocks.find(rung.clock_id) if rung.clock_id else None
        if clock is not None:
            clock.state, clock.stopped_at, clock.stopped_by = ClockState.CANCELLED, u.now, by
            clock.next_mark_at = None
    for attempt in await u.calls.attempts([chain.id]):
        if attempt.answer is None and attempt.way is not Way.NONE:
            mine = attempt.person_id == by and state is ChainState.ANSWERED
            silent = state is ChainState.EXHAUSTED
            attempt.answer = Answer.TOOK if mine else Answer.SILENT if silent else Answer.SPARED
            attempt.answered_at = None if silent else u.now
    await hand_on(u, chain)
    await phones.stop(u, chain=chain.id, by=by)


async def hand_on(u: UnitOfWork, chain: Chain, person: PersonId | None = None) -> None:
    """A ring that speaks for other calls as well goes on for one of them: in a storm one answer silences one call,
    and nobody who is still needed reads that he can rest."""
    for ring in await u.rings.hold_standing(chain=chain.id, person=person):
        if ring.state is RingState.CLAIMED:
            continue
        for attempt in await u.calls.attempts_of_ring(ring.id):
            other = await u.calls.find(attempt.chain_id) if attempt.chain_id != chain.id else None
            if other is None or other.state is not ChainState.RUNNING or attempt.answer is not None:
                continue
            ring.chain_id, ring.incident_id, ring.alert_id = other.id, other.incident_id, other.alert_id
            if ring.state is RingState.WAITING:
                ring.links = {}
                ring.page_url = await links.issue(u, other.team_id, ring.person_id, LinkPurpose.CALL, other.id)
            break
    await u.session.flush()
