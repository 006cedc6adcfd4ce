"""When the team is on air, as a short list."""

from messages.cards.parts import dotted, name
from messages.markup import Drawn
from messages.views.airtimes import AirtimeRow, AirtimesView
from messages.words import Reader

_NAMED = {(1, 2, 3, 4, 5, 6, 7): "airtime-daily", (1, 2, 3, 4, 5): "airtime-weekdays", (6, 7): "airtime-weekend"}


def draw(view: AirtimesView, reader: Reader) -> Drawn:
    """One line a window, and how to change it."""
    if not view.rows:
        return Drawn.of([reader.say("airtimes-none")])
    lines = [dotted(reader, _when(row, reader), name(row.account) if row.account else None) for row in view.rows]
    return Drawn.of([reader.say("airtimes-head"), *lines, reader.say("airtimes-foot")])


def _when(row: AirtimeRow, reader: Reader) -> str:
    if row.days in _NAMED:
        days = reader.plain(_NAMED[row.days])
    else:
        days = reader.plain("list-comma").join(reader.plain(f"airtime-day-{day}") for day in row.days)
    key = "airtime-span" if row.begins < row.ends else "airtime-span-night"
    return reader.plain(key, days=days, begins=row.begins, ends=row.ends)
