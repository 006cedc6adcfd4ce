"""The recap as one HTML file: a pleasure on a phone and on a wall, prints well, fetches nothing.

Its own Content-Security-Policy names its one style sheet and its one script by hash; there are no style
attributes. Without the script everything is there, only the filter of the long list is not.
"""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import Markup, escape

from messages.recap import canvas, charts
from messages.recap.blocks import Chart
from messages.recap.outline import chain_lines, outline
from messages.recap.telling import Teller, clock_of, in_order, tidy
from messages.recap.values import Length, Recap
from messages.words import Reader
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.timeline import EntryKind

#: So many entries are laid out at once; a browser skips what is not in sight.
_A_BLOCK: Final = 250

#: Groups of the filter, by the beginning of a kind's code.
GROUPS: Final = {
    "people": ("responded", "declined", "commander", "role", "paged", "nudged", "stakeholder"),
    "public": ("published", "correction"),
    "clocks": ("clock",),
    "alerts": ("alert", "evidence", "data_point"),
    "work": ("opened", "severity", "retyped", "live", "state", "stood", "closed", "reopened", "step", "task"),
}
_SPECIAL = re.compile("[&<>\"']")
_MORE_WORK: Final = ("decided", "decision", "fact", "note", "merged", "linked", "restricted")


def draw(recap: Recap, reader: Reader, length: Length = Length.FULL, live: str = "") -> bytes:
    """The whole file, UTF-8. `live`: the address of server-sent events that say when to look again; without it the
    page asks nobody anything."""
    teller = Teller(recap, reader)
    told = outline(recap, teller, length)
    full = length is Length.FULL
    style, script = _asset("page.css"), _asset("page.js") if full else ""
    if live:
        script += _asset("live.js")
    page = (
        canvas.templates()
        .get_template("page.html")
        .render(
            told=told,
            recap=recap,
            language="zh-CN" if reader.language == "zh" else "en",
            say=teller.plain,
            dated=teller.day(recap.times.first_seen),
            dot=teller.plain(f"dot-{recap.head.worst.lower()}"),
            signed=not recap.light and length is not Length.CARD,
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
            style_hash=_hash(style),
            script_hash=_hash(script),
            live=live,
            version=version_of(recap.chain.entries, recap.head.state),
            draw_chart=lambda block: _chart(block, recap, teller),
            kind_of=lambda block: type(block).__name__,
            chain=chain_lines(recap, teller) if length is not Length.CARD else (),
            groups=[group for group in (*GROUPS, "other") if full],
            full=full,
            total=len(recap.entries),
        )
    )
    before, after = page.split("<!--entries-->") if full else (page, "")
    return "".join((before, *(_entries(recap, teller) if full else ()), after)).encode()


def version_of(entries: int, state: IncidentState) -> str:
    """What changes whenever a live recap does: how many entries there are, and the state."""
    return f"{entries}-{state.value}"


@cache
def _asset(name: str) -> str:
    return (files("messages.recap") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _chart(block: Chart, recap: Recap, teller: Teller) -> Markup:
    """Both widths; the style sheet shows the one that fits."""
    wide = charts.drawn(block.name, recap, teller, charts.WIDE)
    narrow = charts.drawn(block.name, recap, teller, charts.NARROW)
    if not wide:
        return Markup("")
    return Markup('<figure class="wide">%s</figure><figure class="narrow">%s</figure>') % (
        Markup(wide),  # noqa: S704  (drawn by our template, everything in it escaped)
        Markup(narrow),  # noqa: S704
    )


@cache
def group_of(kind: EntryKind) -> str:
    """Which button of the filter shows entries of this kind."""
    for group, beginnings in GROUPS.items():
        if kind.value.startswith(beginnings):
            return group
    return "work" if kind.value.startswith(_MORE_WORK) else "other"


def _entries(recap: Recap, teller: Teller) -> list[str]:
    """Every entry as a line, by day; plain string building, because there may be 50,000 of them."""
    parts: list[str] = []
    beginnings: dict[str, str] = {}
    people: dict[str, str] = {"": ""}
    today, count = 0, 0
    for entry in in_order(recap.entries):
        local = teller.local(entry.at)
        if local.toordinal() != today:
            parts.append(f"{'</ol>' if today else ''}<h3>{_safe(teller.day(entry.at))}</h3><ol>")
            today, count = local.toordinal(), 0
        elif count % _A_BLOCK == 0:
            parts.append("</ol><ol>")
        count += 1
        what = teller.what(entry)
        begins = beginnings.get(what)
        if begins is None:  # the same few words thousands of times
            begins = beginnings[what] = f"</time><b>{_safe(what)}</b>"
        by = people.get(entry.actor)
        if by is None:
            by = people[entry.actor] = f" <i>{_safe(tidy(entry.actor))}</i>"
        text = teller.told(entry) + teller.added_later(entry)
        said = f" <span>{_safe(text)}</span>" if text else ""
        parts.append(
            f'<li class="{group_of(entry.kind)}"><time>{clock_of(local)}{begins}'
            f"{said}{by}<code>{_safe(tidy(entry.hash[:12]))}</code></li>\n"
        )
    parts.append("</ol>" if today else f"<p>{_safe(teller.plain('retold-none-entries'))}</p>")
    return parts


def _safe(text: str) -> str:
    """Escaped, the quick way for the many texts that have nothing to escape."""
    return str(escape(text)) if _SPECIAL.search(text) else text
