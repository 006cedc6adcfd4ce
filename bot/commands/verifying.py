"""`crisisdesk verify`: are the timelines as they were written, and is nothing stuck?"""

import typer

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import FAILED, language, out, words
from bot.desk import verifying
from bot.desk.verifying import ChainVerdict
from messages.words import duration


async def verify(url: str, clock: Clock) -> None:
    """One line per finding and one that sums up.

    Raises:
        typer.Exit: 1 on a finding.
        StartRefused: the database cannot be used.
    """
    seen = entries = bad = 0
    async with beside(url, clock) as desk:
        async for verdict in verifying.chains(desk):
            seen, entries = seen + 1, entries + verdict.entries
            if not verdict.whole:
                bad += 1
                out.print(f"✗ {_broken(verdict)}")
        for lost in await verifying.orphans(desk):
            bad += 1
            out.print(f"✗ {words('cli-verify-orphans', count=str(lost.rows), table=lost.table, of=lost.of)}")
        for stuck in await verifying.stuck(desk):
            bad += 1
            waiting = duration(clock.now() - stuck.since, language()) if stuck.since else "-"
            out.print(f"✗ {words(stuck.key, count=str(stuck.rows), waiting=waiting)}")
    if bad:
        out.print(words("cli-verify-bad", count=str(bad)))
        raise typer.Exit(FAILED)
    out.print(f"✓ {words('cli-verify-good', incidents=str(seen), entries=str(entries))}")


def _broken(verdict: ChainVerdict) -> str:
    said = {"number": verdict.number, "team": verdict.team}
    if verdict.unreadable:
        return words("cli-verify-unreadable", **said, after=str(verdict.entries))
    if verdict.broken_at is not None:
        return words("cli-verify-broken", **said, entry=str(verdict.broken_at))
    return words("cli-verify-missing", **said, count=str(verdict.missing), after=str(verdict.entries))
