"""The first incident is opened as quickly as the second: one is rehearsed after the start, and taken back.

Statements are put into a database's words, sentences parsed and lists read when somebody first needs them: two
thirds of the time a process took for its first opening. So one is opened for a team that does not exist, in a
transaction that is undone: its alert, its calls, and its first messages up to what Telegram would answer. Nothing
of it is kept or seen by anybody, nobody is woken, no number of a team's is used, and no row of a team's is held.

Only until the first messages go: the cards that follow them cost a megabyte for as long as a desk is idle, and
nobody waits for these twenty milliseconds.
"""

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.desk.arrivals import Arrival
from bot.desk.audiences import Destination
from bot.desk.desk import Desk, Signals, act
from bot.desk.errands import OpenTopic
from bot.desk.intake import take_in
from bot.desk.pulses import Pulses
from bot.gateways.pump.deliveries import Claim, Ended
from bot.gateways.pump.limits import Limits
from bot.gateways.pump.outcomes import Draw, Outcomes
from bot.gateways.pump.places import resolve_all
from bot.gateways.pump.planning import Plan, plan
from bot.gateways.pump.settling import Settling
from bot.gateways.pump.verdicts import Ruling, Verdict
from bot.ids import PersonId, TeamId
from storage.plain import alone, revised
from storage.tables.speaking import Parcel
from storage.tables.teams import Member, Person, Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import ParcelKind, ParcelState
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.severity import Severity

_TITLE: Final = "rehearsal"
_SOURCE: Final = "rehearsal"
_log = structlog.get_logger("rehearsal")
_DONE: Final = Verdict(Ruling.DONE)


class _TakenBack(Exception):
    """The end of a rehearsal: its transaction is undone."""


async def prepare(desk: Desk, draw: Draw, outcomes: Outcomes) -> None:
    """Rehearse. When that fails the first incident opens more slowly, and that is all: it is logged."""
    try:
        await rehearse(desk, draw, outcomes)
    except Exception as trouble:  # noqa: BLE001  (a boundary: what it cannot do now will be done when it is needed)
        _log.warning("an opening could not be rehearsed", exc_info=trouble)


async def rehearse(desk: Desk, draw: Draw, outcomes: Outcomes) -> None:
    """Open an incident for nobody, draw and settle all it says, and undo everything."""
    async with desk.reading() as look:
        teams = await look.teams.all()
        await look.sources.by_name(_SOURCE)  # as the hook asks who sends
    language = teams[0].language if teams else desk.policy.language
    # Signals of its own: nobody is woken, and nobody takes its parcels along.
    apart = replace(desk.patiently(), signals=Signals(), policy=replace(desk.policy, auto_open=Severity.S1))
    try:
        await _opening(apart, language, draw, outcomes)
    except _TakenBack:
        return


@act
async def _opening(desk: Desk, language: Language, draw: Draw, outcomes: Outcomes) -> None:
    async with desk.transaction() as u:
        team = await _nobody(u, language)
        u.session.expunge_all()  # a real opening looks its team up, and the pump has a session of its own
        await Pulses().heard(u, {(team.id, _SOURCE)})
        await take_in(u, desk.policy, team.id, [_alert(team.id, u.now)])
        await u.finish()
        u.session.expunge_all()
        await _Stage(u, desk, draw, outcomes, team.id).round()
        raise _TakenBack


async def _nobody(u: UnitOfWork, language: Language) -> Team:
    """A team of one, who is on duty. Their ids in Telegram are nobody's."""
    place = -secrets.randbits(40) - 1
    team = Team(
        id=TeamId(u.new_id()), name=f"{_TITLE} {place}", chat_id=place, language=language, created_at=u.now
    )
    person = Person(
        id=PersonId(u.new_id()), telegram_user_id=place - 1, name=_TITLE, started_at=u.now, created_at=u.now
    )
    u.add(team, person)
    await u.session.flush()
    u.add(
        Member(
            id=u.new_id(),
            team_id=team.id,
            person_id=person.id,
            standing=Standing.OWNER,
            on_duty=True,
            joined_at=u.now,
        )
    )
    await u.session.flush()
    return team


def _alert(team: TeamId, now: datetime) -> Arrival:
    incoming = IncomingAlert(
        title=_TITLE,
        dedup_key=_TITLE,
        raw=b"{}",
        severity=Severity.S1,
        account=_TITLE,
        platform="douyin",
        crisis_type=CrisisType.PRODUCT_SAFETY,
    )
    return Arrival(team, _SOURCE, now, incoming)


class _Stage:
    """Says what was posted as the pump does, to nobody."""

    def __init__(self, u: UnitOfWork, desk: Desk, draw: Draw, outcomes: Outcomes, team: TeamId) -> None:
        self._u = u
        self._draw = draw
        self._owner = desk.new_id()
        self._bot_id = desk.identity.bot_id
        self._settling = Settling(self._bot_id, self._owner, outcomes, Limits())
        self._team = team
        self._said = 0

    async def round(self) -> None:
        """Everything that waits is drawn, marked and settled, and what follows from it is written."""
        u = self._u
        look = u.glance()
        waiting = await u.parcels.waiting_of(self._team)
        places = await resolve_all(look, {parcel.audience for parcel in waiting}, {})
        endings = [
            ended
            for parcel in waiting
            if (place := places[parcel.audience]) is not None
            and (ended := await self._ended(look, parcel, place)) is not None
        ]
        await self._spend({ended.claim.place.chat_id for ended in endings})
        if not alone(u.session):  # replicas look at what others have in hand, and at one clock
            await u.lease_until(timedelta())
            await u.parcels.chats_in_hand([ended.claim.place.chat_id for ended in endings])
            await u.parcels.first_in_line(u.now, {parcel.stream for parcel in waiting})
        await u.parcels.choose([ended.claim.parcel for ended in endings])
        await self._settling.settle(u, endings)
        await u.finish()

    async def _spend(self, chats: Collection[int]) -> None:
        """Their minutes, which are nobody's; that of all chats stays free for those who speak meanwhile."""
        budgets = self._u.chats
        await budgets.make_budgets(self._bot_id, chats)
        await budgets.spend(list((await budgets.hold_budgets(self._bot_id, chats)).values()))

    async def _ended(self, look: Reader, parcel: Parcel, place: Destination) -> Ended | None:
        if place.waits_for_topic and parcel.kind is not ParcelKind.TOPIC_OPEN:
            return None
        step = await plan(look, parcel, place, await self._draw(look, parcel), uncertain=False)
        if not isinstance(step, Plan):
            return None
        self._said += 1
        assert parcel.seq is not None, "it is a row"
        revised(parcel, state=ParcelState.CLAIMED, owner=self._owner, attempted_at=self._u.now)
        claim = Claim(parcel, parcel.seq, place, step.call, self._u.now, step.text_hash, bury=step.bury)
        if isinstance(step.call, OpenTopic):
            return Ended(claim, _DONE, topic_id=self._said)
        return Ended(claim, _DONE, message_id=self._said)
