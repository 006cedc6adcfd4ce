"""Who is needed for an incident, who is asked first, and which two roles one person should not hold.

The minimum crew is data (design table: S1 six, S2 without business owner, S3 commander and communications
lead, S4 commander). One person may hold several roles; that is shown, and in S1 one pair warns.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class CrewPolicy(Struct, frozen=True):
    """Minimum crew of one severity, in the order in which people are asked.

    `live_roles` are added while on air; `told` hear of it and are not counted. `empty_after_minutes`: after
    so long the commander is told once that a role is still empty (None: only the card shows it).
    """

    severity: Severity
    roles: tuple[RoleKind, ...]
    live_roles: tuple[RoleKind, ...] = ()
    told: tuple[RoleKind, ...] = ()
    empty_after_minutes: int | None = None
    source: str = ""
    status: str = ""
    checked_on: date | None = None
    note: str = ""


class Conflict(Struct, frozen=True):
    """One person holds two roles that should be two people's."""

    person: str
    roles: tuple[RoleKind, RoleKind]


class Candidate(Struct, frozen=True):
    """Somebody who could take a role.

    `order`: 0 for the holder of the role in this team, 1 for the first deputy, and so on. `reachable`: by a
    private chat or a phone. `roles_held`: in this incident.
    """

    person: str
    order: int = 0
    reachable: bool = True
    on_duty: bool = False
    on_leave: bool = False
    declined: bool = False
    roles_held: int = 0


_S1_CONFLICTS = ((RoleKind.COMMANDER, RoleKind.COMMUNICATIONS_LEAD),)


def crew_for(policies: Iterable[CrewPolicy], severity: Severity) -> CrewPolicy:
    """The row of this severity.

    Raises:
        ValueError: the data has none, which its own check forbids.
    """
    for policy in policies:
        if policy.severity is severity:
            return policy
    raise ValueError(f"no minimum crew for {severity}")


def needed(policy: CrewPolicy, live: bool, extra: Sequence[RoleKind] = ()) -> tuple[RoleKind, ...]:
    """The roles that must be taken, in asking order. `extra`: what the crisis type adds."""
    wanted = (*policy.roles, *(policy.live_roles if live else ()), *extra)
    return tuple(dict.fromkeys(wanted))


def missing(
    wanted: Sequence[RoleKind], taken: Collection[RoleKind], not_needed: Collection[RoleKind] = ()
) -> tuple[RoleKind, ...]:
    """The roles nobody has taken, in asking order. What the commander called not needed is not missing."""
    return tuple(role for role in wanted if role not in taken and role not in not_needed)


def complete(
    wanted: Sequence[RoleKind], taken: Collection[RoleKind], not_needed: Collection[RoleKind] = ()
) -> bool:
    """Is everybody there?"""
    return not missing(wanted, taken, not_needed)


def conflicts(severity: Severity, holders: Mapping[RoleKind, str]) -> tuple[Conflict, ...]:
    """Pairs that warn: in S1 the commander should not also speak for the brand. Nothing is forbidden."""
    if severity is not Severity.S1:
        return ()
    return tuple(
        Conflict(holders[one], (one, other))
        for one, other in _S1_CONFLICTS
        if holders.get(one) and holders.get(one) == holders.get(other)
    )


def asking_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Who is asked for a role, first to last.

    Nobody who has declined or is on leave. Reachable people come first, then the team's own order (holder,
    first deputy, …); among equals those without a role in this incident, then who is on duty.
    """
    willing = (person for person in candidates if not person.declined and not person.on_leave)
    return tuple(
        sorted(
            willing,
            key=lambda person: (
                not person.reachable,
                person.order,
                person.roles_held > 0,
                not person.on_duty,
                person.person,
            ),
        )
    )


def commander_after(commander: str | None, responder: str) -> tuple[str, bool]:
    """(who commands after somebody responds, is this a change). The first to respond is acting commander;
    an incident that a person has touched never lacks one."""
    return (responder, True) if commander is None else (commander, False)
