"""What the team may say now, as the check of words wants it: one view of the current sheet and its incident.

Looks only. The sheet is the current version of the incident and audience; without one the team's approved
standing lines of the crisis type stand in. Facts come from the ledger, not from the sheet: what is withdrawn or
too old is gone from the view at once.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import promised_times
from bot.desk.wording_lists import own_words
from bot.ids import IncidentId, SheetId, TeamId
from bot.rules import promotion
from bot.rules.playbooks import line_may_say
from bot.rules.standing_lines import fingerprint
from messages.library import playbooks as library
from messages.library.facts import language_of
from messages.screening import (
    FactValue,
    NameRule,
    PromiseOffer,
    SheetFact,
    SheetView,
    Wording,
    passed,
    promised,
    scan_facts,
)
from messages.screening.values import FactKind, Rounding
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet, SheetItem, StandingLine
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.facts import FactState, ValueKind
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Audience, Channel, Fault, ItemKind, SheetState, Stance, StopLossStage

#: `SheetView.version` where no sheet of the incident stands behind the view.
STANDING = "standing"
NOTHING = "none"

FAULTS: Final[Mapping[Responsibility, Fault]] = MappingProxyType(
    {
        Responsibility.OURS: Fault.OURS,
        Responsibility.SHARED: Fault.SHARED,
        Responsibility.NOT_OURS: Fault.NOT_OURS,
        Responsibility.FALSE_CLAIM: Fault.NOT_OURS,
    }
)

#: Contacts of a team that may stand in public words: a list in `team.policies`.
CONTACTS: Final = "contacts"

#: Stances that say that something is not so.
REFUTING: Final = frozenset({Stance.DENY, Stance.CORRECT})
#: Lines of former versions that are still looked for; the newest versions first.
_MOST_RETRACTED = 60
_CIRCLED = 20
_SPEAKING = (ItemKind.HOLDING, ItemKind.KEY, ItemKind.QA, ItemKind.CHANNEL_TEXT)


def mark_of(number: int) -> str:
    """The number people know a fact by: ① to ⑳, then (21)."""
    return chr(0x2460 + number - 1) if 1 <= number <= _CIRCLED else f"({number})"


def card_subject(incident: IncidentId, audience: Audience) -> str:
    """What a card of the current sheet is about: the incident, and for whom where that is not the public."""
    return incident if audience is Audience.PUBLIC else f"{incident}:{audience.value}"


def of_card_subject(subject: str) -> tuple[IncidentId, Audience]:
    """The other way."""
    incident, _, audience = subject.partition(":")
    return IncidentId(incident), Audience(audience) if audience else Audience.PUBLIC


async def sheet_view(
    look: Reader,
    incident: Incident | None,
    team_id: TeamId,
    channel: str,
    at: datetime,
    *,
    crisis_type: CrisisType | None = None,
    audience: Audience = Audience.PUBLIC,
    language: Language | None = None,
    draft: MessageSheet | None = None,
) -> SheetView:
    """What a text for this channel is held against at this moment.

    `channel` is a word of `Channel`, or empty for any. `crisis_type` chooses the standing lines where there is no
    incident. `language` is that of the lines offered first, else the team's. `at` is aware, in any zone. With a
    `draft` its own lines are held against everything else on it: they are not approved yet.
    """
    team = await look.teams.find(team_id)
    tongue = language or (team.language if team else Language.ZH)
    sheet = draft or (await current_sheet(look, incident, audience, at) if incident else None)
    items = await look.sheets.items(sheet.id) if sheet else ()
    kind = incident.crisis_type if incident else crisis_type or CrisisType.OTHER
    if draft:
        lines, version = [], f"v{draft.version}"
    elif sheet:
        lines, version = said_lines(items, channel), f"v{sheet.version}"
    else:
        standing = await standing_lines(look, team_id, kind, channel, at, incident, tongue)
        lines, version = [line.text for line in standing], STANDING if standing else NOTHING
    facts = await look.facts.of_incident(incident.id) if incident else ()
    own = await own_words(look, team_id, incident, kind, at)
    told = await promised_times.times(look, incident, items, team, at)
    return SheetView(
        version=version,
        severity=(incident.severity if incident else Severity.S2).value,
        channel=channel,
        responsibility=_fault(incident, sheet).value,
        cause_confirmed=bool(sheet and sheet.cause.strip()),
        approved_causes=(sheet.cause,) if sheet and sheet.cause.strip() else (),
        promotion_paused=await promotion_paused(look, incident, channel),
        evidence_refs=tuple(sheet.evidence) if sheet else (),
        denial_approved=draft is not None and _refutes(draft),
        facts=tuple(sheet_fact(fact, audience) for fact in facts if fact.state is FactState.VERIFIED),
        wordings=tuple(_ban(item) for item in items if item.kind is ItemKind.DO_NOT_SAY and item.text.strip()),
        lists=own.lists,
        allow_spans=own.allow_spans,
        approved_lines=tuple(lines),
        names=tuple(NameRule(i.text, i.may_say, _aliases(i)) for i in items if i.kind is ItemKind.THIRD_PARTY),
        offers=tuple(_offer(item, at, tongue) for item in items if item.kind is ItemKind.REMEDY),
        contacts=contacts_of(items, team),
        next_update=told.next_update,
        passed=told.passed,
        retracted=await _retracted(look, incident, audience, sheet, lines, only_retracted=draft is not None),
    )


def contacts_of(items: Sequence[SheetItem], team: Team | None) -> tuple[str, ...]:
    """Where users can turn: what the sheet says, then the team's own list."""
    of_sheet = [item.text.strip() for item in items if item.kind is ItemKind.CONTACT and item.text.strip()]
    own = [str(contact) for contact in team.policies.get(CONTACTS, [])] if team else []
    return tuple(dict.fromkeys((*of_sheet, *own)))


