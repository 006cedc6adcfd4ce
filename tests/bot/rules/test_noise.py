"""The noise table, row by row, in the signs of the page it comes from: ☎ call, 🔔 alert, 💬 silent, ✎ edit."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.noise import (
    Chime,
    NoiseEvent,
    Place,
    Quiet,
    QuietHours,
    Sounding,
    Whom,
    bundled,
    softer,
    sound,
    sound_after,
    when,
)
from storage.vocabulary.parcels import Sound
from storage.vocabulary.severity import Severity

SIGNS = {"☎": Sound.CALL, "🔔": Sound.ALERT, "💬": Sound.SILENT, "✎": Sound.EDIT}
CARD = "✎team@card"
TOPIC = "💬team@topic"

#: event: S1, S2, S3, S4; a person's place is the private chat unless another is named; "" is the timeline alone.
ROWS: dict[str, tuple[str, str, str, str]] = {
    "alert_minor": ("", "", "🔔duty ✎team@general", "✎team@general ✎team@digest"),
    "alert_suspected": ("☎duty 💬team@general", "☎duty 💬team@general", "", ""),
    "alert_repeated": (CARD, CARD, CARD, ""),
    "triage_unanswered": ("☎next_on_call", "☎next_on_call", "🔔next_on_call", "💬next_on_call"),
    "watch_fired": ("☎owner", "☎owner", "🔔owner", "🔔owner"),
    "opened": ("🔔team@topic", TOPIC, TOPIC, CARD),
    "role_requested": ("☎asked", "☎asked", "🔔asked", "💬asked"),
    "role_taken": (CARD, CARD, CARD, CARD),
    "role_refused": (f"{CARD} 🔔commander",) * 4,
    "role_empty": ("🔔commander", "🔔commander", CARD, CARD),
    "everybody_there": (TOPIC, TOPIC, "", ""),
    "severity_raised": (f"☎new_people {TOPIC}", f"☎new_people {TOPIC}", "🔔new_people", CARD),
    "severity_lowered": (CARD, CARD, CARD, CARD),
    "clock_half": (CARD, CARD, CARD, ""),
    "clock_warning_internal": ("🔔owner", "🔔owner", CARD, ""),
    "clock_warning_public": ("🔔owner 🔔blocker 🔔commander", "🔔owner 🔔blocker", "🔔owner", CARD),
    "overdue_internal": ("🔔owner 🔔commander", "🔔owner", "🔔owner", "✎team@digest"),
    "overdue_public": (
        "☎commander ☎communications_lead ☎executive 🔔team@topic",
        "☎commander ☎communications_lead 🔔team@topic",
        "🔔commander 🔔communications_lead",
        "🔔owner",
    ),
    "clock_met": (CARD, CARD, CARD, ""),
    "task_given": ("🔔owner", "🔔owner", "💬owner", CARD),
    "task_due_soon": (CARD, CARD, CARD, CARD),
    "task_overdue": ("🔔owner", "🔔owner", "🔔owner", CARD),
    "fact_changed": (CARD, CARD, CARD, CARD),
    "fact_withdrawn": (
        f"☎communications_lead ☎spokesperson {TOPIC}",
        *(f"🔔communications_lead 🔔spokesperson {TOPIC}",) * 3,
    ),
    "fact_withdrawn_published": (
        *(f"☎communications_lead ☎spokesperson {TOPIC}",) * 2,
        *(f"🔔communications_lead 🔔spokesperson {TOPIC}",) * 2,
    ),
    "approval_requested": ("☎approvers", "🔔approvers", "🔔approvers", "🔔approvers"),
    "approval_half_time": ("", "☎approvers", "", ""),
    "approval_given": (CARD, CARD, CARD, CARD),
    "approval_returned": ("🔔author",) * 4,
    "approval_void": ("🔔approvers", "🔔approvers", "🔔approvers", CARD),
    "release_ready": ("🔔account_operator",) * 4,
    "published": (TOPIC, TOPIC, CARD, CARD),
    "deviation": (
        "☎communications_lead",
        "🔔communications_lead 🔔author",
        "🔔communications_lead",
        "🔔communications_lead",
    ),
    "deviation_tone": ("🔔author",) * 4,
    "sheet_new": (*("🔔frontline@frontline_groups",) * 2, *("💬frontline@frontline_groups",) * 2),
    "sheet_taken_back": ("🔔owner 💬team@topic",) * 4,
    "sheet_unread": ("🔔service_lead", "🔔service_lead", "💬service_lead", ""),
    "answer": ("💬asker@where_asked",) * 4,
    "situation_note": (*("✎executive@boss_line",) * 3, ""),
    "boss_change": ("✎executive@boss_line 🔔executive", *("✎executive@boss_line",) * 2, ""),
    "promise_due_soon": ("🔔owner",) * 4,
    "promise_overdue": ("☎owner", "🔔owner", "🔔owner", "🔔owner"),
    "source_silent": ("☎owner", "🔔owner", "🔔owner", ""),
    "rest_due": ("🔔person", "🔔person", "", ""),
    "stood_down": (f"{TOPIC} 🔔executive", TOPIC, TOPIC, CARD),
    "closed": (TOPIC, TOPIC, TOPIC, CARD),
    "recap_ready": (TOPIC, TOPIC, TOPIC, CARD),
}


def read(cell: str) -> list[tuple[Sound, Whom, Place]]:
    soundings = []
    for word in cell.split():
        whom, _, place = word[1:].partition("@")
        soundings.append((SIGNS[word[0]], Whom(whom), Place(place or "private")))
    return soundings


def test_every_event_has_its_row() -> None:
    assert set(ROWS) == {event.value for event in NoiseEvent}


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("event", NoiseEvent)
def test_the_table(event: NoiseEvent, severity: Severity) -> None:
    heard = [(each.sound, each.whom, each.place) for each in sound(event, severity)]
    assert heard == read(ROWS[event.value][severity.rank - 1])


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("event", NoiseEvent)
def test_the_topic_sounds_only_for_an_opening_and_an_overdue_public_deadline(
    event: NoiseEvent, severity: Severity
) -> None:
    loud = [each for each in sound(event, severity) if each.place is Place.TOPIC and each.sound is Sound.ALERT]
    exception = (event is NoiseEvent.OPENED and severity is Severity.S1) or (
        event is NoiseEvent.OVERDUE_PUBLIC and severity in (Severity.S1, Severity.S2)
    )
    assert bool(loud) is exception
    calls = [each for each in sound(event, severity) if each.sound is Sound.CALL]
    assert all(each.place is Place.PRIVATE for each in calls), "a call is for a person"


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("event", NoiseEvent)
def test_a_milder_case_is_never_louder(event: NoiseEvent, severity: Severity) -> None:
    if event in (NoiseEvent.ALERT_MINOR, NoiseEvent.APPROVAL_HALF_TIME):
        return  # rows that exist for some severities only
    loudness = [Sound.LOG, Sound.EDIT, Sound.SILENT, Sound.ALERT, Sound.CALL]

    def loudest(where: Severity) -> int:
        return max((loudness.index(each.sound) for each in sound(event, where)), default=0)

    assert loudest(severity.lowered) <= loudest(severity)


def test_a_drill_is_one_class_lower_unless_it_tests_paging() -> None:
    event, severity = NoiseEvent.OVERDUE_PUBLIC, Severity.S2
    drilled = [each.sound for each in sound(event, severity, drill=True)]
    assert drilled == [Sound.ALERT, Sound.ALERT, Sound.SILENT]
    paging = [each.sound for each in sound(event, severity, drill=True, drill_pages=True)]
    assert paging == [Sound.CALL, Sound.CALL, Sound.SILENT]
    assert sound(NoiseEvent.CLOCK_HALF, severity, drill=True) == (), "an edit becomes an entry"


def test_an_empty_role_is_told_after_five_or_ten_minutes() -> None:
    assert [sound(NoiseEvent.ROLE_EMPTY, severity)[0].after_minutes for severity in Severity] == [5, 10, 0, 0]


#: A well-run S1 (experience.md 1.1): minute, what happened.
FIRST_HOUR = [
    (0, "alert_suspected"), (0, "opened"), (0, "role_requested"), (1, "situation_note"), (2, "task_given"),
    (3, "clock_met"), (4, "role_taken"), (5, "role_taken"), (5, "role_empty"), (6, "role_refused"),
    (7, "fact_changed"), (8, "clock_half"), (9, "answer"), (10, "fact_changed"), (12, "clock_warning_internal"),
    (14, "severity_lowered"), (15, "alert_repeated"), (15, "overdue_internal"), (17, "sheet_new"),
    (19, "everybody_there"), (19, "approval_requested"), (21, "clock_half"), (29, "task_overdue"),
    (32, "approval_void"), (32, "fact_changed"), (39, "clock_warning_public"), (40, "approval_given"),
    (42, "release_ready"), (44, "published"), (44, "clock_met"), (50, "sheet_unread"), (55, "situation_note"),
]  # fmt: skip


def test_a_well_run_first_hour_keeps_the_topic_quiet_and_the_people_unmuted() -> None:
    heard = [
        (minute, each)
        for minute, event in FIRST_HOUR
        for each in sound(NoiseEvent(event), Severity.S1)
        if each.sound in (Sound.CALL, Sound.ALERT, Sound.SILENT)
    ]
    in_topic = [minute for minute, each in heard if each.place is Place.TOPIC]
    answers = sum(event == "answer" for _, event in FIRST_HOUR)
    assert sum(minute < 15 for minute in in_topic) + answers <= 8
    assert len(in_topic) + answers <= 20
    for whom in Whom:
        mine = [each for _, each in heard if each.whom is whom and each.place is Place.PRIVATE]
        assert sum(each.sound is Sound.CALL for each in mine) <= 2, whom
        assert sum(each.sound is Sound.ALERT for each in mine) <= 6, whom


SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(8), SHANGHAI)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("event", "severity", "expected"),
    [
        (NoiseEvent.ROLE_REQUESTED, Severity.S1, (Sound.CALL, "2026-11-22 23:30")),
        (NoiseEvent.ROLE_REQUESTED, Severity.S3, (Sound.ALERT, "2026-11-23 08:00")),
        (NoiseEvent.TRIAGE_UNANSWERED, Severity.S4, (Sound.SILENT, "2026-11-23 08:00")),
        (NoiseEvent.PROMISE_OVERDUE, Severity.S1, (Sound.ALERT, "2026-11-22 23:30")),
        (NoiseEvent.ALERT_MINOR, Severity.S3, (Sound.ALERT, "2026-11-22 23:30")),
    ],
)
def test_quiet_hours(event: NoiseEvent, severity: Severity, expected: tuple[Sound, str]) -> None:
    now = local("2026-11-22 23:30")
    assert when(sound(event, severity)[0], now, NIGHT) == (expected[0], local(expected[1]))
    by_day = local("2026-11-22 12:00")
    assert when(sound(event, severity)[0], by_day, NIGHT)[1] == by_day
    assert when(sound(event, severity)[0], now, None)[1] == now


def test_quiet_hours_within_one_day_and_after_midnight() -> None:
    noon = QuietHours(time(12), time(14), SHANGHAI)
    assert noon.at(local("2026-11-22 13:59"))
    assert not noon.at(local("2026-11-22 14:00"))
    assert NIGHT.end_after(local("2026-11-23 03:00")) == local("2026-11-23 08:00")
    waits = Sounding(Sound.ALERT, Whom.ASKED, Place.PRIVATE, Quiet.WAIT)
    assert when(waits, local("2026-11-23 03:00"), NIGHT)[1] == local("2026-11-23 08:00")


def test_a_second_alert_within_a_minute_is_silent_and_a_call_never() -> None:
    now = local("2026-11-22 20:40")
    assert sound_after(Sound.ALERT, now - timedelta(seconds=59), now) is Sound.SILENT
    assert sound_after(Sound.ALERT, now - timedelta(seconds=60), now) is Sound.ALERT
    assert sound_after(Sound.ALERT, now + timedelta(seconds=9), now) is Sound.ALERT, "a clock set back"
    assert sound_after(Sound.ALERT, None, now) is Sound.ALERT
    assert sound_after(Sound.CALL, now, now) is Sound.CALL


def test_softer_ends_at_the_timeline() -> None:
    one, seen = Sound.CALL, []
    for _ in range(6):
        seen.append(one)
        one = softer(one)
    assert seen == [Sound.CALL, Sound.ALERT, Sound.SILENT, Sound.EDIT, Sound.LOG, Sound.LOG]


START = datetime(2026, 11, 22, tzinfo=UTC)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 400)), max_size=40))
@settings(max_examples=50, deadline=None)
def test_bundles_lose_nothing_and_sound_at_most_once_a_minute(arrivals: list[tuple[str, int]]) -> None:
    chimes = [
        Chime(person, START + timedelta(seconds=seconds), str(number))
        for number, (person, seconds) in enumerate(arrivals)
    ]
    bundles = bundled(chimes)
    assert sorted(chime.key for bundle in bundles for chime in bundle) == sorted(each.key for each in chimes)
    for person in "abc":
        firsts = [bundle[0].at for bundle in bundles if bundle[0].person == person]
        assert all(later - earlier >= timedelta(seconds=60) for earlier, later in pairwise(firsts))
    assert all(len({chime.person for chime in bundle}) == 1 for bundle in bundles)
