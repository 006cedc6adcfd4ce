"""The curtain before restricted incidents: whoever does not belong sees number and commander, and nothing more.

One place for every card, list and answer, so that none is forgotten.
"""

from bot.desk import restricting
from bot.desk.arrivals import NewAlert
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Edit, Errand
from bot.desk.storms import Line
from messages.markup import Drawn
from messages.notices.answers import answer
from storage.tables.alerts import Alert
from storage.tables.incidents import Incident
from storage.vocabulary.parcels import ParcelKind

#: What goes on behind the curtain or says nothing by itself.
_OPEN = frozenset(
    {
        ParcelKind.RESTRICTED_STUB,
        ParcelKind.OLD_CARD,
        ParcelKind.TOPIC_OPEN,
        ParcelKind.TOPIC_RENAME,
        ParcelKind.TOPIC_CLOSE,
        ParcelKind.TOPIC_REOPEN,
    }
)


async def hidden(easel: Easel) -> Incident | None:
    """The restricted incident this parcel is about, when its reader does not belong to it."""
    team, parcel = easel.team, easel.parcel
    if team is None or team.restricted_chat_id is None or parcel.kind in _OPEN:
        return None
    kind, _, rest = parcel.audience.partition(":")
    if kind == "incident":
        return None
    subject = str(parcel.values.get("incident") or parcel.subject_id)
    incident = await restricting.about(easel.look, subject) if subject else None
    if incident is None or not incident.restricted:
        return None
    if kind == "chat" and int(rest.partition(":")[0]) == team.restricted_chat_id:
        return None
    if easel.person is not None and await restricting.admitted(easel.look, incident, [easel.person.id]):
        return None
    return incident


async def veiled(easel: Easel, alert: Alert | NewAlert | Line) -> bool:
    """Would this undecided alert open behind the curtain, and does its reader not belong there? Then the main chat
    reads no word of it before anybody has decided either."""
    team = easel.team
    if team is None or alert.incident_id is not None or not restricting.wanted(team, alert.crisis_type):
        return False
    kind, _, rest = easel.parcel.audience.partition(":")
    if kind == "chat" and int(rest.partition(":")[0]) == team.restricted_chat_id:
        return False
    if easel.person is None:
        return True
    member = await easel.look.people.member(team.id, easel.person.id)
    return member is None or member.left_at is not None or not member.restricted


async def title_of(easel: Easel, alert: Alert) -> str:
    """What an undecided alert is called before this reader."""
    return easel.reader.plain("alert-veiled") if await veiled(easel, alert) else alert.title


async def before(easel: Easel, incident: Incident) -> Errand | None:
    """What stands there instead."""
    message = easel.parcel.values.get("message")
    drawn = await _line(easel, incident)
    return Edit(drawn, int(message)) if message else easel.show(drawn)


async def stub(easel: Easel) -> Errand | None:
    """The one line for everybody else; with `message` in place of what that message said before."""
    incident = await easel.incident()
    return await before(easel, incident) if incident is not None else None


async def _line(easel: Easel, incident: Incident) -> Drawn:
    called = await easel.called([incident.commander_id])
    commander = called.get(incident.commander_id, "")
    if not commander:
        return answer("incident-restricted-alone", easel.reader, number=incident.number)
    return answer("incident-restricted", easel.reader, number=incident.number, commander=commander)
