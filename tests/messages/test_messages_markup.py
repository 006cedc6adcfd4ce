"""Cutting, cleaning and escaping, against whatever people and attackers type."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.buttons import Press
from messages.markup import (
    TEXT_LIMIT,
    Attachment,
    Drawn,
    Key,
    clean,
    cut,
    escape,
    grid,
    joined,
    line,
    rows,
    seen,
    shorten,
    units,
)

quick = settings(max_examples=80, deadline=None)
wild = st.text(alphabet=st.characters(), max_size=80)
emoji = st.sampled_from(
    ["👨‍👩‍👧", "👍🏽", "🇨🇳", "🏳️‍🌈", "😀", "起疹", "a", "<", "&", "\u202e", "\u200b", "\x00", "\ud800"]
)
typed = st.lists(st.one_of(wild, emoji), max_size=12).map("".join)


@st.composite
def marked(draw: st.DrawFn, depth: int = 2) -> Markup:
    """Good HTML as our cards make it: escaped text, nested tags, links."""
    parts = draw(st.lists(typed, min_size=1, max_size=4))
    text = Markup("")
    for part in parts:
        piece = escape(clean(part))
        if depth and draw(st.booleans()):
            name = draw(st.sampled_from(["b", "i", "code", "blockquote"]))
            inner = draw(marked(depth=depth - 1))
            piece = Markup(f"<{name}>") + piece + inner + Markup(f"</{name}>")
        elif draw(st.booleans()):
            piece = Markup('<a href="tg://user?id=1">') + piece + Markup("</a>")
        text += piece
    return text


def balanced(text: str) -> bool:
    """Every opened tag is closed, in order; no stray bracket; no stray ampersand."""
    opened: list[str] = []
    for tag in re.finditer(r"<(/?)(\w+)[^<>]*>", text):
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            return False
    bare = re.sub(r"</?\w+[^<>]*>", "", text)
    return not opened and not re.search(r"[<>]|&(?!(amp|lt|gt|#\d+|quot);)", bare)


@quick
@given(marked(), st.integers(min_value=1, max_value=60))
def test_a_cut_text_is_whole_again(text: Markup, limit: int) -> None:
    short = cut(text, limit)
    assert units(short) <= limit
    assert balanced(short)
    str(short).encode("utf-16")  # no half of a character
    if units(text) <= limit:
        assert short == text
    else:
        assert seen(short).endswith("…")
        assert seen(text).startswith(seen(short)[:-1])


@quick
@given(typed, st.integers(min_value=1, max_value=40))
def test_a_shortened_text_is_a_beginning(text: str, limit: int) -> None:
    text = clean(text)
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@quick
@given(typed)
def test_clean_text_hides_nothing(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    kept.encode("utf-8")
    for character in kept:
        assert character in "\n\u200d" or unicodedata.category(character) not in ("Cc", "Cs")
    assert not set(kept) & set(
        "\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\u2060\ufeff"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("\ud83d坏", "坏"),
        ("发\u202e送", "发送"),
        ("发\u200b送", "发送"),
        ("全\u2060额\ufeff退\u00ad款", "全额退款"),
        ("一行\r\n二行\u2028三行", "一行\n二行\n三行"),
        ("栏\t栏", "栏 栏"),
        ("一家👨‍👩‍👧三口", "一家👨‍👩‍👧三口"),
        ("好👍🏽", "好👍🏽"),
        ("旗🏳️‍🌈", "旗🏳️‍🌈"),
        ("赔\u200d钱", "赔钱"),
        ("\u3164\u115f空", "空"),
        ("<b>重</b>", "<b>重</b>"),
    ],
)
def test_clean_by_example(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_escaping_touches_three_signs_only() -> None:
    assert escape("""<a href="x">'&'</a>""") == """&lt;a href="x"&gt;'&amp;'&lt;/a&gt;"""
    assert escape(Markup("<b>x</b>")) == "<b>x</b>"


def test_units_are_what_telegram_counts() -> None:
    assert units("起疹") == 2
    assert units("👍") == 2
    assert units(Markup("<b>a &amp; b</b>")) == 5
    assert units(Markup("&#128077;")) == 2


def test_a_line_is_one_line() -> None:
    assert line("  三个家长\n\n说孩子  起疹 ", 60) == "三个家长 说孩子 起疹"
    assert line("起疹" * 40, 9) == "起疹起疹起疹起疹…"


def test_blocks_are_one_gap_apart() -> None:
    lines = [Markup(""), Markup("a"), Markup(""), Markup(""), None, Markup("b"), Markup("")]
    assert joined(lines) == "a\n\nb"


def test_a_message_is_never_too_long_nor_empty() -> None:
    long = Drawn.of([escape("起疹<" * 4000)])
    assert units(long.text) == TEXT_LIMIT
    assert balanced(long.text)
    with pytest.raises(ValueError, match="4096"):
        Drawn(escape("x" * 5000))
    with pytest.raises(ValueError, match="words"):
        Drawn.of([Markup("<b> </b>"), None])


def test_a_button_does_one_thing() -> None:
    press = Press("resp", "01K9")
    assert Key("我来响应", press=press).press == press
    assert Key("  两\n行 ", press=press).label == "两 行"
    for wrong in (
        {},
        {"press": press, "url": "https://example.org"},
        {"copy": ""},
        {"copy": "起" * 257},
        {"url": "javascript:alert(1)"},
        {"url": "https://two words"},
    ):
        with pytest.raises(ValueError, match=r"button|address"):
            Key("x", **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="word"):
        Key(" \u200b ", press=press)
    assert Key("查口径", inline_query="").inline_query == ""


def test_rows_without_buttons_are_no_rows() -> None:
    key = Key("x", press=Press("resp"))
    assert rows([None], [key, None], []) == ((key,),)
    assert grid([key, None, key, key], 2) == ((key, key), (key,))


def test_an_attachment_is_plain_bytes() -> None:
    assert Drawn.of([escape("x")], document=Attachment("a.txt", b"1")).document == Attachment("a.txt", b"1")


@quick
@given(typed)
def test_what_is_seen_is_what_was_typed(text: str) -> None:
    assert seen(escape(text)) == text
