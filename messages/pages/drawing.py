"""How a page is put together: one template, its style and script by hash, nothing fetched from elsewhere."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec import Struct

from messages.words import Reader

if TYPE_CHECKING:
    from jinja2 import Environment


class Page(Struct, frozen=True):
    """A page ready to be answered: the bytes, and the Content-Security-Policy that fits them."""

    content: bytes
    policy: str


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (files("messages.pages") / "templates" / name).read_text(encoding="utf-8")


def part(template: str, reader: Reader, **values: Any) -> str:
    """A piece of a page; everything put into it is escaped."""
    return _templates().get_template(template).render(say=reader.plain, reader=reader, **values)


def whole(title: str, main: str, reader: Reader, script: str = "", **values: Any) -> Page:
    """The page around `main` (drawn by `part`); `script` names a file of ours or is ''."""
    style, code = _asset("pages.css"), _asset(script) if script else ""
    content = (
        _templates()
        .get_template("layout.html")
        .render(
            title=title,
            main=Markup(main),  # noqa: S704  (drawn by our templates, everything in it escaped)
            language="zh-CN" if reader.language == "zh" else "en",
            say=reader.plain,
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(code),  # noqa: S704
            links=values.get("links", ()),
            live=values.get("live", ""),
            foot=values.get("foot", ""),
        )
    )
    scripts = f"'sha256-{_hash(code)}'" if code else "'none'"
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src {scripts}; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    return Page(content.encode(), policy)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
