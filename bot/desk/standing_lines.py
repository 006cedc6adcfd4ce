"""Standing lines of a team: read, changed, approved, renewed and taken out of use in quiet times.

What is used is decided by `bot.desk.voice`: only what a person of the team approved and what has not expired.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import asking, clocks, voice, wording_lists
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger
from bot.desk.speaking import let_go, post_reply, post_to_person, refresh
from bot.ids import PersonId, StandingLineId, TeamId
from bot.rules import clocks as clock_rules
from bot.rules import standing_lines as rules
from messages.library import standing as library
from messages.markup import clean
from messages.screening import SheetView, screen
from storage.tables.clocks import Clock
from storage.tables.sheets import StandingLine
from storage.tables.teams import Member
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind, Mark
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

KINDS = tuple(kind for kind in CrisisType if kind is not CrisisType.UNKNOWN)


class Line(Struct, frozen=True):
    """One line of a type as it stands for a team: what would be approved, and what is in use.

    `text` is what somebody changed and waits for approval, else what is in use or has expired, else the draft.
    """

    draft: library.DraftRow
    text: str
    row: StandingLine | None
    waits: bool
    in_use: bool
    expired: bool

    @property
    def writer(self) -> PersonId | None:
        """Whoever wrote what waits."""
        return self.row.written_by if self.row and self.waits else None


async def lines_of(look: Reader, team: TeamId, kind: CrisisType, language: Language) -> list[Line]:
    """The lines of a type in one language, in the order of the library."""
    rows = [row for row in await look.standing_lines.of_team(team, kind) if row.language is language]
    found = []
    for draft in library.drafts_of(kind):
        mine = [row for row in rows if (row.channel, row.stage) == draft.place]
        waiting = next((row for row in mine if row.approved_at is None), None)
        approved = next((row for row in mine if row.approved_at is not None), None)
        row = waiting or approved
        in_use = approved is not None and approved.expires_at is not None and approved.expires_at > look.now
        text = row.text if row else draft.text(language)
        expired = approved is not None and not in_use
        found.append(Line(draft, text, row, waiting is not None, in_use, expired))
    return found


async def trouble(
    look: Reader, team_id: TeamId, kind: CrisisType, language: Language, lines: Sequence[Line]
) -> dict[int, tuple[str, ...]]:
    """Rules that lines break which are not in use as they stand, by their place: judged like any sentence while
    nothing is known yet, because that is when they will be said."""
    team = await look.teams.find(team_id)
    now = look.now.astimezone(ZoneInfo(team.timezone)) if team else look.now
    views: dict[str, SheetView] = {}
    found: dict[int, tuple[str, ...]] = {}
    for place, line in enumerate(lines):
        if line.in_use and not line.waits:
            continue
        channel = line.draft.channel.value
        if channel not in views:
            view = await voice.sheet_view(look, None, team_id, channel, now, crisis_type=kind, language=language)
            views[channel] = await wording_lists.compiled(view)
        verdict = screen(line.text, _at_the_worst(views[channel]), now=now, language=language.value)
        blocking = {one.rule.removeprefix("R-") for one in verdict.findings if one.level == "block"}
        if verdict.level == "block":
            found[place] = tuple(sorted(blocking))
    return found


def _at_the_worst(view: SheetView) -> SheetView:
    """As in an S1 with promotion paused; what was approved earlier excuses no new words."""
    return replace(view, severity=Severity.S1.value, promotion_paused=True, approved_lines=())


async def in_use(look: Reader, team: TeamId, language: Language) -> dict[CrisisType, int]:
    """How many lines of each type are approved and not expired in this language."""
    counts: dict[CrisisType, int] = dict.fromkeys(KINDS, 0)
    for row in await look.standing_lines.in_use(team, look.now):
        if row.language is language and row.crisis_type in counts:
            counts[row.crisis_type] += 1
    return counts


def subject_of(team: TeamId, kind: CrisisType, language: Language) -> str:
    """What a message with the lines of a type is about; `language` goes along so that both can stand."""
    return f"{team}:{kind.value}:{language.value}"


def read_subject(subject: str) -> tuple[TeamId, CrisisType, Language]:
    """The other way."""
    team, kind, language = subject.split(":")
    return TeamId(team), CrisisType(kind), Language(language)


@act
async def show_board(desk: Desk, actor: Actor, place: str, page: int = 0) -> Acted:
    """All types and how many of their lines are approved, where somebody asked.

    Raises:
        Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        await _member(u, actor)
        await let_go(u, ParcelKind.STANDING_BOARD, actor.team, place)
        post_reply(u, place, ParcelKind.STANDING_BOARD, actor.team, actor.team, {"page": page}, actor.language)
        return Acted("")


