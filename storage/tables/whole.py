"""Every table, imported once so that the metadata is whole: for whoever goes over all of them."""

from storage.tables.alerts import Alert, Delivery, Silence, Source
from storage.tables.base import metadata
from storage.tables.calls import Attempt, Chain, Link, Rung
from storage.tables.captures import Captured
from storage.tables.certificates import Certificate
from storage.tables.clocks import Clock
from storage.tables.comments import CommentAction
from storage.tables.facts import Fact, FactChange
from storage.tables.frontline import FrontlineGroup, FrontlinePerson, FrontlineRobot, Receipt
from storage.tables.handouts import Handout, Look
from storage.tables.incidents import Decision, Evidence, Incident, Role, Stakeholder, Step, Task
from storage.tables.inquiries import MediaInquiry
from storage.tables.outlets import OutletCall
from storage.tables.phones import Phone, Ring, RingAttempt
from storage.tables.publications import Deviation, Promise, PromotionPause, Publication, ReleaseHook, Rumor
from storage.tables.reviews import Debrief, Flag, Improvement, Lesson
from storage.tables.rosters import Exchange, Habits, Leave, Rotation
from storage.tables.sheets import MessageSheet, SheetItem, StandingLine
from storage.tables.speaking import Budget, Chat, Inbox, Parcel, Spoken
from storage.tables.statements import Approval, HeldAnswer, Statement, StatementVersion
from storage.tables.teams import Chore, Counter, Member, Person, Stamp, Team
from storage.tables.tickets import Ticket
from storage.tables.timeline import Entry
from storage.tables.wordings import AllowSpan, Ban, CheckLog, Sample

__all__ = [
    "Alert",
    "AllowSpan",
    "Approval",
    "Attempt",
    "Ban",
    "Budget",
    "Captured",
    "Certificate",
    "Chain",
    "Chat",
    "CheckLog",
    "Chore",
    "Clock",
    "CommentAction",
    "Counter",
    "Debrief",
    "Decision",
    "Delivery",
    "Deviation",
    "Entry",
    "Evidence",
    "Exchange",
    "Fact",
    "FactChange",
    "Flag",
    "FrontlineGroup",
    "FrontlinePerson",
    "FrontlineRobot",
    "Habits",
    "Handout",
    "HeldAnswer",
    "Improvement",
    "Inbox",
    "Incident",
    "Leave",
    "Lesson",
    "Link",
    "Look",
    "MediaInquiry",
    "Member",
    "MessageSheet",
    "OutletCall",
    "Parcel",
    "Person",
    "Phone",
    "Promise",
    "PromotionPause",
    "Publication",
    "Receipt",
    "ReleaseHook",
    "Ring",
    "RingAttempt",
    "Role",
    "Rotation",
    "Rumor",
    "Rung",
    "Sample",
    "SheetItem",
    "Silence",
    "Source",
    "Spoken",
    "Stakeholder",
    "Stamp",
    "StandingLine",
    "Statement",
    "StatementVersion",
    "Step",
    "Task",
    "Team",
    "Ticket",
    "metadata",
]
