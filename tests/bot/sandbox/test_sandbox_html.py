"""HTML as Telegram reads it."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.refusals import Refused
from bot.sandbox.world.cast import fresh_world
from bot.sandbox.world.html import parse_html, utf16
from bot.sandbox.world.texts import formatted

WORLD = fresh_world()


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("<b>粗</b>", "粗", [("bold", 0, 1)]),
        ("😀<i>斜</i>", "😀斜", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        (
            "<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>",
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://t.me/x">l</a>', "l", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=502">林澜</a>', "林澜", [("text_mention", 0, 2)]),
        ('<a href="tg://user?id=999">谁</a>', "谁", []),
        ('<a href="nonsense">l</a>', "l", []),
        ("1 &lt; 2 &amp;&amp; &#20320; &unknown;", "1 < 2 && 你 &unknown;", []),
        ("<u></u>x", "x", []),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
        ("<code>/start</code> /help", "/start /help", [("code", 0, 6), ("bot_command", 7, 5)]),
        ("见 https://v.douyin.com/abc/ 。", "见 https://v.douyin.com/abc/ 。", [("url", 2, 25)]),
        ("<tg-time unix='1795351200' format='t'>20:40</tg-time>", "20:40", [("date_time", 0, 5)]),
    ],
)
def test_markup_becomes_entities(source: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = formatted(WORLD, source, "HTML", None)
    assert text == plain
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("你<p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<a href=>x</a>", None),
    ],
)
def test_broken_markup_is_refused_with_the_place(source: str, reason: str | None) -> None:
    if reason is None:
        assert parse_html(source)[1] == []
        return
    with pytest.raises(Refused) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text, quote=True).replace("&#x27;", "'")) == (text, [])


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="<>/=\"' &;#abip-😀你\n\x00", max_size=40))
def test_any_markup_is_either_refused_or_fits_the_text(source: str) -> None:
    try:
        text, entities = formatted(WORLD, source, "HTML", None)
    except Refused:
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16(text)
