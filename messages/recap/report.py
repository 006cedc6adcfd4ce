"""The recap as a PDF one signs and as a picture of the summary card, set by typst with the packaged Noto CJK.

Nothing is fetched and no font of the machine is used, so the same recap gives the same bytes everywhere.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from messages.recap import charts
from messages.recap.blocks import Block, Cell, Chart, Moments, Outline, Points, Table
from messages.recap.canvas import width_of
from messages.recap.outline import chain_lines, outline
from messages.recap.telling import Teller, clock_of, in_order, tidy
from messages.recap.values import Length, Recap
from messages.words import Reader

if TYPE_CHECKING:
    from typst import Fonts

#: A report nobody could leaf through helps nobody: longer lists are whole in the page, the table and the JSON.
MOST_ENTRIES: Final = 1_000
_FONTS: Final = "manimgx_fonts_cjk"
#: A table's room on A4, its letters, how much wider bold ones are, and the gap after a column: points.
_PAPER: Final = 476.0
_LETTER: Final = 9.5
_BOLD: Final = 1.05
_GAP: Final = 11.0
#: A column this narrow is not broken: a time, a name, a word.
_SHORT: Final = 92.0
#: What stays together: a Latin word, a step of an address, and Chinese by fours.
_PIECES: Final = re.compile(r"[!-.0->@-~\u00a0-\u024f]+|[\u3000-\u9fff]{1,4}")
_PIXELS_PER_INCH: Final = 288

#: Pictures the font has no drawing for: emoji, without the signs that print has always had.
_PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u260d\u2610-\u263f\u2643-\u265f\u2670-\u2712\u2714-\u27bf\u2b05-\u2bff]"
)
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff]+)")
_UNPRINTED = re.compile("[\ufe0f\u200d]")
#: A number and its unit stay on one line: 17 分.
_TOGETHER = re.compile(r"(?<=\d) (?=[天时分秒项条处次件]|(?:d|h|min|s)\b)")
_BREAKS = re.compile("(?<=[/?&=])(?=.)")


class FontMissing(Exception):
    """The packaged Chinese font is not there: nothing that typst sets could be read."""


def draw(recap: Recap, reader: Reader, length: Length = Length.FULL) -> bytes:
    """The report as PDF (A4); `Length.PAGE` is one sheet, set smaller when it must be.

    Raises:
        FontMissing: the package with the font is not installed, or damaged.
    """
    teller = Teller(recap, reader)
    told = outline(recap, teller, length)
    shared = _shared(recap, teller, told)
    wide = charts.FLAT if length is Length.PAGE else charts.PRINTED
    shared["chart"] = _printed(charts.drawn("curve", recap, teller, wide)) if told.chart else ""
    shared["contents"] = length is Length.FULL
    shared["one-page"] = length is Length.PAGE
    shared["sections"] = _sections(recap, teller, told, length)
    return _set("report.typ", shared, "pdf")


def draw_card(recap: Recap, reader: Reader) -> bytes:
    """The summary card as PNG, 2160 pixels wide.

    Raises:
        FontMissing: as `draw`.
    """
    teller = Teller(recap, reader)
    told = _shared(recap, teller, outline(recap, teller, Length.CARD))
    names = () if recap.light else ("curve", "clocks")
    told["charts"] = [_printed(svg) for name in names if (svg := charts.drawn(name, recap, teller, charts.CARD))]
    return _set("card.typ", told, "png")


def set_pages(source: bytes, told: str) -> bytes:
    """A PDF of another template, by the same font: `told` is JSON and reaches it as `sys.inputs.told`.

    Raises:
        FontMissing: as `draw`.
    """
    import typst

    return typst.compile(source, format="pdf", sys_inputs={"told": told}, font_paths=_loaded(str(fonts())))


def printable(text: str) -> str:
    """Text as the packaged font can draw it."""
    return _printed(text)


def _set(template: str, told: Mapping[str, Any], form: Literal["pdf", "png"]) -> bytes:
    import typst

    source = (files("messages.recap") / "templates" / template).read_bytes()
    inputs = {"told": msgspec.json.encode(told).decode()}
    return typst.compile(
        source, format=form, ppi=_PIXELS_PER_INCH, sys_inputs=inputs, font_paths=_loaded(str(fonts()))
    )


@cache
def _loaded(folder: str) -> "Fonts":
    """The fonts, read once a process: 32 MB."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, font_paths=[folder])


@cache
def fonts() -> Path:
    """Where the packaged font lies.

    Raises:
        FontMissing: it does not.
    """
    spec = find_spec(_FONTS)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not any(folder.glob("*.tt?")):
        raise FontMissing(_FONTS)
    return folder


def _shared(recap: Recap, teller: Teller, told: Outline) -> dict[str, Any]:
    english = teller.reader.language == "en"
    return {
        "title": told.title,
        "heading": _printed(told.heading),
        "team": _printed(tidy(recap.head.team)),
        "worst": recap.head.worst.value.lower(),
        "language": "en" if english else "zh",
        "region": "gb" if english else "cn",
        "banners": list(told.banners),
        "stamp": " · ".join(told.banners) or teller.plain("retold-report-confidential"),
        "about": _printed(told.about),
        "dated": teller.day(recap.times.first_seen),
        "lead": [_printed(line) for line in (told.summary if recap.light else told.lead)],
        "figures": []
        if recap.light
        else [
            {"label": one.label, "value": _printed(one.value), "note": _printed(one.note), "tone": one.tone.value}
            for one in told.figures
        ],
        "made": _printed(told.made),
        "page-of": teller.plain("retold-report-page", page="#1", pages="#2"),
        "contents-title": teller.plain("retold-report-contents"),
    }


