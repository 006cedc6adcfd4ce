"""Who may send alerts: registered sources, looked up by the name in the hook's address."""

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from bot.desk.desk import Desk, act
from bot.errors import DeskError
from bot.ids import SourceId, TeamId
from bot.rules.tokens import hashed
from storage.tables.alerts import Source
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.alerts import SourceFormat

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_BUILT_IN: Final = frozenset({SourceFormat.ALERTMANAGER, SourceFormat.GRAFANA, SourceFormat.GENERIC})


class SourceNameUnfit(DeskError):
    """The name cannot stand in an address, or is a format's and the source has another one (`name`)."""

    key = "cli-source-name-unfit"


class SourceExists(DeskError):
    """The team has a source of this name already: `name`, `team`."""

    key = "cli-source-exists"


class SourceUnknown(DeskError):
    """The team has no source of this name: `name`, `team`."""

    key = "cli-source-unknown"


class MappingOnlyGeneric(DeskError):
    """Only a generic source has JSON of its own to map: `name`, `format`."""

    key = "cli-source-map-generic"


class TeamUnknown(DeskError):
    """No team has this name (`name`); `teams` lists those there are."""

    key = "cli-team-unknown"


class TeamNotNamed(DeskError):
    """There are several teams and none was named: `teams` lists them."""

    key = "cli-team-not-named"


class SourceAdded(Struct, frozen=True):
    """A new sender. Its token, or the secret it signs with, is shown this once; the other one is empty."""

    team: str
    token: str
    secret: str


class SourceShown(Struct, frozen=True):
    """A sender as a list shows it."""

    team: str
    name: str
    format: SourceFormat
    signs: bool
    last_seen_at: datetime | None


@act
async def add(
    desk: Desk, name: str, form: SourceFormat, team: str | None = None, signing: bool = False
) -> SourceAdded:
    """From now on this sender may bring alerts to `/hooks/<name>`, with a token or (`signing`) a signature.

    Raises:
        SourceNameUnfit, SourceExists, TeamUnknown, TeamNotNamed.
    """
    name = name.strip().lower()
    if not _NAME.fullmatch(name) or (name in _BUILT_IN and name != form):
        raise SourceNameUnfit(name=name)
    key = secrets.token_urlsafe(24)
    async with desk.transaction() as u:
        owner = await team_called(u, team)
        if any(known.name == name for known in await u.sources.of_team(owner.id)):
            raise SourceExists(name=name, team=owner.name)
        row = Source(id=SourceId(u.new_id()), team_id=owner.id, name=name, format=form, created_at=u.now)
        row.token_hash, row.secret = ("", key) if signing else (hashed(key), "")
        u.add(row)
        return SourceAdded(owner.name, "" if signing else key, key if signing else "")


@act
async def remove(desk: Desk, name: str, team: str | None = None) -> str:
    """This sender is turned away from now on (a running desk may know it for five more seconds); what it
    brought stays. Returns the team's name.

    Raises:
        SourceUnknown, TeamUnknown, TeamNotNamed.
    """
    async with desk.transaction() as u:
        owner = await team_called(u, team)
        for known in await u.sources.of_team(owner.id):
            if known.name == name.strip().lower():
                await u.session.delete(known)
                return owner.name
        raise SourceUnknown(name=name, team=owner.name)


async def latest(desk: Desk, name: str, team: str | None = None, limit: int = 5) -> Sequence[bytes]:
    """The last few items of a generic source exactly as they came, newest first.

    Raises:
        SourceUnknown, MappingOnlyGeneric, TeamUnknown, TeamNotNamed.
    """
    async with desk.reading() as look:
        source, _ = await _mappable(look, name, team)
        kept = await look.deliveries.latest_of_source(source.team_id, source.name, limit)
    return [delivery.raw for delivery in kept if delivery.raw is not None]


