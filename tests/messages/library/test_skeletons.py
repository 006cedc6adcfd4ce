"""Skeletons: every type speaks in every stage and both languages, and each example passes its own check."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.statements import Case, Situation, SlotRule, SlotTable, demands
from messages.library import channels, edits, skeletons, strategies
from messages.screening import PromiseOffer, SheetFact, SheetView, carries, scan_facts, screen, shares_done
from messages.words import public_moment
from storage.vocabulary.incidents import CrisisType, Responsibility
from storage.vocabulary.people import Language
from storage.vocabulary.statements import Slot, StatementStage

TYPES = tuple(kind for kind in CrisisType if kind not in (CrisisType.OTHER, CrisisType.UNKNOWN))
FORMS = (
    "holding",
    "verified",
    skeletons.OPEN,
    skeletons.FALSE_CLAIM,
    "update",
    skeletons.NOTHING_NEW,
    "result",
    "correction",
    "holding_short",
    "nothing_new_short",
)
#: While these are said nobody has confirmed a cause.
EARLY = ("holding", "holding_short", "update", skeletons.NOTHING_NEW, "nothing_new_short")
NOW = datetime(2026, 11, 22, 21, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NEXT = NOW.replace(hour=22, minute=30)
TABLES = tuple(
    SlotTable(
        row.stage,
        Situation(row.situation),
        {slot: SlotRule(rule) for slot, rule in row.slots.items()},
        row.shares,
    )
    for row in skeletons.slot_tables()
)
#: Promises of an example count as approved: the example says so.
GROUPS = ("refund_full", "refund", "compensate", "promise", "replace", "recall", "punish", "publish", "report")


def said(kind: CrisisType, form: str, language: Language, *, facts: bool = True) -> dict[Slot, str]:
    row = skeletons.example(kind, language)
    comma = "; " if language is Language.EN else chr(0xFF1B)
    blanks = {
        **row.model_dump(exclude={"facts"}),
        "facts": comma.join(row.facts) if facts else "",
        "next": public_moment(NEXT, ZoneInfo("Asia/Shanghai"), NOW, language),
    }
    return dict(skeletons.skeleton(kind, form).filled(language, blanks))


def text_of(kind: CrisisType, form: str, language: Language) -> str:
    return skeletons.between(language).join(said(kind, form, language).values())


def sheet(kind: CrisisType, form: str, language: Language) -> SheetView:
    """What the team of the example has verified and approved."""
    row = skeletons.example(kind, language)
    known = (*row.facts, row.right, row.executed, row.evidence, row.action)
    tongue = language.value
    return SheetView(
        version="v1",
        severity="S1",
        responsibility={skeletons.FALSE_CLAIM: "not_ours", skeletons.OPEN: "unknown"}.get(form, "ours"),  # type: ignore[arg-type]
        cause_confirmed=form not in EARLY,
        approved_causes=(row.cause,),
        evidence_refs=(row.evidence,),
        denial_approved=form == skeletons.FALSE_CLAIM,
        facts=tuple(SheetFact.read(str(n), text, NOW, tongue) for n, text in enumerate(known, start=1)),
        offers=tuple(
            PromiseOffer(group, row.remedy, tuple(scan_facts(row.remedy, NOW, tongue))) for group in GROUPS
        ),
        contacts=(row.contact,),
        approved_lines=(row.remedy, row.cause),
        next_update=NEXT,
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", TYPES)
def test_an_example_passes_its_own_check(kind: CrisisType, form: str, language: Language) -> None:
    text = text_of(kind, form, language)
    apology = said(kind, form, language).get(Slot.APOLOGY, "")
    assert strategies.apologizes(text) is bool(apology), "the apology's words decide, and no other line has them"
    verdict = screen(text, sheet(kind, form, language), now=NOW, language=language.value)
    found = [(one.rule, one.reason, text[one.start : one.end]) for one in verdict.findings if one.level == "block"]
    assert found == [], text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", TYPES)
def test_an_example_fills_what_its_stage_requires(kind: CrisisType, language: Language) -> None:
    for stage in StatementStage:
        if stage is StatementStage.UNKNOWN:
            continue
        ours = demands(TABLES, stage, Case(kind, Responsibility.OURS, cause=True, loss=True))
        assert set(ours.required) - set(said(kind, stage.value, language)) == set(), stage
    result = demands(TABLES, StatementStage.RESULT, Case(kind, Responsibility.OURS))
    assert result.shares == {Slot.REMEDY}, "the closing text alone"
    done, tongue = skeletons.conditions().done_words, language.value
    (share,) = shares_done(said(kind, "result", language)[Slot.REMEDY], done, NOW, tongue)
    fact = SheetFact.read("1", skeletons.example(kind, language).executed, NOW, tongue)
    assert carries([fact], share, NOW), "it says what its fact says"
    false = demands(TABLES, StatementStage.VERIFIED, Case(CrisisType.RUMOR, Responsibility.FALSE_CLAIM))
    filled = set(said(kind, skeletons.FALSE_CLAIM, language))
    assert set(false.required) <= filled
    assert Slot.APOLOGY not in filled, "nothing is apologized for that did not happen"
    still_open = demands(TABLES, StatementStage.VERIFIED, Case(kind))
    filled = set(said(kind, skeletons.OPEN, language))
    assert set(still_open.required) <= filled
    assert not filled & {Slot.RESPONSIBILITY, Slot.APOLOGY, Slot.REMEDY}, (
        "nothing is admitted that nobody established"
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", TYPES)
def test_a_draft_without_any_facts_still_reads_like_a_person(kind: CrisisType, language: Language) -> None:
    bare = dict(skeletons.skeleton(kind, "holding").filled(language, {}))
    text = skeletons.between(language).join(bare.values())
    assert "{" not in text
    assert Slot.EMPATHY in bare
    assert Slot.KNOWN in bare
    assert Slot.CAUSE not in bare
    assert not re.search(r"X{2,}|_{2,}|\.{4,}", text)


def _fits(kind: CrisisType, form: str, row: channels.ChannelRow, language: Language) -> bool:
    """As a draft is begun: the usual words, else the short form with the facts, else that without them."""
    limit = row.limit_in(language)
    tried = [said(kind, form, language)]
    if short := skeletons.short_of(form):
        tried += [said(kind, short, language), said(kind, short, language, facts=False)]
    between = skeletons.between(language)
    return limit is None or any(channels.length(between.join(text.values())) <= limit for text in tried)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", [form for form in FORMS if not form.endswith("_short")])
@pytest.mark.parametrize("row", [row for row in channels.channels() if row.limit], ids=lambda row: row.code.value)
def test_what_does_not_fit_a_channel_has_another_and_a_reason(
    row: channels.ChannelRow, form: str, language: Language
) -> None:
    unfit = [kind for kind in TYPES if not _fits(kind, form, row, language)]
    other = channels.moved_to(row.code, form, language)
    assert not unfit or other is not None, (row.code, form, unfit)
    assert unfit or other is None or skeletons.short_of(form), "a reason that is none"
    if other is not None:
        target = channels.channel(other.value)
        assert target is not None
        assert all(_fits(kind, form, target, language) for kind in TYPES)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", TYPES)
def test_a_first_response_fits_a_pinned_comment(kind: CrisisType, language: Language) -> None:
    row = channels.channel("douyin_comment")
    assert row is not None
    assert _fits(kind, "holding", row, language)
    asked = demands(TABLES, StatementStage.HOLDING, Case(kind, harm=kind in skeletons.conditions().harm_types))
    for facts in (True, False):
        short = said(kind, "holding_short", language, facts=facts)
        assert set(asked.required) <= set(short), "short, and nothing of what is required left out"
        assert not set(asked.forbidden) & set(short)


def test_every_blank_is_one_that_the_desk_can_fill() -> None:
    for kind in TYPES:
        for form in FORMS:
            for _, sentences in skeletons.skeleton(kind, form).slots:
                for sentence in (*sentences.zh, *sentences.en):
                    assert set(re.findall(r"\{(\w+)\}", sentence)) <= skeletons.BLANKS


def test_public_times_carry_their_day_only_when_it_is_not_clear() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert public_moment(NEXT, zone, NOW, Language.ZH) == "22:30"
    assert public_moment(NEXT + timedelta(hours=2), zone, NOW, Language.ZH) == "00:30"
    assert public_moment(NEXT + timedelta(days=1), zone, NOW, Language.ZH) == "11月23日22:30"
    assert public_moment(NEXT + timedelta(days=1), zone, NOW, Language.EN) == "23 Nov, 22:30"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3 改成 我们正在联系。", (3, "我们正在联系。")),
        ("3改成我们正在联系。", (3, "我们正在联系。")),
        ("3 -> new line", (3, "new line")),
        ("12 change to x", (12, "x")),
        ("3改成22:30前通报", (3, "22:30前通报")),
        ("6: by 22:30", (6, "by 22:30")),
        ("2 删掉", (2, "")),
        ("3 例起疹", None),
        ("3", None),
        ("我们收到3位家长反馈", None),
        ("7.43 复制打开抖音", None),
        ("22:30 再看", None),
    ],
)
def test_an_edit_of_one_line_is_known_by_its_beginning(typed: str, read: tuple[int, str] | None) -> None:
    assert edits.line_edit(typed) == read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("去掉附件 2", 2),
        ("删除附件2", 2),
        ("附件 1 删掉", 1),
        ("remove file 2", 2),
        ("Remove attachment 10", 10),
        ("3 删掉", None),
        ("去掉附件", None),
        ("去掉附件 2 和 3", None),
        ("请去掉附件 2", None),
    ],
)
def test_a_file_is_taken_off_by_its_number(text: str, number: int | None) -> None:
    assert edits.file_off(text) == number
