"""Which incidents get a forum topic of their own, and when."""

from storage.vocabulary.severity import Severity

#: An S3 stays on its card until so many people take part: a rumour on a Sunday is no fire drill.
ENOUGH_PEOPLE = 2


def wants_topic(severity: Severity, live: bool, people: int, has_one: bool = False) -> bool:
    """Should this incident have a topic now?

    S1 and S2 at once; S3 once two people take part, or on air, where every minute counts; S4 never. `people`:
    how many take part. One that exists is kept (`has_one`), whatever becomes of the severity.
    """
    if has_one or severity.at_least(Severity.S2):
        return True
    return severity is Severity.S3 and (live or people >= ENOUGH_PEOPLE)
