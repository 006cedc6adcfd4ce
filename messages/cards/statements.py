"""Statements: drafts, requests to approve (T7, T7b), the emergency, nothing new (T13)."""

from collections.abc import Iterable

from markupsafe import Markup

from messages.cards import attached
from messages.cards.parts import GAP, NOTE, button, dotted, head, name, short_number, title
from messages.library import reasons
from messages.markup import Drawn, Key, Keys, clean, escape, grid, line, rows
from messages.views import Reader, Verb
from messages.views.statements import (
    ApprovalView,
    ChangeView,
    DraftLine,
    DraftView,
    EmergencyView,
    NothingNewView,
    Problem,
    TimeChoice,
    UsedFactView,
)
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.statements import ApprovalDecision, ReturnReason, StatementState

_PROBLEMS = 6
#: A line shows how it begins; the whole text stands below.
_LINE = 36
_CHANGE = 40
_CHANGES = 5
_FACTS = 6


def exact(text: str) -> Markup:
    """The text to the letter; a tap copies it."""
    return Markup("<code>{}</code>").format(escape(clean(text)))


def draw_draft(view: DraftView, reader: Reader) -> Drawn:
    """The text in numbered lines, its check beside it, and what to do next."""
    first = reader.say(
        "draft-head", stage=view.stage, version=str(view.version), state=view.state, channel=view.channel
    )
    lines = [
        head(reader, view.mark, first),
        reader.say("draft-about", number=short_number(view.number), title=title(view.title)),
        _where(view, reader),
        _returned(view, reader),
        reader.say("draft-because", fact=view.because) if view.because else None,
        _fault("draft-fault", view.faults, reader),
        reader.say("draft-safety") if view.safety else None,
        GAP,
        *(_line(one, reader) for one in view.lines),
        GAP,
        reader.say("draft-whole"),
        exact(view.text),
        *attached.lines(view.files, reader),
        reader.say("attached-how") if _may_take_off(view) else None,
        None if view.files else GAP,
        _verdict(view, reader),
        *_problems(view.problems, reader),
        reader.say("draft-how") if Verb.STATEMENT_SEND in view.keys else None,
    ]
    return Drawn.of(lines, _draft_keys(view, reader))


def _may_take_off(view: DraftView) -> bool:
    """How to take a file off is told while nothing else is to be mended: the card stays on one screen."""
    return bool(view.files) and not view.problems and Verb.STATEMENT_SEND in view.keys


def _where(view: DraftView, reader: Reader) -> Markup | None:
    match view.state:
        case StatementState.IN_APPROVAL:
            names = reader.listed(name(person) for person in view.waiting)
            return reader.say("draft-waiting", names=names)
        case StatementState.RELEASED:
            return reader.say("draft-released", person=name(view.operator))
        case StatementState.PUBLISHED if view.proved_at:
            return reader.say("draft-published", at=view.proved_at)
        case _:
            return None


def _returned(view: DraftView, reader: Reader) -> Markup | None:
    if not view.returned_by or view.return_reason is None:
        return None
    why = view.return_comment or reader.label(view.return_reason)
    return reader.say("draft-returned", person=name(view.returned_by), text=title(why, NOTE))


def _line(one: DraftLine, reader: Reader) -> Markup:
    slot = reader.label(one.slot)
    if not one.text:
        return reader.say("draft-line-empty", index=str(one.index), slot=slot)
    return reader.say("draft-line", index=str(one.index), slot=slot, text=line(one.text, _LINE))


def _verdict(view: DraftView, reader: Reader) -> Markup | None:
    counted = reader.say(
        "draft-length" if view.limit else "draft-length-free",
        count=str(len(view.text)),
        limit=str(view.limit or ""),
    )
    said = reader.say("draft-check", verdict=reader.plain(f"verdict-{view.verdict}")) if view.verdict else None
    return dotted(reader, said, counted)


def _problems(problems: Iterable[Problem], reader: Reader) -> list[Markup]:
    every = list(problems)
    shown = [problem_line(one, reader) for one in every[:_PROBLEMS]]
    rest = len(every) - len(shown)
    return [*shown, *([reader.say("draft-more-problems", count=rest)] if rest > 0 else [])]


def problem_line(one: Problem, reader: Reader) -> Markup:
    """One line: what, why, and the rule at its end."""
    rule = one.rule.removeprefix("R-")
    if one.gate:
        what = reader.say(f"gate-{one.gate}", **_gate_blanks(one, reader))
        return reader.say("draft-gate" if one.blocks else "draft-todo", what=what, rule=rule)
    why = reasons.spoken(one.reason, one.values, reader.language.value)
    return reader.say("draft-finding", text=line(one.text, NOTE), reason=why, rule=rule)


def _gate_blanks(one: Problem, reader: Reader) -> dict[str, str]:
    return {key: _blank(key, value, reader) for key, value in one.values}


