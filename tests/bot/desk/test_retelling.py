"""An evening told by the desk's own acts is retold as it was; whoever changes a row is found out."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, update
from sqlmodel import col

from bot.desk.chains import Links
from bot.desk.desk import Desk
from bot.desk.incidents import IncidentUnknown
from bot.desk.retelling import retell
from bot.ids import IdMaker, IncidentId, PersonId
from handlers.masking import mask
from messages.recap.gathering import missing
from messages.recap.learnt import Gap
from messages.recap.values import Outcome, Recap
from storage.columns import canonical
from storage.database import Database
from storage.queries.timeline import entry_hash
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.bot.desk.evening import Evening
from tests.kit.clock import FakeClock
from tests.kit.databases import sqlite_copy
from tests.kit.desk import Scene


@dataclass(frozen=True)
class Told:
    """The evening in a database of the test's own."""

    desk: Desk
    clock: FakeClock
    incident: IncidentId

    async def change(self, statement: Executable) -> None:
        """Somebody writes into the database behind the desk's back."""
        async with self.desk.transaction() as u:
            await (await u.session.connection()).execute(statement)

    async def retold(self) -> Recap:
        async with self.desk.reading() as look:
            return await retell(look, self.incident, mask)

    async def tampered(self, seq: int, **changes: object) -> Recap:
        """One entry is changed, and the recap read again."""
        row = (col(Entry.incident_id) == self.incident) & (col(Entry.seq) == seq)
        await self.change(update(Entry).where(row).values(**changes))
        return await self.retold()


@pytest.fixture(scope="module")
def told_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IncidentId, datetime]:
    """The evening, told once: its file, its incident, and when it ended."""
    folder = tmp_path_factory.mktemp("evening")

    async def tell() -> tuple[IncidentId, datetime]:
        async with Scene.built(sqlite_copy(template, folder)) as scene:
            return await Evening(scene).tell(), scene.clock.now()

    incident, end = asyncio.run(tell())
    return folder, incident, end


@pytest.fixture
async def evening(told_once: tuple[Path, IncidentId, datetime], tmp_path: Path) -> AsyncIterator[Told]:
    folder, incident, end = told_once
    shutil.copytree(folder, tmp_path / "evening")
    (file,) = (tmp_path / "evening").glob("*.db")
    database = Database(f"sqlite:///{file}")
    clock = FakeClock(end)
    yield Told(Desk(database, clock, IdMaker(clock.now)), clock, incident)
    await database.close()


async def test_an_evening_is_retold_as_it_was(evening: Told) -> None:
    told = await evening.retold()
    assert told.head.severity is Severity.S2
    assert told.head.worst is Severity.S1
    assert told.head.commander == "林澜"
    assert [phase.state for phase in told.phases] == [
        IncidentState.WAITING,
        IncidentState.HANDLING,
        IncidentState.MONITORING,
        IncidentState.STOOD_DOWN,
        IncidentState.CLOSED,
    ]
    outcomes = {(d.kind, d.outcome) for d in told.deadlines}
    assert (ClockKind.FIRST_RESPONSE, Outcome.ON_TIME) in outcomes
    assert (ClockKind.NEXT_UPDATE, Outcome.LATE) in outcomes
    assert (ClockKind.NEXT_UPDATE, Outcome.WAIVED) in outcomes
    legal = next(lane for lane in told.lanes if lane.role is RoleKind.LEGAL)
    assert [(s.who, s.asked) for s in legal.stretches] == [("陈默", True), ("王砚", True), ("王砚", False)]
    assert [one.by for one in told.publications] == ["周岚", "周岚"]
    assert [step.by for step in told.steps] == ["阿杰"] * len(told.steps)
    assert told.curve is not None
    assert sum(told.curve.counts) == told.deliveries == told.signals[0].count
    similar = next(one for one in told.readings if one.metric == "similar_1h")
    assert [point.value for point in similar.points[:2]] == [3, 9], "every delivery's figures, not only the last"
    assert len(similar.points) == told.deliveries
    assert {EntryKind.OPENED, EntryKind.RESPONDED, EntryKind.PUBLISHED} <= {m.kind for m in told.moments}
    assert told.chain.whole
    assert told.chain.entries == len(told.entries)


async def test_what_is_missing_is_flagged(evening: Told) -> None:
    gaps = {gap.gap for gap in (await evening.retold()).missing}
    assert {Gap.ROLE_EMPTY, Gap.TASK_OPEN} <= gaps
    assert (
        not {Gap.NO_FIRST_RESPONSE, Gap.NO_PROOF, Gap.NO_RESPONDER, Gap.NO_DECISION, Gap.NO_LESSON, Gap.NOT_SIGNED}
        & gaps
    )


async def test_personal_data_is_masked_for_export_only(evening: Told) -> None:
    masked = await evening.retold()
    assert masked.masked
    assert not [e for e in masked.entries if "13812345678" in str(e.details)]
    async with evening.desk.reading() as look:
        plain = await retell(look, evening.incident)
    assert [e for e in plain.entries if "13812345678" in str(e.details)]
    assert plain.chain == masked.chain


