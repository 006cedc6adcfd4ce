"""A statement of SQLAlchemy's as text for SQLite's driver, and how a caller's values come into its places."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Dialect

from storage.columns import UtcDateTime, Word, into

NO_VALUES: Final[Mapping[str, Any]] = {}


class Slot(NamedTuple):
    """One `?` of a statement: which of the caller's values stands there (`which`: of a list), and how it is made
    ready for the driver."""

    name: str
    which: int | None
    process: Callable[[Any], Any] | None
    constant: Any
    vocabulary: type[Any] | None = None


class _Filling:
    """The caller's values in the places of a statement, ready for the driver."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        # Columns that nobody fills in stand in the statement as constants.
        self._constants = {s.name: s.constant for s in slots if s.which is None or s.constant is not None}
        self._names = tuple(slot.name for slot in slots)
        self._pick: Callable[[Mapping[str, Any]], Sequence[Any]] = (
            itemgetter(*self._names) if len(slots) > 1 else lambda params: [params[name] for name in self._names]
        )
        self._members = tuple((n, slot.which) for n, slot in enumerate(slots) if slot.which is not None)
        self._processes = tuple(
            (n, slot.vocabulary, slot.process) for n, slot in enumerate(slots) if slot.process is not None
        )

    def __call__(self, params: Mapping[str, Any]) -> list[Any]:
        try:
            values = list(self._pick(params))
        except KeyError:
            values = list(self._pick({**self._constants, **params}))
        for place, which in self._members:
            values[place] = values[place][which]
        for place, vocabulary, process in self._processes:
            value = values[place]
            if value is None and vocabulary is not None:
                continue
            # A word of the vocabulary without a call of its own: an alert writes a dozen.
            values[place] = value._value_ if value.__class__ is vocabulary else process(value)
        return values


class Compiled:
    """A statement in SQLite's words; lists (`IN`) are compiled once for each length."""

    def __init__(self, statement: Any, dialect: Dialect, columns: Sequence[str] | None = None) -> None:
        whole = statement.compile(dialect=dialect, column_keys=columns)
        self._constants: dict[str, Any] = whole.construct_params(_check=False)
        lists = {name for bind, name in whole.bind_names.items() if bind.expanding}
        self._lists = tuple(sorted(name for name in lists if self._constants.get(name) is None))
        self._texts: dict[tuple[int, ...], tuple[str, _Filling]] = {}
        #: Is one of the caller's values a moment? Then hardly anybody asks the same again.
        self.asks_the_time = any(isinstance(bind.type, UtcDateTime) for bind in whole.binds.values())
        #: The type of each column it returns.
        self.types = [entry.type for entry in whole._result_columns]
        # What SQLAlchemy knows of a statement is some ten kilobytes: kept only where it will be asked again.
        self._whole = whole
        if not self._lists:
            self._texts[()] = self._expanded({})
            self._whole = None

    def ready(self, params: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The text, and the values for its places."""
        known = self._texts.get(()) if not self._lists else None
        text, filled = known or self.text(params)
        return text, filled(params)

    def text(self, params: Mapping[str, Any]) -> tuple[str, _Filling]:
        lengths = tuple([len(params[name]) for name in self._lists]) if self._lists else ()
        known = self._texts.get(lengths)
        if known is None:
            known = self._texts[lengths] = self._expanded(dict(zip(self._lists, lengths, strict=True)))
        return known

    def _expanded(self, lengths: Mapping[str, int]) -> tuple[str, _Filling]:
        whole = self._whole
        sample = {**self._constants, **{name: [None] * length for name, length in lengths.items()}}
        state = whole.construct_expanded_state(sample)
        members = {
            member: (name, place)
            for name, names in state.parameter_expansion.items()
            for place, member in enumerate(names)
        }
        slots = []
        for name in state.positiontup or ():
            of, which = members.get(name, (name, None))
            process = state.processors.get(name) or whole._bind_processors.get(name)
            kind = whole.binds[of].type
            if process is not None:  # the driver takes truth as it is
                process = None if isinstance(kind, Boolean) else into(kind) or process
            vocabulary = kind.vocabulary if isinstance(kind, Word) else None
            slots.append(Slot(of, which, process, self._constants.get(of), vocabulary))
        return state.statement, _Filling(slots)
