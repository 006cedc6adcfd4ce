"""A page as the desk frames it, the line that ends it, and whether a request is shaped as documented."""

from typing import Any

from bot.desk.rings import Action, Call
from bot.ids import RingId
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind, RingKind
from tests.kit.clock import BEGIN

RING = RingId("01K0PAGE000000000000000001")
QUIET = RingId("01K0QUIET00000000000000002")
PAGE_URL = "https://desk.example/duty/open-token"
TAKE_URL = "https://desk.example/duty/take-token"
CANT_URL = "https://desk.example/duty/cant-token"


def page(phone: PhoneKind, config: dict[str, Any], **more: Any) -> Call:
    """A loud page for a role, as T6 words it."""
    given: dict[str, Any] = {
        "ring": RING,
        "attempt": 1,
        "kind": RingKind.PAGE,
        "phone": phone,
        "title": "S1 呼叫 · 请担任法务",
        "text": "产品安全 0007。20:46 前响应,否则转呼下一位。",
        "loud": True,
        "language": Language.ZH,
        "posted_at": BEGIN,
        "severity": "S1",
        "config": config,
        "actions": (Action("接下", TAKE_URL), Action("接不了", CANT_URL)),
        "page_url": PAGE_URL,
        "open_label": "打开",
    }
    return Call(**{**given, **more})


def stopped(phone: PhoneKind, config: dict[str, Any], receipt: str = "") -> Call:
    """The quiet line that takes the place of that page."""
    return page(
        phone,
        config,
        ring=QUIET,
        kind=RingKind.STOPPED,
        title="S1 呼叫已停",
        text="已有人接下,你可以休息了。",
        loud=False,
        actions=(),
        page_url="",
        open_label="",
        replaces=RING,
        receipt=receipt,
    )


def fits(ours: Any, documented: Any, also: dict[str, type] | None = None, at: str = "") -> None:
    """Is our request shaped like the documented one: no field it does not know, and the same types?

    `also`: fields the documentation describes elsewhere than in the example.
    """
    if isinstance(documented, dict):
        assert isinstance(ours, dict), at
        for name, value in ours.items():
            here = f"{at}.{name}"
            if name in documented:
                fits(value, documented[name], also, here)
            else:
                assert also, f"{here} is not documented"
                assert name in also, f"{here} is not documented"
                assert isinstance(value, also[name]), here
    elif isinstance(documented, list):
        assert isinstance(ours, list), at
        for value in ours:
            fits(value, documented[0], also, f"{at}[]")
    else:
        assert type(ours) is type(documented), at
