"""First steps and stop-loss of an incident, from the library's playbooks; who ticked what stays in rows."""

from collections.abc import Sequence

from msgspec import Struct

from bot.desk import clocks
from bot.desk.desk import Desk, act
from bot.desk.incidents import held, responding, steered
from bot.desk.outcomes import Acted
from bot.desk.people import authorize, names
from bot.desk.speaking import let_go, post_card, post_in_topic, refresh
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId
from messages.library import playbooks as library
from storage.tables.incidents import Incident, Step
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language, Permission
from storage.vocabulary.timeline import EntryKind


class StepUnknown(DeskError):
    """This incident has no such step."""

    key = "refused-step-unknown"


class StopLoss(Struct, frozen=True):
    """One first act: its code, and what to do in words; the item is named when it is known."""

    row: library.StopLossRow

    @property
    def code(self) -> str:
        return self.row.code

    def label(self, language: Language, incident: Incident) -> str:
        """What to do, as its button reads."""
        return self.row.text.spoken(language)


def stop_loss(incident: Incident) -> Sequence[StopLoss]:
    """What has to be stopped before anybody speaks, in the order of the panel."""
    return [StopLoss(row) for row in library.base().stop_loss]


@act
async def tick(desk: Desk, person: PersonId, incident_id: IncidentId, code: str, impossible: str = "") -> Acted:
    """A first act is done, or cannot be done: the button says who and when, and the clock of it may be met.

    Pressing a done one again changes nothing. With `impossible` the reason is kept instead.

    Raises:
        IncidentUnknown, NotAllowed; StepUnknown: not a step of this panel.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        if code not in {step.code for step in stop_loss(incident)}:
            raise StepUnknown
        row = await _row(u, incident, code)
        if row.done_at is not None and row.done_by != person and not impossible:
            called = await names(u, [row.done_by])
            told = {"by": called.get(row.done_by, ""), "at": row.done_at.isoformat()}
            return Acted("toast-step-was-done", told, incident.id, incident.number)
        if row.done_at is None or impossible:
            row.done_by, row.done_at, row.impossible = person, u.now, impossible
            kind = EntryKind.STEP_IMPOSSIBLE if impossible else EntryKind.STEP_DONE
            u.timeline.record(incident, kind, by=person, ref=code, step=code, text=impossible)
            await responding(u, incident, person)
            await steered(u, incident, person)
        await _meet_when_all(u, incident, person)
        await refresh(u, ParcelKind.STOP_LOSS, incident.id, incident.team_id)
        post_card(u, incident)
        key = "toast-step-cant" if impossible else "toast-step-done"
        return Acted(key, {"at": u.now.isoformat()}, incident.id, incident.number)


@act
async def show(desk: Desk, person: PersonId, incident_id: IncidentId) -> None:
    """The stop-loss panel comes down to where people read, also of an incident that is not on air.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        await let_go(u, ParcelKind.STOP_LOSS, incident.id)
        post_in_topic(u, incident, ParcelKind.STOP_LOSS, Lane.REPLY, coalesce=f"stoploss:{incident.id}")


@act
async def choose_impossible(desk: Desk, person: PersonId, incident_id: IncidentId) -> Acted:
    """Something cannot be done: the panel asks what.

    Raises:
        IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, person, Permission.MEMBER)
        post_in_topic(
            u,
            incident,
            ParcelKind.STOP_LOSS,
            Lane.REPLY,
            values={"choosing_cant": True},
            coalesce=f"stoploss:{incident.id}",
        )
        return Acted("")


async def _row(u: UnitOfWork, incident: Incident, code: str) -> Step:
    for row in await u.belongings.steps(incident.id):
        if row.code == code and row.stop_loss:
            return row
    row = Step(id=u.new_id(), incident_id=incident.id, code=code, stop_loss=True)
    u.add(row)
    await u.session.flush()
    return row


async def _meet_when_all(u: UnitOfWork, incident: Incident, person: PersonId) -> None:
    await u.session.flush()
    ticked = {row.code for row in await u.belongings.steps(incident.id) if row.stop_loss and row.done_at}
    if all(step.code in ticked for step in stop_loss(incident)):
        await clocks.meet(u, incident, ClockKind.STOP_LOSS, by=person)
