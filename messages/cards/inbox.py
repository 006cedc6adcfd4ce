"""The inbox: mild alerts of a day in one message of the main chat, only edited."""

from markupsafe import Markup

from messages.cards.parts import dot, dotted, head, title
from messages.markup import Drawn
from messages.views import InboxDigestView, InboxRow, Reader
from storage.vocabulary.alerts import AlertState

_SHOWN = 12


def draw(view: InboxDigestView, reader: Reader) -> Drawn:
    """A line for each alert, newest first, with what became of it; older ones are counted."""
    shown = view.rows[:_SHOWN]
    rest = view.total - len(shown)
    return Drawn.of(
        [
            head(reader, view.mark, reader.say("inbox-head", count=view.total)),
            *(_row(row, reader) for row in shown),
            reader.say("inbox-more", count=rest) if rest > 0 else None,
        ]
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
