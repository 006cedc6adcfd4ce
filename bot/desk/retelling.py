"""Retelling: an incident's rows, read page by page, become the values every form of its recap is drawn from.

The long list is read as plain columns, never as objects, 200 entries at a time with a rest in between: a
timeline of 50,000 entries holds up nobody (goal G9: the loop never blocked for more than 20 ms). Each entry's
hash is worked out again on the way.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import String, cast, func, select, tuple_, type_coerce
from sqlmodel import col

from bot.desk import chains, exhibits, retold, retold_words
from bot.desk.founding import found_in
from bot.desk.incidents import IncidentUnknown
from bot.ids import IncidentId
from messages.recap import gathering
from messages.recap.metering import Meter
from messages.recap.signals import Box, Curve
from messages.recap.values import Chain, Entry, Recap
from storage.tables import alerts as alert_tables
from storage.tables.base import metadata
from storage.tables.clocks import Clock
from storage.tables.incidents import Decision, Evidence, Incident, Role, Step, Task
from storage.tables.reviews import Flag, Improvement, Lesson
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockKind, ClockState

PAGE: Final = 200
DELIVERIES_A_PAGE: Final = 1_000
AT_ONCE: Final = 2_000
"""Entries freed between two looks at what else the loop has to do: about 1 ms."""

#: Deadlines of requests to single people are steps of a call, not deadlines of the incident.
_UNCOUNTED = QUIET_CLOCKS | {ClockKind.WATCH}


def as_it_is(text: str) -> str:
    """No mask: for named roles only, and logged by whoever asks for it."""
    return text


async def let_go(entries: list[Entry]) -> None:
    """Free a recap's entries bit by bit, when nobody else holds them: 50,000 at once keep the loop for 20 ms."""
    while entries:
        del entries[-AT_ONCE:]
        await asyncio.sleep(0)


async def retell(look: Reader, incident_id: IncidentId, mask: retold.Mask | None = None) -> Recap:
    """Everything a recap tells about one incident.

    `mask` makes personal data in free texts unreadable (`handlers.masking.mask`); None leaves them as they are.

    Raises:
        IncidentUnknown: there is no such incident.
    """
    incident = await look.incidents.find(incident_id)
    if incident is None:
        raise IncidentUnknown(number="")
    hide = mask or as_it_is
    rows = await _Rows.read(look, incident)
    named = retold.Names(look)
    await named.learn(rows.people())
    thread = await _thread(look, incident, named, hide)
    came = await _came(look, incident.id, {alert.id for alert in rows.alerts})
    as_of = _as_of(incident, rows.clocks, thread.entries, look.now)
    titles: dict[str, str] = {task.id: task.title for task in rows.tasks}
    titles |= {asked.id: asked.outlet for asked in rows.spoken.inquiries}
    answers = {clock.label: clock for clock in rows.clocks if clock.kind is ClockKind.MEDIA_ANSWER}
    deadlines = tuple(
        retold.deadline(clock, titles.get(clock.label, ""), named, hide, as_of) for clock in rows.clocks
    )
    taken = gathering.stretches(thread.telling, incident.stood_down_at)
    moments, left_out = gathering.moments(thread.telling)
    team = await look.teams.find(incident.team_id)
    told = Recap(
        head=retold.head(
            incident,
            team.name if team else "",
            gathering.worst_of(thread.telling, incident.severity),
            (await found_in(look.session) or "").startswith("sandbox:"),
            named,
            hide,
        ),
        times=retold.times(incident, deadlines),
        as_of=as_of,
        phases=gathering.phases(thread.telling, incident.opened_at, incident.state),
        deadlines=deadlines,
        lanes=tuple(retold.lane(role, named, taken.get(role.kind, ())) for role in rows.roles),
        choices=retold.choices(rows.decisions, named, hide),
        publications=retold.publications(thread.telling, deadlines, rows.spoken.texts(), hide),
        errands=tuple(retold.errand(task, named, hide) for task in rows.tasks),
        steps=tuple(retold.step(step, named, hide) for step in rows.steps),
        signals=tuple(retold.signal(alert, hide) for alert in rows.alerts),
        deliveries=came.deliveries,
        curve=came.curve,
        readings=came.figures.told(thread.telling),
        exhibits=tuple(retold.exhibit(row, named, hide) for row in rows.evidence),
        boxes=tuple(
            Box(one.box.kept, one.box.wanted, one.box.missing, one.stage, one.channel)
            for one in await exhibits.boxes(look, incident.id)
        ),
        statements=tuple(retold_words.statement(rows.spoken, row, named, hide) for row in rows.spoken.statements),
        promises=tuple(retold_words.promise(row, named, hide) for row in rows.spoken.promises),
        deviations=tuple(
            retold_words.deviation(row, rows.spoken.changed(row), named, hide) for row in rows.spoken.deviations
        ),
        inquiries=tuple(
            retold_words.inquiry(row, answers.get(row.id), named, hide) for row in rows.spoken.inquiries
        ),
        stopped=rows.spoken.stopped,
        flags=tuple(retold.flag(row, named, hide) for row in rows.flags),
        lessons=tuple(retold.lesson(row, named, hide) for row in rows.lessons),
        improvements=tuple(retold.improvement(row, named, hide) for row in rows.improvements),
        moments=moments,
        moments_left_out=left_out,
        chain=thread.chain,
        masked=mask is not None,
        entries=tuple(thread.entries),
    )
    return msgspec.structs.replace(told, missing=gathering.missing(told))


