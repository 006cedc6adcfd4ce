"""Drawing answers held back: the reason, the second person, and the public promise that would be broken."""

from bot.desk import drafting, promised_times
from bot.desk.drawing.easel import Easel
from bot.desk.drawing.statements import code_of
from bot.desk.errands import Errand
from bot.desk.promised_times import ToldInPublic
from bot.ids import PersonId
from messages.cards import holding as cards
from messages.views import Verb
from messages.views.statements import HoldView, PublicPromise, TimeChoice
from storage.tables.incidents import Incident
from storage.tables.statements import HeldAnswer
from storage.vocabulary.statements import HoldReason


async def hold(easel: Easel) -> Errand | None:
    """Whether to hold the answer: the proposer chooses, a second person agrees."""
    answer = await easel.look.approvals.held(easel.parcel.subject_id)
    incident = await easel.incident(answer.incident_id) if answer else None
    clock = await easel.look.clocks.find(answer.clock_id) if answer else None
    if answer is None or incident is None or clock is None or easel.team is None:
        return None
    mine = easel.person is not None and easel.person.id == answer.proposed_by
    second = PersonId(str(easel.parcel.values.get("second", "")))
    called = await easel.called([answer.proposed_by, answer.agreed_by, second or None])
    asks = not mine and answer.agreed_at is None and answer.refused_at is None
    told = await _broken(easel, incident, answer)
    view = HoldView(
        answer=answer.id,
        clock=clock.kind,
        number=incident.number,
        title=incident.title,
        proposed_by=called[answer.proposed_by],
        reason=HoldReason(answer.reason) if answer.reason else None,
        comment=answer.comment,
        again_at=answer.look_again_at,
        times=tuple(
            TimeChoice(when, code_of(when)) for when in drafting.look_again_times(easel.team, easel.look.now)
        ),
        agreed_by=called.get(answer.agreed_by, ""),
        agreed_at=answer.agreed_at,
        refused=answer.refused_at is not None,
        waiting_for=called.get(second or None, ""),
        breaks=PublicPromise(told.due_at, told.channels, told.due_at <= easel.look.now) if told else None,
        next_word=told.clock if told and told.clock and answer.agreed_at is None else "",
        keys=frozenset({Verb.HOLD_AGREE, Verb.HOLD_REFUSE} if asks else ()),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_hold(view, easel.reader))


async def _broken(easel: Easel, incident: Incident, answer: HeldAnswer) -> ToldInPublic | None:
    """The public promise that is not kept if the answer is held until then; before a time is chosen, any."""
    if answer.refused_at is not None:
        return None
    told = await promised_times.in_public(easel.look, incident)
    again = answer.look_again_at
    return told if told and (again is None or told.due_at < again) else None
