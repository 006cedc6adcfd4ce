"""The single measurements: recall, spans, false alarms, speed, facts. Each returns plain figures."""

from __future__ import annotations

import random
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from benchmarks.screening import clean
from benchmarks.screening.disguises import AROUND, CLASSES, disguise, is_chinese
from messages.screening import Matcher, compile_wordings, scan_facts, tables
from messages.screening.base import base_wordings

DATA = Path(__file__).with_name("data")
NOW = datetime(2026, 11, 22, 20, 45, tzinfo=timezone(timedelta(hours=8)))
Find = Callable[[str], Iterable[str]]


def shipped_terms(seed: int, chinese: int = 150, english: int = 60) -> list[str]:
    """A choice of the wordings that come with the product."""
    rng = random.Random(seed)
    terms = sorted({wording.term for wording in base_wordings()})
    groups = [[term for term in terms if is_chinese(term) is wanted] for wanted in (True, False)]
    return sorted(rng.sample(groups[0], chinese) + rng.sample(groups[1], english))


def held_back_terms() -> list[str]:
    terms: list[str] = tomllib.loads((DATA / "held_back.toml").read_text("utf-8"))["terms"]
    return terms


def allow_phrases() -> list[str]:
    return [phrase for wording in base_wordings() for phrase in wording.allow]


def recall(terms: Sequence[str], seed: int, each: int, finds: dict[str, Find]) -> dict[str, dict[str, float]]:
    """For every finder and class the share of disguised wordings that it names."""
    rng = random.Random(seed)
    found = {name: dict.fromkeys(CLASSES, 0.0) for name in finds}
    for kind in CLASSES:
        made = 0
        tries = 0
        hits = dict.fromkeys(finds, 0)
        while made < each and tries < each * 60:
            tries += 1
            term = rng.choice(terms)
            written = disguise(kind, term, rng)
            if written is None:
                continue
            made += 1
            before, after = rng.choice(AROUND[is_chinese(term)])
            for name, find in finds.items():
                hits[name] += term in find(before + written + after)
        for name in finds:
            found[name][kind] = round(hits[name] / made, 4) if made else float("nan")
    return found


def spans(matcher: Matcher, terms: Sequence[str], seed: int, each: int) -> float:
    """Share of hits whose span covers the disguised wording (intersection over union at least 0.9).

    Markup around a wording belongs to neither side: only classes whose writing begins and ends with the wording.
    """
    rng = random.Random(seed)
    good = total = 0
    for kind in (kind for kind in CLASSES if kind != "markup"):
        for _ in range(each):
            term = rng.choice(terms)
            written = disguise(kind, term, rng)
            if written is None:
                continue
            before, after = rng.choice(AROUND[is_chinese(term)])
            first, last = len(before), len(before) + len(written)
            over = [
                (min(hit.end, last) - max(hit.start, first)) / (max(hit.end, last) - min(hit.start, first))
                for hit in matcher.find(before + written + after)
                if hit.term == term
            ]
            if over:
                total += 1
                good += max(over) >= 0.9
    return good / total


def false_alarms(matcher: Matcher, sentences: Sequence[str]) -> tuple[float, list[tuple[str, str, str]]]:
    """Sentences per 10,000 with a hit, and the hits. Sentences with a wording letter for letter do not count."""
    kept = [text for text in sentences if not any(term.lower() in text.lower() for term in matcher.terms)]
    hits = [(hit.term, str(hit.evidence), text) for text in kept for hit in matcher.find(text)[:1]]
    return len(hits) * 10_000 / max(1, len(kept)), hits


def hard_negatives() -> tuple[int, list[tuple[str, str]]]:
    """How many there are, and those that are wrong."""
    matchers: dict[str, Matcher] = {}
    wrong = [
        (term, text)
        for term, text in clean.HARD
        if matchers.setdefault(term, compile_wordings([term], allow_phrases())).find(text)
    ]
    return len(clean.HARD), wrong


