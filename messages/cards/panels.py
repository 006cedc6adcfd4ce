"""The panels behind 更多: classify, people, phase. Up to four rows of two buttons."""

from markupsafe import Markup

from messages.cards.incidents import seat_lines
from messages.cards.parts import button, dotted, name, short_number, title
from messages.markup import Drawn, Key, Keys, grid, rows
from messages.views import (
    ClassifyPanelView,
    CrewPanelView,
    MorePanelView,
    PhasePanelView,
    Reader,
    Verb,
)
from messages.words import capital
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

#: Types on one page of the list; with "more" and "back" they fill four rows of two.
TYPES_A_PAGE = 6

_MORE = (
    Verb.CLASSIFY,
    Verb.CREW,
    Verb.SHEET,
    Verb.HOLD,
    Verb.PAGE,
    Verb.STAKEHOLDERS,
    Verb.PHASE,
    Verb.TIMELINE,
    Verb.RECAP,
)
#: Four rows of two.
_MOST = 8
_PHASES = (Verb.MONITOR, Verb.RESUME, Verb.STAND_DOWN, Verb.REVIEW, Verb.CLOSE, Verb.REOPEN)
_AGAIN = {Verb.CLOSE: "panel-close-again", Verb.STAND_DOWN: "panel-down-again"}


def draw_more(view: MorePanelView, reader: Reader) -> Drawn:
    """Everything that does not fit on the card."""
    shown = [verb for verb in _MORE if verb in view.keys]
    if len(shown) > _MOST:
        shown.remove(Verb.TIMELINE)  # it stands behind the recap too
    keys = [button(reader, verb, view.incident) for verb in shown]
    return Drawn.of([_about("panel-more", view, reader)], grid(keys, 2))


def draw_classify(view: ClassifyPanelView, reader: Reader) -> Drawn:
    """Level, type, on air, as they stand; touching one changes it at once."""
    if view.types_page:
        lines = [_about("panel-class", view, reader), reader.say("panel-types")]
        return Drawn.of(lines, _types(view, reader))
    now = reader.say(
        "panel-class-now",
        severity=view.severity,
        name=reader.plain(f"severity-name-{view.severity.value.lower()}"),
        type=view.crisis_type,
    )
    on_air = reader.say("live") if view.live else None
    return Drawn.of(
        [
            _about("panel-class", view, reader),
            dotted(reader, now, on_air, reader.say("restricted") if view.restricted else None),
            reader.say("panel-class-touch"),
        ],
        _classes(view, reader),
    )


def _classes(view: ClassifyPanelView, reader: Reader) -> Keys:
    levels: list[Key | None] = []
    if Verb.SEVERITY in view.keys:
        levels = [
            Key(
                _chosen(reader, reader.label(level), level is view.severity),
                press=button(reader, Verb.SEVERITY, view.incident, level.value).press,
            )
            for level in Severity
        ]
    kind = None
    if Verb.TYPE in view.keys:
        label = _chosen(reader, reader.label(view.crisis_type), True)
        kind = Key(label, press=button(reader, Verb.CLASSIFY, view.incident, "types").press)
    on_air = None
    if Verb.LIVE in view.keys:
        label = _chosen(reader, reader.plain("key-live" if view.live else "key-live-off"), view.live)
        on_air = Key(label, press=button(reader, Verb.LIVE, view.incident).press)
    back = button(reader, Verb.BACK, view.incident) if Verb.BACK in view.keys else None
    extra = button(reader, Verb.UNDO, view.undo) if view.undo else None
    if extra is None and Verb.RESTRICT in view.keys and not view.restricted:
        extra = button(reader, Verb.RESTRICT, view.incident)
    return rows(levels[:2], levels[2:], [kind, on_air], [extra, back])


def _types(view: ClassifyPanelView, reader: Reader) -> Keys:
    start = (view.types_page - 1) * TYPES_A_PAGE
    shown = view.types[start : start + TYPES_A_PAGE]
    keys = [
        Key(
            _chosen(reader, reader.label(kind), kind is view.crisis_type),
            press=button(reader, Verb.TYPE, view.incident, kind.value).press,
        )
        for kind in shown
    ]
    more = None
    if start + TYPES_A_PAGE < len(view.types):
        following = f"types{view.types_page + 1}"
        more = button(reader, Verb.CLASSIFY, view.incident, following, key="key-class-types-more")
    back = button(reader, Verb.CLASSIFY, view.incident, key="key-back")
    return grid([*keys, more, back], 2)


def types_page(extra: str) -> int:
    """Which page of types a `class` button asks for: `types` → 1, `types2` → 2, anything else → 0."""
    if not extra.startswith("types"):
        return 0
    rest = extra.removeprefix("types")
    pages = -(-(len(CrisisType) - 1) // TYPES_A_PAGE)
    return min(int(rest), pages) if rest.isascii() and rest.isdigit() and rest != "0" else 1


def draw_crew(view: CrewPanelView, reader: Reader) -> Drawn:
    """Who is there, and what may be done about it: take, hand over, call, do without."""
    keys = [
        Key(
            reader.plain(f"key-{verb.value}", role=reader.label(kind)),
            press=button(reader, verb, view.incident, kind.value, role="").press,
        )
        for verb, kind in view.offers[:7]
    ]
    back = button(reader, Verb.BACK, view.incident)
    undo = button(reader, Verb.UNDO, view.undo) if view.undo else None
    doubled = [
        reader.say("crew-doubled", person=name(person), roles=reader.listed(reader.label(kind) for kind in kinds))
        for person, kinds in view.doubled
    ]
    lines = [_about("panel-crew", view, reader), *seat_lines(view.seats, reader), *doubled]
    return Drawn.of(lines, grid([*keys[: 6 if undo else 7], undo, back], 2))


def draw_phase(view: PhasePanelView, reader: Reader) -> Drawn:
    """Where the incident stands and where it can go; what cannot be taken back is pressed twice."""
    keys = []
    for verb in _PHASES:
        if verb not in view.keys:
            continue
        if verb is view.confirm:
            label = reader.plain("key-again", label=reader.plain(f"key-{verb.value}"))
            keys.append(Key(label, press=button(reader, verb, view.incident, "again").press))
        else:
            keys.append(button(reader, verb, view.incident))
    again = reader.say(_AGAIN[view.confirm]) if view.confirm in _AGAIN else None
    return Drawn.of(
        [
            _about("panel-phase", view, reader),
            reader.say("panel-phase-now", state=view.state),
            again,
        ],
        grid([*keys, button(reader, Verb.BACK, view.incident)], 2),
    )


def _chosen(reader: Reader, label: str, chosen: bool) -> str:
    label = capital(label)
    return reader.plain("key-chosen", label=label) if chosen else label


def _about(
    key: str,
    view: MorePanelView | ClassifyPanelView | CrewPanelView | PhasePanelView,
    reader: Reader,
) -> Markup:
    return reader.say(key, number=short_number(view.number), title=title(view.title))
