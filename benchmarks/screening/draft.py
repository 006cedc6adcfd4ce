"""The whole check of a 300-character draft: one after another, in turns with other work, and after a pause.

The figure of record is one pass over drafts that differ, each checked once and for the first time, with nothing
in between and nothing remembered. What else runs fills the machine's caches: in turns with an automaton and a loop
of plain Python, and after ten milliseconds of nothing, the same check costs more, and both are told beside it.

A time says little without the machine it was taken on. The goals were written where the automaton's chain
(`baseline.normalised`) takes 26 µs for 100 characters; the same goals in multiples of the chain's time in the same
run hold on every machine.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from benchmarks.screening import baseline, clean
from benchmarks.screening.measure import NOW, messages_of, microseconds, percentile
from messages.screening import (
    SheetFact,
    SheetView,
    factcheck,
    late,
    moments,
    numerals,
    prepare,
    quantities,
    screen,
)
from messages.screening.screen import _base

#: read by people who send drafts: a report with a number, the hour of the next word, the service's number
FACT = "我们收到3位家长反馈,22:30前在此通报。客服400-000-0000。"
LENGTH = 300
#: drafts are joined from this many different sentences, so that none comes twice
SENTENCES = 14_000
TURN = 50
PAUSE_SECONDS = 0.01
MOST_AFTER_PAUSE = 300
#: milliseconds, and what they are in times of the chain on 100 characters where they were written (26 µs)
P50_MS, P99_MS, CHAIN_US = 0.3, 1.0, 26.0
#: as `crisisdesk run` sets it: with the default of 700 a fifteenth of the time goes into looking for garbage
_GARBAGE_AFTER = 20_000


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


def figures(count: int, terms: Sequence[str]) -> dict[str, dict[str, float]]:
    """CPU of the thread in milliseconds, and its ratios to what ran in the same minute."""
    held_against = sheet()
    prepare(held_against)
    late.compile_all()  # as a desk does when it starts
    first, *texts = drafts(count + 1)
    check = lambda text: screen(text, held_against, now=NOW)  # noqa: E731
    check(first)
    chain = baseline.normalised(terms)
    hundred = messages_of(clean.sentences("zh", 78, 3_000), 300, 100, [])
    with _as_running():
        before = microseconds({"chain": chain}, hundred)["chain"] if chain else 0.0
        found = {"one after another": one_after_another(check, texts)}
        after = microseconds({"chain": chain}, hundred)["chain"] if chain else 0.0
        found["in turns"] = _in_turns(check, texts, chain)
        found["after a pause of 10 ms"] = _after_pauses(check, texts[:MOST_AFTER_PAUSE])
    if chain:
        row = found["one after another"]
        row["automaton on 100 characters, us"] = min(before, after)
        for share in ("p50", "p99"):
            row[f"{share} / automaton on 100 characters"] = row[f"{share} ms"] * 1e3 / min(before, after)
    return found


def one_after_another(check: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """Each draft once, in one pass; before it nothing of them is known."""
    forget()
    taken = [_milliseconds(check, text) for text in texts]
    return {"p50 ms": percentile(taken, 0.5), "p99 ms": percentile(taken, 0.99)}


def _in_turns(
    check: Callable[[str], object], texts: Sequence[str], chain: Callable[[str], list[str]] | None
) -> dict[str, float]:
    """Fifty drafts, the same fifty through the chain, fifty loops, fifty drafts with nothing remembered."""
    forget()
    functions: dict[str, Callable[[str], object]] = {"draft": check, "loop": loop}
    if chain:
        functions["automaton"] = chain
    taken: dict[str, list[float]] = {name: [] for name in functions}
    anew: list[float] = []
    for first in range(0, len(texts), TURN):
        for name, function in functions.items():
            taken[name].extend(_milliseconds(function, text) for text in texts[first : first + TURN])
        for text in texts[first : first + TURN]:
            forget()
            anew.append(_milliseconds(check, text))
    halves = {name: percentile(values, 0.5) for name, values in taken.items()}
    found = {
        "p50 ms": halves["draft"],
        "p99 ms": percentile(taken["draft"], 0.99),
        "p50 ms, everything forgotten before each": percentile(anew, 0.5),
        "loop, p50 ms": halves["loop"],
        "p50 / loop": halves["draft"] / halves["loop"],
    }
    if chain:
        found["automaton on the same text, p50 ms"] = halves["automaton"]
        found["p50 / automaton"] = halves["draft"] / halves["automaton"]
    return found


def _after_pauses(check: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """What somebody who asks once waits for: the machine did something else until then."""
    forget()
    taken: list[float] = []
    for text in texts:
        time.sleep(PAUSE_SECONDS)
        taken.append(_milliseconds(check, text))
    return {"p50 ms": percentile(taken, 0.5), "p99 ms": percentile(taken, 0.99)}


@contextmanager
def _as_running() -> Iterator[None]:
    """Garbage is looked for as in a running desk: not among what stays for ever, and after 20,000 new values."""
    kept = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*kept)
        gc.unfreeze()


def forget() -> None:
    """Empties what is remembered of texts: numbers that were read, units compared, sounds of threes."""
    for kept in (
        quantities._span,
        moments._number,
        numerals.chinese_number,
        factcheck._same_unit,
    ):
        kept.cache_clear()
    sounds = _base().matcher._sounds
    if sounds:
        sounds._known.clear()
        sounds._nothing.clear()


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
