"""Story files: what may stand in them, and the ones that come with the desk."""

import ast
import json
import re
import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo import stories
from bot.demo.stories import CAPTION_LIMIT, Introduce, Phone, StoryUnreadable

SHIPPED = sorted(
    Path(str(file)) for file in (files("bot.demo") / "stories").iterdir() if file.name.endswith(".toml")
)
PLACES = {"general", "topic", "live_room"}

TINY = """
name = "tiny"
title = { zh = "小", en = "Small" }
begins = "20:25"
zone = "Asia/Shanghai"
owner = "duty_manager"
bar = { label = { zh = "首次回应", en = "First response" }, first = "20:31", due = "21:31" }
[[step]]
at = "20:31"
caption = { zh = "有人说孩子起疹", en = "A child has a rash" }
act = [{ do = "see", where = "topic", text = ["x"] }]
"""


def story(tmp_path: Path, text: str) -> stories.Story:
    file = tmp_path / "story.toml"
    file.write_text(text, encoding="utf-8")
    return stories.load(file)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_story_can_be_told(file: Path) -> None:
    told = stories.load(file)
    assert told.name == file.stem
    cast = json.loads((files("bot.sandbox") / "data" / "cast.json").read_text(encoding="utf-8"))
    roles = {person["role"] for person in cast["people"]}
    used = {told.owner}
    for step in told.step:
        assert len(step.caption.zh) <= CAPTION_LIMIT
        used |= {step.look.who, step.look.where} if step.look else set()
        for act in step.act:
            used |= {name for name in (getattr(act, "who", None), getattr(act, "where", None)) if name}
    for act in told.prologue:
        used |= {person.who for person in act.people} if isinstance(act, Introduce) else set()
        used |= set(act.people) if isinstance(act, Phone) else set()
    assert used <= roles | PLACES


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_step_of_a_shipped_story_is_only_claimed(file: Path) -> None:
    for step in stories.load(file).step:
        assert any(isinstance(act, stories.See | stories.Recap) for act in step.act), step.caption.en


def test_the_smallest_story(tmp_path: Path) -> None:
    assert story(tmp_path, TINY).step[0].caption.of("en") == "A child has a rash"


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("有人说孩子起疹", "直播间里有三位家长说孩子的脸上起疹", "caption"),
        ("A child has a rash", "", "caption"),
        ('do = "see"', 'do = "sea"', "sea"),
        ('where = "topic", ', "", "where"),
        ('text = ["x"]', 'text = ["x"], colour = "red"', "colour"),
        ('at = "20:31"', 'at = "20:20"', "before"),
        ('at = "20:31"', 'at = "soon"', "invalid literal"),
        ('due = "21:31"', 'due = "20:00"', "due"),
        ("Asia/Shanghai", "Mars/Olympus", "Mars"),
        ('name = "tiny"', "name = 3", "name"),
        ("[[step]]", "[[step", "Expected"),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in TINY
    with pytest.raises(StoryUnreadable, match=re.escape(said)):
        story(tmp_path, TINY.replace(was, becomes))


def test_a_missing_file_and_one_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryUnreadable, match="nowhere"):
        stories.load(tmp_path / "nowhere.toml")
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(StoryUnreadable, match="picture"):
        stories.load(tmp_path / "picture.toml")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_story_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(StoryUnreadable):
        stories.load(file)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2_000_000_000))
def test_a_story_always_lies_ahead_and_begins_within_a_day(seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    told = stories.load()
    begins = told.evening(now).moment(told.begins)
    # A clock that ran backwards would be refused by the sandbox.
    assert timedelta() < begins - now <= timedelta(days=1)
    assert f"{begins:%H:%M}" == told.begins


def test_words_are_chosen_by_language_however_deep_they_stand() -> None:
    value = {"title": {"zh": "起疹", "en": "rash"}, "list": [{"quote": {"zh": "红", "en": "red"}}], "n": 3}
    assert stories.localized(value, "en") == {"title": "rash", "list": [{"quote": "red"}], "n": 3}
    assert stories.localized(value, "zh") == {"title": "起疹", "list": [{"quote": "红"}], "n": 3}


def test_the_demos_own_words_are_equal_in_both_languages() -> None:
    book = tomllib.loads((files("bot.demo") / "words.toml").read_text(encoding="utf-8"))
    assert list(book["zh"]) == list(book["en"])
    for key, text in book["zh"].items():
        assert sorted(re.findall(r"{(\w+)}", text)) == sorted(re.findall(r"{(\w+)}", book["en"][key])), key


def test_the_demo_knows_the_desk_only_from_outside() -> None:
    allowed = ("bot.clock", "bot.errors", "bot.demo")
    for file in Path(str(files("bot.demo"))).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            ours = [name for name in names if name.split(".")[0] in ("bot", "handlers", "storage", "messages")]
            assert all(name.startswith(allowed) for name in ours), (file.name, ours)
