"""The check's answer in four parts: what, why, what to say instead, and last the rules; false alarms; the list."""

from collections.abc import Iterable

from markupsafe import Markup

from messages.cards import attached
from messages.cards.parts import NOTE, button, dotted, head, name, offered, short_number, title
from messages.markup import COPY_LIMIT, Drawn, Key, clean, escape, line, rows, units
from messages.views import Reader, Verb
from messages.views.checking import (
    BanLine,
    BanListView,
    CheckBasis,
    CheckPoint,
    CheckReason,
    CheckView,
    FalseAlarmView,
    LineFrom,
)
from messages.words import reason_key
from storage.vocabulary.wordings import CheckVerdict, SampleState

_POINTS = 5
_LABEL = 24
_LINE = 700  # what is longer stands in the sheet
_BANS = 10


def draw(view: CheckView, reader: Reader) -> Drawn:
    """One line when it is clear; else the sentence with its wrong places, why, and the line to use."""
    hint = reader.say("check-hint") if view.hint else None
    known = view.file is not None and view.file.how.good  # its words were approved with it
    picture = reader.say("check-picture") if view.picture and not known else None
    file = attached.answered(view.file, reader) if view.file else []
    if view.verdict is CheckVerdict.CLEAR:
        return Drawn.of([_head(view, reader), *file, picture, hint])
    codes = " ".join(_code(rule) for rule in dict.fromkeys(r.rule for p in view.points for r in p.reasons))
    lines = [
        _head(view, reader),
        *points_lines(view, reader),
        *file,
        picture,
        hint,
        reader.say("check-codes", codes=codes),
    ]
    keys = offered(
        view.keys,
        *((verb, button(reader, verb, view.check)) for verb in (Verb.CHECK_SEND, Verb.FALSE_ALARM)),
    )
    return Drawn.of(lines, rows([copy_key(reader, view.line), *keys]))


def points_lines(view: CheckView, reader: Reader) -> list[Markup | None]:
    """The sentence with its wrong places, why each is wrong, and the line to use."""
    more = len(view.points) - _POINTS
    return [
        _sentence(view, reader),
        *(_point(index, point, reader) for index, point in enumerate(view.points[:_POINTS], start=1)),
        reader.say("check-more", count=more) if more > 0 else None,
        *_instead(view, reader),
    ]


def copy_key(reader: Reader, text: str) -> Key | None:
    """The button that copies a line; none when it holds too much, then the line itself is tapped."""
    bare = clean(text).strip()
    return Key(reader.plain("key-copy"), copy=bare) if 1 <= units(bare) <= COPY_LIMIT else None


def exact(text: str) -> Markup:
    """A line to be used as it stands: a tap copies it where it is too long for a button."""
    shown = escape(clean(text).strip())
    return shown if units(shown) <= COPY_LIMIT else Markup("<code>{}</code>").format(shown)


def _head(view: CheckView, reader: Reader) -> Markup:
    number = short_number(view.number) if view.number else ""
    if view.unasked:
        return head(reader, view.mark, reader.say("guard-unasked"), number)
    if view.former:
        key = "check-former"
        return head(reader, view.mark, reader.say(key, former=str(view.former), version=view.version), number)
    basis = _basis(view, reader)
    match view.verdict:
        case CheckVerdict.CLEAR:
            said = reader.say("check-clear", basis=basis, kind=view.basis.value)
            if view.file is not None and view.file.how.bad:  # first, or nobody reads on behind "clear"
                said = reader.say("check-clear-words", clear=said)
        case CheckVerdict.CHANGE:
            said = reader.say("check-change", count=len(view.points))
        case _:
            said = reader.say("check-block", basis=basis, kind=view.basis.value)
    return head(reader, view.mark, said, number)


def _basis(view: CheckView, reader: Reader) -> str:
    if view.basis is CheckBasis.SHEET:
        return view.version
    return reader.label(view.crisis_type) if view.crisis_type else ""


def _sentence(view: CheckView, reader: Reader) -> Markup:
    text = view.sentence
    parts: list[Markup] = []
    place = 0
    for start, end in sorted(view.marks):
        if start < place:
            continue
        parts += [_flat(text[place:start]), Markup("<b>{}</b>").format(_flat(text[start:end]))]
        place = end
    parts.append(_flat(text[place:]))
    return reader.say("check-sentence", text=Markup("").join(parts))


