"""The noise table of experience.md section 2, row by row.

Each row gives, for S1 to S4, what may sound, for whom and where. `CALL` means the phone and the private chat
at once; an empty cell is the timeline alone.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from storage.vocabulary.parcels import Sound
from storage.vocabulary.severity import Severity


class NoiseEvent(StrEnum):
    """Everything that could make a noise."""

    ALERT_MINOR = "alert_minor"
    ALERT_SUSPECTED = "alert_suspected"
    ALERT_REPEATED = "alert_repeated"
    TRIAGE_UNANSWERED = "triage_unanswered"
    WATCH_FIRED = "watch_fired"
    OPENED = "opened"
    ROLE_REQUESTED = "role_requested"
    ROLE_TAKEN = "role_taken"
    ROLE_REFUSED = "role_refused"
    ROLE_EMPTY = "role_empty"
    EVERYBODY_THERE = "everybody_there"
    SEVERITY_RAISED = "severity_raised"
    #: Lowered, retyped or merged.
    SEVERITY_LOWERED = "severity_lowered"
    CLOCK_HALF = "clock_half"
    CLOCK_WARNING_INTERNAL = "clock_warning_internal"
    CLOCK_WARNING_PUBLIC = "clock_warning_public"
    OVERDUE_INTERNAL = "overdue_internal"
    OVERDUE_PUBLIC = "overdue_public"
    CLOCK_MET = "clock_met"
    TASK_GIVEN = "task_given"
    TASK_DUE_SOON = "task_due_soon"
    TASK_OVERDUE = "task_overdue"
    FACT_CHANGED = "fact_changed"
    #: Withdrawn or disputed, and in use in a text that is not out yet.
    FACT_WITHDRAWN = "fact_withdrawn"
    #: The same, in a text that has been published.
    FACT_WITHDRAWN_PUBLISHED = "fact_withdrawn_published"
    APPROVAL_REQUESTED = "approval_requested"
    APPROVAL_HALF_TIME = "approval_half_time"
    APPROVAL_GIVEN = "approval_given"
    APPROVAL_RETURNED = "approval_returned"
    APPROVAL_VOID = "approval_void"
    RELEASE_READY = "release_ready"
    PUBLISHED = "published"
    #: Proof differs, or a text deviates in number, cause, promise or denial.
    DEVIATION = "deviation"
    DEVIATION_TONE = "deviation_tone"
    SHEET_NEW = "sheet_new"
    SHEET_UNREAD = "sheet_unread"
    #: People took the version in use back.
    SHEET_TAKEN_BACK = "sheet_taken_back"
    ANSWER = "answer"
    SITUATION_NOTE = "situation_note"
    #: One of the boss's three: level, first response, overdue.
    BOSS_CHANGE = "boss_change"
    PROMISE_DUE_SOON = "promise_due_soon"
    PROMISE_OVERDUE = "promise_overdue"
    #: A source is silent or Telegram is degraded; the severity is that of the worst open incident.
    SOURCE_SILENT = "source_silent"
    REST_DUE = "rest_due"
    STOOD_DOWN = "stood_down"
    CLOSED = "closed"
    RECAP_READY = "recap_ready"


class Whom(StrEnum):
    """Whom it concerns; the desk knows who that is."""

    DUTY = "duty"
    NEXT_ON_CALL = "next_on_call"
    OWNER = "owner"
    BLOCKER = "blocker"
    COMMANDER = "commander"
    COMMUNICATIONS_LEAD = "communications_lead"
    SPOKESPERSON = "spokesperson"
    EXECUTIVE = "executive"
    ACCOUNT_OPERATOR = "account_operator"
    SERVICE_LEAD = "service_lead"
    ASKED = "asked"
    NEW_PEOPLE = "new_people"
    AUTHOR = "author"
    APPROVERS = "approvers"
    FRONTLINE = "frontline"
    ASKER = "asker"
    PERSON = "person"
    TEAM = "team"


class Place(StrEnum):
    """Where it appears."""

    PRIVATE = "private"
    TOPIC = "topic"
    GENERAL = "general"
    #: The standing message it belongs to: incident card, triage card, the warning itself.
    CARD = "card"
    BOSS_LINE = "boss_line"
    DIGEST = "digest"
    FRONTLINE_GROUPS = "frontline_groups"
    WHERE_ASKED = "where_asked"


class Quiet(StrEnum):
    """What a person's quiet hours do to it."""

    SAME = "same"
    WAIT = "wait"
    SOFTER = "softer"


class Sounding(Struct, frozen=True):
    """One thing that goes out. `after_minutes`: not before so long after the event (an empty role)."""

    sound: Sound
    whom: Whom
    place: Place
    quiet: Quiet = Quiet.SAME
    after_minutes: int = 0


Cell = tuple[Sounding, ...]


