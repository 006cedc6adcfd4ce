"""`crisisdesk retention`: looks first, erases when told."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app
from tests.kit.databases import sqlite_copy
from tests.kit.desk import Scene
from tests.kit.settings import sit_down

runner = CliRunner()


@pytest.fixture
async def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with two teams, in English."""
    url = sqlite_copy(template, tmp_path)
    sit_down(monkeypatch, tmp_path, DATABASE_URL=url)
    async with Scene.built(url):
        """Its teams stay."""


def test_what_is_old_is_shown_and_only_then_erased(desk: None) -> None:
    for flags, said in (([], "Only looked: 0 closed for 180 days"), (["--erase", "--days", "30"], "Erased 0")):
        shown = runner.invoke(app, ["retention", *flags])
        assert (shown.exit_code, said in shown.output) == (0, True)
