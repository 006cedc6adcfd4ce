"""The evening of experience.md 1.1, told through the desk's own acts: what recaps are tested and shown with."""

from datetime import UTC, datetime, timedelta

from bot.desk import (
    audiences,
    classifying,
    decisions,
    incidents,
    notes,
    people,
    phases,
    playbooks,
    roles,
    stopping,
    tasks,
)
from bot.ids import ClockId, IncidentId, PersonId, TaskId
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.incidents import Action
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.kit.desk import A_JIE, HE_MIN, LIN_LAN, WANG_YAN, ZHAO_NING, ZHOU_LAN, Scene
from tests.kit.review import review

PROOF = "https://www.douyin.com/video/7301234567890"


class Evening:
    """One crisis from the first comment to the closed topic. `told` is the incident's id afterwards."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.desk = scene.desk
        self.incident = IncidentId("")

    async def until(self, clock: str, day: int = 22) -> None:
        """Let the desk's time pass until this hour in Shanghai."""
        left = _at(clock, day) - self.scene.clock.now()
        await self.scene.pass_time(seconds=max(0.0, left.total_seconds()))

    async def tell(self) -> IncidentId:
        await self.open()
        await self.gather()
        await self.speak()
        await self.end()
        return self.incident

    async def open(self) -> None:
        """20:40: a child has a rash, on air; somebody responds and stops the harm first."""
        seen = datetime(2026, 11, 22, 12, 31, tzinfo=UTC)
        await self.scene.alert(
            live=True,
            viewers=12_000,
            first_seen=seen.isoformat(),
            metrics={"similar_1h": 3, "plays": 32_000},
            content_url=PROOF,
            dedup_key="rash",
        )
        self.incident = (await self.scene.incident()).id
        await self.scene.pass_time(seconds=25)
        await incidents.respond(self.desk, self._id(LIN_LAN), self.incident)
        await self.until("20:41")
        await self.scene.alert(dedup_key="rash", live=True, metrics={"similar_1h": 9, "plays": 51_000})
        await self.until("20:42")
        for step in playbooks.stop_loss(await self.scene.incident()):
            await playbooks.tick(self.desk, self._id(A_JIE), self.incident, step.code)
            await self.scene.pass_time(seconds=20)

    async def gather(self) -> None:
        """People take their roles; one comes late, one cannot."""
        for clock, who, role in (
            ("20:43", ZHOU_LAN, RoleKind.COMMUNICATIONS_LEAD),
            ("20:44", HE_MIN, RoleKind.SERVICE_LEAD),
            ("20:46", A_JIE, RoleKind.ACCOUNT_OPERATOR),
        ):
            await self.until(clock)
            await roles.take(self.desk, self._id(who), self.incident, role)
        for minute, came in enumerate((2, 5, 9, 14, 8, 5), start=47):
            await self.until(f"20:{minute}")
            for _ in range(came):
                await self.scene.alert(dedup_key="rash", metrics={"similar_1h": minute, "plays": 60_000})
        await roles.take(self.desk, self._id(WANG_YAN), self.incident, RoleKind.LEGAL)
        await self.until("20:59")
        await roles.take(self.desk, self._id(ZHAO_NING), self.incident, RoleKind.BUSINESS_OWNER)
        text = "收到3例起疹反馈,批次0912A;一位家长留了电话 13812345678"
        who = await people.actor(
            self.desk, people.Visitor(HE_MIN, self.scene.sandbox.world.users[HE_MIN].first_name)
        )
        await notes.note(self.desk, who, self.incident, text, _at("20:50"), audiences.to_place(HE_MIN))
        await decisions.decide(
            self.desk,
            self._id(LIN_LAN),
            self.incident,
            "先下架,说明在核实",
            "原因没核实,道歉等于承认",
            "现在道歉吗?",
        )
        await tasks.give(self.desk, self._id(LIN_LAN), self.incident, "封存批次 0912A", "赵宁", _at("21:30"))
        await tasks.give(self.desk, self._id(LIN_LAN), self.incident, "送检", "何敏", _at("22:00"))

    async def speak(self) -> None:
        """The first response in time, the verified statement, an update that is late."""
        await self.until("21:24")
        await self._meet(ClockKind.FIRST_RESPONSE, ZHOU_LAN, PROOF)
        async with self.desk.reading() as look:
            given = {task.title: TaskId(task.id) for task in await look.belongings.tasks(self.incident)}
        await tasks.tick_off(self.desk, self._id(ZHAO_NING), given["封存批次 0912A"])
        await tasks.report_blocked(self.desk, self._id(HE_MIN), given["送检"], "检测所周一开门")
        await self.until("23:00")
        await phases.change_phase(self.desk, self._id(LIN_LAN), self.incident, Action.MONITOR)
        await self.until("00:41", 23)
        await self._meet(ClockKind.VERIFIED_STATEMENT, ZHOU_LAN, "https://www.douyin.com/video/7309876543210")

    async def end(self) -> None:
        """Lowered, waived, stood down two days later, closed."""
        await self.until("09:00", 23)
        await classifying.change_severity(self.desk, self._id(LIN_LAN), self.incident, Severity.S2)
        async with self.desk.reading() as look:
            running = await look.clocks.running(ClockKind.NEXT_UPDATE, incident=self.incident)
        for clock in running:
            await stopping.waive(
                self.desk, self._id(LIN_LAN), ClockId(clock.id), "检测报告明早才出,今晚没有新情况可说"
            )
        await self.until("09:10", 25)
        await phases.change_phase(self.desk, self._id(LIN_LAN), self.incident, Action.STAND_DOWN)
        await self.until("10:00", 25)
        await review(self.desk, self._id(LIN_LAN), self.incident, "检测合格,退款办完")
        await phases.change_phase(self.desk, self._id(LIN_LAN), self.incident, Action.CLOSE, "检测合格,退款办完")

    async def _meet(self, kind: ClockKind, user: int, proof: str) -> None:
        async with self.desk.reading() as look:
            found = [c for c in await look.clocks.of_incident(self.incident) if c.kind is kind]
        running = [clock for clock in found if clock.state is ClockState.RUNNING]
        assert running, f"no {kind} runs: {[(c.kind, c.state) for c in found]}"
        await stopping.meet_with_proof(self.desk, self._id(user), ClockId(running[0].id), proof)

    def _id(self, user: int) -> PersonId:
        return self.scene.people[user]


def _at(clock: str, day: int = 22) -> datetime:
    """An hour in Shanghai in November 2026."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)
