"""Who may know whom, tried out: every import the house forbids is written once, and the linter must name it.

The arrows below are stated from the floor plan, not read from `.importlinter`: a contract that lost a
line would lose the arrow it guards, and one of these tests would fail.
"""

import itertools
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

HOUSE = Path(__file__).parents[2]
ROOTS = ("bot", "handlers", "storage", "messages")

# From the roof to the ground; neighbours on one floor of `bot` may know each other.
FLOORS_OF_BOT = (
    ("bot.__main__",),
    ("bot.commands",),
    ("bot.demo", "bot.wizard"),
    ("bot.run",),
    ("bot.speech",),
    ("bot.app",),
    ("bot.ports",),
    ("bot.gateways", "bot.sandbox"),
    ("bot.desk",),
    ("bot.rules",),
    ("bot.buttons", "bot.clock", "bot.errors", "bot.ids", "bot.settings"),
)
FLOORS_OF_THE_HOUSE = (
    ("bot.__main__",),
    ("bot.commands",),
    ("bot.demo", "bot.wizard"),
    ("bot.run",),
    ("bot.speech",),
    ("bot.app",),
    ("bot.ports",),
    ("handlers",),
    ("bot.gateways",),
    ("bot.desk",),
    ("bot.rules", "messages"),
    ("storage",),
    ("bot.buttons", "bot.clock", "bot.errors", "bot.ids"),
)
ROWS = ("storage.database", "storage.unit_of_work", "storage.tables", "storage.queries")
LIBRARIES = ("sqlalchemy", "sqlmodel", "telegram", "aiohttp")
SINGLE_FILES = {
    "bot.__main__", "bot.app", "bot.ports", "bot.run", "bot.settings", "bot.speech", "bot.buttons", "bot.clock",
    "bot.errors", "bot.ids",
    "storage.database", "storage.unit_of_work",
}  # fmt: skip


class Arrow(NamedTuple):
    """An import nobody may write, and the contract (by the number its name starts with) that says so."""

    contract: str
    importer: str
    imported: str

    def __str__(self) -> str:
        return f"{self.contract}: {self.importer} -> {self.imported}"


def upwards(contract: str, floors: tuple[tuple[str, ...], ...]) -> Iterator[Arrow]:
    """From each floor to each floor above it."""
    for above, below in itertools.combinations(floors, 2):
        for imported, importer in itertools.product(above, below):
            yield Arrow(contract, importer, imported)


def arrows() -> Iterator[Arrow]:
    """Every import that one of the six contracts forbids, between the rooms that have a name."""
    yield from upwards("1", FLOORS_OF_BOT)
    yield from upwards("2", FLOORS_OF_THE_HOUSE)
    yield Arrow("2", "bot.rules", "messages")
    yield Arrow("2", "messages", "bot.rules")
    for importer, imported in itertools.product(("messages", "bot.rules"), (*ROWS, *LIBRARIES)):
        yield Arrow("3", importer, imported)
    for imported in (*ROWS, "sqlalchemy", "bot.gateways", "bot.settings"):
        yield Arrow("4", "handlers", imported)
    rooms_of_bot = {room for floor in FLOORS_OF_BOT for room in floor} - {"bot.sandbox"}
    for imported in sorted(rooms_of_bot | {"handlers", "storage", "messages"}):
        yield Arrow("5a", "bot.sandbox", imported)
    for importer in sorted((rooms_of_bot | {"handlers", "storage", "messages"}) - {"bot.app"}):
        yield Arrow("5b", importer, "bot.sandbox")
    yield Arrow("6a", "handlers.sources.alertmanager", "handlers.sources.grafana")
    yield Arrow("6b", "bot.gateways.phones.bark", "bot.gateways.phones.ntfy")


def test_every_arrow_is_listed_once() -> None:
    listed = list(arrows())
    assert len(listed) == len(set(listed)) > 150


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    """The house as it stands, with an empty room wherever a named one is not built yet."""
    for root in ROOTS:
        shutil.copytree(
            HOUSE / root, tmp_path / root, ignore=lambda _, names: [n for n in names if not is_code(n)]
        )
    shutil.copy(HOUSE / ".importlinter", tmp_path)
    for arrow in arrows():
        for module in (arrow.importer, arrow.imported):
            if module not in LIBRARIES:
                source_file(tmp_path, module)
    return tmp_path


