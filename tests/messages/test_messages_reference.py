"""The reference texts, word for word: what a crisis lead agreed to read at three in the morning.

Buttons stand in brackets, as people see them. Change one only on purpose, and then everywhere.
"""

import pytest

from storage.vocabulary.people import Language
from tests.messages.sampled_all import drawn
from tests.messages.test_messages_golden import shown

ZH = {
    "alert_s1_opened": """\
🔴 预警 · 疑似 S1 · 涉及儿童身体伤害
3 位用户称孩子用后脸部起疹
抖音「豆芽星球」直播间 · 儿童润肤霜 0912A
首见 20:31 · 9 分钟 3 条 · 直播中,在看 1.2 万
已自动开启事件,正在呼叫值班 林澜
[进话题] [看证据 3]
[无需处理]
""",
    "incident": """\
🔴 S1 · 儿童润肤霜疑致起疹
INC-2026-0007 · 产品安全 · 处置中 · 责任未明
首见 20:31 · 开启 20:40

对外  首次回应 21:31 到期 · 起草中(周岚)
口径  常备口径在用 → 口径单 v1 待批
停推  3/4 · 差 投流(阿杰)

总指挥 林澜 · 公关 周岚 · 客服 何敏 · 运营 阿杰
法务 呼叫中,20:46 转呼 王砚
业务 空缺

接下来
1 核对 0912A 在售与库存 · 赵宁 20:55
2 联系 3 位家长 · 何敏 21:00
已核实 2 · 待核实 1 · 超时 0 · 20:44 更新
[记事实] [写回应] [查口径]
[我来接岗] [任务 2/9] [更多]
""",
    "boss_line": "S1 · 首次回应 21:31 到期 · 超时 0\n",
    "stop_loss": """\
先止损(直播中,3 分钟内)
主播现在可以照着说(常备口径 · 已批准):
各位家长先停一下。刚收到几位家长反馈,孩子用后起疹,这款我们先下架。正在用的请先停用,有不适尽快就医,联系客服,我们一个一个跟进。原因还没查清,我不猜,查清了马上告诉大家。
[下架 0912A 链接] [停投流] [停预约发布]
[大字给主播看] [已口播]
""",
    "role_request": """\
🔴 S1 · 需要你担任法务
儿童润肤霜疑致起疹 · INC-2026-0007
你要做的第一件事:21:00 左右批首次回应,10 分钟内
20:46 前没有响应,转呼 王砚
[接下] [接不了]
""",
    "role_taken": """\
你是法务 · 20:45 接下 · 总指挥 林澜 · 下一件事 21:00 批首次回应
[进话题] [交接]
""",
    "role_empty": "业务负责人还空着。\n[呼叫 赵宁] [我先兼] [这次不需要]\n",
    "duty_call": """\
🔴 S1 · 呼叫值班
儿童润肤霜疑致起疹 · INC-2026-0007
20:45 前响应,否则转呼 周岚
[我来响应] [接不了]
[进话题]
""",
    "clock_warning": """\
⏱ 还剩 12 分钟 · 首次回应 21:31 到期
卡在:等法务批准(王砚,21:09 起)
[催王砚] [走紧急发布] [暂不回应]
""",
    "clock_overdue": """\
⛔ 首次回应已超时(21:31)
卡在:等法务批准(王砚)
先发,原因留到复盘。
[走紧急发布] [暂不回应]
""",
    "clock_met": "✓ 首次回应 21:24 发布,按时(提前 7 分钟)\n",
    "page_role": """\
S1 呼叫 · 请担任法务
产品安全 0007。20:46 前响应,否则转呼下一位。
[接下] [接不了] [打开]
""",
    "recap": """\
复盘 · S1 儿童润肤霜疑致起疹 · INC-2026-0007
11-22 20:31 首见 → 11-25 09:10 解除
响应 25 秒 · 首次回应 53 分(时限 60)· 情况说明 4 时 10 分(时限 5 时)
时限 11/12 按时 · 超时 1:业务负责人到位 +4 分
对外 5 条,凭证 5/5 · 偏差 1,已更正
拦下不当说法 7 处 · 承诺 3 项,已兑现 2
做得好:3 分钟内下架并口播
要改进:4 项,最近 11-27 到期
[看全文] [一页] [PDF]
[复盘会] [改进项 4]
""",
}

