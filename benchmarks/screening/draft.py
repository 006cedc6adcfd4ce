"""The whole check of a 300-character draft, beside two floors of the same run.

A time says little without the machine it was taken on. Drafts are therefore checked in turns with an automaton on
the same texts, normalised (`baseline`), and with a loop of plain Python that never changes; whoever runs this
elsewhere compares the ratios. Turns are of fifty drafts: whatever runs after something else finds the machine's
cache full of it, and pays a third more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from benchmarks.screening import baseline, clean
from benchmarks.screening.measure import NOW, messages_of, percentile
from messages.screening import SheetFact, SheetView, factcheck, moments, numerals, prepare, quantities, screen

#: read by people who send drafts: a report with a number, the hour of the next word, the service's number
FACT = "我们收到3位家长反馈,22:30前在此通报。客服400-000-0000。"
LENGTH = 300
#: drafts are joined from this many different sentences, so that none comes twice
SENTENCES = 14_000
TURN = 50


def sheet() -> SheetView:
    """A sheet with two facts, two approved lines, a promised hour and a wording taken back."""
    return SheetView(
        "v2",
        severity="S1",
        facts=(SheetFact.read("①", "3例起疹反馈,批次共12860瓶", NOW),),
        approved_lines=("原因正在核实,22:30前在本账号通报。", "该批次已停售,请先停用,不适请就医。"),
        contacts=("400-000-0000",),
        next_update=NOW.replace(hour=22, minute=30),
        retracted=("本次事件系个别用户皮肤敏感所引起,与产品质量没有任何关系",),
    )


def drafts(count: int) -> list[str]:
    """`count` drafts; none comes twice, and beyond the first sentence they have none in common."""
    sentences = clean.sentences("zh", 77, SENTENCES)
    texts = [FACT + text for text in messages_of(sentences, count, LENGTH - len(FACT), [])]
    if len(set(texts)) != count or sum(map(len, texts)) > sum(map(len, sentences)):
        raise ValueError(f"{count} drafts need more than {SENTENCES} sentences")
    return texts


def figures(count: int, terms: Sequence[str]) -> dict[str, float]:
    """CPU of the thread in milliseconds, each draft once, and the ratios to the floors."""
    held_against = sheet()
    prepare(held_against)
    texts = drafts(count)
    screen(texts[0], held_against, now=NOW)
    functions: dict[str, Callable[[str], object]] = {
        "draft": lambda text: screen(text, held_against, now=NOW),
        "loop": loop,
    }
    automaton = baseline.normalised(terms)
    if automaton:
        functions["automaton"] = automaton
    taken: dict[str, list[float]] = {name: [] for name in functions}
    anew: list[float] = []
    for first in range(0, count, TURN):
        for name, function in functions.items():
            taken[name].extend(_milliseconds(function, text) for text in texts[first : first + TURN])
        for text in texts[first : first + TURN]:
            forget()
            anew.append(_milliseconds(functions["draft"], text))
    halves = {name: percentile(values, 0.5) for name, values in taken.items()}
    found = {
        "p50 ms": halves["draft"],
        "p99 ms": percentile(taken["draft"], 0.99),
        "p50 ms, no number met before": percentile(anew, 0.5),
        "loop, p50 ms": halves["loop"],
        "p50 / loop": halves["draft"] / halves["loop"],
    }
    if automaton:
        found["automaton on normalised text, p50 ms"] = halves["automaton"]
        found["p50 / automaton"] = halves["draft"] / halves["automaton"]
    return found


def forget() -> None:
    """Empties what keeps numbers that were read before: these drafts say fewer different ones than people do."""
    for kept in (
        quantities._span,
        moments._number,
        numerals.chinese_number,
        factcheck._same_unit,
    ):
        kept.cache_clear()


def loop(text: str) -> int:
    """Plain work of a known size: a thousand steps of a dictionary, a comparison and a sum."""
    seen: dict[int, int] = {}
    total = 0
    for step in range(1_000):
        place = step & 63
        seen[place] = seen.get(place, 0) + step
        if seen[place] > total:
            total += place
    return total + len(text)


def _milliseconds(function: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    function(text)
    return (time.thread_time() - began) * 1e3
