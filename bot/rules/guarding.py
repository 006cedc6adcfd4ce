"""The guard of frontline groups: what it minds, what it does about it, and how grave it is.

Nobody is corrected in front of others (experience.md A7): the writer hears it in private, the group gets the line
at most. Guesses and taste are left alone; a checker that cries wolf is not asked again.
"""

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from storage.vocabulary.frontline import GuardMode

#: A number, a cause, a promise, a denial: what has to be put right in public if it got out (4.4, class D1).
GRAVE: Final = frozenset({"R-C3", "R-C5", "R-C7", "R-C8"})
#: What is minded besides: banned wordings, names, authorities, lines taken back.
MINDED: Final = GRAVE | {"R-C1", "R-C9", "R-C11", "R-C14"}


class Response(Struct, frozen=True):
    """What the guard does: tell the writer, tell communications, put the line into the group, take it away."""

    to_writer: bool = False
    to_communications: bool = False
    line_in_group: bool = False
    delete: bool = False


def respond(mode: GuardMode, rules: Collection[str], *, writer_reachable: bool) -> Response:
    """What follows from the rules a sentence met for certain. Nothing follows from rules that are not minded."""
    minded = MINDED.intersection(rules)
    if not minded or mode is GuardMode.OFF:
        return Response()
    grave = bool(GRAVE & minded)
    if mode is GuardMode.SILENT:
        return Response(to_communications=grave)
    return Response(
        to_writer=writer_reachable,
        to_communications=grave,
        line_in_group=not writer_reachable,
        delete=mode is GuardMode.DELETE and grave,
    )


def unread(seen: Collection[str], read: Collection[str]) -> list[str]:
    """Those seen who have not read, in the order they were seen."""
    return [person for person in seen if person not in read]
