"""What a delivery's end leaves behind: the parcel's state, the message that stands, and what the desk is told.

Everything here may run again after a commit whose answer was lost; it comes out the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.desk.audiences import to_place
from bot.desk.errands import CloseTopic, Delete, OpenTopic, RenameTopic, ReopenTopic
from bot.gateways.pump.deliveries import (
    Change,
    Ended,
    FoundTopic,
    LookUp,
    PinMessage,
    Send,
    repeatable,
)
from bot.gateways.pump.limits import ALL_CHATS, PROBES, Limits, backoff
from bot.gateways.pump.outcomes import Outcomes
from bot.gateways.pump.repeats import wait_after
from bot.gateways.pump.verdicts import FILE_REFUSED, Ruling
from bot.ids import IncidentId
from storage.plain import revised
from storage.tables.speaking import Parcel
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelState

_ECHO_SECONDS: Final = 3.0
"""How long the service message of a topic may take to reach us."""
_TOKEN_SECONDS: Final = 30.0
_TURNS: Final = 8
"""A parcel that Telegram sent round in circles this often (topic gone, message gone, moved) is parked."""
_OLDEST: Final = timedelta(hours=24)
_AGAIN: Final = (ParcelState.WAITING, ParcelState.UNCERTAIN)
_TOPIC_CALLS = RenameTopic | CloseTopic | ReopenTopic


@dataclass(slots=True)
class Settled:
    """What the pump itself learns: groups that moved, chats that pause, whether something stayed uncertain, or
    waits `again`, whether Telegram said yes to anything. `plain`: messages were sent or edited, and nothing else
    happened: no budget and no other parcel has changed."""

    moved: dict[int, int] = field(default_factory=dict)
    uncertain: bool = False
    again: bool = False
    token_revoked: bool = False
    look_ups_fail: bool = False
    answered: bool = False
    plain: bool = True
    pauses: dict[int, float] = field(default_factory=dict)
    unused: list[float] = field(default_factory=list)

    def pause(self, chat_id: int, seconds: float) -> None:
        self.pauses[chat_id] = max(seconds, self.pauses.get(chat_id, 0.0))


@dataclass(slots=True)
class _Next:
    """The parcel's state from now on."""

    state: ParcelState
    reason: str = ""
    wait: float | None = None
    message_id: int | None = None


