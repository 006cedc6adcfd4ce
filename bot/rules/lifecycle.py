"""What can be done with an incident in which of its five states, and what becomes of it.

waiting → handling (respond) → monitoring and back → stood down → closed; reopened from the last two.
Raising and lowering change the severity and leave the state alone. Whether the *person* may do it is
asked elsewhere (`permissions`), and whether an S1 is complete enough to be closed as well (closing gate).
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.errors import DeskError
from storage.vocabulary.incidents import Action, IncidentState


class ActionNotAllowed(DeskError):
    """The incident's state does not allow this action.

    Values: `action`, `state`, and, as far as known, `by` and `at`: who brought it into this state and when,
    so that a stale button can answer "already done by … at …".
    """

    key = "refused-action-not-allowed"


class SecondPersonNeeded(DeskError):
    """A proposal needs somebody else's agreement; `by` is who proposed it."""

    key = "refused-second-person"


_S = IncidentState

_AFTER: Mapping[tuple[IncidentState, Action], IncidentState] = MappingProxyType(
    {
        (_S.WAITING, Action.RESPOND): _S.HANDLING,
        (_S.HANDLING, Action.MONITOR): _S.MONITORING,
        (_S.MONITORING, Action.RESUME): _S.HANDLING,
        (_S.HANDLING, Action.STAND_DOWN): _S.STOOD_DOWN,
        (_S.MONITORING, Action.STAND_DOWN): _S.STOOD_DOWN,
        (_S.STOOD_DOWN, Action.CLOSE): _S.CLOSED,
        (_S.STOOD_DOWN, Action.REOPEN): _S.HANDLING,
        (_S.CLOSED, Action.REOPEN): _S.HANDLING,
        # Declining passes the call on; the incident itself goes on waiting.
        (_S.WAITING, Action.DECLINE): _S.WAITING,
    }
    | {(state, Action.RAISE): state for state in _S if state.open}
    | {(state, Action.LOWER): state for state in _S if state.open}
)

#: Actions that leave the state as it is.
KEEPS_STATE = frozenset({Action.DECLINE, Action.RAISE, Action.LOWER})


def allowed(state: IncidentState) -> frozenset[Action]:
    """What may be offered on the card of an incident in this state."""
    return _ALLOWED[state]


_ALLOWED: Mapping[IncidentState, frozenset[Action]] = MappingProxyType(
    {state: frozenset(action for (where, action) in _AFTER if where is state) for state in _S}
)


def after(state: IncidentState, action: Action, *, by: str = "", at: str = "") -> IncidentState:
    """The state after the action.

    `by` and `at` (name and time as people read them) say who brought the incident into its present state;
    they only travel into the refusal.

    Raises:
        ActionNotAllowed: the action is not offered in this state.
    """
    try:
        return _AFTER[state, action]
    except KeyError:
        raise ActionNotAllowed(action=action.value, state=state.value, by=by, at=at) from None


def closed_as_no_action(state: IncidentState, proposed_by: str, agreed_by: str) -> IncidentState:
    """An opened incident turns out to need nothing: one person proposes closing it, another agrees.

    Works from every state but closed, because a false alarm need not be handled first. The two are ids of
    people; an empty `agreed_by` or the same person twice is no agreement.

    Raises:
        ActionNotAllowed: it is closed already.
        SecondPersonNeeded: nobody else has agreed.
    """
    if state is IncidentState.CLOSED:
        raise ActionNotAllowed(action=Action.CLOSE.value, state=state.value, by="", at="")
    if not agreed_by or agreed_by == proposed_by:
        raise SecondPersonNeeded(by=proposed_by)
    return IncidentState.CLOSED
