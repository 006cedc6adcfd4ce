"""Drawing the look back: the review panel, the debrief of one person, improvements."""

from collections.abc import Sequence

from bot.desk import reviews
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.rules.lifecycle import allowed
from messages.cards import reviews as cards
from messages.markup import Drawn
from messages.views import DebriefView, FlagLine, ImprovementLine, ImprovementListView, ReviewView, Verb
from storage.tables.incidents import Incident
from storage.tables.reviews import Flag, Improvement
from storage.vocabulary.incidents import Action, IncidentState


async def panel(easel: Easel, incident: Incident) -> Drawn:
    """What is missing before closing, and the agenda."""
    look = easel.look
    policy, standing = await reviews.policy_of(look, incident), await reviews.standing(look, incident)
    asked = await look.reviews.debriefs(incident.id)
    improvements = await look.reviews.improvements(incident.id)
    view = ReviewView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        pieces=tuple((piece, standing.has(piece)) for piece in policy.pieces),
        flags=_flags(await look.reviews.flags(incident.id)),
        lessons=tuple(lesson.text for lesson in await look.reviews.lessons(incident.id)),
        asked=len(asked),
        answered=sum(one.answered_at is not None for one in asked),
        improvements=len(improvements),
        improvements_done=sum(one.done_at is not None for one in improvements),
        blaming=bool(easel.parcel.values.get("blaming")),
        keys=frozenset({Verb.CLOSE}) if Action.CLOSE in allowed(incident.state) else frozenset(),
    )
    return cards.draw(view, easel.reader)


def _flags(rows: Sequence[Flag]) -> tuple[FlagLine, ...]:
    """Without names: whoever was asked was told that the group does not see who said it."""
    return tuple(FlagLine(question=row.question, text=row.text) for row in rows)


async def debrief(easel: Easel) -> Errand | None:
    """Three questions to one person; the message shows what he has said."""
    row = await easel.look.reviews.debrief(easel.parcel.subject_id)
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    mine = [flag for flag in await easel.look.reviews.flags(incident.id) if flag.person_id == row.person_id]
    view = DebriefView(
        debrief=row.id,
        number=incident.number,
        title=incident.title,
        role=row.role,
        flags=_flags(mine),
        answered=row.answered_at is not None,
        closed=incident.state is not IncidentState.STOOD_DOWN,
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_debrief(view, easel.reader))


async def improvement(easel: Easel) -> Errand | None:
    """One improvement to its owner, or to whoever says whether it helped."""
    row = await easel.look.reviews.improvement(easel.parcel.subject_id)
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    return easel.show(cards.draw_improvement(await _line(easel, row, incident), easel.reader))


async def _line(easel: Easel, row: Improvement, incident: Incident) -> ImprovementLine:
    called = await easel.called([row.owner_id])
    judged = row.check_at is not None and row.check_at <= easel.look.now
    return ImprovementLine(
        improvement=row.id,
        index=row.number,
        number=incident.number,
        text=row.text,
        kind=row.kind,
        owner=called.get(row.owner_id, ""),
        due_at=row.due_at,
        done_at=row.done_at,
        outcome=row.outcome,
        helped=row.helped,
        judging=row.done_at is not None and judged and row.helped is None,
        mark=easel.mark(incident.drill),
    )


async def improvement_list(easel: Easel) -> Errand | None:
    """All improvements of an incident."""
    incident = await easel.incident()
    if incident is None:
        return None
    rows = await easel.look.reviews.improvements(incident.id)
    view = ImprovementListView(
        incident=incident.id,
        number=incident.number,
        title=incident.title,
        improvements=tuple([await _line(easel, row, incident) for row in rows]),
    )
    return easel.show(cards.draw_list(view, easel.reader))
