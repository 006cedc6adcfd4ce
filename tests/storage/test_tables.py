"""Tables come with the module that asks for them: each brings those its rows refer to."""

import ast
from pathlib import Path

import pytest

from storage import tables
from storage.tables.whole import metadata

ROOM = Path(tables.__file__).parent
HERE_FROM_THE_BEGINNING = {"base", "incidents", "teams"}
MODULES = sorted(file.stem for file in ROOM.glob("*.py") if file.stem not in ("__init__", "whole"))


def brought_by(module: str) -> set[str]:
    """This module of tables, and those it imports."""
    found = {module}
    for node in ast.parse((ROOM / f"{module}.py").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module == "storage.tables":
            found |= {other for alias in node.names for other in brought_by(alias.name)}
    return found


def tables_of(module: str) -> set[str]:
    tree = ast.parse((ROOM / f"{module}.py").read_text("utf-8"))
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    return {
        ast.literal_eval(node.value)
        for node in names
        if isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__tablename__"
    }


@pytest.mark.parametrize("module", MODULES)
def test_a_table_finds_what_its_rows_refer_to(module: str) -> None:
    """Otherwise the first act that writes such a row fails, unless something else has imported the other table."""
    there = {table for each in HERE_FROM_THE_BEGINNING | brought_by(module) for table in tables_of(each)}
    wanted = {
        key.target_fullname.partition(".")[0]
        for table in tables_of(module)
        for key in metadata.tables[table].foreign_keys
    }
    assert wanted - there == set()


def test_every_table_is_in_the_whole() -> None:
    assert {table for module in MODULES for table in tables_of(module)} == set(metadata.tables)
