"""The addresses where a team's words go out by themselves: added, listed, taken away.

Their secrets are shown once, never again, and never logged.
"""

import secrets
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from bot.desk import outlets
from bot.desk.desk import Desk, act
from bot.desk.people import Actor
from bot.desk.sources import team_called
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from bot.rules.outlets import Robot
from bot.rules.permissions import require
from storage.tables.frontline import FrontlineRobot
from storage.tables.publications import ReleaseHook
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Channel

_LONGEST: Final = 600


class AddressUnfit(DeskError):
    """No address that can be called."""

    key = "cli-outlet-url-unfit"


class OutletUnknown(DeskError):
    """The team has none of this name: `name`, `team`."""

    key = "cli-outlet-unknown"


class RobotUnknown(DeskError):
    """There is no robot of this `number`."""

    key = "refused-robot-unknown"


class RobotExists(DeskError):
    """There is a robot of this `name`."""

    key = "refused-robot-exists"


class Hooked(Struct, frozen=True):
    """An interface as it was added; `secret` signs what goes there, and is shown this once."""

    team: str
    host: str
    secret: str


class Outlet(Struct, frozen=True):
    """One as a list shows it: without address and secret. `shown` is the host, or the end of a robot's key."""

    team: str
    kind: OutletKind
    name: str
    shown: str


@act
async def add_interface(desk: Desk, channel: Channel, url: str, team: str | None = None) -> Hooked:
    """From now on approved texts for this channel go to this address, signed with a new secret. Whatever published
    the channel before is replaced.

    Raises:
        AddressUnfit, TeamUnknown, TeamNotNamed.
    """
    host = _host(url)
    secret = secrets.token_urlsafe(32)
    async with desk.transaction() as u:
        owner = await team_called(u, team)
        hook = await u.outlets.hook(owner.id, channel)
        if hook is None:
            hook = ReleaseHook(
                id=u.new_id(), team_id=owner.id, channel=channel, url=url, secret=secret, added_at=u.now
            )
            u.add(hook)
        hook.url, hook.secret, hook.added_at = url, secret, u.now
        return Hooked(owner.name, host, secret)


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressUnfit from None
    fits = parts.scheme in ("http", "https") and parts.hostname and not parts.username and port != 0
    if not fits or len(url) > _LONGEST or not url.isascii():
        raise AddressUnfit
    return str(parts.hostname)


@act
async def add_robot(desk: Desk, robot: Robot, team: str | None = None) -> str:
    """A robot, from the command line. Returns the team's name.

    Raises:
        RobotExists, TeamUnknown, TeamNotNamed.
    """
    async with desk.transaction() as u:
        owner = await team_called(u, team)
        await _keep(u, owner.id, robot, None)
        return owner.name


@act
async def add_robot_in_chat(desk: Desk, actor: Actor, robot: Robot, place: str) -> None:
    """A robot, from an owner in private.

    Raises:
        NotAllowed: no owner; RobotExists.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        await _keep(u, actor.team, robot, actor.person)
        key = "answer-robot-added" if desk.policy.public_url else "answer-robot-added-no-link"
        values = {"key": key, "outlet": robot.kind.value, "name": robot.name}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


async def _keep(u: UnitOfWork, team: TeamId, robot: Robot, by: PersonId | None) -> None:
    if any(row.name == robot.name for row in await u.outlets.robots(team)):
        raise RobotExists(name=robot.name)
    row = FrontlineRobot(
        id=u.new_id(),
        team_id=team,
        kind=robot.kind,
        name=robot.name,
        url=robot.url,
        secret=robot.secret,
        shown=robot.shown,
        people=robot.people,
        added_by=by,
        added_at=u.now,
    )
    u.add(row)
    await u.session.flush()
    for incident in await u.incidents.open(team):
        sheet = await u.sheets.current(incident.id)
        if sheet is not None and not incident.restricted:
            await outlets.bring_card(u, incident, sheet, only=row.id)


@act
async def show_robots(desk: Desk, actor: Actor, place: str) -> None:
    """The team's robots, numbered, for an owner in private.

    Raises:
        NotAllowed: no owner.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        post_reply(u, place, ParcelKind.ROBOTS, actor.team, subject=actor.team)


@act
async def remove_robot(desk: Desk, actor: Actor, number: int, place: str) -> None:
    """No further card goes there; address and secret are erased.

    Raises:
        NotAllowed: no owner; RobotUnknown.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        rows = await u.outlets.robots(actor.team)
        if not 1 <= number <= len(rows):
            raise RobotUnknown(number=str(number))
        row = rows[number - 1]
        _take_away(u, row)
        values = {"key": "answer-robot-removed", "outlet": row.kind.value, "name": row.name}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


def _take_away(u: UnitOfWork, row: FrontlineRobot) -> None:
    row.removed_at, row.url, row.secret = u.now, "", ""


@act
async def remove(desk: Desk, name: str, team: str | None = None) -> str:
    """Take away the interface of a channel, or the robot of a group. Returns the team's name.

    Raises:
        OutletUnknown, TeamUnknown, TeamNotNamed.
    """
    async with desk.transaction() as u:
        owner = await team_called(u, team)
        for hook in await u.outlets.hooks(owner.id):
            if hook.channel.value == name:
                await u.session.delete(hook)
                return owner.name
        for robot in await u.outlets.robots(owner.id):
            if robot.name == name:
                _take_away(u, robot)
                return owner.name
        raise OutletUnknown(name=name, team=owner.name)


async def listed(desk: Desk, team: str | None = None) -> Sequence[Outlet]:
    """All by team, interfaces first.

    Raises:
        TeamUnknown.
    """
    async with desk.reading() as look:
        teams = await look.teams.all() if team is None else [await team_called(look, team)]
        return [outlet for one in teams for outlet in await _of(look, one.id, one.name)]


async def _of(look: Reader, team: TeamId, name: str) -> list[Outlet]:
    hooks = await look.outlets.hooks(team)
    interfaces = [Outlet(name, OutletKind.INTERFACE, row.channel.value, _host(row.url)) for row in hooks]
    return [*interfaces, *(Outlet(name, row.kind, row.name, row.shown) for row in await look.outlets.robots(team))]
