"""Telegram's side of the team: topics that opened or were lost, rights, migrations, people who cannot be reached.

What the pump learns from Telegram comes back here and becomes state.
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.desk import attached, audiences, calling
from bot.desk.desk import Desk, act
from bot.desk.speaking import (
    incident_of_stream,
    let_go,
    post_alert_card,
    post_card,
    post_in_topic,
    post_inbox,
    post_reply,
)
from bot.ids import IncidentId, TeamId
from storage.tables.speaking import Chat, Parcel
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind

#: A chat that takes nothing of ours, by what Telegram answered; over when it says that we are back.
_SHUT: Final = frozenset({"kicked", "not_a_member", "not_found", "right_missing"})

_CALLS: Final = (ParcelKind.DUTY_CALL, ParcelKind.ROLE_REQUEST)


def _topic_words(reason: str) -> dict[str, str]:
    """What the main chat is told when it has to serve instead of a topic."""
    if reason in ("deleted", "closed"):
        return {"key": "answer-topic-lost"}
    if reason in ("topics_off", "refused"):
        return {"key": "answer-topics-off"}
    return {"key": "answer-right-missing", "name": "topics"}


class TelegramOutcomes:
    """What becomes of the desk's state when Telegram has answered. Each works inside the pump's transaction."""

    async def topic_opened(self, u: UnitOfWork, incident_id: IncidentId, chat_id: int, topic_id: int) -> None:
        """The incident has its topic: whatever waited for it may go, and the triage card gets its link."""
        incident = await u.incidents.hold(incident_id)
        if incident is None:
            return
        incident.topic_id, incident.topic_chat_id = topic_id, chat_id
        incident.topic_state, incident.topic_trouble = TopicState.OPEN, ""
        for alert in await u.alerts.of_incident(incident_id, limit=3):
            if alert.severity.at_least(Severity.S2) and alert.merged_into is None:
                audience = audiences.to_team(incident.team_id)
                post_alert_card(u, alert.id, incident.team_id, audience, Lane.CARD)

    async def topic_lost(self, u: UnitOfWork, incident_id: IncidentId, reason: str) -> None:
        """No topic to be had, or it was deleted by hand: the main chat serves, and says so once."""
        incident = await u.incidents.hold(incident_id)
        if incident is None or incident.topic_state is TopicState.MAIN_CHAT:
            return
        incident.topic_state, incident.topic_trouble = TopicState.MAIN_CHAT, reason
        incident.topic_id = incident.topic_chat_id = None
        u.timeline.record(incident, EntryKind.TOPIC_LOST, reason=reason)
        await let_go(u, ParcelKind.INCIDENT_CARD, incident_id)
        post_card(u, incident, Lane.OPENING, sound=incident.severity is Severity.S1)
        post_in_topic(
            u,
            incident,
            ParcelKind.STATE_NOTICE,
            Lane.NOTICE,
            values=_topic_words(reason),
            coalesce=f"topic-lost:{incident_id}",
        )

    async def seen_topic(self, look: Reader, incident: IncidentId, chat_id: int, name: str) -> int | None:
        """The topic Telegram told of by a service message of our own, when the answer to our call was lost."""
        chat = await look.chats.find(chat_id)
        return int(chat.topics[name]) if chat and name in chat.topics else None

    async def chat_trouble(self, u: UnitOfWork, chat_id: int, reason: str) -> None:
        """The group cannot be reached or lacks a right: shown in /status, counted from now."""
        chat = await chat_row(u, chat_id)
        if chat.trouble != reason:
            chat.trouble, chat.trouble_since = reason, u.now if reason else None

    async def chat_migrated(self, u: UnitOfWork, chat_id: int, became: int) -> None:
        """The group became a supergroup with a new id."""
        await migrated(u, chat_id, became)

    async def person_unreachable(self, u: UnitOfWork, user_id: int) -> None:
        """He blocked the bot, or his account is gone: from now on the next way is taken for him."""
        person = await u.people.by_telegram(user_id)
        if person is not None and person.blocked_at is None:
            person.blocked_at = u.now

    async def parked(self, u: UnitOfWork, parcel: Parcel) -> None:
        """Something could not be delivered. /status shows it; the row itself is the record.

        A topic that will never open holds up nothing: what waits for it goes to the main chat. A call that will
        never be read is passed on.
        """
        if parcel.kind in _CALLS and (person := audiences.person_of(parcel.audience)) is not None:
            await calling.message_failed(u, person, parcel.subject_id, "private_chat")
        incident = incident_of_stream(parcel.stream)
        if parcel.kind is ParcelKind.TOPIC_OPEN and incident is not None:
            await self.topic_lost(u, incident, "refused")

    async def file_refused(self, u: UnitOfWork, parcel: Parcel) -> None:
        """Telegram takes a file no more: whoever wrote the text it goes with hears what to do."""
        await attached.refused(u, parcel)


async def chat_row(u: UnitOfWork, chat_id: int) -> Chat:
    """What is known of a chat, made when it is new."""
    chat = await u.chats.find(chat_id)
    if chat is None:
        chat = Chat(chat_id=chat_id)
        u.add(chat)
        await u.session.flush()
    return chat


async def migrated(u: UnitOfWork, chat_id: int, became: int) -> None:
    """Remember the new id, and bind the team to it."""
    chat = await chat_row(u, chat_id)
    chat.became_chat_id = became
    team = await u.teams.by_chat(chat_id)
    if team is not None:
        if team.chat_id == chat_id:
            team.chat_id = became
        if team.restricted_chat_id == chat_id:
            team.restricted_chat_id = became
    (await chat_row(u, became)).team_id = team.id if team else None


@act
async def note_migration(desk: Desk, chat_id: int, became: int) -> None:
    """Telegram says by a service message that a group has a new id."""
    async with desk.transaction() as u:
        await migrated(u, chat_id, became)


@act
async def note_topic(desk: Desk, chat_id: int, name: str, topic_id: int) -> None:
    """A service message of our own says that a topic was opened: kept, in case the answer to our call is lost."""
    async with desk.transaction() as u:
        chat = await chat_row(u, chat_id)
        chat.topics = {**dict(list(chat.topics.items())[-50:]), name: topic_id}


@act
async def note_rights(desk: Desk, chat_id: int, title: str, is_forum: bool, rights: dict[str, bool]) -> None:
    """The desk's rights in a chat changed; what is missing shows in /status and /setup."""
    async with desk.transaction() as u:
        chat = await chat_row(u, chat_id)
        chat.title, chat.is_forum, chat.rights, chat.checked_at = title, is_forum, rights, u.now
        if rights.get("member", True):
            if chat.trouble in _SHUT or (chat.trouble == "muted" and rights.get("administrator")):
                since, chat.trouble, chat.trouble_since = chat.trouble_since, "", None
                await _catch_up(u, chat_id, since or u.now)
        elif chat.trouble != "kicked":
            chat.trouble, chat.trouble_since = "kicked", u.now


