"""Drawing who may speak and who said stop: certificates, counsel's stops, the look back at an emergency."""

from bot.desk import releasing
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import ClockId, StatementId
from messages.cards import speakers as cards
from messages.views import Verb
from messages.views.shared import CounselView
from messages.views.speakers import CertificateRow, EmergencyReviewView
from storage.tables.incidents import Incident
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.sheets import Channel


async def counsel_of(easel: Easel, incident: Incident) -> CounselView | None:
    """What counsel has stopped in this incident; None: nothing."""
    embargo = (
        incident.embargo_until if incident.embargo_until and incident.embargo_until > easel.look.now else None
    )
    if embargo is None and incident.held_at is None:
        return None
    called = await easel.called([incident.embargo_by, incident.held_by])
    return CounselView(
        until=embargo,
        until_by=called.get(incident.embargo_by, ""),
        until_reason=incident.embargo_reason,
        held=incident.held_at is not None,
        stops=bool(incident.hold_stops),
        held_by=called.get(incident.held_by, ""),
        held_reason=incident.held_reason,
    )


async def certificates(easel: Easel) -> Errand | None:
    """Who may speak for the brand, where, until when."""
    rows = await easel.look.certificates.of_team(easel.team_id)
    called = await easel.called([row.person_id for row in rows])
    shown = [
        CertificateRow(
            called.get(row.person_id, ""),
            tuple(Channel(word) for word in row.channels),
            row.what,
            row.valid_until,
            row.valid_until <= easel.look.now,
        )
        for row in rows
    ]
    return easel.say(cards.draw_certificates(shown, easel.reader))


async def emergency_review(easel: Easel) -> Errand | None:
    """What went out on the short way, for those who would have had to approve it."""
    clock = await easel.look.clocks.find(ClockId(easel.parcel.subject_id))
    incident = await easel.incident(clock.incident_id) if clock else None
    statement = await easel.look.statements.find(StatementId(clock.label)) if clock else None
    version = await easel.look.statements.newest(statement.id) if statement else None
    if clock is None or incident is None or statement is None or version is None:
        return None
    approved = await releasing.who_approved(easel.look, version)
    called = await easel.called([*approved, statement.author_id, clock.stopped_by])
    waits = clock.state is ClockState.RUNNING
    view = EmergencyReviewView(
        clock=clock.id,
        number=incident.number,
        title=incident.title,
        stage=statement.stage,
        version=statement.version,
        text=version.text,
        author=called.get(statement.author_id, ""),
        approved_by=tuple(dict.fromkeys(called[person] for person in approved)),
        due_at=clock.due_at,
        overdue=waits and clock.due_at <= easel.look.now,
        done_by="" if waits else called.get(clock.stopped_by, ""),
        done_at=clock.stopped_at,
        good=clock.stop_reason != "correct",
        keys=frozenset({Verb.REVIEW_GOOD, Verb.REVIEW_CORRECT} if waits else ()),
        mark=easel.mark(incident.drill),
    )
    return easel.show(cards.draw_review(view, easel.reader))
