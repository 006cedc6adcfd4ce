"""What the host says on air in a crisis: the line in large letters, who is to say it, and that it was said."""

from bot.desk import frontline, voice
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, steered, team_of
from bot.desk.outcomes import Acted
from bot.desk.people import authorize
from bot.desk.speaking import post_anew, post_card, refresh
from bot.desk.telling import News, tell
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from bot.rules.noise import NoiseEvent, Whom
from bot.rules.standing_lines import fingerprint
from storage.tables.incidents import Incident, Step
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.timeline import EntryKind


class NoLine(DeskError):
    """No spoken line is approved for this moment."""

    key = "refused-no-line"


@act
async def show_large(desk: Desk, person: PersonId, incident_id: IncidentId, place: str) -> Acted:
    """The line alone, large, where somebody asked: for the screen in front of the host.

    Raises:
        IncidentUnknown, NotAllowed; NoLine: there is none to read out.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        team = await team_of(u, incident.team_id)
        if await voice.spoken_line(u, incident, u.now, team.language) is None:
            raise NoLine
        await post_anew(u, ParcelKind.SPOKEN_LARGE, incident.id, incident.team_id, place)
        return Acted("toast-line-large", {}, incident.id, incident.number)


async def announce(u: UnitOfWork, incident: Incident) -> None:
    """A new line for the air while it is live: whoever stands by the host gets it large, with the receipt below.

    The live director, else whoever has the account.
    """
    if await voice.line_owed(u, incident, u.now) is None:
        return
    if (person := await beside_the_host(u, incident)) is not None:
        news = News(ParcelKind.SPOKEN_LARGE, incident.id, Lane.DECISION, {"asks": True})
        await tell(u, incident, NoiseEvent.TASK_GIVEN, news, {Whom.OWNER: [person]})


async def beside_the_host(look: Reader, incident: Incident) -> PersonId | None:
    """Who passes a line to the host: the live director, else whoever has the account."""
    for kind in (RoleKind.LIVE_DIRECTOR, RoleKind.ACCOUNT_OPERATOR):
        role = await look.roles.of_kind(incident.id, kind)
        if role is not None and role.state is RoleState.TAKEN and role.person_id is not None:
            return role.person_id
    return None


@act
async def said(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """The host has said the line; its exact words stand in the timeline by their hash.

    Raises:
        IncidentUnknown, NotAllowed; NoLine: there was none to say.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        team = await team_of(u, incident.team_id)
        line = await voice.spoken_line(u, incident, u.now, team.language)
        if line is None:
            raise NoLine
        code = voice.said_code(line.text)
        row = next((step for step in await u.belongings.steps(incident.id) if step.code == code), None)
        if row is None:
            row = Step(id=u.new_id(), incident_id=incident.id, code=code)
            u.add(row)
        if row.done_at is None:
            row.done_by, row.done_at = person, u.now
            u.timeline.record(
                incident,
                EntryKind.LINE_SAID,
                by=person,
                ref=line.row,
                text=line.text,
                sha256=fingerprint(line.text),
                version=line.version,
            )
            await steered(u, incident, person)
        await u.session.flush()
        await refresh(u, ParcelKind.STOP_LOSS, incident.id, incident.team_id)
        await refresh(u, ParcelKind.SPOKEN_LARGE, incident.id, incident.team_id)
        if (sheet := await u.sheets.current(incident.id)) is not None:
            await refresh(u, ParcelKind.SHEET_UNREAD, sheet.id, incident.team_id)
            await frontline.perhaps_all_read(u, incident, sheet, person)
        post_card(u, incident)
        return Acted("toast-line-said", {}, incident.id, incident.number)
