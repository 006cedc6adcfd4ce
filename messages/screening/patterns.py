"""What is found by its shape: personal data, names of organisations, links, mentions, topics, chat-room signs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from messages.screening import contacts, late
from messages.screening.folding import Folded
from messages.screening.pairs import number_of
from messages.screening.sheet import SheetView

Shape = tuple[int, int, str, str]  # a span of the original text, its reason, and the text that is shown for it


_MOBILE = late.pattern(r"1(?:(?<!\d1)|(?<=861))[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
# Begins with the second digit: 一 stands in every text, and `re` passes quickest over what is rare.
_SPELLED_MOBILE = late.pattern(
    "[三四五六七八九](?<=[一幺].)[零〇一幺二三四五六七八九]{9}(?![零〇一幺二三四五六七八九])"
)
_SPELLED_BEGINS = frozenset(number_of(one + other) for one in "一幺" for other in "三四五六七八九")
_IDENTITY = late.pattern(
    r"(?<![\dA-Za-z])([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dxX])(?![\dA-Za-z])"
)
_CARD = late.pattern(r"(?<!\d)([3-6]\d{3}(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?)(?!\d)")
_ORDER = late.pattern(  # of a text in lower case
    r"(?:订单(?:编?号)?|单号|运单号?|快递号|order (?:no\.?|number|id)?)[:： #为是]{0,3}([a-z]{0,4}\d{8,24})"
)
_PLATE = late.pattern(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][· "
    "]?[a-z0-9]{4,5}[a-z0-9挂学警港澳](?![a-z0-9])"
)
_MAIL = late.pattern(r"[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,4}")
_ADDRESS = late.pattern(
    "[一-鿿]{2,12}(?:省|市|区|县|镇|街道)[一-鿿\\d]{1,20}(?:路|街|巷|弄|道|村|小区|花园|大厦)[一-鿿\\d]{0,12}\\d{1,5}(?:号|栋|幢|单元|室|楼)"
    "|[一-鿿]{2,10}(?:小区|花园|公寓|家园|苑)\\d{1,3}(?:号楼|栋|幢)[一-鿿\\d]{0,8}(?:单元|室)"
)
# Of folded text, whose digits are plain; `re` passes over what is not in a first set of characters quickest.
_AROUND_DIGITS = late.pattern(r"[0-9](?:[- ]?[0-9])*.?", re.DOTALL)
_LONG_NUMBER = late.pattern(r"[0-9](?:[- ]?[0-9]){7,}")
_UNBROKEN = late.pattern("[0-9](?<![0-9].)[0-9]{7}")
_MOBILE_DIGITS, _CARD_DIGITS = 11, 15
_DIGIT = late.pattern("[0-9]")
_HOUSE = late.pattern("[号栋幢单室楼](?<=[0-9].)")
_CAPITAL = late.pattern("[A-Z](?=[A-Za-z&])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_data(folded: Folded, sheet: SheetView) -> Iterator[Shape]:
    """Telephone numbers, identity and card numbers with a right check digit, orders, plates, mail, addresses."""
    seen = folded.seen
    allowed = _as_compared(tuple(sheet.contacts))
    if _DIGIT.search(seen):
        yield from _with_digits(folded, allowed)
    if folded.held(_SPELLED_BEGINS):
        for match in _SPELLED_MOBILE.finditer(seen):
            yield _shape(folded, match, "personal.mobile", before=1)
    if "@" in seen:
        for match in _MAIL.finditer(seen):
            if match[0] not in allowed and match[0].rpartition("@")[2] not in allowed:
                yield _shape(folded, match, "personal.mail")
    for name in sheet.complainants:
        for match in re.finditer(re.escape(name.lower()), seen) if name.strip() else ():
            yield _shape(folded, match, "personal.complainant")


def _with_digits(folded: Folded, allowed: frozenset[str]) -> Iterator[Shape]:
    seen = folded.seen
    near = "|".join(_AROUND_DIGITS.findall(seen))  # short: what is asked of it costs nearly nothing
    numbers = _LONG_NUMBER.findall(near)
    longest = max([len(number) - number.count("-") - number.count(" ") for number in numbers]) if numbers else 0
    if longest >= _MOBILE_DIGITS:
        for match in _MOBILE.finditer(seen):
            if _digits(match[0]) not in allowed:
                yield _shape(folded, match, "personal.mobile")
    if longest >= _CARD_DIGITS:
        for match in _IDENTITY.finditer(seen):
            if identity_valid(match[1]):
                yield _shape(folded, match, "personal.identity")
        for match in _CARD.finditer(seen):
            if _luhn(_digits(match[1])) and not _IDENTITY.search(match[0]):
                yield _shape(folded, match, "personal.card")
    if longest and ("单" in seen or "order" in seen or "快递号" in seen) and _UNBROKEN.search(near):
        for match in _ORDER.finditer(seen):
            yield _shape(folded, match, "personal.order")
    if folded.letters:
        for match in _PLATE.finditer(seen):
            yield _shape(folded, match, "personal.plate")
    if _HOUSE.search(near):
        for match in _ADDRESS.finditer(seen):
            yield _shape(folded, match, "personal.address")


@lru_cache(64)
def _as_compared(approved: tuple[str, ...]) -> frozenset[str]:
    """Contacts as they are compared: the same few for every text of a sheet."""
    return frozenset(key for contact in approved for key in contacts.known(contact))


def strange_contacts(named: Sequence[contacts.Contact], sheet: SheetView) -> Iterator[Shape]:
    """Hotlines, landlines, messenger and service accounts that are not among the sheet's contacts.

    Mobile numbers and mail addresses are left to `personal_data`: they may be somebody's own.
    """
    allowed = _as_compared(tuple(sheet.contacts)) if named else frozenset()
    for contact in named:
        personal = "@" in contact.key or (contact.mobile and _MOBILE.search(contact.written))
        if not personal and not contacts.agrees(contact, allowed):
            yield contact.start, contact.end, "contact.not_approved", contact.written


def identity_valid(number: str) -> bool:
    """Whether the check digit of an 18-digit identity number is right (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _luhn(digits: str) -> bool:
    doubled = [int(d) if i % 2 == 0 else sum(divmod(int(d) * 2, 10)) for i, d in enumerate(reversed(digits))]
    return 15 < len(digits) < 20 and sum(doubled) % 10 == 0


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _shape(folded: Folded, match: re.Match[str], reason: str, before: int = 0) -> Shape:
    start, end = folded.original(match.start() - before, match.end())
    return start, end, reason, folded.text[start:end]


_SUFFIXES = (
    "有限公司|集团公司|公司|集团|检测中心|检测机构|研究院|研究所|市场监管局|监管局|公安局|派出所|人民法院|法院|检察院|医院|协会|"
    "消协|电视台|日报社|报社|工厂"
)
_SUFFIX = late.pattern(f"(?:{_SUFFIXES})")
_SUFFIX_ENDS = frozenset(number_of(suffix[-2:]) for suffix in _SUFFIXES.split("|"))
_STEM = late.pattern("(?:[一-鿿]{2,10}|[A-Za-z][A-Za-z&.]{1,20} ?)$")
_LATIN_NAME = late.pattern(
    "\\b(?:[A-Z][A-Za-z&]{1,30} ){1,4}(?:Ltd|Inc|LLC|Corporation|Company|Group|Laboratory|Hospital|Court|Bureau|"
    "Association)\\b"
)
_OWN = late.pattern(
    "(?:我|本|贵|该|各|此|某|分|总|子|母|由|请|在|向|到|去|和|与|对|的|送|就近|当地|附近|正规|前往|有关|相关)+(?:家|个|地)?$"
)
# What stands before a name and is none of it: 已委托, 送交, 与 …
_CUT = late.pattern(
    "委托|送交|送往|交由|来自|联系|通过|根据|配合|接受|等待|由于|因为|经过|以及|[由经与和向被对在的送到去请给让及是为至于从将把称]"
)
_PERSON = late.pattern(
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝"
    "闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍]"
    "(?:某某|某|先生|女士|小姐)"
)
_TITLES = frozenset(map(number_of, ("先生", "女士", "小姐")))
_NAMED = _SUFFIX_ENDS | _TITLES
#: Pairs of characters without which one of these shapes is not looked for.
PAIRS = _SPELLED_BEGINS | _NAMED


def names(folded: Folded, sheet: SheetView) -> Iterator[Shape]:
    """Organisations and persons that stand in no name rule."""
    found: list[Shape] = []
    text, held = folded.text, folded.held(_NAMED)
    if held & _SUFFIX_ENDS:
        found.extend(_organisations(text))
    if folded.letters and _CAPITAL.search(text):
        found.extend(_latin_organisations(text))
    if held & _TITLES or "某" in text:
        found.extend(_persons(text))
    known = [name for rule in sheet.names for name in (rule.name, *rule.aliases)] if found else ()
    for shape in found:
        if not any(name in shape[3] or shape[3] in name for name in known):
            yield shape


def _organisations(text: str) -> Iterator[Shape]:
    for match in _SUFFIX.finditer(text):
        stem = _STEM.search(text[max(0, match.start() - 20) : match.start()])
        if stem:
            named = _CUT.split(stem[0])[-1]
            if named and not _OWN.search(named) and len(named.strip()) > 1:
                start = match.start() - len(named)
                yield start, match.end(), "name.organisation", text[start : match.end()]


def _latin_organisations(text: str) -> Iterator[Shape]:
    for match in _LATIN_NAME.finditer(text):
        yield match.start(), match.end(), "name.organisation", match[0]


def _persons(text: str) -> Iterator[Shape]:
    for match in _PERSON.finditer(text):
        yield match.start(), match.end(), "name.person", match[0]


_LINK = late.pattern(
    r"(?:https?://|www\.)[^\s一-鿿<>\"']+|\bt\.(?:me|cn|co)/[^\s一-鿿<>\"']+|\b[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|cn|net|org|top|shop|xyz|io|me|app|link)\b(?:/[^\s一-鿿<>\"']*)?",
    re.IGNORECASE,
)
_MENTION = late.pattern(r"(?<![A-Za-z0-9_.])@[\w一-鿿.-]{1,30}")
_TOPIC = late.pattern(r"#[^\s#@,。!?\uff0c\uff01\uff1f]{1,30}#?")


def links(text: str, sheet: SheetView) -> Iterator[Shape]:
    """Links, mentions and topics that are not among the sheet's contacts."""
    if not ("." in text or "@" in text or "#" in text):
        return
    contacts = {contact.lower().strip("#@ ") for contact in sheet.contacts}
    if "." in text:
        for match in _LINK.finditer(text):
            if text[match.start() - 1 : match.start()] != "@" and not _domain_allowed(match[0], contacts):
                yield match.start(), match.end(), "link.not_approved", match[0]
    if "@" in text:
        for match in _MENTION.finditer(text):
            if match[0].lower().strip("@.-") not in contacts:
                yield match.start(), match.end(), "mention.not_approved", match[0]
    if "#" in text:
        for match in _TOPIC.finditer(text):
            if match[0].lower().strip("#") not in contacts:
                yield match.start(), match.end(), "topic.not_approved", match[0]


def _domain_allowed(link: str, contacts: set[str]) -> bool:
    bare = re.sub(r"^https?://", "", link.lower()).rstrip("/.,;)")
    host = re.split("[/?#:]", bare)[0]
    # "user@host" in front of a host hides where a link goes; a contact is a whole host, or a host it ends with.
    return "@" not in bare and any(
        bare == contact or host == contact or host.endswith("." + contact) for contact in contacts if contact
    )


_SIGN_SET = "~\u2600-\u27bf\u2b50\u301c\uff5e"
_SIGNS = late.pattern(f"[{_SIGN_SET}][{_SIGN_SET}]*")  # not [...]+: `re` skips only to a set that stands alone
_WAVES = late.pattern("~~*")  # the only sign among common marks, but for \uff5e
# A set that reaches beyond the first 65,536 characters costs `re` five times as much.
_FAR_SIGNS = late.pattern(f"[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff{_SIGN_SET}]+")
_FAR = "[^\\x00-\\x7d\\x7f-\\u25ff\\u27c0-\\u2b4f\\u2b51-\\u301b\\u301d-\\uff5d\\uff5f-\\uffff]"
_MAYBE_FAR = late.pattern(f"{_FAR}{_FAR}*")
_ROW_BEGINS = late.pattern("\uff01[!\uff01]")
_ROWS = late.pattern("[!\uff01][!\uff01]+")
_DEAR = late.pattern("亲(?:(?<=^亲)|(?<=[,。!?.\uff0c\uff01\uff1f ]亲))(?=[,~!:、 \uff0c\uff5e\uff01\uff1a]|$)")
_FACES = late.pattern("[(\uff08\\[](?:笑|哭|捂脸|狗头|微笑|玫瑰|爱心|憨笑)[)\uff09\\]]")


def playful(folded: Folded) -> Iterator[Shape]:
    """Emoji, waves, rows of exclamation marks and 亲."""
    text = folded.text
    found: list[re.Match[str]] = []
    if folded.odd:  # as every emoji beyond the first 65,536 characters is
        found = [sign for run in _MAYBE_FAR.finditer(text) for sign in _FAR_SIGNS.finditer(text, *run.span())]
    elif not folded.common or "\uff5e" in text:
        found.extend(_SIGNS.finditer(text))
    elif "~" in text:
        found.extend(_WAVES.finditer(text))
    if _ROW_BEGINS.search(text) or ("!" in text and ("!!" in text or "!\uff01" in text)):
        found.extend(_ROWS.finditer(text))
    if "亲" in text:
        found.extend(_DEAR.finditer(text))
    if "(" in text or "[" in text or "\uff08" in text:
        found.extend(_FACES.finditer(text))
    for match in found:
        yield match.start(), match.end(), "tone.sign", match[0]


_SENTENCE = late.pattern(r"[^。!?;\uff01\uff1f\uff1b\n]+[。!?;\uff01\uff1f\uff1b\n]*")


def sentences(text: str) -> Sequence[tuple[int, int]]:
    """Spans of the sentences of a text."""
    return [match.span() for match in _SENTENCE.finditer(text)]