@act
async def show(desk: Desk, actor: Actor, kind: CrisisType, language: Language | None, place: str) -> Acted:
    """The lines of one type, word for word, with what can be done.

    Raises:
        Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        await _member(u, actor)
        subject = subject_of(actor.team, kind, language or actor.language)
        await let_go(u, ParcelKind.STANDING_LINES, subject, place)
        post_reply(u, place, ParcelKind.STANDING_LINES, actor.team, subject, language=actor.language)
        return Acted("")


@act
async def ask_change(
    desk: Desk, actor: Actor, kind: CrisisType, language: Language, index: int, place: str
) -> Acted:
    """Ask in private for the new words of one line.

    Raises:
        Stranger: he is not of the team.
    """
    async with desk.transaction() as u:
        await _member(u, actor)
        lines = await lines_of(u, actor.team, kind, language)
        line = lines[index % len(lines)]
        values = {
            "key": "answer-standing-change",
            "asks": "standing",
            "about": f"{kind.value}:{language.value}:{index % len(lines)}",
            "text": line.text,
        }
        return await asking.ask(u, actor.person, place, actor.team, values)


@act
async def change(desk: Desk, actor: Actor, about: str, text: str, place: str) -> Acted:
    """One line reads differently and waits for somebody else's approval; what is in use stays in use until then.

    Raises:
        Stranger; StandingTooLong: empty or longer than a line.
    """
    async with desk.transaction() as u:
        await _member(u, actor)
        await u.teams.hold(actor.team)
        kind_word, language_word, index = about.split(":")
        kind, language = CrisisType(kind_word), Language(language_word)
        line = (await lines_of(u, actor.team, kind, language))[int(index)]
        kept = rules.check_line(clean(text))
        row = line.row if line.waits else None
        if row is None:
            row = _row(u, actor.team, kind, language, line.draft)
            u.add(row)
        row.text, row.text_hash, row.written_by = kept, rules.fingerprint(kept), actor.person
        await u.session.flush()
        subject = subject_of(actor.team, kind, language)
        await _redraw(u, actor.team, subject)
        post_reply(u, place, ParcelKind.STANDING_LINES, actor.team, subject, language=actor.language)
        await _ask_others(u, actor, kind, language, subject)
        return Acted("toast-standing-changed")


async def _ask_others(u: UnitOfWork, actor: Actor, kind: CrisisType, language: Language, subject: str) -> None:
    """Who may approve the changed line hears of it, without a sound: nothing burns in quiet times."""
    values = {
        "key": "notice-standing-changed",
        "type": kind.value,
        "by": actor.name,
        "buttons": [["stand", kind.value, language.value]],
    }
    for person in await _approvers(u, actor.team):
        if person != actor.person:
            post_to_person(
                u,
                person,
                ParcelKind.STATE_NOTICE,
                Lane.NOTICE,
                f"{subject}:changed",
                actor.team,
                values,
                sound=False,
            )


def _row(
    u: UnitOfWork, team: TeamId, kind: CrisisType, language: Language, draft: library.DraftRow
) -> StandingLine:
    return StandingLine(
        id=StandingLineId(u.new_id()),
        team_id=team,
        crisis_type=kind,
        channel=draft.channel,
        stage=draft.stage,
        language=language,
        text="",
        text_hash="",
        states_action=draft.states_action,
    )


@act
async def approve(desk: Desk, actor: Actor, kind: CrisisType, language: Language, seal: str) -> Acted:
    """Approve the lines of a type exactly as they were shown; what was in use before is replaced.

    Raises:
        Stranger; StandingNotYours: no usual role that may; OwnLine: he changed one of them himself;
        StandingMoved: a line was changed since; StandingBlocked, StandingOver: one may not stand as it is.
    """
    async with desk.transaction() as u:
        member = await _member(u, actor)
        # One approval at a time for a team: the row everybody else would have to hold as well.
        await u.teams.hold(actor.team)
        lines = await lines_of(u, actor.team, kind, language)
        if rules.seal(line.text for line in lines) != seal:
            raise rules.StandingMoved
        policy = library.policy()
        duties = {RoleKind(duty) for duty in member.duties}
        writers = {line.writer for line in lines if line.writer}
        rules.check_approver(duties, policy.roles, member.standing, writers, actor.person)
        await _check(u, actor.team, kind, language, lines)
        until = u.now + timedelta(days=policy.valid_days)
        for line in lines:
            await _approve(u, actor, kind, language, line, until)
        await _restart_clock(u, actor.team, kind, language, until)
        await u.session.flush()
        await _redraw(u, actor.team, subject_of(actor.team, kind, language))
        return Acted("toast-standing-approved", {"until": until.isoformat()})


async def _check(look: Reader, team: TeamId, kind: CrisisType, language: Language, lines: Sequence[Line]) -> None:
    broken = await trouble(look, team, kind, language, lines)
    for place, line in enumerate(lines):
        if place in broken:
            raise rules.StandingBlocked(index=place + 1, text=", ".join(broken[place]))
        if over := library.too_long(line.draft.channel, language, line.text):
            raise rules.StandingOver(index=place + 1, count=over[0], total=over[1])


async def _approve(
    u: UnitOfWork, actor: Actor, kind: CrisisType, language: Language, line: Line, until: datetime
) -> None:
    row = line.row if line.waits and line.row else _row(u, actor.team, kind, language, line.draft)
    row.text, row.text_hash = line.text, rules.fingerprint(line.text)
    row.approved_by, row.approved_at, row.expires_at = actor.person, u.now, until
    for old in await u.standing_lines.of_team(actor.team, kind):
        if old.id != row.id and old.language is language and (old.channel, old.stage) == line.draft.place:
            old.retired_at = u.now
    u.add(row)


@act
async def retire(desk: Desk, actor: Actor, kind: CrisisType, language: Language) -> Acted:
    """Take the lines of a type out of use; the texts stay and can be approved again.

    Raises:
        Stranger; StandingNotYours.
    """
    async with desk.transaction() as u:
        member = await _member(u, actor)
        await u.teams.hold(actor.team)
        duties = {RoleKind(duty) for duty in member.duties}
        rules.check_approver(duties, library.policy().roles, member.standing, (), actor.person)
        for row in await u.standing_lines.of_team(actor.team, kind):
            if row.language is language and row.approved_at is not None:
                row.expires_at = min(row.expires_at or u.now, u.now)
        await _restart_clock(u, actor.team, kind, language, None)
        await u.session.flush()
        await _redraw(u, actor.team, subject_of(actor.team, kind, language))
        return Acted("toast-standing-retired")


async def _restart_clock(
    u: UnitOfWork, team: TeamId, kind: CrisisType, language: Language, until: datetime | None
) -> None:
    label = f"{kind.value}:{language.value}"
    for clock in await u.clocks.running_of_team(team, ClockKind.STANDING_EXPIRY):
        if clock.label == label:
            clocks.end_quietly(u, clock)
    if until is not None:
        planned = clock_rules.until(u.now, until)
        row = clocks.row(u, team, ClockKind.STANDING_EXPIRY, None, planned)
        row.label = label
        u.add(row)


async def mark_reached(u: UnitOfWork, clock: Clock, mark: Mark) -> None:
    """Lines of a type will expire soon, or have: whoever may approve them hears so, once each."""
    if mark is Mark.HALF:
        return
    if mark is Mark.DUE:
        clocks.end_quietly(u, clock)
    kind, language = clock.label.split(":")
    subject = subject_of(clock.team_id, CrisisType(kind), Language(language))
    key = "notice-standing-expired" if mark is Mark.DUE else "notice-standing-expires"
    values = {
        "key": key,
        "type": kind,
        "at": clock.due_at.isoformat(),
        "buttons": [["stand", kind, language]],
    }
    for person in await _approvers(u, clock.team_id):
        post_to_person(u, person, ParcelKind.STATE_NOTICE, Lane.NOTICE, f"{subject}:{mark}", clock.team_id, values)
    await _redraw(u, clock.team_id, subject)


async def _approvers(look: Reader, team: TeamId) -> Sequence[PersonId]:
    wanted = {role.value for role in library.policy().roles}
    return [member.person_id for member in await look.people.members(team) if wanted & set(member.duties)]


async def _redraw(u: UnitOfWork, team: TeamId, subject: str) -> None:
    await refresh(u, ParcelKind.STANDING_LINES, subject, team)
    await refresh(u, ParcelKind.STANDING_BOARD, team, team)


async def _member(u: Reader, actor: Actor) -> Member:
    member = await u.people.member(actor.team, actor.person)
    if member is None or member.left_at is not None:
        raise Stranger
    return member
