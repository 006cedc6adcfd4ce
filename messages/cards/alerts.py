"""The triage card (T1): what was seen, how bad it may be, who is called, what to choose."""

from datetime import datetime

from markupsafe import Markup
from msgspec.structs import astuple, replace

from bot.ids import AlertId
from messages.cards import frames
from messages.cards.frames import Frames
from messages.cards.parts import (
    NOTE,
    TITLE,
    button,
    capitalized,
    dot,
    dotted,
    head,
    link,
    name,
    named,
    offered,
    title,
)
from messages.catalogues import has
from messages.markup import Drawn, Key, Keys, escape, grid, rows
from messages.views import AlertCardView, Decided, Hint, Reader, Verb
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.severity import Severity

#: The metric of "media are asking": yes or no, not so many.
MEDIA = "media_asks"
_CHIPS = (
    DismissReason.NOT_OURS,
    DismissReason.DUPLICATE,
    DismissReason.SOLVED,
    DismissReason.TEST,
    DismissReason.WRITTEN,
)


_FRAMES = Frames()
_PLACE = {name: place for place, name in enumerate(AlertCardView.__struct_fields__)}
_TITLE, _SUBJECT, _FIGURES = _PLACE["title"], _PLACE["alert"], _PLACE["figures"]
_FIRST_SEEN, _LAST_SEEN = _PLACE["first_seen_at"], _PLACE["last_seen_at"]
_OPENS_AT, _DECIDE_BY = _PLACE["opens_at"], _PLACE["decide_by"]


def draw(view: AlertCardView, reader: Reader) -> Drawn:
    """The card as it stands now; its last lines say what was decided or what happens by itself.

    A card that waits for a decision has a frame (`messages.cards.frames`): in a storm hundreds are alike.
    """
    subject = escape(title(view.title))
    if view.decided is None and view.proposed is None and subject:
        frame = _FRAMES.find(
            _alike(view, reader), lambda: drawn_anew(replace(view, title=frames.TITLE, alert=_NO_ID), reader)
        )
        if frame is not None:
            return frame.filled(subject, view.alert)
    return drawn_anew(view, reader)


_NO_ID = AlertId(frames.SUBJECT)


def _alike(view: AlertCardView, reader: Reader) -> tuple[object, ...]:
    """What cards have in common that differ in title and id only: all the view holds, times to the minute."""
    fields: list[object] = list(astuple(view))
    fields[_TITLE] = fields[_SUBJECT] = None
    fields[_FIGURES] = tuple(view.figures.items())
    fields[_FIRST_SEEN] = _minute(view.first_seen_at)
    # How long it has come again is said only of what came again.
    fields[_LAST_SEEN] = view.last_seen_at - view.first_seen_at if view.count > 1 else None
    fields[_OPENS_AT] = view.opens_at and _minute(view.opens_at)
    fields[_DECIDE_BY] = view.decide_by and _minute(view.decide_by)
    return reader.language, reader.zone, _minute(reader.now), *fields


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def drawn_anew(view: AlertCardView, reader: Reader) -> Drawn:
    """The card without a frame."""
    alarm = reader.say("alert-head", dot=dot(reader, view.severity), severity=view.severity)
    lines = [
        head(reader, view.mark, alarm, reader.say("alert-test") if view.test else None, _reason(view, reader)),
        escape(title(view.title)),
        dotted(reader, _place(view, reader), title(view.product, TITLE)),
        _seen(view, reader),
        *_figures(view, reader),
        reader.say("alert-guessed", type=view.guessed) if view.guessed else None,
        *_outcome(view, reader),
    ]
    return Drawn.of((one or None for one in lines), _keys(view, reader))


def _reason(view: AlertCardView, reader: Reader) -> str:
    if {"injury", "minor"} <= set(view.reasons):
        return reader.plain("override-child-injury")
    known = [reason for reason in view.reasons if reason != "score"]
    return named(reader, "override", known[0]) if known else ""


def _place(view: AlertCardView, reader: Reader) -> str:
    if not view.account:
        return named(reader, "platform", view.platform) if view.platform else ""
    platform = named(reader, "platform", view.platform) if view.platform else "none"
    key = "alert-account-live" if view.live else "alert-account"
    return reader.plain(key, platform=platform, account=name(view.account))


