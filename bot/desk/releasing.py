"""Release: the gates of a text, and its hand-over to whoever has the account. Works inside somebody's act."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import (
    approvals,
    attached,
    carrying,
    circles,
    demands,
    drafting,
    outlets,
    promise_lists,
    speaking_rights,
    voice,
)
from bot.desk.approvals import STATEMENT
from bot.desk.fact_figures import differing
from bot.desk.speaking import post_card, post_reply, post_to_person, refresh
from bot.desk.telling import News, tell
from bot.ids import PersonId, PublicationId
from bot.rules import gates
from bot.rules import statements as rules
from bot.rules.comparing import SlotText, near
from bot.rules.gates import (
    AssetStanding,
    ChannelLimit,
    FactStanding,
    Finding,
    GateInput,
    UsedAsset,
    UsedFact,
    Verbatim,
    VersionState,
)
from bot.rules.noise import NoiseEvent, Whom
from messages import screening
from messages.library import channels
from messages.markup import COPY_LIMIT, units
from storage.tables.incidents import Incident
from storage.tables.publications import Publication
from storage.tables.sheets import MessageSheet, SheetItem
from storage.tables.statements import Statement, StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.incidents import Responsibility
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.sheets import ItemKind, Mode
from storage.vocabulary.statements import ApprovalDecision, Slot, StatementStage, StatementState
from storage.vocabulary.timeline import EntryKind

_SELLING = "R-C12"  # the screen for selling words while promotion is paused


async def due_of(look: Reader, incident: Incident, stage: StatementStage) -> datetime | None:
    """When this stage is waited for; None when no such deadline runs."""
    kind = rules.CLOCK_OF.get(stage)
    running = await look.clocks.running(kind, incident=incident.id) if kind else ()
    return running[0].due_at if running else None


async def gate_input(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> GateInput:
    """What the gates look at, approvals left out: whoever asks before anybody approved has none."""
    sheet = await look.sheets.current(incident.id, statement.audience)
    items = await look.sheets.items(sheet.id) if sheet else ()
    publisher = await operator_of(look, incident, statement)
    slots = drafting.slots_of(version)
    known = await drafting.contacts(look, incident, team)
    due = await due_of(look, incident, statement.stage)
    asked = await demands.of(look, incident, statement, version.text)
    paused = await voice.promotion_paused(look, incident, statement.channel)
    return GateInput(
        now=look.now,
        stage=statement.stage,
        sheet=_sheet_state(sheet.valid_to, look.now) if sheet else None,
        template_line=statement.stage is StatementStage.HOLDING or statement.nothing_new or statement.safety,
        current_version=statement.version,
        facts=await _facts(look, version),
        channel=_channel(statement, version),
        speaker=await speaking_rights.of(look, statement, sheet, items, publisher),
        drill=incident.drill,
        promotion_paused=paused,
        crisis=not (paused and await _sells(look, incident, team, statement, version)),
        safety=statement.safety,
        untold=tuple(circle.value for circle in await circles.untold(look, incident)),
        required=asked.required,
        forbidden=asked.forbidden,
        filled=demands.parts_filled(slots, version.text),
        short=carrying.short(slots, asked, await drafting.usable_facts(look, incident), look.now),
        said=_said(version.text, items, demands.responsibility(incident, sheet)),
        next_at=statement.next_at,
        next_needed=Slot.NEXT in asked.required or statement.nothing_new,
        longest_wait=drafting.longest_wait(incident, due, look.now),
        contacts_used=contacts_used(version.text, slots, known),
        contacts_known=frozenset(known),
        assets=await _assets(look, incident, version, items, sheet),
        verbatim=tuple(_verbatim(items, [each.text for each in slots])),
        embargo_until=max((at for at in (statement.embargo_until, incident.embargo_until) if at), default=None),
        legal_hold=statement.legal_hold or (incident.held_at is not None and bool(incident.hold_stops)),
    )


def contacts_used(text: str, slots: Sequence[SlotText], known: Sequence[str]) -> tuple[str, ...]:
    """Every way to reach somebody that the whole text names; a known one hides none beside it.

    What the line for contacts says in words alone (a shop's counter) counts as it stands.
    """
    lines = [each.text for each in slots if each.slot is Slot.CONTACT and each.text]
    in_words = [
        next((one for one in known if one in line), line)
        for line in lines
        if not screening.contacts_named(line, known)
    ]
    return tuple(dict.fromkeys((*screening.contacts_named(text, known), *in_words)))


def _said(text: str, items: Sequence[SheetItem], whose: Responsibility) -> frozenset[Slot]:
    """Parts that the words speak of too early: responsibility, otherwise than it is established.

    Approved lines may say it, and so may a text that says what the sheet says.
    """
    spoken = set(screening.responsibility_said(text, voice.said_lines(items)))
    if whose in (Responsibility.OURS, Responsibility.SHARED):
        spoken.discard("admission")
    elif whose in (Responsibility.NOT_OURS, Responsibility.FALSE_CLAIM):
        spoken.discard("denial")
    return frozenset({Slot.RESPONSIBILITY}) if spoken else frozenset()


async def _sells(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> bool:
    """Do its words sell? Then it is promotion and no crisis communication, whoever approved it.

    已下单的用户不受影响 names an order and sells nothing: the check knows phrases in which a word is harmless.
    """
    verdict = await drafting.checked(look, incident, team, statement, version)
    return any(one.rule == _SELLING and one.level == "block" for one in verdict.findings)


def _channel(statement: Statement, version: StatementVersion) -> ChannelLimit | None:
    row = channels.channel(statement.channel.value)
    if row is None:
        return None
    return ChannelLimit(row.code.value, row.limit_in(statement.language), channels.length(version.text), row.drill)


def _sheet_state(valid_to: datetime | None, now: datetime) -> VersionState:
    return VersionState.EXPIRED if valid_to is not None and valid_to <= now else VersionState.CURRENT


async def _facts(look: Reader, version: StatementVersion) -> tuple[UsedFact, ...]:
    rows = {fact.id: fact for fact in await look.facts.by_ids([str(use["fact"]) for use in version.fact_uses])}
    every = await look.facts.of_incident(next(iter(rows.values())).incident_id) if rows else ()
    found: list[UsedFact] = []
    for use in version.fact_uses:
        fact = rows.get(use["fact"])
        if fact is None:
            continue
        found.append(
            UsedFact(
                fact.number,
                FactStanding(fact.state.value),
                fact.public,
                fact.expires_at,
                changed=[str(value.get("canonical", "")) for value in fact.values] != list(use["values"]),
                against=tuple(other.number for other in differing(fact, every)),
            )
        )
    return tuple(found)


async def _assets(
    look: Reader,
    incident: Incident,
    version: StatementVersion,
    items: Sequence[SheetItem],
    sheet: MessageSheet | None,
) -> tuple[UsedAsset, ...]:
    """The text's files, and how each stands on the sheet of now."""
    standing: dict[str, AssetStanding] = {}
    for item in items:
        if item.kind is ItemKind.ASSET:
            over = any(
                at is not None and at <= look.now for at in (item.ends_at, sheet.valid_to if sheet else None)
            )
            standing[item.sha256] = AssetStanding.OVER if over else AssetStanding.APPROVED
    files = await attached.of(look, incident.id, version.assets)
    return tuple(
        UsedAsset(number, one.name or one.seal[:12], standing.get(one.seal, AssetStanding.UNKNOWN))
        for number, one in enumerate(files, start=1)
    )


def _verbatim(items: Sequence[SheetItem], texts: Sequence[str]) -> list[Verbatim]:
    """Lines of the sheet that may not be put into other words, where the text comes close to one."""
    lines = [
        i.text.strip() for i in items if i.mode is Mode.VERBATIM and i.kind in (ItemKind.KEY, ItemKind.HOLDING)
    ]
    return [Verbatim(line, text) for line in lines if line for text in texts if near(line, text)]


#: Not the author's business: whoever publishes is asked when it is to go out. Selling words the check has named
#: already, with their place; the gate is for what was approved before promotion was paused.
_AT_RELEASE = (gates.NOT_READ, "not-read-todo", "promotion-paused")


async def before_approval(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> list[Finding]:
    """What stands in the way before anybody is asked. The order of telling is a to-do until the release, and a
    drill practises approval too: what it may not do is go out.
    """
    found = gates.findings(await gate_input(look, incident, team, statement, version))
    later = (*_AT_RELEASE, "untold-todo")
    return [
        Finding(one.rule, "untold-first", one.values, blocks=False) if one.rule == "R-G9" else one
        for one in found
        if one.rule not in ("R-G7", "R-G15") and one.reason not in later
    ]


async def ask_to_tell(u: UnitOfWork, incident: Incident, statement: Statement) -> None:
    """While others read a text that the order of telling will hold back, its author gets the circles to tick."""
    if statement.stage in gates.ORDERED and not statement.safety:
        await circles.remind(u, incident, statement.author_id)


async def before_release(
    look: Reader, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> list[Finding]:
    """What holds back a text that enough people have approved."""
    return gates.findings(await gate_input(look, incident, team, statement, version))


async def approved(
    u: UnitOfWork, incident: Incident, team: Team, statement: Statement, version: StatementVersion
) -> bool:
    """Enough people have said yes: hand it over, or tell the author which gate is shut. True: handed over."""
    statement.state = StatementState.APPROVED
    found = await before_release(u, incident, team, statement, version)
    if gates.shut(found):
        u.timeline.record(
            incident, EntryKind.STATEMENT_CHANGED, ref=version.id, reason=found[0].rule, version=statement.version
        )
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        if any(one.reason == gates.NOT_READ for one in found):
            await ask_to_read(u, incident, statement)
        if any(one.rule == "R-G9" and one.blocks for one in found):
            await circles.remind(u, incident, statement.author_id)
        tell_author(u, incident, statement, found)
        return False
    await _hand_over(u, incident, statement, version)
    await promise_lists.ask(u, incident, team, statement, version)
    return True


def tell_author(u: UnitOfWork, incident: Incident, statement: Statement, found: Sequence[Finding]) -> None:
    """Enough people said yes, and still it cannot go: whoever wrote it hears how much there is to do."""
    values = {"key": "notice-approved-but-shut", "count": str(sum(one.blocks for one in found))}
    post_reply(u, f"person:{statement.author_id}", ParcelKind.REPLY, incident.team_id, values=values)


async def ask_to_read(u: UnitOfWork, incident: Incident, statement: Statement) -> None:
    """Whoever is to publish gets the current version to read; with the tap under it the text comes by itself."""
    sheet = await u.sheets.current(incident.id, statement.audience)
    assert sheet is not None, "without one nothing is to be read"
    person = await operator_of(u, incident, statement)
    values = {"key": "notice-read-first", "version": str(sheet.version), "stage": statement.stage.value}
    post_reply(u, f"person:{person}", ParcelKind.REPLY, incident.team_id, values=values)
    post_to_person(u, person, ParcelKind.FRONTLINE_CARD, Lane.DECISION, sheet.id, incident.team_id)


async def go_on(u: UnitOfWork, incident: Incident) -> None:
    """Something that shut a gate is gone: what was approved and waited goes to whoever publishes it."""
    team = await u.teams.find(incident.team_id)
    assert team is not None, "an incident has its team"
    for statement in await u.statements.open(incident.id):
        if statement.state is not StatementState.APPROVED:
            continue
        version = await u.statements.newest(statement.id)
        assert version is not None, "a statement has a version"
        if not gates.shut(await before_release(u, incident, team, statement, version)):
            await approved(u, incident, team, statement, version)


async def operator_of(look: Reader, incident: Incident, statement: Statement) -> PersonId:
    """Who has the account of this channel: who holds its role here, who usually does it, or the author."""
    row = channels.channel(statement.channel.value)
    kind = row.published_by if row else RoleKind.ACCOUNT_OPERATOR
    role = await look.roles.of_kind(incident.id, kind)
    if role is not None and role.state is RoleState.TAKEN and role.person_id is not None:
        return role.person_id
    usual = [s for s in await approvals.signers(look, incident) if kind in s.roles and s.reachable]
    return PersonId(usual[0].person) if usual else statement.author_id


async def _hand_over(
    u: UnitOfWork, incident: Incident, statement: Statement, version: StatementVersion
) -> Publication:
    operator = await operator_of(u, incident, statement)
    publication = Publication(
        id=PublicationId(u.new_id()),
        team_id=incident.team_id,
        incident_id=incident.id,
        statement_id=statement.id,
        version_id=version.id,
        version=statement.version,
        channel=statement.channel,
        operator_id=operator,
        handed_over_at=u.now,
    )
    u.add(publication)
    statement.state = StatementState.RELEASED
    await u.session.flush()
    u.timeline.record(
        incident,
        EntryKind.HANDED_OVER,
        ref=publication.id,
        person=operator,
        version=statement.version,
        stage=statement.stage,
        sha256=version.binding_hash,
    )
    by_interface = not version.assets  # what a team's interface takes is words
    if not (by_interface and await outlets.release(u, incident, publication)):
        await to_operator(u, incident, publication, version)
    await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
    post_card(u, incident)
    return publication


async def to_operator(
    u: UnitOfWork, incident: Incident, publication: Publication, version: StatementVersion
) -> None:
    """Whoever has the account gets the exact text, as a file too where no copy button holds it."""
    assert publication.operator_id is not None, "a hand-over names who has the account"
    operator, about = publication.operator_id, publication.id
    news = News(ParcelKind.RELEASE_READY, about, Lane.DECISION)
    await tell(u, incident, NoiseEvent.RELEASE_READY, news, {Whom.ACCOUNT_OPERATOR: [operator]})
    if units(version.text) > COPY_LIMIT:
        post_to_person(u, operator, ParcelKind.RELEASE_TEXT, Lane.DECISION, about, incident.team_id, sound=False)
    await attached.hand(u, incident, operator, version.assets, again=True)


async def who_approved(look: Reader, version: StatementVersion) -> list[PersonId]:
    """Everybody who said yes to exactly this."""
    rows = await look.approvals.of_subject(STATEMENT, version.id)
    return [row.person_id for row in rows if row.decision is ApprovalDecision.APPROVED]
