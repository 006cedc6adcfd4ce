"""`crisisdesk retention`: what personal data is old enough to go; with `--erase` it goes."""

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import language, out, words
from bot.desk import retention
from messages.library.retention import retention_policy
from messages.words import day


async def retain(url: str, clock: Clock, days: int | None, really: bool) -> None:
    """One line per incident, and one that sums up.

    Raises:
        StartRefused: the database cannot be used.
    """
    async with beside(url, clock) as desk:
        report = await (retention.erase(desk, days) if really else retention.plan(desk, days))
        today = clock.now().date()
    for one in report.incidents:
        key = "cli-retention-held" if one.held else "cli-retention-erased" if really else "cli-retention-would"
        counts = {
            "deliveries": str(one.deliveries),
            "evidence": str(one.evidence),
            "entries": str(one.entries),
            "receipts": str(one.receipts),
        }
        closed = day(one.closed_at.date(), today, language())
        out.print(words(key, number=one.number, closed=closed, **counts))
    gone = str(sum(not one.held for one in report.incidents))
    policy = retention_policy()
    said = {"count": gone, "held": str(len(report.held)), "raw": str(report.unattached)}
    key = "cli-retention-done" if really else "cli-retention-planned"
    out.print(words(key, days=str(days or policy.closed_days), **said))
