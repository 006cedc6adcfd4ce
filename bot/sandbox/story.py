"""What a told story shows on the page: its clock, one caption, one deadline; and whether the viewer stopped it."""

from typing import Any

from msgspec import Struct, to_builtins

from bot.sandbox.refusals import ActRefused


class Deadline(Struct, forbid_unknown_fields=True):
    """The bar that empties: green, amber below half, red in the last fifth."""

    label_zh: str
    label_en: str
    total_seconds: float
    left_seconds: float
    done: bool = False
    """Met: the bar stops and stays green."""


class Scene(Struct, forbid_unknown_fields=True):
    """One moment of the story. `time` is the story's own clock, as it is to be read (20:40)."""

    time: str = ""
    caption_zh: str = ""
    caption_en: str = ""
    deadline: Deadline | None = None
    chat_id: int | None = None
    """Where to look: the page opens this chat and topic for the person below."""
    message_thread_id: int | None = None
    user: int | None = None
    last: bool = False
    """The end: the caption stays and the viewer is asked to go on."""


class Story:
    """What is on the bar now. The player reads `paused` and `your_turn` and waits accordingly."""

    def __init__(self) -> None:
        self.scene: Scene | None = None
        self.paused = False
        self.your_turn = False

    def show(self, scene: Scene) -> None:
        """Raises ActRefused for a bar without a length."""
        if scene.deadline is not None and scene.deadline.total_seconds <= 0:
            raise ActRefused("deadline.total_seconds: more than 0")
        self.scene = scene

    def shown(self) -> dict[str, Any]:
        scene = to_builtins(self.scene) if self.scene is not None else None
        return {"scene": scene, "paused": self.paused, "your_turn": self.your_turn}
