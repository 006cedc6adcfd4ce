"""Sources in the owner's private chat: who was heard when, a test for each, a mapping before it is kept."""

from markupsafe import Markup

from bot.buttons import Press
from messages.cards.parts import dotted, head, name, title
from messages.markup import Drawn, Key, grid
from messages.views import MappingView, Reader, SourceRow, SourcesView, Verb

_SHOWN = 12
_TITLES = 5


def draw(view: SourcesView, reader: Reader) -> Drawn:
    """One line for each source, and a button that sends a test through it."""
    lines = [head(reader, view.mark, reader.say("sources-head", team=name(view.team), count=len(view.rows)))]
    lines += [_line(row, reader) for row in view.rows[:_SHOWN]]
    if not view.rows:
        lines.append(reader.say("sources-none"))
    if len(view.rows) > _SHOWN:
        lines.append(reader.say("sources-more", count=len(view.rows) - _SHOWN))
    keys = [
        Key(reader.plain("key-srctest-named", name=name(row.name)), press=Press(Verb.SOURCE_TEST, row.id))
        for row in view.rows[:_SHOWN]
    ]
    return Drawn.of(lines, grid(keys, 2))


def _line(row: SourceRow, reader: Reader) -> Markup:
    heard = (
        reader.say("sources-heard", at=row.last_seen_at) if row.last_seen_at else reader.say("sources-never-heard")
    )
    every = reader.say("sources-every", minutes=row.expected_minutes) if row.expected_minutes else None
    silent = reader.say("sources-silent") if row.silent else None
    mapped = reader.say("sources-mapped") if row.mapped else None
    return dotted(reader, name(row.name), reader.label(row.format), heard, every, mapped, silent)


def draw_mapping(view: MappingView, reader: Reader) -> Drawn:
    """What the mapping makes of the last deliveries; kept by one tap."""
    key = "mapping-kept" if view.kept else "mapping-head"
    lines = [
        head(reader, view.mark, reader.say(key, name=name(view.name), count=len(view.titles), tried=view.tried))
    ]
    lines += [reader.say("mapping-title", title=title(one)) for one in view.titles[:_TITLES]]
    if view.fields:
        lines.append(reader.say("mapping-fields", fields=", ".join(view.fields)))
    keep = None if view.kept else Key(reader.plain("key-srcmap"), press=Press(Verb.SOURCE_MAP, view.source))
    return Drawn.of(lines, grid([keep], 1))
