"""Takes the pictures of the recap: `make screenshots` runs it after the others.

The evening of the tests is drawn as everybody's recap is, in both languages: the card as it is sent, the first
sheets of the report, and the page on a phone, a desk and a wall, light and dark.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from messages.recap import page, report  # noqa: E402  (the tests' evening lies beside docs, not in the package)
from messages.recap.values import Length  # noqa: E402
from storage.vocabulary.people import Language  # noqa: E402
from tests.messages.recap import sampled  # noqa: E402

PICTURES = HERE / "pictures"
PAGES = (
    ("recap-phone", 390, 844, "light", Language.ZH),
    ("recap-phone-dark", 390, 844, "dark", Language.ZH),
    ("recap-desk", 1280, 900, "light", Language.ZH),
    ("recap-desk-dark-en", 1280, 900, "dark", Language.EN),
    ("recap-wall", 3840, 2160, "dark", Language.ZH),
)


def draw_card(language: Language) -> None:
    """The card as it is sent; a front page needs no more than a third of its points."""
    end = "" if language is Language.ZH else f"-{language.value}"
    (PICTURES / f"recap-card{end}.png").write_bytes(
        report.draw_card(sampled.full_evening(), sampled.reader(language))
    )


def draw_sheets(language: Language) -> None:
    """The one page, and the first sheet of the whole report."""
    end = "" if language is Language.ZH else f"-{language.value}"
    for name, length in (("one-page", Length.PAGE), ("report", Length.FULL)):
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "sheet.pdf"
            sheet.write_bytes(report.draw(sampled.full_evening(), sampled.reader(language), length))
            to = str(PICTURES / f"recap-{name}{end}")
            subprocess.run(["pdftoppm", "-r", "90", "-png", "-singlefile", str(sheet), to], check=True)  # noqa: S603, S607


def photograph(browser: Browser) -> None:
    """The page in every form."""
    for name, width, height, theme, language in PAGES:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        shown = context.new_page()
        shown.set_content(page.draw(sampled.full_evening(), sampled.reader(language)).decode())
        shown.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def take() -> None:
    """All pictures of the recap.

    Raises:
        SystemExit: Chromium or poppler-utils is not here.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or shutil.which("pdftoppm") is None:
        raise SystemExit("The pictures need Chromium and poppler: apt-get install chromium poppler-utils")
    for language in Language:
        draw_card(language)
        draw_sheets(language)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        photograph(browser)
        browser.close()


if __name__ == "__main__":
    take()
