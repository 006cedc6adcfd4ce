"""Both languages say the same things, nothing that can be said lacks a sentence, and the voice is one."""

import ast
import importlib
import pkgutil
import re
import tomllib
from enum import Enum
from pathlib import Path

import pytest

import storage.vocabulary
from messages.catalogues import has
from messages.label_keys import LABELS
from messages.views import Verb, WaitsFor
from messages.words import label_key
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.messages.catalogues import Sentence, sentences

ROOT = Path(__file__).parents[2]

#: experience.md 1.3 and 1.4: words the desk never says, and what it says instead.
NEVER = {
    "升级": "调高 or 转呼",
    "认领": "响应",
    "移交": "交接",
    "违约": "超时",
    "立案": "开启事件",
    "挂起": "先盯着",
    "驳回": "退回 or 无需处理",
    "话术": "口径",
    "冻结": "停推",
    "应急操作": "止损",
    "平息": "解除",
    "高度重视": "nothing",
    "请注意": "nothing",
    "亲爱": "nothing",
    "您": "你",
    "!": "a full stop",
    "!": "a full stop",  # noqa: F601  (the wide one)
}
NEVER_EN = ("escalat", "acknowledg", "SLA", "please note", "!", "attention")
#: The half-width signs of the reference texts are used throughout.
WIDE = "\uff0c\uff1a\uff1b\uff08\uff09\uff1f\uff01"
ALLOWED_SYMBOLS = set("🔴🟠🟡🔵⏱⛔✓─")
#: Sentences whose forms ask about different blanks, because one language needs a word the other does not.
DIFFERENT_BLANKS = {"waits-on-card", "page-body-many", "page-body-many-plain", "handover-open"}


def zh() -> dict[str, Sentence]:
    return sentences("zh")


def en() -> dict[str, Sentence]:
    return sentences("en")


def test_both_languages_have_the_same_sentences() -> None:
    only = {"count-ten-thousand", "count-hundred-million", "count-thousand", "count-million"}
    assert set(zh()) - only == set(en()) - only


def test_both_languages_have_the_same_blanks() -> None:
    common = sorted(set(zh()) & set(en()) - DIFFERENT_BLANKS)
    assert [key for key in common if zh()[key].blanks != en()[key].blanks] == []


def vocabularies() -> list[type[Enum]]:
    """Every enumeration of storage.vocabulary that has words of its own."""
    found: list[type[Enum]] = []
    for module_info in pkgutil.iter_modules(storage.vocabulary.__path__):
        module = importlib.import_module(f"storage.vocabulary.{module_info.name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
        ]
    return [vocabulary for vocabulary in found if len(vocabulary)]


@pytest.mark.parametrize("vocabulary", vocabularies(), ids=lambda vocabulary: vocabulary.__name__)
def test_every_word_of_the_vocabulary_has_a_label(vocabulary: type[Enum]) -> None:
    assert vocabulary in LABELS
    missing = [label_key(word) for word in vocabulary if label_key(word) not in zh()]
    assert missing == []


def test_every_verb_and_everything_waited_for_has_words() -> None:
    panels_only = {Verb.CLASSIFY, Verb.HANDOVER_ASK}
    wanted = {f"key-{verb.value}" for verb in Verb if verb not in panels_only} - {"key-help"}
    wanted |= {f"waits-{word.value}" for word in WaitsFor}
    wanted |= {f"job-{role.value}".replace("_", "-") for role in RoleKind}
    wanted |= {f"role-short-{role.value}".replace("_", "-") for role in RoleKind}
    wanted |= {f"dot-{level.value.lower()}" for level in Severity}
    assert wanted - set(zh()) == set()


def test_every_reason_for_a_level_has_words() -> None:
    rows = tomllib.loads((ROOT / "messages/library/severity/overrides.toml").read_text())
    names = {row["name"] for row in rows["override"]}
    assert {f"override-{name}".replace("_", "-") for name in names} - set(zh()) == set()


#: Functions that take a sentence's key first, or second behind a language.
SPEAKING = ("say", "plain", "answer", "toast")


