"""Ordinary sentences, put together from parts written for this measurement: nothing in them is a disguise.

The parts lie in `data/clean.toml`. A sentence in which a wording of the run stands letter for letter is left out
by the caller.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("data").joinpath("clean.toml").read_text("utf-8"))
_ZH: dict[str, list[str]] = _DATA["zh"]
_EN: dict[str, list[str]] = _DATA["en"]
FULL_WIDTH = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in ",!?;:()"}
HARD: tuple[tuple[str, str], ...] = tuple((term, text) for term, texts in _DATA["hard"].items() for text in texts)
"""A wording and a sentence that holds or sounds like it, and means something else."""


def sentences(language: str, seed: int, count: int) -> list[str]:
    """`count` different sentences."""
    rng = random.Random(seed)
    return list(islice(_different(_chinese(rng) if language == "zh" else _english(rng)), count))


def _different(made: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in made:
        if text not in seen:
            seen.add(text)
            yield text


def _chinese(rng: random.Random) -> Iterator[str]:
    def pick(key: str) -> str:
        return rng.choice(_ZH[key])

    while True:
        kind = rng.randrange(4)
        if kind == 0:
            text = pick("when") + pick("who") + pick("do") + pick("glue") + pick("then")
        elif kind == 1:
            text = pick("statement") + pick("glue") + pick("statement")
        elif kind == 2:
            text = pick("news") + pick("glue") + pick("who") + pick("when") + pick("do")
        else:
            text = pick("who") + pick("do") + pick("glue") + pick("then") + pick("glue") + pick("news")
        text = pick("mark") + text + pick("end")
        yield text.translate(FULL_WIDTH) if rng.random() < 0.8 else text


def _english(rng: random.Random) -> Iterator[str]:
    def pick(key: str) -> str:
        return rng.choice(_EN[key])

    while True:
        if rng.random() < 0.6:
            text = f"{pick('who')} {pick('do')} {pick('then')}{pick('glue')}{pick('statement')}"
        else:
            text = f"{pick('news')}{pick('glue')}{pick('who')} {pick('do')}"
        yield text + pick("end")


def lines(path: Path, least: int = 8, most: int = 120) -> list[str]:
    """Sentences of a text file of your own, for false alarms on real language."""
    found = (line.strip() for line in path.read_text("utf-8", "replace").splitlines())
    return [line for line in found if least <= len(line) <= most]
