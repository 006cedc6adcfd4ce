"""Drawing short answers: one sentence of the catalogue with its blanks."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from messages.notices.answers import answer


async def reply(easel: Easel) -> Errand | None:
    """An answer where somebody asked; `values` hold the sentence's key and its blanks."""
    values = dict(easel.parcel.values)
    key = str(values.pop("key"))
    return easel.say(answer(key, easel.reader, **values))


async def notice(easel: Easel) -> Errand | None:
    """The same, for everybody in a topic."""
    return await reply(easel)


async def unknown(easel: Easel) -> Errand | None:
    """A parcel of a later release: this one cannot say it, and leaves it to the release that can."""
    return None
