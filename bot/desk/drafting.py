"""Drafts: the first wording of a statement, filled from type, facts, contact and the next time; and its check.

Works inside somebody's act or look. Nothing here is said to anybody.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import carrying, demands, policies, voice, wording_lists
from bot.rules import clocks as clock_rules
from bot.rules import statements as rules
from bot.rules.comparing import SlotText, joined
from bot.rules.statements import Case, FactUse, Situation
from messages import screening
from messages.library import channels, skeletons
from messages.screening import SheetView, Verdict
from messages.words import public_moment
from storage.tables.facts import Fact
from storage.tables.incidents import Incident
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.facts import FactList, FactState
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.people import Language
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.sheets import Audience, Channel
from storage.vocabulary.statements import Slot, StatementStage, StatementState

CONTACTS = voice.CONTACTS
#: How long a public promise may wait where the policy says nothing (S4).
_LONGEST = timedelta(days=1)
_HALF_HOUR = timedelta(minutes=30)


class Material(Struct, frozen=True):
    """What a draft is made of."""

    slots: tuple[SlotText, ...]
    facts: tuple[Fact, ...]


def zone_of(team: Team) -> ZoneInfo:
    """Where the team's clock times are."""
    return ZoneInfo(team.timezone)


async def stage_now(look: Reader, incident: Incident) -> StatementStage:
    """What is to be said next in this incident."""
    out = {
        statement.stage
        for statement in await look.statements.of_incident(incident.id)
        if statement.state in (StatementState.RELEASED, StatementState.PUBLISHED)
    }
    sheet = await look.sheets.current(incident.id)
    settled = demands.responsibility(incident, sheet) not in (Responsibility.OPEN, Responsibility.UNKNOWN)
    return rules.next_stage(out, confirmed=settled or bool(sheet and sheet.cause.strip()))


def channel_of(incident: Incident) -> Channel:
    """Where the brand answers: on the platform on which it began."""
    return channels.of_platform(incident.platform).code


async def usable_facts(look: Reader, incident: Incident) -> tuple[Fact, ...]:
    """Facts that may go out now: verified, public, not too old; in the order of their numbers."""
    return tuple(
        fact
        for fact in await look.facts.verified(incident.id)
        if fact.public and (fact.expires_at is None or look.now < fact.expires_at)
    )


async def contacts(look: Reader, incident: Incident, team: Team) -> tuple[str, ...]:
    """Where users can turn: what the current sheet says, then the team's own list."""
    sheet = await voice.current_sheet(look, incident, Audience.PUBLIC, look.now)
    items = await look.sheets.items(sheet.id) if sheet else ()
    return voice.contacts_of(items, team)


async def compose(look: Reader, incident: Incident, team: Team, statement: Statement) -> Material:
    """The first wording: complete sentences only; what cannot be said yet stays out and is asked for.

    Where the channel is too short for it, the short form of the type, with the facts or without them, is taken if
    that fits; nothing is ever cut.
    """
    facts = await usable_facts(look, incident)
    if statement.stage is StatementStage.UPDATE:
        since = await _last_word(look, incident)
        facts = tuple(fact for fact in facts if since is None or fact.changed_at > since)
    if statement.nothing_new:
        facts = ()
    blanks = await _blanks(look, incident, team, statement, facts)
    case = await demands.case_of(look, incident, statement, "")
    form = form_of(statement, case)
    slots = await _first_words(look, incident, statement, case, form, blanks)
    if skeletons.short_of(form) and not fits(statement, slots):
        for known in (facts, ()):
            told = blanks if known else {**blanks, "facts": ""}
            short = await _first_words(look, incident, statement, case, skeletons.short_of(form), told)
            if fits(statement, short):
                return Material(short, known)
    return Material(slots, facts)


async def _first_words(
    look: Reader, incident: Incident, statement: Statement, case: Case, form: str, blanks: Mapping[str, str]
) -> tuple[SlotText, ...]:
    """The lines of one form as far as they are known, with an empty one for each that is asked for."""
    filled = skeletons.skeleton(incident.crisis_type, form).filled(statement.language, blanks)
    said = [SlotText(slot, text) for slot, text in filled]
    asked = await demands.of(look, incident, statement, text_of(said, statement.language))
    slots = tuple(each for each in said if each.slot not in asked.forbidden and _true(each.slot, statement, case))
    return rules.completed(slots, asked.required)


def fits(statement: Statement, slots: Sequence[SlotText]) -> bool:
    """Does the text that these lines make fit the channel it goes to?"""
    row = channels.channel(statement.channel.value)
    limit = row.limit_in(statement.language) if row else None
    return limit is None or channels.length(text_of(slots, statement.language)) <= limit


