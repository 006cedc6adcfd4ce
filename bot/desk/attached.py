"""Files that go out with a text, inside somebody's act: kept as evidence by their seal, shown, handed on."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.desk import audiences, exhibits
from bot.desk.speaking import post_to_person
from bot.ids import EvidenceId, IncidentId, PersonId
from bot.rules import attachments as rules
from storage.tables.incidents import Evidence, Incident
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.evidence import About
from storage.vocabulary.parcels import Lane, ParcelKind


class Sent(Struct, frozen=True):
    """A file as somebody sent it; `content` is None when it is too large to be fetched. `size` in bytes.

    `kind` is "photo", "document" or "video".
    """

    file_id: str
    unique_id: str
    kind: str
    name: str
    size: int
    content_type: str = ""
    content: bytes | None = None

    @property
    def seal(self) -> str:
        if self.content is None:
            return rules.unseen_seal(self.unique_id, self.size)
        return rules.seal(self.content)


class Attached(Struct, frozen=True):
    """A file of a text; `evidence` is where its bytes are, '' when nothing of it is kept. `size` in bytes."""

    seal: str
    evidence: str = ""
    name: str = ""
    size: int = 0


def _about(sealed: str) -> str:
    return f"{About.ASSET}:{sealed}"


async def keep(u: UnitOfWork, incident: Incident, by: PersonId, sent: Sent) -> None:
    """Keep a file of this incident once, with its entry in the timeline."""
    about = _about(sent.seal)
    if await u.captures.files(incident.id, [about]):
        return
    row = Evidence(
        id=EvidenceId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        kind=sent.kind,
        sha256=sent.seal if sent.content is not None else "",
        content=sent.content,
        content_type=sent.content_type[:100],
        file_id=sent.file_id[:200],
        text=sent.name,
        about=about,
        added_by=by,
        added_at=u.now,
    )
    u.add(row)
    exhibits.record(u, incident, row)
    await u.session.flush()


async def of(look: Reader, incident: IncidentId, seals: Iterable[str]) -> tuple[Attached, ...]:
    """These files as they are shown, in this order."""
    wanted = tuple(seals)
    if not wanted:
        return ()
    rows = {row[0]: row for row in await look.captures.files(incident, [_about(one) for one in wanted])}
    found: list[Attached] = []
    for one in wanted:
        row = rows.get(_about(one))
        size = rules.told_size(one)
        found.append(Attached(one, row[1], row[2], row[3] or size) if row else Attached(one, size=size))
    return tuple(found)


async def hand(u: UnitOfWork, incident: Incident, person: PersonId, seals: Sequence[str], *, again: bool) -> None:
    """Send these files to one person, in private. `again`: also those that stand in that chat already."""
    for one in await of(u, incident.id, seals):
        if not one.evidence:
            continue  # erased since: the card still names it
        there = await u.messages.showing(ParcelKind.ATTACHED_FILE, one.evidence, audiences.to_person(person))
        if there and not again:
            continue
        post_to_person(
            u,
            person,
            ParcelKind.ATTACHED_FILE,
            Lane.DECISION,
            one.evidence,
            incident.team_id,
            {"incident": incident.id},  # behind the curtain of a restricted one
            sound=False,
        )


async def refused(u: UnitOfWork, parcel: Parcel) -> None:
    """Telegram no longer takes this file: whoever was to see it has not got it, and it never goes out as it is.

    The author of each text it goes with hears which one it is and what to do, once, however many were to get it.
    """
    if parcel.kind is not ParcelKind.ATTACHED_FILE:
        return
    kept = await u.belongings.evidence_by_id(EvidenceId(parcel.subject_id))
    if kept is None or kept.incident_id is None:
        return
    for statement in await u.statements.open(kept.incident_id):
        version = await u.statements.newest(statement.id)
        seals = [_about(one) for one in version.assets] if version else []
        if kept.about not in seals:
            continue
        values = {
            "key": "notice-file-refused",
            "file": str(seals.index(kept.about) + 1),
            "name": kept.text,
            "incident": kept.incident_id,
        }
        post_to_person(u, statement.author_id, ParcelKind.REPLY, Lane.DECISION, kept.id, kept.team_id, values)
