"""The check: may this sentence go out? Answered where somebody asked; kept as hash and rules.

`/check` advises, only the release gate blocks: whoever thinks the check is wrong says so with one tap, and a
person decides.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.desk import asking, checked_files, judging, wordings
from bot.desk.attached import Sent
from bot.desk.desk import Desk, act
from bot.desk.incidents import IncidentUnknown, find_by_number, held
from bot.desk.outcomes import Acted
from bot.desk.panels import Spot
from bot.desk.people import Actor, Restricted, names, reachable
from bot.desk.speaking import post_reply, post_to_person, refresh
from bot.errors import DeskError
from bot.ids import CheckId, IncidentId, PersonId, SampleId, TeamId
from bot.rules.wordings import proposals
from storage.tables.incidents import Incident
from storage.tables.wordings import Sample
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import CheckVerdict, CheckWay, SampleState


class CheckForgotten(DeskError):
    """The sentence is no longer kept: asked too long ago."""

    key = "refused-check-forgotten"


class SampleUnknown(DeskError):
    """There is no such sample."""

    key = "refused-sample-unknown"


@act
async def check(
    desk: Desk,
    actor: Actor,
    text: str,
    incident_id: IncidentId | None,
    place: str,
    *,
    crisis_type: CrisisType | None = None,
    named: bool = True,
    picture: bool = False,
    sent: Sent | None = None,
) -> None:
    """Answer whether this may go out: what, why, and what to say instead.

    `named`: the incident was not said but guessed, so the answer names it. `picture`: there was one, too.
    `sent`: the file that came with the words, held against the approved ones.

    Raises:
        TextTooLong; IncidentUnknown.
    """
    judged = await judging.judge(desk, actor.team, text, incident_id, crisis_type=crisis_type)
    async with desk.transaction() as u:
        log = judging.keep(u, actor.team, judged, CheckWay.CHAT, actor.person)
        hint = not await u.checks.told_before(actor.team, actor.person, log.sheet_version, log.id)
        if judged.incident is not None and judged.level is CheckVerdict.BLOCK:
            incident = await held(u, judged.incident)
            u.timeline.record(incident, EntryKind.CHECK_STOPPED, by=actor.person, ref=log.id, rules=judged.rules)
        values = judging.packed(judged) | {"hint": hint, "picture": picture, "named": named}
        if sent is not None:
            values["file"] = await checked_files.packed(u, judged.incident, sent)
        post_reply(u, place, ParcelKind.CHECK_ANSWER, actor.team, log.id, values=values)


@act
async def check_for_machine(
    desk: Desk,
    team: TeamId,
    text: str,
    channel: str,
    number: str,
    crisis_type: CrisisType | None,
    language: Language,
) -> Mapping[str, Any]:
    """The same for a program: the verdict as plain values, kept like any other check, said nowhere.

    `number` names the incident; empty, it is the only open one, and where there are several or none the standing
    lines of `crisis_type` answer. Reasons come as words and as sentences in `language`.

    Raises:
        IncidentUnknown; TextTooLong.
    """
    incident_id: IncidentId | None = None
    if number:
        found = await find_by_number(desk, team, number)
        if found.restricted:  # a token stands for nobody on the list
            raise IncidentUnknown(number=number)
        incident_id = found.id
    elif crisis_type is None:
        async with desk.reading() as look:
            open_ones = [one for one in await look.incidents.open(team) if not one.restricted]
        incident_id = open_ones[0].id if len(open_ones) == 1 else None
    judged = await judging.judge(desk, team, text, incident_id, channel=channel, crisis_type=crisis_type)
    async with desk.transaction() as u:
        log = judging.keep(u, team, judged, CheckWay.API, None)
        return {"check": log.id} | judging.told(judged, language)


async def here_or_current(desk: Desk, actor: Actor, found: IncidentId | None) -> IncidentId | None:
    """The incident a check is held against: the one of the place, else the one the person acted in last."""
    if found is not None:
        return found
    async with desk.reading() as look:
        incident = await judging.current_incident(look, actor.team, actor.person)
        return incident.id if incident else None


@act
async def ask(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> Acted:
    """Ask for the sentence, where the input line cannot be used; it comes as a reply.

    Raises:
        IncidentUnknown.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        if incident.team_id != actor.team:
            raise IncidentUnknown(number="")
        values = {"key": "answer-check-how", "asks": "check", "about": incident.id}
        return await asking.ask(u, actor.person, place, incident.team_id, values)


