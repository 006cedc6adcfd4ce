"""R-C17: what may be done to a comment section, for which reason, and who agrees."""

import pytest

from bot.rules.comments import (
    CommentApproverMissing,
    CommentReasonMissing,
    CommentReasonTooSmall,
    check_agreed,
    check_asked,
)
from storage.vocabulary.comments import CommentAct, CommentReason
from storage.vocabulary.roles import RoleKind


@pytest.mark.rule("R-C17", "blocked")
@pytest.mark.parametrize("act", CommentAct)
def test_nothing_is_done_to_comments_without_a_reason_of_the_list(act: CommentAct) -> None:
    for reason in (None, CommentReason("it is only criticism")):
        with pytest.raises(CommentReasonMissing):
            check_asked(act, reason)


@pytest.mark.rule("R-C17", "blocked")
@pytest.mark.parametrize("reason", [CommentReason.SPAM, CommentReason.ABUSE, CommentReason.IMPERSONATION])
def test_the_section_is_not_closed_for_single_comments(reason: CommentReason) -> None:
    check_asked(CommentAct.DELETE, reason)
    with pytest.raises(CommentReasonTooSmall):
        check_asked(CommentAct.CLOSE, reason)


@pytest.mark.rule("R-C17", "blocked")
def test_nobody_agrees_to_his_own_wish_nor_without_a_role_that_may() -> None:
    for who, roles in (("me", [RoleKind.COMMUNICATIONS_LEAD]), ("she", [RoleKind.SERVICE_LEAD]), ("she", [])):
        with pytest.raises(CommentApproverMissing):
            check_agreed(CommentReason.SPAM, "me", who, roles)


@pytest.mark.rule("R-C17", "allowed")
@pytest.mark.parametrize("role", [RoleKind.COMMUNICATIONS_LEAD, RoleKind.LEGAL, RoleKind.COMMANDER])
def test_with_a_reason_and_a_second_person_it_may_be_done(role: RoleKind) -> None:
    check_asked(CommentAct.DELETE, CommentReason.FRAUD)
    check_asked(CommentAct.CLOSE, CommentReason.ILLEGAL)
    check_agreed(CommentReason.FRAUD, "me", "she", [role])


@pytest.mark.rule("R-C17", "exception")
def test_personal_data_goes_at_once_with_anybody_else_s_word() -> None:
    check_asked(CommentAct.CLOSE, CommentReason.PERSONAL_DATA)
    check_agreed(CommentReason.PERSONAL_DATA, "me", "she", [])
    with pytest.raises(CommentApproverMissing):
        check_agreed(CommentReason.PERSONAL_DATA, "me", "me", [RoleKind.LEGAL])
