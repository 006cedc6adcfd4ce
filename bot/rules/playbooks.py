"""First steps of a crisis, the type it looks like, and what must be stopped before anybody speaks.

Steps are data; their texts stay in the library, here they are codes with a minute and an owner. The minutes are
those of an S1: doubled for S2, four times for S3; an S4 has no first hour.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from msgspec import Struct

from bot.errors import DeskError
from bot.rules.wordlists import Passage, word_list
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

#: How much longer each severity has for the same step (playbooks.md 5.1).
STRETCH: Mapping[Severity, int] = MappingProxyType({Severity.S1: 1, Severity.S2: 2, Severity.S3: 4})


class StepReasonMissing(DeskError):
    """A step is skipped only with a reason (`step`)."""

    key = "refused-step-reason-missing"


class Step(Struct, frozen=True):
    """One step of the first hour; `minute` as for S1."""

    code: str
    minute: int
    owner_role: RoleKind


class PlannedStep(Struct, frozen=True):
    """A step with its time, aware UTC."""

    code: str
    owner_role: RoleKind
    due_at: datetime


class TypeWords(Struct, frozen=True):
    """The words by which a type is recognised."""

    code: CrisisType
    words: tuple[str, ...]


class Retyped(Struct, frozen=True):
    """What a change of type does to the steps: kept as they are, newly planned, no longer wanted."""

    kept: tuple[str, ...]
    added: tuple[PlannedStep, ...]
    dropped: tuple[str, ...]


def first_hour(
    base: Sequence[Step], extras: Sequence[Step], severity: Severity, opened: datetime
) -> tuple[PlannedStep, ...]:
    """The steps in the order in which they are due; at the same minute the type's own come after the common
    ones. Of a code that stands in several lists the first counts."""
    stretch = STRETCH.get(severity)
    if stretch is None:
        return ()
    steps: dict[str, Step] = {}
    for step in (*base, *extras):
        steps.setdefault(step.code, step)
    ordered = sorted(steps.values(), key=lambda step: step.minute)
    return tuple(
        PlannedStep(step.code, step.owner_role, opened + timedelta(minutes=step.minute * stretch))
        for step in ordered
    )


def retyped(existing: Mapping[str, bool], wanted: Sequence[PlannedStep]) -> Retyped:
    """What happens to an incident's steps when its types or severity change.

    `existing`: code → is it done (or skipped with a reason). Done steps stay whatever the new type wants; steps
    that are still open and not wanted any more go.
    """
    codes = {step.code for step in wanted}
    return Retyped(
        kept=tuple(code for code, done in existing.items() if done or code in codes),
        added=tuple(step for step in wanted if step.code not in existing),
        dropped=tuple(code for code, done in existing.items() if not done and code not in codes),
    )


def next_steps(planned: Iterable[PlannedStep], closed: Collection[str], limit: int = 2) -> tuple[PlannedStep, ...]:
    """The next few open steps, as the card shows them."""
    waiting = sorted((step for step in planned if step.code not in closed), key=lambda step: step.due_at)
    return tuple(waiting[:limit])


def skip(step: str, reason: str) -> str:
    """The reason for leaving a step out, trimmed.

    Raises:
        StepReasonMissing: there is none.
    """
    if not reason.strip():
        raise StepReasonMissing(step=step)
    return reason.strip()


def guess(texts: Sequence[str], types: Sequence[TypeWords], live: bool = False) -> CrisisType:
    """The type whose words stand in the text most often, counted once each; other when none does.

    On air a tie goes to the live slip, otherwise to the type that comes first. It is a proposal that people
    correct with one tap.
    """
    passage = Passage(*texts)
    counts = {kind.code: word_list(kind.words).count(passage) for kind in types}
    best = max(counts.values(), default=0)
    if best == 0:
        return CrisisType.OTHER
    if live and counts.get(CrisisType.LIVE_SLIP) == best:
        return CrisisType.LIVE_SLIP
    return next(code for code, count in counts.items() if count == best)


def stop_loss_first(live: bool, type_wants_it: bool, severity: Severity) -> bool:
    """Does the stop-loss panel come with the opening? On air, and for types that hurt people; never for an
    S4, which has no topic to put it in."""
    return (live or type_wants_it) and severity is not Severity.S4


def line_may_say(states_action: str, ticked: Collection[str]) -> bool:
    """May a spoken line that states an action ("we have taken it off sale") be offered?

    Only once that stop-loss step is ticked as done: the desk must not make the host say something untrue. A
    line that states none (empty) may always be said.
    """
    return not states_action or states_action in ticked
