"""Who hears of what, and how loudly: the noise table turned into parcels.

One event of an incident goes to everybody the table names, as loud as it says. Several sounds for one person
within a minute become one; calls never do.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct, field

from bot.desk import audiences
from bot.desk.people import may_know
from bot.desk.rosters import reachable, reachable_on_duty
from bot.desk.speaking import post_card, post_in_topic, post_to_person
from bot.ids import PersonId
from bot.rules import noise
from bot.rules.noise import NoiseEvent, Place, Sounding, Whom
from storage.tables.incidents import Incident, Role
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, Sound
from storage.vocabulary.roles import RoleKind, RoleState

_BUNDLE = timedelta(seconds=noise.BUNDLE_SECONDS)

_ROLES: Mapping[Whom, RoleKind] = {
    Whom.COMMUNICATIONS_LEAD: RoleKind.COMMUNICATIONS_LEAD,
    Whom.SPOKESPERSON: RoleKind.SPOKESPERSON,
    Whom.EXECUTIVE: RoleKind.EXECUTIVE,
    Whom.ACCOUNT_OPERATOR: RoleKind.ACCOUNT_OPERATOR,
    Whom.SERVICE_LEAD: RoleKind.SERVICE_LEAD,
}


class News(Struct, frozen=True):
    """What there is to say about an event: in private, and in the topic where the words differ."""

    kind: ParcelKind
    subject: str
    lane: Lane = Lane.NOTICE
    values: Mapping[str, Any] = field(default_factory=dict)
    topic_kind: ParcelKind | None = None
    topic_values: Mapping[str, Any] = field(default_factory=dict)


async def tell(
    u: UnitOfWork,
    incident: Incident,
    event: NoiseEvent,
    news: News | None = None,
    people: Mapping[Whom, Sequence[PersonId]] | None = None,
) -> None:
    """Let everybody hear of this event whom the table names.

    `people` says who owner, blocker, author … are; the others are known by their roles. Without `news` only the
    card changes.
    """
    for sounding in noise.sound(event, incident.severity, drill=incident.drill):
        match sounding.place:
            case Place.CARD:
                post_card(u, incident)
            case Place.BOSS_LINE:
                await _boss_line(u, incident)
            case Place.TOPIC if news is not None:
                _in_topic(u, incident, event, sounding, news)
            case Place.PRIVATE if news is not None:
                for person in await concerned(u, incident, sounding.whom, people or {}):
                    await _in_private(u, incident, person, sounding, news)
            case _:
                continue


def _in_topic(u: UnitOfWork, incident: Incident, event: NoiseEvent, sounding: Sounding, news: News) -> None:
    post_in_topic(
        u,
        incident,
        news.topic_kind or news.kind,
        news.lane,
        subject=news.subject,
        values=news.topic_values or news.values,
        sound=sounding.sound is Sound.ALERT,
        coalesce=f"{event}:{news.subject}:{incident.id}",
    )


async def _in_private(u: UnitOfWork, incident: Incident, person: PersonId, sounding: Sounding, news: News) -> None:
    calls = sounding.sound is Sound.CALL
    sounds = calls or (sounding.sound is Sound.ALERT and not await _heard_lately(u, person))
    lane = Lane.PAGE if calls else news.lane
    post_to_person(u, person, news.kind, lane, news.subject, incident.team_id, news.values, sound=sounds)


async def _heard_lately(u: UnitOfWork, person: PersonId) -> bool:
    """Did this person hear something within the last minute? Then the next one comes without a sound."""
    audience = audiences.to_person(person)
    if u.outbox.sounds_now(audience):
        return True
    since = u.now - _BUNDLE
    return await u.once(("sounded", audience), lambda: u.outbox.sounded_since(audience, since))


async def _boss_line(u: UnitOfWork, incident: Incident) -> None:
    for person in await concerned(u, incident, Whom.EXECUTIVE, {}):
        post_to_person(u, person, ParcelKind.BOSS_LINE, Lane.CARD, incident.id, incident.team_id, sound=False)


async def concerned(
    look: Reader, incident: Incident, whom: Whom, people: Mapping[Whom, Sequence[PersonId]]
) -> Sequence[PersonId]:
    """Who this is in this incident, each once; somebody without a private chat is left out here."""
    if whom in people:
        found = list(people[whom])
    elif whom is Whom.COMMANDER:
        found = [incident.commander_id] if incident.commander_id else []
    elif whom in (Whom.DUTY, Whom.NEXT_ON_CALL):
        found = [person.id for person in await reachable_on_duty(look, incident.team_id)]
    elif whom in _ROLES:
        found = await _holders(look, incident, _ROLES[whom])
    else:
        found = []
    known = await look.people.by_ids(found)
    heard = [person for person in dict.fromkeys(found) if person in known and reachable(known[person])]
    return [person for person in heard if await may_know(look, incident, person)]


async def _holders(look: Reader, incident: Incident, kind: RoleKind) -> list[PersonId]:
    """Who has the role; an executive is told without ever being asked to take it."""
    role = await seat_of(look, incident, kind)
    if role is not None and role.state is RoleState.TAKEN and role.person_id is not None:
        return [role.person_id]
    if kind is not RoleKind.EXECUTIVE:
        return []
    members = await look.once(("members", incident.team_id), lambda: look.people.members(incident.team_id))
    return [member.person_id for member in members if kind.value in member.duties]


async def seat_of(look: Reader, incident: Incident, kind: RoleKind) -> Role | None:
    """The incident's role of this kind; None while nobody has made one."""
    if not look.shares_reads:
        return await look.roles.of_kind(incident.id, kind)
    # All of them at once: the next deadline of this incident asks for another one.
    roles = await look.once(("roles", incident.id), lambda: look.roles.of_incident(incident.id))
    return next((role for role in roles if role.kind is kind), None)
