"""Drawing answers of the check, false alarms to decide, and the team's list."""

from bot.desk import wordings
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import SampleId
from messages.cards import attached
from messages.cards import checking as cards
from messages.views import Verb
from messages.views.attached import found_of
from messages.views.checking import (
    BanLine,
    BanListView,
    FalseAlarmView,
    points_of,
    view_of,
)
from storage.vocabulary.wordings import SampleState

_SHOWN = 10


async def answered(easel: Easel) -> Errand | None:
    """May this go out? What, why, what to say instead. Nothing once the sentence was erased."""
    values = easel.parcel.values
    if "verdict" not in values:
        file = values.get("file")
        return easel.say(attached.draw_found(found_of(file), easel.reader)) if file else None
    view = view_of(values, easel.parcel.subject_id, easel.mark())
    return easel.say(cards.draw(view, easel.reader))


async def false_alarm(easel: Easel) -> Errand | None:
    """A sentence somebody says was stopped wrongly; then who decided what."""
    sample = await easel.look.checks.sample(SampleId(easel.parcel.subject_id))
    if sample is None:
        return None
    incident = await easel.incident(sample.incident_id) if sample.incident_id else None
    called = await easel.called([sample.pressed_by, sample.decided_by])
    packed = easel.parcel.values.get("points", [])
    view = FalseAlarmView(
        sample=sample.id,
        by=called.get(sample.pressed_by, ""),
        sentence=sample.text,
        reasons=tuple(one for point in points_of(packed) for one in point.reasons),
        phrases=tuple(sample.phrases),
        number=incident.number if incident else "",
        state=SampleState(sample.state),
        decided_by=called.get(sample.decided_by, ""),
        decided_at=sample.decided_at,
        keys=frozenset({Verb.SPAN_ALLOW, Verb.SPAN_KEEP}),
        mark=easel.mark(),
    )
    return easel.show(cards.draw_false_alarm(view, easel.reader))


async def listed(easel: Easel) -> Errand | None:
    """The team's own list as it is now."""
    incident = await easel.incident() if easel.parcel.subject_id else None
    bans, total = await wordings.of_place(easel.look, easel.team_id, incident, easel.look.now, _SHOWN)
    view = BanListView(
        bans=tuple(
            BanLine(
                number=ban.number,
                term=ban.term,
                say_instead=ban.say_instead,
                variants=len(ban.variants),
                scope=ban.scope,
                level=ban.level,
                until=ban.expires_at,
            )
            for ban in bans
        ),
        total=total,
        allowed=tuple((span.number, span.phrase) for span in await easel.look.wordings.allowed(easel.team_id)),
        number=incident.number if incident else "",
    )
    return easel.say(cards.draw_list(view, easel.reader))
