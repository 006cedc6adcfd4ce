"""Drawing acts on a comment section."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import CommentActId
from messages.cards import comments as cards
from messages.views.checking import CommentActView


async def act(easel: Easel) -> Errand | None:
    """What is wanted and why; then who decided."""
    row = await easel.look.belongings.comment_action(CommentActId(easel.parcel.subject_id))
    incident = await easel.incident(row.incident_id) if row else None
    if row is None or incident is None:
        return None
    called = await easel.called([row.asked_by, row.decided_by])
    view = CommentActView(
        row=row.id,
        number=incident.number,
        act=row.act,
        reason=row.reason,
        by=called.get(row.asked_by, ""),
        target=row.target,
        state=row.state,
        decided_by=called.get(row.decided_by, ""),
        decided_at=row.decided_at,
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw(view, easel.reader))
