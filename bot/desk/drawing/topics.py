"""Drawing the topic itself: its name, its pin, its end."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import CloseTopic, Delete, Errand, OpenTopic, Pin, RenameTopic, ReopenTopic
from messages.cards.incidents import topic_name
from storage.tables.incidents import Incident
from storage.vocabulary.incidents import TopicState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.severity import Severity

# Bot API, createForumTopic: one of six colours; red, orange, yellow, blue for our four levels.
_COLORS = {Severity.S1: 16478047, Severity.S2: 16749490, Severity.S3: 16766590, Severity.S4: 7322096}


async def opened(easel: Easel) -> Errand | None:
    """Open the topic, unless it stands or cannot be had."""
    incident = await easel.incident()
    if incident is None or incident.topic_state is not TopicState.WANTED:
        return None
    return OpenTopic(name_of(easel, incident), _COLORS[incident.severity])


def name_of(easel: Easel, incident: Incident) -> str:
    """The topic's name: severity or ✓, number, what it is about."""
    return topic_name(
        incident.number,
        incident.severity,
        incident.title,
        easel.reader,
        ended=not incident.state.open,
        drill=incident.drill,
    )


async def renamed(easel: Easel) -> Errand | None:
    """The name as it should be today."""
    incident = await easel.incident()
    if incident is not None and easel.parcel.values.get("stub"):
        title = easel.reader.label(ParcelKind.RESTRICTED_STUB)
        return RenameTopic(topic_name(incident.number, incident.severity, title, easel.reader, ended=True))
    if incident is None or incident.topic_id is None:
        return None
    return RenameTopic(name_of(easel, incident))


async def closed(easel: Easel) -> Errand | None:
    """Close the topic of a closed incident."""
    incident = await easel.incident()
    if incident is not None and easel.parcel.values.get("stub"):
        return CloseTopic()
    return CloseTopic() if incident and incident.topic_id and incident.closed_at else None


async def reopened(easel: Easel) -> Errand | None:
    """Open it again with its incident."""
    incident = await easel.incident()
    return ReopenTopic() if incident and incident.topic_id and not incident.closed_at else None


async def pinned(easel: Easel) -> Errand | None:
    """Pin the card, silently: a loud pin wakes muted members."""
    incident = await easel.incident()
    return Pin(ParcelKind.INCIDENT_CARD, incident.id) if incident else None


async def taken_away(easel: Easel) -> Errand | None:
    """A card that moved into its topic leaves the main chat."""
    return Delete(int(easel.parcel.values["message"]))
