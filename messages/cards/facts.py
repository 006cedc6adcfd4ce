"""Facts: one message each, that changes as the fact does, and the three lists of an incident."""

from datetime import date

from markupsafe import Markup

from messages.cards.parts import NOTE, button, dotted, head, name, short_number, title
from messages.markup import Drawn, Key, Keys, clean, escape, grid, rows
from messages.views import FactListView, FactValueView, FactView, Reader, Verb
from storage.vocabulary.facts import FactList, FactState, ValueKind

_LISTED = 12
_SENTENCE = 300
_BUTTONS = 3
_STEPS = 8
_LISTS = (FactList.KNOWN, FactList.UNKNOWN_YET, FactList.DOING)


def draw(view: FactView, reader: Reader) -> Drawn:
    """The sentence, how it was read, who stands by it, and what can be done with it."""
    first = dotted(
        reader,
        reader.say("fact-head", mark=view.mark),
        reader.say("fact-expired") if view.expired else reader.label(view.state),
        reader.label(view.listed_as) if view.listed_as is not FactList.KNOWN else None,
        None if view.public else reader.say("fact-internal"),
    )
    lines = [
        head(reader, view.first, first),
        escape(title(clean(view.text), _SENTENCE)),
        _values(view, reader),
        _who(view, reader),
        reader.say("fact-source", source=title(clean(view.source), NOTE)) if view.source else None,
        reader.say("fact-asked", person=name(view.asked))
        if view.asked and view.state is FactState.TO_VERIFY
        else None,
        reader.say("fact-contradicts", facts=reader.listed(view.contradicts)) if view.contradicts else None,
        reader.say("fact-rounded") if view.rounded else None,
        reader.say("fact-runs-out") if view.runs_out else None,
        *_history(view, reader),
        reader.say("fact-choose") if view.choosing else None,
        reader.say("fact-how-long") if view.hours else None,
    ]
    return Drawn.of(lines, _chooser(view, reader) if view.choosing or view.hours else _keys(view, reader))


def _values(view: FactView, reader: Reader) -> Markup | None:
    if not view.values:
        return None
    read = dotted(reader, *(value_text(value, reader) for value in view.values))
    return read if view.agreed else reader.say("fact-values-right", values=read)


def _history(view: FactView, reader: Reader) -> list[Markup]:
    """The newest steps, oldest first, each with who and when."""
    shown = view.history[-_STEPS:]
    lines = [
        dotted(
            reader, reader.moment(step.at), name(step.by) or None, reader.label(step.kind), title(step.text, NOTE)
        )
        for step in shown
    ]
    older = len(view.history) - len(shown)
    return [reader.say("fact-older", count=older), *lines] if older else lines


def _who(view: FactView, reader: Reader) -> Markup | None:
    if view.verified_at and view.state is FactState.VERIFIED:
        verified = reader.say("fact-verified-by", by=name(view.verified_by), at=view.verified_at)
        until = None
        if view.expires_at:
            until = reader.say("fact-was-good-until" if view.expired else "fact-good-until", at=view.expires_at)
        return dotted(reader, verified, until)
    return reader.say("fact-by", by=name(view.by), at=view.at) if view.at else None


def value_text(value: FactValueView, reader: Reader) -> str:
    """A value as people write it: 3 例, 12.5 元, 80%, 11-22 18:00, 批次 0912A."""
    low, high = _shown(value.kind, value.low, reader), _shown(value.kind, value.high, reader)
    both = low if low == high else reader.plain("value-range", low=low, high=high)
    match value.kind:
        case ValueKind.COUNT:
            text = reader.plain("value-shown-count", value=both, unit=value.unit)
        case ValueKind.MONEY:
            known = value.unit in ("CNY", "USD", "EUR", "GBP", "JPY")
            key = f"value-shown-{value.unit.lower()}" if known else "value-shown-count"
            text = reader.plain(key, value=both, unit=value.unit)
        case ValueKind.PERCENT | ValueKind.TIMES | ValueKind.WORKDAYS | ValueKind.BATCH:
            text = reader.plain(f"value-shown-{value.kind.value}", value=both)
        case _:
            text = both
    return reader.plain(f"value-{value.rounding}", value=text) if value.rounding else text


def _shown(kind: ValueKind, written: str, reader: Reader) -> str:
    if kind is ValueKind.DURATION and written.replace(".", "", 1).isdigit():
        return _span(int(float(written)), reader)
    if kind is ValueKind.DATE and len(written) == 10:
        return reader.day(date.fromisoformat(written))
    if kind is ValueKind.MOMENT and len(written) == 16:
        return f"{reader.day(date.fromisoformat(written[:10]))} {written[11:]}"
    return title(written, NOTE)


