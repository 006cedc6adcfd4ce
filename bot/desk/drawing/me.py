"""Drawing /me: what the desk knows about calling this person."""

from datetime import timedelta
from typing import Final

from bot.desk import policies, rosters
from bot.desk.drawing.easel import Easel
from bot.desk.drawing.phones import row_of
from bot.desk.errands import Errand
from bot.rules import calling as rules
from messages.cards import me as card
from messages.views.me import MeView
from storage.tables.rosters import Habits
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

_AHEAD: Final = timedelta(days=366)


async def me(easel: Easel) -> Errand | None:
    """The card of this person, as things stand now."""
    if easel.person is None or easel.team is None:
        return None
    look, team, person = easel.look, easel.team, easel.person
    member = await look.people.member(team.id, person.id)
    if member is None:
        return None
    members = await look.people.members(team.id)
    called = await easel.called([each.person_id for each in members])
    roles = tuple(RoleKind(duty) for duty in member.duties)
    habits = (await look.rosters.habits([person.id])).get(person.id)
    leaves = await look.rosters.leaves([person.id], look.now, look.now + _AHEAD)
    deputies = []
    for role in roles:
        holders = [each for each in rosters.ordered(team, role, members) if role.value in each.duties]
        if len(holders) > 1:
            deputies.append((role, tuple(called[each.person_id] for each in holders)))
    view = MeView(
        team=team.name,
        zone=person.timezone or team.timezone,
        roles=roles,
        on_duty=member.on_duty,
        deputies=tuple(deputies),
        phones=tuple(row_of(phone) for phone in await look.phones.of_person(person.id)),
        quiet=_quiet(habits),
        away=(leaves[0].begins_at, leaves[0].ends_at) if leaves else None,
        code=_code(habits),
        mark=easel.mark(),
    )
    return easel.show(card.draw(view, easel.reader))


def _quiet(habits: Habits | None) -> tuple[tuple[Severity, str], ...]:
    own = habits.quiet if habits else {}
    found = []
    for severity in Severity:
        policy = rules.policy_for(policies.chain_policies(), severity)
        if policy.quiet_from is not None and policy.quiet_to is not None:
            begins, ends = own.get(
                severity.value, [policy.quiet_from.isoformat("minutes"), policy.quiet_to.isoformat("minutes")]
            )
            found.append((severity, f"{begins}–{ends}" if begins != ends else "–"))
    return tuple(found)


def _code(habits: Habits | None) -> str:
    if habits is None or not habits.code_hash:
        return "none"
    return "locked" if habits.locked_at is not None else "set"
