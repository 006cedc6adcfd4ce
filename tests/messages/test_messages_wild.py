"""Every card drawn with hostile text in every place where people's words stand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from bot.buttons import unpack
from messages.cards import alerts, clocks, duty_calls, incidents, panels, roles, stop_loss
from messages.cards.panels import TYPES_A_PAGE, types_page
from messages.markup import TEXT_LIMIT, Drawn, seen, units
from messages.views import ClassifyPanelView, Verb
from storage.vocabulary.people import Language
from tests.messages.sampled_all import drawn
from tests.messages.sampled_story import ALL, Story, reader
from tests.messages.test_messages_markup import balanced, emoji

ids = {
    "alert",
    "incident",
    "clock",
    "role",
    "task",
    "decision",
    "candidate_id",
    "nudge",
    "topic_url",
    "step",
}
wild = st.one_of(
    st.text(max_size=300),
    st.lists(emoji, max_size=40).map("".join),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</b></a>",
            "&lt;&amp;",
            "起疹" * 5000,
            "\x00\ud800",
            "\u202egnp.exe",
            "a\n\n\nb",
            "",
        ]
    ),
)


def spoiled(view: Any, text: str) -> Any:
    """The same view with this text in every field of free words, nested ones too."""
    changes: dict[str, Any] = {}
    for name in view.__struct_fields__:
        value = getattr(view, name)
        if name in ids:
            continue
        if type(value) is str:
            changes[name] = text
        elif isinstance(value, tuple) and value and isinstance(value[0], Struct):
            changes[name] = tuple(spoiled(part, text) for part in value)
        elif isinstance(value, Struct):
            changes[name] = spoiled(value, text)
    return replace(view, **changes)


def check(message: Drawn) -> None:
    assert balanced(message.text)
    assert units(message.text) <= TEXT_LIMIT
    assert len(seen(message.text).splitlines()) <= 16
    message.text.encode("utf-8")
    for row in message.keys:
        for key in row:
            key.label.encode("utf-8")
            if key.press:
                assert unpack(key.press.packed) == key.press


@settings(max_examples=60, deadline=None)
@given(text=wild, language=st.sampled_from(Language))
def test_no_text_breaks_a_card(text: str, language: Language) -> None:
    story, r = Story(language), reader(language)
    check(alerts.draw(spoiled(story.alert(), text), r))
    check(alerts.draw(spoiled(story.rumor_alert(), text), r))
    check(incidents.draw(spoiled(story.incident(), text), r))
    check(incidents.draw(spoiled(story.fresh_incident(), text), r))
    check(duty_calls.draw(spoiled(story.duty_call(), text), r))
    check(roles.draw(spoiled(story.role_request(), text), r))
    check(clocks.draw(spoiled(story.warning(), text), r))


@settings(max_examples=30, deadline=None)
@given(text=wild.filter(lambda text: text.strip() != ""))
def test_nor_a_stop_loss_message(text: str) -> None:
    """Its buttons carry the steps' own words; the spoken line may have lines of its own."""
    story, r = Story(Language.ZH), reader(Language.ZH)
    view = replace(story.stop_loss(), spoken=text)
    message = stop_loss.draw(view, r)
    assert balanced(message.text)
    assert units(message.text) <= TEXT_LIMIT


def test_every_button_is_one_we_know() -> None:
    verbs = {verb.value for verb in Verb}
    for message in drawn(Language.ZH).values():
        for row in message.keys:
            for key in row:
                assert key.press is None or key.press.verb in verbs


def test_only_what_may_be_pressed_is_drawn() -> None:
    story, r = Story(Language.ZH), reader(Language.ZH)
    bare = replace(story.incident(), keys=frozenset({Verb.MORE}))
    assert [[key.label for key in row] for row in incidents.draw(bare, r).keys] == [["更多"]]
    assert incidents.draw(replace(story.incident(), keys=frozenset()), r).keys == ()
    call = replace(story.duty_call(), keys=frozenset(), topic_url=None)
    assert duty_calls.draw(call, r).keys == ()


def test_buttons_carry_what_the_handlers_expect() -> None:
    story, r = Story(Language.ZH), reader(Language.ZH)
    card = incidents.draw(story.incident(), r)
    pressed = {key.label: key.press.packed for row in card.keys for key in row if key.press}
    assert pressed["我来接岗"] == f"1:role:{story.incident().incident}"
    request = roles.draw(story.role_request(), r)
    assert [key.press.packed for row in request.keys for key in row if key.press] == [
        f"1:rtake:{story.role_request().role}",
        f"1:rcant:{story.role_request().role}",
    ]
    choosing = alerts.draw(replace(story.alert(), choosing=True, keys=ALL), r)
    assert f"1:anone:{story.alert().alert}:not_ours" in [
        k.press.packed for row in choosing.keys for k in row if k.press
    ]


@pytest.mark.parametrize(
    ("extra", "page"), [("", 0), ("types", 1), ("types2", 2), ("types3", 3), ("types99", 3), ("typesx", 1)]
)
def test_pages_of_types(extra: str, page: int) -> None:
    assert types_page(extra) == page


def test_every_type_can_be_chosen() -> None:
    story, r = Story(Language.ZH), reader(Language.ZH)
    incident = story.incident()
    chosen: set[str] = set()
    for page in (1, 2, 3):
        view = ClassifyPanelView(
            incident=incident.incident,
            number=incident.number,
            severity=incident.severity,
            title=incident.title,
            crisis_type=incident.crisis_type,
            live=False,
            types_page=page,
        )
        keys = [key for row in panels.draw_classify(view, r).keys for key in row]
        assert len(keys) <= TYPES_A_PAGE + 2
        chosen |= {key.press.extra for key in keys if key.press and key.press.verb == "type"}
    assert chosen == {kind.value for kind in view.types}
