"""What all tables share: one metadata with named constraints, so that migrations can find them again."""

from sqlalchemy import Index, MetaData, text
from sqlmodel import SQLModel

# A table's row is never validated, it is trusted (see `storage.tables`): what pydantic would build for that cost a
# seventh of the start.
SQLModel.model_config["defer_build"] = True

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
