"""Drawing what frontline groups see, who has not read, and what the guard found."""

from bot.desk import frontline, voice
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import SheetId
from messages.cards import frontline as cards
from messages.views.checking import view_of
from messages.views.frontline import FrontlineCardView, UnreadView
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import ItemKind, SheetState


async def card(easel: Easel) -> Errand | None:
    """The version for those who answer users; an old one says which is current."""
    sheet = await easel.look.sheets.find(SheetId(easel.parcel.subject_id))
    incident = await easel.incident(sheet.incident_id) if sheet else None
    if sheet is None or incident is None:
        return None
    items = await easel.look.sheets.items(sheet.id)
    current = await easel.look.sheets.current(incident.id, sheet.audience)
    lead = await easel.look.roles.of_kind(incident.id, RoleKind.SERVICE_LEAD)
    taken = lead is not None and lead.state is RoleState.TAKEN
    called = await easel.called([lead.person_id if lead and taken else None])
    view = FrontlineCardView(
        sheet=sheet.id,
        version=sheet.version,
        current=sheet.state is SheetState.CURRENT,
        newest=current.version if current else 0,
        title=incident.title,
        lines=tuple(voice.said_lines(items)),
        not_to_say=tuple(item.text for item in items if item.kind is ItemKind.DO_NOT_SAY),
        ask=called.get(lead.person_id, "") if lead and taken else "",
        read=len(await easel.look.frontline.receipts(sheet.id)),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw(view, easel.reader))


async def unread(easel: Easel) -> Errand | None:
    """Who has not read the version yet; it shrinks as they read."""
    sheet = await easel.look.sheets.find(SheetId(easel.parcel.subject_id))
    if sheet is None:
        return None
    missing = await frontline.still_unread(easel.look, sheet)
    called = await easel.called(missing)
    read = len(await easel.look.frontline.receipts(sheet.id))
    view = UnreadView(
        sheet=sheet.id,
        version=sheet.version,
        read=read,
        total=read + len(missing),
        names=tuple(called[person] for person in missing if called.get(person)),
        mark=easel.mark(),
    )
    return easel.show(cards.draw_unread(view, easel.reader))


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
