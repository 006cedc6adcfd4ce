"""Drawing short answers: one sentence of the catalogue with its blanks."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand, Say, Show
from messages.cards.parts import button
from messages.markup import Key, rows
from messages.notices.answers import answer
from messages.views import Verb


async def reply(easel: Easel) -> Errand | None:
    """An answer where somebody asked; `values` hold the sentence's key and its blanks."""
    values = dict(easel.parcel.values)
    key = str(values.pop("key"))
    if key.startswith("notice-sheet-"):
        values.setdefault("audience", "none")  # queued by a release whose sheets were all for the public
    keys = [_button(easel, *spec) for spec in values.pop("buttons", ())]
    return easel.say(answer(key, easel.reader, rows(keys), **values))


def _button(easel: Easel, verb: str, subject: str, extra: str = "") -> Key:
    """A button a parcel names: verb, what it is about, perhaps a word more."""
    label = _LABELS.get(verb, "")
    return button(easel.reader, Verb(verb), subject, extra, key=label)


_LABELS = {Verb.CALLED.value: "key-called", Verb.GIVE.value: "key-rest-give"}


async def notice(easel: Easel) -> Errand | None:
    """The same, for everybody in a topic."""
    return await reply(easel)


async def unknown(easel: Easel) -> Errand | None:
    """A parcel of a later release: this one cannot say it, and leaves it to the release that can."""
    return None


async def unreachable(easel: Easel) -> Errand | None:
    """Somebody the desk cannot reach; once he was rung up by hand, the same message says so."""
    said = await reply(easel)
    return Show(said.drawn, silent=said.silent, again=said.again) if isinstance(said, Say) else said
