"""Writes a wording as people write it who do not want it found, or whose keyboard and ears got it wrong.

28 classes. The tables for look-alikes, split characters and formal digits are written by hand here, apart from
those the product uses, so that a class does not measure itself.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

from messages.screening import sounds, tables

CLASSES = [
    "plain",
    "case",
    "width",
    "traditional",
    "space",
    "punctuation",
    "emoji",
    "zero_width",
    "combining",
    "markup",
    "repeat",
    "digits",
    "confusable",
    "leet",
    "homo1",
    "homo_all",
    "near1",
    "pinyin_full",
    "pinyin_mix",
    "initials_all",
    "initials_mix",
    "split1",
    "glyph1",
    "swap",
    "gap",
    "glue",
    "typo",
    "combo",
]

# Look-alikes by hand: groups of characters mistaken for one another on a small screen.
_ALIKE = (
    "赔陪培 偿尝赏 退腿褪 款歉欸 额颜颔 全金余 保堡呆 证怔征正 承丞 诺偌喏 任仕住 何河荷 绝艳 对时树 第弟 "
    "最撮 佳住隹 级极圾 国囯围 家冢豪 独浊烛 唯惟推 顶项须 首百 选先洗 特持待 供拱哄 效郊 根很恨 治冶 "
    "召沼招 回冋间 下卞 架驾 解懈蟹 约钓的 开并 除徐 起赴 诉沂拆 报服 警擎 由田甲申 于干千 因囚困 为力 "
    "所听 有冇肓 恶悪 意薏 造迼 谣遥瑶 水氷永 军车 竞竟 争净 手毛 检捡验 测侧 合台舍 格洛恪 权杈叔 "
    "威戚成 机杌 构沟购 直真 播潘 间问闻 福幅副 袋贷 购沟构 物牧 车东 链连 接按 未末 己已巳 士土 大太犬 "
    "人入八 日曰目 天夭夫 免兔 今令 名各 休体 处外 失矢 待侍 传转 清请情 晴睛 拔拨 折拆析 辨辩辫 "
    "壮状 徒徙 喝渴竭 推堆椎 假暇 罚罸 倍陪 百白 分份 高亭 度席 重童 视祝 深探 表裱 歉款 敬警 谅凉掠 "
    "理埋 用甩 个介 别刖 工土 实买卖 习刁 行衍 业亚 例列 网冈 过边 度庋 读续 价介 低底抵 史吏 强弹 优忧 "
    "安按 受爱 欢欤 迎仰 专传 新欣 名夕 唯谁 无元 副幅 作昨 天关 添舔 加如 绝绐 仅汉 驰弛 标漂 商啇 "
    "法怯 律津 师帅 函涵 责贵 召绍 免晚 费货 换涣 修侈 终络 身射 停婷 职识 永水 录绿 辞辟 承永 担但坦"
)
_SPLIT = {
    "强": "弓虽",
    "证": "言正",
    "诺": "言若",
    "赔": "贝咅",
    "偿": "亻尝",
    "保": "亻呆",
    "法": "氵去",
    "律": "彳聿",
    "最": "日取",
    "佳": "亻圭",
    "级": "纟及",
    "独": "犭虫",
    "家": "宀豕",
    "唯": "口隹",
    "特": "牛寺",
    "供": "亻共",
    "根": "木艮",
    "治": "氵台",
    "解": "角刀牛",
    "约": "纟勺",
    "诉": "言斥",
    "造": "告辶",
    "谣": "言䍃",
    "检": "木佥",
    "测": "氵则",
    "格": "木各",
    "机": "木几",
    "构": "木勾",
    "播": "扌番",
    "福": "礻畐",
    "购": "贝勾",
    "链": "钅连",
    "接": "扌妾",
    "假": "亻叚",
    "罚": "罒讠刂",
    "倍": "亻咅",
    "额": "客页",
    "款": "士示欠",
    "好": "女子",
    "明": "日月",
    "顶": "丁页",
    "低": "亻氐",
    "例": "亻列",
    "行": "彳亍",
    "现": "王见",
    "理": "王里",
    "清": "氵青",
    "何": "亻可",
    "任": "亻壬",
    "绝": "纟色",
    "停": "亻亭",
    "职": "耳只",
    "权": "木又",
    "找": "扌戈",
    "别": "另刂",
    "加": "力口",
    "和": "禾口",
    "信": "亻言",
    "休": "亻木",
    "林": "木木",
    "从": "人人",
    "众": "人人人",
    "品": "口口口",
    "张": "弓长",
    "江": "氵工",
    "河": "氵可",
    "汉": "氵又",
    "话": "言舌",
    "让": "言上",
    "认": "言人",
    "语": "言吾",
    "请": "言青",
    "该": "言亥",
    "谢": "言射",
    "谅": "言京",
    "读": "言卖",
    "词": "言司",
    "试": "言式",
    "评": "言平",
    "论": "言仑",
    "设": "言殳",
    "许": "言午",
    "讲": "言井",
    "诈": "言乍",
    "误": "言吴",
    "说": "言兑",
    "课": "言果",
    "调": "言周",
    "谋": "言某",
    "谎": "言荒",
    "博": "十尃",
    "教": "孝攵",
    "救": "求攵",
    "故": "古攵",
    "敬": "苟攵",
    "数": "娄攵",
    "政": "正攵",
    "秒": "禾少",
    "杀": "乂木",
    "种": "禾中",
    "租": "禾且",
    "程": "禾呈",
    "税": "禾兑",
    "积": "禾只",
    "损": "扌员",
    "换": "扌奂",
    "担": "扌旦",
    "抢": "扌仓",
    "抹": "扌末",
    "打": "扌丁",
    "拍": "扌白",
    "持": "扌寺",
    "指": "扌旨",
    "技": "扌支",
    "扣": "扌口",
    "抖": "扌斗",
}
_NUMERALS = {
    "一": "1①壹１㈠",
    "二": "2②贰２",
    "三": "3③叁３",
    "四": "4④肆４",
    "五": "5⑤伍５",
    "六": "6⑥陆",
    "七": "7⑦柒",
    "八": "8⑧捌",
    "九": "9⑨玖",
    "十": "",
    "0": "０০٠",
    "1": "１①١१",
    "2": "２②٢२",
    "3": "３③٣३",
    "5": "５⑤٥",
}
_CYRILLIC = {
    "a": "аɑα",
    "b": "Ьƅ",
    "c": "сϲ",
    "e": "еҽ",
    "g": "ɡց",
    "h": "һհ",
    "i": "іɩ",
    "j": "јϳ",
    "k": "κк",
    "l": "ӏⅼ",
    "m": "ⅿм",
    "n": "ոп",
    "o": "оοо",
    "p": "рρ",
    "q": "ԛգ",
    "r": "гᴦ",
    "s": "ѕꜱ",
    "t": "тτ",
    "u": "υս",
    "v": "ѵν",
    "w": "ԝѡ",
    "x": "хχ",
    "y": "уү",
    "z": "ᴢ",
}
_LEET = {"a": "4@", "e": "3", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9"}
_EMOJI = ("😀", "👍", "❤️", "🔥", "✨", "👍🏻", "🎉", "💰", "⭐", "🙏")
_SIGNS = (".", "*", "·", "-", "_", "/", "|", "~", "^", "、", "•", "=", "'", "(", ":")
_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2062")
_MARKS = ("\u0336", "\u0335", "\u0301", "\u20e0", "\u0332", "\u0307", "\ufe0f", "\u034f")
_INSERTED = (
    "的",
    "了",
    "一个",
    "给您",
    "都会",
    "会",
    "啊",
    "真的",
    "这个",
    "哦",
    "其实",
    "慢慢",
    "x",
    "您的",
    "来",
)

Maker = Callable[[str, random.Random], str | None]


def is_chinese(term: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in term)


@lru_cache(1)
def _common() -> frozenset[str]:
    return frozenset(char for word in tables.chinese_words() for char in word)


@lru_cache(1)
def _alike() -> Mapping[str, str]:
    table: dict[str, str] = defaultdict(str)
    for group in _ALIKE.split():
        for char in group:
            table[char] += group.replace(char, "")
    return table


@lru_cache(1)
def _traditional() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for char, plain in tables.plain_forms().items():
        if "\u4e00" <= char <= "\u9fff" and "\u4e00" <= plain <= "\u9fff":
            table[plain].append(char)
    return table


def _between(term: str, rng: random.Random, choose: Callable[[], str]) -> str:
    """Puts something between all letters, or between some."""
    every = rng.random() < 0.6
    out = term[0]
    put = False
    for place, char in enumerate(term[1:], 1):
        last_chance = place == len(term) - 1 and not put
        if every or rng.random() < 0.5 or last_chance:
            out += choose()
            put = True
        out += char
    return out


def _case(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice((char.upper(), char.lower())) for char in term)
    return made if made != term else (term.upper() if term.upper() != term else None)


def _width(term: str, rng: random.Random) -> str | None:
    made = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else ("\u3000" if c == " " else c) for c in term)
    return made if made != term else None


def _traditional_form(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice(_traditional()[char]) if char in _traditional() else char for char in term)
    return made if made != term else None


def _emoji(term: str, rng: random.Random) -> str | None:
    return _between(term, rng, lambda: rng.choice(_EMOJI)) if len(term) > 1 else None


def _punctuation(term: str, rng: random.Random) -> str | None:
    sign = rng.choice(_SIGNS)
    return _between(term, rng, lambda: sign) if len(term) > 1 else None


def _space(term: str, rng: random.Random) -> str | None:
    if len(term) < 2:
        return None
    space = rng.choice((" ", " ", "\u3000", "  ", "\u00a0"))
    return space.join(term) if not is_chinese(term) else _between(term, rng, lambda: space)


def _zero_width(term: str, rng: random.Random) -> str | None:
    return _between(term, rng, lambda: rng.choice(_INVISIBLE)) if len(term) > 1 else None


def _combining(term: str, rng: random.Random) -> str | None:
    mark = rng.choice(_MARKS)
    return "".join(char + mark for char in term)


def _markup(term: str, rng: random.Random) -> str | None:
    middle = rng.randrange(1, len(term)) if len(term) > 1 else 1
    head, tail = term[:middle], term[middle:]
    return rng.choice(
        (
            f"<b>{head}</b>{tail}",
            f'{head}<span class="tg-spoiler">{tail}</span>',
            f"**{head}**{tail}",
            f"{head}||{tail}||",
            f"__{head}__{tail}",
            f"{head}~~{tail}~~",
            f"{head}<br/>{tail}",
            "".join(f"&#{ord(char)};" for char in term),
            f"[{head}](https://t.me/x){tail}",
            f"`{head}`{tail}",
        )
    )


def _repeat(term: str, rng: random.Random) -> str | None:
    letters = [place for place, char in enumerate(term) if char.isalpha()]
    if len(term) < 2 or not letters:
        return None
    chosen = {place for place in letters if rng.random() < 0.5} or {rng.choice(letters)}
    return "".join(char * rng.choice((2, 3)) if place in chosen else char for place, char in enumerate(term))


def _digits(term: str, rng: random.Random) -> str | None:
    made = "".join(rng.choice(_NUMERALS[char]) if _NUMERALS.get(char) else char for char in term)
    return made if made != term else None


def _confusable(term: str, rng: random.Random) -> str | None:
    if is_chinese(term) or len(term) < 4:
        return None
    places = [place for place, char in enumerate(term.lower()) if char in _CYRILLIC]
    if not places:
        return None
    chosen = set(rng.sample(places, rng.randint(1, max(1, len(places) // 2))))
    return "".join(rng.choice(_CYRILLIC[c.lower()]) if place in chosen else c for place, c in enumerate(term))


def _leet(term: str, rng: random.Random) -> str | None:
    places = [place for place, char in enumerate(term.lower()) if char in _LEET]
    if is_chinese(term) or len(term) < 6 or not places:
        return None
    inner = [place for place in places if 0 < place < len(term) - 1] or places
    chosen = set(rng.sample(inner, rng.randint(1, max(1, len(inner) // 2))))
    return "".join(rng.choice(_LEET[c.lower()]) if place in chosen else c for place, c in enumerate(term))


def _same_sound(char: str, syllable: str) -> list[str]:
    pool = (c for c in sounds.same_sound(syllable) & _common() if c != char)
    return sorted(c for c in pool if tables.readings()[c][0] == syllable)


def _near_sound(char: str, syllable: str) -> list[str]:
    pool = (sounds.near_sound(syllable) & _common()) - sounds.same_sound(syllable)
    return sorted(c for c in pool if len(tables.readings()[c]) == 1 and c != char)


def _sounding(term: str, rng: random.Random, count: int | None, near: bool = False) -> str | None:
    shortest = 4 if count is None else 3
    if len(term) < shortest or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    pools = [(_near_sound if near else _same_sound)(char, read[k]) for k, char in enumerate(term)]
    places = [k for k, pool in enumerate(pools) if pool]
    if not places or (count is None and len(places) < len(term) - 1):
        return None
    chosen = set(places if count is None else rng.sample(places, count))
    return "".join(rng.choice(pools[k]) if k in chosen else char for k, char in enumerate(term))


def _pinyin(term: str, rng: random.Random, full: bool) -> str | None:
    if len(term) < 3 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    if full:
        return rng.choice(("", "", " ")).join(read)
    chosen = set(rng.sample(range(len(term)), rng.randint(1, len(term) - 1)))
    return "".join(read[k] if k in chosen else char for k, char in enumerate(term))


def _initials(term: str, rng: random.Random, full: bool) -> str | None:
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    read = sounds.read_wording(term)
    if full:
        made = "".join(syllable[0] for syllable in read)
        return rng.choice((made, made.upper()))
    kept = rng.randrange(len(term))
    return "".join(char if k == kept else read[k][0] for k, char in enumerate(term))


def _split1(term: str, rng: random.Random) -> str | None:
    places = [k for k, char in enumerate(term) if len(_SPLIT.get(char, "")) > 1]
    if len(term) < 3 or not places:
        return None
    chosen = rng.choice(places)
    return "".join(_SPLIT[char] if k == chosen else char for k, char in enumerate(term))


def _glyph1(term: str, rng: random.Random) -> str | None:
    places = [k for k, char in enumerate(term) if _alike().get(char)]
    if len(term) < 3 or not is_chinese(term) or not places:
        return None
    for _ in range(4):
        chosen = rng.choice(places)
        made = "".join(rng.choice(_alike()[char]) if k == chosen else char for k, char in enumerate(term))
        # 金额退还 is another sentence, not 全额退还 in disguise.
        words = {made[k : k + 2] for k in (chosen - 1, chosen) if 0 <= k <= len(made) - 2}
        if not words & tables.chinese_words():
            return made
    return None


def _swap(term: str, rng: random.Random) -> str | None:
    places = [k for k in range(len(term) - 1) if term[k] != term[k + 1]]
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term) or not places:
        return None
    k = rng.choice(places)
    return term[:k] + term[k + 1] + term[k] + term[k + 2 :]


def _gap(term: str, rng: random.Random) -> str | None:
    if len(term) < 4 or not all("\u4e00" <= char <= "\u9fff" for char in term):
        return None
    k = rng.randrange(1, len(term))
    return term[:k] + rng.choice(_INSERTED) + term[k:]


def _glue(term: str, rng: random.Random) -> str | None:
    return term.replace(" ", "").replace("-", "") if " " in term and not is_chinese(term) else None


def _typo(term: str, rng: random.Random) -> str | None:
    if is_chinese(term) or len(term.replace(" ", "")) < 7:
        return None
    places = [k for k in range(1, len(term) - 1) if term[k - 1 : k + 2].isalpha()]
    if not places:
        return None
    k = rng.choice(places)
    kind = rng.randrange(4)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz".replace(term[k].lower(), ""))
    made = (
        term[:k] + term[k + 1 :],
        term[:k] + letter + term[k + 1 :],
        term[:k] + letter + term[k:],
        term[:k] + term[k + 1] + term[k] + term[k + 2 :],
    )[kind]
    return made if made != term else None


_MAKERS: Mapping[str, Maker] = {
    "plain": lambda term, rng: term,
    "case": _case,
    "width": _width,
    "traditional": _traditional_form,
    "space": _space,
    "punctuation": _punctuation,
    "emoji": _emoji,
    "zero_width": _zero_width,
    "combining": _combining,
    "markup": _markup,
    "repeat": _repeat,
    "digits": _digits,
    "confusable": _confusable,
    "leet": _leet,
    "homo1": lambda term, rng: _sounding(term, rng, 1),
    "homo_all": lambda term, rng: _sounding(term, rng, None),
    "near1": lambda term, rng: _sounding(term, rng, 1, near=True),
    "pinyin_full": lambda term, rng: _pinyin(term, rng, True),
    "pinyin_mix": lambda term, rng: _pinyin(term, rng, False),
    "initials_all": lambda term, rng: _initials(term, rng, True),
    "initials_mix": lambda term, rng: _initials(term, rng, False),
    "split1": _split1,
    "glyph1": _glyph1,
    "swap": _swap,
    "gap": _gap,
    "glue": _glue,
    "typo": _typo,
}
_INNER = ("traditional", "homo1", "pinyin_mix", "initials_all", "glue", "case", "leet", "swap", "split1")
_OUTER = ("space", "zero_width", "combining", "emoji", "width", "case")


def disguise(kind: str, term: str, rng: random.Random) -> str | None:
    """The term disguised; None when this class does not apply to it (a term without letters has no case)."""
    if kind != "combo":
        return _MAKERS[kind](term, rng)
    for _ in range(6):
        inner, outer = rng.choice(_INNER), rng.choice(_OUTER)
        first = _MAKERS[inner](term, rng)
        if first is None or (
            outer in ("space", "emoji") and inner in ("pinyin_mix", "initials_all", "glue", "leet")
        ):
            continue
        second = _MAKERS[outer](first, rng)
        if second is not None and second != first:
            return second
    return None
