"""The report: every key moment can be found in it, long lists are cut in words, a missing font is said."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from messages.recap import report
from messages.recap.telling import Teller
from messages.recap.values import Length
from storage.vocabulary.people import Language
from tests.messages.recap import sampled


def text_of(pdf: bytes, folder: Path) -> str:
    """What a search in the file finds, by poppler's `pdftotext`; a page ends in a form feed.

    Without poppler the test is skipped and says so; under CI=true it fails: `.ci/run` installs it.
    """
    assert pdf.startswith(b"%PDF")
    reader = shutil.which("pdftotext")
    if reader is None and os.environ.get("CI") != "true":
        pytest.skip("no pdftotext found; install poppler-utils to read the reports back")
    assert reader is not None, "poppler-utils is not installed"
    (folder / "recap.pdf").write_bytes(pdf)
    run = [reader, "-raw", str(folder / "recap.pdf"), "-"]
    return subprocess.run(run, capture_output=True, check=True).stdout.decode()


def packed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("language", Language)
def test_every_key_moment_is_found(language: Language, tmp_path: Path) -> None:
    told = sampled.full_evening()
    text = packed(text_of(report.draw(told, sampled.reader(language)), tmp_path))
    teller = Teller(told, sampled.reader(language))
    for entry in told.moments:
        wanted = packed(teller.what(entry) + teller.told(entry))
        assert wanted in text


def test_a_list_too_long_to_leaf_through_says_where_the_rest_is(tmp_path: Path) -> None:
    told = sampled.full_evening()
    many = tuple(replace(told.entries[-1], seq=seq) for seq in range(1, report.MOST_ENTRIES + 200))
    text = text_of(report.draw(replace(told, entries=many), sampled.reader()), tmp_path)
    assert f"共{len(many)}条" in packed(text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["rumor", "bare", "full_evening", "hostile", "endless"])
def test_one_page_is_one_page(name: str, language: Language, tmp_path: Path) -> None:
    text = text_of(report.draw(getattr(sampled, name)(), sampled.reader(language), Length.PAGE), tmp_path)
    assert text.count("\f") == 1


def test_flags_and_emoji_are_spelled_out(tmp_path: Path) -> None:
    told = sampled.bare()
    named = replace(told, head=replace(told.head, title="🇨🇳 门店 🔥 着火"))
    text = text_of(report.draw(named, sampled.reader()), tmp_path)
    assert "CN" in text
    assert "[fire]" in text
