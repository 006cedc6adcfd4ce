"""What all tables share: one metadata with named constraints, so that migrations can find them again."""

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


def one_of(column: str, vocabulary: type) -> str:
    """The CHECK that keeps a closed word closed: severities, states, lanes."""
    allowed = ", ".join(str(int(w)) if isinstance(w, int) else f"'{w.value}'" for w in vocabulary)  # type: ignore[attr-defined]
    return f"{column} IN ({allowed})"