async def test_reading_twice_gives_the_same_values_however_much_later(evening: Told) -> None:
    first = await evening.retold()
    evening.clock.move(timedelta(days=200))
    assert await evening.retold() == first


async def test_a_tampered_entry_breaks_the_chain_where_it_stands(evening: Told) -> None:
    told = await evening.tampered(12, details=canonical({"text": "nothing happened"}))
    assert told.chain.broken_at == 12
    assert told.missing[0].gap is Gap.CHAIN_BROKEN


@pytest.mark.parametrize(
    "changes",
    [
        {"details": "not even JSON"},
        {"details": '["a list"]'},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"actor": "01SOMEBODYELSE000000000000"},
        {"kind": "note"},
        {"details_hash": "0" * 64},
        {"hash": "f" * 64},
    ],
    ids=str,
)
async def test_whatever_is_changed_is_found(evening: Told, changes: dict[str, object]) -> None:
    told = await evening.tampered(17, **changes)
    assert told.chain.broken_at in (17, 18)
    assert len(told.entries) == told.chain.entries


async def test_erased_details_still_verify(evening: Told) -> None:
    told = await evening.tampered(5, details=None)
    assert told.chain.whole
    assert told.chain.erased == 1
    assert told.entries[4].details is None


async def test_entries_cut_off_at_the_end_are_missed(evening: Told) -> None:
    count = (await evening.retold()).chain.entries
    await evening.change(delete(Entry).where(col(Entry.seq) > count - 2))
    told = await evening.retold()
    assert told.chain.missing == 2
    assert not told.chain.whole


async def test_a_chain_made_anew_is_found_by_its_head(evening: Told) -> None:
    await evening.change(update(Incident).values(timeline_hash="0" * 64))
    assert not (await evening.retold()).chain.whole


async def test_a_kind_of_a_later_release_is_shown_and_verifies(evening: Told) -> None:
    async with evening.desk.transaction() as u:
        incident = await u.incidents.hold(evening.incident)
        assert incident is not None
        entry = u.timeline.record(incident, EntryKind.NOTE, text="from the future")
        await u.timeline.flush()
        later = canonical(
            {
                "incident": incident.id,
                "seq": entry.seq,
                "at": entry.at.isoformat(),
                "recorded_at": entry.recorded_at.isoformat(),
                "kind": "premonition",
                "actor": None,
                "ref": "",
                "details_hash": entry.details_hash,
                "previous_hash": entry.previous_hash,
            }
        )
        chained = hashlib.sha256(later.encode()).hexdigest()
        incident.timeline_hash = chained
        statement = "UPDATE timeline SET kind = 'premonition', hash = ? WHERE id = ?"
        await (await u.session.connection()).exec_driver_sql(statement, (chained, entry.id))
    told = await evening.retold()
    assert told.entries[-1].kind is EntryKind.UNKNOWN
    assert told.chain.whole


async def test_an_incident_nobody_knows_is_refused(evening: Told) -> None:
    async with evening.desk.reading() as look:
        with pytest.raises(IncidentUnknown):
            await retell(look, IncidentId("01AAAAAAAAAAAAAAAAAAAAAAAA"))


async def test_it_is_the_same_on_both_databases(desk_scene: Scene) -> None:
    await desk_scene.alert(metrics={"plays": 3})
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        told = await retell(look, incident.id, mask)
    assert told.chain.whole
    assert told.times.opened == incident.opened_at
    assert told.deliveries == 1
    assert missing(told) == told.missing


TEXT = st.text(max_size=20)
MOMENT = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001


@settings(max_examples=50, deadline=None)
@given(
    seq=st.just(1),
    at=MOMENT,
    later=st.integers(0, 10**6),
    actor=st.none() | TEXT,
    ref=TEXT,
    text=TEXT,
    kind=st.sampled_from(EntryKind),
)
def test_links_work_out_the_hash_the_timeline_writes(
    seq: int, at: datetime, later: int, actor: str | None, ref: str, text: str, kind: EntryKind
) -> None:
    happened = at.replace(tzinfo=UTC)
    details = canonical({"text": text})
    entry = Entry(
        id="1",
        incident_id=IncidentId("incident"),
        seq=seq,
        at=happened,
        recorded_at=happened + timedelta(microseconds=later),
        kind=kind,
        actor=PersonId(actor) if actor is not None else None,
        ref=ref,
        details=details,
        details_hash=hashlib.sha256(details.encode()).hexdigest(),
        previous_hash="",
        hash="",
    )
    entry.hash = entry_hash(entry)
    links = Links("incident")
    links.check(
        entry.seq,
        entry.at,
        entry.recorded_at,
        entry.kind.value,
        entry.actor,
        entry.ref,
        entry.details,
        entry.details_hash,
        entry.previous_hash,
        entry.hash,
    )
    incident = Incident.model_construct(timeline_seq=1, timeline_hash=entry.hash)
    assert links.verdict(incident).whole
