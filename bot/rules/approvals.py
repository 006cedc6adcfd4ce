"""Who has to say yes before words go out, and whether enough people have.

People are counted, not hats (experience.md A2): whoever wrote a text satisfies the role they hold themselves, and
besides the author so many *other* people have to agree as the severity asks (S3 one, S1 and S2 two). A person with
two roles satisfies both and counts once. Silence is never approval. The rows are data
(`messages/library/policies/approvals.toml`).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from bot.errors import DeskError
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import ApprovalItem, Slot, StatementStage

#: An emergency release is looked at again within this time (message-sheet.md 4.2).
EMERGENCY_REVIEW = timedelta(hours=24)


class OwnText(DeskError):
    """Nobody approves their own words (`people`: who was asked)."""

    key = "refused-own-text"


class EmergencyNotHere(DeskError):
    """An emergency release carries a first response or a safety line only (`stage`)."""

    key = "refused-emergency-not-here"


class ApprovalPolicy(Struct, frozen=True):
    """One row: who approves this item at this severity.

    `roles` must each be held by the author or by somebody who approves; `also` may make up the number of
    `others` (people besides the author); `informed` are told afterwards.
    """

    item: ApprovalItem
    severity: Severity
    roles: tuple[RoleKind, ...] = ()
    also: tuple[RoleKind, ...] = ()
    informed: tuple[RoleKind, ...] = ()
    others: int = 0
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""


class Need(Struct, frozen=True):
    """What all items of one text ask for together."""

    items: tuple[ApprovalItem, ...]
    roles: tuple[RoleKind, ...]
    also: tuple[RoleKind, ...] = ()
    informed: tuple[RoleKind, ...] = ()
    others: int = 0

    @property
    def nobody(self) -> bool:
        """Does it go out without anybody's approval (text that was approved before)?"""
        return not self.roles and not self.others


class Signer(Struct, frozen=True):
    """A person as approvals see them: the roles they hold or usually take, and whether they can be asked."""

    person: str
    roles: frozenset[RoleKind] = frozenset()
    reachable: bool = True


class Standing(Struct, frozen=True):
    """How far an approval is: roles nobody has signed for yet, people still missing besides the author."""

    missing: tuple[RoleKind, ...] = ()
    others_missing: int = 0

    @property
    def complete(self) -> bool:
        return not self.missing and self.others_missing <= 0


class Ask(Struct, frozen=True):
    """One person to ask, and the role they sign for."""

    person: str
    role: RoleKind


def items_of(
    stage: StatementStage,
    *,
    facts: bool,
    slots: Collection[Slot] = (),
    rules: Collection[str] = (),
    sensitive: bool = False,
    admits: bool = False,
) -> tuple[ApprovalItem, ...]:
    """Which rows a text falls under.

    `facts`: it uses facts; `slots`: the parts it has, by its lines or its words; `rules`: what the check found in
    it (R-C8 a denial, R-C9 a name); `sensitive`: injury, minors, personal data or measures against staff;
    `admits`: its words say that the responsibility is ours.
    """
    holding = ApprovalItem.FIRST_RESPONSE_FACTS if facts else ApprovalItem.FIRST_RESPONSE
    base = {
        StatementStage.HOLDING: holding,
        StatementStage.VERIFIED: ApprovalItem.VERIFIED,
        StatementStage.UPDATE: ApprovalItem.UPDATE,
        StatementStage.RESULT: ApprovalItem.RESULT,
        StatementStage.CORRECTION: ApprovalItem.CORRECTION,
    }.get(stage, ApprovalItem.VERIFIED)
    found = [base]
    # Regret in a first response accepts nothing; a correction's apology is what its own row is about.
    accepts = Slot.RESPONSIBILITY in slots or Slot.APOLOGY in slots
    first = stage is StatementStage.HOLDING
    if (admits if first else accepts) and stage is not StatementStage.CORRECTION:
        found.append(ApprovalItem.APOLOGY)
    if Slot.REMEDY in slots or "R-C5" in rules:
        found.append(ApprovalItem.REMEDY)
    if {"R-C8", "R-C9"} & set(rules):
        found.append(ApprovalItem.NAMING)
    if sensitive:
        found.append(ApprovalItem.SENSITIVE)
    return tuple(found)


def needed(policies: Iterable[ApprovalPolicy], items: Sequence[ApprovalItem], severity: Severity) -> Need:
    """All roles of all rows, each once, and the largest number of other people.

    Raises:
        ValueError: the data lacks a row, which its own check forbids.
    """
    rows = {policy.item: policy for policy in policies if policy.severity is severity}
    if absent := [item for item in items if item not in rows]:
        raise ValueError(f"no approval policy for {absent} at {severity}")
    wanted = [rows[item] for item in items]
    roles = _once(role for row in wanted for role in row.roles)
    return Need(
        items=tuple(items),
        roles=roles,
        also=_once(role for row in wanted for role in row.also if role not in roles),
        informed=_once(role for row in wanted for role in row.informed if role not in roles),
        others=max((row.others for row in wanted), default=0),
    )


