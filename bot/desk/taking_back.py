"""A message sheet that is in use is taken back by people: asked why, and told to whom it concerns."""

import json

from bot.desk import asking, people, sheet_life, sheets, voice
from bot.desk.approvals import SHEET
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize
from bot.desk.speaking import post_reply
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import PersonId, SheetId
from bot.rules.noise import NoiseEvent, Whom
from messages.views import TakenBack
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Audience, SheetState
from storage.vocabulary.timeline import EntryKind

#: What is kept of a reason, as of the one for a return.
_LONGEST = 200


class SheetNotInUse(DeskError):
    """This version is not in use any more, so there is nothing to take back: `version`."""

    key = "refused-sheet-not-in-use"


@act
async def ask_reason(desk: Desk, actor: Actor, sheet_id: SheetId, place: str) -> Acted:
    """Why the version in use may not be said any more: asked in private; it holds until the answer is there.

    Raises:
        SheetUnknown; NotAllowed: neither communications lead nor commander; SheetNotInUse.
    """
    async with desk.transaction() as u:
        incident, sheet = await _hold_current(u, sheet_id, actor.person)
        asked = {"key": "answer-sheet-back-wanted", "asks": "sheet_back", "about": sheet.id}
        return await asking.ask(u, actor.person, place, incident.team_id, asked | sheet_life.named(sheet))


@act
async def take_back(desk: Desk, actor: Actor, sheet_id: SheetId, reason: str, place: str) -> None:
    """Nobody may say this version any more. Whoever has a text in hand that stands on it hears so, and so do the
    topic and those who wrote and approved it: who took it back, why, and what holds now.

    Raises:
        SheetUnknown, NotAllowed, SheetNotInUse.
    """
    async with desk.transaction() as u:
        incident, sheet = await _hold_current(u, sheet_id, actor.person)
        why = reason[:_LONGEST].rstrip("。. ") or reason[:_LONGEST]  # the sentence around it has its own stop
        await sheet_life.retract(u, incident, sheet, actor.person, why)
        said = {"by": actor.name, "text": why, "holds": await _what_holds(u, incident)}
        said |= sheet_life.named(sheet)
        news = News(
            ParcelKind.STATE_NOTICE,
            f"taken-back:{sheet.id}",
            Lane.DECISION,
            said | {"key": "notice-sheet-taken-back", "incident": incident.id},
        )
        others = await _others(u, incident, sheet, actor)
        await tell(u, incident, NoiseEvent.SHEET_TAKEN_BACK, news, {Whom.OWNER: others})
        answer = said | {"key": "answer-sheet-taken-back"}
        post_reply(u, place, ParcelKind.REPLY, incident.team_id, values=answer)


async def _hold_current(u: UnitOfWork, sheet_id: SheetId, person: PersonId) -> tuple[Incident, MessageSheet]:
    found = await u.sheets.find(sheet_id)
    if found is None:
        raise sheets.SheetUnknown
    incident = await held(u, found.incident_id)
    await u.session.refresh(found)
    await authorize(u, incident, person, Permission.PUBLIC_VOICE)
    if found.state is not SheetState.CURRENT:
        raise SheetNotInUse(version=found.version)
    return incident, found


async def _what_holds(u: UnitOfWork, incident: Incident) -> str:
    """What may be said instead: the `public` sheet, `standing` lines, or `none`."""
    if await voice.current_sheet(u, incident, Audience.PUBLIC, u.now) is not None:
        return "public"  # taken back was one for others
    lines = await voice.standing_lines(u, incident.team_id, incident.crisis_type, "", u.now, incident)
    return "standing" if lines else "none"


async def _others(u: UnitOfWork, incident: Incident, sheet: MessageSheet, actor: Actor) -> list[PersonId]:
    """Who leads, wrote or approved it, without the one who took it back."""
    asked = await u.approvals.of_subject(SHEET, sheet.id)
    those = [
        *await concerned(u, incident, Whom.COMMANDER, {}),
        *await concerned(u, incident, Whom.COMMUNICATIONS_LEAD, {}),
        sheet.drafted_by,
        *(one.person_id for one in asked),
    ]
    return [one for one in dict.fromkeys(those) if one and one != actor.person]


async def newest(look: Reader, incident: Incident, audience: Audience) -> TakenBack | None:
    """The last version for them that was in use, if people took it back; a draft given up was never in use."""
    used = [one for one in await look.sheets.of_incident(incident.id, audience) if one.valid_from is not None]
    if not used or used[0].state is not SheetState.RETRACTED:
        return None
    sheet = used[0]
    entry = await look.timeline.newest_about(incident.id, sheet.id)
    if entry is None or entry.kind is not EntryKind.SHEET_RETRACTED:
        return None
    called = await people.names(look, [entry.actor])
    reason = str(json.loads(entry.details or "{}").get("reason", ""))
    return TakenBack(version=sheet.version, by=called.get(entry.actor, ""), at=entry.at, reason=reason)
