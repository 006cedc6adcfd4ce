"""Readiness: each thing that can be broken turns its own line red, and only that."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.rules.readiness import CheckKind, Contact, Situation, checks
from storage.vocabulary.roles import RoleKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = Situation(
    holders={RoleKind.LEGAL: ("陈默", "王砚")},
    contacts=(Contact("陈默", 1, NOW - timedelta(days=6)),),
    gaps=(),
    oldest_parcel_at=NOW - timedelta(minutes=5),
    backup_at=NOW - timedelta(days=7),
)


def red(situation: Situation) -> list[CheckKind]:
    return [check.kind for check in checks(situation, NOW) if not check.good]


def test_all_is_well_exactly_at_the_edges() -> None:
    assert red(GOOD) == []


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (replace(GOOD, holders={RoleKind.LEGAL: ("陈默",)}), CheckKind.ROLE),
        (replace(GOOD, contacts=(Contact("陈默", 0),)), CheckKind.CONTACT),
        (replace(GOOD, contacts=(Contact("陈默", 1, None),)), CheckKind.CONTACT),
        (replace(GOOD, contacts=(Contact("陈默", 1, NOW - timedelta(days=22)),)), CheckKind.CONTACT),
        (replace(GOOD, gaps=((NOW, NOW + timedelta(hours=1)),)), CheckKind.ROSTER),
        (replace(GOOD, gaps=None, flagged=0), CheckKind.ROSTER),
        (replace(GOOD, silent_sources=("monitor",)), CheckKind.SOURCE),
        (replace(GOOD, unknown_years=(2027,)), CheckKind.CALENDAR),
        (replace(GOOD, oldest_parcel_at=NOW - timedelta(minutes=6)), CheckKind.OUTBOX),
        (replace(GOOD, backup_at=None), CheckKind.BACKUP),
        (replace(GOOD, backup_at=NOW - timedelta(days=8)), CheckKind.BACKUP),
        (replace(GOOD, approvals=("S1",)), CheckKind.APPROVAL),
    ],
)
def test_what_is_broken_is_red(broken: Situation, kind: CheckKind) -> None:
    assert red(broken) == [kind]
    assert checks(broken, NOW)[0].kind is kind, "red comes first"
