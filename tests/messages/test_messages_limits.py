"""Rule 3 of the experience: short enough to be read, few enough buttons to be hit, what waits last."""

import re

import pytest
from markupsafe import Markup

from messages.cards.incidents import topic_name
from messages.markup import TOPIC_LIMIT, seen, units
from messages.notices.answers import toast
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity
from tests.messages.catalogues import sentences
from tests.messages.sampled_all import drawn
from tests.messages.sampled_story import reader
from tests.messages.test_messages_golden import filled

LINES = 16
CHARACTERS = {Language.ZH: 350, Language.EN: 700}
EDITED_OFTEN = 500  # Telegram slows edits of longer texts sooner


def chooser(name: str) -> bool:
    """Panels and choosers may have up to four rows of two."""
    return name.startswith(("panel_", "tasks", "stop_loss_cant", "hold_broken"))


@pytest.mark.parametrize("language", Language)
def test_a_card_fits_one_screen(language: Language) -> None:
    texts = {name: _own_words(message.text) for name, message in drawn(language).items()}
    assert [name for name, text in texts.items() if len(text.splitlines()) > LINES] == []
    assert [name for name, text in texts.items() if units(text) > CHARACTERS[language]] == []


def _own_words(text: Markup) -> str:
    """What the card itself says: words for the public stand in it whole, as long as they are."""
    return seen(Markup(re.sub("<code>.*?</code>", "", str(text), flags=re.DOTALL)))


@pytest.mark.parametrize("language", Language)
def test_a_thumb_finds_its_button(language: Language) -> None:
    for name, message in drawn(language).items():
        most_rows, in_a_row = (4, 2) if chooser(name) else (2, 3)
        assert len(message.keys) <= most_rows, name
        assert all(1 <= len(row) <= in_a_row for row in message.keys), name


def test_chinese_cards_that_are_edited_often_stay_short() -> None:
    often = [name for name in drawn(Language.ZH) if name.startswith(("incident", "alert", "status", "boss"))]
    assert [name for name in often if units(drawn(Language.ZH)[name].text) > EDITED_OFTEN] == []


def test_the_risky_button_never_stands_beside_the_main_one() -> None:
    risky, main = {"无需处理", "结案", "解除"}, {"我来响应", "开启事件", "接下", "进话题"}
    for name, message in drawn(Language.ZH).items():
        for row in message.keys:
            labels = {key.label for key in row}
            if chooser(name) or name in ("watch_fired", "duty_call_alert"):
                continue
            assert not (labels & risky and labels & main), name


def test_toasts_are_read_in_a_glance() -> None:
    """At most 20 characters in Chinese (experience.md 1.4 rule 5), a name of two characters included."""
    long = []
    for key, sentence in sentences("zh").items():
        if key.startswith("toast-"):
            values = {blank: value for blank, value in filled(Language.ZH).items() if blank in sentence.blanks}
            text = toast(key, reader(Language.ZH), **values)
            if len(text) > 20:
                long.append((key, text))
    assert long == []


def test_no_countdown_outside_a_warning() -> None:
    """What is not drawn again must not count down; a warning shows the time of the clock beside it."""
    for name, message in drawn(Language.ZH).items():
        text = seen(message.text)
        if "还剩" in text:
            assert name.startswith("clock_"), name
            assert "到期" in text


def test_a_topic_name_fits() -> None:
    name = topic_name("INC-2026-0007", Severity.S1, "起疹" * 200, reader(Language.ZH))
    assert name.startswith("🔴 0007 起疹")
    assert units(name) <= TOPIC_LIMIT
    ended = topic_name("INC-2026-0007", Severity.S1, "儿童润肤霜起疹", reader(Language.ZH), ended=True)
    assert ended == "✓ 0007 儿童润肤霜起疹"
    assert topic_name("DRL-2026-0001", Severity.S1, "x", reader(Language.EN), drill=True) == "[DRILL] 🔴 0001 x"