def _sections(recap: Recap, teller: Teller, told: Outline, length: Length) -> list[dict[str, Any]]:
    """The sections, then what is signed, then every entry as an appendix."""
    sections = [
        _section(section.title, [_block(block, recap, teller) for block in section.blocks])
        for section in told.sections
    ]
    if length is Length.PAGE:
        sections.append(_section(teller.plain("retold-section-chain"), [_points(chain_lines(recap, teller)[:1])]))
    if length is Length.FULL:
        chain: list[dict[str, Any]] = [_points(chain_lines(recap, teller))]
        if not recap.light:
            names = [teller.plain(f"retold-report-sign-{name}") for name in ("commander", "legal", "date")]
            chain.append({"kind": "signatures", "names": names})
        sections.append(_section(teller.plain("retold-section-chain"), chain))
    if length is Length.FULL:
        title = teller.plain("retold-section-entries")
        sections.append(_section(title, [_days(recap, teller)], appendix=True))
    return sections


def _section(title: str, blocks: Sequence[Mapping[str, Any]], appendix: bool = False) -> dict[str, Any]:
    return {"title": title, "blocks": blocks, "appendix": appendix}


def _block(block: Block, recap: Recap, teller: Teller) -> dict[str, Any]:
    match block:
        case Table():
            return {
                "kind": "table",
                "widths": _widths(block),
                "head": block.head,
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
        case Points():
            return _points(block.items)
        case Moments():
            items = [
                msgspec.to_builtins(item) | {"text": _printed(item.text), "by": _printed(item.by)}
                for item in block.items
            ]
            return {"kind": "moments", "items": items, "more": block.more}
        case Chart():
            svg = charts.drawn(block.name, recap, teller, charts.PRINTED)
            return {"kind": "chart", "svg": _printed(svg)} if svg else _points(())


def _widths(table: Table) -> list[float]:
    """How wide each column is, in points: as wide as its text where there is room for all, otherwise what is short
    keeps its width and the long ones share the rest; none is narrower than its longest word."""
    columns = [[name, *(row[at].text for row in table.rows)] for at, name in enumerate(table.head)]
    natural = [max(_width(text) for text in column) for column in columns]
    if sum(natural) <= _PAPER:
        # What is left goes to the last column: a table's words stay close to each other.
        return [*natural[:-1], natural[-1] + _PAPER - sum(natural)]
    least = [
        wide if wide <= _SHORT else max(_word(text) for text in column)
        for wide, column in zip(natural, columns, strict=True)
    ]
    # What is short stays on one line; the rest goes to the long ones, more to the longer.
    left = max(0.0, _PAPER - sum(least))
    wanting = [sqrt(wide - at_least) for wide, at_least in zip(natural, least, strict=True)]
    return [at_least + left * want / sum(wanting) for at_least, want in zip(least, wanting, strict=True)]


def _width(text: str) -> float:
    return width_of(text, _LETTER) * _BOLD + _GAP


def _word(text: str) -> float:
    """The longest piece that cannot be broken: a Latin word; Chinese breaks anywhere, but reads by fours."""
    return max((width_of(piece, _LETTER) for piece in _PIECES.findall(text)), default=0.0) * _BOLD + _GAP


def _points(items: Sequence[Cell]) -> dict[str, Any]:
    return {"kind": "points", "items": [_cell(item) for item in items]}


def _cell(cell: Cell) -> dict[str, str]:
    text = _BREAKS.sub("\u200b", cell.text) if "://" in cell.text else cell.text
    return {"text": _printed(text), "tone": cell.tone.value, "address": cell.address}


def _days(recap: Recap, teller: Teller) -> dict[str, Any]:
    days: list[dict[str, Any]] = []
    today = 0
    for entry in in_order(recap.entries)[:MOST_ENTRIES]:
        local = teller.local(entry.at)
        if local.toordinal() != today:
            today = local.toordinal()
            days.append({"title": teller.day(entry.at), "entries": []})
        days[-1]["entries"].append(
            {
                "at": clock_of(local),
                "what": teller.what(entry),
                "text": _printed(_BREAKS.sub("\u200b", teller.told(entry)) + teller.added_later(entry)),
                "by": _printed(tidy(entry.actor)),
                "hash": tidy(entry.hash)[:10],
            }
        )
    total = len(recap.entries)
    cut = teller.plain("retold-entries-cut", shown=str(MOST_ENTRIES), total=str(total))
    note = cut if total > MOST_ENTRIES else "" if total else teller.plain("retold-none-entries")
    return {"kind": "days", "days": days, "note": note}


def _printed(text: str) -> str:
    """Text as the font can draw it: a flag becomes its letters, an emoji its name."""
    if text.isascii():
        return text
    text = _TOGETHER.sub("\u00a0", text)
    text = _FLAG.sub(lambda found: "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in found[1]), text)
    return _UNPRINTED.sub("", _PICTURE.sub(_named, text))


def _named(found: re.Match[str]) -> str:
    return f"[{unicodedata.name(found[0], 'picture').lower()}]"