class _Rows(NamedTuple):
    """What belongs to the incident beside its timeline; all of it is short."""

    incident: Incident
    clocks: Sequence[Clock]
    roles: Sequence[Role]
    decisions: Sequence[Decision]
    tasks: Sequence[Task]
    steps: Sequence[Step]
    alerts: Sequence[alert_tables.Alert]
    evidence: Sequence[Any]
    flags: Sequence[Flag]
    lessons: Sequence[Lesson]
    improvements: Sequence[Improvement]
    spoken: retold_words.Spoken

    @classmethod
    async def read(cls, look: Reader, incident: Incident) -> "_Rows":
        clocks = [c for c in await look.clocks.of_incident(incident.id) if c.kind not in _UNCOUNTED]
        return cls(
            incident,
            clocks,
            await look.roles.of_incident(incident.id),
            await look.belongings.decisions(incident.id),
            await look.belongings.tasks(incident.id),
            await look.belongings.steps(incident.id),
            await look.alerts.of_incident(incident.id, limit=200),
            await _evidence(look, incident.id),
            await look.reviews.flags(incident.id),
            await look.reviews.lessons(incident.id),
            await look.reviews.improvements(incident.id),
            await retold_words.read(look, incident.id),
        )

    def people(self) -> Iterable[str | None]:
        """Everybody these rows name, by id."""
        yield from (self.incident.commander_id, self.incident.opened_by)
        for clock in self.clocks:
            yield from (clock.owner_id, clock.stopped_by)
        for role in self.roles:
            yield from (role.person_id, *role.declined)
        yield from (decision.decided_by for decision in self.decisions)
        for task in self.tasks:
            yield from (task.owner_id, task.done_by)
        yield from (step.done_by for step in self.steps)
        yield from (row.added_by for row in self.evidence)
        yield self.incident.signed_by
        yield from self.spoken.people()
        yield from (flag.person_id for flag in self.flags)
        yield from (lesson.written_by for lesson in self.lessons)
        yield from (improvement.owner_id for improvement in self.improvements)


class _Thread(NamedTuple):
    entries: list[Entry]
    telling: list[Entry]
    chain: Chain


async def _thread(look: Reader, incident: Incident, named: retold.Names, mask: retold.Mask) -> _Thread:
    entries: list[Entry] = []
    telling: list[Entry] = []
    links = chains.Links(incident.id)
    async for page in _pages(look, incident):
        parsed = [retold.details(row[6]) for row in page]
        await named.learn(row[4] for row in page)
        for name in retold.PEOPLE:
            await named.learn(details[name] for details in parsed if details and name in details)
        for (seq, at, recorded_at, *rest), details in zip(page, parsed, strict=True):
            happened = _moment(at)
            recorded = happened if recorded_at == at else _moment(recorded_at)
            links.check(seq, happened, recorded, *rest)
            entry = retold.entry((seq, happened, recorded, *rest), details, named, mask)
            entries.append(entry)
            if entry.kind in gathering.TELLING:
                telling.append(entry)
        await asyncio.sleep(0)
    return _Thread(entries, telling, links.verdict(incident))


