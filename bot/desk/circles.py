"""Who comes before the public in an incident (R-G9), whether or not anybody opened the table. Inside an act."""

from bot.desk import audiences
from bot.desk.speaking import post_anew, post_card, refresh, refresh_all
from bot.ids import PersonId
from bot.rules.stakeholders import Circle, untold_first, with_defaults
from bot.rules.stakeholders import Stakeholder as Row
from storage.tables.incidents import Incident, Stakeholder
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.publications import PublicationState


def as_rule(row: Stakeholder) -> Row:
    """The row as the rules read it; its id stands for its name."""
    return Row(row.id, Circle(row.circle), told_at=row.told_at, waived=row.waived)


async def untold(look: Reader, incident: Incident) -> tuple[Circle, ...]:
    """Circles that come before the public and were not told, in order; one that nobody spoke of counts."""
    rows = [as_rule(row) for row in await look.belongings.stakeholders(incident.id)]
    return tuple(dict.fromkeys(row.circle for row in untold_first(with_defaults(rows))))


async def prepare(u: UnitOfWork, incident: Incident) -> None:
    """The incident has its table from now on: a row for each circle that has none."""
    present = {row.circle for row in await u.belongings.stakeholders(incident.id)}
    for circle in Circle:
        if circle.value not in present:
            add(u, incident, circle)
    await u.session.flush()


async def remind(u: UnitOfWork, incident: Incident, person: PersonId) -> None:
    """Somebody's text waits for these circles: the table to tick, in their private chat; nothing once all know."""
    if await untold(u, incident):
        await prepare(u, incident)
        await post_anew(u, ParcelKind.STAKEHOLDERS, incident.id, incident.team_id, audiences.to_person(person))


def add(u: UnitOfWork, incident: Incident, circle: Circle, name: str = "") -> None:
    """One more row; without a name it is the whole circle."""
    u.add(
        Stakeholder(
            id=u.new_id(),
            team_id=incident.team_id,
            incident_id=incident.id,
            circle=circle.value,
            name=name[:120],
        )
    )


async def redraw(u: UnitOfWork, incident: Incident) -> None:
    """Whatever names those who still have to be told: the table, the drafts, and what somebody has in hand."""
    await u.session.flush()
    await refresh(u, ParcelKind.STAKEHOLDERS, incident.id, incident.team_id)
    drafts = [statement.id for statement in await u.statements.open(incident.id)]
    in_hand = [
        one.id
        for one in await u.publications.of_incident(incident.id)
        if one.state is PublicationState.HANDED_OVER
    ]
    kinds = [ParcelKind.STATEMENT_DRAFT, ParcelKind.RELEASE_READY]
    await refresh_all(u, kinds, [*drafts, *in_hand], incident.team_id)
    post_card(u, incident)
