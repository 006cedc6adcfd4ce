"""Two readers, one page: README.md and README.zh.md have the same bones and name the same commands."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

HOUSE = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md")


class Bones(NamedTuple):
    """What both pages must share, whatever language they are written in."""

    headings: list[int]
    code_blocks: list[str]
    inline_code: set[str]
    links: set[str]
    table_rows: int
    list_items: int


def bones(text: str) -> Bones:
    """Headings and code blocks in their order, commands and links as sets, tables and lists by length."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return Bones(
        headings=[len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)],
        code_blocks=[without_comments(block) for block in blocks],
        inline_code=set(re.findall(r"`([^`\n]+)`", prose)),
        links={neutral(target) for target in re.findall(r"\]\(([^)\s]+)", prose)},
        table_rows=len(re.findall(r"^\|", prose, re.MULTILINE)),
        list_items=len(re.findall(r"^\s*(?:[-*]|\d+\.) ", prose, re.MULTILINE)),
    )


def without_comments(block: str) -> str:
    """A code block as commands alone: words after two spaces or a # are the translation's own."""
    lines = (re.split(r"(?<=\S)\s{2,}|\s*#", line, maxsplit=1)[0].rstrip() for line in block.splitlines())
    return "\n".join(line for line in lines if line)


def neutral(target: str) -> str:
    """A page may link to the other language's page where its neighbour links back."""
    return re.sub(r"(?:\.zh)?\.md\b", ".md", target).partition("#")[0]


def test_a_translated_comment_is_no_difference() -> None:
    english = bones("# Desk\n\n```\nmake demo   # a crisis\nbot/\n  app.py      assembly\n```\n")
    chinese = bones("# 值守台\n\n```\nmake demo   # 一场危机\nbot/\n  app.py      组装\n```\n")
    assert english == chinese
    assert english.code_blocks == ["```\nmake demo\nbot/\n  app.py\n```"]


@pytest.mark.parametrize(
    "changed",
    ["## Desk\n`make demo`\n- one", "# Desk\n`make test`\n- one", "# Desk\n`make demo`\n- one\n- two"],
)
def test_a_missing_heading_command_or_item_is_one(changed: str) -> None:
    assert bones("# Desk\n`make demo`\n- one") != bones(changed)


def test_both_pages_have_the_same_bones() -> None:
    english, chinese = (bones((HOUSE / page).read_text("utf-8")) for page in PAGES)
    assert chinese == english


@pytest.mark.parametrize("page", PAGES)
def test_each_page_shows_the_two_commands_and_a_picture(page: str) -> None:
    text = (HOUSE / page).read_text("utf-8")
    assert "make demo" in text
    assert "make test" in text
    assert re.search(r"!\[[^\]]*\]\(docs/[^)]+\)|<img [^>]*src=\"docs/", text)


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_a_page_names_is_there(page: str) -> None:
    text = (HOUSE / page).read_text("utf-8")
    targets = re.findall(r"\]\(([^)\s#]+)", text) + re.findall(r"src=\"([^\"]+)\"", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (HOUSE / target).exists()] == []


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_every_make_word_a_page_names_exists(page: str) -> None:
    text = (HOUSE / page).read_text("utf-8")
    words = set(re.findall(r"\bmake ((?:[a-z]+ )*[a-z]+)`", text))
    words |= set(re.findall(r"^\s*make ([a-z]+(?: [a-z]+)*)", text, re.MULTILINE))
    assert words
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {word for phrase in words for word in phrase.split()} <= targets