def _span(seconds: int, reader: Reader) -> str:
    days, rest = divmod(seconds, 86_400)
    if days and not rest:
        return reader.plain("duration-days", days=str(days))
    hours, rest = divmod(seconds, 3_600)
    if hours and not rest:
        return reader.plain("duration-hours", hours=str(hours))
    return reader.plain("duration-minutes", minutes=str(seconds // 60))


def _keys(view: FactView, reader: Reader) -> Keys:
    """What can be done, two rows: vouching first; a slip is taken back where withdrawing would stand."""

    def key(verb: Verb, label: str = "") -> Key | None:
        return button(reader, verb, view.fact, key=label) if verb in view.keys else None

    undo = button(reader, Verb.UNDO, view.undo) if view.undo else key(Verb.FACT_WITHDRAW)
    public = key(Verb.FACT_PUBLIC, "key-fpub-in" if view.public else "key-fpub-out")
    change = key(Verb.FACT_CHANGE)
    holds = key(Verb.FACT_HOLDS) if view.state is FactState.VERIFIED else None
    again = view.expired or view.runs_out
    vouch = [
        holds if again else key(Verb.FACT_AGREE),
        key(Verb.FACT_VERIFY, "key-fver-again" if again else ""),
        key(Verb.FACT_ASK),
    ]
    if any(vouch):
        return rows(vouch, [change, undo, public])
    rounding = key(Verb.FACT_ROUND, "key-fround-exact" if view.rounded else "key-fround")
    return rows([key(Verb.FACT_DISPUTE), undo, rounding], [change, public, holds])


def _chooser(view: FactView, reader: Reader) -> Keys:
    back = button(reader, Verb.FACT_HOLDS if view.hours else Verb.FACT_ASK, view.fact, "back", key="key-back")
    if view.hours:
        chips = [
            button(reader, Verb.FACT_HOLDS, view.fact, str(hours), key="key-fhold-hours", hours=str(hours))
            for hours in view.hours
        ]
        return grid([*chips, button(reader, Verb.FACT_HOLDS, view.fact, "0", key="key-fhold-good"), back], 3)
    people = [
        button(reader, Verb.FACT_ASK, view.fact, person, key="key-fask-person", person=name(called))
        for person, called in view.choosing
    ]
    return grid([*people, back], 2)


def draw_list(view: FactListView, reader: Reader) -> Drawn:
    """What we know, do not know yet, and are doing; a tap vouches for the first ones that wait for it."""
    first = reader.say("facts-head", number=short_number(view.number), title=title(view.title))
    lines: list[Markup | None] = [head(reader, view.mark, first)]
    if not view.facts:
        lines.append(reader.say("facts-none"))
    for kind in _LISTS:
        listed = [fact for fact in view.facts if fact.listed_as is kind][:_LISTED]
        if listed:
            lines += [Markup(""), reader.say("facts-of", kind=kind), *(_line(fact, reader) for fact in listed)]
    rest = len(view.facts) - _LISTED * len(_LISTS)
    lines.append(reader.say("facts-withdrawn", count=view.withdrawn) if view.withdrawn else None)
    lines.append(reader.say("tasks-more", count=rest) if rest > 0 else None)
    return Drawn.of(lines, grid([*_list_keys(view, reader), _add(view, reader)], 2))


def _list_keys(view: FactListView, reader: Reader) -> list[Key]:
    waiting = [fact for fact in view.facts if Verb.FACT_VERIFY in fact.keys]
    return [
        button(reader, Verb.FACT_VERIFY, fact.fact, key="key-fver-mark", mark=fact.mark)
        for fact in waiting[:_BUTTONS]
    ]


def _add(view: FactListView, reader: Reader) -> Key:
    return button(reader, Verb.FACT, view.incident)


def _line(fact: FactView, reader: Reader) -> Markup:
    state = reader.say("fact-expired") if fact.expired else reader.label(fact.state)
    who = name(fact.verified_by) if fact.state is FactState.VERIFIED else ""
    text = reader.say("fact-line", mark=fact.mark, text=title(clean(fact.text), NOTE))
    inside = None if fact.public else reader.say("fact-internal")
    against = reader.say("fact-against", facts="".join(fact.contradicts)) if fact.contradicts else None
    return dotted(reader, text, state, who or None, inside, against)
