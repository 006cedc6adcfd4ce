"""Which parcels go out next: order, budget and the attempt mark, in the transaction that settles the last ones.

Order holds within one stream, lane and place; a smaller lane overtakes. A chat has one call under way at a
time. The budget is a row per chat and one for the whole bot, held while it is read and written, so that
replicas share it. A parcel is drawn here, under the claim: what the mark says is what will be sent.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.gateways.pump.choosing import Choice, moment_of
from bot.gateways.pump.limits import ALL_CHATS
from bot.gateways.pump.places import resolve_all
from bot.gateways.pump.terms import Left, Taken, Terms
from storage.tables.speaking import Budget, Parcel
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane

_ALL_LANES: Final = frozenset(Lane)
_LEFT_SECONDS: Final = 0.1
GIVES_WAY: Final = timedelta(seconds=2)
"""So long what only shows how things stand gives way to calls, at most; then it has a round of its own."""


class Claims:
    """Takes parcels for one pump."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def answered(self, at: datetime) -> None:
        """Telegram said yes to something."""
        self._terms.answered_at = at

    def learn(
        self,
        moved: Mapping[int, int],
        uncertain: bool = False,
        look_ups_fail: bool = False,
        plain: bool = True,
    ) -> None:
        """What the last round told: groups that moved, parcels that stayed uncertain, a useless log chat, whether
        messages were sent and edited and nothing else happened."""
        if not plain:
            self.forget()
        self._terms.moved.update(moved)
        self._terms.uncertain = self._terms.uncertain or uncertain
        self._terms.look_ups = self._terms.look_ups and not look_ups_fail

    def forget(self) -> None:
        """What is remembered of rows may not be what is there."""
        self._terms.budgets.clear()
        self._terms.left = None

    async def take(self, u: UnitOfWork, in_hand: Collection[int], only: Collection[Lane] = ()) -> Taken:
        """Claim one parcel for each chat that can take one now. `in_hand`: chats with a call under way. `only`:
        other lanes give way this time."""
        terms = self._terms
        now = u.now.timestamp()
        parcels = await self._left_over(u, now) if self._sees_all(in_hand, only) else None
        known, terms.left = terms.left if parcels else None, None
        if parcels is None:
            parcels = await self._candidates(u, in_hand, now)
        crowded = known.crowded if known else len(parcels) >= terms.limits.rows
        taken = Taken(next_at=self._next_of_full(now), crowded=crowded)
        if only:
            parcels = [parcel for parcel in parcels if parcel.lane in only]
            taken.not_before(u.now + GIVES_WAY)
        if not parcels:
            taken.whole = self._sees_all(in_hand, only)
            return taken
        look = u.glance()
        places = await resolve_all(look, {parcel.audience for parcel in parcels}, terms.moved)
        chats = {place.chat_id for place in places.values() if place} - set(in_hand)
        budgets = await self._hold(u, chats)
        others, overtaking = await self._of_other_pumps(u, chats, parcels)
        choice = Choice(terms, u, look, taken, budgets, {*in_hand, *others})
        for parcel in parcels:
            if parcel.seq not in overtaking:
                await choice.consider(parcel, places[parcel.audience], parcels, places)
        last_known: dict[int, int] = {}
        if taken.claims and terms.limits.log_chat_id is not None:
            last_known = await u.chats.last_message_ids(chats)
        lease_until = await u.lease_until(terms.limits.lease) if taken.claims else u.now
        await choice.write(last_known, lease_until)
        went = len(taken.claims) + len(choice.superseded)
        sees_all = self._sees_all(in_hand, only)
        taken.whole = went == len(parcels) and not taken.crowded and sees_all
        if taken.claims and sees_all and not (choice.deferred or choice.heads):
            left = choice.left(parcels)
            until = known.until if known else now + _LEFT_SECONDS
            terms.left = Left(left, u.changed_by_now, until, crowded) if left else None
        elif known is not None:  # what stands behind it is looked for
            taken.not_before(u.now)
        return taken

    async def _left_over(self, u: UnitOfWork, now: float) -> Sequence[Parcel] | None:
        """What the last search left, as long as nobody has written since: in a flood for one chat nobody looks for
        each message anew."""
        left = self._terms.left
        if left is None or now >= left.until or await u.begun_at() != left.changes:
            return None
        return left.parcels

    def _sees_all(self, in_hand: Collection[int], only: Collection[Lane]) -> bool:
        """Was nothing left out of the search, and nothing that may be there already?"""
        terms = self._terms
        return terms.alone and not (in_hand or only or terms.full or terms.stuck or terms.uncertain)

    async def _of_other_pumps(
        self, u: UnitOfWork, chats: Collection[int], parcels: Sequence[Parcel]
    ) -> tuple[set[int], set[int]]:
        """Chats in which another pump has a call under way, and parcels (seq) behind one that it looks at now.

        Asked under the hold of the budgets, so that what another pump has just claimed or left is known.
        """
        if self._terms.alone or not chats:
            return set(), set()
        others = await u.parcels.chats_in_hand(chats)
        first = await u.parcels.first_in_line(u.now, {parcel.stream for parcel in parcels})
        ours = {parcel.seq for parcel in parcels}
        overtaking: set[int] = set()
        for parcel in parcels:
            head = first.get((parcel.stream, parcel.lane, parcel.audience))
            if head is not None and parcel.seq is not None and head < parcel.seq and head not in ours:
                overtaking.add(parcel.seq)
        return others, overtaking

    async def _candidates(self, u: UnitOfWork, in_hand: Collection[int], now: float) -> Sequence[Parcel]:
        terms = self._terms
        terms.full = {chat: free for chat, free in terms.full.items() if free.moments(now)}
        terms.stuck = {chat: free for chat, free in terms.stuck.items() if free.moments(now)}
        shut: dict[frozenset[Lane], set[int]] = {_ALL_LANES: set(in_hand)}
        for chat, free in (*terms.full.items(), *terms.stuck.items()):
            if chat not in in_hand and (lanes := free.shut(now)):
                shut.setdefault(lanes, set()).add(chat)
        waiting = await u.parcels.waiting(u.now, terms.limits.rows, shut)
        if not terms.uncertain:
            return waiting
        unsure = await u.parcels.uncertain(terms.limits.rows)
        terms.uncertain = bool(unsure)
        return sorted([*unsure, *waiting], key=lambda parcel: (parcel.lane, parcel.seq or 0))

    def _next_of_full(self, now: float) -> datetime | None:
        closed = (*self._terms.full.values(), *self._terms.stuck.values())
        moments = [moment for free in closed for moment in free.moments(now)]
        return moment_of(min(moments)) if moments else None

    async def _hold(self, u: UnitOfWork, chats: Iterable[int]) -> dict[int, Budget]:
        bot_id, log_chat = self._terms.bot_id, self._terms.limits.log_chat_id
        wanted = {*chats, ALL_CHATS} | (set() if log_chat is None else {log_chat})
        if self._terms.alone and wanted <= self._terms.budgets.keys():
            return {chat: self._terms.budgets[chat] for chat in sorted(wanted)}
        held = await u.chats.hold_budgets(bot_id, wanted)
        if new := wanted - held.keys():
            await u.chats.make_budgets(bot_id, new)
            held = await u.chats.hold_budgets(bot_id, wanted)
        if self._terms.alone:
            self._terms.budgets.update(held)
        return held
