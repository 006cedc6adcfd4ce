"""Writes docs/examples.md from docs/examples/*.toml: three full message sheets with the verdict of the check.

Run it with `python docs/examples_page.py`; a test compares the page with what it would write.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

from messages.library.facts import without_batches
from messages.screening import PromiseOffer, SheetFact, SheetView, Verdict, Wording, scan_facts, screen

FOLDER = Path(__file__).parent
NAMES = ("product_safety", "live_slip", "rumor")
Language = Literal["zh", "en"]
VERDICTS = {
    "zh": {"clear": "通过", "change": "需改", "block": "禁止"},
    "en": {"clear": "clear", "change": "change", "block": "don't send"},
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "stance": "立场",
        "facts": "已核实的事实",
        "evidence": "证据",
        "offers": "已批准的补救",
        "holding": "首次回应",
        "keys": "要点",
        "statement": "情况说明",
        "qa": "问答",
        "do_not_say": "不要说",
        "spoken": "15 秒口播",
        "refused": "有人想这样说",
    },
    "en": {
        "stance": "Stance",
        "facts": "Verified facts",
        "evidence": "Evidence",
        "offers": "Approved remedy",
        "holding": "First response",
        "keys": "Key messages",
        "statement": "Verified statement",
        "qa": "Questions and answers",
        "do_not_say": "Do not say",
        "spoken": "On air, within 20 seconds",
        "refused": "What somebody wanted to say",
    },
}


def read(name: str) -> Mapping[str, Any]:
    """One example."""
    return tomllib.loads((FOLDER / "examples" / f"{name}.toml").read_text(encoding="utf-8"))


def view(example: Mapping[str, Any], language: Language) -> SheetView:
    """What the lines of an example are held against: its facts and rules, none of its lines."""
    now, told = datetime.fromisoformat(example["at"]), example[language]
    facts = [
        SheetFact.read(f"F{number}", without_batches(text), now, language)
        for number, text in enumerate(told["facts"], start=1)
    ]
    offers = [
        PromiseOffer(group, wording, tuple(scan_facts(wording, now, language)), datetime.fromisoformat(ends))
        for group, wording, ends in told.get("offers", ())
    ]
    return SheetView(
        version="v1",
        severity=example["severity"],
        responsibility=example["responsibility"],
        cause_confirmed=bool(told.get("cause")),
        approved_causes=(told["cause"],) if told.get("cause") else (),
        evidence_refs=tuple(told.get("evidence", ())),
        denial_approved=bool(example.get("denial_approved")),
        facts=tuple(facts),
        wordings=tuple(Wording(term=term, say_instead=instead) for term, instead in told["do_not_say"]),
        offers=tuple(offers),
        contacts=tuple(told["contacts"]),
        next_update=datetime.fromisoformat(told["next_update"]),
    )


def lines(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every line that may go out, with the part it belongs to."""
    yield "holding", told["holding"]
    yield from (("keys", key) for key in told["keys"])
    yield "statement", told["statement"].strip()
    yield from (("qa", answer) for _, answer in told["qa"])
    yield "spoken", told["spoken"]


def verdict(example: Mapping[str, Any], language: Language, text: str) -> Verdict:
    """The check's answer to one text of an example."""
    return screen(text, view(example, language), now=datetime.fromisoformat(example["at"]), language=language)


def page() -> str:
    """The whole page."""
    parts = [
        "# Three full message sheets 三份完整的口径单",
        "Invented brands and figures. Each line was held against the facts, remedies and rules of its own sheet; "
        "the verdict stands behind it.",
    ]
    for name in NAMES:
        example = read(name)
        for language in cast(Sequence[Language], ("zh", "en")):
            parts += _sheet(example, language)
    return "\n\n".join(parts) + "\n"


def _sheet(example: Mapping[str, Any], language: Language) -> Iterator[str]:
    told, words = example[language], WORDS[language]
    yield f"## {told['title']}"
    yield told["situation"]
    yield f"**{words['stance']}**: {told['stance']} · {example['severity']}"
    for part in ("facts", "evidence"):
        if told.get(part):
            yield "\n".join([f"**{words[part]}**", "", *(f"- {one}" for one in told[part])])
    if told.get("offers"):
        yield "\n".join([f"**{words['offers']}**", "", *(f"- {wording}" for _, wording, _ in told["offers"])])
    said = {part: [text for name, text in lines(told) if name == part] for part in words}
    for part in ("holding", "keys", "statement", "spoken"):
        yield f"**{words[part]}**"
        for text in said[part]:
            yield (
                "\n".join(f"> {line}".rstrip() for line in text.splitlines())
                + f"\n>\n> `{_said(example, language, text)}`"
            )
    yield f"**{words['qa']}**"
    for question, answer in told["qa"]:
        yield f"{question}\n\n> {answer}\n>\n> `{_said(example, language, answer)}`"
    yield "\n".join(
        [f"**{words['do_not_say']}**", "", *(f"- {term} → {instead}" for term, instead in told["do_not_say"])]
    )
    yield f"**{words['refused']}**"
    for text in told["refused"]:
        yield f"> {text}\n>\n> `{_said(example, language, text)}`"


def _said(example: Mapping[str, Any], language: Language, text: str) -> str:
    found = verdict(example, language, text)
    rules = " ".join(sorted({finding.rule.removeprefix("R-") for finding in found.findings}))
    return f"{VERDICTS[language][found.level]} ({rules})" if rules else VERDICTS[language][found.level]


if __name__ == "__main__":
    (FOLDER / "examples.md").write_text(page(), encoding="utf-8")
