"""What a wording found means in this sheet's state: nothing, a warning, or a block."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from messages.screening import late, patterns
from messages.screening.hits import Hit
from messages.screening.lists import Level, Wording
from messages.screening.nearness import found_in
from messages.screening.sheet import PromiseOffer, SheetView
from messages.screening.values import FactValue

# What an approved offer covers besides itself; never anything wider.
_COVERS = {
    "refund_full": {"refund"},
    "refund_multiple": {"refund", "refund_full"},
    "compensate_full": {"compensate"},
    "compensate": set(),
    "refund_difference": set(),
}
_MOST_BESIDE = 50
_LEAST_OF_OFFER = 4  # characters: 可以退 is in 可以退差价 and means more
LONGEST_SENTENCE = 500  # characters compared with an approved cause or offer
_NOT = late.pattern(
    "(?:不(?!少|仅|止|但|只|管|论)|未|没|并非|暂不|不敢|拒绝)[一-鿿]{0,2}$"
    "|(?:无法|没有|难以|不能|不会|尚未|从未)[一-鿿]{0,3}$"
    r"|\b(?:not|cannot|unable to|never|no|without|(?:ca|wo|do|did|does|have|has|is|are)n['\u2019]t"
    r"|nobody|no one|too early to|hard to)\s(?!only|just|hesitate|fail)(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_QUOTE = late.pattern('[“「『"](?P<inner>[^”」』"\n]{1,200})[”」』"]')
_RUMOUR_BEFORE = late.pattern(
    "(?:网传|传言|谣传|所谓|有人称|网上流传|claims?|rumou?rs?|alleged)[^。!?\uff01\uff1f\n]{0,12}$", re.IGNORECASE
)
_RUMOUR_AFTER = late.pattern(
    "^[^。!?\uff01\uff1f\n]{0,12}(?:不实|谣言|不是事实|并非事实|不属实|虚假|是假的|is false|is not true|are "
    "false|untrue)",
    re.IGNORECASE,
)


# Asked, or said of a case that may come: nothing is admitted or denied.
_ASKED = late.pattern(
    "(?:是否|是不是|有没有|会不会|如果|若|假如|要是|一旦|倘若|究竟|到底)[^。!?;,\n\uff0c\uff01\uff1f\uff1b]{0,14}$"
    r"|\b(?:whether|if|once|should)\b[^.!?;\n]{0,40}$",
    re.IGNORECASE,
)
# The same for what is promised or proved. "If you want" and 如果 are left out: 不满意就退款 promises all the same.
_WONDERED = late.pattern(
    "(?:是否|是不是|有没有|会不会|能不能|可不可以|要不要|该不该|能否|可否|怎么|怎样|如何|何时|什么时候|"
    "(?<![您你])(?:要求|请求|希望|想要)|询问|追问|问|关于)[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,8}$"
    r"|\b(?:whether|how|when (?:will|do|can|are|is)|(?:know|see|checking|sure|tell|clear|find out|say) if"
    r"|(?<!you )(?:ask|demand|want|request)(?:s|ed|ing)?)\b[^.,!?;:\n]{0,30}$",
    re.IGNORECASE,
)
# What others say was done or promised.
_HEARSAY = late.pattern(
    "(?:有人说|有人称|网传|网上说|听说|据说|传言)[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,10}$"
    r"|\b(?:people|parents|some|somebody|someone|they) (?:say|said|claim|claimed)\b[^.,!?;:\n]{0,30}$",
    re.IGNORECASE,
)
# 如果检测合格 claims nothing; 如果按说明使用,是安全的 does.
_ONCE_PROVED = late.pattern(
    "(?:如果|若|假如|要是|一旦)[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,8}$"
    r"|\b(?:if|once|until) (?:\w+ ){0,4}$",
    re.IGNORECASE,
)
# What is waited for is not there yet. 医院等权威机构认定 lists them: 等 alone only where somebody waits.
_AWAITED = late.pattern(
    "(?:等待|静待|(?:^|[,。;\uff0c\uff1b\n们还在先请要得])等|配合|接受|听从|(?<![可所])以)[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,12}$"
    r"|\b(?:wait(?:ing)? (?:for|until|to hear)|await(?:ing)?|pending)\b[^.,!?;:\n]{0,40}$",
    re.IGNORECASE,
)
# Who will publish results cites none yet, whatever they turn out to be …
_TO_PUBLISH = late.pattern(
    r"(?:\bwill|['\u2019]ll|\b(?:going|plan|intend|hope|promise|want|expect) to) (?:also |then )?"
    r"(?:publish|share|release|post|report|announce|disclose)(?: with you)?"
    r" (?:(?:the|all|our|its|their|these|full|complete|further|any) ){0,3}$",
    re.IGNORECASE,
)
# … unless the sentence goes on to say what they are (…, which show that it is safe; : all clean).
_TOLD = late.pattern(
    r":(?!\d)|\b(?:show|prov|confirm|demonstrat|clean|negative|clear|fine|normal|good|ok\b|okay|safe|harmless|pass"
    r"|free of|no\b|none|not\b|nothing|because|that\b|which\b|within (?:the |all )?(?:limit|norm|range)"
    r"|meet|met\b)",
    re.IGNORECASE,
)
# From the words to the end of their clause, which asks.
_QUESTION = late.pattern("[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,30}(?:[?\uff1f]|吗)")
# From the words on: what is spoken of is not decided (赔偿的事还没定, refunds have not been agreed).
_UNDECIDED = late.pattern(
    "(?:的?(?:事情?|问题|方案|标准|金额|数额|办法|安排))?[^。!?;:,\n\uff0c\uff01\uff1f\uff1b\uff1a]{0,6}"
    "(?:还没|没法|没有?定|未定|待定|尚未|定不了|还在(?:谈|商量|定|研究|讨论|等)|正在(?:商量|研究|讨论|定))"
    r"|\s?(?:[a-z]{1,20}\s){0,2}(?:(?:have|has|are|is)(?:n['\u2019]t| not)(?: yet)?(?: been)?"
    r" (?:decided|settled|agreed|approved|clear)"
    r"|(?:is|are) (?:still )?(?:undecided|open|being (?:discussed|worked out)))\b",
    re.IGNORECASE,
)
_NEGATED = late.pattern(r"(?:不|并非|没|未)$|\b(?:not|never|nor)\s$", re.IGNORECASE)
_SORRY = late.pattern(r"抱歉|对不起|道歉|致歉|歉意|\b(?:sorry|apolog\w*)\b", re.IGNORECASE)
# Sorry for a wait, or an apology that we were given; and before one in its sentence: somebody else is to make it.
# The stances tell them apart by the same words (messages/library/strategies/strategies.toml).
_NO_SORRY = late.pattern(
    r"抱歉(?:让(?:大家|您|你们?))?久等|向(?:我们|我方|我司)(?:公开)?[道致]歉"
    r"|\bsorry (?:for the wait|to keep you|to hear)|\bapolog\w* to us\b",
    re.IGNORECASE,
)
_OWED = late.pattern(
    r"(?:要求|责令|对方|造谣者|发布者|\b(?:asked|demand\w*|publisher|poster|they have|should)\b)"
    r"[^。!?;\n\uff01\uff1f\uff1b.]{0,40}$",
    re.IGNORECASE,
)
_LOOKED_BACK = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit with what it means."""

    hit: Hit
    wording: Wording
    level: Level
    reason: str


