"""Takes the pictures of docs/one-voice.md from the real desk: refusal, approval, void, release, proof; zh and en.

`make screenshots` runs it after the other pictures; `python docs/voice_pictures.py` alone. People act through the
sandbox's control interface as the demo's story has it, and the sandbox's page is photographed message by message.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from page_pictures import ALERT, PICTURES, chromium_here, desk, press, told, topic_of, wait_for
from playwright.sync_api import Browser, sync_playwright

COMMANDER, LEAD, LEGAL, DEPUTY, SERVICE, ACCOUNT = 502, 503, 505, 506, 507, 508
WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "duties": "公关负责人 法务 法务 客服负责人 账号运营",
        "title": "3 位用户称孩子用后脸部起疹",
        "product": "儿童润肤霜 0912A",
        "respond": "我来响应",
        "take": "接下",
        "fact": "记 收到3例起疹反馈,批次0912A",
        "verify": "我已核实",
        "standing": "/standing 产品安全",
        "approve lines": "批准这 4 条",
        "check": "能说吗 由于供应商原料问题,约3万名用户受影响,我们将全额退款",
        "refused": "禁止",
        "write": "写回应",
        "channel": "换渠道",
        "caption": "视频文案",
        "own words": "2 改成 很担心孩子的情况。",
        "written": "很担心孩子的情况",
        "send": "送批准",
        "asked": "请批准",
        "change": "改",
        "how": "改成怎么说",
        "changed": "收到4例起疹反馈,批次0912A",
        "void": "批准已作废",
        "yes": "批准这一版",
        "said yes": "你已批准",
        "approve": "批准 v4",
        "release": "可以发布",
        "share": "7.43 复制打开抖音,看看【豆芽星球的作品】{text} https://v.douyin.com/i8XqT3n/",
        "proof": "凭证已存",
    },
    "en": {
        "duties": "communications lead|legal|legal|service lead|account operator",
        "title": "3 viewers say their child got a rash on the face",
        "product": "kids' cream 0912A",
        "respond": "I'm on it",
        "take": "I take it",
        "fact": "fact 3 parents reported a rash, batch 0912A",
        "verify": "I verified it",
        "standing": "/standing product safety",
        "approve lines": "Approve these 4",
        "check": "can I say Because of our supplier about 30,000 users are affected; we will refund in full",
        "refused": "Don't send",
        "write": "Write response",
        "channel": "Other channel",
        "caption": "video caption",
        "own words": "2 change to We are worried for the children.",
        "written": "worried for the children",
        "send": "Send for approval",
        "asked": "Please approve",
        "change": "Change",
        "how": "How should",
        "changed": "4 parents reported a rash, batch 0912A",
        "void": "Approval void",
        "yes": "Approve this version",
        "said yes": "You approved",
        "approve": "Approve v4",
        "release": "Ready to publish",
        "share": "7.43 copy and open Douyin: {text} https://v.douyin.com/i8XqT3n/",
        "proof": "Proof kept",
    },
}
RULE = "\u2500\u2500\u2500\u2500"


class Evening:
    """One evening at the desk, in one language: what people do, and what stands in their chats."""

    def __init__(self, base: str, forum: int, language: str) -> None:
        self.base, self.forum, self.words = base, forum, WORDS[language]

    def say(self, user: int, text: str, **more: Any) -> None:
        told(f"{self.base}/_sandbox/say", {"user": user, "chat_id": user, "text": text} | more)

    def press(self, user: int, label: str, chat: int = 0) -> None:
        chat = chat or user
        topic = topic_of(self.base, self.forum) if chat == self.forum else 0
        wait_for(lambda: press(self.base, user, chat, self.words[label], topic), f"{user} has no {label}")

    def messages(self, user: int) -> list[dict[str, Any]]:
        found = told(f"{self.base}/_sandbox/messages?chat_id={user}&user={user}&topic=0") or {}
        return list(found.get("messages", []))

    def text(self, user: int, word: str) -> str:
        """The newest message of this chat with the word, once it is there."""
        holds = self.words[word]

        def newest() -> str:
            return next((t for m in reversed(self.messages(user)) if holds in (t := m.get("text", ""))), "")

        wait_for(newest, f"{user} reads no {word}")
        return newest()

    def opened(self, hook: str) -> None:
        """People say what they do, the alert comes in, they respond, and one fact is verified."""
        listed = self.words["duties"]
        duties = listed.split("|") if "|" in listed else listed.split()
        self.say(COMMANDER, "/start")
        for user, duty in zip((LEAD, LEGAL, DEPUTY, SERVICE, ACCOUNT), duties, strict=True):
            self.say(user, "/start")
            wait_for(lambda u=user, d=duty: press(self.base, u, u, d), f"nobody asked {user}")
        alert = ALERT | {"title": self.words["title"], "product": self.words["product"]}
        assert told(hook, alert, Authorization="Bearer pictures"), "the alert was not taken"
        self.press(COMMANDER, "respond")
        for user in (LEAD, LEGAL, SERVICE, ACCOUNT):
            self.press(user, "take")
        self.say(LEAD, "/contact 400-000-0000")
        self.say(
            SERVICE, self.words["fact"], chat_id=self.forum, message_thread_id=topic_of(self.base, self.forum)
        )
        self.press(SERVICE, "verify", self.forum)

    def asked_for_approval(self) -> None:
        """The lead says one line of what the desk proposed in their own words, and asks for approval."""
        self.press(LEAD, "write", self.forum)
        self.press(LEAD, "channel")
        self.press(LEAD, "caption")
        time.sleep(2)  # the draft is drawn anew for its channel
        self.say(LEAD, self.words["own words"])
        self.text(LEAD, "written")
        self.press(LEAD, "send")

    def changed(self) -> None:
        """The figure changes, and approval is asked for again."""
        self.press(SERVICE, "change", self.forum)
        self.text(SERVICE, "how")
        self.say(SERVICE, self.words["changed"], reply_to=self.messages(SERVICE)[-1]["message_id"])
        self.press(SERVICE, "verify", self.forum)
        time.sleep(2)
        self.press(LEAD, "send")

    def published(self) -> None:
        """Who has the account pastes the platform's share text."""
        text = self.text(ACCOUNT, "release").split(RULE)[1].strip()
        self.say(ACCOUNT, self.words["share"].format(text=text))


