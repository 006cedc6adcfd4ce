"""What the floor plan says of single rooms, beside the six contracts."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ROOTS = ("bot", "handlers", "storage", "messages")
# Alembic loads its files by path, and nothing imports them.
LOADED_BY_PATH = HOUSE / "storage" / "migrations"
#: What lies at the front door; anything else there was left behind by mistake.
FRONT_DOOR = {
    ".env.example", ".gitignore", ".importlinter", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "README.zh.md", "pyproject.toml", "requirements-dev.lock", "requirements.lock",
}  # fmt: skip


def test_nothing_is_left_lying_at_the_front_door() -> None:
    git = ["git", "-C", str(HOUSE), "ls-files", "--", ":(glob)*"]
    try:
        tracked = subprocess.run(git, capture_output=True, text=True, check=True).stdout.split()
    except (FileNotFoundError, subprocess.CalledProcessError):
        # An unpacked archive has no history; there the folder itself is what was handed out.
        tracked = [path.name for path in HOUSE.iterdir() if path.suffix == ".md"]
    assert set(tracked) <= FRONT_DOOR


@pytest.mark.parametrize("root", ROOTS)
def test_every_folder_with_code_is_a_package(root: str) -> None:
    """The linter does not see the others, and would guard nothing there."""
    folders = {path.parent for path in (HOUSE / root).rglob("*.py") if LOADED_BY_PATH not in path.parents}
    unseen = {str(folder.relative_to(HOUSE)) for folder in folders if not (folder / "__init__.py").exists()}
    assert unseen == set()


def imports_of_ours(path: Path) -> Iterator[str]:
    """Each module of ours a file imports, `from bot import clock` as bot.clock."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module in ROOTS:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] in ROOTS)


@pytest.mark.parametrize("room", ["demo", "wizard"])
def test_who_only_visits_knows_the_house_by_its_door(room: str) -> None:
    """The demo and the first run are HTTP clients: what they show is what everybody gets."""
    known = {"bot.clock", "bot.errors"}
    strangers = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in (HOUSE / "bot" / room).rglob("*.py")
        for name in imports_of_ours(path)
        if name not in known and not name.startswith(f"bot.{room}")
    }
    assert strangers == set()


def test_settings_are_read_by_the_assembly_and_the_command_line_only() -> None:
    """Everybody else is given the value it needs."""
    readers = {
        str(path.relative_to(HOUSE))
        for root in ROOTS
        for path in (HOUSE / root).rglob("*.py")
        if "bot.settings" in set(imports_of_ours(path))
    }
    assert readers <= {"bot/app.py", "bot/commands/line.py", "bot/commands/running.py"}
