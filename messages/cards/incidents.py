"""The incident card (T2): one message, pinned silently, only edited."""

from collections.abc import Sequence

from markupsafe import Markup

from messages.cards.parts import (
    GAP,
    TITLE,
    button,
    capitalized,
    counsel_lines,
    dot,
    dotted,
    head,
    name,
    public_line,
    role,
    short_number,
    step_lines,
    title,
)
from messages.markup import TOPIC_LIMIT, Drawn, Key, Keys, line, rows
from messages.views import IncidentCardView, PromoLine, Reader, ScriptLine, Seat, Verb
from messages.words import capital
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity

#: experience.md 1.4 rule 3: a card has at most 16 lines without its buttons.
_LINES = 16
_STEPS = 3


def draw(view: IncidentCardView, reader: Reader) -> Drawn:
    """Who leads, what is due, what comes next. As many next steps as the sixteen lines leave room for."""
    if view.restricted_stub:
        return _stub(view, reader)
    above = [*_heading(view, reader), GAP, *_outside(view, reader), GAP, *seat_lines(view.seats, reader)]
    below = [_counts(view, reader), *_ending(view, reader)]
    room = _LINES - len(_without_gaps_at_ends(above)) - len(below) - 2
    steps = step_lines(reader, view.steps[: max(0, min(_STEPS, room))])
    next_steps = [GAP, reader.say("incident-next"), *steps] if steps else [GAP]
    return Drawn.of([*above, *next_steps, *below], _keys(view, reader))


def topic_name(
    number: str, severity: Severity, text: str, reader: Reader, ended: bool = False, drill: bool = False
) -> str:
    """The name of the incident's forum topic: `🔴 0007 儿童润肤霜疑致起疹`, `✓ 0007 …` once it is over."""
    named = reader.plain(
        "topic-name-ended" if ended else "topic-name",
        dot=dot(reader, severity),
        number=short_number(number),
        title=title(text),
    )
    return line(reader.plain("mark-drill", head=named) if drill else named, TOPIC_LIMIT)


def _stub(view: IncidentCardView, reader: Reader) -> Drawn:
    commander = next((seat.person for seat in view.seats if seat.kind is RoleKind.COMMANDER), "")
    if not commander:
        return Drawn.of([head(reader, view.mark, reader.say("incident-restricted-alone", number=view.number))])
    stub = reader.say("incident-restricted", number=view.number, commander=name(commander))
    return Drawn.of([head(reader, view.mark, stub)])


def _heading(view: IncidentCardView, reader: Reader) -> list[Markup]:
    first = reader.say(
        "incident-head", dot=dot(reader, view.severity), severity=view.severity, title=title(view.title, TITLE)
    )
    return [
        head(reader, view.mark, first),
        dotted(
            reader,
            view.number,
            reader.label(view.crisis_type),
            reader.label(view.state),
            reader.label(view.responsibility),
            reader.say("live") if view.live else None,
            reader.say("restricted") if view.restricted else None,
        ),
        dotted(
            reader,
            reader.say("incident-seen", seen=view.first_seen_at, opened=view.opened_at),
            reader.say("incident-parent", number=name(short_number(view.parent))) if view.parent else None,
            _children(view, reader),
        ),
    ]


def _children(view: IncidentCardView, reader: Reader) -> Markup | None:
    if not view.children:
        return None
    return reader.say("incident-children", numbers=reader.listed(name(short_number(n)) for n in view.children[:3]))


def _outside(view: IncidentCardView, reader: Reader) -> list[Markup]:
    lines = [reader.say("incident-public", line=public_line(reader, public)) for public in view.public[:2]]
    if view.script:
        lines.append(reader.say("incident-script", line=_script(view.script, reader)))
    if view.promo:
        lines.append(reader.say("incident-promo", line=_promo(view.promo, reader)))
    return [*lines, *counsel_lines(view.counsel, reader)]


def _script(script: ScriptLine, reader: Reader) -> str:
    if script.current is not None:
        now = reader.plain("script-current", version=str(script.current))
    else:
        now = reader.plain("script-standing" if script.standing else "script-none")
    if script.waiting is None:
        return now
    return reader.plain("script-waiting", now=now, version=str(script.waiting))


