"""Standing lines: who approves, what an approval is bound to, what is kept."""

import pytest

from bot.errors import DeskError
from bot.rules import standing_lines as rules
from storage.vocabulary.people import Standing
from storage.vocabulary.roles import RoleKind

WANTED = (RoleKind.COMMUNICATIONS_LEAD, RoleKind.LEGAL)


@pytest.mark.parametrize(
    ("roles", "standing", "writers", "error"),
    [
        ([RoleKind.LEGAL], Standing.MEMBER, [], None),
        ([RoleKind.LEGAL], Standing.MEMBER, ["other"], None),
        ([RoleKind.LEGAL], Standing.MEMBER, ["me"], rules.OwnLine),
        ([RoleKind.SERVICE_LEAD], Standing.MEMBER, [], rules.StandingNotYours),
        ([], Standing.OWNER, [], rules.StandingNotYours),
        ([RoleKind.LEGAL], Standing.GUEST, [], rules.StandingNotYours),
    ],
)
def test_who_approves(
    roles: list[RoleKind], standing: Standing, writers: list[str], error: type[DeskError] | None
) -> None:
    if error is None:
        rules.check_approver(roles, WANTED, standing, writers, "me")
    else:
        with pytest.raises(error):
            rules.check_approver(roles, WANTED, standing, writers, "me")


def test_any_change_breaks_the_seal() -> None:
    texts = ["先停用。", "有不适尽快就医。"]
    assert rules.seal(texts) == rules.seal(list(texts))
    assert rules.seal(texts) != rules.seal(["先停用", "有不适尽快就医。"])
    assert rules.seal(texts) != rules.seal(reversed(texts))
    assert len(f"zh-{rules.seal(texts)}") <= 27, "it fits into a button"


@pytest.mark.parametrize("text", ["", "  ", "🤒", "很" * 501, "很" * 100_000])
def test_what_is_no_line_is_not_kept(text: str) -> None:
    with pytest.raises(rules.StandingTooLong):
        rules.check_line(text)


def test_a_line_is_kept_to_the_comma() -> None:
    assert rules.check_line(" 先停用,有不适尽快就医。\n") == "先停用,有不适尽快就医。"
