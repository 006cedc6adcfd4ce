"""One incident as a whole, to be put away: every row that belongs to it, every file, and the hash of each.

What belongs to it is found by the tables themselves (`incident_id`, `alert_id`), so that a table added later is in
the archive without anybody thinking of it.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Table, or_
from sqlalchemy import select as columns_of

from bot.desk.chains import Links
from bot.ids import IncidentId
from storage.tables.incidents import Incident
from storage.tables.whole import metadata
from storage.unit_of_work import Reader

FORMAT: Final = 1
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in it: the same incident makes the same bytes. (ZIP knows no earlier one.)"""
_NEVER: Final = frozenset({"outbox"})
"""What is only on its way; what was said stands in `spoken` and in the timeline."""
_FILE_ENDS: Final = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}


class Archive(NamedTuple):
    """`content`: the bytes of a ZIP file. `rows`, `files`: how much is in it. `whole`: the timeline's chain is."""

    content: bytes
    rows: int
    files: int
    whole: bool


class _Found(NamedTuple):
    rows: dict[str, list[dict[str, Any]]]
    files: dict[str, bytes]


async def archive(look: Reader, incident_id: IncidentId) -> Archive:
    """All of it as a ZIP: `incident.json` with the rows of each table, `files/` as they came, `SHA256SUMS`.

    Nothing is masked: it is meant for whoever has to keep it. The JSON's own hash stands in SHA256SUMS, which
    `sha256sum -c SHA256SUMS` checks, and holds the timeline with which anybody can work the chain out again.
    """
    incident = await look.incidents.find(incident_id)
    assert incident is not None, "found by its number a moment ago"
    found = await _found(look, incident)
    whole = _chain_is_whole(incident, found.rows.get("timeline", []))
    told = {
        "format": FORMAT,
        "number": incident.number,
        "archived_at": _plain(look.now),
        "chain": {"entries": incident.timeline_seq, "head": incident.timeline_hash, "whole": whole},
        "rows": found.rows,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True, default=_plain)
    files = {"incident.json": text.encode(), **dict(sorted(found.files.items()))}
    count = sum(len(rows) for rows in found.rows.values())
    return Archive(_zipped(files), count, len(found.files), whole)


async def _found(look: Reader, incident: Incident) -> _Found:
    found = _Found({}, {})
    alerts = [row["id"] for row in await _rows(look, metadata.tables["alert"], _of_incident("alert", incident))]
    for table in metadata.sorted_tables:
        if table.name in _NEVER or (belongs := _belongs(table, incident, alerts)) is None:
            continue
        if rows := await _rows(look, table, belongs):
            found.rows[table.name] = [_with_files(table.name, row, found.files) for row in rows]
    people = await _rows(look, metadata.tables["person"], None)
    named = _words(found.rows)
    found.rows["person"] = [{"id": row["id"], "name": row["name"]} for row in people if row["id"] in named]
    return found


def _of_incident(table: str, incident: Incident) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = metadata.tables[table].c.incident_id == incident.id
    return condition


def _belongs(table: Table, incident: Incident, alerts: Sequence[str]) -> ColumnElement[bool] | None:
    """The rows of this table that are the incident's; None: it has none."""
    if table.name == "incident":
        return table.c.id == incident.id
    if table.name == "team":
        return table.c.id == incident.team_id
    if table.name == "spoken":
        return table.c.stream == f"incident:{incident.id}"
    conditions = []
    if "incident_id" in table.c:
        conditions.append(table.c.incident_id == incident.id)
    if "alert_id" in table.c:
        conditions.append(table.c.alert_id.in_(alerts))
    return or_(*conditions) if conditions else None


async def _rows(look: Reader, table: Table, belongs: ColumnElement[bool] | None) -> list[dict[str, Any]]:
    query = columns_of(table).order_by(*table.primary_key.columns)
    connection = await look.session.connection()
    result = await connection.execute(query if belongs is None else query.where(belongs))
    return [dict(row) for row in result.mappings()]


def _with_files(table: str, row: Mapping[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
    """The row; bytes in it become files, named by table, row and column."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, bytes):
            end = _FILE_ENDS.get(str(row.get("content_type", "")), ".bin")
            path = f"files/{table}-{row['id']}-{name}{end}"
            files[path] = value
            plain[name] = {"file": path, "sha256": hashlib.sha256(value).hexdigest(), "bytes": len(value)}
        else:
            plain[name] = value
    return plain


def _words(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """Every text value there is: whoever of the people is among them had to do with it."""
    return {value for table in rows.values() for row in table for value in row.values() if isinstance(value, str)}


def _chain_is_whole(incident: Incident, entries: Sequence[Mapping[str, Any]]) -> bool:
    links = Links(incident.id)
    for row in sorted(entries, key=lambda row: int(row["seq"])):
        links.check(
            row["seq"],
            row["at"],
            row["recorded_at"],
            str(_plain(row["kind"])),
            row["actor"],
            row["ref"],
            row["details"],
            row["details_hash"],
            row["previous_hash"],
            row["hash"],
        )
    return links.verdict(incident).whole


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**files, "SHA256SUMS": sums.encode()}.items():
            packed.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return place.getvalue()