async def current_sheet(look: Reader, incident: Incident, audience: Audience, at: datetime) -> MessageSheet | None:
    """The version that may be used at this moment: current, and its time not over."""
    sheet = await look.sheets.current(incident.id, audience)
    return sheet if sheet and (sheet.valid_to is None or at < sheet.valid_to) else None


def said_lines(items: Sequence[SheetItem], channel: str = "") -> list[str]:
    """The lines of a sheet that may be said: the channel's own version first, then holding, key, answers."""
    speaking = [item for item in items if item.kind in _SPEAKING and item.text.strip()]
    own = [i for i in speaking if i.kind is ItemKind.CHANNEL_TEXT and channel and i.channel == channel]
    rest = [item for kind in _SPEAKING for item in speaking if item.kind is kind and item not in own]
    return list(dict.fromkeys(item.text for item in (*own, *rest)))


async def over_in(
    look: Reader, incident: Incident, items: Sequence[SheetItem], lines: Collection[str], at: datetime
) -> Mapping[str, str]:
    """The lines of a sheet that name a promised time that is over, each with that time as it stands there."""
    team = await look.teams.find(incident.team_id)
    told = await promised_times.times(look, incident, items, team, at)
    if not told.passed:
        return {}
    facts = [one for one in await look.facts.of_incident(incident.id) if one.state is FactState.VERIFIED]
    here = at.astimezone(ZoneInfo(team.timezone)) if team else at
    view = SheetView("", facts=tuple(map(sheet_fact, facts)), next_update=told.next_update, passed=told.passed)
    found = {line: next(passed(line, view, here), None) for line in lines}
    return {line: line[value.start : value.end] for line, value in found.items() if value is not None}


