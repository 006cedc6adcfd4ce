"""The JSON form: described by a schema that lies beside it, and read back without loss."""

import json
import os
from pathlib import Path

import pytest

from messages.recap import document
from messages.recap.values import Recap
from tests.messages.recap import sampled


def test_the_schema_in_the_package_is_this_releases() -> None:
    written = document.schema_text()
    if os.environ.get("RENEW_GOLDEN") == "1":
        (Path(document.__file__).parent / "schema.json").write_bytes(written)
    assert document.published_schema() == written


def test_every_key_of_a_document_is_described() -> None:
    told = json.loads(document.draw(sampled.full_evening()))
    described = document.described()["$defs"]
    assert set(told) == set(described["Recap"]["properties"])
    assert set(told["head"]) == set(described["Head"]["properties"])
    assert set(told["entries"][0]) == set(described["Entry"]["properties"])
    assert "enum" not in described["EntryKind"], "kinds may grow without breaking a reader"


@pytest.mark.parametrize("name", ["full_evening", "rumor", "bare"])
def test_a_document_is_read_back_as_it_was(name: str) -> None:
    told: Recap = getattr(sampled, name)()
    assert document.read(document.draw(told)) == told
