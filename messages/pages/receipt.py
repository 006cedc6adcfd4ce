"""The page behind a receipt link: the version for those who answer users, and a button that says "read"."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from messages.markup import clean, seen
from messages.views import Reader
from messages.views.frontline import FrontlineCardView

if TYPE_CHECKING:
    from jinja2 import Template

_BANS = 6


@cache
def _template() -> "Template":
    from jinja2 import Environment

    text = (files("messages") / "pages" / "receipt.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)


def draw(view: FrontlineCardView | None, reader: Reader, read_by: str = "") -> str:
    """HTML. None: no such version. `read_by`: somebody has just said that he has read it."""
    if view is None or not view.current:
        return _page(reader, _over(view, reader))
    head = seen(reader.say("frontline-head", version=str(view.version)))
    if read_by:
        return _page(reader, head, before=[reader.plain("receipt-thanks", name=read_by)])
    line = clean(view.lines[0]).strip() if view.lines else ""
    bans = [clean(one) for one in view.not_to_say[:_BANS]]
    after = [reader.plain("frontline-not", words=reader.listed(bans))] if bans else []
    return _page(
        reader,
        head,
        before=[clean(view.title), reader.plain("frontline-say" if line else "frontline-no-line")],
        say=line,
        after=[*after, reader.plain("frontline-ask", person=view.ask)],
        asks=True,
    )


def _over(view: FrontlineCardView | None, reader: Reader) -> str:
    if view is None:
        return reader.plain("receipt-unknown")
    if view.newest:
        return reader.plain("frontline-old", version=str(view.version), newest=str(view.newest))
    return reader.plain("frontline-over", version=str(view.version))


def _page(
    reader: Reader,
    head: str,
    before: list[str] | None = None,
    say: str = "",
    after: list[str] | None = None,
    asks: bool = False,
) -> str:
    return _template().render(
        lang=reader.language.value,
        head=head,
        before=before or [],
        say=say,
        after=after or [],
        asks=asks,
        your_name=reader.plain("receipt-name"),
        button=reader.plain("key-shread"),
    )
