"""Pieces of evidence inside somebody's act: kept, written into the timeline, counted into their box."""

from collections.abc import Sequence

from msgspec import Struct

from bot.desk.speaking import post_reply
from bot.ids import AlertId, EvidenceId, IncidentId, PersonId
from bot.rules import evidence as rules
from storage.tables.incidents import Evidence, Incident
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.evidence import About, Piece
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.timeline import EntryKind


class Exhibit(Struct, frozen=True):
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


class Shown(Struct, frozen=True):
    """A box with what it shows: the first post (`publication` is ''), or an answer of ours on one channel."""

    box: rules.Box
    publication: str = ""
    stage: StatementStage | None = None
    channel: Channel | None = None


async def boxes(look: Reader, incident: IncidentId) -> tuple[Shown, ...]:
    """The box of the first post, then one for each answer that went out."""
    pieces = await look.captures.pieces(incident)
    found = [Shown(_box(pieces, About.FIRST_POST))]
    for one in await look.publications.of_incident(incident):
        if one.proved_at is None or one.state is PublicationState.WITHDRAWN:
            continue
        statement = await look.statements.find(one.statement_id)
        stage = statement.stage if statement else None
        found.append(Shown(_box(pieces, f"{About.ANSWER}:{one.id}"), one.id, stage, one.channel))
    return tuple(found)


async def box_of(look: Reader, incident: IncidentId, about: str = About.FIRST_POST) -> rules.Box:
    """How full the box of this post or answer is."""
    return _box(await look.captures.pieces(incident), about)


def _box(kept: Sequence[tuple[str, str, str, str]], about: str) -> rules.Box:
    mine = [(kind, url, content_type) for of, kind, url, content_type in kept if of == about]
    pieces = {rules.piece_of(*one) for one in mine} | {Piece.LINK for _, url, _ in mine if url}
    return rules.box(About(about.partition(":")[0]), pieces)


async def say_box(u: UnitOfWork, incident: Incident, place: str, about: str = About.FIRST_POST) -> None:
    """Tell whoever keeps evidence how much is there and what comes next."""
    post_reply(
        u,
        place,
        ParcelKind.REPLY,
        incident.team_id,
        values={"key": "answer-evidence-kept", **box_values(await box_of(u, incident.id, about))},
    )


def box_values(box: rules.Box) -> dict[str, str | int]:
    """What the sentence about a box needs."""
    return {"kept": box.kept, "total": box.wanted, "missing": box.missing[0].value if box.missing else "none"}


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
