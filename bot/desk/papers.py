"""`/paper`: roster, chains, what may be said now and the standing lines, for the hour when nothing else works."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk import calling, policies, roster_days, rosters
from bot.ids import PersonId
from bot.rules import calling as rules
from messages.views.papers import PaperChain, PaperLine, PaperSheet, PaperView
from messages.words import Reader as Words
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.calls import RungKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import ItemKind

_LINES = 40
_SAID = frozenset({ItemKind.HOLDING, ItemKind.KEY, ItemKind.QA, ItemKind.CHANNEL_TEXT, ItemKind.CONTACT})


async def gathered(look: Reader, team: Team, words: Words) -> PaperView:
    """Everything on the paper, as it stands now. Restricted incidents stay off it."""
    until = look.now + timedelta(days=roster_days.DAYS)
    shifts = await rosters.pieces(look, team, look.now, until)
    people = await look.people.by_ids([m.person_id for m in await look.people.members(team.id)])
    called: dict[PersonId | None, str] = {person: row.name for person, row in people.items()}
    days, _ = roster_days.days(look.now, shifts, called, ZoneInfo(team.timezone))
    standing = [
        PaperLine(crisis_type=row.crisis_type, channel=words.label(row.channel), text=row.text)
        for row in await look.standing_lines.in_use(team.id, look.now)
        if row.language is words.language
    ]
    return PaperView(
        team=team.name,
        made_at=look.now,
        now=tuple(person.name for person in await rosters.on_duty(look, team.id)),
        roles=await roster_days.roles(look, team.id),
        days=days,
        chains=tuple(_chain(severity) for severity in Severity),
        sheets=await _sheets(look, team, words),
        standing=tuple(standing[:_LINES]),
    )


def _chain(severity: Severity) -> PaperChain:
    policy = rules.policy_for(policies.chain_policies(), severity)
    response = calling.response_time(severity)
    rungs = [(rung.kind, response * rung.after) for rung in policy.rungs]
    last = rungs[-1][1]
    again = [(RungKind.AGAIN, last + response * (turn + 1)) for turn in range(policy.repeats)]
    return PaperChain(severity=severity, rungs=tuple(rungs + again))


async def _sheets(look: Reader, team: Team, words: Words) -> tuple[PaperSheet, ...]:
    found: list[PaperSheet] = []
    for incident in await look.incidents.open(team.id):
        sheet = None if incident.restricted else await look.sheets.current(incident.id)
        if sheet is None:
            continue
        items = await look.sheets.items(sheet.id)
        said = tuple(item.text for item in items if item.kind in _SAID and item.text)
        unsaid = tuple(
            words.plain("paper-not", text=item.text)
            for item in items
            if item.kind is ItemKind.DO_NOT_SAY and item.text
        )
        found.append(
            PaperSheet(number=incident.number, title=incident.title, version=sheet.version, lines=said + unsaid)
        )
    return tuple(found)
