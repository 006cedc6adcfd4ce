"""Who is trained and trusted to speak for the brand: certificates, given and taken back (message-sheet.md 4.3)."""

from datetime import datetime
from typing import Final

from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, PersonUnknown, Stranger
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from bot.rules.permissions import NotAllowed
from messages.markup import line
from storage.tables.certificates import Certificate
from storage.tables.teams import Person
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Channel

MOST: Final = 200
_LONGEST: Final = 120


class CertificateEnd(DeskError):
    """A certificate has an end, and it is still to come."""

    key = "refused-certificate-end"


class CertificatesFull(DeskError):
    """A team keeps so many and no more (`most`)."""

    key = "refused-certificates-full"


@act
async def give(
    desk: Desk,
    actor: Actor,
    named: str,
    channels: tuple[Channel, ...],
    what: str,
    until: datetime | None,
    place: str,
) -> Acted:
    """Somebody may speak for the brand, on these channels (none: on all), until then. A further one for the same
    person and channels takes the place of the one before.

    Raises:
        NotAllowed: neither an owner nor usually leading communications; PersonUnknown; CertificateEnd: no end to
        come; CertificatesFull.
    """
    async with desk.transaction() as u:
        await _must_answer_for_it(u, actor)
        person = await member_called(u, actor.team, named)
        if person is None:
            raise PersonUnknown(name=named)
        if until is None or until <= u.now:
            raise CertificateEnd
        kept = await u.certificates.of_team(actor.team)
        if len(kept) >= MOST:
            raise CertificatesFull(most=MOST)
        words = [channel.value for channel in channels]
        for row in kept:
            if row.person_id == person.id and row.channels == words:
                row.taken_back_at = u.now
        row = Certificate(
            id=u.new_id(),
            team_id=actor.team,
            person_id=person.id,
            channels=words,
            what=line(_without_name(what, person), _LONGEST),
            valid_until=until,
            given_by=actor.person,
            given_at=u.now,
        )
        u.add(row)
        await u.session.flush()
        post_reply(u, place, ParcelKind.CERTIFICATES, actor.team, subject=actor.team)
        return Acted("")


def _without_name(what: str, person: Person) -> str:
    for name in (person.name, f"@{person.username}"):
        if what.casefold().startswith(name.casefold()):
            return what[len(name) :].strip()
    return what


@act
async def take_back(desk: Desk, actor: Actor, named: str, place: str) -> Acted:
    """Somebody speaks for the brand no more: all of their certificates end now.

    Raises:
        NotAllowed, PersonUnknown.
    """
    async with desk.transaction() as u:
        await _must_answer_for_it(u, actor)
        person = await member_called(u, actor.team, named)
        mine = await u.certificates.of_person(actor.team, person.id) if person else ()
        if not mine:
            raise PersonUnknown(name=named)
        for row in mine:
            row.taken_back_at = u.now
        await u.session.flush()
        post_reply(u, place, ParcelKind.CERTIFICATES, actor.team, subject=actor.team)
        return Acted("")


@act
async def show(desk: Desk, actor: Actor, place: str) -> None:
    """Who may speak, where, until when."""
    async with desk.transaction() as u:
        post_reply(u, place, ParcelKind.CERTIFICATES, actor.team, subject=actor.team)


async def _must_answer_for_it(u: UnitOfWork, actor: Actor) -> None:
    """Whoever says that somebody may speak for the brand: an owner, or whoever usually leads communications."""
    member = await u.people.member(actor.team, actor.person)
    if member is None:
        raise Stranger
    if member.standing is not Standing.OWNER and RoleKind.COMMUNICATIONS_LEAD.value not in member.duties:
        raise NotAllowed(
            permission=Permission.PUBLIC_VOICE.value, roles=RoleKind.COMMUNICATIONS_LEAD.value, people=""
        )


async def member_called(look: Reader, team: TeamId, text: str) -> Person | None:
    """The member whose @username or name begins this text; the longest name wins."""
    members = await look.people.members(team)
    people = await look.people.by_ids([PersonId(member.person_id) for member in members])
    said = text.strip().casefold()
    found = [
        (len(name), person)
        for person in people.values()
        for name in (person.name.casefold(), f"@{person.username}".casefold() if person.username else "")
        if name and (said == name or said.startswith((f"{name} ", f"{name}\u3000", f"{name}\uff0c")))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
