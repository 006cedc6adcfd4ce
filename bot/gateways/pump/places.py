"""Where parcels go, many at once: what `bot.desk.audiences.resolve` says, in two statements instead of dozens."""

from collections.abc import Collection, Mapping

from bot.desk.audiences import Destination
from bot.ids import IncidentId, PersonId, TeamId
from storage.queries.parcels import Room
from storage.tables.teams import Person
from storage.unit_of_work import Reader
from storage.vocabulary.incidents import TopicState


async def resolve_all(
    look: Reader, audiences: Collection[str], moved: Mapping[int, int]
) -> dict[str, Destination | None]:
    """The destination of each audience; None when it can be met nowhere.

    `moved` are the groups that became supergroups, old id → new id.
    """
    by_kind: dict[str, list[str]] = {}
    for audience in audiences:
        kind, _, rest = audience.partition(":")
        by_kind.setdefault(kind, []).append(rest)
    found: dict[str, Destination | None] = {}
    for rest in by_kind.pop("chat", ()):
        chat, thread, reply_to = (int(part) for part in rest.split(":"))
        found[f"chat:{rest}"] = _at(moved, chat, thread or None, reply_to or None)
    if teams := by_kind.pop("team", None):
        for team in teams:
            row = await look.teams.find(TeamId(team))
            found[f"team:{team}"] = _at(moved, row.chat_id) if row and row.chat_id else None
    if people := by_kind.pop("person", None):
        known = await look.people.by_ids([PersonId(person) for person in people])
        for person in people:
            found[f"person:{person}"] = _privately(known.get(PersonId(person)))
    if incidents := by_kind.pop("incident", None):
        rooms = await look.parcels.rooms_of_incidents([IncidentId(incident) for incident in incidents])
        for incident in incidents:
            found[f"incident:{incident}"] = _in_room(moved, rooms.get(incident))
    if by_kind:
        raise ValueError(f"no such audience: {sorted(by_kind)}")
    return found


def _privately(person: Person | None) -> Destination | None:
    if person is None or person.telegram_user_id is None or person.started_at is None or person.blocked_at:
        return None
    return Destination(person.telegram_user_id)


def _in_room(moved: Mapping[int, int], room: Room | None) -> Destination | None:
    if room is None:
        return None
    has_topic = room.topic_id is not None and room.topic_state is not TopicState.MAIN_CHAT
    if has_topic and room.topic_chat_id is not None:
        return _at(moved, room.topic_chat_id, room.topic_id)
    if room.chat_id is None:
        return None
    place = _at(moved, room.chat_id)
    return Destination(place.chat_id, waits_for_topic=room.topic_state is TopicState.WANTED)


def _at(
    moved: Mapping[int, int], chat_id: int, thread: int | None = None, reply_to: int | None = None
) -> Destination:
    new = moved.get(chat_id)
    return Destination(chat_id, thread, reply_to) if new is None else Destination(new, thread, None)
