"""The duty page as HTML: no script, one style sheet that the policy names by its hash, nothing fetched."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from messages.cards.attached import size
from messages.views.duty_pages import DutyPageView
from messages.words import plain

if TYPE_CHECKING:
    from jinja2 import Template

#: The forms post where the page came from; nothing else may load, run, frame or send anything.
_POLICY: Final = (
    "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def draw(view: DutyPageView) -> str:
    """The whole page."""
    return _template().render(
        view=view,
        language="zh-CN" if view.language == "zh" else "en",
        say=lambda key, **blanks: plain(view.language, key, **blanks),
        size=size,
        style=Markup(_style()),  # noqa: S704  (our own file)
    )


def warm() -> None:
    """Read the page before somebody who was woken by it waits for that."""
    _template()
    policy()


@cache
def policy() -> str:
    """The page's Content-Security-Policy."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return _POLICY.format(style=digest)


@cache
def _style() -> str:
    return (files("messages.duty_page") / "page.css").read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    source = (files("messages.duty_page") / "page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(source)
