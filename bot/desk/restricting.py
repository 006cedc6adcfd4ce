"""Restricted incidents: they live in a second bound group, the main group sees number and commander.

What was said before in the main group is edited to that one line; its topic gets a plain name and is closed.
Once restricted, an incident stays so: what was hidden must not come back by a wrong tap.
"""

from collections.abc import Sequence
from typing import Final

from sqlmodel import col, or_, select

from bot.desk import audiences
from bot.desk.desk import Desk, act
from bot.desk.incidents import announce, held, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Restricted, authorize
from bot.errors import DeskError
from bot.ids import (
    AlertId,
    ApprovalId,
    ClockId,
    FactId,
    IncidentId,
    InquiryId,
    PersonId,
    PublicationId,
    RoleId,
    SheetId,
    StatementId,
    TaskId,
)
from messages.library import playbooks as library
from storage.tables.incidents import Incident
from storage.tables.speaking import Spoken
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.evidence import About
from storage.vocabulary.incidents import CrisisType, TopicState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind

#: Messages that are a file: an edit would leave it standing.
_FILES: Final = (ParcelKind.ATTACHED_FILE, ParcelKind.RELEASE_TEXT, ParcelKind.PROOF_PICTURE)


class RestrictedGroupMissing(DeskError):
    """The team has no second group to move it to."""

    key = "refused-restricted-group-missing"


class RestrictedOnce(DeskError):
    """It is restricted already."""

    key = "refused-restricted-once"


def wanted(team: Team, kind: CrisisType) -> bool:
    """Does a crisis of this type start restricted? Only where the team has a group for it."""
    return team.restricted_chat_id is not None and library.crisis_type(kind).restricted


async def about(look: Reader, subject: str) -> Incident | None:
    """The incident that a button or a parcel is about, whatever its subject names."""
    incident = await look.incidents.find(IncidentId(subject))
    if incident is not None:
        return incident
    found: IncidentId | None = None
    if alert := await look.alerts.find(AlertId(subject)):
        found = alert.incident_id
    elif role := await look.roles.find(RoleId(subject)):
        found = role.incident_id
    elif clock := await look.clocks.find(ClockId(subject)):
        found = clock.incident_id
    elif task := await look.belongings.task(TaskId(subject)):
        found = task.incident_id
    elif fact := await look.facts.find(FactId(subject)):
        found = fact.incident_id
    elif sheet := await look.sheets.find(SheetId(subject)):
        found = sheet.incident_id
    elif approval := await look.approvals.find(ApprovalId(subject)):
        found = approval.incident_id
    elif statement := await look.statements.find(StatementId(subject)):
        found = statement.incident_id
    elif publication := await look.publications.find(PublicationId(subject)):
        found = publication.incident_id
    elif promise := await look.publications.promise(subject):
        found = promise.incident_id
    elif inquiry := await look.inquiries.find(InquiryId(subject)):
        found = inquiry.incident_id
    elif deviation := await look.publications.deviation(subject):
        found = deviation.incident_id
    elif answer := await look.approvals.held(subject):
        found = answer.incident_id
    elif row := await look.belongings.stakeholder(subject):
        found = row.incident_id
    elif debrief := await look.reviews.debrief(subject):
        found = debrief.incident_id
    elif improvement := await look.reviews.improvement(subject):
        found = improvement.incident_id
    elif entry := await look.timeline.find(subject):
        found = entry.incident_id
    return await look.incidents.find(found) if found else None


async def admitted(look: Reader, incident: Incident, people: Sequence[PersonId]) -> list[PersonId]:
    """Those of these people who may know of this incident."""
    if not incident.restricted:
        return list(people)
    members = {m.person_id for m in await look.people.members(incident.team_id) if m.restricted}
    return [person for person in people if person in members]


async def admit(desk: Desk, actor: Actor, chat_id: int, subject: str) -> None:
    """May this person see this here: is he on the list, and is this place the restricted group or private?

    Raises:
        Restricted: no.
    """
    async with desk.reading(here=True) as look:
        team = await look.teams.find(actor.team)
        if team is None or team.restricted_chat_id is None:
            return
        incident = await about(look, subject)
        if incident is None or not incident.restricted or incident.team_id != team.id:
            return
        here = chat_id > 0 or chat_id == team.restricted_chat_id
        if not here or not await admitted(look, incident, [actor.person]):
            raise Restricted


