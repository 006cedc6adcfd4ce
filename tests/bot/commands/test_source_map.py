"""`crisisdesk source map`: a mapping is tried before it is kept, and one that finds nothing is not kept."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app
from storage.vocabulary.alerts import SourceFormat
from tests.kit.databases import sqlite_copy
from tests.kit.desk import Scene
from tests.kit.settings import sit_down

runner = CliRunner()
SENT = {"data": {"headline": "客诉上涨,电话 13812345678", "level": "S2"}}


@pytest.fixture(autouse=True)
def own_desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder and a database of its own, English, with one team."""
    url = sqlite_copy(template, tmp_path)
    sit_down(monkeypatch, tmp_path, DATABASE_URL=url)
    Path("sent.json").write_text(json.dumps(SENT), encoding="utf-8")
    return url


@pytest.fixture
async def team(own_desk: str) -> str:
    async with Scene.built(own_desk) as scene, scene.desk.reading() as look:
        found = await look.teams.find(scene.team)
        assert found is not None
        return found.name


def typed(*words: str) -> tuple[int, str]:
    shown = runner.invoke(app, list(words))
    return shown.exit_code, shown.output


def test_a_mapping_is_tried_on_a_sample_and_then_kept(team: str) -> None:
    assert typed("source", "add", "feed", "--team", team)[0] == 0
    for flags, said in ((["--try"], "Only tried"), ([], "from now on")):
        code, output = typed(
            "source",
            "map",
            "feed",
            "title=data.headline",
            "severity=data.level",
            "--sample",
            "sent.json",
            "--team",
            team,
            *flags,
        )
        assert code == 0
        assert said in output
        assert "13812345678" not in output, "personal data is masked here too"


def test_what_finds_no_title_is_not_kept(team: str) -> None:
    typed("source", "add", "feed", "--team", team)
    code, output = typed("source", "map", "feed", "title=data.nothing", "--sample", "sent.json", "--team", team)
    assert code == 1
    assert "No title found" in output
    assert typed("source", "map", "feed", "headline", "--team", team)[0] == 1
    code, output = typed("source", "map", "feed", "title=a", "--team", team)
    assert "has not sent anything yet" in output


def test_a_format_of_its_own_needs_none(team: str) -> None:
    typed("source", "add", "prom", "--format", SourceFormat.ALERTMANAGER.value, "--team", team)
    code, output = typed("source", "map", "prom", "title=a", "--team", team)
    assert code == 1
    assert "needs no mapping" in output
