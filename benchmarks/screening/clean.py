"""Ordinary sentences, put together from parts written for this measurement: nothing in them is a disguise.

Everyday talk, service, statements, news and shopping in Chinese and English; no part was written while looking at
what the screening does. A sentence in which a wording of the run stands letter for letter is left out by the caller.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_ZH = {
    "who": ["我妈", "楼下的邻居", "店里的小姑娘", "这位家长", "我们班长", "客服", "同事小周", "隔壁团队", "她", "他们俩", "一位顾客", "我家孩子", "物业", "快递小哥", "房东", "医生", "老师", "编辑", "记者", "值班经理", "主管", "志愿者", "门店店长", "仓库管理员", "新来的同学", "设计师", "村里的老人", "司机师傅", "售后", "前台", "厂长", "会计", "网友"],
    "when": ["昨天", "今早", "上个月", "周末", "刚才", "前几天", "这两天", "去年冬天", "中秋前", "下班以后", "午休时", "傍晚", "开会前", "吃完饭", "凌晨", "节后", "月底", "放学后", "半路上", "出差回来"],
    "do": ["把箱子搬上了楼", "去窗口排了队", "发来一段视频", "打了三次电话", "换了新的滤芯", "拍了几张照片", "问了问价格", "在评论里留了言", "退了那双鞋", "寄回了样品", "整理好了名单", "把情况说清楚了", "核对了库存", "写完了周报", "检查了水管", "买了两斤苹果", "重新装了系统", "看了回放", "请了半天假", "预约了检测", "签收了快递", "调整了排班", "加了一个群", "回了一封邮件", "修好了打印机", "带孩子去了公园", "把门锁好了", "做了一锅汤", "算了算账", "提交了申请", "登记了信息", "贴了通知", "参加了培训", "对比了两款手机", "翻译了说明书", "改了三遍稿子", "申请了延期", "收拾了房间", "扫了码", "领了号"],
    "then": ["结果还不错", "大家都松了口气", "后来也没再提", "晚上才回来", "手机就没电了", "孩子很开心", "总算赶上了", "还是要再等等", "心里踏实多了", "差点迟到", "价格比想象的便宜", "味道一般", "颜色偏深", "尺码正合适", "包装有点破", "屏幕很亮", "声音不大", "续航够用", "走路十分钟就到", "服务员挺客气", "房间朝南", "早餐简单", "地铁口不远", "空调有些吵", "老板人很好", "下次还会来", "推荐给朋友了", "发票第二天寄到", "流程不复杂", "资料要带齐", "排队的人不少", "天气转凉了", "路上有点堵", "电影比书好看", "球赛打到加时", "菜有点咸", "水果很新鲜", "花开得正好", "作业还没写完", "会议改到下午"],
    "statement": ["我们已经看到大家的反馈", "相关视频我们注意到了", "目前情况正在核实", "样品已送去检测", "涉及的批次先停止销售", "请先停用这款产品", "如有不适请尽快就医", "客服会逐一联系每位家长", "下一次通报时间是晚上十点", "调查组已到现场", "我们对受伤的同事表示慰问", "门店照常营业", "系统正在恢复", "部分订单会晚到一天", "感谢大家的监督", "有进展会在本账号更新", "我们向这位顾客当面道歉", "负责人已停止直播", "商品页面已经更正", "差额会原路退回", "我们保留了监控记录", "已向主管部门报告", "活动暂停,恢复时间另行通知", "配方没有变更", "检验单可以在官网查询", "我们请了外部专家来看", "仓库已封存", "用户信息没有外泄的迹象", "密码请尽快修改", "账号登录异常的请联系我们"],
    "news": ["气温将下降六到八度", "新线路下月试运行", "图书馆延长开放时间", "这家工厂恢复了生产", "医院增加了夜间门诊", "比赛推迟到下周", "学校开设了手工课", "博物馆展出一批青铜器", "果农今年收成不错", "港口吞吐量增长", "新能源车销量上升", "旧小区加装了电梯", "桥面维修需要三天", "农产品价格平稳", "航班因大雾延误", "考试成绩月底公布", "医保报销比例提高", "社区建了口袋公园", "夜市重新开张", "高铁票开始发售", "老厂房改成了展馆", "两地签了合作协议", "科研人员发现新的鸟类", "河道清理完毕", "国家公园迎来旺季", "电影节落下帷幕", "菜篮子工程见效", "乡村路灯亮了"],
    "glue": [",", ",所以", ",不过", ",而且", "。", ";", ",听说", ",可是", ",顺便", ",然后", "! ", ",毕竟", ",其实"],
    "end": ["。", "。", "。", "!", "?", "~", "…", ""],
    "mark": ["", "", "", "", "", "", "", "😀", "👍", "(笑)", "【图】", "— "],
}  # fmt: skip

_EN = {
    "who": ["My neighbour", "The new intern's manager", "A customer from Leeds", "Our night shift", "Her sister", "The delivery driver", "One parent", "The editor", "Somebody at the front desk", "The warehouse crew", "A retired teacher", "The nurse", "Their landlord", "The choir", "Our accountant", "Two students", "The plumber", "A reporter", "The duty manager", "The bakery next door"],
    "do": ["called the office twice", "sent us a short video", "moved the boxes upstairs", "asked for the receipt", "changed the filter", "booked a room for June", "wrote a long review", "checked the stock list", "fixed the printer", "walked the dog before work", "took the early train", "cleaned the kitchen", "returned a pair of shoes", "planted tomatoes", "read the manual again", "joined the choir", "forgot the password", "signed for the parcel", "compared two phones", "translated the leaflet", "asked about the opening hours", "made soup for the whole team", "closed the shop at noon"],
    "then": ["and it went well", "but nobody answered", "so we waited outside", "and the kids loved it", "although it rained all day", "and then went home", "which took about an hour", "and paid in cash", "while the others slept", "because the lift was broken", "and the colour is darker than expected", "but the battery lasts", "and breakfast was simple", "and the room faces south", "so the meeting was moved", "and we learned a lot", "but the soup was salty", "and the staff were kind", "before the store opened", "and left a note"],
    "statement": ["We have seen your messages", "We are looking into the report", "The batch is off the shelves for now", "Please stop using the product", "Please see a doctor if you feel unwell", "Our service will contact every family", "The next update follows at ten", "The store remains open", "Some orders will arrive a day later", "We apologise to the guest in person", "The page has been corrected", "The difference will be paid back", "We are grateful for every hint", "The team is on site", "The live stream has ended", "Your account is safe to use", "Please change your password", "We will share what we learn", "The recipe has not changed", "A sample is on its way to the lab"],
    "news": ["Temperatures will drop tonight", "The library stays open longer", "The bridge is closed for repairs", "Farmers report a decent harvest", "The museum shows early bronze", "Trains run every ten minutes", "The match was postponed", "The clinic opened a night desk", "Two towns signed an agreement", "The river was cleaned up", "The old mill became a gallery", "Exam results come out in July", "Electric buses are on trial", "The market moved indoors", "The school offers pottery classes"],
    "glue": [", and ", ". ", "; ", ", though ", ", so ", ". Then ", ". Meanwhile ", ", as usual, "],
    "end": [".", ".", ".", "!", "?", "...", " :)"],
}  # fmt: skip

# Words that hold a wording, or stand beside one, and mean something else.
HARD: tuple[tuple[str, str], ...] = tuple(
    (term, text)
    for term, _, rest in (
        line.partition(":")
        for line in (
            "独家:度假的时候带了一本书|读家信读到半夜|他独自回家|独立的家庭账户|单独家访",
            "首个:收割季节到了|手各拿一个|首先个人要登记|守着这个家",
            "专供:专攻英语口语|砖工师傅|转供电线路|专门供应早餐",
            "唯一:维也纳很美|胃疑似不适|为一家人做饭|尾翼掉了",
            "退款:腿宽的裤子|推宽了车道|退潮后款步回家|后退一步,款式不变",
            "全额退款:金额推算错了|权限退回,款项待查|全国的额度,退改条款|前额退热贴款式",
            "竞争对手:精准对手机型号|镜子对着手|竞赛中争取,对面的手",
            "水军:谁均分了|税均摊|海军和水手|水均匀加入",
            "恶意:饿一会儿|鄂伊两地|厄运一场|耳翼展开",
            "下单:夏丹老师|吓胆小的孩子|地下单车停车场|下雨,单位放假",
            "优惠:有会要开|油会溅出来|又回家了|朋友会来",
            "最佳:醉驾被查|嘴角起泡|罪家属不知|追加预算",
            "第一:地衣标本|弟以为是我|递一下盐|低于一米",
            "full refund:fully refunded already|a full re-fund drive? no, a refund, in full|the fund is full|refuel fully",
            "guaranteed:guarantee letters|an unguaranteed loan|guarantees vary|guarantor needed",
            "best:bestow a prize|the beast slept|bests him|bestseller list|asbestos survey",
            "sue:tissue paper|issued today|pursue a hobby|suede shoes|Sues valley",
            "recall:recalled fondly|recaller id|total recalls|precall check",
            "100%:1100% zoom|2100%|100.5 percent|10 0 percentage signs",
        )
    )
    for text in rest.split("|")
)  # fmt: skip


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
        yield pick("mark") + text + pick("end")


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