def photograph(browser: Browser, evening: Evening, user: int, word: str, name: str, language: str) -> None:
    """The newest message of this chat that holds the word, as its reader sees it."""
    evening.text(user, word)
    context = browser.new_context(viewport={"width": 1000, "height": 1400}, reduced_motion="reduce")
    context.add_init_script(f"localStorage.setItem('place', '[{user}, 0]')")
    page = context.new_page()
    page.goto(f"{evening.base}/?user={user}&lang={language}&theme=light")
    message = page.locator("article.message").filter(has_text=evening.words[word]).last
    message.wait_for()
    message.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    message.screenshot(path=PICTURES / f"voice-{name}-{language}.png")
    context.close()


def take_all() -> None:
    """Starts a browser of its own, and takes all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here(), args=["--no-sandbox"])
        take(browser)
        browser.close()


def take(browser: Browser) -> None:
    """All of them, in both languages.

    Raises:
        SystemExit: something expected did not come; the sentence says what.
    """
    for language in WORDS:
        with tempfile.TemporaryDirectory() as folder, desk(Path(folder), LANGUAGE=language) as (base, hook, forum):
            evening = Evening(base, forum, language)
            evening.opened(hook)
            evening.say(LEAD, evening.words["standing"])
            evening.press(LEAD, "approve lines")
            evening.say(LEAD, evening.words["check"])
            photograph(browser, evening, LEAD, "refused", "refusal", language)
            evening.asked_for_approval()
            photograph(browser, evening, LEGAL, "asked", "approval", language)
            evening.press(LEGAL, "yes")
            evening.text(LEGAL, "said yes")
            evening.changed()
            photograph(browser, evening, LEGAL, "void", "void", language)
            for user in (LEGAL, COMMANDER):
                evening.press(user, "approve")
            photograph(browser, evening, ACCOUNT, "release", "release", language)
            evening.published()
            photograph(browser, evening, ACCOUNT, "proof", "proof", language)


if __name__ == "__main__":
    take_all()
