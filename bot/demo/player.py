"""The player: tells a story step by step, and believes nothing that it has not seen."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from bot.demo import stories
from bot.demo.desk import DeskProcess, NotStarted, StoryTime
from bot.demo.journal import Journal
from bot.demo.phones import Phones, Push
from bot.demo.sandbox import NotSeen, Refused, Sandbox
from bot.demo.screen import Screen, shown, words
from bot.demo.stories import (
    Alert,
    AnyAct,
    Count,
    Evening,
    Introduce,
    Introduced,
    Kill,
    Phone,
    Place,
    Press,
    Recap,
    Restart,
    Ring,
    Say,
    See,
    Step,
    Story,
    Touch,
    spoken,
)

HOP: Final = timedelta(minutes=5)
"""The story's time runs in hops: the desk, which looks at its deadlines once a second, meets each of them."""
_HOPS: Final = 4
_HOP_SECONDS: Final = 1.1
_QUIET_SECONDS: Final = 5.0
_LOOK_EVERY: Final = 0.1


class StoryBroken(Exception):
    """Something expected did not come; the text says what, for the person at the terminal.

    `seen` is what stood there instead.
    """

    def __init__(self, text: str, seen: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.seen = seen


@dataclass
class Figures:
    """Counted, never fixed."""

    alerts: int = 0
    kills: int = 0
    lost: int = 0
    calls: int = 0
    files: list[Path] = field(default_factory=list)


class Player:
    """Tells one story.

    Args:
        output: the folder for the recap's files.
        scratch: a temporary folder.
        watched: somebody looks at the page; then each moment stays for a while, and he may stop it.
    """

    def __init__(
        self,
        story: Story,
        evening: Evening,
        language: str,
        sandbox: Sandbox,
        desk: DeskProcess,
        time: StoryTime,
        screen: Screen,
        phones: Phones,
        output: Path,
        scratch: Path,
        *,
        watched: bool = False,
    ) -> None:
        self._story = story
        self._evening = evening
        self._language = language
        self._sandbox = sandbox
        self._desk = desk
        self._time = time
        self._screen = screen
        self._output = output
        self._watched = watched
        self._clock = SystemClock()
        self._journal = Journal(desk, scratch)
        self._figures = Figures()
        self._number = ""
        self._phones = phones
        self._rung: Push | None = None
        self._on_phones: list[str] = []
        self._detail = ""
        self._met = False
        self._acts_before = 0

    async def play(self) -> Figures:
        """Tell it to the end.

        Raises:
            StoryBroken: at the first thing that does not come.
        """
        self._screen.expect(step.caption.of(self._language) for step in self._story.step)
        for act in self._story.prologue:
            await self._do(act)
        for step in self._story.step:
            caption = step.caption.of(self._language)
            try:
                await self._tell(step, caption)
            except (StoryBroken, NotStarted) as broken:
                reason = words(self._language, "broken", caption=caption, reason=broken)
                raise StoryBroken(reason, broken.seen if isinstance(broken, StoryBroken) else ()) from broken
        await self._quiet()
        self._figures.calls, flooded = await self._sandbox.calls()
        if flooded:
            raise StoryBroken(self._words("flood", count=flooded))
        await self._show(self._story.step[-1], last=True)
        return self._figures

    async def _tell(self, step: Step, caption: str) -> None:
        began = self._clock.monotonic()
        moment = self._evening.moment(step.at, step.day)
        self._screen.begin(step.at, caption)
        await self._travel(moment, step)
        self._met = self._met or step.met
        self._detail = ""
        self._on_phones = []
        if self._watched:
            self._acts_before = len(await self._sandbox.acts())
        await self._show(step)
        for act in step.act:
            await self._wait_while_stopped()
            await self._do(act)
        if self._watched:
            await self._show(step)
            await asyncio.sleep(max(0.0, step.hold - (self._clock.monotonic() - began)))
        self._screen.end(step.at, caption, " → ".join(self._on_phones) or self._detail)

    # --- time ---

    async def _travel(self, moment: datetime, step: Step) -> None:
        """Let the story's time run on to this moment, if it has not been reached yet."""
        whole = moment - self._time.now()
        hop = max(HOP, whole / _HOPS)
        while (left := moment - self._time.now()) > timedelta():
            await self._quiet()
            span = min(hop, left)
            # The sandbox first: seen from the desk its minute must never be longer than Telegram's.
            await self._sandbox.post("time", seconds=span.total_seconds())
            self._time.skip(span)
            if span < left or span > HOP:
                await self._show(step)
                await asyncio.sleep(_HOP_SECONDS)

    async def _quiet(self) -> None:
        """Wait until the desk has said and handled what it has; not for what it keeps for a later minute."""
        end = self._clock.monotonic() + _QUIET_SECONDS
        while await self._desk.waiting() and self._clock.monotonic() < end:  # noqa: ASYNC110  another process
            await asyncio.sleep(_LOOK_EVERY)

    async def _wait_while_stopped(self) -> None:
        """The viewer stopped it with the space bar: wait for him. Taking over is another matter."""
        while self._watched:
            paused, your_turn = await self._sandbox.story()
            if not paused or your_turn:
                return
            await asyncio.sleep(_LOOK_EVERY)

    # --- the page ---

    async def _show(self, step: Step, *, last: bool = False) -> None:
        story, evening, now = self._story, self._evening, self._time.now()
        first, due = evening.moment(story.bar.first), evening.moment(story.bar.due)
        scene: dict[str, Any] = {
            "time": shown(now.astimezone(evening.midnight.tzinfo)),
            "caption_zh": step.caption.zh,
            "caption_en": step.caption.en,
            "deadline": {
                "label_zh": story.bar.label.zh,
                "label_en": story.bar.label.en,
                "total_seconds": (due - first).total_seconds(),
                "left_seconds": max(0.0, (due - now).total_seconds()),
                "done": self._met,
            },
            "last": last,
        }
        if step.look is not None and (step.look.where != "topic" or self._sandbox.topic):
            scene |= self._looking(step.look)
        await self._sandbox.post("story", **scene)

    def _looking(self, look: Place) -> dict[str, Any]:
        chat, topic = self._sandbox.place(look.where)
        where: dict[str, Any] = {"user": self._sandbox.person(look.who), "chat_id": chat}
        return where | ({"message_thread_id": topic} if topic else {})

    # --- acts ---

    async def _do(self, act: AnyAct) -> None:
        match act:
            case Introduce():
                await asyncio.gather(*(self._introduce(person) for person in act.people))
            case Phone():
                await asyncio.gather(*(self._own_phone(act, who) for who in act.people))
            case Alert():
                await self._alert(act)
            case Press():
                await self._press(act)
            case Say():
                text = self._filled(act.text)
                if not await self._left_to_the_viewer("say", None):
                    await self._try(act.who, self._sandbox.say(act.who, act.where, text, reply=act.reply))
            case See():
                await self._see(act)
            case Ring():
                await self._ring(act)
            case Touch():
                await self._touch(act)
            case Count():
                counted = await self._journal.count(self._number)
                self._detail = self._words("lived", entries=counted.entries)
                self._figures.lost = counted.lost + max(0, self._figures.alerts - counted.deliveries)
                if self._figures.lost:
                    raise StoryBroken(self._words("lost", lost=self._figures.lost))
            case Kill():
                await self._desk.kill()
                self._figures.kills += 1
            case Restart():
                await self._desk.start()
            case Recap():
                await self._recap(act)

    async def _introduce(self, person: Introduced) -> None:
        who = person.who
        await self._try(who, self._sandbox.post("start", user=self._sandbox.person(who)))
        for tap in person.taps:
            await self._press(Press(who, who, tap))

    async def _alert(self, act: Alert) -> None:
        sent = [self._as_sent(alert) for alert in act.alerts]
        answers = await self._desk.alert(sent)
        self._figures.alerts += len(answers)
        number = next((str(one["incident"]) for one in answers if one.get("incident")), "")
        if number and not self._number:
            self._number = number
            try:
                await self._sandbox.find_topic(self._short, stories.PATIENCE)
            except NotSeen:
                raise StoryBroken(self._words("no_topic", seconds=round(stories.PATIENCE), text=number)) from None

    def _as_sent(self, alert: dict[str, Any]) -> dict[str, Any]:
        sent: dict[str, Any] = stories.localized(alert, self._language)
        if "first_seen" in sent:
            sent["first_seen"] = self._evening.moment(sent["first_seen"]).isoformat()
        return sent

    async def _press(self, act: Press) -> None:
        label, wanted = self._filled(act.label), self._filled(act.toast)
        if await self._left_to_the_viewer("press", label):
            return
        try:
            toast = await self._sandbox.press(act.who, act.where, label, act.within)
        except NotSeen as missing:
            labels = self._words("and").join(missing.seen) or self._words("none")
            place, seconds = self._place_name(act.where), round(act.within)
            text = self._words("no_button", seconds=seconds, place=place, label=label, labels=labels)
            raise StoryBroken(text) from None
        except Refused as refused:
            raise StoryBroken(self._words("refused", who=self._sandbox.name(act.who), reason=refused)) from refused
        if wanted not in toast:
            raise StoryBroken(self._words("wrong_toast", label=label, wanted=wanted, toast=toast))

    async def _see(self, act: See) -> None:
        expected = [self._filled(each) for each in act.text]
        try:
            text = await self._sandbox.see(act.where, expected, act.within)
        except NotSeen as missing:
            place, both = self._place_name(act.where), " … ".join(expected)
            text = self._words("not_seen", seconds=round(act.within), place=place, text=both)
            raise StoryBroken(text, missing.seen) from None
        self._detail = next((line for line in text.splitlines() if expected[-1] in line), expected[-1])

    async def _own_phone(self, act: Phone, who: str) -> None:
        """The address of his topic, given as anybody gives it."""
        await self._try(who, self._sandbox.say(who, who, "/phones"))
        for tap in act.taps:
            await self._press(Press(who, who, tap))
        await self._see(See(who, (act.asked,)))
        await self._try(who, self._sandbox.say(who, who, f"{self._phones.base}/{who}", reply=True))

    async def _ring(self, act: Ring) -> None:
        expected, who = [self._filled(each) for each in act.text], self._sandbox.name(act.who)
        try:
            self._rung = await self._phones.wait_for(act.who, expected, act.within)
        except NotSeen as missing:
            seconds, both = round(act.within), " … ".join(expected)
            raise StoryBroken(self._words("no_ring", seconds=seconds, who=who, text=both), missing.seen) from None
        self._on_phones.append(self._words("rang", who=who))

    async def _touch(self, act: Touch) -> None:
        label, who = self._filled(act.label), self._sandbox.name(act.who)
        push = self._rung
        if push is None or push.who != act.who:
            raise StoryBroken(self._words("refused", who=who, reason=label))
        if await self._left_to_the_viewer("press", label):
            return
        doing = self._phones.act_on_page(push, label) if act.page else self._phones.touch(push, label)
        await self._try(act.who, doing)
        key = "touched_page" if act.page else "touched"
        self._on_phones.append(self._words(key, who=who, label=label))

    async def _recap(self, act: Recap) -> None:
        files = [self._output / f"{self._number}.{self._language}.{form}" for form in act.forms]
        for path in files:
            path.unlink(missing_ok=True)
        await self._desk.recap(self._number, ",".join(act.forms), self._output)
        for path in files:
            if not path.is_file() or not path.stat().st_size:
                raise StoryBroken(self._words("no_file", path=path))
        self._figures.files += files
        self._detail = " ".join(path.suffix[1:] for path in files)

    async def _left_to_the_viewer(self, act: str, label: str | None) -> bool:
        """If the viewer has taken over: wait until he has done this himself (pressed it, or touched it on the
        phone), then the story goes on."""
        if not self._watched:
            return False
        while (await self._sandbox.story())[1]:
            done = (await self._sandbox.acts())[self._acts_before :]
            acts = (act, "answer") if act == "press" else (act,)
            if any(one["act"] in acts and label in (None, one.get("text")) for one in done):
                await self._sandbox.post("pause", on=False)
                return True
            await asyncio.sleep(_LOOK_EVERY)
        return False

    async def _try(self, who: str, doing: Awaitable[object]) -> None:
        try:
            await doing
        except Refused as refused:
            raise StoryBroken(self._words("refused", who=self._sandbox.name(who), reason=refused)) from refused

    # --- words ---

    @property
    def _short(self) -> str:
        return self._number.rsplit("-", 1)[-1]

    def _filled(self, text: stories.Words | str) -> str:
        """In the story's language, with the incident's number."""
        return spoken(text, self._language).replace("{number}", self._number).replace("{short}", self._short)

    def _words(self, key: str, /, **values: object) -> str:
        return words(self._language, key, **values)

    def _place_name(self, where: str) -> str:
        if where in ("general", "topic", "live_room"):
            return self._words(where)
        return self._words("private", name=self._sandbox.name(where))
