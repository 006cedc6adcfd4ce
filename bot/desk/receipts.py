"""Receipts by link, for those who answer users and are not in Telegram: WeCom, Feishu, DingTalk, a counter.

The link is signed and names a version; it shows that version's card, and only that, and takes a name.
"""

import hashlib
import hmac
import secrets
from typing import Final

from bot.desk.desk import Desk, act
from bot.desk.frontline import SheetGone, perhaps_all_read
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply, refresh
from bot.desk.stamps import kept_once
from bot.errors import DeskError
from bot.ids import SheetId
from storage.tables.frontline import Receipt
from storage.tables.sheets import MessageSheet
from storage.tables.teams import Stamp
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.sheets import SheetState
from storage.vocabulary.timeline import EntryKind

_STAMP: Final = "receipt-links"
_SIGNED: Final = 32  # hexadecimal characters: 128 bits
MOST_NAMES: Final = 500
"""Receipts of one version by link: more people do not stand behind a counter, and anybody may pass a link on."""


class NoPublicAddress(DeskError):
    """The desk has no address for people outside: PUBLIC_URL is not set."""

    key = "refused-no-public-url"


@act
async def link(desk: Desk, actor: Actor, sheet_id: SheetId, place: str) -> Acted:
    """A link to paste into another messenger's group.

    Raises:
        NoPublicAddress; SheetGone.
    """
    if not desk.policy.public_url:
        raise NoPublicAddress
    async with desk.transaction() as u:
        sheet = await u.sheets.find(sheet_id)
        if sheet is None or sheet.team_id != actor.team or sheet.state is not SheetState.CURRENT:
            raise SheetGone
        url = await url_of(u, desk.policy.public_url, sheet.id)
        values = {"key": "answer-receipt-link", "version": str(sheet.version), "url": url}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("")


async def url_of(u: UnitOfWork, public_url: str, sheet: SheetId, robot: str = "") -> str:
    """Where this version is read and receipted; '' when the desk has no address outside. With a `robot` the
    receipts count for its group."""
    if not public_url:
        return ""
    named = f"{sheet}-{robot}" if robot else sheet
    return f"{public_url.rstrip('/')}/read/{named}.{_signature(await _secret(u), named)}"


async def _secret(u: UnitOfWork) -> str:
    return await kept_once(u, _STAMP, secrets.token_hex(32))


def _signature(secret: str, named: str) -> str:
    return hmac.new(secret.encode(), f"receipt:{named}".encode(), hashlib.sha256).hexdigest()[:_SIGNED]


def group_of(token: str) -> str | None:
    """The robot whose card a link stood on; None for a link somebody pasted."""
    return token.partition(".")[0].partition("-")[2] or None


async def behind(look: Reader, token: str) -> MessageSheet | None:
    """The version a link names; None when the link is not one of ours."""
    named, _, given = token.partition(".")
    stamp = await look.session.get(Stamp, _STAMP)
    if stamp is None or not given.isascii() or not named.isascii():
        return None
    if not hmac.compare_digest(given, _signature(stamp.value, named)):
        return None
    return await look.sheets.find(SheetId(named.partition("-")[0]))


@act
async def read(desk: Desk, token: str, name: str) -> bool:
    """Somebody outside has read it. False: the link is not ours, the version is no longer current, or so many have
    said so that it is somebody's game.

    The same name twice is one receipt.
    """
    async with desk.reading() as look:
        if await behind(look, token) is None:  # whoever guesses takes no writer's turn
            return False
    async with desk.transaction() as u:
        sheet = await behind(u, token)
        if sheet is None or not name:
            return False
        incident = await held(u, sheet.incident_id)
        await u.session.refresh(sheet)
        if sheet.state is not SheetState.CURRENT:
            return False
        robot = group_of(token)
        known = {(one.name, one.robot_id) for one in await u.frontline.receipts(sheet.id) if one.person_id is None}
        if (name, robot) in known:
            return True
        if len(known) >= MOST_NAMES:
            return False
        row = Receipt(
            id=u.new_id(),
            team_id=sheet.team_id,
            incident_id=incident.id,
            sheet_id=sheet.id,
            version=sheet.version,
            name=name[:60],
            robot_id=robot,
            at=u.now,
        )
        u.add(row)
        u.timeline.record(incident, EntryKind.RECEIPT, ref=sheet.id, version=sheet.version, name=row.name)
        await u.session.flush()
        await refresh(u, ParcelKind.FRONTLINE_CARD, sheet.id, sheet.team_id)
        await refresh(u, ParcelKind.SHEET_UNREAD, sheet.id, sheet.team_id)
        await perhaps_all_read(u, incident, sheet, None)
        return True