def keys_in_code() -> dict[str, str]:
    """Strings of the program that name a sentence, and where they stand."""
    telling = re.compile(r"(refused|toast|answer|notice|placeholder|example)(-[a-z0-9]+)+\Z")
    found: dict[str, str] = {}
    for path in program():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            spoken = node.args[:2] if isinstance(node, ast.Call) and _called(node) in SPEAKING else []
            named = [node] if isinstance(node, ast.Constant) and telling.match(str(node.value)) else []
            for constant in (*spoken, *named):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    found[constant.value] = f"{path.relative_to(ROOT)}:{constant.lineno}"
            if isinstance(node, ast.Call) and _called(node) == "Command" and node.args:
                command = node.args[0]
                if isinstance(command, ast.Constant):
                    found[f"command-{command.value}"] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def program() -> list[Path]:
    """The source that speaks to people: the sandbox and the demo have words of their own."""
    paths = [path for folder in ("bot", "handlers", "messages") for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in paths if not {"sandbox", "demo"} & set(path.parts))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_key_the_program_uses_has_a_sentence() -> None:
    missing = {key: where for key, where in keys_in_code().items() if not has(key)}
    assert missing == {}


def test_every_refusal_has_a_sentence() -> None:
    """Classes with a `key` of their own, read from the source: none needs to be imported for it."""
    missing = []
    for path in program():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.bases:
                missing += [f"{node.name}: {key}" for key in _own_keys(node) if not has(key)]
    assert missing == []


def _own_keys(node: ast.ClassDef) -> list[str]:
    return [
        statement.value.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        and statement.value.value.startswith("refused")
        and any(isinstance(target, ast.Name) and target.id == "key" for target in statement.targets)
    ]


def team(language: dict[str, Sentence]) -> list[Sentence]:
    """What the team reads. The terminal speaks to whoever runs the machine and has a voice of its own."""
    return [sentence for sentence in language.values() if sentence.file != "cli.ftl"]


@pytest.mark.parametrize("word", NEVER)
def test_words_that_start_quarrels_are_not_said(word: str) -> None:
    assert [s.key for s in team(zh()) if any(word in text for text in s.texts)] == []


@pytest.mark.parametrize("word", NEVER_EN)
def test_nor_are_they_in_english(word: str) -> None:
    assert [s.key for s in team(en()) if any(word.lower() in text.lower() for text in s.texts)] == []


def test_signs_are_those_of_the_reference_texts() -> None:
    texts = [(s.key, text) for s in (*team(zh()), *team(en())) for text in s.texts]
    assert [key for key, text in texts if set(text) & set(WIDE)] == []
    odd = [(key, c) for key, text in texts for c in text if ord(c) > 0x2BFF and not _written(c)]
    assert odd == []
    pictures = [(key, c) for key, text in texts for c in text if 0x2300 <= ord(c) <= 0x2BFF]
    assert [pair for pair in pictures if pair[1] not in ALLOWED_SYMBOLS] == []


def _written(character: str) -> bool:
    """Han, the signs that go with it, or one of the allowed pictures."""
    return 0x3400 <= ord(character) <= 0x9FFF or character in "、。「」【】" or character in ALLOWED_SYMBOLS


def test_a_refusal_says_more_than_no() -> None:
    """What, why, what now: longer than a word, and never only "no permission"."""
    short = [
        s.key
        for s in zh().values()
        if s.key.startswith("refused-") and sum(len(text) for text in s.texts) < 10 and s.key != "refused-stranger"
    ]
    assert short == []
    assert [s.key for s in zh().values() if any("无权限" in text for text in s.texts)] == []


def test_no_sentence_stands_in_python() -> None:
    """Strings of messages/*.py hold no Han and no run of three words; docstrings are for us."""
    own = [path for path in (ROOT / "messages").rglob("*.py") if _ours(path)]
    found = []
    for path in own:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = _not_for_readers(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skipped:
                continue
            if re.search("[\u3400-\u9fff]|[a-z]+ [a-z]+ [a-z]+", node.value):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.value[:40]}")
    assert found == []


def _ours(path: Path) -> bool:
    return not {"screening", "library", "recap", "phones"} & set(path.parts)


def _not_for_readers(tree: ast.AST) -> set[int]:
    """Docstrings, and the messages of exceptions and log lines: an engineer reads those."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Raise | ast.Assert) or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "error"
        ):
            skipped |= {id(part) for part in ast.walk(node)}
    return skipped


def test_public_clocks_have_a_verb_of_their_own() -> None:
    """A public deadline is "out", an inner one "done": both sentences exist for each way to end."""
    assert any(kind.public for kind in ClockKind)
    for ending in ("", "-early", "-late"):
        assert has(f"clock-met{ending}", Language.ZH)
        assert has(f"clock-done{ending}", Language.EN)