def _blank(key: str, value: str, reader: Reader) -> str:
    words = [word for word in value.split(",") if word]
    match key:
        case "roles":
            return reader.listed(reader.plain(f"role-{word}".replace("_", "-")) for word in words)
        case "circles":
            return reader.listed(reader.plain(f"circle-{word}") for word in words)
        case "slot":
            return reader.plain(f"slot-{value}")
        case _:
            return value


def _draft_keys(view: DraftView, reader: Reader) -> Keys:
    if view.choosing_channel:
        chosen = [
            button(
                reader,
                Verb.STATEMENT_CHANNEL,
                view.statement,
                code.value,
                key="key-plain",
                label=reader.label(code),
            )
            for code in view.channels
        ]
        return grid(chosen, 2)
    safety = [_safety(view, reader)] if Verb.STATEMENT_SAFETY in view.keys else []
    offered = _few(view.times) if safety else view.times
    times = [time_key(reader, Verb.STATEMENT_TIME, view.statement, one) for one in offered]
    verbs = (Verb.STATEMENT_SEND, Verb.STATEMENT_CHANNEL, Verb.STATEMENT_DROP)
    own = [button(reader, verb, view.statement) for verb in verbs if verb in view.keys]
    return rows([*times, *safety], own)


def _few(times: tuple[TimeChoice, ...]) -> tuple[TimeChoice, ...]:
    """Two of them, the chosen one among them: three buttons stand in a row."""
    kept = {one.code for one in sorted(times, key=lambda one: not one.chosen)[:2]}
    return tuple(one for one in times if one.code in kept)


def _safety(view: DraftView, reader: Reader) -> Key:
    key = "key-stsafe-off" if view.safety else "key-stsafe"
    return button(reader, Verb.STATEMENT_SAFETY, view.statement, key=key)


def time_key(reader: Reader, verb: Verb, subject: str, one: TimeChoice) -> Key:
    key = "key-time-chosen" if one.chosen else "key-time"
    return button(reader, verb, subject, one.code, key=key, label=reader.moment(one.at))


def draw_approval(view: ApprovalView, reader: Reader) -> Drawn:
    """What to approve, word for word, with what it stands on; or only what changed since the last yes."""
    if not view.decision.waits:
        return _answered(view, reader)
    if view.void_before:
        return _void(view, reader)
    first = reader.say("approval-head", stage=view.stage, version=str(view.version), channel=view.channel)
    lines: list[Markup | None] = [
        head(reader, view.mark, first),
        dotted(
            reader,
            reader.say("approval-about", severity=view.severity, title=title(view.title)),
            reader.say("approval-author", person=name(view.author)),
            reader.say("draft-check", verdict=reader.plain(f"verdict-{view.verdict}")) if view.verdict else None,
        ),
        reader.say("approval-emergency") if view.emergency else None,
        reader.say("approval-safety") if view.safety else None,
        _until(view, reader),
        reader.say("rule"),
        exact(view.text),
        reader.say("rule"),
        *attached.lines(view.files, reader),
        *_facts(view.facts, reader),
        _since(view, reader),
    ]
    return Drawn.of(lines, _approval_keys(view, reader))


def _until(view: ApprovalView, reader: Reader) -> Markup | None:
    if view.decision is ApprovalDecision.PASSED:
        key = "approval-passed" if view.passed_to else "approval-passed-alone"
        return reader.say(key, person=name(view.passed_to))
    if view.until is None:
        return None
    return reader.say(
        "approval-until" if view.deputy else "approval-until-alone", at=view.until, person=name(view.deputy)
    )


def _facts(facts: tuple[UsedFactView, ...], reader: Reader) -> list[Markup]:
    """What the text stands on, and the first fact beside which another figure of the same thing stands."""
    listed = [_fact(fact, reader) for fact in facts[:_FACTS]]
    against = [reader.say("approval-against", mark=f.mark, others=f.against) for f in facts if f.against]
    return [reader.say("approval-facts", facts=dotted(reader, *listed)), *against[:1]] if facts else []


def _fact(fact: UsedFactView, reader: Reader) -> Markup:
    key = "approval-fact" if fact.at else "approval-fact-open"
    return reader.say(key, mark=fact.mark, text=line(fact.text, _CHANGE), person=name(fact.by), at=fact.at or "")


def _fault(key: str, faults: tuple[Responsibility, Responsibility] | None, reader: Reader) -> Markup | None:
    if faults is None:
        return None
    before, after = (reader.label(one) for one in faults)
    return reader.say(key, before=before, after=after)


def _since(view: ApprovalView, reader: Reader) -> Markup | None:
    if not view.before or not (view.changes or view.file_changes or view.faults):
        return None
    places = [_change(one, reader) for one in view.changes[:_CHANGES]]
    fault = _fault("approval-fault", view.faults, reader)
    places = [*places, *attached.changed(view.file_changes, reader), *([fault] if fault else [])]
    told = reader.say("list-clause").join(places)
    return reader.say("approval-since", version=str(view.before), changes=told)


def changed(changes: tuple[ChangeView, ...], reader: Reader) -> Markup:
    """Places that differ, one after the other."""
    return reader.say("list-clause").join(_change(one, reader) for one in changes[:_CHANGES])


