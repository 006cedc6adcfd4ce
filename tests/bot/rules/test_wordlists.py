"""Words are found whatever hides them, and the quick way finds the same as the slow one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.wordlists import Passage, WordList


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["burn"], "He got a BURN", "burn"),
        (["burn"], "burner, sunburned", None),
        (["burn"], "烫伤burn了", "burn"),
        (["烫伤"], "孩子被烫伤", "烫伤"),
        (["未满18"], "未满180天", None),
        (["未满18"], "未满18岁", "未满18"),
        (["people's daily"], "said the People's Daily today", "people's daily"),
        (["caught fire"], "caught\u200b fire", "caught fire"),
        (["caught fire"], "uncaught fire, and caught it", None),
        (["fda"], "\uff26\uff24\uff21", "fda"),
        ([], "anything", None),
        (["", " "], "anything", None),
    ],
)
def test_finding(words: list[str], text: str, found: str | None) -> None:
    listed = WordList(words)
    assert listed.find(Passage(text)) == found
    assert [listed.stands_in(text) for _ in range(2)] == [found is not None] * 2  # the second time remembered


def test_what_does_not_count_is_taken_out_first() -> None:
    hurt, nobody = WordList(["受伤", "hurt"]), WordList(["无人受伤", "nobody was hurt"])
    assert hurt.find(Passage("无人受伤。Nobody was hurt."), nobody) is None
    assert hurt.find(Passage("无人受伤?有一位受伤"), nobody) == "受伤"


def test_counting_takes_each_word_once() -> None:
    words = WordList(["投诉", "退款", "refund"])
    assert words.count(Passage("投诉投诉退款 refund Refund")) == 3
    assert words.count(Passage("nothing")) == 0


WORDS = ["伤", "受伤", "burn", "caught fire", "a1"]


@given(st.text(alphabet="伤受 burncaughtfie1A\u200b", max_size=40))
@settings(max_examples=150, deadline=None)
def test_the_quick_way_agrees_with_looking_everywhere(text: str) -> None:
    passage = Passage(text)
    padded = f" {passage.text} "

    def whole(word: str) -> bool:
        if not word.isascii():
            return word in padded
        starts = [at for at in range(1, len(padded)) if padded.startswith(word, at)]
        edge = "abcdefghijklmnopqrstuvwxyz0123456789"
        return any(padded[at - 1] not in edge and padded[at + len(word)] not in edge for at in starts)

    assert (WordList(WORDS).find(passage) is not None) is any(whole(word) for word in WORDS)


@given(st.lists(st.text(alphabet="伤受 burncaughtfie1A\u200b|", max_size=12), max_size=80))
@settings(max_examples=100, deadline=None)
def test_looking_ahead_changes_no_answer(texts: list[str]) -> None:
    """Without the look in `foresee` a word that stands in one of many texts would be passed over."""
    ahead, apart = WordList(WORDS), WordList(WORDS)
    ahead.foresee(texts)
    assert [ahead.stands_in(text) for text in texts] == [apart.stands_in(text) for text in texts]
