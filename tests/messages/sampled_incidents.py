"""Samples: the incident card, stop-loss, the executive line, the board."""

from msgspec.structs import replace

from messages.cards import bosses, incidents, status, stop_loss
from messages.markup import Drawn
from messages.views import BoardRow, BossLineView, NextStep, PublicLine, ScriptLine, Seat, StatusView
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, IncidentState
from storage.vocabulary.phones import PhoneKind, RingVerdict
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALL, NUMBER, URL, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language)
    say = s.say
    met = replace(s.first_response(), met_at=at("21:24"), blocker=None)
    update = PublicLine(kind=ClockKind.NEXT_UPDATE, due_at=at("22:30"))
    held = replace(
        s.first_response(),
        blocker=None,
        held_at=at("13:12"),
        held_by=(s.lin, s.zhou),
        look_again_at=at("14:00"),
    )
    acting = replace(s.seats()[0], acting=True)
    three = (*s.steps(), NextStep(text=say("存直播录屏", "Keep the live recording")))
    light = replace(
        s.incident(),
        severity=Severity.S3,
        title=s.rumor,
        crisis_type=CrisisType.RUMOR,
        public=(held,),
        script=None,
        promo=None,
        seats=(acting, Seat(kind=RoleKind.COMMUNICATIONS_LEAD, state=RoleState.TAKEN, person=s.zhou)),
        steps=three,
    )
    closed = replace(
        s.incident(),
        state=IncidentState.CLOSED,
        public=(met,),
        script=ScriptLine(current=2, waiting=3),
        promo=None,
        seats=s.seats()[:4],
        steps=(),
        ended_at=at("09:10", 25),
        ended_by=s.lin,
    )
    done = replace(s.stop_loss().steps[0], done_by=s.jie, done_at=at("20:42"))
    cant = replace(s.stop_loss().steps[2], cant_reason=say("后台进不去", "no access to the back office"))
    partly = replace(
        s.stop_loss(),
        steps=(done, s.stop_loss().steps[1], cant),
        said_by=s.jie,
        said_at=at("20:42"),
        keys=ALL,
    )
    board = (
        BoardRow(
            number=NUMBER,
            severity=Severity.S1,
            title=s.title,
            state=IncidentState.HANDLING,
            commander=s.lin,
            acting=True,
            public=s.first_response(),
            topic_url=URL,
        ),
        BoardRow(
            number="INC-2026-0008",
            severity=Severity.S3,
            title=s.rumor,
            state=IncidentState.MONITORING,
            commander=s.zhou,
            overdue=1,
            topic_url=URL,
        ),
        BoardRow(
            number="INC-2026-0009",
            severity=Severity.S2,
            title=s.title,
            state=IncidentState.HANDLING,
            commander=s.lin,
            restricted=True,
        ),
    )
    return {
        "incident": incidents.draw(s.incident(), r),
        "incident_waiting": incidents.draw(s.fresh_incident(), r),
        "incident_after_publishing": incidents.draw(
            replace(s.incident(), public=(met, update), script=ScriptLine(current=2), steps=three), r
        ),
        "incident_overdue": incidents.draw(replace(s.incident(), overdue=1), reader(s.language, "21:40")),
        "incident_late": incidents.draw(
            replace(s.incident(), public=(replace(met, met_at=at("21:40")),)), reader(s.language, "21:45")
        ),
        "incident_light": incidents.draw(light, r),
        "incident_waived": incidents.draw(
            replace(
                light,
                public=(replace(s.first_response(), waived_at=at("13:12"), waived_by=s.lin),),
                restricted=True,
            ),
            r,
        ),
        "incident_closed": incidents.draw(closed, reader(s.language, "09:12", 25)),
        "incident_restricted_stub": incidents.draw(replace(s.incident(), restricted_stub=True), r),
        "stop_loss": stop_loss.draw(s.stop_loss(), r),
        "stop_loss_partly": stop_loss.draw(partly, r),
        "stop_loss_cant": stop_loss.draw(replace(partly, choosing_cant=True, steps=s.stop_loss().steps), r),
        "stop_loss_no_line": stop_loss.draw(replace(s.stop_loss(), spoken=""), r),
        "stop_loss_large": stop_loss.draw_large(s.stop_loss(), r),
        "stop_loss_sheet": stop_loss.draw(
            replace(s.stop_loss(), spoken_from="v1", former_by=s.jie, former_at=at("20:42"), keys=ALL), r
        ),
        "stop_loss_large_new": stop_loss.draw_large(
            replace(s.stop_loss(), former_by=s.jie, former_at=at("20:42"), keys=ALL), r
        ),
        "boss_line": bosses.draw(
            BossLineView(
                number=NUMBER,
                severity=Severity.S1,
                state=IncidentState.HANDLING,
                public=s.first_response(),
                overdue=0,
            ),
            r,
        ),
        "boss_line_over": bosses.draw(
            BossLineView(
                number=NUMBER, severity=Severity.S1, state=IncidentState.STOOD_DOWN, public=None, overdue=1
            ),
            r,
        ),
        "status": status.draw(
            StatusView(
                rows=board,
                total=6,
                alerts_waiting=3,
                alerts_watched=1,
                duty=s.lin,
                parked=4,
                telegram_down_since=at("20:41"),
                silent_sources=(say("微博舆情", "Weibo monitor"),),
                silent_phones=((s.chen, PhoneKind.BARK, RingVerdict.ADDRESS_GONE),),
            ),
            r,
        ),
        "status_quiet": status.draw(StatusView(rows=(), total=0), r),
    }
