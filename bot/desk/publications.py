"""Proof: what shows that the approved words are out, compared with them to the letter."""

import hashlib
from urllib.parse import urlsplit

from msgspec import Struct

from bot.desk import approvals, cadence, deviations, exhibits, releasing, steps
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import EvidenceId, IncidentId, PersonId, PublicationId
from bot.rules import comparing
from bot.rules.noise import NoiseEvent, Whom
from messages.library import channels, passed_on
from storage.tables.incidents import Evidence, Incident
from storage.tables.publications import Publication
from storage.tables.statements import Statement, StatementVersion
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.evidence import About
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import ProofKind, PublicationState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind


class PublicationUnknown(DeskError):
    """There is no such hand-over."""

    key = "refused-publication-unknown"


class NoProof(DeskError):
    """Nothing in it shows that something is out."""

    key = "refused-no-proof"


class ProofElsewhere(DeskError):
    """The link leads to another platform than the channel's (`platform`)."""

    key = "refused-proof-elsewhere"


class ProofFrontPage(DeskError):
    """The link leads to a site's front page: nothing of ours stands there."""

    key = "refused-proof-front-page"


class HandOverVoid(DeskError):
    """It was called back: the text has changed since."""

    key = "refused-hand-over-void"


class LookByOther(DeskError):
    """Whoever published it does not judge the own screenshot."""

    key = "refused-look-by-other"


class Given(Struct, frozen=True):
    """What somebody sent as proof: a text, a picture (Telegram's id and its bytes), or both."""

    text: str = ""
    file: str = ""
    picture: bytes = b""
    media_type: str = ""


@act
async def prove(desk: Desk, actor: Actor, publication_id: PublicationId, given: Given, place: str) -> Acted:
    """It is out: a link, the platform's share text, the posted text, or a screenshot, in any order.

    A link stops the deadline. The text is compared as the channel gives it back; a screenshot needs somebody
    else's look. What differs is never taken for the approved text.

    Raises:
        PublicationUnknown, NotAllowed; HandOverVoid: the text changed since; NoProof: nothing shows anything;
        ProofElsewhere: the link leads to another platform; ProofFrontPage: it leads to no post.
    """
    async with desk.transaction() as u:
        incident, publication = await _held(u, publication_id, actor.person)
        if publication.state is PublicationState.WITHDRAWN:
            raise HandOverVoid
        statement, version = await parts(u, publication)
        said = passed_on.shared(given.text)
        words = (said.words if said else given.text).strip()
        keeps = keeps_lines(publication)
        equal = comparing.within(version.text, words, keeps_lines=keeps)
        differs = not equal and bool(words) and comparing.resembles(version.text, words)
        if said is None and not given.file and not equal and not differs:
            raise NoProof
        if said is not None:
            _right_platform(publication, said.platform)
            where = urlsplit(said.link)
            if not (where.path.strip("/") or where.query or where.fragment):
                raise ProofFrontPage
            publication.url, publication.proof = said.link, ProofKind.LINK
            link = exhibits.Exhibit("link", url=said.link)
            exhibits.keep(u, incident, actor.person, link, f"{About.ANSWER}:{publication.id}")
        elif given.file:
            publication.proof, publication.proof_ref = (
                ProofKind.SCREENSHOT,
                _keep(u, incident, publication, actor, given),
            )
        publication.proved_at, publication.proved_by = publication.proved_at or u.now, actor.person
        if equal or differs:
            publication.text_equal = equal
            publication.posted_text = "" if equal else words[:4000]
            publication.posted_text_hash = comparing.digest(comparing.as_posted(words, keeps_lines=keeps))
        u.timeline.record(
            incident,
            EntryKind.PROOF_KEPT,
            by=actor.person,
            ref=publication.id,
            proof=publication.url or publication.proof.value,
            version=publication.version,
        )
        await take_stock(u, incident, statement, publication)
        _answer(u, incident, publication, place)
        return Acted("toast-noted", {}, incident.id, incident.number)


def _keep(u: UnitOfWork, incident: Incident, publication: Publication, actor: Actor, given: Given) -> str:
    """The screenshot as evidence, by its hash; returns its id."""
    evidence = Evidence(
        id=EvidenceId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        kind="proof",
        sha256=hashlib.sha256(given.picture).hexdigest(),
        content=given.picture,
        content_type=given.media_type,
        file_id=given.file,
        about=f"{About.ANSWER}:{publication.id}",
        added_by=actor.person,
        added_at=u.now,
    )
    u.add(evidence)
    return evidence.id


