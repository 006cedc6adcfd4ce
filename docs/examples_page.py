"""Writes docs/examples.md from docs/examples/*.toml: three full message sheets with the desk's verdicts.

Each line is held against the check; the first response and the statement also against the release gates, with the
slots that their stage demands. Run it with `python docs/examples_page.py`; a test compares the page with what it
would write.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

from bot.desk import policies
from bot.desk.releasing import contacts_used
from bot.rules import gates
from bot.rules.comparing import SlotText
from bot.rules.gates import ChannelLimit, FactStanding, GateInput, UsedFact
from bot.rules.statements import Case, Demands, Situation, SlotRule, SlotTable, demands
from messages.library import channels, skeletons
from messages.library.facts import without_batches
from messages.screening import PromiseOffer, SheetFact, SheetView, Verdict, Wording, scan_facts, screen
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.people import Language as Spoken
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import Slot, StatementStage

FOLDER = Path(__file__).parent
NAMES = ("product_safety", "live_slip", "rumor")
Language = Literal["zh", "en"]
#: The two moments of an example and the stage of the text that goes out then.
STAGES: Mapping[str, StatementStage] = {"first": StatementStage.HOLDING, "then": StatementStage.VERIFIED}
#: Where a first response is shortest.
COMMENT = "douyin_comment"
#: What is read in 15 seconds: signs spoken in Chinese, words in English.
SPOKEN = {"zh": 60, "en": 38}
VERDICTS = {
    "zh": {"clear": "通过", "change": "需改", "block": "禁止"},
    "en": {"clear": "clear", "change": "change", "block": "don't send"},
}
GATES = {"zh": {True: "放行", False: "拦下"}, "en": {True: "open", False: "shut"}}
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "stance": "立场",
        "facts": "已核实的事实",
        "unclear": "还不知道",
        "doing": "正在做",
        "evidence": "证据",
        "cause": "原因(批准的说法)",
        "offers": "已批准的补救",
        "first": "首次回应",
        "keys": "要点",
        "comment": "抖音评论版({count}/{limit} 字)",
        "then": "情况说明",
        "qa": "问答",
        "do_not_say": "不要说",
        "spoken": "15 秒口播({count} 字)",
        "refused": "有人想这样说",
        "check": "口径检查",
        "gates": "发布关卡",
    },
    "en": {
        "stance": "Stance",
        "facts": "Verified facts",
        "unclear": "Not known yet",
        "doing": "Being done",
        "evidence": "Evidence",
        "cause": "Cause, in approved words",
        "offers": "Approved remedy",
        "first": "First response",
        "keys": "Key messages",
        "comment": "For a Douyin comment ({count} of {limit} signs)",
        "then": "Verified statement",
        "qa": "Questions and answers",
        "do_not_say": "Do not say",
        "spoken": "On air, within 15 seconds ({count} words)",
        "refused": "What somebody wanted to say",
        "check": "check",
        "gates": "gates",
    },
}


def read(name: str) -> Mapping[str, Any]:
    """One example."""
    return tomllib.loads((FOLDER / "examples" / f"{name}.toml").read_text(encoding="utf-8"))


def view(example: Mapping[str, Any], language: Language, moment: str) -> SheetView:
    """What the lines of an example are held against at this moment: its facts and rules, none of its lines.

    At the first response nothing is established yet: no cause, no remedy, no evidence.
    """
    told, state = example[language], example[moment]
    now, settled = datetime.fromisoformat(state["at"]), moment == "then"
    said = [*told[moment]["facts"], *told[moment].get("doing", ())]
    offers = [
        PromiseOffer(group, wording, tuple(scan_facts(wording, now, language)), datetime.fromisoformat(ends))
        for group, wording, ends in (told.get("offers", ()) if settled else ())
    ]
    causes = (told["cause"],) if settled and told.get("cause") else ()
    return SheetView(
        version="v1",
        severity=example["severity"],
        responsibility=state["responsibility"],
        cause_confirmed=bool(causes),
        approved_causes=causes,
        evidence_refs=tuple(told.get("evidence", ())) if settled else (),
        denial_approved=bool(state.get("denial_approved")),
        facts=tuple(
            SheetFact.read(f"F{number}", without_batches(text), now, language)
            for number, text in enumerate(said, start=1)
        ),
        wordings=tuple(Wording(term=term, say_instead=instead) for term, instead in told["do_not_say"]),
        offers=tuple(offers),
        contacts=tuple(told["contacts"]),
        next_update=datetime.fromisoformat(state["next_update"]),
    )


def text_of(example: Mapping[str, Any], language: Language, moment: str) -> str:
    """What goes out at this moment, to the letter."""
    told = example[language][moment]
    between = skeletons.between(Spoken(language))
    parts = [between.join(sentence for _, sentence in paragraph) for paragraph in told["text"]]
    return "\n\n".join([told["heading"], *parts] if "heading" in told else parts)


def as_comment(example: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """The example with its first response as it is for a Douyin comment, where it has such a one."""
    told = example[language]
    first = {**told["first"], "channel": COMMENT, "text": [told["first"]["comment"]]}
    return {**example, language: {**told, "first": first}}


def lines(example: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str, str]]:
    """Every line that may go out: the moment, the part it belongs to, the words."""
    told = example[language]
    yield "first", "first", text_of(example, language, "first")
    if "comment" in told["first"]:
        yield "first", "comment", text_of(as_comment(example, language), language, "first")
    yield from (("then", "keys", key) for key in told["keys"])
    yield "then", "then", text_of(example, language, "then")
    yield from (("then", "qa", answer) for _, answer in told["qa"])
    yield "then", "spoken", told["spoken"]


def verdict(example: Mapping[str, Any], language: Language, moment: str, text: str) -> Verdict:
    """The check's answer to one text of an example."""
    now = datetime.fromisoformat(example[moment]["at"])
    return screen(text, view(example, language, moment), now=now, language=language)