def _call(*whom: Whom, quiet: Quiet = Quiet.SAME) -> Cell:
    return tuple(Sounding(Sound.CALL, each, Place.PRIVATE, quiet) for each in whom)


def _alert(*whom: Whom, quiet: Quiet = Quiet.SAME, after: int = 0) -> Cell:
    return tuple(Sounding(Sound.ALERT, each, Place.PRIVATE, quiet, after) for each in whom)


def _quietly(whom: Whom, place: Place = Place.PRIVATE) -> Cell:
    return (Sounding(Sound.SILENT, whom, place),)


_NOTHING: Cell = ()
_EDIT: Cell = (Sounding(Sound.EDIT, Whom.TEAM, Place.CARD),)
_TOPIC: Cell = _quietly(Whom.TEAM, Place.TOPIC)
_TOPIC_LOUD: Cell = (Sounding(Sound.ALERT, Whom.TEAM, Place.TOPIC),)
_DIGEST: Cell = (Sounding(Sound.EDIT, Whom.TEAM, Place.DIGEST),)
_INBOX: Cell = (Sounding(Sound.EDIT, Whom.TEAM, Place.GENERAL),)
_GENERAL: Cell = _quietly(Whom.TEAM, Place.GENERAL)
_FRONTLINE_LOUD: Cell = (Sounding(Sound.ALERT, Whom.FRONTLINE, Place.FRONTLINE_GROUPS),)
_FRONTLINE: Cell = _quietly(Whom.FRONTLINE, Place.FRONTLINE_GROUPS)
_REPLY: Cell = _quietly(Whom.ASKER, Place.WHERE_ASKED)
_BOSS_LINE: Cell = (Sounding(Sound.EDIT, Whom.EXECUTIVE, Place.BOSS_LINE),)

_W, _E = Whom, NoiseEvent

