"""`crisisdesk paper`: the same paper as `/paper`, made beside a running desk or without one."""

import re
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import fail, out, words
from bot.desk import papers
from messages.paper import page
from messages.words import Reader
from storage.vocabulary.people import Language

#: What a file's name cannot hold on one system or another.
_NOT_IN_NAMES: Final = re.compile(r"[^\w -]+")


async def paper(url: str, clock: Clock, output: Path | None, team_name: str | None) -> None:
    """Write one PDF for each team, or for the one that is named.

    Raises:
        typer.Exit: 1 when there is no such team.
        StartRefused: there is no database, or it is another release's.
    """
    async with beside(url, clock) as desk, desk.reading() as look:
        teams = [team for team in await look.teams.all() if team_name in (None, team.name)]
        if not teams:
            known = ", ".join(team.name for team in await look.teams.all())
            fail("cli-team-unknown", name=team_name or "", teams=known)
        for team in teams:
            reader = Reader(Language(team.language), ZoneInfo(team.timezone), clock.now())
            content = page.draw(await papers.gathered(look, team, reader), reader)
            path = (
                output
                if output is not None and len(teams) == 1
                else Path(f"paper-{_NOT_IN_NAMES.sub('-', team.name)}.pdf")
            )
            path.write_bytes(content)
            out.print(words("cli-paper-written", path=str(path), size=f"{len(content) / 1e3:.0f}"))
