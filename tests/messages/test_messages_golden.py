"""Every card and every short answer, word for word, in both languages.

The texts lie in `golden/{zh,en}`: one file for each sample, and one list each of answers, toasts and refusals.
After a wanted change write them anew with `RENEW_GOLDEN=1 python -m pytest tests/messages/test_messages_golden.py`
and read the difference as if it woke you at three in the morning.
"""

import os
from pathlib import Path

import pytest

from messages.catalogues import optional_blanks
from messages.markup import Drawn
from messages.notices.answers import answer
from storage.vocabulary.people import Language
from tests.messages.catalogues import sentences
from tests.messages.sampled_all import drawn
from tests.messages.sampled_story import Story, at, reader

GOLDEN = Path(__file__).parent / "golden"
RENEW = os.environ.get("RENEW_GOLDEN") == "1"
LISTS = ("answer", "toast", "refused", "notice", "placeholder", "command")


def shown(message: Drawn) -> str:
    """A message as people see it: its text, then its buttons in brackets, then its file."""
    rows = [" ".join(f"[{key.label}]" for key in row) for row in message.keys]
    lines = [str(message.text), *rows]
    if message.document:
        lines += [f"({message.document.name})", message.document.content.decode().rstrip("\n")]
    return "\n".join(lines) + "\n"


def compare(name: str, text: str, language: Language) -> None:
    path = GOLDEN / language.value / f"{name}.txt"
    if RENEW:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"no golden text {path.name}; RENEW_GOLDEN=1 writes it"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", drawn(Language.ZH))
def test_a_card_reads_as_agreed(name: str, language: Language) -> None:
    compare(name, shown(drawn(language)[name]), language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prefix", LISTS)
def test_short_answers_read_as_agreed(prefix: str, language: Language) -> None:
    lines = []
    for key, sentence in sorted(sentences(language.value).items()):
        if key != prefix and not key.startswith(f"{prefix}-"):
            continue
        values = {blank: value for blank, value in filled(language).items() if blank in sentence.blanks}
        lines.append(f"{key}\n    {answer(key, reader(language), **values).text}")
        bare = {blank: value for blank, value in values.items() if not may_be_missing(key, blank, language)}
        if bare != values:
            lines.append(f"    {answer(key, reader(language), **bare).text}")
    compare(f"list_{prefix}", "\n".join(lines) + "\n", language)


def may_be_missing(key: str, blank: str, language: Language) -> bool:
    return blank in optional_blanks(language, key)


def filled(language: Language) -> dict[str, str | int | float | list[str]]:
    """A value for every blank a short answer has, as a parcel would carry it."""
    story = Story(language)
    say = story.say
    return {
        "person": story.wang,
        "name": story.wang,
        "yours": "no",
        "circle": "partners",
        "file": "2",
        "by": story.lin,
        "at": at("20:41").isoformat(),
        "until": at("14:00", 23).isoformat(),
        "due": at("21:31").isoformat(),
        "seen": at("20:31").isoformat(),
        "since": at("20:02").isoformat(),
        "late": 28 * 60,
        "number": "INC-2026-0007",
        "role": "legal",
        "roles": "commander,communications_lead",
        "people": [story.zhou],
        "names": [story.lin, story.zhou],
        "permission": "public_voice",
        "severity": "S1",
        "before": "S2",
        "type": "product_safety",
        "clock": "first_response",
        "state": "handling",
        "action": "respond",
        "decision": "dismissed",
        "count": 3,
        "met": 6,
        "total": 6,
        "days": 7,
        "code": "L8",
        "scope": "global",
        "url": "https://desk.example.com/read/01JD",
        "text": say("停,先停 0912A", "yes, batch 0912A first"),
        "task": say("核对库存", "check stock"),
        "what": say("发布", "Publishing"),
        "why": say("没开私聊、没登记手机呼叫", "private chat not started, no phone channel"),
        "where": "private",
        "who": f"{story.he}, {story.zhao}",
        "example": say("收到3例起疹反馈", "3 reports of a rash"),
        "reference": "k3f9",
        "index": "12",
        "kept": 2,
        "pieces": "debrief,lesson",
        "missing": "recording",
        "version": "2",
        "newest": "3",
        "shown": "2",
        "channel": "douyin_comment",
        "stage": "holding",
        "most": 3000,
        "platform": "weibo",
        "phone": "bark",
        "outlet": "wecom",
        "typed": "18:00",
        "former": "2",
        "line": say("原因正在核实,22:30前在本账号通报。", "The cause is being checked; we report by 22:30."),
        "again": at("22:30").isoformat(),
        "inquiry_state": "declined",
        "verdict": "silent",
    }


@pytest.mark.parametrize("language", Language)
def test_no_golden_text_is_left_over(language: Language) -> None:
    kept = {path.stem for path in (GOLDEN / language.value).glob("*.txt")}
    assert kept == {*drawn(language), *(f"list_{prefix}" for prefix in LISTS)}