class Place:
    """A text with the spans that are said by somebody else and denied; looked for once a hit wants to know."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def denied(self) -> tuple[tuple[int, int], ...]:
        return tuple(denied_quotes(self.text))

    @cached_property
    def sorry(self) -> bool:
        """Does it apologise anywhere for what we did?"""
        text = _NO_SORRY.sub("", self.text)
        return any(
            not _OWED.search(text[max(0, at.start() - _LOOKED_BACK) : at.start()]) for at in _SORRY.finditer(text)
        )

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        return patterns.sentences(self.text)

    def sentence(self, start: int) -> str:
        """The sentence that holds this place."""
        first, last = self.sentence_span(start)
        return self.text[first:last][:LONGEST_SENTENCE]

    def sentence_span(self, start: int) -> tuple[int, int]:
        """Where the sentence that holds this place begins and ends."""
        place = bisect_right(self.sentences, (start, len(self.text) + 1)) - 1
        return self.sentences[place] if place >= 0 else (0, len(self.text))


def denied_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Spans of quotations that the text itself calls untrue: 网传“全额退款”不实."""
    for match in _QUOTE.finditer(text):
        before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 40]
        if _RUMOUR_BEFORE.search(before) or _RUMOUR_AFTER.search(after):
            yield match.span()


def judge(hit: Hit, wording: Wording, place: Place, sheet: SheetView, now: datetime) -> Judged | None:
    """What one hit means; None when the sheet's state allows it."""
    judged = _by_rule(hit, wording, place, sheet, now)
    if judged is None:
        return None
    level, reason = judged
    in_quote = any(start <= hit.start and hit.end <= end for start, end in place.denied)
    if level == "block" and (hit.evidence.fuzzy or in_quote):
        level, reason = "warn", reason if hit.evidence.fuzzy else "quoted"
    return Judged(hit, wording, level, reason)


def _by_rule(
    hit: Hit, wording: Wording, place: Place, sheet: SheetView, now: datetime
) -> tuple[Level, str] | None:
    rule, level, reason = wording.rule, wording.level, wording.reason
    if rule == "R-C5":
        return _promise(hit, wording, place, sheet, now)
    if rule == "R-C7":
        return _cause(hit, wording, place, sheet)
    if rule == "R-G10":
        return _admission(hit, place, sheet)
    if rule == "R-C8":
        if wording.group == "denial" and asked(place.text, hit):
            return None
        if sheet.responsibility == "unknown" and wording.group == "denial":
            return "block", "denial.while_unknown"
        if wording.group == "denial" and place.sorry:
            return "block", "denial.with_apology"
        return None if sheet.evidence_refs and sheet.denial_approved else (level, reason)
    if rule == "R-C9":
        said = any(rule.may_say and wording.term in (rule.name, *rule.aliases) for rule in sheet.names)
        return None if said else (level, reason)
    if rule == "R-C10":
        heavy = sheet.serious and sheet.fault_ours and reason != "cliche"
        return ("block" if heavy else level), reason
    if rule == "R-C11":
        return None if sheet.evidence_refs else unproved(hit, wording, place)
    if rule == "R-C12":
        return (level, reason) if sheet.promotion_paused else None
    if rule == "R-C13":
        return (level if sheet.purpose == "promotion" else "warn"), reason
    if rule == "R-C15":
        return (level, reason) if sheet.serious else None
    return level, reason


