"""Facts of an incident: written down in one sentence, their values proposed and agreed, changed, shown.

Vouching for a fact, doubting it and taking it back are in `bot.desk.vouching`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk import asking, audiences, fact_uses
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_card, post_reply, refresh
from bot.desk.voice import mark_of, packed
from bot.errors import DeskError
from bot.ids import FactId, IncidentId, PersonId
from bot.rules import facts as rules
from messages.library import facts as library
from messages.markup import clean
from messages.screening import scan_facts
from storage.tables.facts import Fact, FactChange
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.facts import FactChangeKind, FactState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind

SHOWING = (ParcelKind.FACT_CARD,)


class FactUnknown(DeskError):
    """There is no such fact."""

    key = "refused-fact-unknown"


@act
async def record(
    desk: Desk, actor: Actor, incident_id: IncidentId, text: str, place: str, source: str = ""
) -> Acted:
    """Write a fact down; the desk proposes its values. Nothing of it may be said until somebody vouches for it.

    `source` names the message it was written in; one message becomes one fact, however often it is marked. Without
    one it is where the sentence says that it comes from (`… , source: service tickets`).

    Raises:
        IncidentUnknown, NotAllowed; FactEmpty, FactTooLong: it is no sentence to keep.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if source and (number := await _kept_before(u, incident, source)):
            told = {"key": "answer-fact-kept-before", "number": mark_of(number)}
            await asking.ask(u, actor.person, audiences.to_person(actor.person), actor.team, told)
            return Acted("toast-fact-kept", {}, incident.id, incident.number)
        typed = library.typed(clean(text))
        sentence = rules.sentence(typed.text)
        number = await u.facts.highest_number(incident.id) + 1
        values = await proposed(u, incident, sentence)
        fact = Fact(
            id=FactId(u.new_id()),
            team_id=incident.team_id,
            incident_id=incident.id,
            number=number,
            text=sentence,
            values=values,
            listed_as=typed.listed_as,
            public=typed.public,
            source=source or typed.source,
            owner_id=actor.person,
            recorded_by=actor.person,
            recorded_at=u.now,
            # A sentence without values has none that could be read wrongly.
            values_agreed_by=None if values else actor.person,
            values_agreed_at=None if values else u.now,
            changed_at=u.now,
        )
        u.add(fact)
        await u.session.flush()
        changed(u, fact, FactChangeKind.RECORDED, actor.person)
        u.timeline.record(
            incident, EntryKind.FACT_ADDED, by=actor.person, ref=fact.id, text=sentence, number=number
        )
        await steered(u, incident, actor.person)
        _post_fact(u, fact, place)
        await refresh(u, ParcelKind.FACT_LIST, incident.id, incident.team_id)
        post_card(u, incident)
        return Acted("toast-fact-kept", {"number": number}, incident.id, incident.number)


async def _kept_before(u: UnitOfWork, incident: Incident, source: str) -> int | None:
    """The number of the fact that this message has become already; None: of none."""
    facts = await u.facts.of_incident(incident.id)
    return next((fact.number for fact in facts if fact.source == source), None)


def _post_fact(u: UnitOfWork, fact: Fact, place: str, *, history: bool = False) -> None:
    """The fact's card where somebody asked, or wrote it down; with all it has been, on request."""
    values = {"history": True} if history else None
    post_reply(u, place, ParcelKind.FACT_CARD, fact.team_id, fact.id, values)


async def proposed(u: UnitOfWork, incident: Incident, sentence: str) -> list[dict[str, Any]]:
    """The values the desk reads in a sentence: figures and times in the team's zone, batches, places, names."""
    team = await team_of(u, incident.team_id)
    plain = library.without_batches(sentence)
    found = scan_facts(plain, _local(u.now, team.timezone), library.language_of(sentence))
    names = (incident.product, incident.account, incident.platform)
    return [packed(value) for value in found] + [dict(value) for value in library.named_values(sentence, names)]


def has_values(text: str, now: datetime) -> bool:
    """Does this sentence hold a figure, a time or a batch? Then it is meant as a fact."""
    kept = clean(text)[: rules.LONGEST]
    return bool(scan_facts(kept, now, library.language_of(kept))) or bool(library.named_values(kept))


