"""What several views have in common: verbs, stages, marks, and what things wait for."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from storage.vocabulary.roles import RoleKind


class Verb(StrEnum):
    """The first word of a button's data; `key-<word>` is its label unless the card says otherwise."""

    ALERT_OPEN = "aopen"
    ALERT_WATCH = "awatch"
    ALERT_DISMISS = "anone"
    ALERT_EVIDENCE = "aevid"
    ALERT_AGREE = "aagree"
    ALERT_BACK = "aback"
    RESPOND = "resp"
    DECLINE = "decl"
    FACT = "fact"
    DRAFT = "draft"
    CHECK = "check"
    ROLE = "role"
    TASKS = "tasks"
    MORE = "more"
    CLASSIFY = "class"
    CREW = "crew"
    PHASE = "phase"
    SHEET = "sheet"
    HOLD = "hold"
    ROSTER_FILE = "rofile"
    STILL_HERE = "still"
    PAGE = "page"
    TIMELINE = "tline"
    RECAP = "recap"
    RECAP_FULL = "full"
    RECAP_PDF = "pdf"
    KEEP = "keep"
    ACTIONS = "acts"
    BACK = "back"
    SEVERITY = "sev"
    TYPE = "type"
    LIVE = "live"
    TAKE = "take"
    GIVE = "give"
    ASK = "ask"
    SKIP = "skip"
    ROLE_TAKE = "rtake"
    ROLE_CANT = "rcant"
    EMPTY_ASK = "rask"
    EMPTY_SELF = "rself"
    EMPTY_SKIP = "rskip"
    HANDOVER_TAKE = "htake"
    HANDOVER_ASK = "hask"
    MONITOR = "mon"
    RESUME = "resume"
    STAND_DOWN = "down"
    CLOSE = "close"
    REOPEN = "reopen"
    CLOCK_MET = "met"
    CLOCK_WAIVE = "waive"
    CLOCK_WHY = "why"
    NUDGE = "nudge"
    EMERGENCY = "emerg"
    CLOCK_HOLD = "holdr"
    STEP_DONE = "sldone"
    STEP_CANT = "slno"
    SAID_ON_AIR = "slsaid"
    LARGE_TEXT = "slbig"
    TASK_DONE = "tdone"
    TASK_UNDO = "tundo"
    TASK_BLOCKED = "tblock"
    UNDO = "undo"
    CLOCK_PAUSE = "cpause"
    CLOCK_PAUSE_AGREE = "cpok"
    CLOCK_RESUME = "cgo"
    LEGAL = "legal"
    RESTRICT = "restr"
    STAKEHOLDERS = "stake"
    TOLD = "told"
    NOT_TOLD = "nottold"
    CALLED = "called"
    REVIEW = "review"
    MEND = "mend"
    BLAME = "blame"
    SIGN = "sign"
    DEBRIEF_SAY = "dbsay"
    DEBRIEF_NONE = "dbnone"
    IMPROVEMENT_DONE = "imdone"
    IMPROVEMENT_HELPED = "imyes"
    IMPROVEMENT_FAILED = "imno"
    HELP = "help"
    DUTY = "duty"
    ME = "me"
    LANGUAGE = "lang"
    SOURCE_TEST = "srctest"
    SOURCE_MAP = "srcmap"
    STORM_NONE = "storm"
    INBOX_ALL = "inbox"
    FACTS = "facts"
    FACT_AGREE = "fok"
    FACT_CHANGE = "fedit"
    FACT_VERIFY = "fver"
    FACT_ASK = "fask"
    FACT_DISPUTE = "fdisp"
    FACT_WITHDRAW = "fwith"
    FACT_PUBLIC = "fpub"
    FACT_ROUND = "fround"
    FACT_HOLDS = "fhold"
    FACT_YES = "factyes"
    FACT_NO = "factno"
    FALSE_ALARM = "falarm"
    SPAN_ALLOW = "spanok"
    CHECK_SEND = "chksend"
    SHEET_READ = "shread"
    SHEET_AGAIN = "shagain"
    SHEET_LINK = "shlink"
    COMMENT_AGREE = "comok"
    COMMENT_DECLINE = "comno"
    SPAN_KEEP = "spanno"
    SHEET_WRITE = "shwrite"
    SHEET_SEND = "shsend"
    SHEET_DROP = "shdrop"
    SHEET_STANCE = "shst"
    SHEET_FAULT = "shfault"
    STANDING = "stand"
    STANDING_BOARD = "stands"
    STANDING_APPROVE = "stok"
    STANDING_CHANGE = "stedit"
    STANDING_RETIRE = "stoff"
    STATEMENT_SEND = "stsend"
    STATEMENT_TIME = "sttime"
    STATEMENT_CHANNEL = "stchan"
    STATEMENT_DROP = "stdrop"
    STATEMENT_SHOW = "stshow"
    APPROVE = "apok"
    APPROVE_RETURN = "apback"
    APPROVE_ON = "appass"
    APPROVE_FULL = "apfull"
    EMERGENCY_SURE = "emsure"
    REVIEW_GOOD = "revok"
    REVIEW_CORRECT = "revfix"
    RELEASE_CANT = "relno"
    PROOF_AGAIN = "relagn"
    PROOF_SAME = "relsame"
    PROOF_OTHER = "reldiff"
    HOLD_REASON = "hreason"
    HOLD_UNTIL = "huntil"
    HOLD_AGREE = "hagree"
    HOLD_REFUSE = "hrefuse"
    NOTHING_SEND = "nnsend"
    NOTHING_WRITE = "nnwrite"
    NOTHING_TIME = "nntime"
    PROMISE_MINE = "prmine"
    PROMISE_NONE = "prnone"
    PROMISE_DUE = "prdue"
    PROMISE_KEPT = "prkept"
    DEVIATION_CLASS = "devclas"
    DEVIATION_FIX = "devfix"
    PROMO_PAUSE = "ppause"
    PROMO_LIFT = "plift"
    RUMOR_REFUTED = "rufalse"
    RUMOR_DEAD = "rudead"
    PHONES = "phones"
    PHONE_ADD = "phadd"
    PHONE_PICK = "phpick"
    PHONE_TEST = "phtest"
    PHONE_FIRST = "phfirst"
    PHONE_REMOVE = "phdel"
    PHONE_RANG = "phrang"
    PHONE_SILENT = "phmute"