def asked(text: str, hit: Hit) -> bool:
    """Is this only asked (正在核实是不是我们的责任), or said of what may yet come out?"""
    before = text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    if before.endswith("是") and text[hit.start : hit.start + 2] == "不是":
        return True
    return _ASKED.search(before) is not None or _QUESTION.match(text, hit.end) is not None


def wondered(text: str, hit: Hit) -> bool:
    """Is a promise or a proof only asked about (能不能退款, whether it is safe), by us or by who complains?"""
    before = text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    return _WONDERED.search(before) is not None or _QUESTION.match(text, hit.end) is not None


def _denied(text: str, hit: Hit) -> bool:
    """Does a "not" stand right before the words?"""
    return _NOT.search(text[max(0, hit.start - _LOOKED_BACK) : hit.start]) is not None


def admits(text: str, hit: Hit) -> bool:
    """Does this hit of an admission admit anything here? 不是我们的责任 does not."""
    before = text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    return not _NEGATED.search(before) and not asked(text, hit)


def _admission(hit: Hit, place: Place, sheet: SheetView) -> tuple[Level, str] | None:
    if sheet.own_words or sheet.fault_ours or not admits(place.text, hit):
        return None
    unknown = sheet.responsibility == "unknown"
    return "block", "responsibility.too_early" if unknown else "responsibility.differs"


def _promise(
    hit: Hit, wording: Wording, place: Place, sheet: SheetView, now: datetime
) -> tuple[Level, str] | None:
    covering = [offer for offer in sheet.offers if _covers(offer, hit, wording, place)]
    if any(offer.stands(now) for offer in covering):
        return None
    if covering:
        return wording.level, "promise.ended"
    before = place.text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    undecided = _UNDECIDED.match(place.text, hit.end) is not None
    if undecided or _denied(place.text, hit) or wondered(place.text, hit) or _HEARSAY.search(before):
        return "warn", "promise.negated"
    return wording.level, wording.reason


def unproved(hit: Hit, wording: Wording, place: Place) -> tuple[Level, str] | None:
    """What a hit of a test, an authority or a reassurance is without proof; None where it is only asked about."""
    before = place.text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    if wondered(place.text, hit) or _ONCE_PROVED.search(before) or _AWAITED.search(before):
        return None
    if _TO_PUBLISH.search(before) and not _TOLD.search(place.text[hit.start : place.sentence_span(hit.start)[1]]):
        return None
    return ("warn" if _denied(place.text, hit) else wording.level), wording.reason


def _covers(offer: PromiseOffer, hit: Hit, wording: Wording, place: Place) -> bool:
    if offer.group == wording.group or wording.group in _COVERS.get(offer.group, ()):
        return True
    # 全额退款,检查费用我们承担: one offer, two kinds; what it says in so many words may be said.
    if hit.end - hit.start >= _LEAST_OF_OFFER and place.text[hit.start : hit.end] in offer.wording:
        return True
    # 我们承诺… is covered when what follows is the approved offer in its own words.
    sentence = place.sentence(hit.start)
    return wording.group == "promise" and bool(offer.wording) and found_in(offer.wording, sentence) >= 85


def _cause(hit: Hit, wording: Wording, place: Place, sheet: SheetView) -> tuple[Level, str] | None:
    if not sheet.cause_confirmed:
        return wording.level, wording.reason
    sentence = place.sentence(hit.start)
    if any(found_in(cause, sentence) >= 80 for cause in sheet.approved_causes):
        return None
    if sheet.approved_causes:
        return wording.level, "cause.differs"
    return ("warn", wording.reason) if wording.reason == "cause.blames_user" else None


def heavier_totals(judged: list[Judged], values: Sequence[FactValue], place: Place) -> list[Judged]:
    """Total words in a sentence with a number or a denial block: 所有产品均无问题 is falsified by one."""
    if not any(one.wording.rule == "R-C6" for one in judged):
        return judged
    numbers = {value.start for value in values if value.kind in ("count", "pct", "times")}
    heavy = sorted([*(one.hit.start for one in judged if one.wording.rule == "R-C8"), *numbers])
    result = []
    for one in judged:
        if one.wording.rule == "R-C6" and one.level == "warn" and not one.hit.evidence.fuzzy:
            first, last = place.sentence_span(one.hit.start)
            near = heavy[bisect_left(heavy, first) : bisect_left(heavy, last)][:_MOST_BESIDE]
            if any(not one.hit.start <= start < one.hit.end for start in near):
                one = Judged(one.hit, one.wording, "block", "total.with_claim")
        result.append(one)
    return result