@act
async def show_one(desk: Desk, actor: Actor, incident_id: IncidentId, number: int, place: str) -> None:
    """One fact with its history: what it was, who changed or vouched for it, and when.

    Raises:
        IncidentUnknown, NotAllowed; FactUnknown: the incident has none of this number.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        fact = await u.facts.by_number(incident.id, number)
        if fact is None:
            raise FactUnknown
        _post_fact(u, fact, place, history=True)


@act
async def ask_kind(desk: Desk, actor: Actor, incident_id: IncidentId, text: str, place: str) -> None:
    """Fact or note? Asked when a sentence holds no figure; two buttons, nothing is kept yet.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        kept = clean(text)[: rules.LONGEST * 2]
        values: dict[str, Any] = {
            "key": "answer-fact-or-note",
            "text": kept,
            "buttons": [["factyes", incident.id], ["factno", incident.id]],
        }
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=values)


@act
async def ask_for(desk: Desk, person: PersonId, incident_id: IncidentId, place: str) -> Acted:
    """Ask in private for the sentence; the answer comes as a reply.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        values = {"key": "answer-fact-wanted", "asks": "fact", "about": incident.id}
        return await asking.ask(u, person, place, incident.team_id, values)


@act
async def agree(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """The values were read right. Nothing is vouched for by that.

    Raises:
        FactUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        if fact.values_agreed_at is None:
            agreed(u, fact, person)
            changed(u, fact, FactChangeKind.VALUES_AGREED, person)
            await show(u, incident, fact)
        return Acted("toast-fact-agreed", {}, incident.id, incident.number)


def agreed(u: UnitOfWork, fact: Fact, person: PersonId) -> None:
    """Somebody has looked at the values."""
    fact.values_agreed_by, fact.values_agreed_at = person, u.now


@act
async def ask_change(desk: Desk, person: PersonId, fact_id: FactId, place: str) -> Acted:
    """Ask in private for the right sentence.

    Raises:
        FactUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        check_open(fact)
        values = {"key": "answer-fact-change", "asks": "factchange", "about": fact.id, "text": fact.text}
        return await asking.ask(u, person, place, incident.team_id, values)


def check_open(fact: Fact) -> None:
    """A withdrawn fact is changed by writing a new one.

    Raises:
        FactStepNotAllowed.
    """
    if fact.state is FactState.WITHDRAWN:
        raise rules.FactStepNotAllowed(fact_state=fact.state.value)


@act
async def change(desk: Desk, actor: Actor, fact_id: FactId, text: str, place: str) -> Acted:
    """The sentence reads differently from now on. Whoever vouched did so for the old one: it is to be verified
    again, and whatever says it needs somebody to look.

    Raises:
        FactUnknown, NotAllowed; FactEmpty, FactTooLong; FactStepNotAllowed: it was withdrawn.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, actor.person)
        check_open(fact)
        said, source = library.sourced(clean(text))
        sentence = rules.sentence(said)
        before = snapshot(fact)
        fact.source = source or fact.source
        stood = fact.state is FactState.VERIFIED
        fact.text, fact.values = sentence, await proposed(u, incident, sentence)
        fact.state, fact.verified_by, fact.verified_at = FactState.TO_VERIFY, None, None
        fact.expires_at = None
        fact.values_agreed_by = fact.values_agreed_at = None
        if not fact.values:
            agreed(u, fact, actor.person)
        fact.version += 1
        changed(u, fact, FactChangeKind.CHANGED, actor.person, before=before)
        u.timeline.record(
            incident, EntryKind.FACT_CHANGED, by=actor.person, ref=fact.id, text=sentence, number=fact.number
        )
        await u.session.flush()
        if stood:
            await fact_uses.fact_changed(u, incident, fact)
        await show(u, incident, fact)
        _post_fact(u, fact, place)
        return Acted("toast-fact-kept", {"number": fact.number}, incident.id, incident.number)