def is_code(name: str) -> bool:
    return name.endswith(".py") or ("." not in name and name != "__pycache__")


def source_file(house: Path, module: str) -> Path:
    """The file of a module; made, empty, with the packages above it, if there is none."""
    folder = house
    for package in module.split(".")[:-1]:
        folder /= package
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    place = folder / module.rpartition(".")[2]
    if place.is_dir() or not (single(module) or place.with_suffix(".py").exists()):
        place.mkdir(exist_ok=True)
        place /= "__init__.py"
    else:
        place = place.with_suffix(".py")
    place.touch()
    return place


def write(house: Path, importer: str, imported: str) -> None:
    with source_file(house, importer).open("a") as source:
        source.write(f"\nimport {imported}\n")


def single(module: str) -> bool:
    return module in SINGLE_FILES or module.startswith(("handlers.sources.", "bot.gateways.phones."))


def lint(house: Path) -> tuple[int, str]:
    """The linter's exit code and all it said, in lines that are not wrapped."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=house,
        env={"COLUMNS": "1000", "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def broken(said: str) -> dict[str, str]:
    """What the linter says about each broken contract, by the number its name starts with."""
    report = said.partition("Broken contracts\n")[2]
    parts = re.split(r"^(\d\w?) .+\n-+\n", report, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def names(told: str, arrow: Arrow) -> bool:
    """Whether this very import is reported, and not only as the first step of a longer way."""
    importer, imported = re.escape(arrow.importer), re.escape(arrow.imported)
    return bool(re.search(rf"^-\s+{importer} -> {imported} \(l[^)]*\)\n\s*$", told, re.MULTILINE))


def test_the_house_as_it_stands_keeps_its_contracts(copy_of_the_house: Path) -> None:
    code, said = lint(copy_of_the_house)
    assert code == 0, said


def test_every_forbidden_arrow_is_caught_by_its_contract(copy_of_the_house: Path) -> None:
    for arrow in arrows():
        write(copy_of_the_house, arrow.importer, arrow.imported)

    code, said = lint(copy_of_the_house)

    assert code == 1, said
    told = broken(said)
    missed = [str(arrow) for arrow in arrows() if not names(told.get(arrow.contract, ""), arrow)]
    assert missed == []


WANTED = (
    ("bot.commands.running", "bot.sandbox"),
    ("bot.__main__", "bot.settings"),
    ("bot.app", "bot.sandbox"),
    ("bot.app", "bot.settings"),
    ("bot.app", "handlers"),
    ("bot.gateways", "bot.desk"),
    ("handlers", "bot.desk"),
    ("handlers", "messages"),
    ("handlers", "telegram"),
    ("bot.desk", "bot.rules"),
    ("bot.desk", "messages"),
    ("bot.desk", "storage.unit_of_work"),
    ("bot.rules", "storage.vocabulary"),
    ("messages", "storage.vocabulary"),
    ("storage", "bot.clock"),
)


def test_what_the_rooms_need_of_each_other_is_not_forbidden(copy_of_the_house: Path) -> None:
    for importer, imported in WANTED:
        write(copy_of_the_house, importer, imported)
    code, said = lint(copy_of_the_house)
    assert code == 0, said


CIRCLES = (
    ("bot.clock", "bot.ids"),
    ("bot.desk.alerts", "bot.desk.incidents"),
    ("handlers.chat", "handlers.web"),
    ("messages.cards", "messages.notices"),
    ("storage.tables", "storage.queries"),
)


@pytest.mark.parametrize("circle", CIRCLES, ids=lambda circle: circle[0])
def test_two_neighbours_that_need_each_other_are_caught(copy_of_the_house: Path, circle: tuple[str, str]) -> None:
    for importer, imported in (circle, circle[::-1]):
        write(copy_of_the_house, importer, imported)

    code, said = lint(copy_of_the_house)

    assert code == 1, said
    assert f"No cycles are allowed in {circle[0].rpartition('.')[0]}." in broken(said)["6c"]


def test_a_room_that_is_on_no_floor_is_caught(copy_of_the_house: Path) -> None:
    source_file(copy_of_the_house, "bot.helpers")
    code, said = lint(copy_of_the_house)
    assert code == 1, said
    assert "bot.helpers" in broken(said)["1"]
