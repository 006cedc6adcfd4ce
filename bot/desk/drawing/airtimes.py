"""Drawing the schedule on air."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from messages.cards import airtimes as cards
from messages.views.airtimes import AirtimeRow, AirtimesView


async def schedule(easel: Easel) -> Errand | None:
    """The team's windows as they were when somebody asked."""
    rows = tuple(
        AirtimeRow(days=tuple(one["days"]), begins=one["begins"], ends=one["ends"], account=one.get("account", ""))
        for one in easel.parcel.values["windows"]
    )
    return easel.say(cards.draw(AirtimesView(rows=rows), easel.reader))