@act
async def call_false(desk: Desk, actor: Actor, check_id: CheckId, at: Spot, mask: Callable[[str], str]) -> Acted:
    """Somebody says the check is wrong: the sentence is kept to learn from, and a person decides.

    `mask` makes personal data in it unreadable.

    Raises:
        CheckForgotten: the sentence is gone. Restricted: it belongs to an incident this person may not see.
    """
    async with desk.transaction() as u:
        log = await u.checks.find(check_id)
        shown = await u.messages.at(desk.identity.bot_id, at.chat_id, at.message_id)
        sentence = str(shown.values.get("sentence", "")) if shown is not None else ""
        if log is None or shown is None or not sentence or log.team_id != actor.team:
            raise CheckForgotten
        if await u.checks.sample_of(check_id) is None:
            incident = await held(u, log.incident_id) if log.incident_id else None
            phrases = _phrases(shown.values, sentence)
            sample = Sample(
                id=SampleId(u.new_id()),
                team_id=actor.team,
                incident_id=log.incident_id,
                check_id=check_id,
                text=mask(sentence),
                rules=log.rules,
                phrases=[mask(phrase) for phrase in phrases],
                verdict=log.verdict,
                pressed_by=actor.person,
                at=u.now,
            )
            u.add(sample)
            if incident is not None:
                u.timeline.record(incident, EntryKind.FALSE_ALARM, by=actor.person, ref=log.id, rules=log.rules)
            await u.session.flush()
            for person in await deciders(u, actor.team, incident, actor.person):
                values = {"points": shown.values.get("points", []), "incident": log.incident_id or ""}
                post_to_person(
                    u, person, ParcelKind.FALSE_ALARM, Lane.DECISION, sample.id, actor.team, values, sound=True
                )
        who = await _named(u, actor, log.incident_id)
        ending = "false-alarm" if who else "false-alarm-nobody"
        said = {"key": f"answer-{ending}", "person": who}
        post_reply(u, at.place, ParcelKind.REPLY, actor.team, values=said)
        return Acted(f"toast-{ending}", {"person": who})


def _phrases(values: dict[str, object], sentence: str) -> list[str]:
    """Phrases that would make the places harmless, where a list stopped them; numbers and dates are no list."""
    points, marks = values.get("points", []), values.get("marks", [])
    assert isinstance(points, list), "the check packs a list"
    assert isinstance(marks, list), "the check packs a list"
    hits = [
        (start, end)
        for (start, end), point in zip(marks, points, strict=False)
        if all(one["evidence"] not in ("fact", "pattern", "overlap") for one in point["reasons"])
    ]
    return list(proposals(sentence, hits))


async def deciders(u: Reader, team: TeamId, incident: Incident | None, but: PersonId) -> list[PersonId]:
    """Who decides about a false alarm: who speaks in this incident, else whose usual role it is, else an owner."""
    found: list[PersonId] = []
    if incident is not None:
        role = await u.roles.of_kind(incident.id, RoleKind.COMMUNICATIONS_LEAD)
        if role is not None and role.state is RoleState.TAKEN and role.person_id:
            found = [role.person_id]
        elif incident.commander_id:
            found = [incident.commander_id]
    if not found or found == [but]:
        members = await u.people.members(team)
        usual = [m.person_id for m in members if RoleKind.COMMUNICATIONS_LEAD.value in m.duties]
        found = usual or [m.person_id for m in members if m.standing.value == "owner"]
    if incident is not None and incident.restricted:
        inside = {m.person_id for m in await u.people.members(team) if m.restricted}
        found = [person for person in found if person in inside]
    known = await u.people.by_ids(found)
    return [person for person in dict.fromkeys(found) if person in known and reachable(known[person])]


async def _named(u: Reader, actor: Actor, incident_id: IncidentId | None) -> str:
    incident = await u.incidents.find(incident_id) if incident_id else None
    found = await deciders(u, actor.team, incident, actor.person)
    called = await names(u, list(found))
    return called.get(found[0], "") if found else ""


@act
async def decide(desk: Desk, actor: Actor, sample_id: SampleId, allowed: bool) -> Acted:
    """Whoever keeps the list decides: the phrases are harmless from now on, or the wording stays as it is.

    Where no phrase could be allowed, only this sentence may be said, this once.

    Raises:
        SampleUnknown; LooseningNotAllowed; SpansFull.
    """
    async with desk.transaction() as u:
        sample = await u.checks.hold_sample(sample_id)
        if sample is None or sample.team_id != actor.team:
            raise SampleUnknown
        incident = await _of_sample(u, actor, sample)
        await wordings.require_loosening(u, actor, incident)
        if sample.state is not SampleState.OPEN:
            called = await names(u, [sample.decided_by])
            told = {"by": called.get(sample.decided_by, ""), "at": (sample.decided_at or u.now).isoformat()}
            return Acted("toast-sample-was-decided", told)
        if allowed:
            for phrase in sample.phrases:
                await wordings.allow(u, actor, phrase, None, incident)
        outcome = "kept" if not allowed else "allowed" if sample.phrases else "once"
        sample.state = SampleState.ALLOWED if allowed else SampleState.KEPT
        sample.decided_by, sample.decided_at = actor.person, u.now
        await u.session.flush()
        await refresh(u, ParcelKind.FALSE_ALARM, sample.id, actor.team)
        if sample.pressed_by != actor.person:
            key = f"answer-sample-{outcome}"
            values = {"key": key, "by": actor.name, "text": sample.text[:60]}
            post_to_person(
                u, sample.pressed_by, ParcelKind.REPLY, Lane.NOTICE, sample.id, actor.team, values, sound=False
            )
        return Acted(f"toast-sample-{outcome}")


async def _of_sample(u: UnitOfWork, actor: Actor, sample: Sample) -> Incident | None:
    if sample.incident_id is None:
        return None
    incident = await held(u, sample.incident_id)
    member = await u.people.member(actor.team, actor.person)
    if incident.restricted and not (member and member.restricted):
        raise Restricted
    return incident
