"""The stop-loss message (T3): first acts before words, and the line the host can say now."""

from markupsafe import Markup

from messages.cards.parts import NAME, button, head, name, title
from messages.markup import Drawn, Key, Keys, clean, cut, escape, grid, rows
from messages.views import Reader, StopLossStep, StopLossView, Verb

_SPOKEN = 600  # a spoken line of 15 to 30 seconds is far shorter; what is longer is cut with a sign


def draw(view: StopLossView, reader: Reader) -> Drawn:
    """Three acts with who did them and when; below, the standing line that is true at this moment."""
    key = "stop-loss-head-live" if view.live else "stop-loss-head"
    lines: list[Markup | None] = [head(reader, view.mark, reader.say(key, minutes=str(view.minutes)))]
    lines += [_finished(step, reader) for step in view.steps if step.done_at or step.cant_reason]
    if view.choosing_cant:
        return Drawn.of([*lines, reader.say("stop-loss-choose")], _cant_keys(view, reader))
    if view.spoken:
        lines += [reader.say("stop-loss-spoken", version=view.spoken_from), _spoken(view)]
    elif view.live:
        lines.append(reader.say("stop-loss-no-line"))
    lines.append(_receipt(view, reader))
    return Drawn.of(lines, _keys(view, reader))


def draw_large(view: StopLossView, reader: Reader) -> Drawn:
    """Nothing but the line to read out, in bold, for the host's screen."""
    if not view.spoken:
        return Drawn.of([reader.say("stop-loss-no-line")])
    said = (
        None
        if view.said_at or Verb.SAID_ON_AIR not in view.keys
        else button(reader, Verb.SAID_ON_AIR, view.incident)
    )
    lines = [Markup("<b>{}</b>").format(_spoken(view)), _receipt(view, reader)]
    return Drawn.of(lines, rows([said]))


def _receipt(view: StopLossView, reader: Reader) -> Markup | None:
    """Was this very line read out? Another one that was is no receipt of it."""
    if view.said_at:
        return reader.say("stop-loss-said", by=name(view.said_by), at=view.said_at)
    if view.former_at:
        return reader.say("stop-loss-said-former", by=name(view.former_by), at=view.former_at)
    return None


def _spoken(view: StopLossView) -> Markup:
    return cut(escape(clean(view.spoken).strip()), _SPOKEN)


def _finished(step: StopLossStep, reader: Reader) -> Markup:
    label = title(step.label, NAME)
    if step.done_at:
        return reader.say("stop-loss-done", step=label, by=name(step.done_by), at=step.done_at)
    return reader.say("stop-loss-cant", step=label, reason=title(step.cant_reason))


def _keys(view: StopLossView, reader: Reader) -> Keys:
    acts = [_act(view, step, reader) for step in view.steps] if Verb.STEP_DONE in view.keys else []
    large = button(reader, Verb.LARGE_TEXT, view.incident) if Verb.LARGE_TEXT in view.keys else None
    said = button(reader, Verb.SAID_ON_AIR, view.incident) if Verb.SAID_ON_AIR in view.keys else None
    undone = any(not step.done_at and not step.cant_reason for step in view.steps)
    cant = button(reader, Verb.STEP_CANT, view.incident) if Verb.STEP_CANT in view.keys and undone else None
    undo = button(reader, Verb.UNDO, view.undo, key="key-undo-step") if view.undo else None
    return rows(acts[:3], [large if view.spoken else None, None if view.said_at else said, cant], [undo])


def _act(view: StopLossView, step: StopLossStep, reader: Reader) -> Key:
    if step.done_at:
        label = reader.plain("stop-loss-tick", by=name(step.done_by), at=step.done_at)
    elif step.cant_reason:
        label = reader.plain("stop-loss-cant-label", reason=title(step.cant_reason, NAME))
    else:
        label = title(step.label, NAME)
    return Key(label, press=button(reader, Verb.STEP_DONE, view.incident, step.step, step="-").press)


def _cant_keys(view: StopLossView, reader: Reader) -> Keys:
    open_steps = [step for step in view.steps if not step.done_at and not step.cant_reason]
    return grid(
        [
            button(
                reader,
                Verb.STEP_CANT,
                view.incident,
                step.step,
                key="key-slno-step",
                step=title(step.label, NAME),
            )
            for step in open_steps[:5]
        ]
        + [button(reader, Verb.STEP_CANT, view.incident, "back", key="key-back")],
        2,
    )
