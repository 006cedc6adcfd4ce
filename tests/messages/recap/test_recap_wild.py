"""Whatever people wrote, a recap stays a recap: nothing in it is run, nothing is lost, nothing breaks."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from messages.recap import document, markdown, page, report, table
from messages.recap.values import Length, Recap
from storage.vocabulary.people import Language
from tests.messages.recap import sampled

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)  # lone surrogates too


class Tags(HTMLParser):
    """Which tags a page opens, where its links lead, and whether anything has a style or handler of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


PLAIN = Tags(page.draw(sampled.full_evening(), sampled.reader()).decode())


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
@example("a\ud800b")
def test_text_in_a_page_stays_text(text: str) -> None:
    tags = Tags(page.draw(sampled.hostile(text), sampled.reader()).decode())
    assert tags.opened <= PLAIN.opened | {"a"}
    assert tags.attributes <= PLAIN.attributes | {"href", "rel"}
    assert all(link.startswith(("#", "https://", "http://")) for link in tags.links)


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
@example("a\ud800b")
def test_text_in_markdown_stays_text(text: str) -> None:
    drawn = markdown.draw(sampled.hostile(text), sampled.reader())
    drawn.encode()
    assert not re.search(r"(?<!\\)<(?!https?://)", drawn)
    assert sum(line.startswith("# ") for line in drawn.splitlines()) == 1


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
@example("a\ud800b")
@example("\uff1d1+1")
def test_a_table_holds_no_formula(text: str) -> None:
    drawn = table.draw(sampled.hostile(text), sampled.reader()).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(drawn)))
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))]


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
@example("a\ud800b")
def test_a_document_says_what_was_written(text: str) -> None:
    told = json.loads(document.draw(sampled.hostile(text)))
    assert told["head"]["number"] == "INC-2026-0011"
    assert len(told["entries"]) == 3


@settings(max_examples=4, deadline=None)
@given(ANY_TEXT)
@example("a\ud800b")
def test_a_report_is_set_from_any_text(text: str) -> None:
    assert report.draw(sampled.hostile(text), sampled.reader()).startswith(b"%PDF")
    assert report.draw_card(sampled.hostile(text), sampled.reader()).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("name", ["hostile", "bare", "rumor"])
def test_every_form_of_an_odd_recap_is_made(name: str, length: Length, language: Language) -> None:
    told: Recap = getattr(sampled, name)()
    reader = sampled.reader(language)
    text = markdown.draw(told, reader, length)
    assert told.head.number in text
    assert "\u202e" not in text
    assert "\u200b" not in text
    assert page.draw(told, reader, length)
    assert report.draw(told, reader, length).startswith(b"%PDF")
    if length is Length.FULL:
        assert report.draw_card(told, reader).startswith(b"\x89PNG")


@pytest.mark.parametrize("form", [markdown.draw, page.draw, table.draw, report.draw])
def test_clocks_and_entries_of_the_future_are_told_as_they_stand(form: Callable[..., object]) -> None:
    """A machine whose clock went ahead: nothing negative, nothing lost."""
    told = sampled.full_evening()
    ahead = timedelta(days=400)
    odd = replace(
        told,
        deadlines=tuple(
            replace(one, started_at=one.started_at + ahead, stopped_at=None) for one in told.deadlines
        ),
        entries=tuple(replace(entry, at=entry.at + ahead) for entry in told.entries),
        moments=tuple(replace(entry, at=entry.at + ahead) for entry in told.moments),
    )
    drawn = form(odd, sampled.reader())
    text = drawn if isinstance(drawn, str) else drawn.decode("latin-1") if isinstance(drawn, bytes) else ""
    assert text
    assert "-1 day" not in text