@act
async def restrict(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """From now on only the restricted group knows of it. Every member may do that, nobody can take it back.

    Raises:
        IncidentUnknown, NotAllowed; RestrictedOnce; RestrictedGroupMissing.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        if incident.restricted:
            raise RestrictedOnce
        await authorize(u, incident, person, Permission.MEMBER)
        team = await team_of(u, incident.team_id)
        if team.restricted_chat_id is None:
            raise RestrictedGroupMissing
        await hide(u, incident, team, person)
        return Acted("toast-restricted", {}, incident.id, incident.number)


async def hide(u: UnitOfWork, incident: Incident, team: Team, by: PersonId | None) -> None:
    """Move the incident behind the curtain, with everything that was said of it."""
    incident.restricted = True
    u.timeline.record(incident, EntryKind.RESTRICTED, by=by)
    await _let_outsiders_go(u, incident)
    await _cover(u, incident, team)
    if incident.topic_id is not None and incident.topic_chat_id is not None:
        place = audiences.to_place(incident.topic_chat_id, incident.topic_id)
        for kind in (ParcelKind.TOPIC_RENAME, ParcelKind.TOPIC_CLOSE):
            u.outbox.post(
                kind,
                team=team.id,
                stream=place,
                audience=place,
                lane=Lane.DECISION,
                subject=incident.id,
                values={"stub": True},
                coalesce=f"stub:{kind}:{incident.id}",
            )
    incident.topic_id = incident.topic_chat_id = None
    incident.topic_state, incident.topic_trouble, incident.light = TopicState.WANTED, "", False
    announce(u, incident)


async def _let_outsiders_go(u: UnitOfWork, incident: Incident) -> None:
    """Roles of people who are not on the list are free again; the command alone is handed over, never dropped."""
    for role in await u.roles.of_incident(incident.id):
        if role.person_id is None or role.kind is RoleKind.COMMANDER:
            continue
        if await admitted(u, incident, [role.person_id]):
            continue
        if role.state is RoleState.TAKEN:
            u.timeline.record(incident, EntryKind.ROLE_RELEASED, by=role.person_id, ref=role.id, role=role.kind)
        role.state, role.person_id, role.next_person_id = RoleState.EMPTY, None, None


async def _cover(u: UnitOfWork, incident: Incident, team: Team) -> None:
    """Every message outside that says something of it shows the one line instead; a file is taken away."""
    subjects = {str(incident.id), *(alert.id for alert in await u.alerts.of_incident(incident.id))}
    subjects |= {role.id for role in await u.roles.of_incident(incident.id)}
    subjects |= {clock.id for clock in await u.clocks.of_incident(incident.id)}
    subjects |= {task.id for task in await u.belongings.tasks(incident.id)}
    subjects |= {fact.id for fact in await u.facts.of_incident(incident.id)}
    subjects |= {sheet.id for sheet in await u.sheets.of_incident(incident.id)}
    subjects |= await _spoken_for(u, incident)
    said = or_(col(Spoken.subject_id).in_(subjects), col(Spoken.stream) == audiences.to_incident(incident.id))
    if incident.topic_id is not None:
        in_topic = (col(Spoken.chat_id) == incident.topic_chat_id) & (col(Spoken.thread_id) == incident.topic_id)
        said = or_(said, in_topic)
    rows = (await u.session.exec(select(Spoken).where(said, col(Spoken.alive)))).all()
    for message in rows:
        person = message.audience.removeprefix("person:")
        inside = person != message.audience and await admitted(u, incident, [PersonId(person)])
        if inside or message.chat_id == team.restricted_chat_id:
            continue
        message.alive = False
        u.session.add(message)
        place = audiences.to_place(message.chat_id, message.thread_id)
        u.outbox.post(
            ParcelKind.OLD_CARD if message.kind in _FILES else ParcelKind.RESTRICTED_STUB,
            team=team.id,
            stream=place,
            audience=place,
            lane=Lane.DECISION,
            subject=incident.id,
            values={"message": message.message_id},
            coalesce=f"stub:{message.chat_id}:{message.message_id}",
        )


async def _spoken_for(u: UnitOfWork, incident: Incident) -> set[str]:
    """What was written to be said, and who was asked about it."""
    subjects: set[str] = set()
    for statement in await u.statements.of_incident(incident.id):
        subjects.add(statement.id)
        subjects |= {row.id for row in await u.approvals.of_owner("statement", statement.id)}
    subjects |= {row.id for row in await u.approvals.waiting(incident.id)}
    subjects |= {row.id for row in await u.publications.of_incident(incident.id)}
    subjects |= {row.id for row in await u.publications.promises(incident.id)}
    subjects |= {row.id for row in await u.publications.deviations(incident.id)}
    subjects |= set(await u.captures.ids_about(incident.id, About.ASSET))
    return subjects