def _change(one: ChangeView, reader: Reader) -> Markup:
    before, after = line(one.before, _CHANGE), line(one.after, _CHANGE)
    if not before:
        return reader.say("change-added", after=after)
    if not after:
        return reader.say("change-removed", before=before)
    return reader.say("change-replaced", before=before, after=after)


def _void(view: ApprovalView, reader: Reader) -> Drawn:
    """T7b: the change alone."""
    first = reader.say(
        "approval-void-head",
        before=str(view.void_before),
        version=str(view.version),
        count=len(view.changes) + len(view.file_changes) + bool(view.faults),
    )
    fact = view.fact_changed
    lines = [
        head(reader, view.mark, first),
        *(_change(one, reader) for one in view.changes[:_CHANGES]),
        *attached.changed(view.file_changes, reader),
        _fault("approval-fault", view.faults, reader),
        reader.say("approval-void-fact", mark=fact.mark, at=fact.at or "", person=name(fact.by)) if fact else None,
        _until(view, reader),
    ]
    return Drawn.of(lines, _approval_keys(view, reader))


def _approval_keys(view: ApprovalView, reader: Reader) -> Keys:
    if view.choosing:
        chips = [
            button(
                reader,
                Verb.APPROVE_RETURN,
                view.approval,
                reason.value,
                key="key-plain",
                label=reader.label(reason),
            )
            for reason in ReturnReason
            if reason is not ReturnReason.UNKNOWN
        ]
        return grid(chips, 2)
    approve_key = "key-apok-version" if view.void_before else "key-apok"
    approve = button(reader, Verb.APPROVE, view.approval, key=approve_key, version=str(view.version))
    offered = {
        Verb.APPROVE: approve,
        Verb.APPROVE_RETURN: button(reader, Verb.APPROVE_RETURN, view.approval),
        Verb.APPROVE_FULL: button(reader, Verb.APPROVE_FULL, view.approval),
        Verb.APPROVE_ON: button(reader, Verb.APPROVE_ON, view.approval),
        Verb.SHEET: button(reader, Verb.SHEET, view.incident, key="key-approval-sheet"),
    }
    order = (
        [(Verb.APPROVE, Verb.APPROVE_FULL), (Verb.APPROVE_RETURN, Verb.APPROVE_ON)]
        if view.void_before
        else [(Verb.APPROVE, Verb.APPROVE_RETURN), (Verb.SHEET, Verb.APPROVE_ON)]
    )
    return rows(*([offered[verb] for verb in row if verb in view.keys] for row in order))


def _answered(view: ApprovalView, reader: Reader) -> Drawn:
    version, at = str(view.version), view.answered_at or ""
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    if view.decision is ApprovalDecision.APPROVED:
        said = reader.say("approval-given", stage=view.stage, version=version, at=at)
    elif view.decision is ApprovalDecision.RETURNED:
        why = view.comment or (reader.label(view.reason) if view.reason else "")
        said = reader.say("approval-returned", stage=view.stage, version=version, at=at, text=title(why, NOTE))
    elif view.settled:
        said = reader.say("approval-settled", stage=view.stage, version=version)
    elif view.newest > view.version:
        said = reader.say("approval-replaced", version=version, newest=str(view.newest))
    else:
        said = reader.say("approval-dropped", stage=view.stage, version=version)
    return Drawn.of([head(reader, view.mark, said), about])


def draw_emergency(view: EmergencyView, reader: Reader) -> Drawn:
    """T14: what the short way is, the exact text, and the second press."""
    first = reader.say("emergency-sent" if view.sent else "emergency-called" if view.called else "emergency-head")
    lines = [
        head(reader, view.mark, first),
        reader.say("emergency-about", stage=view.stage, version=str(view.shown), number=short_number(view.number)),
        reader.say("rule"),
        exact(view.text),
        reader.say("rule"),
    ]
    sure = None
    if Verb.EMERGENCY_SURE in view.keys:
        label = reader.plain("key-emerg")
        sure = button(reader, Verb.EMERGENCY_SURE, view.version, key="key-again", label=label)
    return Drawn.of(lines, rows([sure]))


def draw_nothing_new(view: NothingNewView, reader: Reader) -> Drawn:
    """T13: the promised time, and the text that needs no new approval."""
    about = reader.say("draft-about", number=short_number(view.number), title=title(view.title))
    if view.done:
        return Drawn.of([head(reader, view.mark, reader.say("nothing-done", at=view.due_at)), about])
    lines = [
        head(reader, view.mark, reader.say("nothing-head", at=view.due_at)),
        about,
        reader.say("nothing-text"),
        exact(view.text),
    ]
    if view.choosing:
        return Drawn.of(
            lines, grid([time_key(reader, Verb.NOTHING_SEND, view.clock, one) for one in view.times], 2)
        )
    verbs = (Verb.NOTHING_SEND, Verb.NOTHING_WRITE, Verb.NOTHING_TIME)
    return Drawn.of(lines, rows([button(reader, verb, view.clock) for verb in verbs if verb in view.keys]))