@act
async def keep_mapping(desk: Desk, name: str, mapping: Mapping[str, str], team: str | None = None) -> str:
    """This source's JSON is read by this mapping from now on (a running desk may take five more seconds); an
    empty one reads the documented format again. Returns the team's name.

    Raises:
        SourceUnknown, MappingOnlyGeneric, TeamUnknown, TeamNotNamed.
    """
    async with desk.transaction() as u:
        source, owner = await _mappable(u, name, team)
        source.mapping = dict(mapping)
        return owner.name


async def _mappable(look: Reader, name: str, team: str | None) -> tuple[Source, Team]:
    owner = await team_called(look, team)
    for known in await look.sources.of_team(owner.id):
        if known.name == name.strip().lower():
            if known.format is not SourceFormat.GENERIC:
                raise MappingOnlyGeneric(name=known.name, format=known.format.value)
            return known, owner
    raise SourceUnknown(name=name, team=owner.name)


async def listed(desk: Desk, team: str | None = None) -> Sequence[SourceShown]:
    """All senders by team and name, or one team's.

    Raises:
        TeamUnknown.
    """
    async with desk.reading() as look:
        teams = await look.teams.all() if team is None else [await team_called(look, team)]
        return [
            SourceShown(one.name, row.name, row.format, bool(row.secret), row.last_seen_at)
            for one in teams
            for row in await look.sources.of_team(one.id)
        ]


async def team_called(look: Reader, name: str | None) -> Team:
    """The team of this name; without one the only team there is.

    Raises:
        TeamUnknown, TeamNotNamed.
    """
    teams = await look.teams.all()
    names = ", ".join(one.name for one in teams)
    if name is None:
        if len(teams) != 1:
            raise TeamNotNamed(teams=names)
        return teams[0]
    for one in teams:
        if one.name == name:
            return one
    raise TeamUnknown(name=name, teams=names)


REMEMBERED_SECONDS: Final = 5.0
"""A source that is revoked may go on for this long; a storm must not cost a look-up per alert."""


class RegisteredSource(Struct, frozen=True):
    """A sender: `token_hash` is the SHA-256 of its bearer token, `secret` signs; either may be empty."""

    team: TeamId
    name: str
    format: SourceFormat
    token_hash: str
    secret: str
    mapping: Mapping[str, str]


class Sources:
    """The desk's book of senders."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._first_team: TeamId | None = None
        self._known: dict[str, tuple[float, Sequence[RegisteredSource]]] = {}
        self._looking = asyncio.Lock()

    async def first_team(self) -> TeamId:
        """The team that ALERT_TOKEN belongs to; it never changes."""
        if self._first_team is None:
            async with self._desk.reading() as look:
                self._first_team = (await look.teams.all())[0].id
        return self._first_team

    async def named(self, name: str) -> Sequence[RegisteredSource]:
        """The sources of this name, one a team at most. Of many who ask at once one looks, for all of them."""
        if (known := self._remembered(name)) is not None:
            return known
        async with self._looking:
            if (known := self._remembered(name)) is not None:
                return known
            now = self._desk.clock.monotonic()
            async with self._desk.reading() as look:
                known = [
                    RegisteredSource(row.team_id, row.name, row.format, row.token_hash, row.secret, row.mapping)
                    for row in await look.sources.by_name(name)
                ]
            # Names come from strangers: only those that exist are remembered.
            self._known.pop(name, None)
            if known:
                self._known[name] = (now, known)
            return known

    def _remembered(self, name: str) -> Sequence[RegisteredSource] | None:
        looked_at, known = self._known.get(name, (float("-inf"), ()))
        return known if self._desk.clock.monotonic() - looked_at <= REMEMBERED_SECONDS else None

    async def by_token(self, token_hash: str) -> Sequence[RegisteredSource]:
        """The sources with a bearer token of this SHA-256."""
        async with self._desk.reading() as look:
            return [
                RegisteredSource(row.team_id, row.name, row.format, row.token_hash, row.secret, row.mapping)
                for row in await look.sources.by_token_hash(token_hash)
            ]
