"""Drawing sources: the owner's list, and a mapping tried on what came last."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import SourceId
from messages.cards import sources as cards
from messages.views import MappingView, SourceRow, SourcesView


async def listed(easel: Easel) -> Errand | None:
    """All sources of the team, with when each was last heard."""
    rows = await easel.look.sources.of_team(easel.team_id)
    view = SourcesView(
        team=easel.team.name if easel.team else "",
        rows=tuple(
            SourceRow(
                id=row.id,
                name=row.name,
                format=row.format,
                last_seen_at=row.last_seen_at,
                expected_minutes=row.expected_seconds // 60 if row.expected_seconds else None,
                silent=row.silent_since is not None,
                mapped=bool(row.mapping),
            )
            for row in rows
        ),
        mark=easel.mark(),
    )
    return easel.say(cards.draw(view, easel.reader))


async def mapping(easel: Easel) -> Errand | None:
    """What a mapping makes of the last deliveries."""
    source = await easel.look.sources.find(SourceId(easel.parcel.subject_id))
    if source is None:
        return None
    values = easel.parcel.values
    view = MappingView(
        source=source.id,
        name=source.name,
        titles=tuple(values["titles"]),
        tried=int(values["tried"]),
        fields=tuple(values["mapping"]),
        mark=easel.mark(),
    )
    return easel.say(cards.draw_mapping(view, easel.reader))
