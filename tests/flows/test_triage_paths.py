"""Whatever is done with an alert, in whatever order: it is decided, or a clock of it runs that somebody owns."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.desk import alerts, notes, reports, silences, watching
from bot.desk.people import Actor
from bot.errors import DeskError
from bot.ids import AlertId, PersonId
from messages.library.watches import TypedWatch
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.people import Language, Standing
from tests.kit.desk import CHEN_MO, FORUM, LIN_LAN, ZHOU_LAN, Scene

WHO = (LIN_LAN, ZHOU_LAN, CHEN_MO)
DECIDED = (AlertState.OPENED, AlertState.DISMISSED, AlertState.MERGED)
_numbers: Iterator[int] = count()


@dataclass
class Path:
    """One alert on its way through triage, and who acts next."""

    scene: Scene
    key: str
    fields: dict[str, object]
    alert: AlertId
    user: int = LIN_LAN

    @property
    def person(self) -> PersonId:
        return self.scene.people[self.user]

    @property
    def actor(self) -> Actor:
        zone = self.scene.desk.policy.zone
        return Actor(self.person, self.scene.team, Standing.MEMBER, "", Language.ZH, zone, True)

    @property
    def place(self) -> str:
        return f"chat:{FORUM}:0:0"


Step = Callable[[Path], Awaitable[object]]


def comes(**fields: object) -> Step:
    async def come(path: Path) -> None:
        await path.scene.alert(**{**path.fields, "dedup_key": path.key, **fields})

    return come


def waits(minutes: float) -> Step:
    return lambda path: path.scene.pass_time(minutes=minutes)


def typed(triggers: str) -> Step:
    return lambda path: watching.watch(
        path.scene.desk, path.person, path.alert, TypedWatch(None, "", triggers), path.place
    )


STEPS: dict[str, Step] = {
    "again": comes(),
    "over": comes(status="resolved"),
    "graver": comes(severity="S2"),
    "spreads": comes(metrics={"reposts": 900}),
    "a child": comes(title="孩子住院了"),
    "sibling": comes(dedup_key="sibling"),
    "two minutes": waits(2),
    "two hours": waits(120),
    "a night": waits(600),
    "look": lambda path: alerts.notice(path.scene.desk, path.person, path.alert),
    "open": lambda path: alerts.open_by_hand(path.scene.desk, path.person, path.alert),
    "watch": lambda path: watching.watch(path.scene.desk, path.person, path.alert),
    "watch for 600": typed("转发≥600"),
    "watch nonsense": typed("心情"),
    "no action": lambda path: alerts.dismiss(path.scene.desk, path.person, path.alert, DismissReason.SOLVED),
    "agree": lambda path: alerts.dismiss(
        path.scene.desk, path.person, path.alert, DismissReason.UNKNOWN, agreeing=True
    ),
    "think better": lambda path: alerts.keep_going(path.scene.desk, path.person, path.alert),
    "figures": lambda path: notes.figures_of_alert(
        path.scene.desk, path.actor, path.alert, {"reposts": 700.0}, "转发700", path.place
    ),
    "since when": lambda path: reports.set_first_seen(
        path.scene.desk, path.actor, path.alert, path.scene.clock.now(), "20:31", path.place
    ),
    "silence": lambda path: silences.silence(path.scene.desk, path.actor, "account=*星球", None, path.place),
    "silence all": lambda path: silences.silence(path.scene.desk, path.actor, "account=*", None, path.place),
}


async def without_a_path(scene: Scene) -> list[str]:
    """Alerts of the team that nobody has decided on and that no clock will bring back."""
    async with scene.desk.reading() as look:
        undecided = (await look.session.exec(select(Alert).where(Alert.team_id == scene.team))).all()
        running = select(Clock).where(Clock.team_id == scene.team, Clock.state == ClockState.RUNNING)
        clocks = (await look.session.exec(running)).all()
    owned = {clock.alert_id for clock in clocks if clock.next_mark_at is not None}
    return [f"{one.title} {one.state}" for one in undecided if one.state not in DECIDED and one.id not in owned]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    severity=st.sampled_from(["S1", "S2", "S3", "S4"]),
    crisis_type=st.sampled_from([None, "rumor"]),
    steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(WHO)), min_size=2, max_size=6),
)
async def test_no_path_without_a_decision_or_a_running_clock(
    desk_scene: Scene, severity: str, crisis_type: str | None, steps: list[tuple[str, int]]
) -> None:
    number = next(_numbers)
    fields: dict[str, object] = {
        "title": f"第 {number} 件",
        "severity": severity,
        "crisis_type": crisis_type,
        "account": f"豆芽星球 {number}",
        "product": None,
    }
    scene = desk_scene
    received = await scene.alert(**fields, dedup_key=f"path-{number}")
    path = Path(scene, f"path-{number}", fields, received.alert_id)
    for name, user in steps:
        with suppress(DeskError):
            await STEPS[name](replace(path, user=user))
        assert await without_a_path(scene) == [], name
    await tidied(scene)


async def tidied(scene: Scene) -> None:
    """What an example left undecided is put away, so that the next one does not wait for it too."""
    async with scene.desk.transaction() as u:
        await alerts.put_away(u, [alert.id for alert in await u.alerts.undecided(scene.team)], None, "")
