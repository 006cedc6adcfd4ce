"""Holding a sentence against what the team may say now: looks, judges, keeps nothing.

The ways in are many (chat, input line, interface, frontline groups); the judgement is this one.
"""

import asyncio
import hashlib
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import voice
from bot.desk.desk import Desk
from bot.desk.people import may_know
from bot.errors import DeskError
from bot.ids import CheckId, IncidentId, PersonId, TeamId
from messages.screening import SheetView, Verdict, fresh_lines, prepare, ready, screen
from messages.screening.facts import Language
from messages.screening.mending import Excerpt, Point, excerpt, language_of, mended, own_line, points
from messages.words import plain, reason_key
from storage.tables.incidents import Incident
from storage.tables.wordings import CheckLog
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language as SpokenLanguage
from storage.vocabulary.sheets import Audience, ItemKind
from storage.vocabulary.wordings import CheckVerdict, CheckWay

LONGEST: Final = 200_000
"""Characters; a statement has some hundred, a question-and-answer file some ten thousand."""
_AT_ONCE: Final = 1_500
"""Characters judged on the loop itself (about 5 ms); what is longer is judged beside it."""
_MOST_POINTS: Final = 6
_MOST_REASONS: Final = 4


class TextTooLong(DeskError):
    """More than can be checked at once: `count` characters at most."""

    key = "refused-check-too-long"


class Judged(Struct, frozen=True):
    """A sentence with its verdict, and under what it was judged."""

    text: str
    verdict: Verdict
    view: SheetView
    incident: IncidentId | None
    number: str
    crisis_type: CrisisType | None
    former: int
    line: str
    line_from: str
    points: tuple[Point, ...]
    excerpt: Excerpt

    @property
    def level(self) -> CheckVerdict:
        return CheckVerdict(self.verdict.level)

    @property
    def rules(self) -> list[str]:
        """The rules it met, each once, place by place."""
        return list(dict.fromkeys(one.rule for point in self.points for one in point.findings))

    @property
    def basis(self) -> str:
        """A word of `messages.views.checking.CheckBasis`."""
        return basis_of(self.view.version)


def basis_of(version: str) -> str:
    """What stands behind a version of `sheet_view`: a sheet, the standing lines, or nothing."""
    return version if version in (voice.STANDING, voice.NOTHING) else "sheet"


