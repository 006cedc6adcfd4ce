"""`crisisdesk backup --incident`: everything of one incident, nothing of another one, with hashes to check."""

import asyncio
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.commands.line import app
from tests.kit.desk import FORUM, LIN_LAN, OTHER_FORUM, Scene
from tests.kit.settings import sit_down


@pytest.fixture
def typed(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`crisisdesk …` beside the scene's desk."""
    sit_down(monkeypatch, tmp_path, DATABASE_URL=database_url)

    async def type_it(*words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, list(words))

    return type_it


async def two_incidents(scene: Scene) -> tuple[str, str]:
    """One with a photo and two alerts, and one of another matter."""
    mine = (await scene.alert(summary="家长要求回电")).incident_number
    await scene.alert(dedup_key="second", title="第二位用户")
    await scene.press(LIN_LAN, "我来响应")
    await scene.write_in_topic(LIN_LAN, "/status")
    other = (await scene.alert(dedup_key="b", account="别的号", title="别的事")).incident_number
    assert mine
    assert other
    return mine, other


async def test_all_of_an_incident_and_nothing_else(desk_scene: Scene, typed: Any, tmp_path: Path) -> None:
    number, _ = await two_incidents(desk_scene)
    shown = await typed("backup", "--incident", number, "--team", "豆芽星球")
    assert shown.exit_code == 0, shown.output
    with zipfile.ZipFile(tmp_path / f"{number}.zip") as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    kept = json.loads(files.pop("incident.json"))
    assert kept["chain"] == {
        "entries": len(kept["rows"]["timeline"]),
        "head": kept["rows"]["timeline"][-1]["hash"],
        "whole": True,
    }
    titles = {alert["title"] for alert in kept["rows"]["alert"]}
    assert "第二位用户" in titles
    assert "别的事" not in titles
    raws = [row["raw"] for row in kept["rows"]["delivery"]]
    assert [hashlib.sha256(files[raw["file"]]).hexdigest() for raw in raws] == [raw["sha256"] for raw in raws]
    assert set(files) == {raw["file"] for raw in raws}
    assert "林澜" in {person["name"] for person in kept["rows"]["person"]}
    assert {"role", "clock", "spoken", "team"} <= kept["rows"].keys()
    assert str(OTHER_FORUM) not in json.dumps(kept)
    assert str(FORUM) in json.dumps(kept)


async def test_nothing_is_overwritten_and_a_broken_chain_is_said(
    desk_scene: Scene, typed: Any, tmp_path: Path
) -> None:
    number, _ = await two_incidents(desk_scene)
    (tmp_path / "kept.zip").write_text("former")
    shown = await typed("backup", "kept.zip", "--incident", number)
    assert shown.exit_code == 1
    assert (tmp_path / "kept.zip").read_text() == "former"
    async with desk_scene.desk.database.writing() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE timeline SET actor = 'somebody' WHERE seq = 2"))
    shown = await typed("backup", "--incident", number)
    assert shown.exit_code == 0, shown.output
    assert "is not whole" in shown.stderr
    shown = await typed("backup", "--incident", "INC-2026-0999")
    assert shown.exit_code == 1


async def test_rows_of_an_incident_that_is_gone_are_found(desk_scene: Scene, typed: Any) -> None:
    await two_incidents(desk_scene)
    async with desk_scene.desk.database.writing() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE clock SET alert_id = 'nobody' WHERE incident_id IS NOT NULL"))
    shown = await typed("verify")
    assert shown.exit_code == 1
    assert "of table clock name a row of alert that is gone" in shown.output
