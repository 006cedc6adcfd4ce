"""Days, times and numbers as Babel writes them, without its tables in the running desk."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal

from messages.dates import written
from messages.sentences import _PLURALS, _Amount, _Count
from messages.words import plain
from storage.vocabulary.people import Language

PATTERNS = ("moment-today", "moment-date", "moment-year", "day-date", "day-year", "moment-public")
OF_THE_RECAP = ("yyyy-MM-dd EEE", "EEE d MMM yyyy")
LOCALES = Path(__file__).parents[2] / "messages" / "locales"


@pytest.mark.parametrize("language", Language)
def test_days_and_times_read_as_in_cldr(language: Language) -> None:
    patterns = [plain(language, key) for key in PATTERNS] + list(OF_THE_RECAP)
    for days in range(0, 800, 3):
        when = datetime(2026, 1, 1, 0, 5, tzinfo=UTC) + timedelta(days=days, minutes=37 * days)
        for pattern in patterns:
            assert written(when, pattern, language) == format_datetime(when, pattern, locale=language.value)


@pytest.mark.parametrize("language", Language)
def test_numbers_read_as_in_cldr(language: Language) -> None:
    for number in (0, 1, 2, 11, 999, 1000, -1234, 12_345_678):
        assert _Count(number).format(None) == format_decimal(number, locale=language.value)
    for amount in (0.0, 0.5, 1.0, 100.0, 1.2345, 2.0005, 1234.5678, -0.25, 1e7):
        assert _Amount(amount).format(None) == format_decimal(amount, locale=language.value)


@pytest.mark.parametrize("language", Language)
def test_forms_for_one_and_many_are_cldrs(language: Language) -> None:
    theirs, ours = Locale(language.value).plural_form, _PLURALS[language]
    for number in (*range(130), 1000, Decimal("1.0"), Decimal("0.1"), Decimal("1.5")):
        assert ours(number) == theirs(number)


def test_no_sentence_asks_for_more_of_a_language() -> None:
    """NUMBER(), DATETIME() and numbers written out in a sentence go past our own to Babel."""
    for file in LOCALES.rglob("*.ftl"):
        sentences = "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
        assert not re.search(r"(NUMBER|DATETIME)\(|\{ *-?[0-9]", sentences), file.name