def demanded(example: Mapping[str, Any], language: Language, moment: str) -> Demands:
    """The slots that the stage asks of the text, with what is established at this moment."""
    told, settled = example[language], moment == "then"
    kind, listed = CrisisType(example["crisis_type"]), skeletons.conditions()
    case = Case(
        crisis_type=kind,
        responsibility=Responsibility(example[moment]["responsibility"]),
        harm=kind in listed.harm_types,
        loss=kind in listed.loss_types or (settled and bool(told.get("offers"))),
        cause=settled and bool(told.get("cause")),
        tested=settled and bool(told.get("evidence")),
    )
    tables = [
        SlotTable(row.stage, Situation(row.situation), {slot: SlotRule(rule) for slot, rule in row.slots.items()})
        for row in skeletons.slot_tables()
    ]
    return demands(tables, STAGES[moment], case)


def shut_gates(example: Mapping[str, Any], language: Language, moment: str) -> list[gates.Finding]:
    """The release gates that stop the text of this moment, asked as the desk asks them; empty: it may go out.

    Everybody who has to has approved, and whoever publishes has read the sheet: that is not the text's business.
    """
    told, state, text = example[language], example[moment], text_of(example, language, moment)
    now, asked = datetime.fromisoformat(state["at"]), demanded(example, language, moment)
    row = channels.channel(told[moment]["channel"])
    cadence = policies.clock_policy(ClockKind.NEXT_UPDATE, Severity(example["severity"]))
    said = [SlotText(Slot(slot), sentence) for paragraph in told[moment]["text"] for slot, sentence in paragraph]
    return gates.findings(
        GateInput(
            now=now,
            stage=STAGES[moment],
            facts=tuple(
                UsedFact(number, FactStanding.VERIFIED) for number, _ in enumerate(told[moment]["facts"], start=1)
            ),
            channel=ChannelLimit(row.code.value, row.limit_in(Spoken(language)), channels.length(text))
            if row
            else None,
            required=asked.required,
            forbidden=asked.forbidden,
            filled=frozenset(each.slot for each in said if each.text.strip()),
            next_at=datetime.fromisoformat(state["next_update"]),
            next_needed=Slot.NEXT in asked.required,
            longest_wait=timedelta(minutes=cadence.minutes) if cadence and cadence.minutes else None,
            contacts_used=contacts_used(text, said, told["contacts"]),
            contacts_known=frozenset(told["contacts"]),
        )
    )


