"""`crisisdesk outlet`: an interface's secret is shown once, a robot's never; addresses stay out of every list."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app
from tests.kit.databases import sqlite_copy
from tests.kit.desk import Scene
from tests.kit.settings import sit_down

runner = CliRunner()
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-4711"


@pytest.fixture
async def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with two teams, in English."""
    url = sqlite_copy(template, tmp_path)
    sit_down(monkeypatch, tmp_path, DATABASE_URL=url)
    async with Scene.built(url):
        """Its teams stay."""


def typed(*words: str, given: str = "") -> tuple[int, str]:
    shown = runner.invoke(app, ["outlet", *words], input=given)
    return shown.exit_code, shown.output


def test_what_goes_out_by_itself_is_added_listed_and_removed(desk: None) -> None:
    team = ("--team", "第二品牌")
    code, said = typed("add", "weibo", "https://publish.example/w?key=4711", *team)
    assert (code, "publish.example" in said) == (0, True)
    secret = said.splitlines()[3].strip()
    assert len(secret) > 40
    assert (
        typed("add", "wecom", "-", "--name", "Service desk", "--people", "12", *team, given=f"{ROBOT}\n")[0] == 0
    )
    code, listed = typed("list")
    assert "Weibo → publish.example (第二品牌)" in listed
    assert 'WeCom "Service desk" …4711 (第二品牌)' in listed
    assert secret not in listed
    assert "key=" not in listed
    for name in ("weibo", "Service desk"):
        assert typed("remove", name, *team)[0] == 0
    assert "There are none" in typed("list")[1]
    code, said = typed("remove", "weibo", *team)
    assert (code, "has no" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "weibo", "https://publish.example"), 1, "--team"),
        (("add", "newspaper", "https://publish.example"), 2, "I do not know"),
        (("add", "weibo", "ftp://publish.example", "--team", "第二品牌"), 1, "cannot be used"),
        (("add", "weibo", "https://me@publish.example", "--team", "第二品牌"), 1, "cannot be used"),
        (("add", "feishu", ROBOT, "--team", "第二品牌"), 1, "no Feishu robot"),
    ],
)
def test_what_is_refused(desk: None, words: tuple[str, ...], code: int, said: str) -> None:
    met, output = typed(*words)
    assert met == code
    assert said in " ".join(output.split())
