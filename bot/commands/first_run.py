"""`crisisdesk setup`: what the first run needs to know of the house, and how it ends."""

import asyncio
import fcntl
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import typer
from sqlmodel import col, select

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import FAILED, REFUSED, err, language, out
from bot.desk.claims import offer_claim
from bot.desk.groups import lacking
from bot.desk.policies import crew_policies
from bot.desk.rosters import reachable
from bot.errors import StartRefused
from bot.gateways import checks
from bot.rules.crew import crew_for
from bot.wizard.house import Given, Met, Standing
from bot.wizard.steps import Left, Setup
from bot.wizard.terminal import InputEnded, Terminal
from bot.wizard.words import Words
from messages.cards.duties import OFFERED
from messages.words import capital, label, plain
from storage.database import Database
from storage.tables.alerts import Alert
from storage.tables.speaking import Spoken
from storage.unit_of_work import Reader
from storage.vocabulary.people import Language
from storage.vocabulary.people import Standing as Membership
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

LEFT: Final = 130
"""Exit code after Ctrl+C, as shells have it."""
_NEWEST: Final = 50


class OurHouse:
    """The house as the first run sees it.

    Args:
        given: reads the settings anew.
        url: the database's address.
    """

    def __init__(self, given: Callable[[], Given], url: str, clock: Clock, reader: Language) -> None:
        self.given = given
        self._url = url
        self._clock = clock
        self._reader = reader

    async def meet(self, token: str, proxy: str) -> Met:
        """Ask Telegram who this token is."""
        (first, *_) = await checks.telegram(token, self.given().base_url, proxy or None)
        if first.standing is checks.Standing.FINE:
            return Met(username=first.values["username"])
        return Met(refused="reason" not in first.values, reason=first.values.get("reason", ""))

    async def standing(self) -> Standing:
        """Look into the database; an empty one when there is none yet."""
        try:
            async with beside(self._url, self._clock) as desk, desk.reading() as look:
                return await self._seen(look)
        except StartRefused:  # not there yet
            return Standing()

    async def _seen(self, look: Reader) -> Standing:
        teams = await look.teams.all()
        if not teams:
            return Standing()
        team = teams[0]
        members = await look.people.members(team.id)
        people = await look.people.by_ids([member.person_id for member in members])
        owners = [people[one.person_id].name for one in members if one.standing is Membership.OWNER]
        chat = await look.chats.find(team.chat_id) if team.chat_id else None
        takers = [duty for member in members for duty in member.duties]
        crew = crew_for(crew_policies(), Severity.S1).roles
        newest = select(Alert.id).where(Alert.team_id == team.id).order_by(col(Alert.id).desc()).limit(_NEWEST)
        alerts = (await look.session.exec(newest)).all()
        return Standing(
            owner=owners[0] if owners else "",
            group=(chat.title or str(chat.chat_id)) if chat else "",
            lacking=tuple(plain(self._reader, f"setup-lacks-{word}") for word in lacking(chat)) if chat else (),
            reachable=sum(reachable(person) for person in people.values()),
            missing=tuple(label(self._reader, role) for role in crew if role in OFFERED and role not in takers),
            single=capital(label(self._reader, RoleKind.LEGAL)) if takers.count(RoleKind.LEGAL) == 1 else "",
            alerts=len(alerts),
            shown=await _shown(look, alerts, team.chat_id),
        )

    async def offer_claim(self) -> str:
        """A new one-time code for the owner."""
        async with beside(self._url, self._clock) as desk:
            return await offer_claim(desk)

    def is_running(self) -> bool | None:
        """Does a desk run on this database? PostgreSQL bears several and does not say."""
        path = Database(self._url).path
        if path is None:
            return None
        lock = path.with_name(f"{path.name}.lock")
        if not lock.exists():
            return False
        with lock.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
            return False

    def run(self) -> list[str]:
        """The command that runs the desk."""
        return [sys.executable, "-m", "bot", "run"]


async def _shown(look: Reader, alerts: Sequence[str], chat_id: int | None) -> bool:
    """Does the card of one of these alerts stand in this chat?"""
    query = select(Spoken.id).where(col(Spoken.subject_id).in_(alerts), Spoken.chat_id == chat_id)
    return (await look.session.exec(query.limit(1))).first() is not None


def setup(given: Callable[[], Given], url: str, clock: Clock, env: Path) -> None:
    """Play the first run.

    Raises:
        typer.Exit: 2 without a terminal, 130 when it was left, 1 when it cannot go on now.
    """
    reader, terminal = language(), Terminal()
    words = Words(reader.value)
    if not terminal.is_one:
        err.print(words("no_terminal"))
        raise typer.Exit(REFUSED)
    first = Setup(OurHouse(given, url, clock, reader), terminal, clock, env, reader.value)
    try:
        asyncio.run(_played(first))
    except (KeyboardInterrupt, InputEnded):
        out.print(f"\n{words('left', step=first.step)}")
        raise typer.Exit(LEFT) from None
    except Left:
        raise typer.Exit(FAILED) from None


async def _played(first: Setup) -> None:
    try:
        await first.play()
    finally:
        if first.desk is not None and first.desk.ours:
            await first.desk.stop()
