"""A table (CSV) that somebody sends: every line an alert of the generic format, all of them or none.

Described for people in `docs/alerts.md`.
"""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from bot.desk import policies
from bot.errors import DeskError
from handlers.reading import PayloadRefused
from handlers.sources import generic
from storage.vocabulary.alerts import IncomingAlert

MOST_ROWS: Final = 500
MOST_BYTES: Final = 1_048_576
_NAMED = 10
#: UTF-8 with or without its mark, then what Excel writes in China.
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";", "\uff0c")
_ROW = re.compile(r"^\[(\d+)\](?:\.(\w+))?")
_DAY = re.compile(r"^(\d{4})[\u5e74/.-](\d{1,2})[\u6708/.-](\d{1,2})\u65e5?[ T]*(\d{1,2}:\d{2}(?::\d{2})?)?")


class TableUnreadable(DeskError):
    """It is no table with a heading that names a title."""

    key = "refused-table-unreadable"


class TableTooLong(DeskError):
    """It has more rows, or more bytes, than are taken at once: `count`, `total`: the most there may be."""

    key = "refused-table-too-long"


class TableRowsBad(DeskError):
    """These rows do not fit: `text` names them by number as the table counts (the heading is row 1), with the
    column. Nothing was kept."""

    key = "refused-table-rows"


def is_table(name: str, kind: str) -> bool:
    """Does a document's name or type say that it is a table?"""
    return name.casefold().endswith((".csv", ".tsv")) or kind in ("text/csv", "text/tab-separated-values")


def read(content: bytes, received_at: datetime, zone: ZoneInfo) -> list[IncomingAlert]:
    """The alerts of a table, in its order; times without a zone are the team's.

    Raises:
        TableUnreadable, TableTooLong, TableRowsBad.
    """
    if len(content) > MOST_BYTES:
        raise TableTooLong(count=0, total=MOST_ROWS)
    lines = _lines(content)
    columns = _columns(lines[0][1]) if lines else {}
    if "title" not in columns.values():
        raise TableUnreadable
    if len(lines) - 1 > MOST_ROWS:
        raise TableTooLong(count=len(lines) - 1, total=MOST_ROWS)
    if len(lines) == 1:
        raise TableUnreadable
    bad: list[str] = []
    alerts: list[dict[str, Any]] = []
    for number, cells in lines[1:]:
        fields, unread = _fields(columns, cells, zone)
        bad += [f"{number} ({unread})"] if unread else []
        alerts.append(fields)
    if bad:
        raise TableRowsBad(text=_few(bad))
    try:
        return generic.read(msgspec.json.encode(alerts), received_at)
    except PayloadRefused as refused:
        raise TableRowsBad(text=_few(_named(refused, [number for number, _ in lines[1:]]))) from None


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Lines with something in them, with the numbers people see."""
    text = _decoded(content)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda one: len(_columns(head.strip().split(one))))
    # A line for each row: a quotation mark left open would otherwise swallow the rest.
    try:
        read_now = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise TableUnreadable from None
    return [(number, cells) for number, cells in enumerate(read_now, start=1) if any(map(str.strip, cells))]


def _decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise TableUnreadable
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable


@cache
def _headings() -> Mapping[str, str]:
    """Heading → our field; figures as `metrics.<name>`."""
    data = tomllib.loads(resources.files("handlers").joinpath("tables.toml").read_text("utf-8"))
    known = {word: field for field, words in data["fields"].items() for word in words}
    return known | {word: f"metrics.{field}" for field, words in data["metrics"].items() for word in words}


def _columns(heading: Sequence[str]) -> dict[int, str]:
    """Which column holds which field; columns the desk does not know are left alone."""
    known = {place: _headings().get(cell.strip(' "').casefold()) for place, cell in enumerate(heading)}
    return {place: field for place, field in known.items() if field}


def _fields(columns: Mapping[int, str], cells: Sequence[str], zone: ZoneInfo) -> tuple[dict[str, Any], str]:
    """A row as the generic format, and the column that could not be read ('' when all could)."""
    fields: dict[str, Any] = {}
    for place, field in columns.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if not cell:
            continue
        _, figure, name = field.partition(".")
        if figure:
            value = _figure(cell)
            if value is None:
                return fields, name
            fields.setdefault("metrics", {})[name] = value
        else:
            fields[field] = _in_zone(cell, zone) if field == "first_seen" else cell
    return ({"title": "", **fields}, "")


def _figure(cell: str) -> float | None:
    """A figure as people write it: 3.2万, 12k, 1,024."""
    return policies.typed_figures(f"plays {cell}").get("plays")


def _in_zone(cell: str, zone: ZoneInfo) -> str:
    """A time as spreadsheets write it, with the team's zone; anything else as it is, to be refused by name."""
    found = _DAY.match(cell)
    text = cell
    if found:
        year, month, day, clock = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}T{(clock or '00:00').zfill(5)}{cell[found.end() :].strip()}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return cell
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def _named(refused: PayloadRefused, numbers: Sequence[int]) -> list[str]:
    named = []
    for problem in refused.problems:
        found = _ROW.match(problem.field)
        number = numbers[int(found[1])] if found and int(found[1]) < len(numbers) else 0
        named.append(f"{number} ({(found[2] if found else None) or problem.code})")
    return list(dict.fromkeys(named))


def _few(named: Sequence[str]) -> str:
    more = ", …" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more
