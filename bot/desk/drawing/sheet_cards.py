"""Drawing what may be said now about an incident."""

from collections.abc import Sequence

from msgspec import structs

from bot.desk import people, sheet_search, taking_back, voice
from bot.desk.drawing.counsel import counsel_of
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import PersonId
from bot.rules import permissions
from messages.cards import sheets as cards
from messages.views import Reader, SaidLine, ScriptLine, SheetCardView, Verb
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import Audience, ItemKind, Mode, SheetState


async def card(easel: Easel) -> Errand | None:
    """The current sheet, else the standing lines of its type, else whom to pass a question to."""
    incident_id, audience = voice.of_card_subject(easel.parcel.subject_id)
    incident = await easel.incident(incident_id)
    if incident is None:
        return None
    return easel.show(cards.draw(await _view(easel, incident, audience), easel.reader))


async def _view(easel: Easel, incident: Incident, audience: Audience) -> SheetCardView:
    now = easel.look.now
    own = await voice.current_sheet(easel.look, incident, audience, now)
    sheet = own or await voice.current_sheet(easel.look, incident, Audience.PUBLIC, now)
    waiting = await easel.look.sheets.open_draft(incident.id, audience)
    items = await easel.look.sheets.items(sheet.id) if sheet else ()
    lines = _lines(items, easel.reader) if sheet else await _standing(easel, incident)
    answers = [item for item in items if item.kind is ItemKind.QA]
    if (words := str(easel.parcel.values.get("find") or "")) and sheet:
        answers = sheet_search.nearest(items, words)
        lines = lines[:1] if not answers else []
    over = await voice.over_in(
        easel.look, incident, items, [line.text for line in (*lines, *map(_said, answers))], now
    )
    lead = None if lines or answers else await _lead(easel, incident)
    called = await easel.called([lead])
    return SheetCardView(
        incident=incident.id,
        number=incident.number,
        title=incident.title,
        crisis_type=incident.crisis_type,
        version=sheet.version if sheet else 0,
        lines=tuple(structs.replace(line, over=over.get(line.text, "")) for line in lines),
        answers=tuple(structs.replace(_said(item), over=over.get(item.text, "")) for item in answers),
        do_not_say=tuple((item.text, item.say_instead) for item in items if item.kind is ItemKind.DO_NOT_SAY),
        valid_to=sheet.valid_to if sheet else None,
        waiting=waiting.version if waiting and waiting.state is SheetState.IN_REVIEW else 0,
        asked=int(easel.parcel.values.get("asked", 0)),
        sheet=own.id if own else "",
        taken_back=None if own else await taking_back.newest(easel.look, incident, audience),
        review=sheet.review_reason if sheet and sheet.needs_review else "",
        counsel=await counsel_of(easel, incident),
        ask_whom=called.get(lead, ""),
        ask_you=lead is not None and easel.person is not None and easel.person.id == lead,
        audience=audience,
        falls_back=audience is not Audience.PUBLIC and own is None,
        choosing=await _choices(easel, incident) if easel.parcel.values.get("choosing") else (),
        keys=await _keys(easel, incident),
        mark=easel.mark(incident.drill),
    )


async def _keys(easel: Easel, incident: Incident) -> frozenset[Verb]:
    """What can be done from here; taking back is offered in private to those who may, and in a topic to all."""
    keys = {Verb.FACTS, Verb.STANDING, Verb.SHEET}
    if incident.state.open:
        keys.add(Verb.SHEET_WRITE)
    if easel.person is None or await _speaks_for_us(easel, incident, easel.person.id):
        keys.add(Verb.SHEET_BACK)
    return frozenset(keys)


async def _speaks_for_us(easel: Easel, incident: Incident, person: PersonId) -> bool:
    member = await easel.look.people.member(incident.team_id, person)
    if member is None:
        return False
    roles = await people.held_roles(easel.look, incident, person)
    return permissions.may(Permission.PUBLIC_VOICE, member.standing, roles)


async def _choices(easel: Easel, incident: Incident) -> tuple[tuple[Audience, int], ...]:
    """Everybody a sheet can be for, with the version that is current for them; 0: none of their own."""
    found: list[tuple[Audience, int]] = []
    for one in Audience:
        if one is not Audience.UNKNOWN:
            current = await voice.current_sheet(easel.look, incident, one, easel.look.now)
            found.append((one, current.version if current else 0))
    return tuple(found)


def _lines(items: Sequence[SheetItem], reader: Reader) -> list[SaidLine]:
    """Holding line, key messages and channel versions, in this order, each under its name."""
    order = (ItemKind.HOLDING, ItemKind.KEY, ItemKind.CHANNEL_TEXT)
    found: list[SaidLine] = []
    for kind in order:
        lines = [item for item in items if item.kind is kind and item.text.strip()]
        for place, item in enumerate(lines, start=1):
            name = reader.label(kind)
            if len(lines) > 1:
                name = reader.plain("sheet-nth", what=name, index=place)
            found.append(structs.replace(_said(item), key=name))
    return found


def _said(item: SheetItem) -> SaidLine:
    channel = item.channel if item.kind is ItemKind.CHANNEL_TEXT else None
    return SaidLine(text=item.text, channel=channel, key=item.key, adaptable=item.mode is Mode.ADAPTABLE)


async def _standing(easel: Easel, incident: Incident) -> list[SaidLine]:
    language = easel.reader.language
    rows = await voice.standing_lines(
        easel.look, incident.team_id, incident.crisis_type, "", easel.look.now, incident, language
    )
    found: list[SaidLine] = []
    for row in rows:
        # The later stage comes first: of one channel only the line that is true now is shown.
        if row.language is language and row.channel not in {line.channel for line in found}:
            found.append(SaidLine(text=row.text, channel=row.channel))
    return found


async def _lead(easel: Easel, incident: Incident) -> PersonId | None:
    role = await easel.look.roles.of_kind(incident.id, RoleKind.COMMUNICATIONS_LEAD)
    return role.person_id if role and role.state is RoleState.TAKEN else incident.commander_id


async def script_line(easel: Easel, incident: Incident) -> ScriptLine | None:
    """What the card says of the script: which sheet is current, whether standing lines stand in, what waits."""
    sheet: MessageSheet | None = await voice.current_sheet(easel.look, incident, Audience.PUBLIC, easel.look.now)
    waiting = await easel.look.sheets.open_draft(incident.id)
    version = waiting.version if waiting and waiting.state is SheetState.IN_REVIEW else None
    standing = bool(
        await voice.standing_lines(
            easel.look, incident.team_id, incident.crisis_type, "", easel.look.now, incident
        )
    )
    if sheet is None and version is None and not standing:
        return None
    return ScriptLine(current=sheet.version if sheet else None, standing=standing, waiting=version)
