"""Drawing facts: one card each, and the lists of an incident."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.desk import undo, vouching
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.fact_figures import differing
from bot.desk.voice import mark_of
from bot.ids import FactId
from bot.rules import facts as rules
from bot.rules.facts import FactAct
from messages.cards import facts as cards
from messages.library import facts as library
from messages.views import FactListView, FactValueView, FactView, Verb
from messages.views.facts import FactStepView
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.vocabulary.facts import FactState, ValueKind

_ACTS = {
    FactAct.VERIFY: Verb.FACT_VERIFY,
    FactAct.DISPUTE: Verb.FACT_DISPUTE,
    FactAct.WITHDRAW: Verb.FACT_WITHDRAW,
}


async def card(easel: Easel) -> Errand | None:
    """A fact as it stands now."""
    fact = await easel.look.facts.find(FactId(easel.parcel.subject_id))
    incident = await easel.incident(fact.incident_id) if fact else None
    if fact is None or incident is None:
        return None
    others = await easel.look.facts.of_incident(incident.id)
    view = await _view(easel, incident, fact, others, await vouching.holding_since(easel.look, incident))
    if easel.parcel.values.get("history"):
        view = replace(view, history=await _history(easel, fact))
    return easel.show(cards.draw(view, easel.reader))


async def listed(easel: Easel) -> Errand | None:
    """All facts of an incident."""
    incident = await easel.incident()
    if incident is None:
        return None
    facts = await easel.look.facts.of_incident(incident.id)
    standing = [fact for fact in facts if fact.state is not FactState.WITHDRAWN]
    began = await vouching.holding_since(easel.look, incident)
    view = FactListView(
        incident=incident.id,
        number=incident.number,
        title=incident.title,
        facts=tuple([await _view(easel, incident, fact, facts, began) for fact in standing]),
        withdrawn=len(facts) - len(standing),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_list(view, easel.reader))


async def _view(
    easel: Easel, incident: Incident, fact: Fact, others: Sequence[Fact], began: Mapping[str, datetime]
) -> FactView:
    """`began`: when the time of each fact began that may become too old."""
    called = await easel.called([fact.recorded_by, fact.verified_by, fact.asked_id])
    old = fact.state is FactState.VERIFIED and rules.expired(fact.expires_at, easel.look.now)
    since = began.get(fact.id, fact.verified_at)
    soon = fact.state is FactState.VERIFIED and rules.runs_out(since, fact.expires_at, easel.look.now)
    choosing = easel.parcel.values.get("choosing")
    people = await vouching.candidates(easel.look, incident, fact) if choosing else ()
    return FactView(
        fact=fact.id,
        mark=mark_of(fact.number),
        text=fact.text,
        values=tuple(
            FactValueView(
                kind=ValueKind(str(value["kind"])),
                low=str(value["low"]),
                high=str(value["high"]),
                unit=str(value.get("unit", "")),
                rounding=str(value.get("rounding", "")),
            )
            for value in fact.values
        ),
        state=fact.state,
        listed_as=fact.listed_as,
        public=fact.public,
        agreed=fact.values_agreed_at is not None,
        expired=old,
        runs_out=soon,
        rounded=fact.rounding_allowed,
        by=called.get(fact.recorded_by, ""),
        at=fact.recorded_at,
        verified_by=called.get(fact.verified_by, ""),
        verified_at=fact.verified_at,
        expires_at=fact.expires_at,
        asked=called.get(fact.asked_id, "") if fact.asked_id else "",
        contradicts=_against(fact, others),
        choosing=tuple(people),
        source="" if fact.source.startswith("message:") else fact.source,
        hours=library.chosen_hours() if easel.parcel.values.get("expiry") else (),
        undo=await undo.offered(easel.look, incident.id, undo.FACTS, fact.id),
        keys=_keys(incident, fact, old or soon),
        first=easel.mark(incident.drill),
    )


async def _history(easel: Easel, fact: Fact) -> tuple[FactStepView, ...]:
    changes = await easel.look.facts.history(fact.id)
    called = await easel.called([change.by for change in changes])
    before, steps = "", []
    for change in changes:
        text = change.text if change.text != before else ""
        steps.append(FactStepView(kind=change.kind, at=change.at, by=called.get(change.by, ""), text=text))
        before = change.text
    return tuple(steps)


def _against(fact: Fact, others: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(mark_of(other.number) for other in differing(fact, others))[:3]


def _keys(incident: Incident, fact: Fact, old: bool) -> frozenset[Verb]:
    if not incident.state.open or fact.state is FactState.WITHDRAWN:
        return frozenset()
    keys = {_ACTS[act] for act in rules.allowed(fact.state, old)} | {Verb.FACT_CHANGE, Verb.FACT_PUBLIC}
    if fact.state is FactState.VERIFIED:
        keys |= {Verb.FACT_HOLDS}
    if rules.roundable(fact.values):
        keys |= {Verb.FACT_ROUND}
    if fact.values_agreed_at is None:
        keys |= {Verb.FACT_AGREE}
    if Verb.FACT_VERIFY in keys:
        keys |= {Verb.FACT_ASK}
        # What nobody has vouched for is doubted by not vouching for it.
        keys -= {Verb.FACT_DISPUTE}
    return frozenset(keys)
