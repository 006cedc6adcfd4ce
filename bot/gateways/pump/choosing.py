"""One round of choosing: parcel after parcel in the order they want to go, against what the budgets allow."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.desk.audiences import Destination
from bot.desk.errands import Errand, OpenTopic, Say
from bot.gateways.pump.deliveries import DIGEST, Claim, FoundTopic, GiveUp, LookUp, Send
from bot.gateways.pump.limits import ALL_CHATS, PROBES, card_spacing, counts_its_own_messages
from bot.gateways.pump.planning import Defer, Drop, Plan, plan
from bot.gateways.pump.repeats import ready_at
from bot.gateways.pump.shut import Free, held_up
from bot.gateways.pump.terms import Taken, Terms
from bot.ids import IncidentId
from bot.rules.budget import URGENT, Log, earliest, spent, trimmed
from storage.database import is_away
from storage.plain import revised
from storage.tables.speaking import Budget, Parcel
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState

PACKED_OVER: Final = 6
"""More small messages than this, waiting for one place without a chance within the minute, become one file."""
_NO_GROUP_YET: Final = timedelta(seconds=30)
NOWHERE: Final = 0
"""Stands for a chat that does not exist."""
_SMALL: Final = (Lane.REPLY, Lane.NOTICE)


class Choice:
    """One round: what was chosen so far, and what the budgets still allow."""

    def __init__(
        self, terms: Terms, u: UnitOfWork, look: Reader, taken: Taken, budgets: dict[int, Budget], busy: set[int]
    ) -> None:
        self.terms = terms
        self.u = u
        #: Drawers only look.
        self.look = look
        self.now = u.now.timestamp()
        self.taken = taken
        self.busy = busy
        self.logs = {chat: tuple(row.sent_at) for chat, row in budgets.items()}
        self.answered = {chat: tuple(row.answered_at) for chat, row in budgets.items()}
        self.paused = {
            chat: row.paused_until.timestamp() for chat, row in budgets.items() if row.paused_until is not None
        }
        self.budgets = budgets
        self.held_up: set[tuple[object, ...]] = set()
        self.packed: set[int] = set()
        self.superseded: list[tuple[Parcel, str]] = []
        self.deferred: list[tuple[Parcel, datetime, int]] = []
        self.heads: dict[int, list[tuple[Lane, float]]] = {}
        self.hints: list[tuple[Parcel, int]] = []

    async def consider(
        self,
        parcel: Parcel,
        place: Destination | None,
        parcels: Sequence[Parcel],
        places: dict[str, Destination | None],
    ) -> None:
        """Claim this parcel, put it off, drop it, or leave it; parcels come in the order they want to go."""
        if parcel.seq in self.packed:
            return
        if parcel.expires_at is not None and parcel.expires_at <= self.u.now:
            self.superseded.append((parcel, "expired"))
            return
        if place is None:
            self._nowhere(parcel)
            return
        behind = (parcel.stream, parcel.lane, place.chat_id, place.thread_id, place.waits_for_topic)
        if behind in self.held_up or not self._may_go(parcel, place):
            self.held_up.add(behind)
            if place.chat_id in self.busy or self._is_shut(place.chat_id):
                self.hints.append((parcel, place.chat_id))
            return
        uncertain = parcel.state is ParcelState.UNCERTAIN
        if uncertain and self._looks_first(parcel, place):
            return
        if uncertain and await self._was_opened(parcel, place):
            return
        errand = await self._drawn(parcel)
        if isinstance(errand, GiveUp):
            self._take(parcel, place, Plan(errand), uncertain)
            return
        step = await plan(self.look, parcel, place, errand, uncertain)
        if isinstance(step, Drop):
            self.superseded.append((parcel, step.reason))
        elif isinstance(step, Defer):
            self.held_up.add(behind)
            self._defer(parcel, timedelta(seconds=step.seconds), 1)
        elif isinstance(errand, Say) and (crowd := self._crowd(parcel, place, parcels, places)):
            await self._claim_packed(parcel, place, errand, step, crowd)
        else:
            self._claim(parcel, place, step, uncertain)

    def _is_shut(self, chat: int) -> bool:
        return chat in self.terms.full or chat in self.terms.stuck or chat in self.heads

    async def _drawn(self, parcel: Parcel) -> Errand | GiveUp | None:
        """What the parcel comes to; one that cannot be drawn is parked and does not hold up the others."""
        assert parcel.seq is not None
        if parcel.seq in self.terms.undrawable:
            return GiveUp("bug: the database refused it")
        try:
            return await self.terms.draw(self.look, parcel)
        except Exception as bug:
            if isinstance(bug, SQLAlchemyError) and is_away(bug):
                raise
            if isinstance(bug, DBAPIError):
                # PostgreSQL takes nothing more in this transaction: the next round leaves this one out.
                self.terms.undrawable.add(parcel.seq)
                raise
            # A bug in one drawer must not silence the desk.
            self.taken.bugs.append(bug)
            return GiveUp(f"bug: {type(bug).__name__}")

    def _nowhere(self, parcel: Parcel) -> None:
        """A person who cannot be written to will not be there in a minute; a group may still be bound."""
        if parcel.audience.startswith("person:"):
            self._take(parcel, Destination(NOWHERE), Plan(GiveUp("not_started")), uncertain=False)
            return
        self._defer(parcel, _NO_GROUP_YET, 0)

    def _defer(self, parcel: Parcel, by: timedelta, tries: int) -> None:
        self.deferred.append((parcel, self.u.now + by, tries))
        self.taken.not_before(self.u.now + by)

    def _may_go(self, parcel: Parcel, place: Destination) -> bool:
        """Its time has come, its topic is there, its chat is free and has budget."""
        ready = ready_at(parcel, self.terms.answered_at)
        if ready is not None and ready > self.u.now:
            self.taken.not_before(ready)
            self.heads.setdefault(place.chat_id, []).append((Lane(parcel.lane), ready.timestamp()))
            return False
        if place.waits_for_topic and parcel.kind is not ParcelKind.TOPIC_OPEN:
            return False
        if place.chat_id in self.busy:
            return False
        stuck = self.terms.stuck.get(place.chat_id)
        if stuck is not None and parcel.lane in stuck.shut(self.now):
            # What was posted since is seen by the search, those before it are left out: it would overtake them.
            return False
        free = self._free_at(place.chat_id, Lane(parcel.lane))
        if free <= self.now:
            return True
        self.taken.not_before(moment_of(free))
        return False

    def _free_at(self, chat: int, lane: Lane) -> float:
        """When this chat can take a parcel of this lane; not later than now: it can."""
        limits = self.terms.limits
        window = limits.window(chat)
        pause = max(self.paused.get(chat, 0.0), self.paused.get(ALL_CHATS, 0.0))
        log = Log(self.logs[chat], window, self.answered[chat])
        free = max(pause, earliest(self.now, lane, log, self._all()))
        if free > self.now:
            moments = (max(pause, earliest(self.now, each, log)) for each in (URGENT, Lane.REPLY, Lane.CARD))
            self.terms.full[chat] = Free(*moments)
        elif lane is Lane.CARD:
            used = len(trimmed(self.logs[chat], self.now, window))
            gap = card_spacing(used, window, window.room_for(lane))
            free = self.terms.card_at.get(chat, 0.0) + gap if gap else 0.0
        return free

    def _all(self) -> Log:
        return Log(self.logs[ALL_CHATS], self.terms.limits.window(ALL_CHATS))

    def _looks_first(self, parcel: Parcel, place: Destination) -> bool:
        """A message with an unknown outcome is looked up where that is possible: claim the look-up."""
        log_chat = self.terms.limits.log_chat_id
        if not counts_its_own_messages(place.chat_id):
            return False
        if not self.terms.look_ups or log_chat is None or parcel.last_known_id is None or not parcel.text_hash:
            return False
        free = max(self.paused.get(log_chat, 0.0), self._room_for(log_chat, PROBES))
        if free > self.now or log_chat in self.busy:
            self.taken.not_before(moment_of(max(free, self.now + 0.5)))
        else:
            for _ in range(PROBES):
                self._spend(log_chat)
            self.busy.add(log_chat)
            question = LookUp(parcel.last_known_id, parcel.text_hash[:DIGEST])
            self._take(parcel, place, Plan(question), uncertain=True)
        # Until it is known, nothing else goes to this chat: what came after it would be looked at as well.
        self.busy.add(place.chat_id)
        return True

    def _room_for(self, chat: int, calls: int) -> float:
        """When so many calls fit into this chat's window; 0.0: now."""
        window = self.terms.limits.window(chat)
        log = trimmed(self.logs[chat], self.now, window)
        excess = len(log) + calls - window.count
        return log[min(excess, len(log)) - 1] + window.seconds if window.count and excess > 0 and log else 0.0

    async def _was_opened(self, parcel: Parcel, place: Destination) -> bool:
        """Did a service message of ours tell of the topic that this parcel may have opened?"""
        if parcel.kind is not ParcelKind.TOPIC_OPEN or not place.waits_for_topic:
            return False
        errand = await self._drawn(parcel)
        if not isinstance(errand, OpenTopic):
            return False
        incident = IncidentId(parcel.audience.partition(":")[2])
        topic = await self.terms.outcomes.seen_topic(self.u, incident, place.chat_id, errand.name)
        if topic is not None:
            self.busy.add(place.chat_id)
            self._take(parcel, place, Plan(FoundTopic(topic)), uncertain=True)
        return topic is not None

    def _crowd(
        self,
        parcel: Parcel,
        place: Destination,
        parcels: Sequence[Parcel],
        places: dict[str, Destination | None],
    ) -> list[Parcel]:
        """The small messages for the same place, this one first, when they cannot all go within the minute."""
        window = self.terms.limits.window(place.chat_id)
        if self.terms.pack is None or window.count == 0 or not _small(parcel):
            return []
        crowd = [
            other
            for other in parcels
            if _small(other)
            and (other.not_before is None or other.not_before <= self.u.now)
            and (there := places[other.audience]) is not None
            and (there.chat_id, there.thread_id, there.waits_for_topic)
            == (place.chat_id, place.thread_id, place.waits_for_topic)
        ]
        left = window.room_for(Lane.NOTICE) - len(trimmed(self.logs[place.chat_id], self.now, window))
        return crowd if len(crowd) > max(PACKED_OVER, left) else []

    async def _claim_packed(
        self, parcel: Parcel, place: Destination, errand: Say, step: Plan, crowd: Sequence[Parcel]
    ) -> None:
        pack = self.terms.pack
        assert pack is not None
        together, said = [parcel], [errand]
        for other in crowd:
            if other is parcel:
                continue
            drawn = await self._drawn(other)
            if isinstance(drawn, Say) and not drawn.drawn.keys and drawn.drawn.document is None:
                together.append(other)
                said.append(drawn)
        if errand.drawn.keys or errand.drawn.document is not None or len(together) <= PACKED_OVER:
            self._claim(parcel, place, step, uncertain=False)
            return
        whole = await plan(self.look, parcel, place, await pack(self.look, together, said), uncertain=False)
        assert isinstance(whole, Plan)
        self.packed.update(other.seq for other in together if other.seq is not None)
        self._claim(parcel, place, whole, uncertain=False, packed=tuple(together[1:]))

    def _claim(
        self,
        parcel: Parcel,
        place: Destination,
        step: Plan,
        uncertain: bool,
        packed: tuple[Parcel, ...] = (),
    ) -> None:
        self._spend(place.chat_id)
        if parcel.lane == Lane.REPLY:
            window = self.terms.limits.window(place.chat_id)
            self.answered[place.chat_id] = spent(self.answered[place.chat_id], self.now, window)
        self.busy.add(place.chat_id)
        self.terms.stuck.pop(place.chat_id, None)
        if parcel.lane == Lane.CARD:
            self.terms.card_at[place.chat_id] = self.now
        self._take(parcel, place, step, uncertain, packed)

    def _spend(self, chat: int) -> None:
        for key in (chat, ALL_CHATS):
            self.logs[key] = spent(self.logs[key], self.now, self.terms.limits.window(key))

    def _take(
        self,
        parcel: Parcel,
        place: Destination,
        step: Plan,
        uncertain: bool,
        packed: tuple[Parcel, ...] = (),
    ) -> None:
        assert parcel.seq is not None
        how: dict[str, Any] = {"uncertain": uncertain, "bury": step.bury, "packed": packed, "spent_at": self.now}
        claim = Claim(parcel, parcel.seq, place, step.call, self.u.now, step.text_hash, **how)
        self.taken.claims.append(claim)

    def left(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Those of these that still wait as they did."""
        gone = {parcel.seq for claim in self.taken.claims for parcel in (claim.parcel, *claim.packed)}
        gone.update(parcel.seq for parcel, _ in self.superseded)
        return [parcel for parcel in parcels if parcel.seq not in gone]

    async def write(self, last_known: Mapping[int, int], lease_until: datetime) -> None:
        """Put it all into the rows: leases and attempt marks, what was dropped and put off, the budgets."""
        changed: dict[int | None, Parcel] = {}
        for parcel, reason in self.superseded:
            over = {"state": ParcelState.SUPERSEDED, "last_error": reason, "delivered_at": self.u.now}
            changed[parcel.seq] = revised(parcel, **over)
        self.taken.dropped += len(self.superseded)
        for parcel, moment, tries in self.deferred:
            changed[parcel.seq] = revised(parcel, not_before=moment, attempts=parcel.attempts + tries)
        if self.taken.crowded:
            for chat, heads in self.heads.items():
                if chat not in self.busy:
                    self.terms.stuck[chat] = held_up(heads, self.now)
            # So that the next search can leave them out in the database, and see what stands behind them.
            for parcel, chat in self.hints:
                if parcel.chat_id != chat:
                    changed[parcel.seq] = revised(parcel, chat_id=chat)
                    self.taken.not_before(self.u.now)
        for claim in self.taken.claims:
            for parcel in (claim.parcel, *claim.packed):
                mark = self._mark(parcel, claim, last_known) | {"lease_until": lease_until}
                changed[parcel.seq] = revised(parcel, **mark)
        await self.u.parcels.choose(list(changed.values()))
        spent_by = [
            revised(row, sent_at=log, answered_at=list(self.answered[chat]))
            for chat, row in self.budgets.items()
            if self.terms.limits.window(chat).count and (log := list(self.logs[chat])) != row.sent_at
        ]
        await self.u.chats.spend(spent_by)

    def _mark(self, parcel: Parcel, claim: Claim, last_known: Mapping[int, int]) -> dict[str, Any]:
        mark: dict[str, Any] = {"state": ParcelState.CLAIMED, "owner": self.terms.owner}
        if isinstance(claim.call, LookUp | FoundTopic | GiveUp):
            return mark
        return mark | {
            "chat_id": claim.place.chat_id,
            "attempts": parcel.attempts + 1,
            "attempted_at": self.u.now,
            # Only of a new message: everything else may simply be done again.
            "text_hash": claim.text_hash if isinstance(claim.call, Send) else "",
            "last_known_id": last_known.get(claim.place.chat_id),
        }


def _small(parcel: Parcel) -> bool:
    return parcel.lane in _SMALL and parcel.coalesce_key is None and parcel.state is ParcelState.WAITING


def moment_of(seconds: float) -> datetime:
    """Rounded up to the microsecond, so that waiting until then is always long enough."""
    return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=1)