class Settling:
    """Settles for one pump."""

    def __init__(self, bot_id: int, owner: str, outcomes: Outcomes, limits: Limits) -> None:
        self._bot_id = bot_id
        self._owner = owner
        self._outcomes = outcomes
        self._log_chat_id = limits.log_chat_id

    async def settle(self, u: UnitOfWork, endings: Sequence[Ended]) -> Settled:
        """Write how these deliveries ended. Incidents are held in one order, as everywhere."""
        learned = Settled()
        rows: list[dict[str, Any]] = []
        spoken: list[dict[str, Any]] = []
        buried: list[str] = []
        newest: dict[int, int] = {}
        for ended in sorted(endings, key=lambda ended: (ended.claim.parcel.audience, ended.claim.seq)):
            coming = await self._judge(u, ended, learned)
            sent = coming.state is ParcelState.SENT
            learned.plain = learned.plain and sent and isinstance(ended.claim.call, Send | Change)
            rows.extend(_rows(u.now, ended, coming))
            if sent:
                self._stands(u, ended, spoken, buried, newest)
                await self._changed(u, ended)
        await self._let_newer_go(u, endings, rows)
        learned.uncertain = any(row["state"] is ParcelState.UNCERTAIN for row in rows)
        learned.again = any(row["state"] in _AGAIN for row in rows)
        await u.parcels.settle(self._owner, rows)
        await u.messages.keep(spoken)
        await u.messages.bury(buried)
        await u.chats.heard(newest)
        await self._budget(u, learned)
        return learned

    async def _judge(self, u: UnitOfWork, ended: Ended, learned: Settled) -> _Next:
        claim, verdict = ended.claim, ended.verdict
        if isinstance(claim.call, LookUp):
            return await self._looked(u, ended, learned)
        back = ParcelState.UNCERTAIN if claim.uncertain and not repeatable(claim.call) else ParcelState.WAITING
        first = verdict.seconds
        match verdict.ruling:
            case Ruling.DONE:
                learned.answered = learned.answered or ended.message_id is not None
                if ended.topic_id is not None:
                    incident = _incident(claim.parcel)
                    await self._outcomes.topic_opened(u, incident, claim.place.chat_id, ended.topic_id)
                return _Next(ParcelState.SENT, verdict.reason, message_id=ended.message_id or ended.topic_id)
            case Ruling.PAUSE_CHAT:
                learned.pause(claim.place.chat_id, verdict.seconds)
                return _Next(back, verdict.reason, verdict.seconds)
            case Ruling.LATER | Ruling.UNKNOWN if u.now - claim.parcel.posted_at > _OLDEST:
                return await self._park(u, ended, f"too old: {verdict.reason}")
            case Ruling.LATER:
                return _Next(back, verdict.reason, backoff(claim.parcel.attempts, first))
            case Ruling.UNKNOWN if repeatable(claim.call):
                return _Next(ParcelState.WAITING, verdict.reason, backoff(claim.parcel.attempts, first))
            case Ruling.UNKNOWN:
                return await self._unknown(u, ended)
            case Ruling.TOKEN_REVOKED:
                learned.token_revoked = True
                return _Next(back, verdict.reason, _TOKEN_SECONDS)
            case _:
                return await self._refused(u, ended, learned, back)

    async def _unknown(self, u: UnitOfWork, ended: Ended) -> _Next:
        """A new message or topic that may be there or not. Soon once more; what was a repeat already, ever later,
        and at last it is parked."""
        claim, verdict = ended.claim, ended.verdict
        if not claim.uncertain:
            wait = _ECHO_SECONDS if isinstance(claim.call, OpenTopic) else verdict.seconds
            return _Next(ParcelState.UNCERTAIN, verdict.reason, backoff(claim.parcel.attempts, wait))
        later = wait_after(claim.parcel.attempts - 1)
        if later is None:
            return await self._park(u, ended, f"unknown too often: {verdict.reason}")
        return _Next(ParcelState.UNCERTAIN, verdict.reason, later)

    async def _refused(self, u: UnitOfWork, ended: Ended, learned: Settled, back: ParcelState) -> _Next:
        """Answers that change what the desk knows of topics, chats and people."""
        claim, verdict = ended.claim, ended.verdict
        going_round = claim.parcel.attempts >= _TURNS
        match verdict.ruling:
            case Ruling.TOPIC_GONE | Ruling.NO_TOPICS:
                await self._topic_lost(u, ended)
                if isinstance(claim.call, OpenTopic | FoundTopic | RenameTopic | CloseTopic | ReopenTopic):
                    return _Next(ParcelState.SUPERSEDED, verdict.reason)
                if not going_round:
                    return _Next(back, verdict.reason)
            case Ruling.RIGHT_MISSING:
                await self._outcomes.chat_trouble(u, claim.place.chat_id, verdict.reason)
                if isinstance(claim.call, PinMessage | Delete | _TOPIC_CALLS):
                    return _Next(ParcelState.SUPERSEDED, verdict.reason)
            case Ruling.MIGRATED if verdict.chat_id is not None:
                await self._outcomes.chat_migrated(u, claim.place.chat_id, verdict.chat_id)
                learned.moved[claim.place.chat_id] = verdict.chat_id
                if not going_round:
                    return _Next(back, verdict.reason)
            case Ruling.MESSAGE_GONE if isinstance(claim.call, Change | PinMessage):
                where = (self._bot_id, claim.place.chat_id, claim.call.message_id)
                known = await u.messages.at(*where)
                await u.messages.redrawn(*where, alive=False)
                shows_this = known is not None and known.kind is claim.parcel.kind
                if isinstance(claim.call, Change) and shows_this and not going_round:
                    return _Next(back, verdict.reason)
                return _Next(ParcelState.SUPERSEDED, verdict.reason)
            case Ruling.UNREACHABLE:
                await self._outcomes.person_unreachable(u, claim.place.chat_id)
            case Ruling.CHAT_GONE if claim.place.chat_id > 0:
                await self._outcomes.person_unreachable(u, claim.place.chat_id)
            case Ruling.CHAT_GONE:
                await self._outcomes.chat_trouble(u, claim.place.chat_id, verdict.reason)
        return await self._park(u, ended, verdict.reason)

    async def _looked(self, u: UnitOfWork, ended: Ended, learned: Settled) -> _Next:
        """A look-up found it, found that it is not there, or has not come to the end."""
        verdict = ended.verdict
        if verdict.ruling is Ruling.DONE:
            learned.unused.extend([ended.claim.spent_at] * (PROBES - ended.probes))
            if ended.message_id is not None:
                return _Next(ParcelState.SENT, "found", message_id=ended.message_id)
            if ended.absent:
                return _Next(ParcelState.WAITING, "not_there")
            return _Next(ParcelState.UNCERTAIN, "looking")
        if verdict.ruling is Ruling.PAUSE_CHAT and self._log_chat_id is not None:
            learned.pause(self._log_chat_id, verdict.seconds)
        elif verdict.ruling not in (Ruling.LATER, Ruling.UNKNOWN):
            learned.look_ups_fail = True
        return _Next(ParcelState.UNCERTAIN, verdict.reason, verdict.seconds or None)

    async def _park(self, u: UnitOfWork, ended: Ended, reason: str) -> _Next:
        for parcel in (ended.claim.parcel, *ended.claim.packed):
            await self._outcomes.parked(u, parcel)
        if reason == FILE_REFUSED:
            await self._outcomes.file_refused(u, ended.claim.parcel)
        return _Next(ParcelState.PARKED, reason)

    async def _topic_lost(self, u: UnitOfWork, ended: Ended) -> None:
        claim = ended.claim
        if claim.parcel.audience.startswith("incident:"):
            await self._outcomes.topic_lost(u, _incident(claim.parcel), ended.verdict.reason)
        elif claim.place.thread_id is not None:
            known = await u.incidents.by_topic(claim.place.chat_id, claim.place.thread_id)
            if known is not None:
                await self._outcomes.topic_lost(u, known.id, ended.verdict.reason)

    async def _budget(self, u: UnitOfWork, learned: Settled) -> None:
        """Chats that take nothing for exactly so many seconds, nobody sleeps for it; calls that were not made."""
        log_chats = (ALL_CHATS, self._log_chat_id) if learned.unused and self._log_chat_id is not None else ()
        if learned.pauses or log_chats:
            await self.pause(u, learned.pauses, log_chats, learned.unused)

    async def pause(
        self,
        u: UnitOfWork,
        pauses: Mapping[int, float],
        log_chats: Collection[int] = (),
        unused: Sequence[float] = (),
    ) -> None:
        """Chats (with seconds) that pause; calls that were not made, at these moments, in the log chats."""
        # With the row of all chats, as everybody who claims: then nobody waits for who waits for him.
        held = await u.chats.hold_budgets(self._bot_id, {*pauses, *log_chats, ALL_CHATS})
        for chat_id, row in held.items():
            if chat_id in pauses:
                until = u.now + timedelta(seconds=pauses[chat_id])
                revised(row, paused_until=until if row.paused_until is None else max(until, row.paused_until))
            if chat_id in log_chats:
                sent_at = list(row.sent_at)
                for moment in unused:
                    if moment in sent_at:
                        sent_at.remove(moment)
                revised(row, sent_at=sent_at)
        await u.chats.spend(list(held.values()))

    def _stands(
        self,
        u: UnitOfWork,
        ended: Ended,
        spoken: list[dict[str, Any]],
        buried: list[str],
        newest: dict[int, int],
    ) -> None:
        """Which message shows what from now on."""
        claim, parcel = ended.claim, ended.claim.parcel
        chat_id = claim.place.chat_id
        if ended.topic_id is not None:
            newest[chat_id] = max(newest.get(chat_id, 0), ended.topic_id)
        if ended.message_id is None or not isinstance(claim.call, Send | Change | LookUp):
            return
        newest[chat_id] = max(newest.get(chat_id, 0), ended.message_id)
        buried.extend(claim.bury)
        spoken.append(
            {
                "id": u.new_id(),
                "bot_id": self._bot_id,
                "chat_id": chat_id,
                "message_id": ended.message_id,
                "thread_id": claim.place.thread_id,
                "stream": parcel.stream,
                "kind": parcel.kind,
                "subject_id": parcel.subject_id,
                "audience": parcel.audience,
                "values": parcel.values,
                "drawn_at": claim.claimed_at,
                "text_hash": claim.text_hash or parcel.text_hash,
                "pinned": False,
                "alive": True,
            }
        )

    async def _changed(self, u: UnitOfWork, ended: Ended) -> None:
        match ended.claim.call:
            case PinMessage(message_id):
                await u.messages.redrawn(self._bot_id, ended.claim.place.chat_id, message_id, pinned=True)
            case Delete(message_id):
                await u.messages.redrawn(self._bot_id, ended.claim.place.chat_id, message_id, alive=False)

    async def _let_newer_go(self, u: UnitOfWork, endings: Sequence[Ended], rows: Sequence[dict[str, Any]]) -> None:
        """A card that must wait again gives way when a newer one of the same key waits already."""
        parcels = {ended.claim.seq: ended.claim.parcel for ended in endings}
        for row in rows:
            older = parcels.get(row["seq"]) if row["state"] is ParcelState.WAITING else None
            if older is not None and await u.parcels.bequeath(older):
                row.update(state=ParcelState.SUPERSEDED, last_error="newer", not_before=None, delivered_at=u.now)