@act
async def toggle_public(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """May it be said outside, or is it for the house only? Whatever says it needs a look when it goes inside.

    Raises:
        FactUnknown, NotAllowed; FactStepNotAllowed: it was withdrawn.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        check_open(fact)
        before = snapshot(fact)
        fact.public = not fact.public
        kind = FactChangeKind.PUBLIC if fact.public else FactChangeKind.INTERNAL
        u.timeline.record(
            incident, EntryKind.FACT_CHANGED, by=person, ref=fact.id, public=fact.public, number=fact.number
        )
        await _switched(u, incident, fact, kind, before, person, wider=fact.public)
        key = "toast-fact-public" if fact.public else "toast-fact-internal"
        return Acted(key, {"number": fact.number}, incident.id, incident.number)


@act
async def toggle_rounding(desk: Desk, person: PersonId, fact_id: FactId) -> Acted:
    """May its figure be said rounded (约1.3万 for 12,860), or only to the unit?

    Raises:
        FactUnknown, NotAllowed; FactStepNotAllowed: it was withdrawn.
    """
    async with desk.transaction() as u:
        incident, fact = await hold(u, fact_id, person)
        check_open(fact)
        before = snapshot(fact)
        fact.rounding_allowed = may = not fact.rounding_allowed
        u.timeline.record(
            incident, EntryKind.FACT_CHANGED, by=person, ref=fact.id, rounding=may, number=fact.number
        )
        await _switched(u, incident, fact, FactChangeKind.CHANGED, before, person, wider=may, reason="rounding")
        key = "toast-fact-rounded" if may else "toast-fact-exact"
        return Acted(key, {"number": fact.number}, incident.id, incident.number)


async def _switched(
    u: UnitOfWork,
    incident: Incident,
    fact: Fact,
    kind: FactChangeKind,
    before: Mapping[str, Any],
    person: PersonId,
    *,
    wider: bool,
    reason: str = "",
) -> None:
    """It may be said more widely than before, or (not `wider`) less so: then whatever says it needs a look."""
    fact.version += 1
    changed(u, fact, kind, person, reason, before)
    await u.session.flush()
    if not wider:
        await fact_uses.fact_changed(u, incident, fact)
    await show(u, incident, fact)


async def hold(u: UnitOfWork, fact_id: FactId, person: PersonId) -> tuple[Incident, Fact]:
    """The fact under its incident's hold, for a member of the team.

    Raises:
        FactUnknown, Stranger, Restricted.
    """
    found = await u.facts.find(fact_id)
    if found is None:
        raise FactUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.MEMBER)
    return incident, found


def snapshot(fact: Fact) -> dict[str, Any]:
    """What an undo puts back."""
    return {
        "text": fact.text,
        "values": fact.values,
        "state": fact.state.value,
        "public": fact.public,
        "verified_by": fact.verified_by,
        "verified_at": _iso(fact.verified_at),
        "expires_at": _iso(fact.expires_at),
        "rounding_allowed": fact.rounding_allowed,
        "values_agreed_by": fact.values_agreed_by,
        "values_agreed_at": _iso(fact.values_agreed_at),
    }


def changed(
    u: UnitOfWork,
    fact: Fact,
    kind: FactChangeKind,
    by: PersonId | None,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
) -> None:
    """Write the history; the fact is as it is from now on."""
    fact.changed_at = u.now
    u.add(
        FactChange(
            id=u.new_id(),
            fact_id=fact.id,
            version=fact.version,
            kind=kind,
            text=fact.text,
            values=fact.values,
            state=fact.state,
            public=fact.public,
            by=by,
            reason=reason,
            at=u.now,
            before=dict(before or {}),
        )
    )


async def show(u: UnitOfWork, incident: Incident, fact: Fact) -> None:
    """Draw again whatever shows this fact."""
    await u.session.flush()
    await refresh(u, ParcelKind.FACT_CARD, fact.id, incident.team_id)
    await refresh(u, ParcelKind.FACT_LIST, incident.id, incident.team_id)
    post_card(u, incident)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _local(now: datetime, zone: str) -> datetime:

    return now.astimezone(ZoneInfo(zone))
