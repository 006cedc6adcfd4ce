"""Looking at an incident from a chat: where it stands and what is new to this person, and the recap as a file.

A file is made by the rendering process beside the loop (`bot.gateways.handouts`); who asked goes on working, and
a wish survives a restart.
"""

from datetime import timedelta

from bot.desk import audiences
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, reachable
from bot.desk.speaking import post_reply
from bot.ids import IncidentId, lowest_id
from storage.tables.handouts import Handout, Look
from storage.tables.incidents import Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission

KEPT = timedelta(days=1)


@act
async def catch_up(desk: Desk, actor: Actor, incident_id: IncidentId, place: str) -> Acted:
    """Show where an incident stands and what changed since this person last looked; while it is over, how it went.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        before = await u.handouts.look_of(actor.person, incident.id)
        values: dict[str, str | int] = {}
        if before is not None:
            values = {"since": before.looked_at.isoformat(), "seen": before.seq}
            before.seq, before.looked_at = incident.timeline_seq, u.now
        else:
            u.add(
                Look(
                    person_id=actor.person,
                    incident_id=incident.id,
                    seq=incident.timeline_seq,
                    looked_at=u.now,
                )
            )
        kind = ParcelKind.RECAP_TEXT if incident.state.open else ParcelKind.RECAP_CARD
        post_reply(u, place, kind, incident.team_id, subject=incident.id, values=values)
        return Acted("", {}, incident.id, incident.number)


@act
async def ask(desk: Desk, actor: Actor, incident_id: IncidentId, form: str, place: str) -> Acted:
    """Somebody wants the recap as a file (`pdf`, `html` …; `pdf:page` is the one page): in his private chat, where
    he has one.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        person = await u.people.find(actor.person)
        private = person is not None and reachable(person)
        wish(u, incident, actor, audiences.to_person(actor.person) if private else place, form)
        return Acted("toast-recap-coming", {}, incident.id, incident.number)


def wish(
    u: UnitOfWork, incident: Incident, actor: Actor, audience: str, form: str, unmasked: bool = False
) -> None:
    """Have a file made for somebody, inside his act."""
    u.add(
        Handout(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            asked_by=actor.person,
            audience=audience,
            form=form,
            language=actor.language,
            timezone=str(actor.zone),
            wanted_at=u.now,
            unmasked=unmasked or None,
        )
    )


@act
async def made(desk: Desk, handout: str, name: str, content: bytes, media_type: str, trouble: str) -> None:
    """The file is there: it goes where it was asked for. A second time nothing happens."""
    async with desk.transaction() as u:
        row = await u.handouts.hold(handout)
        if row is None or row.wanted_at is None:
            return
        row.wanted_at, row.name, row.content = None, name, content
        row.media_type, row.trouble = media_type, trouble
        post_reply(u, row.audience, ParcelKind.RECAP_FILE, row.team_id, row.incident_id, {"handout": row.id})


@act
async def given_up(desk: Desk, handout: str) -> None:
    """There is nothing to be made of it any more: its incident is gone."""
    async with desk.transaction() as u:
        row = await u.handouts.hold(handout)
        if row is not None:
            row.wanted_at = None


@act
async def forget_sent(desk: Desk) -> None:
    """Drop recap files a day after they were made; who wants one again gets today's."""
    async with desk.transaction() as u:
        await u.handouts.forget(lowest_id(u.now - KEPT))