def _promo(promo: PromoLine, reader: Reader) -> Markup:
    left = [
        reader.plain("promo-left-item", what=title(what, 12), who=name(who)) if who else title(what, 12)
        for what, who in promo.left
    ]
    return dotted(
        reader,
        reader.say("promo-count", done=promo.done, total=promo.total),
        reader.say("promo-left", names=reader.listed(left)) if left else None,
    )


def seat_lines(seats: Sequence[Seat], reader: Reader) -> list[Markup]:
    """Who has which role, who is being called, what is empty; roles that are not needed are left out."""
    taken = [seat for seat in seats if seat.state is RoleState.TAKEN]
    asked = [seat for seat in seats if seat.state is RoleState.ASKED]
    empty = [role(reader, seat.kind) for seat in seats if seat.state is RoleState.EMPTY]
    lines = [dotted(reader, *(_taken(seat, reader) for seat in taken))] if taken else []
    if len(asked) <= 2:
        lines += [_asked(seat, reader) for seat in asked]
    else:
        lines.append(reader.say("seats-asked", roles=reader.listed(role(reader, seat.kind) for seat in asked)))
    if empty:
        lines.append(reader.say("seats-empty", roles=capital(reader.listed(empty))))
    return lines


def _taken(seat: Seat, reader: Reader) -> Markup:
    return reader.say(
        "seat-acting" if seat.acting else "seat-taken",
        role=role(reader, seat.kind),
        person=name(seat.person),
    )


def _asked(seat: Seat, reader: Reader) -> Markup:
    kind = role(reader, seat.kind)
    if seat.until and seat.next_person:
        return reader.say("seat-asked-next", role=kind, until=seat.until, person=name(seat.next_person))
    if seat.until:
        return reader.say("seat-asked-until", role=kind, until=seat.until)
    return reader.say("seat-asked", role=kind)


def _counts(view: IncidentCardView, reader: Reader) -> Markup:
    return reader.say(
        "incident-counts",
        verified=view.verified,
        waiting=view.to_verify,
        overdue=view.overdue,
        at=view.updated_at,
    )


def _ending(view: IncidentCardView, reader: Reader) -> list[Markup]:
    lines = []
    if view.ended_at:
        state = capitalized(reader, view.state)
        lines.append(
            reader.say("incident-ended", at=view.ended_at, state=state, by=name(view.ended_by))
            if view.ended_by
            else reader.say("incident-ended-alone", at=view.ended_at, state=state)
        )
    if view.main_chat:
        lines.append(reader.say("incident-main-chat"))
    return lines


def _without_gaps_at_ends(lines: list[Markup]) -> list[Markup]:
    kept = [one for index, one in enumerate(lines) if one or (index and lines[index - 1])]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _keys(view: IncidentCardView, reader: Reader) -> Keys:
    def key(verb: Verb) -> Key | None:
        return button(reader, verb, view.incident) if verb in view.keys else None

    if not view.state.open:
        return rows(
            [key(Verb.RECAP), key(Verb.TIMELINE), key(Verb.RECAP_FULL)], [key(Verb.MORE), key(Verb.REOPEN)]
        )
    if view.state is IncidentState.WAITING:
        first = [key(Verb.RESPOND), key(Verb.DECLINE)]
    else:
        first = [key(Verb.FACT), key(Verb.DRAFT), _check_key(view, reader)]
    tasks = None
    if Verb.TASKS in view.keys:
        tasks = button(reader, Verb.TASKS, view.incident, done=view.tasks_done, total=view.tasks_total)
    return rows(first, [key(Verb.ROLE), tasks, key(Verb.MORE)])


def _check_key(view: IncidentCardView, reader: Reader) -> Key | None:
    """Puts @bot into the input line, where the verdict comes before the sending; else a question to answer."""
    if Verb.CHECK not in view.keys:
        return None
    if view.inline:
        return Key(reader.plain("key-check"), inline_query="")
    return button(reader, Verb.CHECK, view.incident)


def title_line(number: str, severity: Severity, text: str, reader: Reader) -> Markup:
    """`🔴 S1 · 儿童润肤霜疑致起疹`, the first line of what belongs to an incident."""
    return reader.say("incident-head", dot=dot(reader, severity), severity=severity, title=title(text or number))
