"""The recap as Markdown: reads well as plain text, renders well where Markdown is rendered."""

import re
from collections.abc import Iterable

from messages.recap.blocks import Block, Cell, Chart, Moment, Moments, Points, Section, Table, Tone
from messages.recap.outline import chain_lines, outline
from messages.recap.telling import Teller, clock_of, in_order, tidy
from messages.recap.values import Length, Recap
from messages.words import Reader

#: What Markdown would read as its own, wherever it stands in a line.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#]")
_AT_START = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])(?=\s|$)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_SIGN = {Tone.GOOD: "✓ ", Tone.BAD: "⛔ ", Tone.WAIT: "⏱ "}


def draw(recap: Recap, reader: Reader, length: Length = Length.FULL) -> str:
    """The recap in this length; user text is escaped, so that it stays text."""
    teller = Teller(recap, reader)
    told = outline(recap, teller, length)
    parts = [
        f"# {_text(told.title)}",
        f"## {_text(told.heading)}",
        *(f"> **{_text(banner)}**" for banner in told.banners),
        _text(told.about),
        "\n".join(f"- {_text(line)}" for line in told.summary),
        *(_section(section) for section in told.sections),
    ]
    if length is not Length.CARD:
        # One page says whether the record is whole; how to look for oneself is in the full one.
        told_of = chain_lines(recap, teller)
        chain = Points(told_of if length is Length.FULL else told_of[:1])
        parts.append(_section(Section("chain", teller.plain("retold-section-chain"), (chain,))))
    if length is Length.FULL:
        parts.append(f"## {_text(teller.plain('retold-section-entries'))}")
        parts.append(entries(recap, teller))
    parts.append(f"_{_text(told.made)}_")
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> str:
    blocks = (_block(block) for block in section.blocks)
    return "\n\n".join([f"## {_text(section.title)}", *(block for block in blocks if block)])


def _block(block: Block) -> str:
    match block:
        case Table():
            return _table(block)
        case Points():
            return "\n".join(f"- {_cell(item)}" for item in block.items)
        case Moments():
            return "\n".join(
                [*(_moment(item) for item in block.items), *([_text(block.more)] if block.more else [])]
            )
        case Chart():
            return ""  # a picture; what it shows is in the tables too


def _table(table: Table) -> str:
    lines = [
        _row(_text(name) for name in table.head),
        _row("---" for _ in table.head),
        *(_row(_cell(cell) for cell in row) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    text = f"{_SIGN.get(cell.tone, '')}{_text(cell.text)}"
    if cell.address and cell.address != cell.text:
        return f"[{text}](<{cell.address}>)"
    return f"<{cell.address}>" if cell.address else text


def _moment(moment: Moment) -> str:
    said = f": {_text(moment.text)}" if moment.text else ""
    by = f" ({_text(moment.by)})" if moment.by else ""
    return f"{moment.number}. {moment.when} **{_SIGN.get(moment.tone, '')}{_text(moment.what)}**{said}{by}"


def entries(recap: Recap, teller: Teller) -> str:
    """Every entry, under a heading for each day. Written for 50,000 of them: one pass, no look-ups twice."""
    if not recap.entries:
        return _text(teller.plain("retold-none-entries"))
    lines: list[str] = []
    people: dict[str, str] = {"": ""}
    today = 0
    for entry in in_order(recap.entries):
        local = teller.local(entry.at)
        if local.toordinal() != today:
            today = local.toordinal()
            lines.append(f"{chr(10) if lines else ''}### {teller.day(entry.at)}\n")
        text = teller.told(entry)
        said = f" · {_text(text)}" if text else ""
        by = people.get(entry.actor)
        if by is None:
            by = people[entry.actor] = f" — {_text(tidy(entry.actor))}"
        later = teller.added_later(entry)
        lines.append(f"- {clock_of(local)} {teller.what(entry)}{said}{by}{later} `{_text(tidy(entry.hash[:8]))}`")
    return "\n".join(lines)


def _text(text: str) -> str:
    """Text that stays text: nothing in it is read as Markdown or HTML."""
    # Two quick looks instead of one thorough one: most texts hold nothing of either.
    if not _SPECIAL.search(text) and not _AT_START.match(text):
        return text
    return _AT_START.sub(_literal_start, _SPECIAL.sub(_literal, text))


def _literal(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0]) or f"\\{found[0]}"


def _literal_start(found: re.Match[str]) -> str:
    return f"{found[1] or ''}\\{found[2] or found[3]}"
