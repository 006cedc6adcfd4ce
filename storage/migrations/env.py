"""Alembic's entry: runs on the connection that `storage.migrations.running` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from storage.columns import UtcDateTime, Word
from storage.tables.base import for_migrations
from storage.tables.whole import metadata


def known(_object: object, name: str | None, kind: str, reflected: bool, _compare_to: object) -> bool:
    """Leave tables alone that are not ours (an operator's own views, a shared database)."""
    return not (kind == "table" and reflected and name not in metadata.tables)


def plain(kind: str, thing: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    """Write columns into migrations as what they are in the database, so that old migrations never need
    today's vocabulary."""
    if kind == "type" and isinstance(thing, Word):
        return "sa.String(length=40)"
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.Text()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=for_migrations(),
    include_object=known,
    render_item=plain,
    render_as_batch=True,
    compare_type=False,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