async def standing_lines(
    look: Reader,
    team: TeamId,
    kind: CrisisType,
    channel: str,
    at: datetime,
    incident: Incident | None = None,
    language: Language = Language.ZH,
) -> Sequence[StandingLine]:
    """The team's approved lines that are true now, best first: this channel, this language, the later stage.

    Lines of the type `other` stand in where the type has none. A line that states an action is left out until that
    stop-loss step of the incident is done.
    """
    ticked = await done_steps(look, incident)
    rows = [row for row in await look.standing_lines.in_use(team, at) if line_may_say(row.states_action, ticked)]
    wanted = [row for row in rows if row.crisis_type == kind] or [
        row for row in rows if row.crisis_type == CrisisType.OTHER
    ]
    return sorted(
        wanted,
        key=lambda row: (
            bool(channel) and row.channel != channel,
            row.language != language,
            row.stage is not StopLossStage.AFTER,
        ),
    )


async def spoken_line(look: Reader, incident: Incident, at: datetime, language: Language) -> "Spoken | None":
    """What the host can read out now: approved, for the air, and true at this moment; None when there is none.

    The current sheet's own spoken line comes first, else the team's standing line.
    """
    sheet = await current_sheet(look, incident, Audience.PUBLIC, at)
    if sheet is not None:
        items = await look.sheets.items(sheet.id)
        own = next(
            (i for i in items if i.kind is ItemKind.CHANNEL_TEXT and i.channel == Channel.LIVE_SPOKEN), None
        )
        fits = own is not None and sheet.language is language
        if own is not None and fits and not await over_in(look, incident, items, (own.text,), at):
            return Spoken(own.text, own.id, f"v{sheet.version}")
    found = await standing_lines(
        look, incident.team_id, incident.crisis_type, Channel.LIVE_SPOKEN, at, incident, language
    )
    row = next((one for one in found if one.channel == Channel.LIVE_SPOKEN and one.language == language), None)
    return Spoken(row.text, row.id, STANDING) if row else None


#: The first part of the row that keeps who said a line and when; no stop-loss step of the panel.
SAID: Final = "line_said"


def said_code(text: str) -> str:
    """The row of exactly these words: another line is another receipt."""
    return f"{SAID}:{fingerprint(text)[:16]}"


async def line_owed(look: Reader, incident: Incident, at: datetime) -> "Spoken | None":
    """The line the host is to read out, in the team's language; None off air, and once it was said."""
    team = await look.teams.find(incident.team_id)
    if not incident.live or not incident.state.open or team is None:
        return None
    line = await spoken_line(look, incident, at, Language(team.language))
    if line is None:
        return None
    rows = await look.belongings.steps(incident.id)
    return None if any(row.code == said_code(line.text) and row.done_at for row in rows) else line


class Spoken(Struct, frozen=True):
    """A line for the air: its words, the row they come from, and the version behind them."""

    text: str
    row: str
    version: str


async def done_steps(look: Reader, incident: Incident | None) -> Collection[str]:
    """Codes of the stop-loss steps that are done in this incident."""
    if incident is None:
        return frozenset()
    return frozenset(row.code for row in await look.belongings.steps(incident.id) if row.stop_loss and row.done_at)


async def promotion_paused(look: Reader, incident: Incident | None, channel: str) -> bool:
    """Is selling stopped in texts for this channel while the incident runs?

    By the type's default for the upper three levels, by whoever paused, until somebody lifts it.
    """
    if incident is None or not incident.state.open:
        return False
    by_type = incident.severity is not Severity.S4 and library.crisis_type(incident.crisis_type).pause_promo
    rows = await look.publications.pauses(incident.id)
    stopped = {row.channel for row in rows if row.paused_at is not None and row.lifted_at is None}
    lifted = {row.channel for row in rows if row.lifted_at is not None}
    return promotion.paused(channel, by_type, stopped, lifted)


#: Who may hear what is for the house only: the house itself, and authorities who have to be answered.
INSIDE: Final = frozenset({Audience.STAFF, Audience.REGULATOR})


def sheet_fact(fact: Fact, audience: Audience = Audience.PUBLIC) -> SheetFact:
    """A verified fact as the check reads it; internal ones too, so that it can say why they may not go out."""
    return SheetFact(
        key=mark_of(fact.number),
        values=values_of(fact),
        public=fact.public or audience in INSIDE,
        rounding_allowed=fact.rounding_allowed,
        valid_until=fact.expires_at,
    )


