"""Whatever people do with an incident, in whatever order: what must always be true of it stays true."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.desk import classifying, incidents, phases, playbooks, roles, stopping
from bot.desk.ticking import tick
from bot.errors import DeskError
from bot.ids import ClockId, IncidentId, PersonId
from bot.rules import lifecycle
from bot.rules.clocks import AT_STAND_DOWN
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.incidents import Action, CrisisType, IncidentState
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.kit.desk import A_JIE, CHEN_MO, LIN_LAN, ZHOU_LAN, Scene
from tests.kit.review import review
from tests.survival.evidence import broken

WHO = (LIN_LAN, ZHOU_LAN, CHEN_MO, A_JIE)
Step = Callable[["Life"], Awaitable[object]]


@dataclass
class Life:
    """One incident on its way."""

    scene: Scene
    incident: IncidentId
    person: PersonId

    async def rows(self) -> tuple[Incident, list[Clock]]:
        async with self.scene.desk.reading() as look:
            incident = await look.incidents.find(self.incident)
            assert incident is not None
            return incident, list(await look.clocks.of_incident(self.incident))

    async def whole(self) -> str:
        """Where its chain breaks, '' if nowhere."""
        async with self.scene.desk.reading() as look:
            incident = await look.incidents.find(self.incident)
            assert incident is not None
            return broken(incident, await look.timeline.of_incident(self.incident, limit=10_000))

    async def some_clock(self, number: int) -> ClockId:
        _, found = await self.rows()
        return found[number % len(found)].id if found else ClockId("")

    async def some_role(self, number: int) -> str:
        async with self.scene.desk.reading() as look:
            found = await look.roles.of_incident(self.incident)
        return found[number % len(found)].id if found else ""


def phase(action: Action) -> Step:
    return lambda life: phases.change_phase(life.scene.desk, life.person, life.incident, action)


def level(to: Severity) -> Step:
    return lambda life: classifying.change_severity(life.scene.desk, life.person, life.incident, to)


def of_role(act: Callable[..., Awaitable[object]], kind: RoleKind, *more: object) -> Step:
    return lambda life: act(life.scene.desk, life.person, life.incident, kind, *more)


def answering(number: int, takes: bool) -> Step:
    async def answer(life: Life) -> None:
        await roles.answer_request(life.scene.desk, life.person, await life.some_role(number), takes)  # type: ignore[arg-type]

    return answer


def ending(number: int, act: Callable[..., Awaitable[object]]) -> Step:
    async def end(life: Life) -> None:
        await act(life.scene.desk, life.person, await life.some_clock(number), "https://example.com/1")

    return end


async def cannot(life: Life) -> None:
    await incidents.decline(life.scene.desk, life.person, life.incident)


def waiting(minutes: int) -> Step:
    async def wait(life: Life) -> None:
        life.scene.clock.move(timedelta(minutes=minutes))
        await tick(life.scene.desk)

    return wait


def stop_loss(number: int, impossible: str) -> Step:
    async def done(life: Life) -> None:
        incident, _ = await life.rows()
        steps = playbooks.stop_loss(incident)
        await playbooks.tick(
            life.scene.desk, life.person, life.incident, steps[number % len(steps)].code, impossible
        )

    return done


KINDS = st.sampled_from([RoleKind.COMMANDER, RoleKind.LEGAL, RoleKind.COMMUNICATIONS_LEAD, RoleKind.LIVE_DIRECTOR])
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.just(lambda life: incidents.respond(life.scene.desk, life.person, life.incident)),
    st.just(cannot),
    st.sampled_from([a for a in Action if a in phases._PHASE_PERMISSION]).map(phase),
    st.sampled_from([a for a in Action if a in phases._PHASE_PERMISSION]).map(phase),
    st.sampled_from(Severity).map(level),
    st.sampled_from([CrisisType.RUMOR, CrisisType.LIVE_SLIP]).map(
        lambda to: lambda life: classifying.retype(life.scene.desk, life.person, life.incident, to)
    ),
    st.just(lambda life: classifying.toggle_live(life.scene.desk, life.person, life.incident)),
    KINDS.map(lambda kind: of_role(roles.take, kind)),
    KINDS.map(lambda kind: of_role(roles.ask_somebody, kind, None)),
    KINDS.map(lambda kind: of_role(roles.skip, kind)),
    st.builds(answering, st.integers(0, 9), st.booleans()),
    st.builds(ending, st.integers(0, 9), st.sampled_from([stopping.meet_with_proof, stopping.waive])),
    st.builds(stop_loss, st.integers(0, 9), st.sampled_from(["", "没有权限"])),
    st.sampled_from([1, 4, 20, 200]).map(waiting),
)

EDGES = {
    (state, lifecycle.after(state, action)) for state in IncidentState for action in lifecycle.allowed(state)
} | {(state, state) for state in IncidentState}


@pytest.fixture
async def sqlite_scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a SQLite file."""
    async with Scene.built(sqlite_url) as scene:
        yield scene


