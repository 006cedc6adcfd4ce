"""Facts: what may become of one, who may vouch for it, how long it holds, and what speaks against it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct

from bot.errors import DeskError
from storage.vocabulary.facts import FactChangeKind, FactState, ValueKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

LONGEST = 300
"""One sentence: more is several facts, and nobody can verify several at once."""


class FactEmpty(DeskError):
    """Nothing in it can be read: no letter, no figure."""

    key = "refused-fact-empty"


class FactTooLong(DeskError):
    """Longer than one sentence: `count` of `total` characters."""

    key = "refused-fact-too-long"


class FactNeedsAnother(DeskError):
    """Whoever wrote it down cannot vouch for it alone here; `roles` may vouch for their own."""

    key = "refused-fact-needs-another"


class FactStepNotAllowed(DeskError):
    """Its state does not allow that: `fact` and the word of its state."""

    key = "refused-fact-step"


class SelfVerify(StrEnum):
    """May the one who wrote a fact down also vouch for it?"""

    ANYBODY = "anybody"
    ROLES = "roles"
    NOBODY = "nobody"


class FactPolicy(Struct, frozen=True):
    """For one severity: who may vouch for an own fact, and how long a fact with a count holds (None: for good)."""

    severity: Severity
    self_verify: SelfVerify
    roles: tuple[RoleKind, ...] = ()
    counts_hold_minutes: int | None = None


class FactAct(StrEnum):
    """What people do with a fact."""

    VERIFY = "verify"
    DISPUTE = "dispute"
    WITHDRAW = "withdraw"


_AFTER: Mapping[FactAct, Mapping[FactState, FactState]] = {
    FactAct.VERIFY: {
        FactState.TO_VERIFY: FactState.VERIFIED,
        FactState.DISPUTED: FactState.VERIFIED,
    },
    FactAct.DISPUTE: {
        FactState.TO_VERIFY: FactState.DISPUTED,
        FactState.VERIFIED: FactState.DISPUTED,
    },
    FactAct.WITHDRAW: {
        FactState.TO_VERIFY: FactState.WITHDRAWN,
        FactState.VERIFIED: FactState.WITHDRAWN,
        FactState.DISPUTED: FactState.WITHDRAWN,
    },
}


def sentence(text: str) -> str:
    """The fact as it is kept: one line, trimmed.

    Raises:
        FactEmpty: only signs, pictures or blanks.
        FactTooLong: more than `LONGEST` characters; nothing is cut.
    """
    flat = " ".join(text.split())
    if not any(character.isalnum() for character in flat):
        raise FactEmpty
    if len(flat) > LONGEST:
        raise FactTooLong(count=len(flat), total=LONGEST)
    return flat


def after(state: FactState, act: FactAct, expired: bool = False) -> FactState:
    """The state an act leads to; a verified fact that is too old may be verified again.

    Raises:
        FactStepNotAllowed: not from here.
    """
    if act is FactAct.VERIFY and state is FactState.VERIFIED and expired:
        return FactState.VERIFIED
    following = _AFTER[act].get(state)
    if following is None:
        raise FactStepNotAllowed(fact_state=state.value)
    return following


def allowed(state: FactState, expired: bool = False) -> frozenset[FactAct]:
    """What may be done with a fact in this state; the cards offer exactly that."""
    found = {act for act, ways in _AFTER.items() if state in ways}
    return frozenset(found | {FactAct.VERIFY} if expired and state is FactState.VERIFIED else found)


def check_verifier(policy: FactPolicy, own: bool, roles: Collection[RoleKind]) -> None:
    """May this person vouch for the fact? Somebody else's always, an own one as the policy says.

    Raises:
        FactNeedsAnother: not an own one, not with these roles.
    """
    if not own or policy.self_verify is SelfVerify.ANYBODY:
        return
    if policy.self_verify is SelfVerify.ROLES and set(roles) & set(policy.roles):
        return
    listed = policy.roles if policy.self_verify is SelfVerify.ROLES else ()
    raise FactNeedsAnother(roles=",".join(role.value for role in listed))


def holds_until(policy: FactPolicy, kinds: Collection[ValueKind], verified_at: datetime) -> datetime | None:
    """How long a fact holds once it is verified: figures rot, the rest stays until somebody says otherwise."""
    if policy.counts_hold_minutes is None or not set(kinds) & _ROTTING:
        return None
    return verified_at + timedelta(minutes=policy.counts_hold_minutes)


_ROTTING = frozenset({ValueKind.COUNT, ValueKind.MONEY, ValueKind.PERCENT, ValueKind.TIMES})


def expired(expires_at: datetime | None, now: datetime) -> bool:
    """Is it too old? The very moment is too late."""
    return expires_at is not None and expires_at <= now


def runs_out(since: datetime | None, expires_at: datetime | None, now: datetime) -> bool:
    """Is a fifth of its time or less left? Then whoever knows may say that it still holds. `since`: when its time
    began."""
    if since is None or expires_at is None or expires_at <= now:
        return False
    return expires_at - now <= (expires_at - since) / 5


def prolongs(expires_at: datetime | None, until: datetime | None) -> bool:
    """Would it hold longer than it does now? Saying so is vouching for it anew; an earlier end is anybody's."""
    return expires_at is not None and (until is None or until > expires_at)


def chosen_hours(history: Sequence[tuple[FactChangeKind, str]]) -> int | None:
    """How long somebody last said that this sentence holds: hours, 0 for good; None: nobody did, the policy says.

    `history` are kind and reason of its changes, oldest first. A new sentence, or a choice that was taken back,
    begins anew.
    """
    for kind, reason in reversed(history):
        if kind is FactChangeKind.EXPIRY_SET:
            return int(reason)
        if kind in _BEGINS_ANEW and not reason:
            return None
    return None


_BEGINS_ANEW = frozenset({FactChangeKind.RECORDED, FactChangeKind.CHANGED, FactChangeKind.TAKEN_BACK})


def roundable(values: Sequence[Mapping[str, Any]]) -> bool:
    """Has it a figure that could be rounded (约1.3万 for 12,860)?"""
    return any(ValueKind(str(value.get("kind", ""))) in _ROTTING for value in values)


def usable(state: FactState, public: bool, expires_at: datetime | None, now: datetime) -> bool:
    """May a text that goes out say it (R-G4)?"""
    return state is FactState.VERIFIED and public and not expired(expires_at, now)


def contradicted(values: Sequence[Mapping[str, Any]], others: Iterable[Sequence[Mapping[str, Any]]]) -> list[int]:
    """Which of the other facts say something else about the same thing: a figure of the same kind and unit, and
    none that agrees. It is a hint for the person who verifies, never a refusal: 3 cases and 1 hospital visit
    are both true."""
    mine = _figures(values)
    found = []
    for index, other in enumerate(others):
        theirs = _figures(other)
        if any(what in theirs and not mine[what] & theirs[what] for what in mine):
            found.append(index)
    return found


def _figures(values: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for value in values:
        if ValueKind(str(value.get("kind", ""))) in _ROTTING and value.get("unit"):
            found.setdefault((str(value["kind"]), str(value["unit"])), set()).add(str(value.get("canonical", "")))
    return found


def batches(values: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The batches a fact names, so that a fact about another batch is no contradiction."""
    return frozenset(str(value["canonical"]) for value in values if value.get("kind") == ValueKind.BATCH)