async def _catch_up(u: UnitOfWork, chat_id: int, since: datetime) -> None:
    """The group takes messages again: what is open and could not be said there is shown as it stands now."""
    team = await u.teams.by_chat(chat_id)
    missed = select(Parcel.seq).where(
        Parcel.state == ParcelState.PARKED, Parcel.chat_id == chat_id, col(Parcel.delivered_at) >= since
    )
    if team is None or (await u.session.exec(missed.limit(1))).first() is None:
        return
    values = {"key": "answer-group-back"}
    post_reply(u, audiences.to_place(chat_id), ParcelKind.REPLY, team.id, values=values)
    ids = {incident.id for incident in await u.incidents.open(team.id)}
    for incident in (await u.incidents.hold_many(ids)).values():
        post_card(u, incident, Lane.OPENING)
    await show_open(u, team)


async def show_open(u: UnitOfWork, team: Team) -> None:
    """What waits for a decision is shown in the team's group."""
    main_chat, mild = audiences.to_team(team.id), False
    for alert in await u.alerts.undecided(team.id):
        if alert.severity.at_least(Severity.S2):
            post_alert_card(u, alert.id, team.id, main_chat, Lane.OPENING)
        else:
            mild = True
    if mild:
        post_inbox(u, team.id, u.now.astimezone(ZoneInfo(team.timezone)).date().isoformat())


@act
async def bind(desk: Desk, chat_id: int, team_id: TeamId) -> Team:
    """This group is the team's forum from now on."""
    async with desk.transaction() as u:
        team = await u.teams.hold(team_id)
        assert team is not None, "the caller has looked the team up"
        team.chat_id = chat_id
        (await chat_row(u, chat_id)).team_id = team.id
        return team
