"""Standing lines: the board of all types, and the lines of one type with what can be done."""

from markupsafe import Markup

from messages.cards.parts import GAP, button, dotted, name
from messages.markup import Drawn, Key, clean, cut, escape, grid, rows
from messages.views import Reader, StandingBoardView, StandingLinesView, StandingLineView, Verb
from storage.vocabulary.people import Language

_A_PAGE = 6
_LINE = 500


def draw_board(view: StandingBoardView, reader: Reader) -> Drawn:
    """How many lines of each type are approved; a tap shows them."""
    approved = sum(1 for _, done, total in view.rows if done == total)
    start = view.page * _A_PAGE
    shown = view.rows[start : start + _A_PAGE]
    keys: list[Key | None] = [
        button(
            reader,
            Verb.STANDING,
            kind.value,
            key="key-stand-type",
            type=reader.label(kind),
            done=str(done),
            total=str(total),
        )
        for kind, done, total in shown
    ]
    pages = (len(view.rows) + _A_PAGE - 1) // _A_PAGE
    following = str((view.page + 1) % pages)
    keys.append(button(reader, Verb.STANDING_BOARD, view.team, following, key="key-stands-more"))
    lines = [
        reader.say("standing-board-head", done=str(approved), total=str(len(view.rows))),
        reader.say("standing-board-what"),
    ]
    return Drawn.of(lines, grid(keys, 2))


def draw(view: StandingLinesView, reader: Reader) -> Drawn:
    """Each line word for word, in a block that a tap copies; below, approve, change, take out of use."""
    lines: list[Markup | None] = [
        reader.say("standing-head", type=view.crisis_type, tongue=view.language),
        reader.say("standing-what") if Verb.STANDING_APPROVE in view.keys else None,
    ]
    for index, line in enumerate(view.lines, start=1):
        lines += [GAP, _about(index, line, reader), _block(line.text)]
    other = Language.EN if view.language is Language.ZH else Language.ZH
    kind, spoken = view.crisis_type.value, view.language.value
    approve = off = None
    if Verb.STANDING_APPROVE in view.keys:
        approve = button(reader, Verb.STANDING_APPROVE, kind, f"{spoken}-{view.seal}", count=str(len(view.lines)))
    if Verb.STANDING_RETIRE in view.keys:
        off = button(reader, Verb.STANDING_RETIRE, kind, spoken)
    change = [
        button(reader, Verb.STANDING_CHANGE, kind, f"{spoken}-{index}", index=str(index + 1))
        for index in range(len(view.lines))
    ]
    switch = button(reader, Verb.STANDING, kind, other.value, key="key-stand-language", tongue=other)
    return Drawn.of(lines, rows([approve, off], change[:2], change[2:4], [switch]))


def _about(index: int, line: StandingLineView, reader: Reader) -> Markup:
    if line.waits:
        state = reader.say("standing-waits", writer=name(line.writer))
    elif line.in_use and line.expires_at:
        state = reader.say(
            "standing-in-use",
            by=name(line.approved_by),
            until=line.expires_at.astimezone(reader.zone).date(),
            hash=line.seal,
        )
    elif line.expired:
        state = reader.say("standing-expired")
    else:
        state = reader.say("standing-draft")
    where = reader.say("standing-line", index=str(index), channel=line.channel)
    trouble = reader.say("sheet-trouble", rules=reader.listed(line.trouble)) if line.trouble else None
    over = reader.say("standing-over", count=str(line.over[0]), total=str(line.over[1])) if line.over else None
    return dotted(reader, where, reader.label(line.stage), state, trouble, over)


def _block(text: str) -> Markup:
    return Markup("<code>{}</code>").format(cut(escape(clean(text).strip()), _LINE))
