"""Drawing the lists behind the card: running deadlines, those of law, who is told."""

from datetime import timedelta

from bot.desk import circles, deadlines, obligations, pausing, undo
from bot.desk.drawing import facts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.rules.stakeholders import telling_order, untold_first
from messages.cards import obligations as cards
from messages.cards.parts import blocked_by
from messages.markup import seen
from messages.views import (
    ClockListView,
    ClockRow,
    LegalListView,
    LegalRow,
    StakeholderRow,
    StakeholdersView,
)
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.severity import Severity


async def clock_list(easel: Easel) -> Errand | None:
    """Every deadline that runs or stands still."""
    incident = await easel.incident()
    if incident is None:
        return None
    going = [
        clock
        for clock in await easel.look.clocks.of_incident(incident.id)
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED) and not clock.kind.quiet
    ]
    rows = tuple([await _row(easel, incident, clock) for clock in going])
    view = ClockListView(number=incident.number, title=incident.title, rows=rows)
    return easel.show(cards.draw_clocks(view, easel.reader))


async def _row(easel: Easel, incident: Incident, clock: Clock) -> ClockRow:
    owners = await deadlines.owners(easel.look, incident, clock)
    called = await easel.called(owners)
    blocker = await facts.blocker(easel, incident, clock) if clock.state is ClockState.RUNNING else None
    pausable = clock.kind in pausing.PAUSABLE and incident.severity is not Severity.S1
    return ClockRow(
        clock=clock.id,
        kind=clock.kind,
        due_at=clock.due_at,
        code=clock.label if clock.kind is ClockKind.LEGAL else "",
        owner=easel.reader.listed([called.get(person, "") for person in owners[:2]]),
        blocker=seen(blocked_by(easel.reader, blocker, with_since=False)) if blocker else "",
        paused_at=clock.paused_at if clock.state is ClockState.PAUSED else None,
        may_pause=pausable and clock.state is ClockState.RUNNING,
        calendar_unknown=not clock.calendar_known,
    )


async def legal_list(easel: Easel) -> Errand | None:
    """What law and platforms want in such a case."""
    incident = await easel.incident()
    if incident is None:
        return None
    attached = obligations.running(await easel.look.clocks.of_incident(incident.id))
    rows = tuple(
        LegalRow(
            code=row.code,
            duty=row.duty.spoken(easel.reader.language),
            limit=timedelta(minutes=row.minutes) if row.minutes else None,
            working_days=row.working_days,
            at_once=row.at_once,
            attached=row.code in attached,
        )
        for row in obligations.listed(incident)
    )
    view = LegalListView(incident=incident.id, number=incident.number, title=incident.title, rows=rows)
    return easel.show(cards.draw_legal(view, easel.reader))


async def told_list(easel: Easel) -> Errand | None:
    """Who is told, in the order of telling."""
    incident = await easel.incident()
    if incident is None:
        return None
    kept = {row.id: row for row in await easel.look.belongings.stakeholders(incident.id)}
    called = await easel.called([row.told_by for row in kept.values()])
    undone = await undo.offered_each(easel.look, incident.id, undo.TICKS)
    as_rules = [circles.as_rule(row) for row in kept.values()]
    rows = tuple(
        StakeholderRow(
            id=row.id,
            circle=row.circle,
            name=row.name,
            told_at=row.told_at,
            told_by=called.get(row.told_by, ""),
            waived=row.waived,
            undo=undone.get(row.id, ""),
        )
        for row in (kept[ordered.name] for ordered in telling_order(as_rules))
    )
    first = frozenset(row.name for row in untold_first(as_rules))
    view = StakeholdersView(number=incident.number, title=incident.title, rows=rows, first=first)
    return easel.show(cards.draw_stakeholders(view, easel.reader))
