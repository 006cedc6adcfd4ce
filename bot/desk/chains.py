"""The chain of a timeline, worked out again link by link: is it as it was written?"""

import hashlib
import json
from typing import Any

from sqlalchemy import Row

from messages.recap.values import Chain
from storage.tables.incidents import Incident

_quoted = json.encoder.encode_basestring


class Links:
    """The chain, checked link by link in the order of the entries.

    Works out what `storage.queries.timeline.entry_hash` does, several times faster (a test holds both
    together): 50,000 entries are looked at while somebody waits.
    """

    def __init__(self, incident: str) -> None:
        self._incident = _quoted(incident)
        self._count = 0
        self._erased = 0
        self._last = ""
        self._broken_at: int | None = None

    def check(self, row: Row[Any]) -> None:
        self._count += 1
        fits = (
            row.seq == self._count
            and row.previous_hash == self._last
            and row.hash == self.worked_out(row)
            and (row.details is None or hashlib.sha256(row.details.encode()).hexdigest() == row.details_hash)
        )
        if not fits and self._broken_at is None:
            self._broken_at = row.seq
        self._erased += row.details is None
        self._last = row.hash

    def worked_out(self, row: Row[Any]) -> str:
        """The hash an entry must have: over canonical JSON, keys in alphabetical order."""
        actor = _quoted(row.actor) if row.actor is not None else "null"
        bound = (
            f'{{"actor":{actor},"at":"{row.at.isoformat()}","details_hash":{_quoted(row.details_hash)}'
            f',"incident":{self._incident},"kind":{_quoted(row.kind)},"previous_hash":{_quoted(row.previous_hash)}'
            f',"recorded_at":"{row.recorded_at.isoformat()}","ref":{_quoted(row.ref)},"seq":{row.seq}}}'
        )
        return hashlib.sha256(bound.encode()).hexdigest()

    def verdict(self, incident: Incident) -> Chain:
        """All links seen. The incident's own row knows how many there must be and where they end."""
        broken = self._broken_at
        if broken is None and self._count == incident.timeline_seq and self._last != incident.timeline_hash:
            broken = self._count
        return Chain(
            entries=self._count,
            erased=self._erased,
            head=self._last,
            broken_at=broken,
            missing=max(0, incident.timeline_seq - self._count),
        )
