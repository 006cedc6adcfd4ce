"""What a public deadline waits for on its way out: a draft, an approval, a release, a proof; and who has it."""

from datetime import datetime

from msgspec import Struct

from bot.desk import approvals
from bot.desk.approvals import STATEMENT
from bot.ids import PersonId
from bot.rules.statements import CLOCK_OF
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.statements import Statement
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import StatementState


class HeldUp(Struct, frozen=True):
    """Who holds a text up, since when, and the message in which they can go on with it."""

    state: StatementState
    person: PersonId | None
    since: datetime | None = None
    role: RoleKind | None = None
    kind: ParcelKind = ParcelKind.STATEMENT_DRAFT
    subject: str = ""


async def held_up(look: Reader, incident: Incident, clock: Clock) -> HeldUp | None:
    """The text that this deadline waits for, as far as it is; None when nobody writes one."""
    for statement in await look.statements.open(incident.id):
        if CLOCK_OF.get(statement.stage) is clock.kind:
            return await _of(look, incident, statement)
    return None


async def _of(look: Reader, incident: Incident, statement: Statement) -> HeldUp:
    version = await look.statements.newest(statement.id)
    if statement.state is StatementState.IN_APPROVAL and version is not None:
        waiting = await approvals.waiting_for(look, incident, STATEMENT, version.id)
        if waiting is not None:
            return HeldUp(
                statement.state,
                waiting.person_id,
                waiting.asked_at,
                waiting.role,
                ParcelKind.APPROVAL_REQUEST,
                waiting.id,
            )
    if statement.state is StatementState.RELEASED:
        out = await look.publications.of_statement(statement.id)
        if out:
            last = out[-1]
            return HeldUp(
                statement.state, last.operator_id, last.handed_over_at, None, ParcelKind.RELEASE_READY, last.id
            )
    return HeldUp(statement.state, statement.author_id, subject=statement.id)