async def judge(
    desk: Desk,
    team: TeamId,
    text: str,
    incident_id: IncidentId | None = None,
    *,
    channel: str = "",
    crisis_type: CrisisType | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Judged:
    """What the check says of this sentence now.

    Raises:
        TextTooLong.
    """
    if len(text) > LONGEST:
        raise TextTooLong(count=LONGEST)
    language = language_of(text)
    async with desk.reading() as look:
        found = await look.incidents.find(incident_id) if incident_id else None
        incident = found if found is not None and found.team_id == team else None
        team_row = await look.teams.find(team)
        zone = ZoneInfo(team_row.timezone if team_row else desk.policy.timezone)
        now = look.now.astimezone(zone)
        view = await voice.sheet_view(
            look, incident, team, channel, now, crisis_type=crisis_type, audience=audience
        )
        former = await _former(look, incident, audience, text) if incident and view.retracted else 0
    if len(text) <= _AT_ONCE and ready(view):
        verdict, line, line_from = _screened(text, view, now, language)
    else:
        verdict, line, line_from = await asyncio.to_thread(_prepared, text, view, now, language)
    found_points = points(text, verdict)
    return Judged(
        text,
        verdict,
        view,
        incident.id if incident else None,
        incident.number if incident else "",
        incident.crisis_type if incident else crisis_type,
        former,
        line,
        line_from,
        found_points,
        excerpt(text, found_points),
    )


def _prepared(text: str, view: SheetView, now: datetime, language: Language) -> tuple[Verdict, str, str]:
    prepare(view)
    return _screened(text, view, now, language)


def _screened(text: str, view: SheetView, now: datetime, language: Language) -> tuple[Verdict, str, str]:
    """The verdict, and the line to use with where it comes from (`messages.views.checking.LineFrom`)."""
    verdict = screen(text, view, now=now, language=language)
    if verdict.level == "clear":
        return verdict, "", "nobody"
    if better := mended(text, verdict, view, now=now, language=language):
        return verdict, better, "mended"
    if line := own_line(verdict, view):
        return verdict, line, "row"
    approved = verdict.nearest.line if verdict.nearest else next(iter(fresh_lines(view, now)), "")
    return verdict, approved, "approved" if approved else "nobody"


async def _former(look: Reader, incident: Incident, audience: Audience, text: str) -> int:
    """The version whose line this is word for word although it is over; 0 when it is none."""
    said = text.strip()
    for sheet in await look.sheets.of_incident(incident.id, audience):
        if sheet.state.open or sheet.state.value == "current":
            continue
        items = await look.sheets.items(sheet.id)
        if any(item.text.strip() == said for item in items if item.kind is not ItemKind.DO_NOT_SAY):
            return sheet.version
    return 0


def hash_of(text: str) -> str:
    """All that is kept of a checked sentence."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep(u: UnitOfWork, team: TeamId, judged: Judged, way: CheckWay, by: PersonId | None) -> CheckLog:
    """Write down that this was checked: hash and rules, never the text."""
    row = CheckLog(
        id=CheckId(u.new_id()),
        team_id=team,
        incident_id=judged.incident,
        text_hash=hash_of(judged.text),
        rules=judged.rules,
        channel=judged.view.channel[:60],
        sheet_version=judged.view.version[:60],
        verdict=judged.level,
        way=way,
        by=by,
        at=u.now,
    )
    u.add(row)
    return row


def packed(judged: Judged) -> dict[str, Any]:
    """A judgement as a parcel carries it; what of the sentence stands in it is erased with the parcel."""
    begins, shown = judged.excerpt.begins, judged.excerpt.text
    return {
        "verdict": judged.level.value,
        "basis": judged.basis,
        "version": judged.view.version,
        "incident": judged.incident or "",
        "number": judged.number,
        "type": judged.crisis_type.value if judged.crisis_type else "",
        "former": judged.former,
        "sentence": shown,
        "whole": judged.excerpt.whole,
        "marks": [
            [point.start - begins, min(point.end - begins, len(shown))]
            for point in judged.points
            if begins <= point.start < begins + len(shown)
        ],
        "points": [
            {
                "label": point.label,
                "reasons": [
                    {
                        "reason": one.reason,
                        "rule": one.rule,
                        "blanks": [list(pair) for pair in one.values],
                        "evidence": one.evidence,
                        "certain": one.certain,
                    }
                    for one in point.findings[:_MOST_REASONS]
                ],
            }
            for point in judged.points[:_MOST_POINTS]
        ],
        "count": len(judged.points),
        "rules": judged.rules,
        "line": judged.line,
        "line_from": judged.line_from,
    }


def told(judged: Judged, language: SpokenLanguage) -> dict[str, Any]:
    """A judgement for a program: the place of each finding in code points, its reason as a word and a sentence."""
    text = judged.text
    return {
        "verdict": judged.level.value,
        "rules": judged.rules,
        "findings": [
            {
                "rule": one.rule,
                "level": one.level,
                "start": one.start,
                "end": one.end,
                "text": text[one.start : one.end],
                "reason": one.reason,
                "why": plain(language, reason_key(one.reason), **dict(one.values)),
                "evidence": one.evidence,
                "certain": one.certain,
            }
            for one in judged.verdict.findings
        ],
        "line": judged.line,
        "line_from": judged.line_from,
        "basis": judged.basis,
        "sheet_version": judged.view.version,
        "incident": judged.number,
    }


async def current_incident(look: Reader, team: TeamId, person: PersonId) -> Incident | None:
    """The incident somebody means who did not say: the open one he acted in last, else the worst open one."""
    mine = [one for one in await look.incidents.open(team) if await may_know(look, one, person)]
    last = await look.timeline.last_acted_in([one.id for one in mine], person)
    return next((one for one in mine if one.id == last), mine[0] if mine else None)
