"""Ways to reach somebody, named in a text: telephone numbers, mail, accounts of messengers and service accounts.

Only what is on the sheet or on the team's list may be given (message-sheet.md 4.7, R-G12): people call what a
statement names, and a wrong number sends them to strangers. Notations are compared by their digits. Numbers that
anybody may name (12315, 110) are nobody's own: they count only where a text offers them as ours.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from messages.screening import late
from messages.screening.folding import fold


class Contact(NamedTuple):
    """A way to reach somebody.

    Attributes:
        start, end: code points of the original text, `end` excluded.
        written: as it stands there.
        key: one notation for all ways to write it: digits of a number, lower case of anything else.
        mobile: a mobile number, which may be a private person's.
    """

    start: int
    end: int
    written: str
    key: str
    mobile: bool = False


# Of folded text: digits are plain, letters in lower case.
_S = "[- .()\\x00\\u00a0\\u00b7\\u2010-\\u2015\\u2212\\uff08\\uff09\\uff0d\\uff0e\\u3000]{0,2}"
_RUN = late.pattern(f"[0-9](?:{_S}[0-9]){{4,40}}")
_FREE = r"(?<![0-9])(?<![0-9]-)(?<![a-z]-)(?:(?<![a-z])|(?<=tel)|(?<=phone)|(?<=call))"
_UNITS = frozenset("万亿元块件瓶个位名例箱单%")
_HOTLINE = late.pattern(rf"{_FREE}(?:(?:00)?86{_S})?([48](?:{_S}0){{2}}(?:{_S}[0-9]){{7}})(?![0-9])")
_LANDLINE = late.pattern(
    rf"{_FREE}(?:(?:00)?86{_S}(?=[1-9])|(?=0))(0?(?:10|2[0-9]|[3-9][0-9]{{2}}){_S}[2-9][0-9]{{2,3}}{_S}[0-9]{{4}})(?![0-9])"
)
_MOBILE = late.pattern(rf"{_FREE}(?:(?:00)?86{_S})?(1[3-9](?:{_S}[0-9]){{9}})(?![0-9])")
# With how many digits a run of them can hold such a number at all; one after +86 has more.
_HOTLINE_DIGITS = 10
_FULL = ((_HOTLINE, _HOTLINE_DIGITS), (_LANDLINE, 9), (_MOBILE, 11))
_FEWEST = 9
_OPENS = frozenset("(\uff08+")  # what a number written elsewhere begins with
_ABROAD = late.pattern(rf"(?<=\+)([0-9](?:{_S}[0-9]){{7,14}})(?![0-9])")
# As written in North America; with blanks alone it could be any three numbers.
_AMERICAN = late.pattern(
    rf"{_FREE}(?:1[- .])?(?:([(]?[2-9][0-9]{{2}}[)]?[-.][0-9]{{3}}[-.][0-9]{{4}})"
    r"|[(]([2-9][0-9]{2}[)] ?[0-9]{3}[- .][0-9]{4}))(?![0-9])"
)
_AMERICAN_DIGITS = 11  # with the country's 1
_SPELLED = late.pattern(r"零零(?<=[四八]零零)(?:[- ]?[零一幺二三四五六七八九]){7}(?![零一幺二三四五六七八九])")
_SPOKEN_DIGITS = str.maketrans("零一幺二三四五六七八九", "01123456789")
# A number without its area code, or a short one, is one only behind a word that offers it.
_OFFERED = late.pattern(
    "(?:电话|热线|致电|拨打|来电|座机|专线|客服|打|tel|phone|hotline|call|dial)"
    '[:\uff1a 号码是为请至到拨打热线电话“"「at.no]{0,6}$'
)
_OURS = late.pattern("(?:客服|我们|我司|本公司|品牌|官方|our|customer service)[^。!?;,\n\uff0c\uff1b]{0,8}$")
_LOCAL = late.pattern(r"(?<![0-9])(?!(?:19|20)[0-9]{6})([2-9][0-9]{2,3}[- ]?[0-9]{4})(?![0-9])")
_SHORT = late.pattern(r"(?<![0-9])((?:9[56]|10|12)[0-9]{3,4})(?![0-9])")
_NO_DIGIT = late.pattern(r"\D+")
_EVERYBODYS = frozenset(
    {"12315", "12345", "12377", "12321", "12331", "12348", "12355", "12358", "12365", "12366", "12388", "12389"}
)
_CODE_BEFORE = late.pattern(
    "(?:批次|批号|编号|单号|订单|货号|型号|条码|许可证|备案|流水|order|batch|lot|sku|invoice|serial)"
    "[号码:\uff1a #为是no.number]{0,8}$"
)
_MAIL = late.pattern(r"[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,4}")
_MESSENGERS = (
    "微信",
    "薇信",
    "v信",
    "加v",
    "vx",
    "wechat",
    "weixin",
    "whatsapp",
    "telegram",
    "skype",
    "qq",
    "企鹅号",
)
_MESSENGER = late.pattern(
    "(?:微信号?|薇信号?|v信号?|加v|(?<![a-z])(?:vx|wechat|weixin|whatsapp|telegram|skype|qq)(?![a-z])群?号?|企鹅号)"
    "(?:客服|账号|帐号| ?id| ?account| ?number)?"
    '(?P<sign>[:\uff1a 是为搜加(\uff08“"「@]{0,4})'
    "(?P<id>(?:(?<=[:\uff1a])|(?<=[:\uff1a] )|(?=[a-z_-]*[0-9_]))[a-z0-9][a-z0-9_-]{4,29})"
    "(?![0-9a-z]|[万亿元件个位名例])"
)
_ACCOUNTS = ("公众号", "服务号", "订阅号", "小程序", "official account")
_NAMED_BEHIND = late.pattern(
    "(?:公众号|服务号|订阅号|小程序|official account)[:\uff1a ]{0,2}"
    '(?:[“"「『《【](?P<quoted>[^”"」』》】\n]{2,30})[”"」』》】]'
    "|(?<=[:\uff1a])[ ]?(?P<plain>[一-鿿a-z0-9_]{2,20}))"
)
_NAMED_BEFORE = late.pattern(
    '(?:关注|搜索|添加)(?:微信)?(?:[“"「『《【](?P<quoted>[^”"」』》】\n]{2,30})[”"」』》】](?:的?官方|微信){0,2}'
    "|(?P<plain>[一-鿿a-z0-9_]{2,12}?)(?:的?官方|微信){0,2})(?:公众号|服务号|订阅号|小程序)"
)
_NOBODY = late.pattern("(?:我们|我|本|该|品牌|官方|微信|抖音|账号|公司|店铺|的|在|一下|或|和|进入|各)+")


def contacts_in(text: str) -> Sequence[Contact]:
    """Every way to reach somebody that the text names, in the order of their places; none twice at one place."""
    named = _contacts(text)
    if len(named) < 2:
        return named
    found: list[Contact] = []
    end = 0
    for contact in sorted(named, key=lambda one: (one.start, -one.end)):
        if contact.start >= end:
            found.append(contact)
            end = contact.end
    return found


def named(text: str, approved: Iterable[str]) -> tuple[str, ...]:
    """The contacts of a text: as the approved list writes them, as the text does where they are on no list."""
    lists = [(one, known(one)) for one in approved]
    return tuple(
        next((one for one, keys in lists if agrees(contact, keys)), contact.written)
        for contact in contacts_in(text)
    )


@lru_cache(256)
def known(approved: str) -> frozenset[str]:
    """What an approved contact is compared by: those it names, and the whole of it."""
    lowered = fold(approved).seen.strip()
    return frozenset({lowered, _digits(lowered), *(one.key for one in contacts_in(approved))}) - {""}


def agrees(contact: Contact, keys: frozenset[str]) -> bool:
    """Whether a contact is one of these; a mail address also by its domain."""
    return contact.key in keys or contact.key.rpartition("@")[2] in keys


def _contacts(text: str) -> list[Contact]:
    folded = fold(text)
    seen = folded.seen
    found: list[Contact] = []

    def keep(start: int, end: int, key: str, mobile: bool = False) -> None:
        first, last = folded.original(start, end)
        found.append(Contact(first, last, text[first:last], key, mobile))

    for run in _RUN.finditer(seen):
        for number in _numbers(seen, run.start(), run.end()):
            keep(*number)
    if "零零" in seen:
        for match in _SPELLED.finditer(seen):
            start, end = match.start() - 1, match.end()
            keep(start, end, _digits(seen[start:end].translate(_SPOKEN_DIGITS)))
    if "@" in seen:
        for match in _MAIL.finditer(seen):
            keep(match.start(), match.end(), match[0])
    if (folded.letters or "信" in seen or "企鹅" in seen) and any(map(seen.__contains__, _MESSENGERS)):
        for match in _MESSENGER.finditer(seen):
            keep(match.start("id"), match.end("id"), match["id"])
    if (folded.letters or "号" in seen or "小程序" in seen) and any(map(seen.__contains__, _ACCOUNTS)):
        for match in (*_NAMED_BEHIND.finditer(seen), *_NAMED_BEFORE.finditer(seen)):
            group = "quoted" if match["quoted"] else "plain"
            if not _NOBODY.fullmatch(match[group]):
                keep(match.start(group), match.end(group), match[group])
    return found


def _numbers(seen: str, begin: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    """Telephone numbers inside one run of digits: their span, their key, and whether they are mobile."""
    count = len(_digits(seen[begin:end]))
    before = seen[begin - 1 : begin]
    for shape, least in _FULL if count >= _FEWEST else ():
        for match in shape.finditer(seen, begin, end) if count >= least else ():
            written = match[1]
            plain_code = written.isdigit() and _CODE_BEFORE.search(seen, max(0, match.start() - 16), match.start())
            if not plain_code and not _unit_behind(seen, match.end()):
                digits = _digits(written)
                key = digits if shape is not _LANDLINE or digits[0] == "0" else "0" + digits
                yield match.start(), match.end(), key, shape is _MOBILE
                if match.span() == (begin, end) and before not in _OPENS:
                    return  # the whole run is one number, as nearly always
    if before == "+":
        for match in _ABROAD.finditer(seen, begin, end):
            digits = _digits(match[1])
            american = len(digits) == _AMERICAN_DIGITS and digits[0] == "1"
            yield match.start(), match.end(), digits[american:], False
    # (800) 555-0199 was read as a hotline without its bracket.
    for match in _AMERICAN.finditer(seen, max(0, begin - 1), end) if count >= _HOTLINE_DIGITS else ():
        yield match.start(), match.end(), _digits(match[1] or match[2]), False
    if _OFFERED.search(seen, max(0, begin - 16), begin):
        for shape in (_LOCAL, _SHORT):
            short = shape.match(seen, begin, end)
            if short and not _unit_behind(seen, short.end()) and _offered_by_us(seen, short):
                yield short.start(), short.end(), _digits(short[1]), False


def _unit_behind(seen: str, end: int) -> bool:
    """What is counted or paid is no number to call."""
    return seen[end : end + 1] in _UNITS


def _offered_by_us(seen: str, match: re.Match[str]) -> bool:
    """Not a number that anybody may name, unless it is offered as ours."""
    public = _digits(match[1]) in _EVERYBODYS
    return not public or _OURS.search(seen, max(0, match.start() - 16), match.start()) is not None


def _digits(text: str) -> str:
    plain = text.replace("-", "").replace(" ", "")
    return plain if plain.isdecimal() else _NO_DIGIT.sub("", plain)