def _seen(view: AlertCardView, reader: Reader) -> Markup:
    minutes = int((view.last_seen_at - view.first_seen_at).total_seconds() // 60)
    pace = None
    if view.count > 1:
        pace = (
            reader.say("alert-pace", minutes=minutes, count=view.count)
            if minutes >= 1
            else reader.say("alert-pace-burst", count=view.count)
        )
    on_air = None
    if view.live:
        on_air = (
            reader.say("alert-watching", viewers=reader.compact(view.viewers))
            if view.viewers is not None
            else reader.say("live")
        )
    return dotted(reader, reader.say("alert-seen", at=view.first_seen_at), pace, on_air)


def _figures(view: AlertCardView, reader: Reader) -> list[Markup]:
    figures = [
        reader.say("alert-figure", metric=named(reader, "metric", metric), value=reader.compact(value))
        for metric, value in _told(view)[:4]
    ]
    folded = reader.say("alert-folded", count=view.folded) if view.folded else None
    return [dotted(reader, *figures, folded)]


def _told(view: AlertCardView) -> list[tuple[str, float]]:
    """Figures that mean something to people; those watching stand beside "on air" already."""
    return [
        (metric, value)
        for metric, value in view.figures.items()
        if named_metric(metric) and not (metric == "viewers" and view.live)
    ]


def named_metric(metric: str) -> bool:
    """Does the desk have a word for this figure? Sources send many it has none for."""
    return metric.isascii() and has(f"metric-{metric}".replace("_", "-").lower())


def _outcome(view: AlertCardView, reader: Reader) -> list[Markup]:
    lines: list[Markup] = []
    if view.flapping:
        lines.append(reader.say("alert-flapping"))
    elif view.resolved_at:
        lines.append(reader.say("alert-resolved", at=view.resolved_at))
    if view.decided:
        lines.append(_decision(view.decided, view, reader))
    elif view.opens_at:
        lines.append(reader.say("alert-opens-at", at=view.opens_at))
    elif view.decide_by:
        lines.append(reader.say("alert-decide-by", at=view.decide_by))
    if view.hint and not view.decided:
        lines.append(_hint(view.hint, reader))
    if view.proposed:
        reason = view.proposed.note or reader.label(view.proposed.reason)
        proposed = reader.say("alert-proposed", by=name(view.proposed.by), reason=title(reason, NOTE))
        lines.append(dotted(reader, proposed, reader.say("alert-second-person")))
    elif view.choosing:
        grave = view.severity.at_least(Severity.S2)
        second = reader.say("alert-second-person") if grave else None
        lines.append(dotted(reader, reader.say("alert-choosing"), second))
    return lines


def _hint(hint: Hint, reader: Reader) -> Markup:
    if hint.suggest is AlertState.DISMISSED:
        return reader.say("alert-hint-none")
    opens = hint.suggest is AlertState.OPENED
    if opens and hint.metric == MEDIA:
        return reader.say("alert-hint-media")
    metric = named(reader, "metric", hint.metric)
    if hint.value is None or hint.threshold is None:
        return reader.say("alert-hint-unknown", metric=metric) if hint.metric else reader.say("alert-hint-bare")
    return reader.say(
        "alert-hint-open" if opens else "alert-hint-watch",
        metric=metric,
        value=reader.compact(hint.value),
        threshold=reader.compact(hint.threshold),
    )


def _decision(decided: Decided, view: AlertCardView, reader: Reader) -> Markup:
    match decided.state:
        case AlertState.OPENED:
            return _opened(decided, view, reader)
        case AlertState.WATCHING:
            return _watched(decided, reader)
        case AlertState.MERGED if decided.by:
            return reader.say("alert-merged", number=decided.number, by=name(decided.by), at=decided.at)
        case AlertState.MERGED:
            return reader.say("alert-merged-alone", number=decided.number)
        case _:
            reason = decided.note or reader.label(decided.reason or DismissReason.UNKNOWN)
            return reader.say("alert-dismissed", reason=title(reason, NOTE), by=name(decided.by), at=decided.at)


def _opened(decided: Decided, view: AlertCardView, reader: Reader) -> Markup:
    if view.responded_by and view.responded_at:
        return reader.say("alert-opened", number=decided.number, by=name(view.responded_by), at=view.responded_at)
    if decided.by:
        return reader.say("alert-opened", number=decided.number, by=name(decided.by), at=decided.at)
    if view.paging:
        return reader.say("alert-opened-paging", person=name(view.paging))
    return reader.say("alert-opened-alone", number=decided.number)


def _watched(decided: Decided, reader: Reader) -> Markup:
    by, until = name(decided.by), decided.watch_until or decided.at
    if decided.trigger_value is None:
        return reader.say("alert-watch", by=by, until=until)
    if decided.trigger_metric == MEDIA:
        return reader.say("alert-watch-media", by=by, until=until)
    return reader.say(
        "alert-watch-trigger",
        by=by,
        until=until,
        metric=named(reader, "metric", decided.trigger_metric),
        value=reader.compact(decided.trigger_value),
    )


def _keys(view: AlertCardView, reader: Reader) -> Keys:
    alert = view.alert
    if view.choosing and Verb.ALERT_DISMISS in view.keys:
        chips: list[Key | None] = [
            Key(capitalized(reader, reason), press=button(reader, Verb.ALERT_DISMISS, alert, reason.value).press)
            for reason in _CHIPS
        ]
        return grid([*chips, button(reader, Verb.ALERT_BACK, alert)], 3)
    if view.proposed:
        agree = offered(
            view.keys,
            (Verb.ALERT_AGREE, button(reader, Verb.ALERT_AGREE, alert)),
            (Verb.ALERT_BACK, button(reader, Verb.ALERT_BACK, alert, key="key-aback-proposed")),
        )
        return rows(agree, [link(reader, "key-topic", view.topic_url), _evidence(view, reader)])
    dismiss = _dismiss(view, reader) if Verb.ALERT_DISMISS in view.keys else None
    if view.topic_url:
        return rows([link(reader, "key-topic", view.topic_url), _evidence(view, reader)], [dismiss])
    choices = (Verb.ALERT_OPEN, Verb.ALERT_WATCH, Verb.UNDO)
    choose = [button(reader, verb, alert) for verb in choices if verb in view.keys]
    return rows(choose, [dismiss, _evidence(view, reader)])


def _dismiss(view: AlertCardView, reader: Reader) -> Key:
    if not view.test:
        return button(reader, Verb.ALERT_DISMISS, view.alert)
    # A test is put away by one tap; why is known.
    press = button(reader, Verb.ALERT_DISMISS, view.alert, DismissReason.TEST.value).press
    return Key(capitalized(reader, DismissReason.TEST), press=press)


def _evidence(view: AlertCardView, reader: Reader) -> Key | None:
    if Verb.ALERT_EVIDENCE not in view.keys:
        return None
    return button(reader, Verb.ALERT_EVIDENCE, view.alert, count=view.evidence)
