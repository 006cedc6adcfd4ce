"""Samples: alerts, the inbox, storms, watches."""

from msgspec.structs import replace

from messages.cards import alerts, inbox, storms, watches
from messages.markup import Drawn
from messages.views import (
    Decided,
    Hint,
    InboxDayView,
    InboxDigestView,
    InboxRow,
    Mark,
    Proposed,
    StormSummaryView,
    Verb,
    WatchFiredView,
)
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import ALERT, ALL, NUMBER, Story, at, reader


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    evening, morning = reader(s.language, "20:40"), reader(s.language, "10:22")
    say = s.say
    s2 = replace(
        s.alert(), severity=Severity.S2, decided=None, topic_url=None, paging="", opens_at=at("20:50"), live=False
    )
    watched = Decided(
        AlertState.WATCHING,
        at("10:21"),
        by=s.lin,
        watch_until=at("14:00"),
        trigger_metric="reposts",
        trigger_value=500,
    )
    dismissed = Decided(AlertState.DISMISSED, at("10:22"), by=s.lin, reason=DismissReason.NOT_OURS)
    storm = StormSummaryView(
        total=213,
        since=at("20:40"),
        until=at("20:52"),
        severity=Severity.S1,
        number=NUMBER,
        title=s.title,
        text=storms.listed([(ALERT, at("20:40"), s.said), (ALERT, at("20:41"), s.said)], evening.zone),
    )
    day = InboxDigestView(
        rows=(
            InboxRow(
                severity=Severity.S3,
                title=s.rumor,
                first_seen_at=at("10:12"),
                decided=watched,
            ),
            InboxRow(
                severity=Severity.S4,
                title=say("物流慢,两条差评", "Slow parcels, two bad reviews"),
                first_seen_at=at("09:40"),
                decided=dismissed,
            ),
            InboxRow(
                severity=Severity.S4,
                title=say("同名店铺被投诉", "A shop of the same name, complaints"),
                first_seen_at=at("09:05"),
                decide_by=at("13:05"),
            ),
        ),
        total=17,
    )
    return {
        "alert_s1_opened": alerts.draw(s.alert(), evening),
        "alert_s1_responded": alerts.draw(
            replace(s.alert(), responded_by=s.lin, responded_at=at("20:41"), folded=213), evening
        ),
        "alert_s2_opens_by_itself": alerts.draw(s2, evening),
        "alert_s2_choosing": alerts.draw(replace(s2, choosing=True), evening),
        "alert_s2_proposed": alerts.draw(replace(s2, proposed=Proposed(s.lin, DismissReason.NOT_OURS)), evening),
        "alert_s3": alerts.draw(s.rumor_alert(), morning),
        "alert_s3_hint_open": alerts.draw(
            replace(s.rumor_alert(), hint=Hint(AlertState.OPENED, "plays", 130_000, 100_000)), morning
        ),
        "alert_s3_watched": alerts.draw(
            replace(s.rumor_alert(), decided=watched, keys=frozenset({Verb.ALERT_OPEN})), morning
        ),
        "alert_s3_dismissed": alerts.draw(replace(s.rumor_alert(), decided=dismissed, keys=frozenset()), morning),
        "alert_s3_merged": alerts.draw(
            replace(
                s.rumor_alert(),
                decided=Decided(AlertState.MERGED, at("10:30"), by=s.lin, number=NUMBER),
                keys=frozenset(),
                resolved_at=at("10:25"),
            ),
            morning,
        ),
        "alert_drill_repeated": alerts.draw(replace(s.alert(), mark=Mark(drill=True, repeated=True)), evening),
        "inbox": inbox.draw(day, morning),
        "inbox_day": inbox.listed(
            InboxDayView(
                day=at("10:00").date(),
                rows=(
                    (ALERT, InboxRow(severity=Severity.S3, title=s.rumor, first_seen_at=at("10:12"))),
                    (
                        ALERT,
                        InboxRow(severity=Severity.S4, title=s.said, first_seen_at=at("09:40"), decided=dismissed),
                    ),
                ),
                total=2,
            ),
            morning,
        ),
        "storm": storms.draw(storm, evening),
        "inbox_in_a_storm": inbox.draw(replace(day, total=1_000, or_more=True), morning),
        "watch_fired": watches.draw(
            WatchFiredView(
                alert=ALERT,
                severity=Severity.S3,
                title=s.rumor,
                watched_since=at("10:21"),
                metric="reposts",
                value=512,
                threshold=500,
                keys=ALL,
            ),
            reader(s.language, "13:05"),
        ),
        "watch_media": watches.draw(
            WatchFiredView(
                alert=ALERT,
                severity=Severity.S3,
                title=s.rumor,
                watched_since=at("10:21"),
                metric="media_asks",
                keys=ALL,
            ),
            reader(s.language, "13:05"),
        ),
        "watch_due": watches.draw(
            WatchFiredView(alert=ALERT, severity=Severity.S3, title=s.rumor, watched_since=at("10:21"), keys=ALL),
            reader(s.language, "14:00"),
        ),
    }
