"""What may be said now: the one current sheet with copy buttons, else the standing lines."""

from markupsafe import Markup

from messages.cards.parts import GAP, button, counsel_lines, dotted, head, name, short_number, title
from messages.markup import COPY_LIMIT, Drawn, Key, Keys, clean, cut, escape, grid, rows, units
from messages.views import Reader, SaidLine, SheetCardView, Verb
from storage.vocabulary.sheets import Audience

_LINE = 600
_ANSWERS = 4
_BANS = 4
_COPIES = 3
_IN_A_ROW = 3


def _nothing(view: SheetCardView, reader: Reader) -> Markup:
    """Nobody answers yet; who is asked reads it as the one who is asked."""
    if view.ask_you:
        return reader.say("sheet-nothing-yours")
    return reader.say("sheet-nothing-whom", person=view.ask_whom) if view.ask_whom else reader.say("sheet-nothing")


def draw(view: SheetCardView, reader: Reader) -> Drawn:
    """The lines word for word in blocks that a tap copies, what not to say, until when it holds."""
    lines: list[Markup | None] = [_taken_back(view, reader) or _gone(view, reader)]
    lines.append(head(reader, view.mark, _first(view, reader)))
    if view.falls_back:
        lines.append(reader.say("sheet-falls-back", audience=view.audience))
    if view.choosing:
        return Drawn.of([*lines, reader.say("sheet-for-whom")], _chooser(view, reader))
    if not view.lines and not view.answers:
        lines.append(_nothing(view, reader))
    lines.append(reader.say("sheet-review", facts=view.review) if view.review else None)
    lines += counsel_lines(view.counsel, reader)
    for line in view.lines:
        lines += [GAP, _about(line, reader), _block(line.text)]
    if view.answers:
        lines += [GAP, reader.say("sheet-answers")]
        for line in view.answers[:_ANSWERS]:
            asked = escape(title(clean(line.key) or reader.plain("item-key")))
            over = reader.say("sheet-line-over", time=line.over) if line.over else None
            lines += [dotted(reader, asked, over), _block(line.text)]
        rest = len(view.answers) - _ANSWERS
        lines.append(reader.say("sheet-answers-more", count=rest) if rest > 0 else None)
    if view.do_not_say:
        lines += [GAP, reader.say("sheet-bans")]
        lines += [_ban(term, instead, reader) for term, instead in view.do_not_say[:_BANS]]
    return Drawn.of(lines, _keys(view, reader))


def _gone(view: SheetCardView, reader: Reader) -> Markup | None:
    if not view.asked:
        return None
    asked = called(str(view.asked), view.audience, reader)
    if view.version and not view.falls_back:
        key = "sheet-never" if view.asked > view.version else "sheet-gone"
        return reader.say(key, asked=asked, version=called(str(view.version), view.audience, reader))
    return reader.say("sheet-gone-none", asked=asked)


def _taken_back(view: SheetCardView, reader: Reader) -> Markup | None:
    if (gone := view.taken_back) is None:
        return None
    version = called(str(gone.version), view.audience, reader)
    said = reader.say("sheet-taken-back", version=version, by=name(gone.by), at=gone.at)
    return dotted(reader, said, escape(clean(gone.reason)) if gone.reason else None)


def called(version: str, audience: Audience, reader: Reader) -> str:
    """A version as people call it: 2, and `2(员工)` where it is not for the public."""
    if audience is Audience.PUBLIC:
        return version
    return reader.plain("sheet-version-for", version=version, audience=reader.label(audience))


def _first(view: SheetCardView, reader: Reader) -> Markup:
    about = reader.say("sheet-about", number=short_number(view.number), title=title(view.title))
    if view.version:
        shown = Audience.PUBLIC if view.falls_back else view.audience
        state = reader.say("sheet-current", version=called(str(view.version), shown, reader))
        until = reader.say("sheet-valid", until=view.valid_to) if view.valid_to else None
        return dotted(reader, state, about, until)
    standing = reader.say("sheet-standing", type=view.crisis_type) if view.lines else reader.say("sheet-none")
    waiting = reader.say("sheet-waits", version=str(view.waiting)) if view.waiting else None
    return dotted(reader, standing, about, waiting)


def _about(line: SaidLine, reader: Reader) -> Markup:
    what = reader.label(line.channel) if line.channel else escape(title(line.key))
    over = reader.say("sheet-line-over", time=line.over) if line.over else None
    return dotted(reader, what, over, reader.say("sheet-adaptable") if line.adaptable and not over else None)


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
        if not line.over and 0 < units(escape(clean(line.text).strip())) <= COPY_LIMIT
    ]
    for_whom = "" if view.audience is Audience.PUBLIC else view.audience.value
    other = [button(reader, Verb.FACTS, view.incident)] if Verb.FACTS in view.keys else []
    if Verb.SHEET_WRITE in view.keys:
        other.append(button(reader, Verb.SHEET_WRITE, view.incident, for_whom))
    if Verb.SHEET in view.keys and view.version:
        other.append(button(reader, Verb.SHEET, view.incident, "who", key="key-sheet-for"))
    if not view.version and Verb.STANDING in view.keys:
        other.append(button(reader, Verb.STANDING, view.crisis_type.value))
    copies = copies[:_COPIES]
    if view.version and view.sheet and Verb.SHEET_BACK in view.keys:
        other.append(button(reader, Verb.SHEET_BACK, view.sheet))
        if len(other) > _IN_A_ROW:  # the facts stand beside the lines, or at /facts where three lines are copied
            copies = [*copies, other.pop(0)][:_COPIES]
    return rows(copies, other[:_IN_A_ROW])


def _chooser(view: SheetCardView, reader: Reader) -> Keys:
    """Everybody a sheet can be for; a tap shows theirs."""
    keys = []
    for audience, version in view.choosing:
        label = reader.label(audience)
        shown = reader.plain("key-sheet-of", audience=label, version=str(version)) if version else label
        press = button(reader, Verb.SHEET, view.incident, audience.value).press
        keys.append(Key(shown, press=press))
    return grid(keys, 2)


def _named(line: SaidLine, reader: Reader) -> str:
    return reader.label(line.channel) if line.channel else title(line.key, 12)
