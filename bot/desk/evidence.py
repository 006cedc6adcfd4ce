"""Evidence: what shows that something stood somewhere, kept as bytes with their SHA-256 before it changes.

A file somebody sends is at Telegram's first; it is fetched beside the loop (`bot.gateways.evidence`), so that a
slow answer holds up nobody, and its hash is an entry of the timeline once the bytes are here.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from bot.desk import asking, exhibits
from bot.desk.desk import Desk, act
from bot.desk.exhibits import Exhibit
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import refresh
from bot.errors import DeskError
from bot.ids import EvidenceId, IncidentId
from storage.vocabulary.evidence import About
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission

#: After so many tries in vain a file counts as lost: 1, 2, 4 … minutes between them, about four hours in all.
FETCHES = 8


class NothingToKeep(DeskError):
    """Neither a link nor a picture or file in what was sent."""

    key = "refused-nothing-to-keep"


class Wanted(Struct, frozen=True):
    """A file that is still at Telegram's."""

    id: EvidenceId
    file_id: str


@act
async def add(
    desk: Desk,
    actor: Actor,
    incident_id: IncidentId,
    pieces: Sequence[Exhibit],
    place: str,
    about: str = About.FIRST_POST,
) -> Acted:
    """Keep evidence of the first post, or of an answer of ours, and say how full its box is.

    Raises:
        IncidentUnknown, NotAllowed. NothingToKeep: there is no link and no file.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if all(exhibit.empty for exhibit in pieces):
            raise NothingToKeep
        for exhibit in pieces:
            exhibits.keep(u, incident, actor.person, exhibit, about)
        await u.session.flush()
        await exhibits.say_box(u, incident, place, about)
        await refresh(u, ParcelKind.RECAP_CARD, incident.id, incident.team_id)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def ask(desk: Desk, actor: Actor, incident_id: IncidentId, publication: str, place: str) -> Acted:
    """Ask somebody for what a box lacks: the first post's, or the one of a publication.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        about = f"{About.ANSWER}:{publication}" if publication else str(About.FIRST_POST)
        box = await exhibits.box_of(u, incident.id, about)
        values = {"key": "answer-evidence-wanted", "asks": "evidence", "about": f"{incident.id}/{about}"}
        return await asking.ask(u, actor.person, place, incident.team_id, values | exhibits.box_values(box))


async def to_fetch(desk: Desk, limit: int = 4) -> Sequence[Wanted]:
    """Files to be fetched now; few at a time, each may have 20 MB."""
    async with desk.reading(here=True) as look:
        return [Wanted(row.id, row.file_id) for row in await look.captures.to_fetch(look.now, limit)]


@act
async def fetched(desk: Desk, evidence: EvidenceId, content: bytes, content_type: str = "") -> None:
    """A file's bytes are here: kept with their hash, and said in the timeline. A second time nothing happens."""
    digest = hashlib.sha256(content).hexdigest()
    async with desk.transaction() as u:
        known = await u.belongings.evidence_by_id(evidence)
        incident = await u.incidents.hold(known.incident_id) if known and known.incident_id else None
        row = await u.captures.hold_evidence(evidence)
        if row is None or row.sha256:
            return
        row.content, row.sha256, row.fetch_at = content, digest, None
        row.content_type = row.content_type or content_type
        if incident is not None:
            exhibits.record(u, incident, row)


@act
async def not_fetched(desk: Desk, evidence: EvidenceId) -> None:
    """Telegram did not hand a file over: again later, twice as late each time, and in the end no more."""
    async with desk.transaction() as u:
        row = await u.captures.hold_evidence(evidence)
        if row is None or row.fetch_at is None:
            return
        row.fetches += 1
        wait = timedelta(minutes=2 ** (row.fetches - 1))
        row.fetch_at = u.now + wait if row.fetches < FETCHES else None