async def settle_channel(look: Reader, incident: Incident, team: Team, statement: Statement) -> Material:
    """The first wording, on the channel that holds it: where the usual one is too short for what this stage says,
    the text goes where the data says (`moved` in policies/channels.toml)."""
    material = await compose(look, incident, team, statement)
    if not fits(statement, material.slots):
        case = await demands.case_of(look, incident, statement, "")
        other = channels.moved_to(statement.channel, form_of(statement, case), statement.language)
        if other is not None:
            statement.channel = other
            material = await compose(look, incident, team, statement)
    return material


def form_of(statement: Statement, case: Case) -> str:
    if statement.nothing_new:
        return skeletons.NOTHING_NEW
    if statement.stage is not StatementStage.VERIFIED:
        return statement.stage.value
    where = rules.situation(case.crisis_type, case.responsibility, recall=case.recall)
    if where is Situation.FALSE_CLAIM:
        return skeletons.FALSE_CLAIM
    return skeletons.OPEN if case.unsettled else statement.stage.value


def _true(slot: Slot, statement: Statement, case: Case) -> bool:
    """May the draft say it by itself? That it was our fault stands in a result only where it was; a correction
    answers for our own words."""
    if statement.stage is StatementStage.CORRECTION or slot not in (Slot.RESPONSIBILITY, Slot.APOLOGY):
        return True
    return case.responsibility in (Responsibility.OURS, Responsibility.SHARED)


async def _blanks(
    look: Reader, incident: Incident, team: Team, statement: Statement, facts: Sequence[Fact]
) -> Mapping[str, str]:
    known = await contacts(look, incident, team)
    sheet = await voice.current_sheet(look, incident, statement.audience, look.now)
    items = await look.sheets.items(sheet.id) if sheet else ()
    comma = "; " if statement.language is Language.EN else chr(0xFF1B)
    done = carrying.executed(facts, look.now) if statement.stage is StatementStage.RESULT else ()
    told = [fact.text.rstrip(_STOPS) for fact in facts if fact.listed_as is FactList.KNOWN and fact not in done]
    doing = [fact.text.rstrip(_STOPS) for fact in facts if fact.listed_as is FactList.DOING]
    return {
        "subject": incident.product.strip(),
        "brand": incident.account.strip(),
        "facts": comma.join(told),
        "action": comma.join(doing),
        "contact": known[0] if known else "",
        "cause": sheet.cause.strip().rstrip(_STOPS) if sheet else "",
        "remedy": comma.join(line.rstrip(_STOPS) for line in demands.offered(items, look.now)),
        "executed": comma.join(fact.text.rstrip(_STOPS) for fact in done),
        "evidence": comma.join(_shown(sheet.evidence)) if sheet else "",
        "next": said_time(statement.next_at, team, statement.language, look.now) if statement.next_at else "",
    }


def _shown(references: Sequence[str]) -> list[str]:
    """Evidence that can be named to the public: no addresses, hashes or numbers of the house alone."""
    named = (reference.strip().rstrip(_STOPS) for reference in references)
    return [text for text in named if text and "://" not in text and not _HASH.fullmatch(text)]


_HASH = re.compile(r"[0-9a-fA-F]{32,}|E?[0-9]+")
_STOPS = " .;,\u3002\uff1b\uff0c"


def said_time(when: datetime, team: Team, language: Language, now: datetime) -> str:
    """The promised time as the text says it, in the team's zone."""
    return public_moment(when, zone_of(team), now, language)


async def _last_word(look: Reader, incident: Incident) -> datetime | None:
    out = [
        publication.handed_over_at
        for publication in await look.publications.of_incident(incident.id)
        if publication.state is not PublicationState.WITHDRAWN
    ]
    return max(out, default=None)


def longest_wait(incident: Incident, due: datetime | None, now: datetime) -> timedelta:
    """How far ahead the next word may be promised: the cadence, counted from when this one is due."""
    policy = clock_rules.policy_for(policies.clock_policies(), ClockKind.NEXT_UPDATE, incident.severity)
    cadence = timedelta(minutes=policy.minutes) if policy and policy.minutes else _LONGEST
    return cadence + max(timedelta(), (due or now) - now)


