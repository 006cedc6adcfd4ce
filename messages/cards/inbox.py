"""The inbox: mild alerts of a day in one message, only edited; all of them in a file on demand."""

from markupsafe import Markup

from messages.cards.parts import button, dot, dotted, head, title
from messages.markup import Attachment, Drawn, grid, line, seen
from messages.views import InboxDayView, InboxDigestView, InboxRow, Reader, Verb
from storage.vocabulary.alerts import AlertState

_SHOWN = 12


def draw(view: InboxDigestView, reader: Reader) -> Drawn:
    """A line for each alert, newest first, with what became of it; older ones are counted and a button away."""
    shown = view.rows[:_SHOWN]
    rest = view.total - len(shown)
    return Drawn.of(
        [
            head(reader, view.mark, reader.say("inbox-head", count=_counted(view.total, view))),
            *(_row(row, reader) for row in shown),
            reader.say("inbox-more", count=_counted(rest, view)) if rest > 0 else None,
        ],
        grid([button(reader, Verb.INBOX_ALL, count=_counted(view.total, view))], 1) if rest > 0 else (),
    )


def _counted(count: int, view: InboxDigestView) -> int | str:
    return f"{count}+" if view.or_more else count


def listed(view: InboxDayView, reader: Reader) -> Drawn:
    """A file with a line for each: id, time, level, title, what became of it; newest first."""
    text = "\n".join(
        "\t".join(
            (
                alert,
                f"{row.first_seen_at.astimezone(reader.zone):%Y-%m-%d %H:%M:%S}",
                row.severity.value,
                line(row.title, 200),
                seen(dotted(reader, _became(row, reader))),
            )
        )
        for alert, row in view.rows
    )
    name = reader.plain("inbox-file-name", stamp=f"{view.day:%Y%m%d}")
    return Drawn.of(
        [reader.say("inbox-day", count=len(view.rows), total=view.total if view.total > len(view.rows) else 0)],
        document=Attachment(name, (text + "\n").encode()),
    )


def _row(row: InboxRow, reader: Reader) -> Markup:
    seen = reader.say("inbox-row", dot=dot(reader, row.severity), at=row.first_seen_at, title=title(row.title, 24))
    return dotted(reader, seen, _became(row, reader))


def _became(row: InboxRow, reader: Reader) -> str | None:
    decided = row.decided
    if decided is None:
        return reader.say("inbox-decide-by", at=row.decide_by) if row.decide_by else None
    if decided.state is AlertState.OPENED:
        return decided.number or reader.say("inbox-opened")
    if decided.state is AlertState.WATCHING and decided.watch_until:
        return reader.say("inbox-watching", until=decided.watch_until)
    if decided.state is AlertState.MERGED:
        return decided.number or reader.label(decided.state)
    return reader.label(decided.state)