def _moment(stored: Any) -> datetime:
    """A time as the database keeps it: SQLite as text in UTC, PostgreSQL as an aware time."""
    if isinstance(stored, str):
        return datetime.fromisoformat(f"{stored}+00:00")
    moment: datetime = stored
    return moment.astimezone(UTC)


async def _pages(look: Reader, incident: Incident) -> AsyncIterator[Sequence[Any]]:
    """The timeline as plain columns in order, page by page; what is written meanwhile is left for next time."""
    table = metadata.tables["timeline"].c
    query = select(
        table.seq,
        # As they are stored: reading them in Python, value by value, would be half the time of it all.
        type_coerce(table.at, String),
        type_coerce(table.recorded_at, String),
        # As it was written: a kind of a later release would otherwise read as `unknown` and break the chain.
        type_coerce(table.kind, String),
        table.actor,
        table.ref,
        table.details,
        table.details_hash,
        table.previous_hash,
        table.hash,
    ).where(table.incident_id == incident.id, table.seq <= incident.timeline_seq)
    connection = await look.session.connection()
    after = 0
    while True:
        page = query.where(table.seq > after).order_by(table.seq).limit(PAGE)
        rows = (await connection.execute(page)).all()
        if not rows:
            return
        yield rows
        after = rows[-1][0]


class _Came(NamedTuple):
    """How many deliveries came in all and when, and the figures they brought."""

    curve: Curve | None
    deliveries: int
    figures: Meter


async def _came(look: Reader, incident: IncidentId, told: Collection[str]) -> _Came:
    """All deliveries of the incident's alerts, counted into buckets without keeping them; figures of those alerts
    that are `told`."""
    meter = Meter()
    connection = await look.session.connection()
    delivery, alert = alert_tables.Delivery, alert_tables.Alert
    ours = col(delivery.alert_id).in_(select(col(alert.id)).where(col(alert.incident_id) == incident))
    times = select(func.count(), func.min(col(delivery.received_at)), func.max(col(delivery.received_at))).where(
        ours
    )
    total, first, last = (await connection.execute(times)).one()
    if not total:
        return _Came(None, 0, meter)
    start, width, counts = gathering.empty_curve(first, last)
    place = tuple_(col(delivery.received_at), col(delivery.id))
    query = (
        # The figures as text: most have none, and reading `null` costs as much as reading figures.
        select(col(delivery.received_at), col(delivery.id), col(delivery.alert_id), cast(delivery.metrics, String))
        .where(ours, col(delivery.received_at) <= last)
        .order_by(col(delivery.received_at), col(delivery.id))
        .limit(DELIVERIES_A_PAGE)
    )
    page = (await connection.execute(query)).all()
    while page:
        for at, _, of_alert, brought in page:
            counts[int((at - start) / width)] += 1
            if brought and brought != "null" and of_alert in told:
                meter.read(at, of_alert, msgspec.json.decode(brought))
        await asyncio.sleep(0)
        further = query.where(place > tuple_(page[-1][0], page[-1][1]))
        page = (await connection.execute(further)).all()
    return _Came(Curve(start, width, tuple(counts)), total, meter)


async def _evidence(look: Reader, incident: IncidentId) -> Sequence[Any]:
    """Evidence without its bytes."""
    table = Evidence
    query = select(
        col(table.kind),
        col(table.added_at),
        col(table.added_by),
        col(table.sha256),
        col(table.url),
        col(table.text),
        col(table.restricted),
    ).where(col(table.incident_id) == incident)
    connection = await look.session.connection()
    return (await connection.execute(query.order_by(col(table.id)))).all()


def _as_of(incident: Incident, clocks: Iterable[Clock], entries: Sequence[Entry], now: datetime) -> datetime:
    # A look back is due on day 7, 30 and 90: until then nothing about the incident changes.
    running = any(
        clock.state in (ClockState.RUNNING, ClockState.PAUSED) and clock.kind is not ClockKind.REVIEW
        for clock in clocks
    )
    if incident.state.open or running or not entries:
        return now
    return entries[-1].recorded_at
