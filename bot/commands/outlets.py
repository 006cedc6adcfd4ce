"""`crisisdesk outlet`: where words go out by themselves: the team's own interface, robots in other messengers."""

import sys
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import typer
from msgspec import Struct

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import fail, language, out, words
from bot.desk import outlet_book
from bot.desk.desk import Desk
from bot.errors import DeskError
from bot.rules.outlets import robot
from messages.words import label
from storage.vocabulary.outlets import ROBOTS, OutletKind
from storage.vocabulary.sheets import Channel

R = TypeVar("R")

_CHANNELS: Final = tuple(channel.value for channel in Channel if channel is not Channel.UNKNOWN)
WHERE: Final = (*_CHANNELS, *(kind.value for kind in ROBOTS))
"""What can stand behind `outlet add`."""


class Given(Struct, frozen=True):
    """What was typed behind `outlet add`."""

    where: str
    url: str
    name: str
    people: int
    secret: bool
    team: str | None


async def add(url: str, clock: Clock, given: Given) -> None:
    """Register an interface (its secret is shown this once) or a robot.

    Raises:
        typer.BadParameter: there is no such place.
        typer.Exit: 1 when it is refused.
        StartRefused: the database cannot be used.
    """
    if given.where not in WHERE:
        raise typer.BadParameter(words("cli-outlet-where-unknown", name=given.where, known=", ".join(WHERE)))
    address = _line() if given.url == "-" else given.url
    if given.where in _CHANNELS:
        channel = Channel(given.where)
        hooked = await _acted(
            url, clock, lambda desk: outlet_book.add_interface(desk, channel, address, given.team)
        )
        out.print(
            words("cli-outlet-added", channel=label(language(), channel), team=hooked.team, host=hooked.host)
        )
        out.print(words("cli-outlet-secret"))
        out.print(f"\n  {hooked.secret}\n")
        out.print(words("cli-outlet-verify"))
        return
    await _add_robot(url, clock, given, address)


async def _add_robot(url: str, clock: Clock, given: Given, address: str) -> None:
    kind = OutletKind(given.where)
    people = f"{given.people} " if given.people else ""
    secret = f" {_line()}" if given.secret else ""
    try:
        found = robot(kind, f"{given.name} {people}{address}{secret}")
    except DeskError as refusal:
        fail(refusal.key, outlet=label(language(), kind))
    team = await _acted(url, clock, lambda desk: outlet_book.add_robot(desk, found, given.team))
    out.print(words("cli-outlet-robot-added", outlet=label(language(), kind), name=found.name, team=team))


def _line() -> str:
    return sys.stdin.readline().strip()


async def show(url: str, clock: Clock, team: str | None) -> None:
    """Every outlet, without address and secret.

    Raises:
        typer.Exit: 1 when there is no such team.
        StartRefused: the database cannot be used.
    """
    found = await _acted(url, clock, lambda desk: outlet_book.listed(desk, team))
    if not found:
        out.print(words("cli-outlet-none"))
    for one in found:
        if one.kind is OutletKind.INTERFACE:
            channel = label(language(), Channel(one.name))
            out.print(words("cli-outlet-hook", channel=channel, host=one.shown, team=one.team))
        else:
            kind = label(language(), one.kind)
            out.print(words("cli-outlet-robot", outlet=kind, name=one.name, shown=one.shown, team=one.team))


async def remove(url: str, clock: Clock, name: str, team: str | None) -> None:
    """Nothing goes there any more; the secret is erased.

    Raises:
        typer.Exit: 1 when there is none.
        StartRefused: the database cannot be used.
    """
    of = await _acted(url, clock, lambda desk: outlet_book.remove(desk, name, team))
    out.print(words("cli-outlet-removed", name=name, team=of))


async def _acted(url: str, clock: Clock, act: Callable[[Desk], Awaitable[R]]) -> R:
    try:
        async with beside(url, clock) as desk:
            return await act(desk)
    except DeskError as refusal:
        fail(refusal.key, **{name: str(value) for name, value in refusal.values.items()})
