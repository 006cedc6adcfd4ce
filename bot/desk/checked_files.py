"""Is this the approved file? Its seal held against the sheet's assets and the files of what went out."""

from typing import Any

from bot.desk import attached
from bot.desk.attached import Sent
from bot.desk.desk import Desk, act
from bot.desk.people import Actor
from bot.desk.speaking import post_reply
from bot.ids import CheckId, IncidentId
from messages.views.attached import FileStanding
from storage.tables.wordings import CheckLog
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.sheets import ItemKind, SheetState
from storage.vocabulary.wordings import CheckVerdict, CheckWay

#: Files of a text that was taken back or put right are not approved any more.
_OVER = (PublicationState.WITHDRAWN, PublicationState.CORRECTED)
_NAMED = 4
#: By a file's seal: how it stands, as a parcel carries it.
_Standing = dict[str, dict[str, Any]]


@act
async def check(desk: Desk, actor: Actor, sent: Sent, incident_id: IncidentId | None, place: str) -> None:
    """Answer for a file without words; kept as its seal and the rule, like any other check."""
    async with desk.transaction() as u:
        found = await incident_of(u, actor, incident_id)
        told = await packed(u, found, sent)
        good = FileStanding(told["how"]).good
        log = CheckLog(
            id=CheckId(u.new_id()),
            team_id=actor.team,
            incident_id=found,
            text_hash=sent.seal,
            rules=[] if good else ["R-G13"],
            channel="",
            sheet_version=f"v{told['version']}" if told["version"] else "",
            verdict=CheckVerdict.CLEAR if good else CheckVerdict.BLOCK,
            way=CheckWay.CHAT,
            by=actor.person,
            at=u.now,
        )
        u.add(log)
        values = {"file": told, "incident": found or ""}
        post_reply(u, place, ParcelKind.CHECK_ANSWER, actor.team, log.id, values=values)


async def incident_of(look: Reader, actor: Actor, incident_id: IncidentId | None) -> IncidentId | None:
    """The incident, if it is one of this team."""
    incident = await look.incidents.find(incident_id) if incident_id else None
    return incident.id if incident is not None and incident.team_id == actor.team else None


async def packed(look: Reader, incident: IncidentId | None, sent: Sent) -> dict[str, Any]:
    """How a file stands in this incident, as a parcel carries it (`messages.views.attached.FileFound`)."""
    told = {"how": FileStanding.NOWHERE.value, "name": sent.name, "version": 0, "stage": "", "approved": []}
    told["photo"], told["large"] = sent.kind == "photo", sent.content is None
    if incident is None:
        return told
    texts = await _of_texts(look, incident)
    good, over, former = await _of_sheets(look, incident)
    approved = {seal: how for seal, how in texts.items() if seal not in over} | good
    names = [one.name for one in await attached.of(look, incident, list(approved)) if one.name]
    found = approved.get(sent.seal) or over.get(sent.seal) or former.get(sent.seal)
    if found is None:
        same = sent.content is not None and sent.kind != "photo" and sent.name in names
        found = {"how": (FileStanding.DIFFERS if same else FileStanding.UNKNOWN).value}
    return told | found | {"approved": names[:_NAMED]}


async def _of_texts(look: Reader, incident: IncidentId) -> _Standing:
    """The files of what went out and stands: they were approved with their words."""
    found: _Standing = {}
    for publication in await look.publications.of_incident(incident):
        version = await look.statements.version(publication.version_id)
        statement = await look.statements.find(publication.statement_id)
        assert version is not None, "a hand-over has its wording"
        assert statement is not None, "a hand-over has its text"
        if publication.state not in _OVER:
            how = {"how": FileStanding.TEXT.value, "stage": statement.stage.value, "version": version.version}
            found |= dict.fromkeys(version.assets, how)
    return found


async def _of_sheets(look: Reader, incident: IncidentId) -> tuple[_Standing, _Standing, _Standing]:
    """The assets that may be used now; those whose time, or whose sheet's, is over; those of older sheets."""
    good: _Standing = {}
    over: _Standing = {}
    former: _Standing = {}
    sheets = {sheet.id: sheet for sheet in await look.sheets.of_incident(incident)}
    for item in await look.sheets.items_of(list(sheets)) if sheets else ():
        sheet = sheets[item.sheet_id]
        if item.kind is not ItemKind.ASSET or not item.sha256 or sheet.state.open:
            continue
        ended = any(at is not None and at <= look.now for at in (sheet.valid_to, item.ends_at))
        if sheet.state in (SheetState.SUPERSEDED, SheetState.RETRACTED):
            former[item.sha256] = {"how": FileStanding.FORMER.value, "version": sheet.version}
        elif ended or sheet.state is SheetState.EXPIRED:
            over[item.sha256] = {"how": FileStanding.OVER.value, "version": sheet.version}
        else:
            good[item.sha256] = {"how": FileStanding.SHEET.value, "version": sheet.version}
    return good, over, former