def spoken_length(text: str, language: Language) -> int:
    """How much there is to say: each sign and figure in Chinese, each word in English."""
    if language == "en":
        return len(text.split())
    return sum(unicodedata.category(sign)[0] in "LN" for sign in text)


def page() -> str:
    """The whole page."""
    parts = [
        "# Three full message sheets 三份完整的口径单",
        "Invented brands and figures. Each line was held against the facts, remedies and rules of its own sheet "
        "as they stood at that moment: the check's verdict stands behind it. The first response and the "
        "statement also went through the release gates, with the slots that their stage and the state of "
        "responsibility demand.",
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
    yield from _text(example, language, "first")
    if told.get("cause"):
        yield f"**{words['cause']}**: {told['cause']}"
    if told.get("evidence"):
        yield _list(words["evidence"], told["evidence"])
    if told.get("offers"):
        yield _list(words["offers"], [wording for _, wording, _ in told["offers"]])
    yield from _text(example, language, "then")
    yield f"**{words['keys']}**"
    yield from (_quote(example, language, key) for key in told["keys"])
    yield f"**{words['spoken'].format(count=spoken_length(told['spoken'], language))}**"
    yield _quote(example, language, told["spoken"])
    yield f"**{words['qa']}**"
    for question, answer in told["qa"]:
        yield f"{question}\n\n{_quote(example, language, answer)}"
    yield _list(words["do_not_say"], [f"{term} → {instead}" for term, instead in told["do_not_say"]])
    yield f"**{words['refused']}**"
    yield from (_quote(example, language, text) for text in told["refused"])


def _text(example: Mapping[str, Any], language: Language, moment: str) -> Iterator[str]:
    """What was known at this moment, then what went out, with both verdicts."""
    told, words = example[language], WORDS[language]
    for part in ("facts", "unclear", "doing"):
        if told[moment].get(part):
            yield _list(words[part], told[moment][part])
    yield f"**{words[moment]} · {datetime.fromisoformat(example[moment]['at']):%H:%M}**"
    yield _judged(example, language, moment)
    if "comment" in told[moment]:
        short, row = as_comment(example, language), channels.channel(COMMENT)
        limit = row.limit_in(Spoken(language)) if row else None
        yield f"**{words['comment'].format(count=len(text_of(short, language, moment)), limit=limit)}**"
        yield _judged(short, language, moment)


def _judged(example: Mapping[str, Any], language: Language, moment: str) -> str:
    """What goes out at this moment, with both verdicts."""
    words, text = WORDS[language], text_of(example, language, moment)
    found = shut_gates(example, language, moment)
    rules = " ".join(sorted({one.rule.removeprefix("R-") for one in found}))
    let = GATES[language][not gates.shut(found)] + (f" ({rules})" if rules else "")
    checked = f"{words['check']} {_said(example, language, moment, text)}"
    quoted = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"{quoted}\n>\n> `{checked}` · `{words['gates']} {let}`"


def _list(heading: str, entries: Sequence[str]) -> str:
    return "\n".join([f"**{heading}**", "", *(f"- {one}" for one in entries)])


def _quote(example: Mapping[str, Any], language: Language, text: str) -> str:
    return f"> {text}\n>\n> `{_said(example, language, 'then', text)}`"


def _said(example: Mapping[str, Any], language: Language, moment: str, text: str) -> str:
    found = verdict(example, language, moment, text)
    rules = " ".join(sorted({finding.rule.removeprefix("R-") for finding in found.findings}))
    return f"{VERDICTS[language][found.level]} ({rules})" if rules else VERDICTS[language][found.level]


if __name__ == "__main__":
    (FOLDER / "examples.md").write_text(page(), encoding="utf-8")
