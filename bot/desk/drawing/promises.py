"""Drawing what was promised in public: a text's promises to confirm, and each promise by itself."""

from bot.desk import promise_lists, promises
from bot.desk.drawing.easel import Easel
from bot.desk.drawing.statements import code_of
from bot.desk.errands import Errand
from bot.ids import ClockId, StatementId
from messages.cards import promises as cards
from messages.views import Verb
from messages.views.promises import PromiseListView, PromiseRow, PromiseView
from messages.views.statements import TimeChoice
from storage.tables.publications import Promise
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.publications import PromiseState

_TICKED = {PromiseState.FOUND: True, PromiseState.NONE: False}


async def listed(easel: Easel) -> Errand | None:
    """What a released text promises: to confirm, then as it was confirmed."""
    clock = await easel.look.clocks.find(ClockId(easel.parcel.subject_id))
    incident = await easel.incident(clock.incident_id) if clock else None
    statement = await easel.look.statements.find(StatementId(clock.label)) if clock else None
    if clock is None or incident is None or statement is None:
        return None
    rows = await promise_lists.listed(easel.look, clock)
    called = await easel.called([clock.stopped_by])
    over = clock.state is not ClockState.RUNNING
    view = PromiseListView(
        asked=clock.id,
        number=incident.number,
        title=incident.title,
        stage=statement.stage,
        rows=tuple(PromiseRow(row.id, row.text, _TICKED.get(row.state)) for row in rows),
        ticks=promise_lists.ticks(rows),
        confirmed_by=called.get(clock.stopped_by, ""),
        confirmed_at=clock.stopped_at if over else None,
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_list(view, easel.reader))


async def promise(easel: Easel) -> Errand | None:
    """Something a text promised: who keeps it, until when."""
    row = await easel.look.publications.promise(easel.parcel.subject_id)
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None or easel.team is None:
        return None
    called = await easel.called([row.owner_id])
    times = promises.due_times(easel.team, easel.look.now) if _wants_time(row) else ()
    choosing = row.state is PromiseState.OPEN and easel.parcel.values.get("choosing")
    people = await promises.candidates(easel.look, incident, row) if choosing else ()
    view = PromiseView(
        promise=row.id,
        text=row.text,
        state=row.state,
        number=incident.number,
        title=incident.title,
        owner=called.get(row.owner_id, ""),
        due_at=row.due_at,
        proof=row.proof,
        overdue=row.due_at is not None and row.due_at <= easel.look.now,
        times=tuple(TimeChoice(at, code_of(at)) for at in times),
        choosing=tuple(people),
        keys=frozenset({Verb.PROMISE_MINE, Verb.PROMISE_NONE, Verb.PROMISE_KEPT, Verb.PROMISE_GIVE}),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw(view, easel.reader))


def _wants_time(row: Promise) -> bool:
    return row.state is PromiseState.OPEN and row.due_at is None
