"""Where a parcel goes: written as a short text in the outbox, resolved when the pump claims it.

- `incident:<id>`  the incident's topic, or the main chat when there is no topic to be had
- `team:<id>`      the team's main chat (General)
- `person:<id>`    the private chat of a person
- `chat:<chat>:<thread>:<reply_to>`  exactly there, thread and reply_to 0 for none
"""

from msgspec import Struct

from bot.ids import IncidentId, PersonId, TeamId
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import TopicState


class Destination(Struct, frozen=True):
    """A place in Telegram. `waits_for_topic`: not yet, the topic is being opened."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    waits_for_topic: bool = False


def to_incident(incident: IncidentId) -> str:
    return f"incident:{incident}"


def to_team(team: TeamId) -> str:
    return f"team:{team}"


def to_person(person: PersonId) -> str:
    return f"person:{person}"


def person_of(audience: str) -> PersonId | None:
    """Whose private chat this is; None: nobody's."""
    return PersonId(audience.removeprefix("person:")) if audience.startswith("person:") else None


def to_place(chat_id: int, thread_id: int | None = None, reply_to: int | None = None) -> str:
    return f"chat:{chat_id}:{thread_id or 0}:{reply_to or 0}"


def private(place: str) -> bool:
    """Is this somebody's private chat? Groups have ids below zero (Bot API, Chat)."""
    return place.startswith("person:") or (place.startswith("chat:") and not place.startswith("chat:-"))


async def resolve(look: Reader, audience: str) -> Destination | None:
    """Where this audience can be met now; None when nowhere (no group bound, private chat not started)."""
    kind, _, rest = audience.partition(":")
    match kind:
        case "chat":
            chat, thread, reply_to = (int(part) for part in rest.split(":"))
            return await _at(look, chat, thread or None, reply_to or None)
        case "team":
            team = await look.teams.find(TeamId(rest))
            return await _at(look, team.chat_id) if team and team.chat_id else None
        case "person":
            person = await look.people.find(PersonId(rest))
            if person is None or person.telegram_user_id is None or person.started_at is None:
                return None
            return None if person.blocked_at else Destination(person.telegram_user_id)
        case "incident":
            return await _in_topic(look, IncidentId(rest))
        case _:
            raise ValueError(f"no such audience: {audience!r}")


async def _in_topic(look: Reader, incident_id: IncidentId) -> Destination | None:
    incident = await look.incidents.find(incident_id)
    if incident is None:
        return None
    has_topic = incident.topic_id is not None and incident.topic_state is not TopicState.MAIN_CHAT
    if has_topic and incident.topic_chat_id is not None:
        return await _at(look, incident.topic_chat_id, incident.topic_id)
    team = await look.teams.find(incident.team_id)
    if team is None:
        return None
    chat_id = team.restricted_chat_id if incident.restricted else team.chat_id
    if chat_id is None:
        return None
    place = await _at(look, chat_id)
    waits = incident.topic_state is TopicState.WANTED
    return Destination(place.chat_id, waits_for_topic=waits)


async def _at(look: Reader, chat_id: int, thread: int | None = None, reply_to: int | None = None) -> Destination:
    """The chat under its present id: a group that became a supergroup has a new one."""
    known = await look.chats.find(chat_id)
    if known is not None and known.became_chat_id is not None:
        return Destination(known.became_chat_id, thread, None)
    return Destination(chat_id, thread, reply_to)