def microseconds(
    functions: dict[str, Callable[[str], object]], texts: Sequence[str], rounds: int = 7
) -> dict[str, float]:
    """CPU of one call, the best of some interleaved rounds, so that all meet the same machine."""
    best = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            began = time.thread_time()
            for text in texts:
                function(text)
            best[name] = min(best[name], (time.thread_time() - began) / len(texts) * 1e6)
    return best


def messages_of(sentences: Sequence[str], count: int, length: int, terms: Sequence[str]) -> list[str]:
    """Texts of one length, joined from clean sentences."""
    kept = [text for text in sentences if not any(term.lower() in text.lower() for term in terms)]
    made: list[str] = []
    place = 0
    while len(made) < count:
        text = ""
        while len(text) < length:
            text += kept[place % len(kept)] + (" " if kept[0].isascii() else "")
            place += 1
        made.append(text[:length])
    return made


def clean_words(count: int) -> list[str]:
    """Ordinary rarer words of three and four characters as a long list of wordings."""
    words = sorted(word for word in tables.chinese_words() if len(word) >= 3)
    return random.Random(3).sample(words, count)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def facts(held_back: bool) -> dict[str, Any]:
    """Sentences read exactly; precision and recall of single values; fact-free sentences left clean."""
    rows = tomllib.loads((DATA / "facts.toml").read_text("utf-8"))["sentence"]
    rows = [row for row in rows if bool(row.get("held_back")) is held_back]
    # Every Chinese sentence once more with the punctuation that people's keyboards give.
    rows += [{**row, "text": row["text"].translate(clean.FULL_WIDTH)} for row in rows if is_chinese(row["text"])]
    exact = right = found = wanted = free = free_clean = 0
    taken: list[float] = []
    for row in rows:
        language = "zh" if is_chinese(row["text"]) else "en"
        began = time.thread_time()
        values = [value.canonical for value in scan_facts(row["text"], NOW, "zh" if language == "zh" else "en")]
        taken.append((time.thread_time() - began) * 1e3)
        exact += values == row["facts"]
        right += sum(value in row["facts"] for value in values)
        found += len(values)
        wanted += len(row["facts"])
        free += not row["facts"]
        free_clean += not row["facts"] and not values
    return {
        "sentences": len(rows), "facts": wanted, "sentences exact": exact / len(rows), "recall": right / wanted,
        "precision": right / found, "fact-free clean": free_clean / free, "p95 ms": percentile(taken, 0.95),
    }  # fmt: skip


_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below 100 million in numerals."""
    if number >= 10_000:
        low = number % 10_000
        return (
            in_chinese(number // 10_000)
            + "万"
            + ("零" if 0 < low < 1_000 else "")
            + (in_chinese(low) if low else "")
        )
    text = ""
    for unit, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = number // unit, number % unit
        if digit:
            text += _DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text[1:] if text.startswith("一十") else text.rstrip("零")


def consistency(seed: int, count: int) -> float:
    """Share of pairs of notations that give the same canonical value."""
    rng = random.Random(seed)
    agreed = 0
    for _ in range(count):
        number = rng.choice((rng.randint(3, 99), rng.randint(100, 9_999), rng.randint(10_000, 9_999_999)))
        pairs = (
            (f"{number}条", f"{in_chinese(number)}条"),
            (f"{number}元", f"¥{number:,}"),
            (f"{number}元", f"{in_chinese(number)}元"),
            (f"{number % 100 + 1}%", f"百分之{in_chinese(number % 100 + 1)}"),
            (f"{number % 30 + 2}天", f"{(number % 30 + 2) * 24}小时"),
            (f"{number % 23 + 1}:30", f"{number % 23 + 1}点半"),
            (f"11月{number % 28 + 1}日", f"2026-11-{number % 28 + 1:02}"),
            (f"{number}个", "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)) + "個"),
        )
        one, other = rng.choice(pairs)
        first, second = scan_facts(one, NOW, "zh"), scan_facts(other, NOW, "zh")
        agreed += bool(first) and [value.canonical for value in first] == [value.canonical for value in second]
    return agreed / count