def values_of(fact: Fact) -> tuple[FactValue, ...]:
    """A fact's values as `messages.screening` reads them; batches, places and names are none."""
    return tuple(value for kept in fact.values if (value := unpacked(kept)) is not None)


def says(text: str, fact: Fact) -> bool:
    """Does a line say this fact: its whole sentence, or all its figures, each as written there?"""
    if fact.text in text:
        return True
    figures = [value for value in values_of(fact) if value.kind in ("count", "money", "pct", "times")]
    if not figures:
        return False
    found = {value.canonical.rsplit(":", 1)[0] for value in scan_facts(text, fact.recorded_at, language_of(text))}
    return all(value.canonical.rsplit(":", 1)[0] in found for value in figures)


def promise_group(text: str) -> str:
    """Which kind of promise an offer is, by the shipped promise words; '' when it holds none."""
    return max(sorted(promised(text)), key=len, default="")


def packed(value: FactValue) -> dict[str, Any]:
    """A value as it lies in the database: plain, without its place in a text."""
    return {
        "kind": value.kind,
        "canonical": value.canonical,
        "low": str(value.low),
        "high": str(value.high),
        "unit": value.unit,
        "rounding": value.rounding,
    }


def unpacked(kept: Mapping[str, Any]) -> FactValue | None:
    """The other way; None for what the check of words does not read."""
    kind = ValueKind(str(kept.get("kind", "")))
    if not kind.checked:
        return None
    low: Decimal | str = str(kept["low"])
    high: Decimal | str = str(kept["high"])
    if kind not in (ValueKind.DATE, ValueKind.TIME, ValueKind.MOMENT):
        low, high = Decimal(low), Decimal(high)
    rounding = cast(Rounding, str(kept.get("rounding", "")))
    unit = str(kept.get("unit", ""))
    return FactValue(cast(FactKind, kind.value), str(kept["canonical"]), 0, 0, low, high, unit, rounding)


def _fault(incident: Incident | None, sheet: MessageSheet | None) -> Fault:
    if sheet:
        return sheet.responsibility
    return FAULTS.get(incident.responsibility, Fault.UNKNOWN) if incident else Fault.UNKNOWN


def _refutes(sheet: MessageSheet) -> bool:
    """Does this draft deny something that is established not to be ours? Those who approve it decide each word.

    Once it is in use its lines may be said, and no other denial: what legal read is the line, not the liberty.
    """
    return sheet.stance in REFUTING and sheet.responsibility is Fault.NOT_OURS


def _ban(item: SheetItem) -> Wording:
    return Wording(term=item.text.strip(), say_instead=item.say_instead, variants=_aliases(item))


def _aliases(item: SheetItem) -> tuple[str, ...]:
    """Further forms of a name or a wording, one a line in `key`."""
    return tuple(part.strip() for part in item.key.splitlines() if part.strip())


def _offer(item: SheetItem, at: datetime, language: Language) -> PromiseOffer:
    return PromiseOffer(item.group, item.text, tuple(scan_facts(item.text, at, language.value)), item.ends_at)


async def _retracted(
    look: Reader,
    incident: Incident | None,
    audience: Audience,
    current: MessageSheet | None,
    lines: Sequence[str],
    *,
    only_retracted: bool,
) -> tuple[str, ...]:
    """Wordings of former versions that the current one no longer has.

    A draft may take up again what has only run out; what was taken back stays gone.
    """
    if incident is None:
        return ()
    former = [
        sheet.id
        for sheet in await look.sheets.of_incident(incident.id, audience)
        if sheet.valid_from is not None
        and sheet.id != (current.id if current else SheetId(""))
        and (sheet.state is SheetState.RETRACTED or not only_retracted)
    ]
    if not former:
        return ()
    items = await look.sheets.items_of(former)
    gone = [item.text for item in items if item.kind in _SPEAKING and item.text.strip() not in lines]
    return tuple(dict.fromkeys(text for text in gone if text.strip()))[:_MOST_RETRACTED]
