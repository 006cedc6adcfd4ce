"""What all tables share: one metadata with named constraints, so that migrations can find them again."""

import copy
import functools
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Index, MetaData, text
from sqlalchemy.event.base import slots_dispatcher
from sqlmodel import SQLModel

# A table's row is never validated, it is trusted (see `storage.tables`): what pydantic would build for that cost a
# seventh of the start.
SQLModel.model_config["defer_build"] = True


class Row(SQLModel):
    """A row of a table, made of the values that are given and of the columns' defaults.

    SQLModel sets each of them through pydantic and through SQLAlchemy's events, which tell apart what was changed
    since a row was read. A new row was never read: its values are simply there. Measured: a quarter of an incident
    that opens (sixty rows) was this.
    """

    def __init__(self, **values: Any) -> None:
        kind = type(self)
        if (defaults := _DEFAULTS.get(kind)) is None:
            defaults = _DEFAULTS[kind] = _defaults_of(kind)
        fixed, made = defaults
        here = self.__dict__
        here.update(fixed)
        for name, make in made.items():
            if name not in values:
                here[name] = make()
        here.update(values)
        object.__setattr__(self, "__pydantic_fields_set__", set(values))
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


_Defaults = tuple[dict[str, Any], dict[str, Callable[[], Any]]]
_DEFAULTS: Final[dict[type[Row], _Defaults]] = {}


def _defaults_of(kind: type[Row]) -> _Defaults:
    """What is the same for every row, and what each has of its own."""
    fixed: dict[str, Any] = {}
    made: dict[str, Callable[[], Any]] = {}
    for name, field in kind.model_fields.items():
        if field.is_required():
            continue
        default = field.get_default(call_default_factory=True, validated_data={})
        if field.default_factory is None and not isinstance(default, list | dict | set):
            fixed[name] = default
        elif field.default_factory is not None:
            made[name] = functools.partial(field.get_default, call_default_factory=True, validated_data={})
        else:
            made[name] = functools.partial(copy.deepcopy, default)
    return fixed, made


def _dispatch_of(self: Any, attribute: Any, owner: type[Any]) -> Any:
    if attribute is None:
        return self.dispatch
    try:
        return object.__getattribute__(attribute, "_slots_dispatch")
    except AttributeError:
        attribute._slots_dispatch = dispatch = self.dispatch._for_instance(attribute)
        return dispatch


# SQLAlchemy asks `hasattr(attribute, "_slots_dispatch")`, and a mapped attribute that has none yet looks for it at
# its column: 870 copies of columns are made for nothing, four kilobytes each, before the first query asks for one.
slots_dispatcher.__get__ = _dispatch_of  # type: ignore[assignment,method-assign]

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_WHERE = "where"


def unique_where(name: str, *columns: str, where: str) -> Index:
    """These columns are unique among the rows that fit `where`.

    What PostgreSQL calls it is added by `for_migrations`: naming that database here would import its dialect
    and its driver into every desk on SQLite.
    """
    return Index(name, *columns, unique=True, sqlite_where=text(where), info={_WHERE: where})


def for_migrations() -> MetaData:
    """The tables with all that either database is told of them."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if _WHERE in index.info:
                index.dialect_kwargs["postgresql_where"] = text(index.info[_WHERE])
    return metadata


def one_of(column: str, vocabulary: type) -> str:
    """The CHECK that keeps a closed word closed: severities, states, lanes."""
    allowed = ", ".join(str(int(w)) if isinstance(w, int) else f"'{w.value}'" for w in vocabulary)  # type: ignore[attr-defined]
    return f"{column} IN ({allowed})"
