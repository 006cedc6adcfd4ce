"""What may be said now: the one current sheet with copy buttons, else the standing lines."""

from markupsafe import Markup

from messages.cards.parts import GAP, button, counsel_lines, dotted, head, short_number, title
from messages.markup import COPY_LIMIT, Drawn, Key, Keys, clean, cut, escape, rows, units
from messages.views import Reader, SaidLine, SheetCardView, Verb

_LINE = 600
_ANSWERS = 4
_BANS = 4
_COPIES = 3


def draw(view: SheetCardView, reader: Reader) -> Drawn:
    """The lines word for word in blocks that a tap copies, what not to say, until when it holds."""
    lines: list[Markup | None] = [_gone(view, reader), head(reader, view.mark, _first(view, reader))]
    if not view.lines and not view.answers:
        lines.append(
            reader.say("sheet-nothing-whom", person=view.ask_whom)
            if view.ask_whom
            else reader.say("sheet-nothing")
        )
    lines.append(reader.say("sheet-review", facts=view.review) if view.review else None)
    lines += counsel_lines(view.counsel, reader)
    for line in view.lines:
        lines += [GAP, _about(line, reader), _block(line.text)]
    if view.answers:
        lines += [GAP, reader.say("sheet-answers")]
        for line in view.answers[:_ANSWERS]:
            lines += [escape(title(clean(line.key) or reader.plain("item-key"))), _block(line.text)]
        rest = len(view.answers) - _ANSWERS
        lines.append(reader.say("sheet-answers-more", count=rest) if rest > 0 else None)
    if view.do_not_say:
        lines += [GAP, reader.say("sheet-bans")]
        lines += [_ban(term, instead, reader) for term, instead in view.do_not_say[:_BANS]]
    return Drawn.of(lines, _keys(view, reader))


def _gone(view: SheetCardView, reader: Reader) -> Markup | None:
    if not view.asked:
        return None
    if view.version:
        return reader.say("sheet-gone", asked=str(view.asked), version=str(view.version))
    return reader.say("sheet-gone-none", asked=str(view.asked))


def _first(view: SheetCardView, reader: Reader) -> Markup:
    about = reader.say("sheet-about", number=short_number(view.number), title=title(view.title))
    if view.version:
        state = reader.say("sheet-current", version=str(view.version))
        until = reader.say("sheet-valid", until=view.valid_to) if view.valid_to else None
        return dotted(reader, state, about, until)
    standing = reader.say("sheet-standing", type=view.crisis_type) if view.lines else reader.say("sheet-none")
    waiting = reader.say("sheet-waits", version=str(view.waiting)) if view.waiting else None
    return dotted(reader, standing, about, waiting)


def _about(line: SaidLine, reader: Reader) -> Markup:
    what = reader.label(line.channel) if line.channel else escape(title(line.key))
    return dotted(reader, what, reader.say("sheet-adaptable") if line.adaptable else None)


def _ban(term: str, instead: str, reader: Reader) -> Markup:
    if instead:
        return reader.say("sheet-ban-instead", term=title(term), instead=title(instead))
    return reader.say("sheet-ban", term=title(term))


def _block(text: str) -> Markup:
    return Markup("<code>{}</code>").format(cut(escape(clean(text).strip()), _LINE))


def _keys(view: SheetCardView, reader: Reader) -> Keys:
    copies = [
        Key(reader.plain("key-copy-of", what=_named(line, reader)), copy=clean(line.text).strip())
        for line in view.lines
        if 0 < units(escape(clean(line.text).strip())) <= COPY_LIMIT
    ]
    other = [button(reader, verb, view.incident) for verb in (Verb.FACTS, Verb.SHEET_WRITE) if verb in view.keys]
    if not view.version and Verb.STANDING in view.keys:
        other.append(button(reader, Verb.STANDING, view.crisis_type.value))
    return rows(copies[:_COPIES], other[:3])


def _named(line: SaidLine, reader: Reader) -> str:
    return reader.label(line.channel) if line.channel else title(line.key, 12)
