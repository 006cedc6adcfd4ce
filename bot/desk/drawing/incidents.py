"""Drawing an incident: its card, its stop-loss, the executive's line."""

from bot.desk import playbooks, undo, voice
from bot.desk.drawing import facts, sheet_cards
from bot.desk.drawing.counsel import counsel_of
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.rules.facts import expired
from bot.rules.lifecycle import allowed
from messages.cards import bosses
from messages.cards import incidents as cards
from messages.cards import stop_loss as stop_loss_card
from messages.views import BossLineView, IncidentCardView, StopLossStep, StopLossView, Verb
from storage.tables.incidents import Incident
from storage.vocabulary.facts import FactState
from storage.vocabulary.incidents import Action, IncidentState, TopicState


async def card(easel: Easel) -> Errand | None:
    """The one message that shows where the incident stands."""
    incident = await easel.incident()
    if incident is None:
        return None
    return easel.show(cards.draw(await view_of(easel, incident), easel.reader))


async def view_of(easel: Easel, incident: Incident) -> IncidentCardView:
    """The card's content from today's rows."""
    clocks = await easel.look.clocks.of_incident(incident.id)
    tasks = await easel.look.belongings.tasks(incident.id)
    known = await easel.look.facts.of_incident(incident.id)
    verified = [fact for fact in known if fact.state is FactState.VERIFIED]
    old = sum(expired(fact.expires_at, easel.look.now) for fact in verified)  # they may not be said: look again
    ended = incident.closed_at or incident.stood_down_at
    called = await easel.called([incident.commander_id])
    parent = await easel.look.incidents.find(incident.parent_id) if incident.parent_id else None
    children = await easel.look.incidents.children(incident.id)
    return IncidentCardView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        crisis_type=incident.crisis_type,
        state=incident.state,
        responsibility=incident.responsibility,
        first_seen_at=incident.first_seen_at,
        opened_at=incident.opened_at,
        updated_at=incident.changed_at,
        live=incident.live,
        script=await sheet_cards.script_line(easel, incident),
        public=await facts.public_lines(easel, incident, clocks),
        counsel=await counsel_of(easel, incident),
        seats=await facts.seats(easel, incident),
        steps=await facts.next_steps(easel, incident, clocks),
        verified=len(verified) - old,
        to_verify=sum(fact.state is FactState.TO_VERIFY for fact in known) + old,
        overdue=facts.overdue(easel, clocks),
        tasks_done=sum(task.done_at is not None for task in tasks),
        tasks_total=len(tasks),
        ended_at=ended,
        ended_by=called.get(incident.commander_id, "") if ended else "",
        main_chat=incident.topic_state is TopicState.MAIN_CHAT and not incident.light,
        parent=parent.number if parent else "",
        children=tuple(child.number for child in children),
        restricted=incident.restricted,
        inline=easel.desk.identity.inline,
        keys=keys_of(incident),
        mark=easel.mark(incident.drill),
    )


def keys_of(incident: Incident) -> frozenset[Verb]:
    """What may be pressed on the card in this state."""
    actions = allowed(incident.state)
    keys: set[Verb] = {Verb.MORE}
    if Action.RESPOND in actions:
        keys |= {Verb.RESPOND, Verb.DECLINE}
    if incident.state.open:
        keys |= {Verb.ROLE, Verb.TASKS, Verb.FACT, Verb.DRAFT, Verb.CHECK}
    if incident.state in (IncidentState.STOOD_DOWN, IncidentState.CLOSED):
        keys |= {Verb.RECAP, Verb.REOPEN}
    return frozenset(keys)


async def stop_loss(easel: Easel) -> Errand | None:
    """First acts of a live crisis, before words: what to switch off, who did it and when."""
    incident = await easel.incident()
    if incident is None:
        return None
    view = await stop_loss_view(easel, incident)
    return easel.show(stop_loss_card.draw(view, easel.reader)) if view.steps else None


async def stop_loss_view(easel: Easel, incident: Incident) -> StopLossView:
    """The stop-loss message's content."""
    every = await easel.look.belongings.steps(incident.id)
    rows = {row.code: row for row in every if row.stop_loss}
    called = await easel.called([row.done_by for row in every])
    line = None
    if incident.live:
        line = await voice.spoken_line(easel.look, incident, easel.look.now, easel.reader.language)
    receipts = sorted((row for row in every if row.code.startswith(voice.SAID)), key=lambda row: row.id)
    said = next((row for row in receipts if line and row.code == voice.said_code(line.text)), None)
    former = receipts[-1] if receipts and line and said is None else None
    steps = []
    for step in playbooks.stop_loss(incident):
        row = rows.get(step.code)
        steps.append(
            StopLossStep(
                step=step.code,
                label=step.label(easel.reader.language, incident),
                done_by=called.get(row.done_by, "") if row else "",
                done_at=row.done_at if row else None,
                cant_reason=row.impossible if row else "",
            )
        )
    open_keys = {Verb.STEP_DONE, Verb.STEP_CANT} if incident.state.open else set[Verb]()
    if open_keys and line is not None:
        open_keys |= {Verb.LARGE_TEXT, Verb.SAID_ON_AIR}
    return StopLossView(
        incident=incident.id,
        steps=tuple(steps),
        minutes=3,
        live=incident.live,
        spoken=line.text if line else "",
        spoken_from=line.version if line and line.version != voice.STANDING else "",
        said_by=called.get(said.done_by, "") if said else "",
        said_at=said.done_at if said else None,
        former_by=called.get(former.done_by, "") if former else "",
        former_at=former.done_at if former else None,
        choosing_cant=bool(easel.parcel.values.get("choosing_cant")),
        undo=await undo.offered(easel.look, incident.id, undo.STEPS),
        keys=frozenset(open_keys),
        mark=easel.mark(incident.drill),
    )


async def boss_line(easel: Easel) -> Errand | None:
    """One line for the executive: level, next public deadline, overdue."""
    incident = await easel.incident()
    if incident is None:
        return None
    clocks = await easel.look.clocks.of_incident(incident.id)
    lines = await facts.public_lines(easel, incident, clocks)
    view = BossLineView(
        number=incident.number,
        severity=incident.severity,
        state=incident.state,
        public=lines[-1] if lines else None,
        overdue=facts.overdue(easel, clocks),
        mark=easel.mark(incident.drill),
    )
    return easel.show(bosses.draw(view, easel.reader))
