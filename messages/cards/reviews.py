"""Looking back in a chat: what is missing before closing, the agenda, three questions, improvements."""

from markupsafe import Markup

from messages.cards.parts import GAP, NOTE, STEP, button, dotted, head, name, short_number, title
from messages.markup import Drawn, Key, escape, grid, rows
from messages.views import DebriefView, FlagLine, ImprovementLine, ImprovementListView, Reader, ReviewView, Verb
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.reviews import ClosingPiece, Question

#: What is to be talked about comes first; praise last, and never left out before a complaint is.
_AGENDA = (Question.CHANGE, Question.STUCK, Question.WELL)
_FLAGS = 6
_LESSONS = 2
_BLAMES = (Responsibility.OURS, Responsibility.SHARED, Responsibility.NOT_OURS, Responsibility.FALSE_CLAIM)
_LISTED = 8
_BUTTONS = 6


def draw(view: ReviewView, reader: Reader) -> Drawn:
    """What is there and what is missing, what people said, and a button for each missing piece."""
    lacking = [piece for piece, there in view.pieces if not there]
    pieces = reader.listed(reader.label(piece) for piece in lacking)
    flags = sorted(view.flags, key=lambda flag: _AGENDA.index(flag.question) if flag.question in _AGENDA else 9)
    agenda = [_flag(flag, reader) for flag in flags[:_FLAGS]]
    more = len(flags) - len(agenda)
    lines: list[Markup | None] = [
        reader.say(
            "review-head", severity=view.severity, number=short_number(view.number), title=title(view.title)
        ),
        reader.say("review-missing", count=len(lacking), pieces=pieces) if lacking else reader.say("review-ready"),
        reader.say("review-asked", answered=str(view.answered), asked=str(view.asked)) if view.asked else None,
        *([GAP, reader.say("review-agenda"), *agenda] if agenda else []),
        reader.say("review-more", count=more) if more > 0 else None,
        *[reader.say("review-lesson", text=title(text, NOTE)) for text in view.lessons[:_LESSONS]],
        reader.say("review-improvements", done=str(view.improvements_done), total=str(view.improvements))
        if view.improvements
        else None,
    ]
    return Drawn.of(lines, grid(_blames(view, reader) if view.blaming else _mending(view, lacking, reader), 2))


def _flag(flag: FlagLine, reader: Reader) -> Markup:
    return reader.say("review-flag", question=reader.label(flag.question), text=title(flag.text, STEP))


def _mending(view: ReviewView, lacking: list[ClosingPiece], reader: Reader) -> list[Key | None]:
    keys: list[Key | None] = []
    for piece in lacking:
        if piece is ClosingPiece.SIGNED:
            keys.append(button(reader, Verb.SIGN, view.incident))
        elif piece is ClosingPiece.RESPONSIBILITY:
            keys.append(button(reader, Verb.BLAME, view.incident))
        else:
            keys.append(button(reader, Verb.MEND, view.incident, piece.value, key=f"key-mend-{piece.value}"))
    if Verb.CLOSE in view.keys and not lacking:
        keys.append(button(reader, Verb.CLOSE, view.incident))
    if view.improvements:
        keys.append(button(reader, Verb.ACTIONS, view.incident, count=view.improvements))
    return [*keys[:7], button(reader, Verb.PHASE, view.incident, key="key-back")]


def _blames(view: ReviewView, reader: Reader) -> list[Key | None]:
    chosen = [
        button(reader, Verb.BLAME, view.incident, whose.value, key=f"key-blame-{whose.value}".replace("_", "-"))
        for whose in _BLAMES
    ]
    return [*chosen, button(reader, Verb.REVIEW, view.incident, key="key-back")]


def draw_debrief(view: DebriefView, reader: Reader) -> Drawn:
    """Three buttons, one sentence each; what was said stands below."""
    first = reader.say("debrief-head", number=short_number(view.number), title=title(view.title))
    said = [_flag(flag, reader) for flag in view.flags[-_FLAGS:]]
    ask = None if view.closed else reader.say("debrief-more" if view.answered else "debrief-ask", role=view.role)
    lines = [head(reader, view.mark, first), ask, *said, reader.say("debrief-over") if view.closed else None]
    if view.closed:
        return Drawn.of(lines)
    questions = [
        button(reader, Verb.DEBRIEF_SAY, view.debrief, question.value, key=f"key-debrief-{question.value}")
        for question in (Question.WELL, Question.STUCK, Question.CHANGE)
    ]
    none = None if view.answered else button(reader, Verb.DEBRIEF_NONE, view.debrief)
    return Drawn.of(lines, rows(questions, [none]))


def draw_improvement(view: ImprovementLine, reader: Reader) -> Drawn:
    """One improvement, to whoever has to do it, or to say whether it helped."""
    first = reader.say("improvement-head", number=short_number(view.number), kind=view.kind)
    lines = [head(reader, view.mark, first), escape(title(view.text, NOTE)), _standing(view, reader)]
    keys: list[Key | None] = []
    if view.judging:
        lines.append(reader.say("improvement-judge"))
        keys = [
            button(reader, Verb.IMPROVEMENT_HELPED, view.improvement),
            button(reader, Verb.IMPROVEMENT_FAILED, view.improvement),
        ]
    elif view.done_at is None:
        keys = [button(reader, Verb.IMPROVEMENT_DONE, view.improvement)]
    return Drawn.of(lines, rows(keys))


def _standing(view: ImprovementLine, reader: Reader) -> Markup | None:
    owner = name(view.owner) or None
    if view.helped:
        return dotted(reader, reader.say("improvement-helped"), title(view.outcome, STEP) or None)
    if view.done_at:
        return dotted(reader, reader.say("improvement-done", at=view.done_at), title(view.outcome, STEP) or None)
    if view.due_at is None:
        return None
    key = "improvement-overdue" if view.due_at <= reader.now else "improvement-due"
    return dotted(reader, owner, reader.say(key, at=view.due_at))


def draw_list(view: ImprovementListView, reader: Reader) -> Drawn:
    """All improvements, numbered; a tap says one is done."""
    done = sum(one.done_at is not None for one in view.improvements)
    lines: list[Markup | None] = [
        reader.say(
            "improvements-head",
            number=short_number(view.number),
            title=title(view.title),
            done=str(done),
            total=str(len(view.improvements)),
        )
    ]
    for one in view.improvements[:_LISTED]:
        text = reader.say("step-line", index=str(one.index), text=title(one.text, STEP))
        lines.append(dotted(reader, text, _standing(one, reader)))
    rest = len(view.improvements) - _LISTED
    lines.append(reader.say("tasks-more", count=rest) if rest > 0 else None)
    lines.append(None if view.improvements else reader.say("improvements-none"))
    keys = [
        button(reader, Verb.IMPROVEMENT_DONE, one.improvement, key="key-tdone-index", index=str(one.index))
        for one in view.improvements
        if one.done_at is None
    ]
    return Drawn.of(lines, grid(keys[:_BUTTONS], 2))
