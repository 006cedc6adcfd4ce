"""Drawing the panels behind the card: more, classify, crew, phase."""

from bot.desk import seats as seat_rules
from bot.desk import undo
from bot.desk.drawing import facts, reviews
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Edit, Errand
from bot.rules.lifecycle import allowed
from messages.cards import panels as cards
from messages.markup import Drawn
from messages.views import ClassifyPanelView, CrewPanelView, MorePanelView, PhasePanelView, Seat, Verb
from storage.tables.incidents import Incident
from storage.vocabulary.incidents import Action, IncidentState
from storage.vocabulary.roles import RoleKind, RoleState

_PHASES = {
    Action.MONITOR: Verb.MONITOR,
    Action.RESUME: Verb.RESUME,
    Action.STAND_DOWN: Verb.STAND_DOWN,
    Action.CLOSE: Verb.CLOSE,
    Action.REOPEN: Verb.REOPEN,
}


def _class_keys(easel: Easel) -> frozenset[Verb]:
    keys = {Verb.SEVERITY, Verb.TYPE, Verb.LIVE, Verb.BACK}
    restricts = easel.team is not None and easel.team.restricted_chat_id is not None
    return frozenset(keys | {Verb.RESTRICT} if restricts else keys)


async def panel(easel: Easel) -> Errand | None:
    """A panel: a message of its own when it opens, the same message while somebody goes through it."""
    incident = await easel.incident()
    if incident is None:
        return None
    drawn = await _drawn(easel, incident)
    message = easel.parcel.values.get("message")
    return Edit(drawn, int(message)) if message else easel.say(drawn)


async def _drawn(easel: Easel, incident: Incident) -> Drawn:
    values = easel.parcel.values
    match values.get("panel", "more"):
        case "classify":
            return cards.draw_classify(
                ClassifyPanelView(
                    incident=incident.id,
                    number=incident.number,
                    severity=incident.severity,
                    title=incident.title,
                    crisis_type=incident.crisis_type,
                    live=incident.live,
                    restricted=incident.restricted,
                    keys=_class_keys(easel),
                    types_page=int(values.get("page", 0)),
                    undo=await undo.offered(easel.look, incident.id, undo.CLASSES),
                ),
                easel.reader,
            )
        case "crew":
            return cards.draw_crew(await _crew(easel, incident), easel.reader)
        case "review":
            return await reviews.panel(easel, incident)
        case "phase":
            return cards.draw_phase(_phase(incident, str(values.get("confirm", ""))), easel.reader)
        case _:
            return cards.draw_more(
                MorePanelView(
                    incident=incident.id,
                    number=incident.number,
                    severity=incident.severity,
                    title=incident.title,
                    keys=frozenset(
                        {
                            Verb.CLASSIFY,
                            Verb.CREW,
                            Verb.PHASE,
                            Verb.TIMELINE,
                            Verb.RECAP,
                            Verb.STAKEHOLDERS,
                            Verb.SHEET,
                            Verb.HOLD,
                            Verb.PAGE,
                        }
                    ),
                ),
                easel.reader,
            )


def _phase(incident: Incident, confirm: str) -> PhasePanelView:
    keys = {_PHASES[action] for action in allowed(incident.state) if action in _PHASES}
    if incident.state is IncidentState.STOOD_DOWN:
        keys.add(Verb.REVIEW)
    return PhasePanelView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        state=incident.state,
        keys=frozenset({*keys, Verb.BACK}),
        confirm=Verb(confirm) if confirm else None,
    )


async def _crew(easel: Easel, incident: Incident) -> CrewPanelView:
    seats = await facts.seats(easel, incident)
    offers: list[tuple[Verb, RoleKind]] = []
    if incident.state.open:
        free = [seat.kind for seat in seats if seat.state in (RoleState.EMPTY, RoleState.ASKED)]
        offers = [(Verb.TAKE, kind) for kind in free]
        offers += [(Verb.ASK, seat.kind) for seat in seats if seat.state is RoleState.EMPTY]
        wanted = seat_rules.wanted(incident)
        offers += [(Verb.SKIP, kind) for kind in free if kind in wanted and kind is not RoleKind.COMMANDER]
        offers += [(Verb.GIVE, seat.kind) for seat in seats if seat.state is RoleState.TAKEN]
    return CrewPanelView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        seats=seats,
        offers=tuple(offers),
        doubled=_doubled(seats),
        undo=await undo.offered(easel.look, incident.id, undo.ROLES),
    )


def _doubled(seats: tuple[Seat, ...]) -> tuple[tuple[str, tuple[RoleKind, ...]], ...]:
    """Who holds several roles; allowed, but everybody sees it."""
    held: dict[str, list[RoleKind]] = {}
    for seat in seats:
        if seat.state is RoleState.TAKEN and seat.person:
            held.setdefault(seat.person, []).append(seat.kind)
    return tuple((person, tuple(kinds)) for person, kinds in held.items() if len(kinds) > 1)