def keeps_lines(publication: Publication) -> bool:
    """Does the channel keep line feeds as they were written?"""
    row = channels.channel(publication.channel.value)
    return row.keeps_lines if row else True


def _right_platform(publication: Publication, platform: str) -> None:
    """A link to a platform we know has to be the channel's; an address we do not know is looked at by people."""
    row = channels.channel(publication.channel.value)
    if platform and row is not None and row.platforms and platform not in row.platforms:
        raise ProofElsewhere(platform=platform)


async def _held(u: UnitOfWork, publication_id: PublicationId, person: PersonId) -> tuple[Incident, Publication]:
    found = await u.publications.find(publication_id)
    if found is None:
        raise PublicationUnknown
    incident = await held(u, IncidentId(found.incident_id))
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    return incident, found


async def parts(u: Reader, publication: Publication) -> tuple[Statement, StatementVersion]:
    """The text of a hand-over, and the version that was approved."""
    statement = await u.statements.find(publication.statement_id)
    version = await u.statements.version(publication.version_id)
    assert statement is not None, "a publication has a statement"
    assert version is not None, "a publication has a version"
    return statement, version


async def take_stock(u: UnitOfWork, incident: Incident, statement: Statement, publication: Publication) -> None:
    """What the proof is worth now: out, out and equal, or different. What differs meets no deadline."""
    linked = publication.proof in (ProofKind.LINK, ProofKind.WEBHOOK) and bool(publication.url)
    counted = linked or publication.looked_by is not None
    before = publication.state
    if publication.text_equal is False:
        publication.state = PublicationState.DIFFERS
    elif counted and publication.text_equal:
        publication.state = PublicationState.PUBLISHED
    else:
        publication.state = PublicationState.PROVED
    if counted and publication.text_equal is not False and statement.state is not StatementState.PUBLISHED:
        statement.state = StatementState.PUBLISHED
        await cadence.went_out(u, incident, statement, publication)
        if statement.stage is StatementStage.HOLDING:
            await steps.reached(
                u, incident, publication.proved_by, "draft_response", "approve_response", "publish_response"
            )
    await u.session.flush()
    if publication.state is PublicationState.DIFFERS and before is not PublicationState.DIFFERS:
        u.timeline.record(incident, EntryKind.PROOF_DIFFERS, ref=publication.id, version=publication.version)
        await _tell_differs(u, incident, statement, publication)
    if publication.state is PublicationState.PUBLISHED and before is not PublicationState.PUBLISHED:
        news = News(ParcelKind.STATE_NOTICE, f"published:{publication.id}", values=_said(publication, statement))
        await tell(u, incident, NoiseEvent.PUBLISHED, news)
        await deviations.corrected(u, incident, statement, publication)
    for kind in (ParcelKind.RELEASE_READY, ParcelKind.PROOF_LOOK):
        await refresh(u, kind, publication.id, incident.team_id)
    await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
    post_card(u, incident)


def _said(publication: Publication, statement: Statement) -> dict[str, str]:
    return {
        "key": "notice-published",
        "version": str(publication.version),
        "channel": publication.channel.value,
        "stage": statement.stage.value,
        "at": publication.proved_at.isoformat() if publication.proved_at else "",
    }


async def _tell_differs(u: UnitOfWork, incident: Incident, statement: Statement, publication: Publication) -> None:
    operator = publication.operator_id
    news = News(ParcelKind.RELEASE_READY, publication.id, Lane.DECISION)
    people = {Whom.AUTHOR: [statement.author_id]}
    await tell(u, incident, NoiseEvent.DEVIATION, news, people)
    if operator is not None:
        post_to_person(
            u, operator, ParcelKind.RELEASE_READY, Lane.REPLY, publication.id, incident.team_id, sound=False
        )


