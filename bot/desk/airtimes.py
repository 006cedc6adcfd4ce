"""When the team's accounts are on air: what opens in that time is 直播中 by itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.rules import airtimes as rules
from bot.rules.permissions import require
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission

_KEPT = "airtimes"


class AirtimesFull(DeskError):
    """More windows than anybody keeps up: `count`."""

    key = "refused-airtimes-full"


def on_air(team: Team, moment: datetime, account: str) -> bool:
    """Is this account of the team on air now?"""
    windows = rules.read(team.policies.get(_KEPT, ()))
    return rules.on_air(windows, moment.astimezone(ZoneInfo(team.timezone)), account)


@act
async def add(desk: Desk, actor: Actor, window: rules.Airtime, place: str) -> Acted:
    """One more window of the week; it holds from now on.

    Raises:
        NotAllowed: he is not an owner. AirtimesFull.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        team = await _held(u, actor)
        kept = list(team.policies.get(_KEPT, ()))
        if window.kept() not in kept:
            if len(kept) >= rules.MOST_WINDOWS:
                raise AirtimesFull(count=rules.MOST_WINDOWS)
            kept.append(window.kept())
        team.policies = {**team.policies, _KEPT: kept}
        _show(u, team, place)
        return Acted("toast-noted")


@act
async def clear(desk: Desk, actor: Actor, place: str) -> Acted:
    """No schedule any more: only the button and the alert say 直播中.

    Raises:
        NotAllowed: he is not an owner.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        team = await _held(u, actor)
        team.policies = {**team.policies, _KEPT: []}
        _show(u, team, place)
        return Acted("toast-noted")


@act
async def show(desk: Desk, actor: Actor, place: str) -> Acted:
    """The schedule, for every member.

    Raises:
        NotAllowed, Stranger: he is not of the team.
    """
    require(Permission.MEMBER, actor.standing)
    async with desk.transaction() as u:
        _show(u, await _held(u, actor), place)
        return Acted("toast-noted")


def _show(u: UnitOfWork, team: Team, place: str) -> None:
    values = {"windows": list(team.policies.get(_KEPT, ()))}
    post_reply(u, place, ParcelKind.AIRTIMES, team.id, values=values)


async def _held(u: UnitOfWork, actor: Actor) -> Team:
    team = await u.teams.hold(actor.team)
    assert team is not None, "a member's team exists"
    return team
