"""Silences cover what they name, end, and never cover everything or an S1."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.silences import (
    Matcher,
    Silence,
    SilenceEndless,
    SilenceTooWide,
    SilenceUnclear,
    parse_matchers,
    silence,
    silenced,
)
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DEPLOY = (Matcher("service", "shop-*"), Matcher("env", "staging"))


@pytest.mark.parametrize(
    "text", ["service=shop-* env=staging", "service=shop-*, env=staging", "service\uff1dshop-*\uff0cenv=staging"]
)
def test_matchers_as_typed(text: str) -> None:
    assert parse_matchers(text) == DEPLOY


@pytest.mark.parametrize("text", ["", "service=*", "a=** b=*", "a=", " , "])
def test_what_matches_everything_is_refused(text: str) -> None:
    with pytest.raises(SilenceTooWide):
        parse_matchers(text)


@pytest.mark.parametrize("text", ["service", "=x", "service=shop everything"])
def test_what_is_no_matcher_is_named(text: str) -> None:
    with pytest.raises(SilenceUnclear) as refused:
        parse_matchers(text)
    assert refused.value.values["text"]


@pytest.mark.parametrize(("until", "fine"), [(NOW, False), (NOW + HOUR, True), (NOW + timedelta(days=31), False)])
def test_a_silence_ends(until: datetime, fine: bool) -> None:
    if fine:
        assert silence("deploy", DEPLOY, until, NOW).until == until
    else:
        with pytest.raises(SilenceEndless):
            silence("deploy", DEPLOY, until, NOW)


def test_an_empty_silence_is_refused_here_too() -> None:
    for matchers in ((), (Matcher("a", "*"),)):
        with pytest.raises(SilenceTooWide):
            silence("all", matchers, NOW + HOUR, NOW)
    assert silenced({"a": "b"}, Severity.S4, [Silence("all", (), NOW + HOUR)], NOW) is None


def test_it_covers_what_it_names_until_it_ends_and_never_an_s1() -> None:
    kept = [silence("deploy", DEPLOY, NOW + HOUR, NOW)]
    fits = {"service": "shop-cart", "env": "staging", "pod": "7"}
    assert silenced(fits, Severity.S2, kept, NOW) is kept[0]
    assert silenced(fits, Severity.S1, kept, NOW) is None
    assert silenced(fits, Severity.S2, kept, NOW + HOUR) is None
    assert silenced(fits | {"env": "production"}, Severity.S2, kept, NOW) is None
    assert silenced({"service": "shop-cart"}, Severity.S2, kept, NOW) is None


@given(st.text(alphabet="ab*", max_size=12), st.text(alphabet="ab", max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_star_stands_for_any_run(pattern: str, text: str) -> None:
    expected = re.fullmatch(re.sub(r"\*+", ".*", pattern), text) is not None
    assert Matcher("l", pattern).fits({"l": text}) is expected


def test_the_ends_of_a_pattern_do_not_share_characters() -> None:
    assert not Matcher("l", "ab*ba").fits({"l": "aba"})
    assert Matcher("l", "ab*ba").fits({"l": "abba"})


def test_a_hostile_pattern_is_not_slow() -> None:
    assert not Matcher("l", "a*" * 5000 + "b").fits({"l": "a" * 20000})