@settings(
    max_examples=30,
    deadline=None,
    # A story takes a quarter of a second: making a failing one smaller would take minutes, and it reads well.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Nobody can be asked and nobody takes it: the tick looks at the same empty role from two clocks.
@example(severity=Severity.S1, live=False, steps=[(cannot, LIN_LAN), (cannot, LIN_LAN), (waiting(200), LIN_LAN)])
@given(
    severity=st.sampled_from(Severity),
    live=st.booleans(),
    steps=st.lists(st.tuples(STEPS, st.sampled_from(WHO)), min_size=4, max_size=14),
)
async def test_what_is_always_true_of_an_incident(
    sqlite_scene: Scene, severity: Severity, live: bool, steps: list[tuple[Step, int]]
) -> None:
    async with sqlite_scene.desk.transaction() as u:
        team = await incidents.team_of(u, sqlite_scene.team)
        opened = await incidents.open_incident(u, team, title="事", severity=severity, live=live)
    life = Life(sqlite_scene, opened.id, PersonId(""))
    before, _ = await life.rows()
    for step, user in steps:
        life = replace(life, person=sqlite_scene.people[user])
        with suppress(DeskError):
            await step(life)
        after, running = await life.rows()
        assert (before.state, after.state) in EDGES
        assert after.commander_id or not before.commander_id, "it had a commander"
        assert after.commander_id or after.state is IncidentState.WAITING, "somebody acted and nobody commands"
        assert await life.whole() == ""
        alive = [clock for clock in running if clock.state in (ClockState.RUNNING, ClockState.PAUSED)]
        twice = [one for one, n in Counter((c.kind, c.label) for c in alive).items() if n > 1]
        assert not twice, "two clocks of one kind run"
        if not after.state.open:
            assert not [clock.kind for clock in alive if clock.kind not in AT_STAND_DOWN], "it is over"
        assert all(clock.next_mark_at is None for clock in running if clock.state not in _TICKING)
        before = after


_TICKING = (ClockState.RUNNING,)

OVER: dict[str, Step] = {
    "ask": of_role(roles.ask_somebody, RoleKind.LEGAL, None),
    "take": of_role(roles.take, RoleKind.COMMUNICATIONS_LEAD),
    "skip": of_role(roles.skip, RoleKind.LEGAL),
    "decline what one was asked for": answering(2, False),
    "live": lambda life: classifying.toggle_live(life.scene.desk, life.person, life.incident),
    "stop-loss": stop_loss(0, ""),
    "raise": level(Severity.S1),
    "retype": lambda life: classifying.retype(life.scene.desk, life.person, life.incident, CrisisType.RUMOR),
}


@pytest.mark.parametrize("ends", [[Action.STAND_DOWN], [Action.STAND_DOWN, Action.CLOSE]], ids=["over", "closed"])
@pytest.mark.parametrize("step", OVER.values(), ids=OVER)
async def test_when_it_is_over_nothing_starts_to_tick_again(
    sqlite_scene: Scene, step: Step, ends: list[Action]
) -> None:
    """Somebody presses an old button: nobody is called, and no deadline runs for what has ended."""
    desk, person = sqlite_scene.desk, sqlite_scene.people[LIN_LAN]
    async with desk.transaction() as u:
        team = await incidents.team_of(u, sqlite_scene.team)
        opened = await incidents.open_incident(u, team, title="事", severity=Severity.S2)
    await incidents.respond(desk, person, opened.id)
    for action in ends:
        if action is Action.CLOSE:
            await review(desk, person, opened.id)
        await phases.change_phase(desk, person, opened.id, action)
    life = Life(sqlite_scene, opened.id, sqlite_scene.people[ZHOU_LAN])
    with suppress(DeskError):
        await step(life)
    incident, found = await life.rows()
    assert not [clock.kind for clock in found if clock.state in _TICKING and clock.kind not in AT_STAND_DOWN]
    await waiting(200)(life)
    assert not incident.state.open
    assert await life.whole() == ""
