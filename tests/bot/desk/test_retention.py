"""Personal data goes when its time is over; records, hashes and what counsel holds stay. On both databases."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import chores, retention, verifying
from bot.ids import EvidenceId
from messages.library.retention import retention_policy
from storage.tables.alerts import Alert, Delivery
from storage.tables.incidents import Evidence, Incident
from storage.tables.timeline import Entry
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import LIN_LAN, OWNER, Scene

SUMMARY = "王女士说孩子起疹,电话已留"


async def closed(scene: Scene, note: str, **fields: object) -> Incident:
    """A closed incident with a raw delivery, a picture and somebody's words in its timeline."""
    await scene.alert(summary=SUMMARY, **fields)
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        row = await u.incidents.hold(incident.id)
        assert row is not None
        u.timeline.record(row, EntryKind.NOTE, by=scene.people[LIN_LAN], text=note)
        picture = Evidence(
            id=EvidenceId(u.new_id()),
            team_id=scene.team,
            incident_id=row.id,
            kind="photo",
            sha256=hashlib.sha256(b"face").hexdigest(),
            content=b"face",
            added_at=u.now,
        )
        u.add(picture)
        row.state, row.closed_at = IncidentState.CLOSED, u.now
    await scene.settle()
    return incident


async def of(
    scene: Scene, incident: Incident
) -> tuple[list[bytes | None], list[bytes | None], list[str | None], str]:
    """Raw deliveries, pictures, details of notes, and the alerts' free text."""
    async with scene.desk.reading() as look:
        alerts = (await look.session.exec(select(Alert).where(Alert.incident_id == incident.id))).all()
        ids = [alert.id for alert in alerts]
        raw = [row.raw for row in (await look.session.exec(select(Delivery))).all() if row.alert_id in ids]
        kept = await look.session.exec(select(Evidence).where(Evidence.incident_id == incident.id))
        notes = await look.session.exec(
            select(Entry).where(Entry.incident_id == incident.id, Entry.kind == EntryKind.NOTE)
        )
        content = [row.content for row in kept.all()]
        return raw, content, [row.details for row in notes.all()], "".join(alert.summary for alert in alerts)


async def test_what_is_old_goes_and_what_counsel_holds_stays(desk_scene: Scene) -> None:
    scene = desk_scene
    old = await closed(scene, "家长王女士来电")
    kept = await closed(scene, "家长李先生来电", title="另一件事", product="爽肤水")
    merged = await closed(scene, "并入的那件", title="第三件事", product="面霜")
    async with scene.desk.transaction() as u:
        held = await u.incidents.hold(kept.id)
        into = await u.incidents.hold(merged.id)
        assert held is not None
        assert into is not None
        held.held_at, into.merged_into = u.now, held.id
    days = retention_policy().closed_days
    scene.clock.move(timedelta(days=days - 1))
    assert (await retention.erase(scene.desk)).incidents == [], "not a day early"
    scene.clock.move(timedelta(days=2))
    newer = await closed(scene, "昨天才结案", title="新的事", product="乳液")
    planned = await retention.plan(scene.desk)
    assert {one.number: one.held for one in planned.incidents} == {
        old.number: False,
        kept.number: True,
        merged.number: True,
    }
    assert (await of(scene, old))[1] == [b"face"], "looking changes nothing"
    await retention.erase_due(scene.desk)
    raw, pictures, notes, free = await of(scene, old)
    assert (set(raw), pictures, notes, free) == ({None}, [None], [None], "")
    for untouched in (kept, merged, newer):
        raw, pictures, notes, free = await of(scene, untouched)
        assert None not in (*raw, *pictures, *notes)
        assert free == SUMMARY
    async with scene.desk.reading() as look:
        (entry,) = [
            e for e in await look.timeline.of_incident(old.id, limit=99) if e.kind is EntryKind.DATA_ERASED
        ]
    assert json.loads(entry.details or "{}")["evidence"] == 1
    assert [verdict.whole async for verdict in verifying.chains(scene.desk)] == [True] * 4
    assert await verifying.orphans(scene.desk) == []
    await scene.pass_time(minutes=1)
    assert any("已按期删除 1 件" in said and "2 件因法务保全没有动" in said for said in scene.texts(OWNER))
    assert (await retention.erase(scene.desk)).held != [], "still kept"
    assert not any(not one.held for one in (await retention.erase(scene.desk)).incidents), (
        "a second run finds none"
    )


async def test_a_hold_lifted_lets_the_next_night_erase(desk_scene: Scene) -> None:
    scene = desk_scene
    incident = await closed(scene, "来电")
    async with scene.desk.transaction() as u:
        row = await u.incidents.hold(incident.id)
        assert row is not None
        row.held_at = u.now
    (chore,) = [one for one in chores.CHORES if one.name == "retention"]
    await chores.do_due(scene.desk, [chore])  # from now on the desk knows what it has missed
    for lifted in (False, True):
        async with scene.desk.transaction() as u:
            row = await u.incidents.hold(incident.id)
            assert row is not None
            row.held_at = None if lifted else row.held_at
        scene.clock.move(timedelta(days=retention_policy().closed_days + 1))
        await chores.do_due(scene.desk, [chore])
        assert (await of(scene, incident))[1] == [None if lifted else b"face"]


@pytest.mark.parametrize("decided", [True, False])
async def test_raw_deliveries_that_led_to_nothing_go_once_they_are_decided(
    desk_scene: Scene, decided: bool
) -> None:
    scene = desk_scene
    await scene.alert(severity="S4", title="有人问发货", crisis_type=None, product=None)
    if decided:
        async with scene.desk.transaction() as u:
            (alert,) = (await u.session.exec(select(Alert))).all()
            alert.live_key = None
    scene.clock.move(timedelta(days=retention_policy().raw_days + 1))
    report = await retention.erase(scene.desk)
    assert report.unattached == (1 if decided else 0)
