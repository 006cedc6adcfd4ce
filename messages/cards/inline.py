"""What the input line shows while somebody types behind @bot: the verdict, and lines a tap sends.

A tap on a verdict never sends the sentence it refuses: it sends the line to use, or nothing but a note.
"""

from collections.abc import Sequence

from msgspec import Struct

from messages.cards.checking import reason
from messages.cards.parts import short_number, title
from messages.markup import clean, shorten, units
from messages.views import Reader
from messages.views.checking import CheckBasis, CheckView, LineFrom
from storage.vocabulary.wordings import CheckVerdict

_LINES = 5
_TITLE = 60
_DESCRIPTION = 120
_SENT = 4096  # Bot API, InputTextMessageContent.message_text: 1-4096 characters


class InlineAnswer(Struct, frozen=True):
    """One row: what it says, and the plain text a tap sends."""

    id: str
    title: str
    description: str
    sends: str


def draw(sentence: str, mine: CheckView, others: Sequence[CheckView], reader: Reader) -> tuple[InlineAnswer, ...]:
    """The verdict under my incident first, then the line to use, then the same sentence under other incidents."""
    rows = [_verdict("v", sentence, mine, reader)]
    if mine.verdict is not CheckVerdict.CLEAR and mine.line and _sendable(mine.line):
        rows.append(InlineAnswer("l", _line_title(mine, reader), _cut(mine.line), clean(mine.line).strip()))
    rows.extend(_verdict(f"o{index}", sentence, other, reader) for index, other in enumerate(others))
    return tuple(rows)


def draw_lines(
    lines: Sequence[str], basis: CheckBasis, version: str, number: str, reader: Reader
) -> tuple[InlineAnswer, ...]:
    """Nothing typed yet: the lines that may be said now, each a tap away; else how to ask."""
    usable = [line for line in lines if _sendable(line)][:_LINES]
    if not usable:
        return (
            InlineAnswer(
                "h", reader.plain("inline-how"), reader.plain("inline-how-more"), reader.plain("inline-note")
            ),
        )
    key = f"inline-line-{basis.value}"
    head = _dotted(reader.plain(key, version=version), number)
    return tuple(
        InlineAnswer(f"l{index}", head, _cut(line), clean(line).strip()) for index, line in enumerate(usable)
    )


def _verdict(row: str, sentence: str, view: CheckView, reader: Reader) -> InlineAnswer:
    if view.verdict is CheckVerdict.CLEAR:
        said = clean(sentence).strip()
        head = reader.plain(f"inline-clear-{view.basis.value}", version=view.version)
        return InlineAnswer(row, _dotted(head, view.number), _cut(said), said)
    key = "inline-block" if view.verdict is CheckVerdict.BLOCK else "inline-change"
    head = _dotted(reader.plain(key, count=len(view.points)), view.number)
    why = [f"{title(point.label, 24)}: {reason(reader, point.reasons[0])}" for point in view.points[:3]]
    sends = clean(view.line).strip() if view.line and _sendable(view.line) else reader.plain("inline-note")
    return InlineAnswer(row, head, _cut(" · ".join(why)), sends)


def _line_title(view: CheckView, reader: Reader) -> str:
    if view.line_from is LineFrom.MENDED:
        return reader.plain("inline-line-mended")
    if view.line_from is LineFrom.ROW:
        return reader.plain("inline-line-none")
    return reader.plain(f"inline-line-{view.basis.value}", version=view.version)


def _dotted(head: str, number: str) -> str:
    return shorten(f"{head} · {short_number(number)}" if number else head, _TITLE)


def _cut(text: str) -> str:
    return shorten(" ".join(clean(text).split()), _DESCRIPTION)


def _sendable(line: str) -> bool:
    return 1 <= units(clean(line).strip()) <= _SENT
