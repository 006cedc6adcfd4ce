"""Parcels: what is to be said, waiting in the outbox."""

from enum import IntEnum, StrEnum

from storage.vocabulary.words import OpenWord


class Lane(IntEnum):
    """A smaller lane overtakes a larger one; lanes 0-3 keep a reserve of the group's budget."""

    PAGE = 0
    OPENING = 1
    BREACH = 2
    DECISION = 3
    REPLY = 4
    NOTICE = 5
    CARD = 6


class ParcelState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    SUPERSEDED = "superseded"
    PARKED = "parked"
    UNCERTAIN = "uncertain"


class ParcelKind(OpenWord):
    """What a parcel says or does; `bot.desk.drawing` has a drawer for each, a test says so."""

    TOPIC_OPEN = "topic_open"
    TOPIC_RENAME = "topic_rename"
    TOPIC_CLOSE = "topic_close"
    TOPIC_REOPEN = "topic_reopen"
    ALERT_CARD = "alert_card"
    DUTY_CALL = "duty_call"
    INCIDENT_CARD = "incident_card"
    CARD_PIN = "card_pin"
    STOP_LOSS = "stop_loss"
    BOSS_LINE = "boss_line"
    INBOX_DIGEST = "inbox_digest"
    INBOX_DAY = "inbox_day"
    ROLE_REQUEST = "role_request"
    ROLE_EMPTY = "role_empty"
    HANDOVER_BRIEF = "handover_brief"
    CLOCK_WARNING = "clock_warning"
    CLOCK_OVERDUE = "clock_overdue"
    WATCH_FIRED = "watch_fired"
    TASK_GIVEN = "task_given"
    #: When the team's accounts are on air.
    AIRTIMES = "airtimes"
    STATE_NOTICE = "state_notice"
    RECAP_CARD = "recap_card"
    STORM_SUMMARY = "storm_summary"
    REPLY = "reply"
    PANEL = "panel"
    STATUS = "status"
    HELP = "help"
    RECAP_TEXT = "recap_text"
    TIMELINE = "timeline"
    TASK_LIST = "task_list"
    DECISION = "decision"
    CLOCK_WHY = "clock_why"
    OLD_CARD = "old_card"
    REPORT_SEEN = "report_seen"
    DUTIES = "duties"
    ME = "me"
    SETUP = "setup"
    UNREACHABLE = "unreachable"
    RESTRICTED_STUB = "restricted_stub"
    CLOCK_LIST = "clock_list"
    LEGAL_CLOCKS = "legal_clocks"
    STAKEHOLDERS = "stakeholders"
    SOURCES = "sources"
    SOURCE_MAPPING = "source_mapping"
    FACT_CARD = "fact_card"
    FACT_LIST = "fact_list"
    CHECK_ANSWER = "check_answer"
    FALSE_ALARM = "false_alarm"
    FRONTLINE_CARD = "frontline_card"
    SHEET_UNREAD = "sheet_unread"
    ROBOTS = "robots"
    GUARD_FOUND = "guard_found"
    GUARD_LINE = "guard_line"
    COMMENT_ACT = "comment_act"
    BAN_LIST = "ban_list"
    DEBRIEF = "debrief"
    RECAP_FILE = "recap_file"
    PAGE_LINK = "page_link"
    STATS = "stats"
    IMPROVEMENT = "improvement"
    IMPROVEMENT_LIST = "improvement_list"
    SHEET_CARD = "sheet_card"
    SHEET_DRAFT = "sheet_draft"
    STANDING_BOARD = "standing_board"
    STANDING_LINES = "standing_lines"
    SPOKEN_LARGE = "spoken_large"
    STATEMENT_DRAFT = "statement_draft"
    APPROVAL_REQUEST = "approval_request"
    EMERGENCY_ASK = "emergency_ask"
    EMERGENCY_REVIEW = "emergency_review"
    CERTIFICATES = "certificates"
    RELEASE_READY = "release_ready"
    NOTHING_NEW = "nothing_new"
    RELEASE_TEXT = "release_text"
    ATTACHED_FILE = "attached_file"
    PROOF_PICTURE = "proof_picture"
    PROOF_LOOK = "proof_look"
    HOLD_PROPOSED = "hold_proposed"
    DEVIATION = "deviation"
    DUTY_ROSTER = "duty_roster"
    DUTY_CALENDAR = "duty_calendar"
    CALLING = "calling"
    READINESS = "readiness"
    PAPER = "paper"
    PROMISE = "promise"
    PROMISE_LIST = "promise_list"
    PROMOTION_PAUSES = "promotion_pauses"
    RUMORS = "rumors"
    #: What a journalist asks; all questions of an incident; the lines an answer may be taken from.
    INQUIRY = "inquiry"
    INQUIRIES = "inquiries"
    INQUIRY_LINES = "inquiry_lines"
    PHONES = "phones"
    PHONE_TEST = "phone_test"
    PHONE_REPORT = "phone_report"
    CALL_FIGURES = "call_figures"
    UNKNOWN = "unknown"


class Sound(OpenWord):
    """The five classes of experience.md section 2: what may sound, and for whom."""

    CALL = "call"
    ALERT = "alert"
    SILENT = "silent"
    EDIT = "edit"
    LOG = "log"
    UNKNOWN = "unknown"


class UpdateState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"
