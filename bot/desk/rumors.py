"""Rumours: what others say that is not so, numbered, until it is refuted or nobody says it any more."""

from msgspec import Struct, json, structs

from bot.desk import asking, drafting
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_anew, post_card, post_reply, refresh
from bot.desk.voice import mark_of
from bot.errors import DeskError
from bot.ids import IncidentId
from messages.library import passed_on
from messages.library import rumors as words
from messages.library.rumors import Found
from messages.markup import clean
from storage.tables.incidents import Incident
from storage.tables.publications import Rumor
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.publications import RumorState
from storage.vocabulary.timeline import EntryKind

LONGEST = 400
_LONGEST_NAMED = 100


class RumorUnknown(DeskError):
    """There is no such rumour, or it is settled."""

    key = "refused-rumor-unknown"


class RumorTooLong(DeskError):
    """More than a sentence or two: `count` characters of `total`. Nothing is kept, and nothing is cut."""

    key = "refused-rumor-too-long"


@act
async def note(desk: Desk, actor: Actor, incident_id: IncidentId, typed: str, place: str) -> None:
    """Write one down (a link in it is kept beside it, and how far it went); show all of them where somebody asks.

    Raises:
        IncidentUnknown, NotAllowed, RumorTooLong.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        text = clean(typed).strip()
        if text:
            said, spread = words.apart(text)
            shared = passed_on.shared(said)
            what = (shared.words if shared else "") or said or text
            if len(what) > LONGEST:
                raise RumorTooLong(count=len(what), total=LONGEST)
            rumor = Rumor(
                id=u.new_id(),
                team_id=incident.team_id,
                incident_id=incident.id,
                number=await u.publications.highest_rumor(incident.id) + 1,
                text=what,
                url=shared.link if shared else "",
                answer=json.encode(Told(Found(spread=spread), "")).decode() if spread else "",
                noted_by=actor.person,
                noted_at=u.now,
            )
            u.add(rumor)
            u.timeline.record(
                incident,
                EntryKind.RUMOR_NOTED,
                by=actor.person,
                ref=rumor.id,
                text=rumor.text,
                url=rumor.url,
                spread=spread,
            )
        await u.session.flush()
        await post_anew(u, ParcelKind.RUMORS, incident.id, incident.team_id, place)


class RumorUnproved(DeskError):
    """Nothing shows that it is not so: no link, no file, no verified fact."""

    key = "refused-rumor-no-proof"


class Told(Struct, frozen=True):
    """What `Rumor.answer` keeps: what came out, and what shows it (a link, a file, a fact's mark).

    While it is open nothing shows it yet, and of what came out only how far it went is known.
    """

    found: Found
    proof: str


def told(rumor: Rumor) -> Told | None:
    """What came out; None where nobody said so, as in rows of the releases before."""
    return json.decode(rumor.answer, type=Told) if rumor.answer else None


@act
async def ask(desk: Desk, actor: Actor, rumor_id: str, place: str) -> Acted:
    """It is refuted, somebody says: the desk asks what shows it, and stores nothing before the answer.

    Raises:
        RumorUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, found = await _open(u, actor, rumor_id)
        values = {"key": "answer-rumor-proof", "asks": "rumor", "about": found.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def refute(desk: Desk, actor: Actor, rumor_id: str, typed: str, proof: str, place: str) -> Acted:
    """What came out about it. `proof`: the link or file that was sent; without one a verified fact is named. Parts
    that were not understood are named at `place`.

    Raises:
        RumorUnknown, NotAllowed; RumorUnproved: nothing shows it, and nothing is stored.
    """
    async with desk.transaction() as u:
        incident, rumor = await _open(u, actor, rumor_id)
        found = words.read(clean(typed))
        before = told(rumor)
        if before is not None and not found.spread:
            found = structs.replace(found, spread=before.found.spread)
        fact = await u.facts.by_number(incident.id, found.fact) if found.fact else None
        if fact is not None and drafting.is_verified(fact, u.now):
            proof = proof or mark_of(fact.number)
        if not proof:
            raise RumorUnproved
        rumor.state, rumor.settled_at = RumorState.REFUTED, u.now
        rumor.answer = json.encode(Told(found, proof[:400])).decode()
        u.timeline.record(
            incident,
            EntryKind.RUMOR_SETTLED,
            by=actor.person,
            ref=rumor.id,
            text=rumor.text,
            verdict=found.verdict,
            proof=proof[:300],
            report=found.report,
            spread=found.spread,
        )
        if left := words.unread(clean(typed)):
            values = {"key": "answer-rumor-unread", "text": ", ".join(left)[:_LONGEST_NAMED]}
            post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)
        await _show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def _open(u: UnitOfWork, actor: Actor, rumor_id: str) -> tuple[Incident, Rumor]:
    found = await u.publications.rumor(rumor_id)
    if found is None:
        raise RumorUnknown
    incident: Incident = await held(u, IncidentId(found.incident_id))
    await u.session.refresh(found)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    if found.state is not RumorState.OPEN:
        raise RumorUnknown
    return incident, found


@act
async def settle(desk: Desk, actor: Actor, rumor_id: str) -> Acted:
    """Nobody says it any more.

    Raises:
        RumorUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, found = await _open(u, actor, rumor_id)
        found.state, found.settled_at = RumorState.DEAD, u.now
        u.timeline.record(incident, EntryKind.RUMOR_SETTLED, by=actor.person, ref=found.id, text=found.text)
        await _show(u, incident)
        return Acted("toast-noted", {}, incident.id, incident.number)


async def _show(u: UnitOfWork, incident: Incident) -> None:
    await u.session.flush()
    await refresh(u, ParcelKind.RUMORS, incident.id, incident.team_id)
    post_card(u, incident)
