"""Takes the pictures of the training page from the real desk: `make screenshots` runs it first.

Starts the sandbox and the desk as a visitor would, lets people act through the control interface, and
photographs the page at three widths, dark and light, in both languages.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
PROGRAM = str(Path(sys.executable).with_name("crisisdesk"))
SHOTS = (
    ("sandbox", 1280, 1040, "light", "zh"),
    ("sandbox-wide-dark-en", 1920, 1080, "dark", "en"),
    ("sandbox-phone-dark-zh", 390, 844, "dark", "zh"),
    ("sandbox-phone-light-en", 390, 844, "light", "en"),
)
BOARDS = (
    ("board-desk-dark", 1280, 720, "dark", "zh"),
    ("board-phone-en", 390, 844, "light", "en"),
    ("board-wall-dark", 3840, 2160, "dark", "zh"),
)
# Who does what in the team, by the words on the buttons that ask it.
DUTIES = {502: "值班", 503: "公关负责人", 505: "法务", 507: "客服负责人", 508: "账号运营"}
ALERT = {
    "title": "3 位用户称孩子用后脸部起疹",
    "severity": "S1",
    "account": "豆芽星球",
    "platform": "抖音",
    "product": "儿童润肤霜 0912A",
    "crisis_type": "product_safety",
    "live": True,
    "viewers": 12000,
    "dedup_key": "rash",
    "evidence": [{"kind": "link", "url": "https://v.douyin.com/abc123"}],
}


def told(url: str, body: Any = None, **headers: str) -> Any:
    """Ask a server of ours; its answer as JSON, None when it says no."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json", **headers})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


@contextmanager
def desk(folder: Path, **further: str) -> Iterator[tuple[str, str, int]]:
    """A sandbox and a desk; gives the page's address, the alert hook's, and the forum.

    `further`: settings of the desk besides its own, such as LANGUAGE.
    """
    sandbox = subprocess.Popen(  # noqa: S603
        [PROGRAM, "sandbox", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True, cwd=folder
    )
    assert sandbox.stdout is not None
    world = json.loads(sandbox.stdout.readline())
    port = 18_700 + os.getpid() % 200
    settings = {
        "TELEGRAM_BASE_URL": world["base"],
        "TELEGRAM_BOT_TOKEN": world["token"],
        "TEAM_CHAT_ID": str(world["forum_chat_id"]),
        "DATABASE_URL": f"sqlite:///{folder / 'desk.db'}",
        "ALERT_TOKEN": "pictures",
        "HTTP_PORT": str(port),
    }
    with (folder / "desk.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(  # noqa: S603
            [PROGRAM, "run"], env=os.environ | settings | further, cwd=folder, stdout=log, stderr=log
        )
        try:
            wait_for(lambda: told(f"http://127.0.0.1:{port}/readyz") is not None, "the desk is not ready")
            yield world["base"], f"http://127.0.0.1:{port}/hooks/generic", world["forum_chat_id"]
        finally:
            for process in (running, sandbox):
                process.terminate()
                process.wait(15)


def wait_for(happened: Any, otherwise: str, seconds: float = 40) -> None:
    """Wait until it happened, or stop with a sentence."""
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise SystemExit(otherwise)
        time.sleep(0.2)


def topic_of(base: str, forum: int) -> int:
    """The incident's topic; 0 while there is none."""
    state = told(f"{base}/_sandbox/state?user=502") or {}
    topics = [topic["id"] for chat in state.get("chats", []) if chat["id"] == forum for topic in chat["topics"]]
    return max(topics, default=0)


def press(base: str, user: int, chat: int, label: str, topic: int = 0) -> bool:
    """Somebody presses the newest button of this label in a chat and topic."""
    found = told(f"{base}/_sandbox/messages?chat_id={chat}&user={user}&topic={topic}") or {}
    for message in reversed(found.get("messages", [])):
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        if any(key["text"] == label for row in rows for key in row):
            pressed = {"user": user, "chat_id": chat, "message_id": message["message_id"], "label": label}
            return told(f"{base}/_sandbox/press", pressed) is not None
    return False


def play(base: str, hook: str, forum: int) -> None:
    """People say what they do, an alert comes in, and they act."""
    for user, duty in DUTIES.items():
        told(f"{base}/_sandbox/say", {"user": user, "chat_id": user, "text": "/start"})
        wait_for(lambda user=user, duty=duty: press(base, user, user, duty), f"nobody asked {user}")
    assert told(hook, ALERT, Authorization="Bearer pictures"), "the alert was not taken"
    wait_for(lambda: press(base, 502, 502, "我来响应"), "nobody was called")
    for user in (503, 507, 508):
        wait_for(lambda user=user: press(base, user, user, "接下"), f"{user} was not asked")
    wait_for(lambda: press(base, 508, forum, "下架链接", topic_of(base, forum)), "there is no stop-loss")
    page = {"user": 502, "title": "S1 呼叫 · 值班", "body": "产品安全 0001。5 分钟内响应,否则转呼下一位。"}
    told(f"{base}/_sandbox/ring", {**page, "actions": ["我来响应", "接不了", "打开"]})
    time.sleep(6)  # the card is drawn at most every few seconds


def photograph(browser: Browser, base: str) -> None:
    """The page in every form."""
    for name, width, height, theme, language in SHOTS:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{base}/?user=502&lang={language}&theme={theme}")
        page.get_by_text("🔴 0001").first.click()
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def link_of(base: str, user: int) -> str:
    """The link to the board that somebody gets in private."""
    told(f"{base}/_sandbox/say", {"user": user, "chat_id": user, "text": "/board"})
    found: list[str] = []

    def there() -> bool:
        messages = (told(f"{base}/_sandbox/messages?chat_id={user}&user={user}") or {}).get("messages", [])
        keys = [
            key
            for m in messages
            for row in (m.get("reply_markup") or {}).get("inline_keyboard", [])
            for key in row
        ]
        found[:] = [key["url"] for key in keys if "/enter/" in key.get("url", "")]
        return bool(found)

    wait_for(there, "nobody got a link to the board")
    return found[-1]


def photograph_board(browser: Browser, base: str) -> None:
    """The wall in every form. A link works once: the first page keeps the cookie for the others."""
    door = browser.new_context()
    first = door.new_page()
    first.goto(link_of(base, 502))
    address, state = first.url.partition("?")[0], door.storage_state()
    door.close()
    for name, width, height, theme, language in BOARDS:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            storage_state=state,
        )
        page = context.new_page()
        page.goto(f"{address}?lang={language}")
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def chromium_here() -> str:
    """Raises: SystemExit: there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("The pictures need Chromium: apt-get install chromium")
    return chromium


def take() -> None:
    """All pictures of the page.

    Raises:
        SystemExit: no Chromium here, or something expected did not come; the sentence says what.
    """
    chromium = chromium_here()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder)) as (base, hook, forum):
        play(base, hook, forum)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            photograph(browser, base)
            photograph_board(browser, base)
            browser.close()


if __name__ == "__main__":
    take()
