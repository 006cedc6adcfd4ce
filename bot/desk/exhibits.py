"""Pieces of evidence inside somebody's act: kept, written into the timeline, counted into their box."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.speaking import post_reply
from bot.ids import AlertId, EvidenceId, IncidentId, PersonId
from bot.rules import evidence as rules
from storage.tables.incidents import Evidence, Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.evidence import About, Piece
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.timeline import EntryKind


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Something to keep: Telegram's id of a file, or a link, with the words beside it (masked)."""

    kind: str
    file_id: str = ""
    content_type: str = ""
    url: str = ""
    text: str = ""

    @property
    def empty(self) -> bool:
        return not self.file_id and not self.url


def keep(
    u: UnitOfWork, incident: Incident, by: PersonId | None, exhibit: Exhibit, about: str = About.FIRST_POST
) -> None:
    """Keep one piece; a file's entry follows with its hash, a link's is written now. Nothing is no piece."""
    if exhibit.empty:
        return
    row = Evidence(
        id=EvidenceId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        kind=exhibit.kind[:40],
        sha256="",
        content_type=exhibit.content_type[:100],
        file_id=exhibit.file_id[:200],
        url=exhibit.url,
        text=exhibit.text,
        about=about,
        added_by=by,
        added_at=u.now,
        fetch_at=u.now if exhibit.file_id else None,
    )
    u.add(row)
    if not exhibit.file_id:
        u.timeline.record(
            incident, EntryKind.EVIDENCE_ADDED, by=by, ref=row.id, text=exhibit.url, exhibit=row.kind, about=about
        )


async def box_of(look: Reader, incident: IncidentId, about: str = About.FIRST_POST) -> rules.Box:
    """How full the box of this post or answer is."""
    rows = await look.captures.evidence_about(incident, about)
    pieces = {rules.piece_of(row.kind, row.url, row.content_type) for row in rows}
    pieces |= {Piece.LINK for row in rows if row.url}
    return rules.box(About(about.partition(":")[0]), pieces)


async def say_box(u: UnitOfWork, incident: Incident, place: str, about: str = About.FIRST_POST) -> None:
    """Tell whoever keeps evidence how much is there and what comes next."""
    box = await box_of(u, incident.id, about)
    values = {
        "key": "answer-evidence-kept",
        "kept": box.kept,
        "total": box.wanted,
        "missing": box.missing[0].value if box.missing else "none",
    }
    post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


def record(u: UnitOfWork, incident: Incident, row: Evidence) -> None:
    """The entry of a file that is here: its hash binds the bytes to the chain."""
    u.timeline.record(
        incident,
        EntryKind.EVIDENCE_ADDED,
        by=row.added_by,
        at=row.added_at,
        ref=row.id,
        text=row.text,
        exhibit=row.kind,
        about=row.about,
        sha256=row.sha256,
        bytes=len(row.content or b""),
    )


async def join(u: UnitOfWork, incident: Incident, alerts: Sequence[AlertId]) -> None:
    """What came with alerts belongs to the incident they opened."""
    for kept in await u.captures.evidence_of_alerts(alerts):
        kept.incident_id = incident.id
        if kept.sha256:  # what is still on its way is told when it comes
            record(u, incident, kept)
