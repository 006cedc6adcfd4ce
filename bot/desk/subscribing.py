"""A browser becomes a phone: a link of half an hour, for one person and one device."""

import re
import secrets
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from bot.desk import audiences, own_phones
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from bot.rules.phones import Address
from bot.rules.tokens import hashed
from storage.tables.teams import Stamp
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind

LASTS: Final = timedelta(minutes=30)
_BASE64: Final = re.compile(r"[A-Za-z0-9_-]{20,100}={0,2}")
_ENDPOINT_LIMIT: Final = 1000


class LinkOver(DeskError):
    """The link was used, or is older than half an hour."""

    key = "refused-push-link"


class NoSubscription(DeskError):
    """What the browser sent is no subscription."""

    key = "refused-push-subscription"


class Invited(Struct, frozen=True):
    """Whom a link belongs to, and in which language he reads."""

    name: str
    language: Language


@act
async def offer(desk: Desk, actor: Actor) -> Acted:
    """Send him a link to open on the device that is to ring.

    Raises:
        PhoneNotSetUp: browsers cannot reach this desk.
    """
    if PhoneKind.WEBPUSH not in own_phones.offered(desk) or not desk.policy.public_url:
        raise own_phones.PhoneNotSetUp(phone=PhoneKind.WEBPUSH.value)
    token = secrets.token_urlsafe(24)
    async with desk.transaction() as u:
        # Ids have a fixed length, so that the two parts can be told apart again.
        u.add(Stamp(name=_stamp(token), value=f"{actor.person}{actor.team}", stamped_at=u.now))
        values = {"key": "answer-phone-ask-webpush", "url": f"{desk.policy.public_url}/push/{token}"}
        post_reply(u, audiences.to_person(actor.person), ParcelKind.REPLY, actor.team, values=values)
    return Acted("")


def _stamp(token: str) -> str:
    return f"push:{hashed(token)[:48]}"


async def invited(desk: Desk, token: str) -> Invited:
    """Look at a link; nothing is used up.

    Raises:
        LinkOver.
    """
    async with desk.reading() as look:
        person, team = await _owner(look, token)
        known, home = await look.people.find(person), await look.teams.find(team)
        if known is None or home is None:
            raise LinkOver
        return Invited(known.name, known.language or home.language)


async def _owner(look: Reader, token: str, hold: bool = False) -> tuple[PersonId, TeamId]:
    stamp = await look.session.get(Stamp, _stamp(token), with_for_update=hold)
    if stamp is None or look.now - stamp.stamped_at > LASTS:
        raise LinkOver
    return PersonId(stamp.value[:26]), TeamId(stamp.value[26:])


@act
async def subscribe(desk: Desk, token: str, endpoint: str, p256dh: str, auth: str) -> None:
    """This browser rings from now on; the link is used up, and the phone is tried at once.

    Raises:
        LinkOver, NoSubscription, TooManyPhones.
    """
    if not _fits(endpoint) or not _BASE64.fullmatch(p256dh) or not _BASE64.fullmatch(auth):
        raise NoSubscription
    async with desk.transaction() as u:
        person, team = await _owner(u, token, hold=True)
        await u.session.delete(await u.session.get(Stamp, _stamp(token)))
        host = urlsplit(endpoint).hostname or ""
        config = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth}
        phone = await own_phones.keep(
            u, person, PhoneKind.WEBPUSH, Address(config, f"{host[:60]} …{endpoint[-4:]}")
        )
        await own_phones.try_out(u, phone, team)


def _fits(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and len(endpoint) <= _ENDPOINT_LIMIT
