"""The paper as a PDF: set by typst with the packaged font, so that it reads the same everywhere."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import msgspec

from messages.cards.rosters import hours_of
from messages.recap.report import printable, set_pages
from messages.views.papers import PaperChain, PaperView
from messages.words import Reader


def draw(view: PaperView, reader: Reader) -> bytes:
    """The PDF.

    Raises:
        FontMissing: the packaged Chinese font is not there.
    """
    english = reader.language == "en"
    told = {
        "title": reader.plain("paper-title", team=view.team),
        "made": reader.plain("paper-made", at=f"{view.made_at.astimezone(reader.zone):%Y-%m-%d %H:%M}"),
        "foot": reader.plain("paper-foot"),
        "language": "en" if english else "zh",
        "region": "us" if english else "cn",
        "parts": [part for part in _parts(view, reader) if part["rows"]],
    }
    source = (files("messages.paper") / "paper.typ").read_bytes()
    return set_pages(source, msgspec.json.encode(told).decode())


def _parts(view: PaperView, reader: Reader) -> Iterable[dict[str, Any]]:
    nobody = reader.plain("roster-day-none")
    now = _row(reader.plain("paper-now"), reader.listed(view.now) or nobody)
    roles = [_row(reader.label(line.role), reader.listed(line.people) or nobody) for line in view.roles]
    yield _part(reader, "paper-who", [now, *roles])
    yield _part(reader, "paper-week", [_row(reader.day(day.day), hours_of(day, reader)) for day in view.days])
    chains = [_row(reader.label(chain.severity), _steps(chain, reader)) for chain in view.chains]
    yield _part(reader, "paper-chains", chains)
    sheets = [_row(f"{s.number} v{s.version}", "\n".join((s.title, *s.lines))) for s in view.sheets]
    yield _part(reader, "paper-sheets", sheets)
    lines = [_row(f"{reader.label(line.crisis_type)} · {line.channel}", line.text) for line in view.standing]
    yield _part(reader, "paper-standing", lines)
    steps = [_row(str(number), reader.plain(f"paper-step-{number}")) for number in range(1, 5)]
    yield _part(reader, "paper-without", steps)


def _steps(chain: PaperChain, reader: Reader) -> str:
    """`0 呼叫 · 5 分 转呼副手 · …`."""
    steps = ((reader.duration(after) if after else "0", reader.label(kind)) for kind, after in chain.rungs)
    return " · ".join(f"{after} {kind}" for after, kind in steps)


def _part(reader: Reader, key: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"title": reader.plain(key), "rows": rows}


def _row(label: str, text: str) -> dict[str, str]:
    return {"label": printable(label), "text": printable(text)}