def _flat(text: str) -> Markup:
    """Words of somebody's sentence, in one line, without what deceives; spaces at its ends stay."""
    return escape(" ".join(clean(text).split("\n")))


def _point(index: int, point: CheckPoint, reader: Reader) -> Markup:
    reasons = dict.fromkeys(reason(reader, one) for one in point.reasons)
    label = line(point.label, _LABEL)
    if not label:  # only signs nobody sees
        label = reader.plain("check-unseen")
    return reader.say("check-point", index=str(index), label=label, reasons=reader.listed(reasons))


def reason(reader: Reader, one: CheckReason) -> str:
    """Why, in some eight words; how the words were written where that is not plain."""
    said = reader.plain(reason_key(one.reason), **{name: title(value, NOTE) for name, value in one.blanks})
    if one.evidence in ("exact", "case", "fact", "pattern", "overlap"):
        return said
    how = reader.plain(f"evidence-{one.evidence}")
    return reader.plain("check-written" if one.certain else "check-guessed", reason=said, how=how)


def _instead(view: CheckView, reader: Reader) -> Iterable[Markup | None]:
    if not view.line:
        return [reader.say("check-no-line")]
    key = f"check-line-{view.line_from.value}"
    if view.line_from is LineFrom.APPROVED:
        key += "-sheet" if view.basis is CheckBasis.SHEET else "-standing"
    return [reader.say(key, version=view.version), exact(view.line[:_LINE])]


def _code(rule: str) -> str:
    """`R-C7` → `C7`: rule numbers come last and small."""
    return rule.removeprefix("R-")


def draw_false_alarm(view: FalseAlarmView, reader: Reader) -> Drawn:
    """Who says so, the sentence, why it was stopped, and what would be allowed; then who decided."""
    number = short_number(view.number) if view.number else None
    reasons = list(dict.fromkeys(reason(reader, one) for one in view.reasons))[:4]
    lines: list[Markup | None] = [
        head(reader, view.mark, reader.say("false-alarm-head", by=name(view.by)), number),
        reader.say("check-sentence", text=title(view.sentence, 160)),
        reader.say("false-alarm-why", reasons=reader.listed(reasons)) if reasons else None,
    ]
    if view.state is not SampleState.OPEN:
        once = view.state is SampleState.ALLOWED and not view.phrases
        key = "false-alarm-once" if once else f"false-alarm-{view.state.value}"
        lines.append(reader.say(key, by=name(view.decided_by), at=view.decided_at or reader.now))
        return Drawn.of(lines)
    if view.phrases:
        listed = reader.plain("list-comma").join(
            reader.plain("quoted", text=title(one, 40)) for one in view.phrases
        )
        lines.append(reader.say("false-alarm-phrases", phrases=listed))
    else:
        figures = any(one.evidence in ("fact", "pattern") for one in view.reasons)
        lines.append(reader.say("false-alarm-facts" if figures else "false-alarm-whole"))
    allow = button(reader, Verb.SPAN_ALLOW, view.sample, key="" if view.phrases else "key-span-once")
    return Drawn.of(lines, rows([allow, button(reader, Verb.SPAN_KEEP, view.sample)]))


def draw_list(view: BanListView, reader: Reader) -> Drawn:
    """The newest wordings with their numbers, and phrases that are allowed."""
    number = short_number(view.number) if view.number else None
    if not view.bans and not view.allowed:
        return Drawn.of([dotted(reader, reader.say("bans-head", count=0), number), reader.say("bans-none")])
    shown = view.bans[:_BANS]
    lines = [
        dotted(reader, reader.say("bans-head", count=view.total), number),
        *(_ban(ban, reader) for ban in shown),
        reader.say("bans-more", count=view.total - len(shown)) if view.total > len(shown) else None,
        *(reader.say("bans-allowed", number=str(index), text=title(text, 40)) for index, text in view.allowed[:3]),
        reader.say("bans-foot"),
    ]
    return Drawn.of(lines)


def _ban(ban: BanLine, reader: Reader) -> Markup:
    first = reader.say(
        "ban-line", number=str(ban.number), term=title(ban.term, 24), instead=title(ban.say_instead, 30)
    )
    until = reader.say("ban-until", until=ban.until) if ban.until else None
    variants = reader.say("ban-variants", count=ban.variants) if ban.variants else None
    warns = reader.label(ban.level) if ban.level.value == "warn" else None
    return dotted(reader, first, variants, reader.label(ban.scope), warns, until)
