"""Views of sources: the owner's list, and a mapping tried on what came last."""

from datetime import datetime

from msgspec import Struct

from messages.views.shared import PLAIN, Mark
from storage.vocabulary.alerts import SourceFormat


class SourceRow(Struct, frozen=True, kw_only=True):
    """A registered sender. `expected_minutes`: how often it promised to speak; `silent`: it broke that."""

    id: str
    name: str
    format: SourceFormat
    last_seen_at: datetime | None = None
    expected_minutes: int | None = None
    silent: bool = False
    mapped: bool = False


class SourcesView(Struct, frozen=True, kw_only=True):
    """All senders of a team, for its owner."""

    team: str
    rows: tuple[SourceRow, ...] = ()
    mark: Mark = PLAIN


class MappingView(Struct, frozen=True, kw_only=True):
    """A mapping tried on the last deliveries: what each would read as. `kept`: it is in force."""

    source: str
    name: str
    titles: tuple[str, ...]
    tried: int
    fields: tuple[str, ...] = ()
    kept: bool = False
    mark: Mark = PLAIN