def _rows(now: datetime, ended: Ended, coming: _Next) -> Iterable[dict[str, Any]]:
    """The columns of the parcel, and of those that travelled in its file."""
    claim = ended.claim
    again = coming.state in _AGAIN
    for parcel in (claim.parcel, *claim.packed):
        in_file = parcel is not claim.parcel and coming.state is ParcelState.SENT
        yield {
            "seq": parcel.seq,
            "state": ParcelState.SUPERSEDED if in_file else coming.state,
            "last_error": f"in the file of {claim.parcel.id}" if in_file else coming.reason,
            "not_before": now + timedelta(seconds=coming.wait) if again and coming.wait else None,
            "delivered_at": None if again else now,
            "message_id": coming.message_id,
            "lease_until": None,
            "audience": _without_topic(ended, parcel) if again else parcel.audience,
            "last_known_id": ended.looked_to if ended.looked_to is not None else parcel.last_known_id,
            "owner": None,
        }


def _without_topic(ended: Ended, parcel: Parcel) -> str:
    """Where a parcel goes next; an answer in a topic that is gone goes to the chat itself."""
    if ended.verdict.ruling is Ruling.TOPIC_GONE and parcel.audience.startswith("chat:"):
        return to_place(ended.claim.place.chat_id)
    return parcel.audience


def _incident(parcel: Parcel) -> IncidentId:
    return IncidentId(parcel.audience.partition(":")[2])
