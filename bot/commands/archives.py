"""`crisisdesk backup --incident`: one incident as a file to be put away."""

from pathlib import Path

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import err, fail, out, words
from bot.desk import numbers
from bot.desk.archives import archive
from bot.errors import DeskError


async def put_away(url: str, clock: Clock, number: str, team: str | None, target: Path | None) -> None:
    """Write the archive and say where it is; nothing is overwritten.

    Raises:
        typer.Exit: 1 when there is no such incident, or the file cannot be written.
        StartRefused: the database cannot be used.
    """
    try:
        async with beside(url, clock) as desk, desk.reading() as look:
            found = await numbers.find(look, number, team)
            made = await archive(look, found.incident)
    except DeskError as refusal:
        fail(refusal.key, **{name: str(value) for name, value in refusal.values.items()})
    path = target or Path(f"{found.number}.zip")
    try:
        with path.open("xb") as file:
            file.write(made.content)
    except FileExistsError:
        fail("cli-backup-exists", path=str(path))
    except OSError as trouble:
        fail("cli-recap-not-written", path=str(path), reason=trouble.strerror or type(trouble).__name__)
    said = {"number": found.number, "path": str(path), "rows": str(made.rows), "files": str(made.files)}
    out.print(words("cli-archived", **said))
    if not made.whole:
        err.print(words("cli-archive-chain", number=found.number))