class Stage(StrEnum):
    """Where a message stands that is edited as things go on."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    PASSED = "passed"
    ENDED = "ended"


class WaitsFor(StrEnum):
    """What a clock, a task or a card waits for; `waits-<word>` says it."""

    RESPONSE = "response"
    DECISION = "decision"
    ROLE = "role"
    DRAFT = "draft"
    DRAFTING = "drafting"
    APPROVAL = "approval"
    RELEASE = "release"
    PROOF = "proof"
    FACT = "fact"
    STEP = "step"
    TASK = "task"


class Mark(Struct, frozen=True):
    """Marks on the first line: a drill, the sandbox, sent again after an uncertain delivery."""

    drill: bool = False
    sandbox: bool = False
    repeated: bool = False


PLAIN = Mark()


class CounselView(Struct, frozen=True):
    """Counsel's stops as a card shows them: nothing before `until`; nothing at all, or only nothing erased.

    The names are who said so. `held`: there is a legal hold; `stops`: nothing goes out while it holds.
    """

    until: datetime | None = None
    until_by: str = ""
    until_reason: str = ""
    held: bool = False
    stops: bool = False
    held_by: str = ""
    held_reason: str = ""


class Blocker(Struct, frozen=True):
    """What something waits for, who has it (perhaps nobody), and since when."""

    waits_for: WaitsFor
    person: str = ""
    since: datetime | None = None
    role: RoleKind | None = None
