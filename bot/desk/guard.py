"""The guard of frontline groups: what the sheet does not carry is put right with the writer, in private."""

from datetime import timedelta

from bot.desk import audiences, judging
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.judging import Judged
from bot.desk.people import Actor, reachable
from bot.desk.speaking import post_to_person
from bot.desk.telling import News, tell
from bot.ids import IncidentId
from bot.rules.guarding import Response, respond
from bot.rules.noise import NoiseEvent, Whom
from storage.tables.frontline import FrontlineGroup
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.timeline import EntryKind
from storage.vocabulary.wordings import CheckWay

#: The line stands in the group at most so often.
_LINE_AGAIN = timedelta(minutes=10)


async def watch(desk: Desk, actor: Actor, group: FrontlineGroup, text: str, message_id: int) -> None:
    """Somebody said something in a frontline group.

    Nothing happens unless an open incident has a current sheet and the sentence breaks it for certain.

    Raises:
        TextTooLong.
    """
    incident_id = await _speaking_incident(desk, group)
    if incident_id is None or not text.strip():
        return
    judged = await judging.judge(desk, group.team_id, text, incident_id)
    certain = [one.rule for one in judged.verdict.findings if one.level == "block" and one.certain]
    answer = respond(group.mode, certain, writer_reachable=actor.started)
    if answer != Response():
        await _answer(desk, actor, group, judged, answer, message_id)


async def _speaking_incident(desk: Desk, group: FrontlineGroup) -> IncidentId | None:
    """The worst open incident that has a current sheet and is no secret."""
    async with desk.reading() as look:
        for incident in await look.incidents.open(group.team_id):
            if not incident.restricted and await look.sheets.current(incident.id) is not None:
                return incident.id
    return None


@act
async def _answer(
    desk: Desk, actor: Actor, group: FrontlineGroup, judged: Judged, answer: Response, message_id: int
) -> None:
    async with desk.transaction() as u:
        assert judged.incident is not None, "judged under the incident's sheet"
        incident = await held(u, judged.incident)
        log = judging.keep(u, group.team_id, judged, CheckWay.GUARD, actor.person)
        u.timeline.record(incident, EntryKind.GUARD_FOUND, by=actor.person, ref=log.id, rules=judged.rules)
        values = judging.packed(judged) | {"unasked": True}
        known = await u.people.find(actor.person)
        if answer.to_writer and known is not None and reachable(known):
            post_to_person(
                u, actor.person, ParcelKind.CHECK_ANSWER, Lane.REPLY, log.id, group.team_id, values, sound=True
            )
        if answer.to_communications:
            news = News(ParcelKind.GUARD_FOUND, log.id, values=values | {"by": actor.name, "group": group.title})
            await tell(u, incident, NoiseEvent.DEVIATION, news, {Whom.AUTHOR: []})
        if answer.line_in_group:
            await _line(u, group, judged, incident.id)
        if answer.delete:
            place = audiences.to_place(group.chat_id)
            u.outbox.post(
                ParcelKind.OLD_CARD,
                team=group.team_id,
                stream=place,
                audience=place,
                lane=Lane.DECISION,
                subject=log.id,
                values={"message": message_id},
            )


async def _line(u: UnitOfWork, group: FrontlineGroup, judged: Judged, incident: IncidentId) -> None:
    """The line that may be said, without a name: the writer cannot be reached in private."""
    place = audiences.to_place(group.chat_id)
    lately = [
        one
        for one in await u.messages.showing(ParcelKind.GUARD_LINE, incident, place)
        if u.now - one.drawn_at < _LINE_AGAIN
    ]
    if lately or not judged.line:
        return
    u.outbox.post(
        ParcelKind.GUARD_LINE,
        team=group.team_id,
        stream=place,
        audience=place,
        lane=Lane.REPLY,
        subject=incident,
        values={"line": judged.line, "version": judged.view.version},
        coalesce=f"{ParcelKind.GUARD_LINE}:{incident}:{place}",
    )
