"""Every folder with code in it is a package: the linter does not see the others, and would guard nothing there."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
# Alembic loads its files by path, and nothing imports them.
LOADED_BY_PATH = HOUSE / "storage" / "migrations"


@pytest.mark.parametrize("root", ["bot", "handlers", "storage", "messages"])
def test_every_folder_with_code_is_a_package(root: str) -> None:
    folders = {path.parent for path in (HOUSE / root).rglob("*.py")}
    unseen = {folder for folder in folders if not (folder / "__init__.py").exists()}
    assert {folder for folder in unseen if not folder.is_relative_to(LOADED_BY_PATH)} == set()
