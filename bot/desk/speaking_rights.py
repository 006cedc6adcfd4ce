"""Who may speak where: spokespersons of a sheet, certificates of a team, and who has read the sheet (R-G6)."""

from collections.abc import Sequence

from bot.desk.approvals import SHEET
from bot.ids import PersonId
from bot.rules.gates import Speaker
from storage.tables.certificates import Certificate
from storage.tables.sheets import MessageSheet, SheetItem
from storage.tables.statements import Statement
from storage.unit_of_work import Reader
from storage.vocabulary.sheets import Channel, ItemKind
from storage.vocabulary.statements import ApprovalDecision


async def of(
    look: Reader, statement: Statement, sheet: MessageSheet | None, items: Sequence[SheetItem], person: PersonId
) -> Speaker:
    """May this person publish the statement?

    Where the sheet names who speaks on its channel, they have to be one of them, with a certificate where the team
    keeps certificates; and they have read the current sheet, except for "nothing new", which only moves a time.
    """
    has_read = sheet is None or statement.nothing_new or await has_read_sheet(look, sheet, person)
    named = [
        item
        for item in items
        if item.kind is ItemKind.SPOKESPERSON and item.person_id and item.channel in (None, statement.channel)
    ]
    if not named:
        return Speaker(has_read=has_read)
    mine = [item for item in named if item.person_id == person]
    kept = await look.certificates.of_team(statement.team_id)
    fitting = [row for row in kept if row.person_id == person and covers(row, statement.channel)]
    ends = [item.ends_at for item in mine if item.ends_at is not None]
    if fitting:
        ends.append(max(row.valid_until for row in fitting))
    return Speaker(bool(mine), bool(fitting) or not kept, min(ends, default=None), has_read)


def covers(certificate: Certificate, channel: Channel) -> bool:
    """Does it hold for this channel? Without any channel it holds for all."""
    return not certificate.channels or channel.value in certificate.channels


async def has_read_sheet(look: Reader, sheet: MessageSheet, person: PersonId) -> bool:
    """Has this person read this very version: with a receipt, by writing it, or by approving it word for word?"""
    if sheet.drafted_by == person:
        return True
    if any(one.person_id == person for one in await look.frontline.receipts(sheet.id)):
        return True
    approvals = await look.approvals.of_subject(SHEET, sheet.id)
    return any(row.person_id == person and row.decision is ApprovalDecision.APPROVED for row in approvals)
