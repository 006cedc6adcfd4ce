"""A watch that came due or crossed its trigger: private to whoever watches."""

from markupsafe import Markup

from messages.cards.alerts import MEDIA
from messages.cards.parts import button, dot, head, link, named, offered, title
from messages.markup import Drawn, rows
from messages.views import Reader, Verb, WatchFiredView


def draw(view: WatchFiredView, reader: Reader) -> Drawn:
    """What moved, and the same choice as on the triage card."""
    fired = bool(view.metric)
    first = reader.say(
        "watch-fired" if fired else "watch-due", dot=dot(reader, view.severity), title=title(view.title)
    )
    choices = offered(
        view.keys,
        (Verb.ALERT_OPEN, button(reader, Verb.ALERT_OPEN, view.alert)),
        (Verb.ALERT_WATCH, button(reader, Verb.ALERT_WATCH, view.alert)),
    )
    dismiss = offered(view.keys, (Verb.ALERT_DISMISS, button(reader, Verb.ALERT_DISMISS, view.alert)))
    return Drawn.of(
        [
            head(reader, view.mark, first),
            _moved(view, reader) if fired else reader.say("watch-due-since", since=view.watched_since),
            reader.say("watch-choose") if choices else None,
        ],
        rows(choices, [*dismiss, link(reader, "key-topic", view.topic_url)]),
    )


def _moved(view: WatchFiredView, reader: Reader) -> Markup:
    if view.value is None or view.threshold is None or view.metric == MEDIA:
        return reader.say("watch-fired-media")
    return reader.say(
        "watch-fired-figure",
        metric=named(reader, "metric", view.metric),
        value=reader.compact(view.value),
        threshold=reader.compact(view.threshold),
    )
