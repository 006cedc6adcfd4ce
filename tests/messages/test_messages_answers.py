"""Short answers from plain values: what a refusal or a parcel carries becomes words by the blanks' names."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AlreadyDone
from messages.notices.answers import answer, toast
from messages.words import WordsMissing
from storage.vocabulary.people import Language
from tests.messages.sampled_story import reader

ZH, EN = reader(Language.ZH), reader(Language.EN)
WHEN = "2026-11-22T12:41:00+00:00"


@pytest.mark.parametrize(
    ("key", "values", "zh"),
    [
        ("refused-alert-decided", {"decision": "opened", "by": "林澜", "at": WHEN}, "已由 林澜 20:41 处理:已开启"),
        (
            "refused-role-taken",
            {"role": "legal", "by": "林澜", "at": WHEN},
            "法务已由 林澜 20:41 接下。要换人,先交接。",
        ),
        ("refused-clock-stopped", {"clock": "first_response", "by": "", "at": ""}, "首次回应已经停了,不用再按。"),
        ("refused-clock-stopped", {"kind": "decision"}, "决定已经停了,不用再按。"),
        ("refused-severity-unchanged", {"severity": "S2"}, "已经是 S2,没有变化。要改就选别的等级。"),
        (
            "refused-pause-not-allowed",
            {"kind": "legal", "severity": "S2", "why": "legal"},
            "法定和平台时限不能暂停。先把能交的交上。",
        ),
        (
            "refused-not-allowed",
            {"permission": "public_voice", "roles": "commander,communications_lead", "people": "周岚"},
            "这件事要由总指挥或公关负责人来做。请 周岚 来点。",
        ),
        (
            "refused-nobody-to-ask",
            {"roles": "communications_lead,legal,communications_lead,commander"},
            "能批准的人一个也联系不上:公关负责人、法务或总指挥。先叫人,再送批准。",
        ),
        (
            "refused-not-allowed",
            {"permission": "owner", "roles": "", "people": ""},
            "这件事只有危机台负责人能做。请他们来点。",
        ),
        (
            "refused-not-allowed-passed",
            {"what": "发布", "permission": "public_voice", "people": ["周岚"]},
            "发布要由公关负责人或总指挥点。已帮你转给 周岚。",
        ),
        (
            "refused-action-not-allowed",
            {"action": "respond", "state": "closed"},
            "现在是已结案,不能响应。看卡上现有的按钮。",
        ),
        ("refused-stranger", {}, "这里只服务本团队。"),
        ("refused-voice", {}, "语音不能自动进口径检查,请打字或截图。"),
        ("answer-report-paging", {"name": "林澜"}, "已收到,正在呼叫值班 林澜"),
        ("answer-report-responded", {"by": "林澜", "at": WHEN}, "林澜 已响应 20:41"),
        ("answer-crew-complete", {"at": WHEN, "met": 6, "total": 6}, "人已到齐 20:41(6/6)"),
        (
            "answer-raised-past",
            {"severity": "S1", "seen": WHEN, "clock": "first_response", "late": 28 * 60},
            "调高为 S1。按首见 20:41 重算:首次回应已过 28 分钟。先发,原因留到复盘。",
        ),
        (
            "answer-unreachable",
            {"person": "赵宁", "why": "没开私聊、没登记手机呼叫"},
            "联系不上 赵宁:没开私聊、没登记手机呼叫。",
        ),
        (
            "refused-person-unknown",
            {"name": "<林>"},
            "团队里没有叫&lt;林&gt;的人。用 @ 点名,或先请对方点一次 /start。",
        ),
    ],
)
def test_what_people_read(key: str, values: dict[str, object], zh: str) -> None:
    assert answer(key, ZH, **values).text == zh  # type: ignore[arg-type]


def test_english_reads_the_same_values() -> None:
    values = {"severity": "S1", "seen": WHEN, "clock": "first_response", "late": 28 * 60}
    assert answer("answer-raised-past", EN, **values).text == (
        "Raised to S1. Counted from first seen 20:41: first response 28 minutes past. "
        "Send first; reasons can wait for the recap."
    )
    values = {"what": "Publishing", "permission": "public_voice", "people": "Zhou Lan"}
    assert answer("refused-not-allowed-passed", EN, **values).text == (
        "Publishing is for the communications lead or commander. Passed to Zhou Lan for you."
    )
    degraded = answer("answer-group-degraded", EN).text
    assert degraded == "The group is unreachable; using phones and private messages. Deadlines keep running."


def test_a_refusal_as_it_is_raised() -> None:
    refusal = AlreadyDone()
    assert answer(refusal.key, ZH, **refusal.values).text == "这件事刚才已经做过了,不用再按。"


def test_values_may_be_of_their_own_type() -> None:
    when = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)
    assert answer("answer-report-responded", ZH, by="林澜", at=when).text == "林澜 已响应 20:41"
    assert toast("toast-clock-met-late", ZH, clock="task", late=timedelta(minutes=9)) == "任务完成,超时 9 分钟"


def test_what_cannot_be_read_is_shown_as_it_came() -> None:
    assert answer("refused-time-past", ZH, at="昨天八点").text == "昨天八点 已经过了。写一个还没到的时间。"
    assert (
        answer("refused-clock-stopped", ZH, clock="of_a_later_release").text
        == "of_a_later_release已经停了,不用再按。"
    )


def test_without_a_zone_no_time_is_told() -> None:
    """A stale button is answered before the team is known: better no time than one of another zone."""
    values = {"decision": "opened", "by": "林澜", "at": WHEN}
    assert toast("refused-alert-decided", Language.ZH, **values) == "已由 林澜 处理:已开启"
    assert toast("toast-step-done", Language.ZH, at=WHEN) == "记下了,做完了"


def test_toasts() -> None:
    assert toast("toast-declined", ZH, name="王砚") == "已转呼 王砚"
    assert toast("toast-declined", Language.EN, name="Wang Yan") == "Passed on to Wang Yan"
    assert toast("toast-watching", ZH, until="2026-11-22T06:00:00+00:00") == "盯到 14:00"
    assert len(toast("toast-declined", ZH, name="很" * 900)) == 200
    with pytest.raises(WordsMissing):
        toast("toast-opened", ZH)
