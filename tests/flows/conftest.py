"""Told briefly (`make test`), a story that asks the database nothing new is told on SQLite only."""

import pytest

from tests.kit.asked import LIST


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what stands in the list; without --briefly nothing."""
    if not config.getoption("--briefly"):
        return
    once = {line.replace("[sqlite", "[postgresql") for line in LIST.read_text("utf-8").splitlines()}
    left_out = [item for item in items if item.nodeid in once]
    items[:] = [item for item in items if item.nodeid not in once]
    config.hook.pytest_deselected(items=left_out)
