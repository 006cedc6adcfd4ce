"""Why a circle is not told, in the reader's language; also rows of the first releases, which kept the words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from messages.circles import why_not
from messages.words import Reader
from storage.vocabulary.incidents import NOT_CONCERNED
from storage.vocabulary.people import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("kept", [NOT_CONCERNED, "不涉及", "not concerned"])
def test_the_desks_own_reason_is_read_in_the_readers_language(kept: str) -> None:
    now = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
    assert why_not(kept, Reader(Language.ZH, SHANGHAI, now)) == "不涉及"
    assert why_not(kept, Reader(Language.EN, SHANGHAI, now)) == "not concerned"
    assert why_not("与这批货无关", Reader(Language.EN, SHANGHAI, now)) == "与这批货无关", "people's own words stay"
