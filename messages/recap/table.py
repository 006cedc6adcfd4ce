"""The timeline as CSV for a spreadsheet: one row an entry, times in the reader's zone with their offset.

Columns: number, at, recorded_at (ISO 8601), kind (the code), label and text (the reader's language), actor,
details (JSON), details_hash, previous_hash, hash. UTF-8 with a byte order mark, because Excel needs it for
Chinese; a text that a spreadsheet would run as a formula gets an apostrophe in front.
"""

import csv
import io
import json
from typing import Any

import msgspec

from messages.recap.telling import Teller, tidy
from messages.recap.values import Recap
from messages.words import Reader

COLUMNS = (
    "number",
    "at",
    "recorded_at",
    "kind",
    "label",
    "text",
    "actor",
    "details",
    "details_hash",
    "previous_hash",
    "hash",
)
#: OWASP, CSV injection: what makes a spreadsheet take a cell for a formula, of full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def draw(recap: Recap, reader: Reader) -> bytes:
    """Every entry of the recap, in order."""
    teller = Teller(recap, reader)
    told = io.StringIO(newline="")
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in recap.entries:
        details = "" if entry.details is None else _packed(entry.details)
        writer.writerow(
            (
                entry.seq,
                entry.at.astimezone(reader.zone).isoformat(),
                entry.recorded_at.astimezone(reader.zone).isoformat(),
                entry.kind.value,
                teller.what(entry),
                _inert(teller.told(entry)),
                _inert(tidy(entry.actor)),
                _inert(details),
                _inert(entry.details_hash),
                _inert(entry.previous_hash),
                _inert(tidy(entry.hash)),
            )
        )
    return b"\xef\xbb\xbf" + told.getvalue().encode()


def _packed(details: dict[str, Any]) -> str:
    """The details as one cell. What no file can hold (half of a pair of surrogates) becomes a question mark."""
    try:
        return msgspec.json.encode(details, order="sorted").decode()
    except UnicodeEncodeError:
        kept = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return kept.encode("utf-8", "replace").decode()


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
