"""Readiness: what is red and how to mend it, then what is green."""

from markupsafe import Markup

from messages.cards.parts import head, name
from messages.markup import Drawn
from messages.notices.answers import answer
from messages.views import Reader
from messages.views.readiness import ReadinessView, ReadyLine
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.statements import ApprovalItem

_RED = 12


def _line(line: ReadyLine, reader: Reader) -> Markup:
    """What is red. Things to approve are words of the vocabulary, and told as such."""
    about = dict(line.about)
    items = [reader.label(ApprovalItem(item)) for item in str(about.pop("items", "")).split(",") if item]
    if items:
        about["name"] = reader.listed(items)
    kind = "commander" if about.get("role") == RoleKind.COMMANDER.value else line.kind
    return answer(f"ready-{kind}-bad", reader, (), **about).text


def draw(view: ReadinessView, reader: Reader) -> Drawn:
    """Red lines one by one; the green ones only counted: nobody reads what is well."""
    red = [line for line in view.lines if not line.good]
    key = "ready-head-bad" if red else "ready-head-good"
    counted = reader.say(key, team=name(view.team), count=len(red), total=len(view.lines))
    lines = [head(reader, view.mark, counted)]
    lines += [_line(line, reader) for line in red[:_RED]]
    if len(red) > _RED:
        lines.append(reader.say("ready-more", count=len(red) - _RED))
    return Drawn.of(lines)