#: Event → (S1, S2, S3, S4).
_ROWS: Mapping[NoiseEvent, tuple[Cell, Cell, Cell, Cell]] = {
    _E.ALERT_MINOR: (_NOTHING, _NOTHING, _alert(_W.DUTY) + _INBOX, _INBOX + _DIGEST),
    _E.ALERT_SUSPECTED: (_call(_W.DUTY) + _GENERAL, _call(_W.DUTY) + _GENERAL, _NOTHING, _NOTHING),
    _E.ALERT_REPEATED: (_EDIT, _EDIT, _EDIT, _NOTHING),
    _E.TRIAGE_UNANSWERED: (
        _call(_W.NEXT_ON_CALL),
        _call(_W.NEXT_ON_CALL),
        _alert(_W.NEXT_ON_CALL),
        (Sounding(Sound.SILENT, _W.NEXT_ON_CALL, Place.PRIVATE, Quiet.WAIT),),
    ),
    _E.WATCH_FIRED: (_call(_W.OWNER), _call(_W.OWNER), _alert(_W.OWNER), _alert(_W.OWNER)),
    _E.OPENED: (_TOPIC_LOUD, _TOPIC, _TOPIC, _EDIT),
    _E.ROLE_REQUESTED: (
        _call(_W.ASKED),
        _call(_W.ASKED),
        _alert(_W.ASKED, quiet=Quiet.WAIT),
        _quietly(_W.ASKED),
    ),
    _E.ROLE_TAKEN: (_EDIT, _EDIT, _EDIT, _EDIT),
    _E.ROLE_REFUSED: (_EDIT + _alert(_W.COMMANDER),) * 4,
    _E.ROLE_EMPTY: (_alert(_W.COMMANDER, after=5), _alert(_W.COMMANDER, after=10), _EDIT, _EDIT),
    _E.EVERYBODY_THERE: (_TOPIC, _TOPIC, _NOTHING, _NOTHING),
    _E.SEVERITY_RAISED: (
        _call(_W.NEW_PEOPLE) + _TOPIC,
        _call(_W.NEW_PEOPLE) + _TOPIC,
        _alert(_W.NEW_PEOPLE),
        _EDIT,
    ),
    _E.SEVERITY_LOWERED: (_EDIT, _EDIT, _EDIT, _EDIT),
    _E.CLOCK_HALF: (_EDIT, _EDIT, _EDIT, _NOTHING),
    _E.CLOCK_WARNING_INTERNAL: (_alert(_W.OWNER), _alert(_W.OWNER), _EDIT, _NOTHING),
    _E.CLOCK_WARNING_PUBLIC: (
        _alert(_W.OWNER, _W.BLOCKER, _W.COMMANDER),
        _alert(_W.OWNER, _W.BLOCKER),
        _alert(_W.OWNER),
        _EDIT,
    ),
    _E.OVERDUE_INTERNAL: (
        _alert(_W.OWNER, _W.COMMANDER),
        _alert(_W.OWNER),
        _alert(_W.OWNER),
        _DIGEST,
    ),
    _E.OVERDUE_PUBLIC: (
        _call(_W.COMMANDER, _W.COMMUNICATIONS_LEAD, _W.EXECUTIVE) + _TOPIC_LOUD,
        _call(_W.COMMANDER, _W.COMMUNICATIONS_LEAD) + _TOPIC_LOUD,
        _alert(_W.COMMANDER, _W.COMMUNICATIONS_LEAD),
        _alert(_W.OWNER),
    ),
    _E.CLOCK_MET: (_EDIT, _EDIT, _EDIT, _NOTHING),
    _E.TASK_GIVEN: (_alert(_W.OWNER), _alert(_W.OWNER), _quietly(_W.OWNER), _EDIT),
    _E.TASK_DUE_SOON: (_EDIT, _EDIT, _EDIT, _EDIT),
    _E.TASK_OVERDUE: (_alert(_W.OWNER), _alert(_W.OWNER), _alert(_W.OWNER), _EDIT),
    _E.FACT_CHANGED: (_EDIT, _EDIT, _EDIT, _EDIT),
    _E.FACT_WITHDRAWN: (
        _call(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _alert(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _alert(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _alert(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
    ),
    _E.FACT_WITHDRAWN_PUBLISHED: (
        _call(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _call(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _alert(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
        _alert(_W.COMMUNICATIONS_LEAD, _W.SPOKESPERSON) + _TOPIC,
    ),
    _E.APPROVAL_REQUESTED: (
        _call(_W.APPROVERS),
        _alert(_W.APPROVERS),
        _alert(_W.APPROVERS),
        _alert(_W.APPROVERS),
    ),
    _E.APPROVAL_HALF_TIME: (_NOTHING, _call(_W.APPROVERS), _NOTHING, _NOTHING),
    _E.APPROVAL_GIVEN: (_EDIT, _EDIT, _EDIT, _EDIT),
    _E.APPROVAL_RETURNED: (_alert(_W.AUTHOR),) * 4,
    _E.APPROVAL_VOID: (_alert(_W.APPROVERS), _alert(_W.APPROVERS), _alert(_W.APPROVERS), _EDIT),
    _E.RELEASE_READY: (_alert(_W.ACCOUNT_OPERATOR),) * 4,
    _E.PUBLISHED: (_TOPIC, _TOPIC, _EDIT, _EDIT),
    _E.DEVIATION: (
        _call(_W.COMMUNICATIONS_LEAD),
        _alert(_W.COMMUNICATIONS_LEAD, _W.AUTHOR),
        _alert(_W.COMMUNICATIONS_LEAD),
        _alert(_W.COMMUNICATIONS_LEAD),
    ),
    _E.DEVIATION_TONE: (_alert(_W.AUTHOR),) * 4,
    _E.SHEET_NEW: (_FRONTLINE_LOUD, _FRONTLINE_LOUD, _FRONTLINE, _FRONTLINE),
    _E.SHEET_UNREAD: (
        _alert(_W.SERVICE_LEAD),
        _alert(_W.SERVICE_LEAD),
        _quietly(_W.SERVICE_LEAD),
        _NOTHING,
    ),
    _E.SHEET_TAKEN_BACK: (_alert(_W.OWNER) + _TOPIC,) * 4,
    _E.ANSWER: (_REPLY, _REPLY, _REPLY, _REPLY),
    _E.SITUATION_NOTE: (_BOSS_LINE, _BOSS_LINE, _BOSS_LINE, _NOTHING),
    _E.BOSS_CHANGE: (_BOSS_LINE + _alert(_W.EXECUTIVE), _BOSS_LINE, _BOSS_LINE, _NOTHING),
    _E.PROMISE_DUE_SOON: (_alert(_W.OWNER),) * 4,
    _E.PROMISE_OVERDUE: (
        _call(_W.OWNER, quiet=Quiet.SOFTER),
        _alert(_W.OWNER),
        _alert(_W.OWNER),
        _alert(_W.OWNER),
    ),
    _E.SOURCE_SILENT: (_call(_W.OWNER), _alert(_W.OWNER), _alert(_W.OWNER), _NOTHING),
    _E.REST_DUE: (_alert(_W.PERSON), _alert(_W.PERSON), _NOTHING, _NOTHING),
    _E.STOOD_DOWN: (_TOPIC + _alert(_W.EXECUTIVE), _TOPIC, _TOPIC, _EDIT),
    _E.CLOSED: (_TOPIC, _TOPIC, _TOPIC, _EDIT),
    _E.RECAP_READY: (_TOPIC, _TOPIC, _TOPIC, _EDIT),
}

TABLE: Mapping[NoiseEvent, Mapping[Severity, Cell]] = MappingProxyType(
    {event: MappingProxyType(dict(zip(Severity, cells, strict=True))) for event, cells in _ROWS.items()}
)
