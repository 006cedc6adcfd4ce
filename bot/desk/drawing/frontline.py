"""Drawing what frontline groups see, who has not read, and what the guard found."""

from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.desk import air, frontline, people, receipts, voice
from bot.desk.desk import Desk
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import PersonId, SheetId
from messages import words
from messages.cards import frontline as cards
from messages.pages import receipt as receipt_page
from messages.views import Mark
from messages.views.checking import view_of
from messages.views.frontline import FrontlineCardView, OutsideRow, RobotRow, UnreadView
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import Audience, ItemKind, SheetState


async def card(easel: Easel) -> Errand | None:
    """The version for those who answer users; an old one says which is current."""
    reading = easel.person.id if easel.person else None
    view = await view_of_sheet(easel.look, SheetId(easel.parcel.subject_id), easel.mark(), reading)
    return easel.show(cards.draw(view, easel.reader)) if view is not None else None


async def view_of_sheet(
    look: Reader, sheet_id: SheetId, mark: Mark, reading: PersonId | None = None
) -> FrontlineCardView | None:
    """The version as those who answer users see it, on a card or behind a link; `reading`: who alone reads it."""
    sheet = await look.sheets.find(sheet_id)
    incident = await look.incidents.find(sheet.incident_id) if sheet else None
    if sheet is None or incident is None:
        return None
    items = await look.sheets.items(sheet.id)
    current = await look.sheets.current(incident.id, sheet.audience)
    lead = await look.roles.of_kind(incident.id, RoleKind.SERVICE_LEAD)
    asked = lead.person_id if lead is not None and lead.state is RoleState.TAKEN else None
    called = await people.names(look, [asked])
    return FrontlineCardView(
        sheet=sheet.id,
        version=sheet.version,
        current=sheet.state is SheetState.CURRENT,
        newest=current.version if current else 0,
        taken_back=sheet.state is SheetState.RETRACTED,
        title=incident.title,
        lines=tuple(voice.said_lines(items)),
        not_to_say=tuple(item.text for item in items if item.kind is ItemKind.DO_NOT_SAY),
        ask=called.get(asked, ""),
        ask_you=asked is not None and asked == reading,
        read=len(await look.frontline.receipts(sheet.id)),
        mark=replace(mark, drill=incident.drill),
    )


async def unread(easel: Easel) -> Errand | None:
    """Who has not read the version yet; it shrinks as they read."""
    sheet = await easel.look.sheets.find(SheetId(easel.parcel.subject_id))
    if sheet is None:
        return None
    missing = await frontline.still_unread(easel.look, sheet)
    called = await easel.called(missing)
    read = len(await easel.look.frontline.receipts(sheet.id))
    groups = await frontline.outside(easel.look, sheet)
    owed = await _line_owed(easel, sheet)
    view = UnreadView(
        sheet=sheet.id,
        version=sheet.version,
        read=read,
        total=read + len(missing) + sum(group.missing for group in groups),
        names=tuple(called[person] for person in missing if called.get(person)),
        outside=tuple(
            OutsideRow(group.kind, group.name, group.read, group.people, group.arrived) for group in groups
        ),
        line_owed=owed is not None,
        beside_host=owed or "",
        mark=easel.mark(),
    )
    return easel.show(cards.draw_unread(view, easel.reader))


async def _line_owed(easel: Easel, sheet: MessageSheet) -> str | None:
    """Who is to pass the line for the air to the host ('': nobody is there); None when it was said, or off air."""
    incident = await easel.incident(sheet.incident_id)
    public = sheet.state is SheetState.CURRENT and sheet.audience is Audience.PUBLIC
    if incident is None or not public or await voice.line_owed(easel.look, incident, easel.look.now) is None:
        return None
    host = await air.beside_the_host(easel.look, incident)
    return (await easel.called([host])).get(host, "")


async def robots(easel: Easel) -> Errand | None:
    """The robots in other messengers' groups, without their addresses."""
    rows = await easel.look.outlets.robots(easel.team_id)
    shown = [RobotRow(row.kind, row.name, row.shown, row.people) for row in rows]
    return easel.say(cards.draw_robots(shown, easel.reader))


async def found(easel: Easel) -> Errand | None:
    """A deviation in a number, a cause, a promise or a denial, for whoever speaks in public."""
    values = easel.parcel.values
    if "verdict" not in values:
        return None
    view = view_of(values, easel.parcel.subject_id, easel.mark())
    return easel.say(cards.draw_found(view, str(values["by"]), str(values["group"]), easel.reader))


async def line(easel: Easel) -> Errand | None:
    """The line that may be said, for everybody in the group and at nobody."""
    values = easel.parcel.values
    return easel.say(cards.draw_line(str(values["line"]), str(values["version"]), easel.reader))


async def show_receipt(desk: Desk, token: str, read_by: str = "") -> tuple[bool, str]:
    """The page behind a receipt link, and whether its version is current. In the team's language."""
    async with desk.reading() as look:
        sheet = await receipts.behind(look, token)
        team = await look.teams.find(sheet.team_id) if sheet else None
        mark = Mark(sandbox=desk.policy.sandbox)
        view = await view_of_sheet(look, sheet.id, mark) if sheet else None
        language = team.language if team else desk.policy.language
        zone = ZoneInfo(team.timezone if team else desk.policy.timezone)
        html = receipt_page.draw(view, words.Reader(language, zone, look.now), read_by)
    return view is not None and view.current, html
