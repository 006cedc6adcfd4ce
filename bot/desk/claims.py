"""The one-time code that makes whoever uses it first the owner of a new desk."""

import hmac
import secrets
from datetime import timedelta

from bot.desk.desk import Desk, act
from bot.errors import DeskError
from bot.rules.tokens import hashed
from storage.tables.teams import Stamp
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.people import Standing

CLAIM_STAMP = "owner-claim"
CLAIM_LASTS = timedelta(minutes=10)


class ClaimRefused(DeskError):
    """The one-time code is wrong, used, or older than ten minutes."""

    key = "refused-claim"


@act
async def offer_claim(desk: Desk) -> str:
    """A new one-time code that makes whoever uses it first the owner; valid for ten minutes."""
    code = secrets.token_urlsafe(18)
    async with desk.transaction() as u:
        stamp = await u.session.get(Stamp, CLAIM_STAMP)
        if stamp is None:
            u.add(Stamp(name=CLAIM_STAMP, value=hashed(code), stamped_at=u.now))
        else:
            stamp.value, stamp.stamped_at = hashed(code), u.now
    return code


async def take(u: UnitOfWork, code: str) -> None:
    """Use the code up: it opens once.

    Raises:
        ClaimRefused: it is wrong, used or too old.
    """
    stamp = await u.session.get(Stamp, CLAIM_STAMP, with_for_update=True)
    fresh = stamp is not None and u.now - stamp.stamped_at <= CLAIM_LASTS
    if stamp is None or not fresh or not hmac.compare_digest(stamp.value, hashed(code)):
        raise ClaimRefused
    await u.session.delete(stamp)


async def has_owner(look: Reader) -> bool:
    """Does anybody own this desk yet?"""
    for team in await look.teams.all():
        if any(member.standing is Standing.OWNER for member in await look.people.members(team.id)):
            return True
    return False