def next_times(incident: Incident, due: datetime | None, now: datetime) -> tuple[datetime, datetime, datetime]:
    """Three times for the next word, on the half hour; the middle one is proposed."""
    wait = longest_wait(incident, None, now)
    step = _HALF_HOUR if wait <= timedelta(hours=4) else timedelta(hours=3)
    base = max(now, due or now) + wait / 2
    middle = base - timedelta(minutes=base.minute % 30, seconds=base.second, microseconds=base.microsecond)
    return middle - step, middle, middle + step


def uses_of(facts: Sequence[Fact]) -> list[dict[str, object]]:
    """Facts as a version keeps them: number, version, values and words as they were."""
    return [
        {
            "fact": fact.id,
            "number": fact.number,
            "version": fact.version,
            "values": [str(value.get("canonical", "")) for value in fact.values],
            "text": fact.text,
        }
        for fact in facts
    ]


def text_of(slots: Sequence[SlotText], language: Language) -> str:
    """The whole text."""
    return joined(slots, skeletons.between(language))


def slots_of(version: StatementVersion) -> tuple[SlotText, ...]:
    """The lines as the rules read them."""
    return tuple(SlotText(Slot(slot), text) for slot, text in version.slots)


async def bound_responsibility(look: Reader, incident: Incident, statement: Statement) -> Responsibility:
    """Whose fault it is, as this text is bound to it: by the sheet in use, else as the incident has it.

    A sheet counts until its end was noticed, so that the answer changes in an act and never between two.
    """
    sheet = await look.sheets.current(incident.id, statement.audience)
    whose = demands.responsibility(incident, sheet)
    return Responsibility.OPEN if whose is Responsibility.UNKNOWN else whose


async def hash_of(
    look: Reader,
    incident: Incident,
    statement: Statement,
    version: StatementVersion,
    whose: Responsibility | None = None,
) -> str:
    """The binding hash as it comes out today: the text's facts with their values of now, and whose fault it is."""
    whose = whose or await bound_responsibility(look, incident, statement)
    wanted = [str(use["fact"]) for use in version.fact_uses]
    rows = {str(fact.id): fact for fact in await look.facts.by_ids(wanted)} if wanted else {}
    facts = [
        FactUse(fact.id, fact.version, tuple(str(value.get("canonical", "")) for value in fact.values))
        for fact in rows.values()
    ]
    return rules.binding_hash(
        text=version.text,
        slots=slots_of(version),
        channel=statement.channel.value,
        audience=statement.audience.value,
        facts=facts,
        responsibility=whose.value,
        assets=version.assets,
        safety=statement.safety,
    )


async def view_of(look: Reader, incident: Incident, team: Team, statement: Statement) -> SheetView:
    """What this text is held against: the sheet of now, with the contact list and the time it promises itself."""
    at = look.now.astimezone(zone_of(team))
    view = await voice.sheet_view(
        look,
        incident,
        team.id,
        statement.channel.value,
        at,
        audience=statement.audience,
        language=statement.language,
    )
    known = await contacts(look, incident, team)
    promised = statement.next_at.astimezone(zone_of(team)) if statement.next_at else view.next_update
    return replace(
        view,
        contacts=tuple(dict.fromkeys((*view.contacts, *known))),
        next_update=promised,
        own_words=statement.stage is StatementStage.CORRECTION,
    )


async def checked(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> Verdict:
    """The check's answer to this wording."""
    view = await wording_lists.compiled(await view_of(look, incident, team, statement))
    at = look.now.astimezone(zone_of(team))
    return screening.screen(version.text, view, now=at, language=statement.language.value)


def is_verified(fact: Fact, now: datetime) -> bool:
    """May this fact be used at this moment?"""
    return fact.state is FactState.VERIFIED and (fact.expires_at is None or now < fact.expires_at)


async def nothing_new_text(
    look: Reader, incident: Incident, team: Team, next_at: datetime, channel: Channel | None
) -> str:
    """What "nothing new" would say, with this next time, on the channel of the last word: to the letter what goes
    out."""
    statement = Statement(
        team_id=incident.team_id,
        incident_id=incident.id,
        stage=StatementStage.UPDATE,
        channel=channel or channel_of(incident),
        nothing_new=True,
        language=team.language,
        next_at=next_at,
        audience=Audience.PUBLIC,
    )
    settle = settle_channel if channel is None else compose
    return text_of((await settle(look, incident, team, statement)).slots, team.language)


def look_again_times(team: Team, now: datetime) -> tuple[datetime, datetime, datetime]:
    """In an hour, in three, tomorrow at nine (T14)."""
    zone = zone_of(team)
    hour = now.replace(second=0, microsecond=0)
    morning = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(9), zone).astimezone(UTC)
    return hour + timedelta(hours=1), hour + timedelta(hours=3), morning
