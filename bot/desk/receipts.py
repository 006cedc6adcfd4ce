"""Receipts by link, for those who answer users and are not in Telegram: WeCom, Feishu, DingTalk, a counter.

The link is signed and names a version; it shows that version's card, and only that, and takes a name.
"""

import hashlib
import hmac
import secrets
from typing import Final

from bot.desk.desk import Desk, act
from bot.desk.frontline import SheetGone
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply, refresh
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
        url = f"{desk.policy.public_url.rstrip('/')}/read/{await _token(u, sheet.id)}"
        values = {"key": "answer-receipt-link", "version": str(sheet.version), "url": url}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("")


async def _token(u: UnitOfWork, sheet: SheetId) -> str:
    stamp = await u.session.get(Stamp, _STAMP)
    if stamp is None:
        stamp = Stamp(name=_STAMP, value=secrets.token_hex(32), stamped_at=u.now)
        u.add(stamp)
    return f"{sheet}.{_signature(stamp.value, sheet)}"


def _signature(secret: str, sheet: str) -> str:
    return hmac.new(secret.encode(), f"receipt:{sheet}".encode(), hashlib.sha256).hexdigest()[:_SIGNED]


async def behind(look: Reader, token: str) -> MessageSheet | None:
    """The version a link names; None when the link is not one of ours."""
    named, _, given = token.partition(".")
    stamp = await look.session.get(Stamp, _STAMP)
    if stamp is None or not given.isascii() or not named.isascii():
        return None
    if not hmac.compare_digest(given, _signature(stamp.value, named)):
        return None
    return await look.sheets.find(SheetId(named))


@act
async def read(desk: Desk, token: str, name: str) -> bool:
    """Somebody outside has read it. False: the link is not ours, or the version is no longer current.

    The same name twice is one receipt.
    """
    async with desk.transaction() as u:
        sheet = await behind(u, token)
        if sheet is None or not name:
            return False
        incident = await held(u, sheet.incident_id)
        await u.session.refresh(sheet)
        if sheet.state is not SheetState.CURRENT:
            return False
        if name in {one.name for one in await u.frontline.receipts(sheet.id) if one.person_id is None}:
            return True
        row = Receipt(
            id=u.new_id(),
            team_id=sheet.team_id,
            incident_id=incident.id,
            sheet_id=sheet.id,
            version=sheet.version,
            name=name[:60],
            at=u.now,
        )
        u.add(row)
        u.timeline.record(incident, EntryKind.RECEIPT, ref=sheet.id, version=sheet.version, name=row.name)
        await u.session.flush()
        await refresh(u, ParcelKind.FRONTLINE_CARD, sheet.id, sheet.team_id)
        await refresh(u, ParcelKind.SHEET_UNREAD, sheet.id, sheet.team_id)
        return True
