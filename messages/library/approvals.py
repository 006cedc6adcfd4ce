"""The approval policy as rows: who signs for what at which severity."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import Field

from messages.library.rows import Row, document, rows
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.statements import ApprovalItem


class ApprovalPolicyRow(Row):
    """One item at one severity. Fields as in `bot.rules.approvals.ApprovalPolicy`."""

    item: ApprovalItem
    severity: Severity
    roles: tuple[RoleKind, ...] = ()
    also: tuple[RoleKind, ...] = ()
    informed: tuple[RoleKind, ...] = ()
    others: int = Field(ge=0, le=3)


@cache
def approval_policies() -> tuple[ApprovalPolicyRow, ...]:
    """Every item at every severity.

    Raises:
        pydantic.ValidationError: the data file does not fit its schema.
    """
    return rows(ApprovalPolicyRow, list(_spread()))


@cache
def sensitive_types() -> frozenset[CrisisType]:
    """Types whose words legal always reads."""
    return frozenset(CrisisType(word) for word in document("policies", "approvals.toml")["sensitive_types"])


def _spread() -> Iterator[dict[str, Any]]:
    data = document("policies", "approvals.toml")
    for entry in data["approval"]:
        usual = {**data["others"], **entry.get("others", {})}
        shared = {key: value for key, value in entry.items() if key not in set(Severity) and key != "others"}
        for severity in Severity:
            yield {
                "source": data["source"],
                "status": data["status"],
                "others": usual[severity.value],
                **shared,
                "severity": severity.value,
                **entry[severity.value],
            }
