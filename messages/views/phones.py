"""Views of phones: one's own list, a test ring, the weekly report."""

from datetime import datetime

from msgspec import Struct

from bot.ids import PhoneId, RingId
from messages.views.shared import PLAIN, Mark
from storage.vocabulary.phones import PhoneKind, PhoneTest, RingState, RingVerdict


class PhoneRow(Struct, frozen=True, kw_only=True):
    """One phone; `shown` is the end of its address."""

    phone: PhoneId
    kind: PhoneKind
    shown: str
    result: PhoneTest
    tested_at: datetime | None = None


class PhonesView(Struct, frozen=True, kw_only=True):
    """One's own phones, the first one rings first.

    `adding`: what can be added, `more` its second page. `chosen`: the one to act on.
    """

    rows: tuple[PhoneRow, ...]
    adding: tuple[PhoneKind, ...] | None = None
    more: bool = False
    chosen: PhoneRow | None = None
    mark: Mark = PLAIN


class PhoneTestView(Struct, frozen=True, kw_only=True):
    """A test ring and its question; afterwards what came of it. `result`: what this person said of this ring."""

    ring: RingId
    kind: PhoneKind
    shown: str
    state: RingState
    result: PhoneTest
    verdict: RingVerdict | None = None
    mark: Mark = PLAIN


class PhoneReportView(Struct, frozen=True, kw_only=True):
    """Who was reached in the weekly test: `reached` of `total` people by at least one phone.

    `silent`: (person, phone, what is known of it); `without`: people without a phone.
    """

    reached: int
    total: int
    silent: tuple[tuple[str, PhoneKind, PhoneTest], ...] = ()
    without: tuple[str, ...] = ()
    mark: Mark = PLAIN
