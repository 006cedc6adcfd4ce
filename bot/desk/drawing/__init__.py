"""Drawing: a parcel becomes today's text and buttons.

A drawer reads rows, asks the rules what may be pressed, fills a frozen view and calls `messages`. The
registry holds one drawer for each kind of parcel; a test says so.
"""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from bot.desk.desk import Desk
from bot.desk.drawing import (
    airtimes,
    alerts,
    answers,
    attached,
    call_figures,
    calls,
    chains,
    checking,
    clocks,
    comments,
    counsel,
    curtain,
    fact_cards,
    frontline,
    holding,
    incidents,
    inquiries,
    looks,
    me,
    obligations,
    panels,
    papers,
    phones,
    promises,
    publications,
    readiness,
    reviews,
    rosters,
    sheet_cards,
    sheet_drafts,
    sources,
    standing,
    statements,
    tasks,
    topics,
)
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind

Drawer = Callable[[Easel], Awaitable[Errand | None]]

DRAWERS: Mapping[ParcelKind, Drawer] = MappingProxyType(
    {
        ParcelKind.AIRTIMES: airtimes.schedule,
        ParcelKind.TOPIC_OPEN: topics.opened,
        ParcelKind.TOPIC_RENAME: topics.renamed,
        ParcelKind.TOPIC_CLOSE: topics.closed,
        ParcelKind.TOPIC_REOPEN: topics.reopened,
        ParcelKind.CARD_PIN: topics.pinned,
        ParcelKind.OLD_CARD: topics.taken_away,
        ParcelKind.ALERT_CARD: alerts.card,
        ParcelKind.INBOX_DIGEST: alerts.inbox,
        ParcelKind.INBOX_DAY: alerts.inbox_day,
        ParcelKind.STORM_SUMMARY: alerts.storm,
        ParcelKind.WATCH_FIRED: alerts.watch_fired,
        ParcelKind.DUTY_CALL: calls.duty_call,
        ParcelKind.ROLE_REQUEST: calls.role_request,
        ParcelKind.ROLE_EMPTY: calls.role_empty,
        ParcelKind.HANDOVER_BRIEF: calls.handover_brief,
        ParcelKind.INCIDENT_CARD: incidents.card,
        ParcelKind.STOP_LOSS: incidents.stop_loss,
        ParcelKind.BOSS_LINE: incidents.boss_line,
        ParcelKind.CLOCK_WARNING: clocks.warning,
        ParcelKind.CLOCK_OVERDUE: clocks.overdue,
        ParcelKind.CLOCK_WHY: clocks.why,
        ParcelKind.TASK_GIVEN: tasks.given,
        ParcelKind.TASK_LIST: tasks.listed,
        ParcelKind.DECISION: tasks.decision,
        ParcelKind.RECAP_CARD: looks.recap_card,
        ParcelKind.RECAP_TEXT: looks.recap_text,
        ParcelKind.TIMELINE: looks.timeline,
        ParcelKind.STATUS: looks.status,
        ParcelKind.HELP: looks.help_text,
        ParcelKind.DUTIES: looks.duties,
        ParcelKind.ME: me.me,
        ParcelKind.SETUP: looks.setup,
        ParcelKind.PANEL: panels.panel,
        ParcelKind.REPLY: answers.reply,
        ParcelKind.REPORT_SEEN: alerts.report_seen,
        ParcelKind.STATE_NOTICE: answers.notice,
        ParcelKind.UNREACHABLE: answers.unreachable,
        ParcelKind.CLOCK_LIST: obligations.clock_list,
        ParcelKind.LEGAL_CLOCKS: obligations.legal_list,
        ParcelKind.STAKEHOLDERS: obligations.told_list,
        ParcelKind.RESTRICTED_STUB: curtain.stub,
        ParcelKind.SOURCES: sources.listed,
        ParcelKind.SOURCE_MAPPING: sources.mapping,
        ParcelKind.FACT_CARD: fact_cards.card,
        ParcelKind.FACT_LIST: fact_cards.listed,
        ParcelKind.CHECK_ANSWER: checking.answered,
        ParcelKind.FALSE_ALARM: checking.false_alarm,
        ParcelKind.FRONTLINE_CARD: frontline.card,
        ParcelKind.SHEET_UNREAD: frontline.unread,
        ParcelKind.ROBOTS: frontline.robots,
        ParcelKind.GUARD_FOUND: frontline.found,
        ParcelKind.GUARD_LINE: frontline.line,
        ParcelKind.COMMENT_ACT: comments.act,
        ParcelKind.BAN_LIST: checking.listed,
        ParcelKind.DEBRIEF: reviews.debrief,
        ParcelKind.RECAP_FILE: looks.recap_file,
        ParcelKind.PAGE_LINK: looks.page_link,
        ParcelKind.STATS: looks.stats,
        ParcelKind.IMPROVEMENT: reviews.improvement,
        ParcelKind.IMPROVEMENT_LIST: reviews.improvement_list,
        ParcelKind.SHEET_CARD: sheet_cards.card,
        ParcelKind.SHEET_DRAFT: sheet_drafts.card,
        ParcelKind.STANDING_BOARD: standing.board,
        ParcelKind.STANDING_LINES: standing.lines,
        ParcelKind.SPOKEN_LARGE: standing.large,
        ParcelKind.STATEMENT_DRAFT: statements.draft,
        ParcelKind.APPROVAL_REQUEST: statements.request,
        ParcelKind.EMERGENCY_ASK: statements.emergency,
        ParcelKind.EMERGENCY_REVIEW: counsel.emergency_review,
        ParcelKind.CERTIFICATES: counsel.certificates,
        ParcelKind.NOTHING_NEW: statements.nothing_new,
        ParcelKind.HOLD_PROPOSED: holding.hold,
        ParcelKind.RELEASE_READY: publications.release,
        ParcelKind.RELEASE_TEXT: publications.file,
        ParcelKind.ATTACHED_FILE: attached.file,
        ParcelKind.PROOF_PICTURE: publications.picture,
        ParcelKind.PROOF_LOOK: publications.look,
        ParcelKind.DEVIATION: publications.deviation,
        ParcelKind.DUTY_ROSTER: rosters.roster,
        ParcelKind.DUTY_CALENDAR: rosters.calendar,
        ParcelKind.CALLING: chains.listed,
        ParcelKind.READINESS: readiness.listed,
        ParcelKind.PAPER: papers.paper,
        ParcelKind.PROMISE: promises.promise,
        ParcelKind.PROMISE_LIST: promises.listed,
        ParcelKind.PROMOTION_PAUSES: publications.pauses,
        ParcelKind.RUMORS: publications.rumors,
        ParcelKind.INQUIRY: inquiries.card,
        ParcelKind.INQUIRIES: inquiries.listed,
        ParcelKind.INQUIRY_LINES: inquiries.lines,
        ParcelKind.PHONES: phones.own,
        ParcelKind.PHONE_TEST: phones.question,
        ParcelKind.PHONE_REPORT: phones.report,
        ParcelKind.CALL_FIGURES: call_figures.figured,
        ParcelKind.UNKNOWN: answers.unknown,
    }
)


class Drawing:
    """The pump's way to words: one call for each parcel, late, in the language of whoever reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, look: Reader, parcel: Parcel) -> Errand | None:
        """What this parcel comes to now; None when there is nothing to say any more."""
        easel = await Easel.set_up(self._desk, look, parcel)
        if (hidden := await curtain.hidden(easel)) is not None:
            return await curtain.before(easel, hidden)
        return await DRAWERS[parcel.kind](easel)
