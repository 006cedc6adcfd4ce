"""Drawing deadlines: a warning, overdue, met, and why it is what it is."""

from bot.desk import clocks, submitting
from bot.desk.drawing import facts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import ClockId
from messages.cards import clocks as cards
from messages.views import ClockView, ClockWhyView, Verb
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.vocabulary.clocks import ClockState


async def warning(easel: Easel) -> Errand | None:
    """Time runs out, or has run out: private to whose deadline it is; the same message turns ✓ at the end."""
    return await _clock(easel, in_group=False)


async def overdue(easel: Easel) -> Errand | None:
    """A public deadline has passed: to everybody in the topic, with the commander mentioned."""
    return await _clock(easel, in_group=True)


async def _clock(easel: Easel, in_group: bool) -> Errand | None:
    clock = await easel.look.clocks.find(ClockId(easel.parcel.subject_id))
    incident = await easel.incident(clock.incident_id) if clock and clock.incident_id else None
    if clock is None or incident is None:
        return None
    return easel.show(cards.draw(await _view(easel, clock, incident, in_group), easel.reader))


async def _view(easel: Easel, clock: Clock, incident: Incident, in_group: bool) -> ClockView:
    running = clock.state is ClockState.RUNNING
    called = await easel.called([clock.stopped_by])
    commander = None
    if in_group and running and incident.commander_id:
        person = await easel.look.people.find(incident.commander_id)
        if person is not None and person.telegram_user_id is not None:
            commander = (person.name, person.telegram_user_id)
    keys: set[Verb] = set()
    blocker = await facts.blocker(easel, incident, clock) if running else None
    if running and clock.kind.public:
        keys = {Verb.CLOCK_MET, Verb.CLOCK_HOLD}
        if await submitting.can_be_rushed(easel.look, incident):
            keys.add(Verb.EMERGENCY)
    if blocker is not None and blocker.person and (easel.person is None or blocker.person != easel.person.name):
        keys.add(Verb.NUDGE)
    return ClockView(
        clock=clock.id,
        incident=incident.id,
        kind=clock.kind,
        due_at=clock.due_at,
        number=incident.number,
        title=incident.title,
        blocker=blocker,
        nudge="again",
        nudge_name=blocker.person if blocker else "",
        met_at=clock.stopped_at if clock.state is ClockState.MET else None,
        waived_at=clock.stopped_at if _let_go(clock) else None,
        waived_by=called.get(clock.stopped_by, ""),
        mention=commander,
        keys=frozenset(keys),
        mark=easel.mark(incident.drill),
    )


def _let_go(clock: Clock) -> bool:
    """Was it let go before it ran out? One that ran out and was cancelled afterwards stays overdue."""
    return clock.state is ClockState.WAIVED or (clock.state is ClockState.CANCELLED and clock.breached_at is None)


async def why(easel: Easel) -> Errand | None:
    """Figure, basis and source of a deadline."""
    clock = await easel.look.clocks.find(ClockId(easel.parcel.subject_id))
    incident = await easel.incident(clock.incident_id) if clock and clock.incident_id else None
    if clock is None or incident is None:
        return None
    view = ClockWhyView(
        kind=clock.kind,
        severity=incident.severity,
        limit=clocks.limit_of(clock),
        started_at=clock.started_at,
        due_at=clock.due_at,
        basis=clock.basis,
        source=clock.source_of_figure,
        calendar_unknown=not clock.calendar_known,
    )
    return easel.say(cards.draw_why(view, easel.reader))