EN = {
    "alert_s1_opened": """\
🔴 Alert · suspected S1 · injury to a child
3 viewers say their child got a rash after use
Douyin "Douya Planet" live room · kids' cream 0912A
First seen 20:31 · 3 in 9 minutes · on air, 12k watching
Incident opened automatically, paging duty: Lin Lan
[Open topic] [Evidence 3]
[No action]
""",
    "incident": """\
🔴 S1 · Kids' cream, suspected rash
INC-2026-0007 · product safety · handling · responsibility unknown
First seen 20:31 · opened 20:40

Public   First response due 21:31 · drafting (Zhou Lan)
Script   Standing lines in use → sheet v1 waits for approval
Promo    3/4 paused · left: paid traffic (A Jie)

Commander Lin Lan · Comms Zhou Lan · Service He Min · Account A Jie
Legal being paged, passes to Wang Yan 20:46
Business owner: empty

Next
1 Check stock and sale of 0912A · Zhao Ning 20:55
2 Call the 3 parents · He Min 21:00
2 verified · 1 to verify · 0 overdue · updated 20:44
[Add fact] [Write response] [Check words]
[Take a role] [Tasks 2/9] [More]
""",
    "boss_line": "S1 · first response due 21:31 · 0 overdue\n",
    "stop_loss": """\
Stop the harm first (on air, within 3 minutes)
The host can say this now (standing line, approved):
Parents, one moment please. Several parents have just told us their child got a rash after use, so we are taking \
this item down. If you are using it, please stop; if your child is unwell, see a doctor soon, and contact our \
service: we will follow up with each of you. We do not know the cause yet and I will not guess. When we know, you \
will.
[Remove 0912A link] [Stop paid traffic] [Hold scheduled posts]
[Large text for the host] [Said on air]
""",
    "role_request": """\
🔴 S1 · You are needed as legal
Kids' cream, suspected rash · INC-2026-0007
Your first job: approve the first response around 21:00, within 10 minutes
No response by 20:46: passed on to Wang Yan
[I take it] [I can't]
""",
    "role_taken": """\
You are legal since 20:45 · commander Lin Lan · next: approve the first response, 21:00
[Open topic] [Hand over]
""",
    "role_empty": "Business owner is still empty.\n[Page Zhao Ning] [I'll cover] [Not needed this time]\n",
    "duty_call": """\
🔴 S1 · Duty call
Kids' cream, suspected rash · INC-2026-0007
Respond by 20:45 or it passes on to Zhou Lan
[I'm on it] [I can't]
[Open topic]
""",
    "clock_warning": """\
⏱ 12 minutes left · first response due 21:31
Waiting for: legal approval (Wang Yan, since 21:09)
[Nudge Wang Yan] [Emergency release] [Hold our answer]
""",
    "clock_overdue": """\
⛔ First response is overdue (21:31)
Waiting for: legal approval (Wang Yan)
Send first; reasons can wait for the recap.
[Emergency release] [Hold our answer]
""",
    "clock_met": "✓ First response out 21:24, on time (7 minutes early)\n",
    "page_role": """\
S1 page · you are legal
Product safety 0007. Respond by 20:46 or it passes on.
[I take it] [I can't] [Open]
""",
    "recap": """\
Recap · S1 kids' cream, suspected rash · INC-2026-0007
First seen 22 Nov 20:31 → stood down 25 Nov 09:10
Responded in 25 s · first response 53 min (limit 60) · verified statement 4 h 10 (limit 5 h)
Deadlines 11/12 on time · overdue 1: business owner +4 min
Out: 5 messages, proof 5/5 · 1 deviation, corrected
Stopped: 7 wrong sentences · promises 3, kept 2
Went well: off sale and said on air within 3 minutes
To improve: 4 items, next due 27 Nov
[Full recap] [One page] [PDF]
[Review] [Actions 4]
""",
}

#: Single lines of the reference, and the sample that holds each.
LINES = {
    Language.ZH: {
        "alert_s2_opens_by_itself": "20:50 前无人处理将自动开启",
        "alert_s3": "建议:先盯着(转发 180,低于 500)",
        "alert_s1_responded": "已开启 INC-2026-0007 · 林澜 20:41",
        "alert_s3_watched": "林澜 盯到 14:00,转发 ≥ 500 即呼叫",
        "alert_s3_dismissed": "无需处理 · 与我们无关 · 林澜 10:22",
        "alert_s2_choosing": "[与我们无关] [重复] [已解决]",
        "incident_light": "对外  首次回应 暂不回应(林澜、周岚 13:12),14:00 再看",
        "incident_restricted_stub": "受限事件 INC-2026-0007 · 总指挥 林澜",
        "incident_waiting": "[我来响应] [接不了]",
        "panel_more": "[定性] [人员]",
        "page_duty": "S1 呼叫 · 值班",
        "page_again": "第 2 次呼叫 · S1 · 20:46 转呼",
        "page_many": "最急 0007 产品安全,21:31 对外到期",
        "duty_call_taken": "已由 陈默 接下,你可以休息了。",
        "handover": "你接 林澜 的总指挥。",
        "help": "三件事就够:有情况发「报 …」;这句能不能发「能说吗 …」;现在怎么说「口径」。",
    },
    Language.EN: {
        "alert_s2_opens_by_itself": "Opens by itself if nobody acts by 20:50",
        "alert_s3": "Suggestion: watch (180 reposts, below 500)",
        "incident_waiting": "[I'm on it] [I can't]",
        "page_again": "Second call · S1 · passes on 20:46",
        "page_many": "Most urgent: 0007, public 21:31",
        "duty_call_taken": "Chen Mo has it. You can rest.",
        "help": "Three things are enough: report …, can I say …, sheet.",
    },
}


@pytest.mark.parametrize("name", ZH)
def test_chinese_reference(name: str) -> None:
    assert shown(drawn(Language.ZH)[name]) == ZH[name]


@pytest.mark.parametrize("name", EN)
def test_english_reference(name: str) -> None:
    assert shown(drawn(Language.EN)[name]) == EN[name]


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LINES for name in LINES[language]]
)
def test_reference_lines(language: Language, name: str) -> None:
    assert LINES[language][name] in shown(drawn(language)[name]).splitlines()
