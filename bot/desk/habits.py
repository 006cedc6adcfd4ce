"""What a person decides about being called: quiet hours, zone, and his code for the duty page."""

import hashlib
import hmac
import secrets
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.desk import asking, audiences
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import let_go, post_reply, post_to_person
from bot.errors import DeskError
from bot.ids import PersonId
from storage.tables.rosters import Habits
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import Severity

WRONG_CODES = 5

# RFC 7914 recommends these for interactive use (N=2^14, r=8, p=1: 16 MiB, some 50 ms): six digits are few, so each
# guess has to cost, and five wrong ones lock it.
_COST = {"n": 2**14, "r": 8, "p": 1}


class CodeUnclear(DeskError):
    """A personal code is six digits, and not six equal ones or a row like 123456."""

    key = "refused-code-unclear"


class CodeMissing(DeskError):
    """He has not set a personal code yet."""

    key = "refused-code-missing"


class CodeWrong(DeskError):
    """The code is wrong: `count` more tries."""

    key = "refused-code-wrong"


class CodeLocked(DeskError):
    """Five wrong codes: locked until he sets a new one in private."""

    key = "refused-code-locked"


class ZoneUnknown(DeskError):
    """No time zone of this name (`name`)."""

    key = "refused-zone-unknown"


class QuietNever(DeskError):
    """S1 and S2 know no quiet hours."""

    key = "refused-quiet-never"


async def _held(u: UnitOfWork, person: PersonId) -> Habits:
    row = await u.rosters.hold_habits(person)
    if row is None:
        row = Habits(person_id=person, quiet={})
        u.add(row)
        await u.session.flush()
    return row


def _hashed(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), **_COST).hex()


@act
async def show(desk: Desk, actor: Actor) -> None:
    """Everything about being called, as a new card to tap on."""
    async with desk.transaction() as u:
        await let_go(u, ParcelKind.ME, actor.team, audiences.to_person(actor.person))
        post_to_person(u, actor.person, ParcelKind.ME, Lane.REPLY, f"{actor.team}", actor.team, sound=False)


@act
async def ask_for(desk: Desk, actor: Actor, what: str, place: str) -> Acted:
    """Ask for what a press alone cannot give: order of deputies, quiet hours, leave, code, zone."""
    async with desk.transaction() as u:
        values = {"key": f"answer-me-{what}", "asks": "me", "about": what}
        return await asking.ask(u, actor.person, place, actor.team, values)


@act
async def set_code(desk: Desk, actor: Actor, code: str, place: str) -> None:
    """A person sets his code for the duty page; a locked one is open again.

    Raises:
        CodeUnclear: not six digits, or six that anybody would try first.
    """
    row_like = any(code in digits for digits in ("01234567890", "09876543210"))
    if len(code) != 6 or not (code.isascii() and code.isdecimal()) or len(set(code)) == 1 or row_like:
        raise CodeUnclear
    salt = secrets.token_hex(16)
    hashed = _hashed(code, salt)  # outside the transaction: it is slow on purpose
    async with desk.transaction() as u:
        row = await _held(u, actor.person)
        row.code_salt, row.code_hash, row.wrong_codes, row.locked_at = salt, hashed, 0, None
        post_reply(u, place, ParcelKind.REPLY, actor.team, values={"key": "answer-code-set"})


@act
async def prove(desk: Desk, person: PersonId, code: str) -> None:
    """Is it really him? A wrong code is counted, the fifth locks it and tells whoever leads.

    Raises:
        CodeMissing, CodeWrong, CodeLocked.
    """
    async with desk.reading() as look:
        known = (await look.rosters.habits([person])).get(person)
    if known is None or not known.code_hash:
        raise CodeMissing
    right = hmac.compare_digest(known.code_hash, _hashed(code, known.code_salt))
    left = 0
    async with desk.transaction() as u:
        row = await _held(u, person)
        if row.locked_at is None:
            row.wrong_codes = 0 if right else row.wrong_codes + 1
            left = WRONG_CODES - row.wrong_codes
            if left == 0:
                row.locked_at = u.now
                await _tell_locked(u, person)
        locked = row.locked_at is not None
    if locked:
        raise CodeLocked
    if not right:
        raise CodeWrong(count=left)


async def _tell_locked(u: UnitOfWork, person: PersonId) -> None:
    """Somebody tried codes: the commander of what the person works on hears it, else the owners."""
    named = await u.people.find(person)
    for membership in await u.people.memberships(person):
        commanders = [i.commander_id for i in await u.incidents.open(membership.team_id) if i.commander_id]
        owners = [m.person_id for m in await u.people.members(membership.team_id) if m.standing is Standing.OWNER]
        values = {"key": "answer-code-locked", "person": named.name if named else ""}
        for leader in dict.fromkeys(commanders or owners):
            subject = f"code:{person}"
            post_to_person(u, leader, ParcelKind.STATE_NOTICE, Lane.DECISION, subject, membership.team_id, values)


@act
async def set_quiet(desk: Desk, actor: Actor, severity: Severity, begins: str, ends: str, place: str) -> None:
    """From when to when calls of this severity make no sound for him; equal times: never quiet.

    Raises:
        QuietNever: S1 and S2 always wake.
    """
    if severity.at_least(Severity.S2):
        raise QuietNever
    async with desk.transaction() as u:
        row = await _held(u, actor.person)
        row.quiet = {**row.quiet, severity.value: [begins, ends]}
        values = {"key": "answer-quiet-set", "severity": severity.value, "text": f"{begins}-{ends}"}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


@act
async def set_zone(desk: Desk, actor: Actor, name: str, place: str) -> None:
    """The zone this person lives in: his quiet hours and every time he reads.

    Raises:
        ZoneUnknown: the world has no zone of this name.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ZoneUnknown(name=name) from unknown
    async with desk.transaction() as u:
        person = await u.people.find(actor.person)
        assert person is not None, "he acts"
        person.timezone = name
        post_reply(u, place, ParcelKind.REPLY, actor.team, values={"key": "answer-zone-set", "name": name})
