"""A team's do-not-say list, grown in the chat: added, allowed, taken off, shown. Holds from the next check."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import voice
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.people import Actor, authorize, held_roles
from bot.desk.speaking import post_reply
from bot.ids import BanId, IncidentId, SpanId, TeamId
from bot.rules import wordings as rules
from bot.rules.wordings import NewBan
from messages.screening import WordingProblem, wording_problems
from storage.queries.wordings import COUNTER
from storage.tables.incidents import Incident
from storage.tables.wordings import AllowSpan, Ban
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import BanScope


@act
async def add(desk: Desk, actor: Actor, wanted: NewBan, incident_id: IncidentId | None, place: str) -> None:
    """A wording must not go out from now on, with the line to use instead.

    `incident_id`: where it was typed; without a scope of its own it holds for this incident, else everywhere.

    Raises:
        WordingMissing, WordingSingle, WordingApproved, WordingExists, WordingTooLong, WordingExpired,
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await _where(u, actor, incident_id)
        rules.check_sizes(wanted, u.now)
        for row in await u.wordings.of_term(actor.team, wanted.term):
            if row.expires_at is None or row.expires_at > u.now:
                raise rules.WordingExists(text=row.term, number=str(row.number))
        lines = await _approved_lines(u, actor.team, incident)
        warned = [problem for one in (wanted.term, *wanted.variants) for problem in check_wording(one, lines)]
        scope, about = _scope(wanted.scope, incident)
        number = await u.teams.next_number(actor.team, COUNTER, 0)
        u.add(_row(u, actor, wanted, scope, about, number))
        if incident is not None:
            u.timeline.record(incident, EntryKind.WORDING_BANNED, by=actor.person, text=wanted.term, number=number)
        values = {
            "key": "answer-ban-added-warned" if warned else "answer-ban-added",
            "text": wanted.term,
            "number": str(number),
            "scope": scope.value,
        }
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


@act
async def add_many(desk: Desk, actor: Actor, wanted: Sequence[NewBan], place: str) -> None:
    """A whole list from a file, all or nothing; what is on the list already is left as it is.

    Raises:
        WordingMissing, WordingSingle, WordingApproved, WordingTooLong: the first line that cannot be looked for.
    """
    async with desk.transaction() as u:
        lines = await _approved_lines(u, actor.team, None)
        known = {row.term for row in await u.wordings.in_force(actor.team)}
        fresh = {one.term: one for one in wanted if one.term not in known}
        for one in fresh.values():
            rules.check_sizes(one, u.now)
            check_wording(one.term, lines)
        first = await u.teams.next_numbers(actor.team, COUNTER, 0, len(fresh)) if fresh else 0
        u.add(
            *(
                _row(u, actor, one, BanScope.GLOBAL, "", first + place_in_list)
                for place_in_list, one in enumerate(fresh.values())
            )
        )
        known_already = len(wanted) - len(fresh)
        key = "answer-bans-added-some" if known_already else "answer-bans-added"
        values = {"key": key, "count": len(fresh), "total": known_already}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


@act
async def permit(
    desk: Desk, actor: Actor, phrase: str, scope: BanScope | None, incident_id: IncidentId | None, place: str
) -> None:
    """A phrase in which no wording counts, whoever listed it.

    Raises:
        WordingMissing, WordingTooLong, SpansFull, LooseningNotAllowed, IncidentUnknown.
    """
    async with desk.transaction() as u:
        incident = await _where(u, actor, incident_id)
        await require_loosening(u, actor, incident)
        number = await allow(u, actor, phrase, scope, incident)
        values = {"key": "answer-span-added", "text": phrase, "number": str(number)}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


async def allow(
    u: UnitOfWork, actor: Actor, phrase: str, scope: BanScope | None, incident: Incident | None
) -> int:
    """Keep an allowed phrase; returns its number on the list. The caller has asked who may.

    Raises:
        WordingMissing, WordingTooLong, SpansFull.
    """
    rules.check_sizes(NewBan(phrase), u.now)
    check_wording(phrase, ())
    if len(await u.wordings.allowed(actor.team)) >= rules.MOST_SPANS:
        raise rules.SpansFull(count=rules.MOST_SPANS)
    scope, about = _scope(scope, incident)
    number = await u.teams.next_number(actor.team, COUNTER, 0)
    u.add(
        AllowSpan(
            id=SpanId(u.new_id()),
            team_id=actor.team,
            number=number,
            scope=scope,
            about=about,
            phrase=phrase,
            added_by=actor.person,
            added_at=u.now,
        )
    )
    if incident is not None:
        u.timeline.record(incident, EntryKind.WORDING_ALLOWED, by=actor.person, text=phrase, number=number)
    return number


