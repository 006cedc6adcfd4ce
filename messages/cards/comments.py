"""An act on a comment section: what, why, who asks; then who agreed or turned it down."""

from messages.cards.parts import NOTE, button, dotted, head, name, short_number, title
from messages.markup import Drawn, rows
from messages.views import Reader, Verb
from messages.views.checking import CommentActView
from storage.vocabulary.comments import CommentState


def draw(view: CommentActView, reader: Reader) -> Drawn:
    """Two buttons while it is asked; a line with name and time afterwards."""
    what = reader.say("comment-asked", act=view.act, by=name(view.by))
    reason = reader.say("comment-reason", reason=reader.label(view.reason))
    lines = [
        head(reader, view.mark, what, short_number(view.number)),
        dotted(reader, reason, title(view.target, NOTE) or None),
    ]
    if view.state is CommentState.ASKED:
        lines.append(reader.say("comment-keep"))
        keys = [button(reader, Verb.COMMENT_AGREE, view.row), button(reader, Verb.COMMENT_DECLINE, view.row)]
        return Drawn.of(lines, rows(keys))
    key = f"comment-{view.state.value}"
    lines.append(reader.say(key, by=name(view.decided_by), at=view.decided_at or reader.now))
    return Drawn.of(lines)
