"""What a team's own interface said: the evidence of a publication, or a text that people publish by hand."""

from bot.desk import publications, releasing
from bot.desk.speaking import post_reply, refresh
from bot.ids import PublicationId
from bot.rules import comparing
from messages.library import channels, passed_on
from storage.tables.incidents import Incident
from storage.tables.outlets import OutletCall
from storage.tables.publications import Publication
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.publications import ProofKind, PublicationState
from storage.vocabulary.timeline import EntryKind

_POSTED_LIMIT = 4000


async def accepted(u: UnitOfWork, incident: Incident, call: OutletCall, url: str, text: str) -> None:
    """The interface took it. An address of the right platform is a link like any other; words it gives back are
    compared; without either whoever has the account is asked for the proof."""
    publication = await u.publications.find(PublicationId(call.subject_id))
    assert publication is not None, "a call to an interface has its publication"
    statement, version = await publications.parts(u, publication)
    link = _link_of(publication, url)
    called_back = publication.state is PublicationState.WITHDRAWN
    publication.proof, publication.proof_ref, publication.url = ProofKind.WEBHOOK, call.id, link
    publication.proved_at = u.now
    u.timeline.record(
        incident,
        EntryKind.PROOF_KEPT,
        ref=publication.id,
        proof=link or call.reference or ProofKind.WEBHOOK.value,
        version=publication.version,
    )
    if called_back:
        await _out_although_called_back(u, incident, publication)
        return
    if text.strip():
        keeps = publications.keeps_lines(publication)
        publication.text_equal = comparing.within(version.text, text, keeps_lines=keeps)
        publication.posted_text = "" if publication.text_equal else text[:_POSTED_LIMIT]
        publication.posted_text_hash = comparing.digest(comparing.as_posted(text, keeps_lines=keeps))
    await publications.take_stock(u, incident, statement, publication)
    if publication.state is PublicationState.PROVED:
        await releasing.to_operator(u, incident, publication, version)


def _link_of(publication: Publication, url: str) -> str:
    """The address, if it is one and leads to the channel's platform (or to one nobody described)."""
    said = passed_on.shared(url)
    row = channels.channel(publication.channel.value)
    if said is None or said.words:
        return ""
    elsewhere = said.platform and row is not None and row.platforms and said.platform not in row.platforms
    return "" if elsewhere else said.link


async def given_up(u: UnitOfWork, incident: Incident, call: OutletCall) -> None:
    """It does not go out by itself: whoever has the account gets the text as always, with the reason."""
    publication = await u.publications.find(PublicationId(call.subject_id))
    assert publication is not None, "a call to an interface has its publication"
    assert call.verdict is not None, "it was called"
    if publication.state is not PublicationState.HANDED_OVER:
        return
    u.timeline.record(
        incident,
        EntryKind.INTERFACE_FAILED,
        ref=publication.id,
        reason=call.verdict.value,
        unsure=call.unsure,
        version=publication.version,
    )
    await u.session.flush()
    _, version = await publications.parts(u, publication)
    await releasing.to_operator(u, incident, publication, version)


async def _out_although_called_back(u: UnitOfWork, incident: Incident, publication: Publication) -> None:
    """The text changed while the call was under way, and the interface took the old one."""
    statement, _ = await publications.parts(u, publication)
    values = {
        "key": "notice-interface-out",
        "version": str(publication.version),
        "channel": publication.channel.value,
        "url": publication.url or "-",
    }
    for person in dict.fromkeys((statement.author_id, publication.operator_id, incident.commander_id)):
        if person is not None:
            post_reply(u, f"person:{person}", ParcelKind.REPLY, incident.team_id, values=values)
    await refresh(u, ParcelKind.RELEASE_READY, publication.id, incident.team_id)
