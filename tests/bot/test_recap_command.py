"""`crisisdesk recap`, `verify` and `source`, as an operator types them beside a desk that runs."""

import asyncio
import csv
import io
import json
import re
import subprocess
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.commands.line import app
from bot.desk import numbers, sources
from bot.rules.tokens import hashed
from handlers.web import signing
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.speaking import Inbox, Parcel
from storage.vocabulary.alerts import SourceFormat
from storage.vocabulary.parcels import ParcelState
from storage.vocabulary.timeline import EntryKind
from tests.kit.databases import PostgresServer
from tests.kit.desk import LIN_LAN, Scene
from tests.kit.settings import sit_down

Typed = Callable[..., Coroutine[Any, Any, Result]]
PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, English, and nothing set but the database."""
    folder = tmp_path / "here"
    folder.mkdir()
    sit_down(monkeypatch, folder)
    return folder


@pytest.fixture
async def database_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """SQLite, and PostgreSQL too where a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = await server.make()
    yield url
    await server.drop(url)


on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def typed(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """`crisisdesk …` on this test's database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    runner = CliRunner()

    async def type_it(*words: str) -> Result:
        return await asyncio.to_thread(runner.invoke, app, list(words))

    return type_it


async def handled(scene: Scene) -> str:
    """An incident from its alert to its end; returns its number."""
    number = (await scene.alert(summary="拨打 13812345678 的家长要求回电")).incident_number
    assert number is not None
    await scene.pass_time(minutes=3)
    await scene.press(LIN_LAN, "我来响应")
    return number


# --- recap ---


@on_both
async def test_every_form_in_both_languages_at_once(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    shown = await typed("recap", number, "--format", "md,html,pdf,png,csv,json", "--lang", "zh,en", "-o", "kept")
    assert shown.exit_code == 0, shown.output
    written = {path.name: path.read_bytes() for path in (own_folder / "kept").iterdir()}
    forms = ("md", "html", "pdf", "png", "csv")
    assert written.keys() == {f"{number}.{each}.{form}" for each in ("zh", "en") for form in forms} | {
        f"{number}.json"
    }
    assert "处置中" in written[f"{number}.zh.md"].decode()
    assert "Recap" in written[f"{number}.en.md"].decode()
    assert written[f"{number}.zh.pdf"].startswith(PDF)
    assert written[f"{number}.en.png"].startswith(PNG)
    assert json.loads(written[f"{number}.json"])["head"]["number"] == number
    assert len(list(csv.reader(io.StringIO(written[f"{number}.zh.csv"].decode("utf-8-sig"))))) > 2
    for name in written:
        assert f"kept/{name}" in shown.output
        assert (own_folder / "kept" / name).stat().st_mode & 0o077 == 0


async def test_a_paper_for_the_wall_beside_a_running_desk(
    desk_scene: Scene, typed: Typed, own_folder: Path
) -> None:
    one = await typed("paper", "--team", "豆芽星球", "-o", "wall.pdf")
    assert one.exit_code == 0, one.output
    assert (own_folder / "wall.pdf").read_bytes().startswith(PDF)
    both = await typed("paper")
    assert both.exit_code == 0, both.output
    assert {path.name for path in own_folder.glob("paper-*.pdf")} == {"paper-豆芽星球.pdf", "paper-第二品牌.pdf"}
    nobody = await typed("paper", "--team", "nobody")
    assert nobody.exit_code == 1
    assert "豆芽星球" in nobody.output, "says which there are"


async def test_the_number_as_people_say_it(desk_scene: Scene) -> None:
    number = await handled(desk_scene)
    count = number.rpartition("-")[2]
    async with desk_scene.desk.reading() as look:
        for said in (number, number.lower(), count, str(int(count)), f"#{int(count)}", f" {number} "):
            assert (await numbers.find(look, said, "豆芽星球")).number == number


async def test_without_any_option_the_text_lies_here(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    shown = await typed("recap", "1")
    assert shown.exit_code == 0, shown.output
    assert [path.name for path in own_folder.iterdir()] == [f"{number}.en.md"]


async def test_one_file_is_written_where_the_output_says(
    desk_scene: Scene, typed: Typed, own_folder: Path
) -> None:
    number = await handled(desk_scene)
    (own_folder / "story.json").write_text("former")
    shown = await typed("recap", number, "--format", "json", "--output", str(own_folder / "story.json"))
    assert shown.exit_code == 0, shown.output
    assert json.loads((own_folder / "story.json").read_bytes())["head"]["number"] == number


async def test_personal_data_is_masked_unless_asked_for(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    async with desk_scene.desk.transaction() as u:  # as an older release kept it
        await u.session.exec(update(Incident).values(title="家长电话 13812345678"))
    await typed("recap", number, "--output", "masked.md")
    for refused, why in (
        ((), "nobody, or more than one"),
        (("--by", "周岚", "--reason", "x"), "commander"),
        (("--by", "林澜"), "Say why"),
    ):
        shown = await typed("recap", number, "--output", "never.md", "--unmasked", *refused)
        assert (shown.exit_code, why in shown.stderr) == (1, True), shown.stderr
    assert not (own_folder / "never.md").exists()
    asked = ("--unmasked", "--by", "林澜", "--reason", "the regulator asks")
    shown = await typed("recap", number, "--output", "open.md", *asked)
    assert "not masked" in shown.stderr
    masked, unmasked = (
        (own_folder / name).read_text("utf-8").replace("\\", "") for name in ("masked.md", "open.md")
    )
    assert "138****5678" in masked
    assert "13812345678" not in masked
    assert "13812345678" in unmasked
    (entry,) = [one for one in await desk_scene.timeline() if one.kind is EntryKind.UNMASKED]
    assert "the regulator asks" in (entry.details or "")


async def test_one_page_is_one_page(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    shown = await typed("recap", number, "--length", "page", "--format", "md", "--output", str(own_folder))
    assert shown.exit_code == 0, shown.output
    assert "## Every entry" not in (own_folder / f"{number}.page.en.md").read_text("utf-8")
    assert (await typed("recap", number, "--length", "novel")).exit_code == 2


@pytest.mark.parametrize("number", ["INC-1999-0001", "4711", "seven", "INC-%-0001", "; DROP TABLE incident"])
async def test_a_number_nobody_gave_is_said_to_be_unknown(desk_scene: Scene, typed: Typed, number: str) -> None:
    await handled(desk_scene)
    shown = await typed("recap", "--", number)
    assert shown.exit_code == 1
    assert f"There is no incident {number}" in shown.stderr


@on_both
async def test_a_number_of_two_teams_asks_which(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    other = await desk_scene.alert(desk_scene.other_team, title="Another brand's matter")
    assert other.incident_number == number
    shown = await typed("recap", number)
    assert shown.exit_code == 1
    assert "--team" in shown.stderr
    assert "豆芽星球" in shown.stderr
    assert "第二品牌" in shown.stderr
    shown = await typed("recap", number, "--team", "第二品牌")
    assert shown.exit_code == 0, shown.output
    assert "Another brand's matter" in (own_folder / f"{number}.en.md").read_text("utf-8")
    shown = await typed("recap", number, "--team", "nobody")
    assert shown.exit_code == 1
    assert "第二品牌" in shown.stderr


@pytest.mark.parametrize("options", [("--format", "docx"), ("--format", ","), ("--lang", "fr")])
async def test_a_form_or_language_there_is_not_names_those_there_are(typed: Typed, options: tuple[str]) -> None:
    shown = await typed("recap", "7", *options)
    assert shown.exit_code == 2
    assert re.search(r"md, html|zh, en", shown.output.replace("\n", " "))


async def test_a_place_that_cannot_be_written_to(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    number = await handled(desk_scene)
    (own_folder / "file").write_text("")
    shown = await typed("recap", number, "--output", "file/recap.md")
    assert shown.exit_code == 1
    assert "Cannot write" in shown.stderr


async def test_without_a_database_nothing_is_made(own_folder: Path) -> None:
    for words in (["recap", "7"], ["verify"], ["source", "list"]):
        shown = await asyncio.to_thread(CliRunner().invoke, app, words)
        assert shown.exit_code == 2
        assert "There is no database" in shown.stderr
    assert list(own_folder.iterdir()) == []


# --- verify ---


@on_both
async def test_a_desk_that_does_its_work_has_no_findings(desk_scene: Scene, typed: Typed) -> None:
    await handled(desk_scene)
    await desk_scene.alert(title="小事一件", severity="S3")
    shown = await typed("verify")
    assert shown.exit_code == 0, shown.output
    assert "1 incidents" in shown.output


@on_both
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE timeline SET details = '{}' WHERE seq = 2", "entry 2 is not as it was written"),
        ("UPDATE timeline SET ref = 'other' WHERE seq = 3", "entry 3 is not as it was written"),
        ("DELETE FROM timeline WHERE seq = 2", "entry 3 is not as it was written"),
        ("DELETE FROM timeline WHERE seq > 3", "are gone"),
        ("UPDATE incident SET timeline_hash = 'forged'", "is not as it was written"),
    ],
)
async def test_a_timeline_that_was_tampered_with_is_found(
    desk_scene: Scene, typed: Typed, damage: str, said: str
) -> None:
    number = await handled(desk_scene)
    async with desk_scene.desk.transaction() as u:
        await (await u.session.connection()).execute(text(damage))
    shown = await typed("verify")
    assert shown.exit_code == 1
    assert number in shown.output
    assert said in shown.output


async def test_a_recap_of_a_changed_timeline_says_so(desk_scene: Scene, typed: Typed) -> None:
    number = await handled(desk_scene)
    async with desk_scene.desk.transaction() as u:
        await (await u.session.connection()).execute(text("UPDATE timeline SET ref = 'other' WHERE seq = 3"))
    shown = await typed("recap", number)
    assert shown.exit_code == 0
    assert "crisisdesk verify" in shown.stderr


@on_both
async def test_rows_nobody_moves_on_are_found(desk_scene: Scene, typed: Typed) -> None:
    await desk_scene.alert(title="小事一件", severity="S3")
    async with desk_scene.desk.transaction() as u:
        long_ago = u.now - timedelta(hours=2)
        await u.session.exec(delete(Clock))
        claimed = update(Parcel).where(col(Parcel.seq) == 1)
        await u.session.exec(claimed.values(state=ParcelState.CLAIMED, lease_until=long_ago))
        u.add(
            Inbox(
                bot_id=1,
                update_id=1,
                received_on=f"{long_ago:%Y-%m-%d}",
                chat_key="1",
                raw="{}",
                received_at=long_ago,
            )
        )
    shown = await typed("verify")
    assert shown.exit_code == 1
    for said in ("1 messages were begun", "1 updates came in", "1 alerts are undecided"):
        assert said in shown.output
    assert "crisisdesk" not in shown.stderr


async def test_what_cannot_even_be_read_is_a_finding(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Scene.built(sqlite_url) as scene:
        number = await handled(scene)
        async with scene.desk.transaction() as u:
            await (await u.session.connection()).execute(
                text("UPDATE timeline SET at = 'yesterday' WHERE seq = 2")
            )
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    shown = await asyncio.to_thread(CliRunner().invoke, app, ["verify"])
    assert shown.exit_code == 1, shown.output
    assert number in shown.output
    assert "cannot be read" in shown.output


# --- source ---


@on_both
async def test_a_source_shows_its_token_once_and_is_turned_away_when_removed(
    desk_scene: Scene, typed: Typed
) -> None:
    shown = await typed("source", "add", "Shop", "--format", "grafana", "--team", "第二品牌")
    assert shown.exit_code == 0, shown.output
    (token,) = re.findall(r"Bearer ([\w-]{32})", shown.output)
    assert shown.output.count(token) == 2, "once alone, once in the call"
    assert "http://127.0.0.1:8080/hooks/shop" in shown.output
    (known,) = await sources.Sources(desk_scene.desk).named("shop")
    assert known.token_hash == hashed(token)
    assert (known.team, known.format) == (desk_scene.other_team, SourceFormat.GRAFANA)
    shown = await typed("source", "list")
    assert "/hooks/shop  grafana  token  第二品牌" in shown.output
    assert token not in shown.output
    shown = await typed("source", "remove", "shop", "--team", "第二品牌")
    assert shown.exit_code == 0, shown.output
    assert await sources.Sources(desk_scene.desk).named("shop") == []
    assert "No source" in (await typed("source", "list")).output


async def test_the_signed_call_signs_as_the_hook_checks(desk_scene: Scene, typed: Typed, own_folder: Path) -> None:
    shown = await typed("source", "add", "shop", "--team", "豆芽星球", "--secret")
    secret = shown.output.splitlines()[3].strip()
    call = shown.output[shown.output.index("at=$(date") :].strip()
    (own_folder / "curl").write_text('#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n')
    (own_folder / "curl").chmod(0o755)
    done = await asyncio.to_thread(
        subprocess.run,
        ["sh", "-c", call],
        env={"PATH": f"{own_folder}:/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    said = done.stdout.decode().splitlines()
    body, at = said[-1], next(line for line in said if "Timestamp" in line).rpartition(" ")[2]
    given = next(line for line in said if "Signature" in line).rpartition(" ")[2]
    assert given == signing.signature(secret, at, body.encode())


@pytest.mark.parametrize("form", ["generic", "alertmanager", "grafana"])
async def test_the_call_to_try_it_carries_what_the_hook_reads(desk_scene: Scene, typed: Typed, form: str) -> None:
    from handlers.web.hooks import ADAPTERS

    shown = await typed("source", "add", form, "--format", form, "--team", "豆芽星球")
    body = shown.output[shown.output.index("-d '") + 4 : shown.output.rindex("'")]
    (alert,) = ADAPTERS[SourceFormat(form)](body.encode(), desk_scene.clock.now())
    assert alert.title == "Test: complaints rise, 42 in one hour" or "complaints rise" in alert.summary


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "a b", "--team", "豆芽星球"), 1, "cannot be the name"),
        (("add", "../x", "--team", "豆芽星球"), 1, "cannot be the name"),
        (("add", "grafana", "--format", "generic", "--team", "豆芽星球"), 1, "cannot be the name"),
        (("add", "shop"), 1, "several teams"),
        (("add", "shop", "--team", "nobody"), 1, "第二品牌"),
        (("add", "shop", "--format", "report"), 2, "not read"),
        (("remove", "shop", "--team", "豆芽星球"), 1, "has no shop"),
        (("list", "--team", "nobody"), 1, "第二品牌"),
    ],
)
async def test_what_cannot_be_a_source_is_told_why(
    desk_scene: Scene, typed: Typed, words: tuple[str, ...], code: int, said: str
) -> None:
    shown = await typed("source", *words)
    assert shown.exit_code == code, shown.output
    assert said in re.sub(r"[\s│]+", " ", shown.output)


async def test_a_name_is_taken_once_per_team(desk_scene: Scene, typed: Typed) -> None:
    for team, code in (("豆芽星球", 0), ("第二品牌", 0), ("豆芽星球", 1)):
        shown = await typed("source", "add", "shop", "--team", team)
        assert shown.exit_code == code, shown.output
