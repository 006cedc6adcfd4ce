"""What a recap is laid out in: sections of tables, points, key moments and charts, before any form is chosen."""

from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """How a cell or a moment wants to be seen; every form picks its own colour and sign."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    WAIT = "wait"
    QUIET = "quiet"
    PUBLIC = "public"


class Cell(Struct, frozen=True):
    text: str
    tone: Tone = Tone.PLAIN
    address: str = ""


class Table(Struct, frozen=True):
    """Rows under named columns; the first column says what the row is about. `codes` name the columns in
    every language: they tell a form which ones are narrow."""

    codes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Points(Struct, frozen=True):
    """Short lines, one below the other."""

    items: tuple[Cell, ...]


class Moment(Struct, frozen=True):
    when: str
    what: str
    text: str
    by: str
    tone: Tone
    number: int


class Moments(Struct, frozen=True):
    """The key moments, numbered: the same numbers stand on the charts."""

    items: tuple[Moment, ...]
    more: str = ""


class Chart(Struct, frozen=True):
    """Where a chart belongs: `curve`, `figures`, `lanes` or `clocks`."""

    name: str


class Figure(Struct, frozen=True):
    """One number a board looks at first: `note` is its limit or what it is out of."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN


Block = Table | Points | Moments | Chart


class Section(Struct, frozen=True):
    """`code` is the same in every language: it names anchors and bookmarks."""

    code: str
    title: str
    blocks: tuple[Block, ...]


class Outline(Struct, frozen=True):
    """A whole recap in words. `banners` must be seen before anything else (a drill, restricted); `about` says
    what it is in one line; `summary` are the card's lines, `lead` is what they say beyond the `figures`. `chart`
    stands below the lead: what came in, with the key moments on it."""

    title: str
    heading: str
    banners: tuple[str, ...]
    about: str
    summary: tuple[str, ...]
    lead: tuple[str, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    made: str
    chart: Chart | None = None
