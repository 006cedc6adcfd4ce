"""Approval: whom to ask, when the deputy is asked, what makes it void. For statements and message sheets alike.

These functions work inside somebody's act; giving and returning an approval are acts of `bot.desk.approving`.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from msgspec import Struct

from bot.desk import approval_rings, attached, clocks, policies, rosters
from bot.desk.people import may_know
from bot.desk.speaking import post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import ApprovalId, PersonId, SheetId, StatementVersionId
from bot.rules import approvals as rules
from bot.rules import clocks as clock_rules
from bot.rules.approvals import ApprovalPolicy, Need, Signer, Standing
from bot.rules.noise import NoiseEvent, Whom
from messages.library import approvals as library
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.statements import Approval
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import ItemKind
from storage.vocabulary.statements import ApprovalDecision, ApprovalItem
from storage.vocabulary.timeline import EntryKind

STATEMENT = "statement"
SHEET = "sheet"


class ApprovalUnknown(DeskError):
    """There is no such request."""

    key = "refused-approval-unknown"


class NobodyToAsk(DeskError):
    """Nobody who could approve can be reached (`roles`)."""

    key = "refused-nobody-to-ask"


class Subject(Struct, frozen=True):
    """What is to be approved: one version, its hash, its author, and the policy rows it falls under.

    `owner` is what the versions belong to (a statement's id; for sheets one id per incident and audience):
    asking for a version makes every earlier one of the same owner void.
    """

    kind: str
    id: str
    owner: str
    version: int
    hash: str
    author: PersonId
    items: tuple[ApprovalItem, ...]
    emergency: bool = False


class Kind(Struct, frozen=True):
    """What an approval can be about, and what it means for it (`bot.desk.approving.KINDS`).

    `hash_now`: what the version is bound to as things stand, '' when it is not the newest any more; `newest`: the
    newest version's number; `given`: somebody said yes, perhaps as the last one; `returned`: somebody returned it.
    """

    hash_now: Callable[[UnitOfWork, Incident, Approval], Awaitable[str]]
    newest: Callable[[UnitOfWork, Approval], Awaitable[int]]
    given: Callable[[UnitOfWork, Incident, Approval], Awaitable[None]]
    returned: Callable[[UnitOfWork, Incident, Approval], Awaitable[None]]


class Requested(Struct, frozen=True):
    """Who was asked, which roles nobody can sign for, and whether nobody has to."""

    people: tuple[PersonId, ...] = ()
    nobody: tuple[RoleKind, ...] = ()
    complete: bool = False


@cache
def approval_policies() -> tuple[ApprovalPolicy, ...]:
    """The policy table as the rules read it."""
    return tuple(ApprovalPolicy(**row.model_dump()) for row in library.approval_policies())


def need_of(incident: Incident, items: Sequence[ApprovalItem]) -> Need:
    """Who has to sign, at this incident's severity."""
    return rules.needed(approval_policies(), items, incident.severity)


async def signers(look: Reader, incident: Incident) -> list[Signer]:
    """The team as approvals see it: who holds a role in this incident first, then who is on duty, then by joining.

    A person's roles are those held here and those usually taken: a usual role makes a deputy.
    """
    held: dict[PersonId, set[RoleKind]] = {}
    for role in await look.roles.of_incident(incident.id):
        if role.state is RoleState.TAKEN and role.person_id is not None:
            held.setdefault(role.person_id, set()).add(role.kind)
    if incident.commander_id is not None:
        held.setdefault(incident.commander_id, set()).add(RoleKind.COMMANDER)
    members = await look.people.members(incident.team_id)
    people = await look.people.by_ids([member.person_id for member in members])
    ways = await rosters.with_a_way(look, list(people.values()))
    ordered = sorted(members, key=lambda member: (member.person_id not in held, not member.on_duty))
    found: list[Signer] = []
    for member in ordered:
        if not await may_know(look, incident, member.person_id):
            continue
        usual = {RoleKind(duty) for duty in member.duties}
        found.append(
            Signer(
                member.person_id,
                frozenset(usual | held.get(member.person_id, set())),
                member.person_id in ways,
            )
        )
    return found


def _author(people: Sequence[Signer], author: PersonId) -> Signer:
    return next((signer for signer in people if signer.person == author), Signer(author))


async def request(u: UnitOfWork, incident: Incident, subject: Subject) -> Requested:
    """Ask the right people for this version, in private; earlier requests of the same owner are void.

    Raises:
        NobodyToAsk: not one of those who would have to sign can be reached.
    """
    await void(u, incident, subject.kind, subject.owner, keep=subject.id)
    need = need_of(incident, subject.items)
    if need.nobody:
        return Requested(complete=True)
    people = await signers(u, incident)
    author = _author(people, subject.author)
    asks, nobody = rules.whom_to_ask(need, author, people)
    if not asks and not rules.standing(need, author, ()).complete:
        raise NobodyToAsk(roles=",".join(role.value for role in (*nobody, *need.roles)))
    for ask in asks:
        await _ask(u, incident, subject, PersonId(ask.person), ask.role)
    for role in nobody:
        await _tell_nobody(u, incident, role)
    return Requested(tuple(PersonId(ask.person) for ask in asks), nobody, complete=not asks)


async def _ask(u: UnitOfWork, incident: Incident, subject: Subject, person: PersonId, role: RoleKind) -> Approval:
    minutes = _minutes(incident)
    passes = {"asked_at": u.now, "passes_at": u.now + timedelta(minutes=minutes)}
    approval = _approval(u, incident, subject, person, role, **passes)
    u.add(approval)
    clock = clocks.row(
        u, incident.team_id, ClockKind.APPROVAL, None, clock_rules.until(u.now, u.now + timedelta(minutes=minutes))
    )
    clock.incident_id, clock.label, clock.owner_id, clock.basis = incident.id, approval.id, person, Basis.EVENT
    u.add(clock)
    await u.session.flush()
    u.timeline.record(
        incident, EntryKind.APPROVAL_ASKED, ref=approval.id, role=role, person=person, version=subject.version
    )
    news = News(ParcelKind.APPROVAL_REQUEST, approval.id, Lane.DECISION)
    await tell(u, incident, NoiseEvent.APPROVAL_REQUESTED, news, {Whom.APPROVERS: [person]})
    await approval_rings.offer(u, incident, approval)
    await attached.hand(u, incident, person, await _files(u, subject), again=False)
    return approval


async def _files(look: Reader, subject: Subject) -> list[str]:
    """The seals of the files that are approved with it."""
    if subject.kind == STATEMENT:
        version = await look.statements.version(StatementVersionId(subject.id))
        return list(version.assets) if version else []
    items = await look.sheets.items(SheetId(subject.id)) if subject.kind == SHEET else ()
    return [item.sha256 for item in items if item.kind is ItemKind.ASSET and item.sha256]


def _minutes(incident: Incident) -> int:
    policy = clock_rules.policy_for(policies.clock_policies(), ClockKind.APPROVAL, incident.severity)
    return policy.minutes if policy and policy.minutes else 60


async def _tell_nobody(u: UnitOfWork, incident: Incident, role: RoleKind) -> None:
    if incident.commander_id is None:
        return
    values = {"key": "notice-nobody-approves", "role": role.value}
    subject = f"nobody:{role.value}:{incident.id}"
    post_to_person(
        u, incident.commander_id, ParcelKind.STATE_NOTICE, Lane.NOTICE, subject, incident.team_id, values
    )


async def standing_of(u: Reader, incident: Incident, subject: Subject) -> Standing:
    """How far the approval of exactly this version and hash is."""
    rows = await u.approvals.of_subject(subject.kind, subject.id)
    given = {row.person_id for row in rows if counts(row, subject.hash)}
    people = await signers(u, incident)
    need = need_of(incident, subject.items)
    signed = [signer for signer in people if signer.person in given]
    author = _author(people, subject.author)
    if subject.emergency:
        return rules.emergency_standing(need, author, signed)
    return rules.standing(need, author, signed)


def counts(approval: Approval, hash_now: str) -> bool:
    """Is this a yes to what stands there now?"""
    return approval.decision is ApprovalDecision.APPROVED and approval.hash == hash_now


async def void(u: UnitOfWork, incident: Incident, kind: str, owner: str, keep: str = "") -> list[PersonId]:
    """What was asked for or given for other versions of this text holds no longer; returns who had said yes."""
    had: list[PersonId] = []
    for row in await u.approvals.of_owner(kind, owner):
        if row.subject_id == keep or row.decision in (ApprovalDecision.VOID, ApprovalDecision.RETURNED):
            continue
        if row.decision is ApprovalDecision.APPROVED:
            had.append(row.person_id)
            u.timeline.record(
                incident, EntryKind.APPROVAL_VOID, ref=row.id, person=row.person_id, version=row.version
            )
        row.decision = ApprovalDecision.VOID
        await stop_clock(u, incident, row)
        await refresh(u, ParcelKind.APPROVAL_REQUEST, row.id, incident.team_id)
    await u.session.flush()
    return had


async def stop_clock(u: UnitOfWork, incident: Incident, approval: Approval) -> None:
    """Nobody waits for this answer any more, and no phone rings for it."""
    await approval_rings.hush(u, approval, approval.person_id if approval.answered_at else None)
    for clock in await u.clocks.running(ClockKind.APPROVAL, incident=incident.id):
        if clock.label == approval.id:
            clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None


async def half_time(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Half of the time-box is over (S2: now the phone rings)."""
    approval = await u.approvals.find(ApprovalId(clock.label))
    if approval is None or not approval.decision.waits:
        return
    news = News(ParcelKind.APPROVAL_REQUEST, approval.id, Lane.DECISION)
    await tell(u, incident, NoiseEvent.APPROVAL_HALF_TIME, news, {Whom.APPROVERS: [approval.person_id]})
    await approval_rings.insist(u, incident, approval)


async def overdue(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """Nobody answered within the time-box: the deputy is asked too. Silence is never a yes."""
    clock.state, clock.stopped_at, clock.next_mark_at = ClockState.MET, u.now, None
    approval = await u.approvals.find(ApprovalId(clock.label))
    if approval is not None and approval.decision is ApprovalDecision.ASKED:
        await to_deputy(u, incident, approval, None)


async def to_deputy(u: UnitOfWork, incident: Incident, approval: Approval, by: PersonId | None) -> PersonId | None:
    """The next one of this role is asked; the first may still answer. None: nobody is left."""
    rows = await u.approvals.of_subject(approval.subject_kind, approval.subject_id)
    asked = {row.person_id for row in rows}
    people = await signers(u, incident)
    found = rules.deputy(approval.role, people, approval.author_id or "", asked)
    approval.decision = ApprovalDecision.PASSED
    await stop_clock(u, incident, approval)
    if not found:
        await _tell_nobody(u, incident, approval.role)
        await refresh(u, ParcelKind.APPROVAL_REQUEST, approval.id, incident.team_id)
        return None
    subject = Subject(
        approval.subject_kind,
        approval.subject_id,
        approval.owner_id,
        approval.version,
        approval.hash,
        approval.author_id or PersonId(""),
        (),
        approval.emergency,
    )
    u.timeline.record(
        incident, EntryKind.APPROVAL_PASSED, by=by, ref=approval.id, person=found, role=approval.role
    )
    await _ask(u, incident, subject, PersonId(found), approval.role)
    await refresh(u, ParcelKind.APPROVAL_REQUEST, approval.id, incident.team_id)
    post_card(u, incident)
    return PersonId(found)


async def ask_more(u: UnitOfWork, incident: Incident, subject: Subject) -> tuple[PersonId, ...]:
    """An emergency may be signed by more people than the usual way: those not asked yet are asked too."""
    rows = await u.approvals.of_subject(subject.kind, subject.id)
    asked = {row.person_id for row in rows}
    need = need_of(incident, subject.items)
    found: list[PersonId] = []
    for signer in await signers(u, incident):
        roles = [role for role in (*need.roles, *need.also) if role in signer.roles]
        if roles and signer.reachable and signer.person not in asked and signer.person != subject.author:
            await _ask(u, incident, subject, PersonId(signer.person), roles[0])
            found.append(PersonId(signer.person))
    return tuple(found)


async def waiting_for(look: Reader, incident: Incident, kind: str, subject: str) -> Approval | None:
    """The request that holds this version up: the newest one that nobody has answered."""
    rows = await look.approvals.of_subject(kind, subject)
    open_ones = [row for row in rows if row.decision is ApprovalDecision.ASKED]
    return open_ones[-1] if open_ones else next((row for row in rows if row.decision.waits), None)


def tell_author(u: UnitOfWork, incident: Incident, author: PersonId, key: str, **values: str) -> None:
    """A line for whoever wrote the text, in private and without a sound."""
    post_reply(u, f"person:{author}", ParcelKind.REPLY, incident.team_id, values={"key": key, **values})


def answered(
    u: UnitOfWork, incident: Incident, subject: Subject, person: PersonId, decision: ApprovalDecision
) -> Approval:
    """An answer of somebody who was not asked: the commander of an emergency."""
    moments = {"asked_at": u.now, "answered_at": u.now}
    return _approval(u, incident, subject, person, RoleKind.COMMANDER, decision=decision, way="chat", **moments)


def _approval(
    u: UnitOfWork, incident: Incident, subject: Subject, person: PersonId, role: RoleKind, **more: Any
) -> Approval:
    """One person's say about this subject, bound to its hash."""
    return Approval(
        id=ApprovalId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        owner_id=subject.owner,
        version=subject.version,
        author_id=subject.author,
        role=role,
        person_id=person,
        hash=subject.hash,
        emergency=subject.emergency,
        **more,
    )
