"""Alerts that join an open incident change it as a plain row on SQLite; whatever else they change is kept too."""

import itertools
import json

from sqlmodel import select

from bot.desk.desk import DeskPolicy
from handlers.sources import generic
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import Scene


async def come(scene: Scene, *severities: str) -> None:
    """Alerts of one matter, in one request."""
    begun = len(await entries(scene))
    payload = [
        {"title": f"事 {begun}-{n}", "severity": severity, "account": "号", "crisis_type": "product_safety"}
        for n, severity in enumerate(severities)
    ]
    incoming = generic.read(json.dumps(payload).encode(), scene.clock.now())
    await scene.intake.receive(scene.team, "generic", incoming)


async def entries(scene: Scene) -> list[Entry]:
    async with scene.desk.reading() as look:
        return list((await look.session.exec(select(Entry).order_by(Entry.seq))).all())


async def incident(scene: Scene) -> Incident:
    async with scene.desk.reading() as look:
        return (await look.session.exec(select(Incident))).one()


async def test_what_joins_is_counted_and_entered_and_may_raise(sqlite_url: str) -> None:
    """Without `write_joined` the count and the head of the timeline are lost, and a number is given twice;
    without `_as_object` what is worse raises nothing that is kept."""
    async with Scene.built(sqlite_url, policy=DeskPolicy(auto_open=Severity.S2)) as scene:
        await come(scene, "S2")
        await come(scene, "S3", "S4")
        counted = await incident(scene)
        assert (counted.alert_count, counted.severity) == (3, Severity.S2)
        await come(scene, "S3", "S1")
        raised = await incident(scene)
        assert (raised.alert_count, raised.severity) == (5, Severity.S1)
        await come(scene, "S4")
        chain = await entries(scene)
        last = await incident(scene)
        assert last.alert_count == 6
        assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
        assert all(after.previous_hash == before.hash for before, after in itertools.pairwise(chain))
        assert (last.timeline_seq, last.timeline_hash) == (chain[-1].seq, chain[-1].hash)
        kinds = [entry.kind for entry in chain]
        assert kinds.count(EntryKind.ALERT_REPEATED) == 3
        assert kinds.count(EntryKind.SEVERITY_RAISED) == 1
