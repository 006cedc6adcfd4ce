"""Deciding about an alert: what is suggested and why, and when one person is not enough."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from bot.rules.lifecycle import SecondPersonNeeded
from bot.rules.watches import Trigger, nearest
from storage.vocabulary.severity import Severity


class Advice(StrEnum):
    """The three ways out of triage."""

    OPEN = "open"
    WATCH = "watch"
    NO_ACTION = "no_action"


class Hint(Struct, frozen=True):
    """A suggestion with the figure that moves it.

    `metric` is empty when the source itself says it is over; `figure` is None when nobody knows it yet.
    """

    advice: Advice
    metric: str = ""
    figure: float | None = None
    threshold: float | None = None


def hint(triggers: Sequence[Trigger], metrics: Mapping[str, float], resolved: bool = False) -> Hint:
    """What the card suggests for an alert that waits for a decision.

    Open once a figure reaches its threshold, watch below it; over at the source and below it: no action.
    Without any figure: watch, and say which figure is missing.
    """
    known = [trigger for trigger in triggers if trigger.at_least > 0]
    closest = nearest(known, metrics)
    if closest is not None and closest.figure >= closest.trigger.at_least:
        return Hint(Advice.OPEN, closest.trigger.metric, closest.figure, closest.trigger.at_least)
    if resolved:
        return Hint(Advice.NO_ACTION)
    if closest is not None:
        return Hint(Advice.WATCH, closest.trigger.metric, closest.figure, closest.trigger.at_least)
    if known:
        return Hint(Advice.WATCH, known[0].metric, None, known[0].at_least)
    return Hint(Advice.WATCH)


def needs_second_person(severity: Severity) -> bool:
    """No action on a suspected S1 or S2 is agreed by two."""
    return severity.at_least(Severity.S2)


def dismissal(severity: Severity, proposed_by: str, agreed_by: str = "") -> None:
    """May the alert be put away without action?

    Raises:
        SecondPersonNeeded: it is suspected to be S1 or S2 and nobody but the proposer has agreed.
    """
    if needs_second_person(severity) and (not agreed_by or agreed_by == proposed_by):
        raise SecondPersonNeeded(by=proposed_by)