def _answer(u: UnitOfWork, incident: Incident, publication: Publication, place: str) -> None:
    """One line back to whoever sent it: what is kept, what is missing. A reply to it goes on with the same."""
    key = "answer-proof-kept"
    if publication.state is PublicationState.DIFFERS:
        return  # the hand-over itself shows both texts
    if publication.state is PublicationState.PROVED and publication.proof is ProofKind.LINK:
        key = "answer-proof-link"
    elif publication.state is PublicationState.PROVED and publication.proof is ProofKind.SCREENSHOT:
        key = "answer-proof-screenshot"
    elif publication.state is PublicationState.PROVED:
        key = "answer-proof-text"
    values = {
        "key": key,
        "channel": publication.channel.value,
        "version": str(publication.version),
        "at": publication.proved_at.isoformat() if publication.proved_at else "",
        "asks": "publication",
        "about": publication.id,
    }
    post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
    if key == "answer-proof-screenshot" and publication.text_equal is None:
        _ask_look(u, incident, publication)


def _ask_look(u: UnitOfWork, incident: Incident, publication: Publication) -> None:
    """A picture cannot be read by rules: somebody else looks at it beside the approved text."""
    looker = _looker(incident, publication)
    for kind in (ParcelKind.PROOF_PICTURE, ParcelKind.PROOF_LOOK):
        sounds = kind is ParcelKind.PROOF_LOOK
        post_to_person(u, looker, kind, Lane.DECISION, publication.id, incident.team_id, sound=sounds)


def _looker(incident: Incident, publication: Publication) -> PersonId:
    if incident.commander_id is not None and incident.commander_id != publication.operator_id:
        return incident.commander_id
    return publication.operator_id or PersonId("")


@act
async def looked(desk: Desk, actor: Actor, publication_id: PublicationId, *, same: bool) -> Acted:
    """Somebody compared the screenshot with the approved text.

    Raises:
        PublicationUnknown, NotAllowed; NoProof: nothing was sent to look at; LookByOther: it is the own one.
    """
    async with desk.transaction() as u:
        incident, publication = await _held(u, publication_id, actor.person)
        if publication.proved_at is None:
            raise NoProof
        if publication.proved_by == actor.person:
            raise LookByOther
        statement, _ = await parts(u, publication)
        publication.looked_by, publication.text_equal = actor.person, same
        await take_stock(u, incident, statement, publication)
        return Acted("toast-noted", {}, incident.id, incident.number)


@act
async def cannot(desk: Desk, actor: Actor, publication_id: PublicationId) -> Acted:
    """Whoever was to publish cannot: the next one who has the account is asked, else author and commander hear it.

    Raises:
        PublicationUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, publication = await _held(u, publication_id, actor.person)
        if publication.state is not PublicationState.HANDED_OVER:
            raise HandOverVoid
        statement, version = await parts(u, publication)
        following = await _next_operator(u, incident, statement, publication)
        called = await names(u, [actor.person, following])
        u.timeline.record(
            incident, EntryKind.HANDED_OVER, by=actor.person, ref=publication.id, person=following, reason="cannot"
        )
        publication.operator_id = following or publication.operator_id
        await u.session.flush()
        if following is not None:
            await releasing.to_operator(u, incident, publication, version)
        values = {"key": "notice-cannot-publish", "person": called[actor.person], "by": called.get(following, "")}
        for person in {statement.author_id, incident.commander_id} - {None, actor.person}:
            told = {**values, "yours": person == following}
            post_reply(u, f"person:{person}", ParcelKind.REPLY, incident.team_id, values=told)
        await refresh(u, ParcelKind.RELEASE_READY, publication.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-passed-to" if following else "toast-noted", {"person": called.get(following, "")})


async def _next_operator(
    u: UnitOfWork, incident: Incident, statement: Statement, publication: Publication
) -> PersonId | None:
    row = channels.channel(statement.channel.value)
    kind = row.published_by if row else RoleKind.ACCOUNT_OPERATOR
    for signer in await approvals.signers(u, incident):
        free = signer.reachable and signer.person != publication.operator_id
        if free and (kind in signer.roles or RoleKind.COMMUNICATIONS_LEAD in signer.roles):
            return PersonId(signer.person)
    return None


@act
async def compare_again(desk: Desk, actor: Actor, publication_id: PublicationId, place: str) -> Acted:
    """It was put right outside: send what stands there now.

    Raises:
        PublicationUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, publication = await _held(u, publication_id, actor.person)
        values = {"key": "answer-paste-again", "asks": "publication", "about": publication.id}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        return Acted("", {}, incident.id)