@act
async def remove(desk: Desk, actor: Actor, which: str, incident_id: IncidentId | None, place: str) -> None:
    """Take a wording or an allowed phrase off the list, by its number.

    Raises:
        WordingUnknown, LooseningNotAllowed (an allowed phrase may be taken back by anybody), IncidentUnknown.
    """
    async with desk.transaction() as u:
        incident = await _where(u, actor, incident_id)
        bare = which.strip().removeprefix("#")
        number = int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 9 else 0
        row: Ban | AllowSpan | None = await u.wordings.ban(actor.team, number)
        if row is not None:
            await require_loosening(u, actor, incident)
        else:
            row = await u.wordings.span(actor.team, number)
        if row is None or row.removed_at is not None:
            raise rules.WordingUnknown(text=which[:40])
        row.removed_by, row.removed_at = actor.person, u.now
        u.session.add(row)
        await u.teams.next_number(actor.team, COUNTER, 0)  # the list has changed: every copy of it is old
        if incident is not None:
            u.timeline.record(incident, EntryKind.WORDING_ALLOWED, by=actor.person, number=number)
        term = row.term if isinstance(row, Ban) else row.phrase
        values = {"key": "answer-ban-removed", "text": term, "number": str(number)}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


async def require_loosening(u: Reader, actor: Actor, incident: Incident | None) -> None:
    """May this person take words off the list?

    Raises:
        LooseningNotAllowed: names who may.
    """
    member = await u.people.member(actor.team, actor.person)
    duties = member.duties if member else []
    roles = await held_roles(u, incident, actor.person) if incident else frozenset()
    if not rules.may_loosen(actor.standing, duties, roles):
        raise rules.LooseningNotAllowed(people=await _who_may(u, actor.team))


async def _who_may(u: Reader, team: TeamId) -> str:
    wanted = {kind.value for kind in rules.LOOSENING}
    members = [member.person_id for member in await u.people.members(team) if wanted & set(member.duties)]
    return ", ".join(person.name for person in (await u.people.by_ids(members)).values())


async def _where(u: UnitOfWork, actor: Actor, incident_id: IncidentId | None) -> Incident | None:
    if incident_id is None:
        return None
    incident = await held(u, incident_id)
    await authorize(u, incident, actor.person, Permission.MEMBER)
    return incident


def _scope(wanted: BanScope | None, incident: Incident | None) -> tuple[BanScope, str]:
    """The scope, and the type or incident it is about; without an incident everything holds everywhere."""
    scope = rules.scope_for(wanted, incident is not None)
    if incident is None:
        return BanScope.GLOBAL, ""
    about = {BanScope.GLOBAL: "", BanScope.TYPE: incident.crisis_type.value, BanScope.INCIDENT: incident.id}
    return scope, about[scope]


def _row(u: UnitOfWork, actor: Actor, wanted: NewBan, scope: BanScope, about: str, number: int) -> Ban:
    return Ban(
        id=BanId(u.new_id()),
        team_id=actor.team,
        number=number,
        scope=scope,
        about=about,
        term=wanted.term,
        variants=list(wanted.variants),
        level=wanted.level,
        reason=wanted.reason,
        say_instead=wanted.say_instead,
        allow=list(wanted.allow),
        expires_at=wanted.expires_at,
        added_by=actor.person,
        added_at=u.now,
    )


async def _approved_lines(u: Reader, team: TeamId, incident: Incident | None) -> Sequence[str]:
    """Every line that may be said now: a wording that is one of them would stop the team's own words."""
    lines = [line.text for line in await u.standing_lines.in_use(team, u.now)]
    for one in [incident] if incident else await u.incidents.open(team):
        lines.extend((await voice.sheet_view(u, one, team, "", u.now)).approved_lines)
    return list(dict.fromkeys(lines))


def check_wording(term: str, lines: Sequence[str] = ()) -> list[WordingProblem]:
    """What is to be said about a wording that may be kept.

    Raises:
        WordingMissing, WordingSingle, WordingApproved: it may not.
    """
    problems = wording_problems(term, approved_lines=lines)
    for problem in problems:
        if problem.reason == "screening.wording.empty":
            raise rules.WordingMissing
        if problem.reason == "screening.wording.single":
            raise rules.WordingSingle(text=term)
        if problem.refused:
            raise rules.WordingApproved(text=problem.line[:120])
    return problems


async def of_place(
    look: Reader, team: TeamId, incident: Incident | None, now: datetime, limit: int
) -> tuple[Sequence[Ban], int]:
    """The newest wordings that hold here, and how many there are."""
    abouts = ["", *([incident.crisis_type.value, incident.id] if incident else [])]
    return await look.wordings.page(team, abouts, now, limit)