def standing(need: Need, author: Signer, given: Iterable[Signer]) -> Standing:
    """What is still missing when these people have approved; the author's own yes counts nothing."""
    others = {signer.person: signer for signer in given if signer.person != author.person}
    covered = set(author.roles)
    for signer in others.values():
        covered |= signer.roles
    may = set(need.roles) | set(need.also)
    counted = sum(1 for signer in others.values() if signer.roles & may)
    return Standing(
        missing=tuple(role for role in need.roles if role not in covered),
        others_missing=max(0, need.others - counted),
    )


def emergency_standing(need: Need, author: Signer, given: Iterable[Signer]) -> Standing:
    """The same for an emergency: the commander and one more person who approves, neither of them the author.

    A commander who wrote the text is its author, and then has said yes by writing it.
    """
    others = {signer.person: signer for signer in given if signer.person != author.person}
    commanding = [signer for signer in others.values() if RoleKind.COMMANDER in signer.roles]
    by_author = RoleKind.COMMANDER in author.roles
    commander = commanding[0].person if commanding else ""
    may = set(need.roles) | set(need.also)
    more = [signer for signer in others.values() if signer.person != commander and signer.roles & may]
    return Standing(
        missing=() if commander or by_author else (RoleKind.COMMANDER,), others_missing=max(0, 1 - len(more))
    )


def check_emergency(stage: StatementStage, *, safety: bool = False) -> None:
    """May this text go out as an emergency?

    Raises:
        EmergencyNotHere: it is neither a first response nor a safety line.
    """
    if stage is not StatementStage.HOLDING and not safety:
        raise EmergencyNotHere(stage=stage.value)


def whom_to_ask(
    need: Need,
    author: Signer,
    signers: Sequence[Signer],
    asked: Collection[str] = (),
    given: Iterable[Signer] = (),
) -> tuple[tuple[Ask, ...], tuple[RoleKind, ...]]:
    """Whom to ask now, and roles for which there is nobody.

    `signers` in the order in which they should be asked; whoever is in `asked` waits already. Nobody is asked
    twice, and somebody with two missing roles is asked once.
    """
    given = list(given)
    left = standing(need, author, given)
    busy = {author.person, *(signer.person for signer in given)}
    waiting = [signer for signer in signers if signer.person in asked and signer.person not in busy]
    covered = {role for signer in waiting for role in signer.roles}
    asks: list[Ask] = []
    nobody: list[RoleKind] = []

    def take(role: RoleKind) -> bool:
        for signer in signers:
            free = signer.person not in busy and signer.person not in asked and signer.reachable
            if free and role in signer.roles:
                asks.append(Ask(signer.person, role))
                busy.add(signer.person)
                covered.update(signer.roles)
                return True
        return False

    for role in left.missing:
        if role not in covered and not take(role):
            nobody.append(role)
    short = left.others_missing - len(asks) - sum(1 for s in waiting if s.roles & {*need.roles, *need.also})
    for role in (*need.roles, *need.also):
        while short > 0 and take(role):
            short -= 1
    return tuple(asks), tuple(nobody)


def deputy(role: RoleKind, signers: Sequence[Signer], author: str, asked: Collection[str]) -> str:
    """Who is asked for this role next; '' when there is nobody left."""
    for signer in signers:
        if role in signer.roles and signer.reachable and signer.person != author and signer.person not in asked:
            return signer.person
    return ""


class Readiness(Struct, frozen=True):
    """Can this row be met today? `lacking`: nobody reachable has the role; `single`: only one has."""

    items: tuple[ApprovalItem, ...]
    met: bool
    lacking: tuple[RoleKind, ...] = ()
    single: tuple[RoleKind, ...] = field(default=())


def readiness(need: Need, people: Iterable[Signer]) -> Readiness:
    """The proof on a quiet day that a row can be met by different reachable people, whoever of the communications
    leads writes the text."""
    there = [person for person in people if person.reachable]
    lacking = tuple(role for role in need.roles if not any(role in person.roles for person in there))
    single = tuple(role for role in need.roles if sum(role in person.roles for person in there) == 1)
    writers = [person for person in there if RoleKind.COMMUNICATIONS_LEAD in person.roles]
    met = need.nobody or (bool(writers) and all(standing(need, writer, there).complete for writer in writers))
    return Readiness(need.items, met, lacking, single)


def _once(roles: Iterable[RoleKind]) -> tuple[RoleKind, ...]:
    return tuple(dict.fromkeys(roles))
