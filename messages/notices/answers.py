"""Short answers: refusals, outcomes of acts, toasts. A key and plain values in, a sentence out.

Values come from a refusal or from a parcel, so they are what JSON can hold. The *name* of a blank says what it
is: `at` and `until` are moments (ISO text), `role` and `state` words of the vocabulary, `circle` one of the order
of telling, `late` a span in seconds. What cannot be read that way is shown as it came.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum

from messages.circles import circle
from messages.markup import TOAST_LIMIT, Drawn, Keys, shorten
from messages.words import Blank, Reader, label, plain
from storage.vocabulary.alerts import AlertState, DismissReason
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import Action, CrisisType, IncidentState, Responsibility
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language, Permission, Standing
from storage.vocabulary.phones import PhoneKind, RingVerdict
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.sheets import Audience, Channel
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.wordings import BanScope

Given = Blank | datetime | date | timedelta | list[str] | tuple[str, ...]

_MOMENTS = frozenset({"at", "until", "due", "since", "started", "seen", "again", "from_at", "to_at"})
_SPANS = frozenset({"took", "limit", "late", "early", "ago"})
_NAMES = frozenset({"names", "roles", "people", "commands"})
_WORDS: Mapping[str, type[Enum]] = {
    "role": RoleKind,
    "state": IncidentState,
    "severity": Severity,
    "before": Severity,
    "type": CrisisType,
    "clock": ClockKind,
    "decision": AlertState,
    "reason": DismissReason,
    "action": Action,
    "standing": Standing,
    "responsibility": Responsibility,
    "permission": Permission,
    "parcel": ParcelKind,
    "scope": BanScope,
    "audience": Audience,
    "channel": Channel,
    "stage": StatementStage,
    "phone": PhoneKind,
    "outlet": OutletKind,
    "verdict": RingVerdict,
}
#: A field of old name and the one the sentences use.
_ALIASES = {"kind": "clock"}


def answer(key: str, reader: Reader, keys: Keys = (), **values: Given) -> Drawn:
    """The sentence `key` as a message.

    Raises:
        WordsMissing: no such sentence, or a blank is missing (falls back when words are forgiving).
    """
    return Drawn.of([reader.say(key, **_read(values, reader))], keys)


def toast(key: str, reader: Reader | Language, **values: Given) -> str:
    """The sentence `key` for a toast: no markup, at most 200 units.

    With a language instead of a reader there is no zone to tell a time in: moments and spans count as missing.

    Raises:
        WordsMissing: no such sentence, or a blank is missing (falls back when words are forgiving).
    """
    if isinstance(reader, Language):
        told = {name: "" if _timed(name, value) else value for name, value in values.items()}
        return shorten(plain(reader, key, **_worded(told, reader)), TOAST_LIMIT)
    return shorten(reader.plain(key, **_read(values, reader)), TOAST_LIMIT)


def _read(values: Mapping[str, Given], reader: Reader) -> dict[str, Blank]:
    timed: dict[str, Given] = {}
    for name, value in values.items():
        moment = _moment(name, value)
        span = _span(name, value)
        timed[name] = reader.moment(moment) if moment else reader.counted(span) if span is not None else value
    return _worded(timed, reader.language)


def _timed(name: str, value: Given) -> bool:
    return _moment(name, value) is not None or _span(name, value) is not None


def _moment(name: str, value: Given) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if name not in _MOMENTS or not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo else None


def _span(name: str, value: Given) -> timedelta | None:
    if isinstance(value, timedelta):
        return value
    if name in _SPANS and isinstance(value, int | float):
        return timedelta(seconds=value)
    return None


def _worded(values: Mapping[str, Given], language: Language) -> dict[str, Blank]:
    """Vocabulary words as labels, lists as one text, booleans as words a sentence can select by."""
    worded: dict[str, Blank] = {}
    for name, value in values.items():
        sentence_name = _ALIASES.get(name, name)
        if name in _NAMES and (value is None or isinstance(value, str | list | tuple)):
            worded[sentence_name] = _listed(name, value, language)
        elif sentence_name in _WORDS and isinstance(value, str):
            worded[sentence_name] = _label(_WORDS[sentence_name], value, language)
        elif name == "circle" and isinstance(value, str):
            worded[name] = circle(value, language)
        elif isinstance(value, bool):
            worded[sentence_name] = "yes" if value else "no"
        elif value is None:
            worded[sentence_name] = ""
        elif isinstance(value, str | int | float | Enum):
            worded[sentence_name] = value
        else:
            worded[sentence_name] = str(value)
    for one, other in (("name", "person"), ("person", "name")):
        if one in worded:
            worded.setdefault(other, worded[one])
    return worded


def _label(vocabulary: type[Enum], value: str, language: Language) -> str:
    try:
        word = vocabulary(value)
    except ValueError:
        return value
    # An open vocabulary reads what it does not know as UNKNOWN; what came says more than that.
    return label(language, word) if word.value == value else value


def _listed(name: str, value: str | list[str] | tuple[str, ...] | None, language: Language) -> str:
    items = value.split(",") if isinstance(value, str) else value or ()
    words = [item.strip() for item in items if item.strip()]
    if name == "roles":
        # Any of them may: a choice, each named once.
        named = list(dict.fromkeys(_label(RoleKind, word, language) for word in words))
        others = plain(language, "list-comma").join(named[:-1])
        return plain(language, "list-or").join(part for part in (others, *named[-1:]) if part)
    return plain(language, "list-comma").join(words)
