"""The recap as JSON for other programs: the values as they stand, described by `schema.json` beside this file.

Times are ISO 8601 in UTC, durations ISO 8601, words the codes of the vocabulary (a reader of an older release
may meet new ones). No sentence of ours is in it, so it has no language.
"""

import json
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from messages.recap.values import Recap
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.words import OpenWord

_WORDS: tuple[type[StrEnum], ...] = (
    Basis,
    ClockKind,
    ClockState,
    CrisisType,
    EntryKind,
    IncidentState,
    Responsibility,
    RoleKind,
    RoleState,
    Severity,
)
_VOCABULARY = {word.__name__: word for word in _WORDS}


def draw(recap: Recap) -> bytes:
    """One JSON document; keys in the order of the schema, inside details in alphabetical order."""
    try:
        return msgspec.json.encode(recap, order="deterministic")
    except UnicodeEncodeError:  # half a character, as a cut emoji leaves it, has no place in UTF-8
        plain = msgspec.to_builtins(recap, order="deterministic")
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def read(document: bytes) -> Recap:
    """The recap back from its document.

    Raises:
        msgspec.ValidationError: not a recap's document; names the field.
    """
    return msgspec.json.decode(document, type=Recap)


@cache
def described() -> dict[str, Any]:
    """The schema as this release writes it (JSON Schema 2020-12).

    Words that may grow are described as text, so that a new word does not make an old program refuse.
    """
    schema = msgspec.json.schema(Recap)
    parts = schema.pop("$defs")
    for name, part in parts.items():
        if name in _VOCABULARY:
            part.pop("description", None)
            if issubclass(_VOCABULARY[name], OpenWord):
                part.pop("enum")
                part["type"] = "string"
        elif "description" in part:
            part["description"] = " ".join(part["description"].split())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "crisisdesk recap",
        "$ref": schema["$ref"],
        "$defs": parts,
    }


def schema_text() -> bytes:
    """The schema file's content; `schema.json` holds exactly this (a test says so)."""
    return msgspec.json.format(msgspec.json.encode(described(), order="sorted"), indent=2) + b"\n"


def published_schema() -> bytes:
    """The schema as it lies in the package."""
    return (files("messages.recap") / "schema.json").read_bytes()
