"""What was said in public and how it came to be, as a recap tells it: texts with their versions and approvals,
promises, deviations, and sentences that were stopped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, func, select

from bot.desk.approvals import STATEMENT
from bot.desk.retold import Mask, Names
from bot.ids import IncidentId
from bot.rules.comparing import changes, own_part
from messages.recap.asked import InquiryTold
from messages.recap.spoken import Approved, DeviationTold, PromiseTold, StatementTold, Wording
from storage.tables.clocks import Clock
from storage.tables.inquiries import MediaInquiry
from storage.tables.publications import Deviation, Promise, Publication
from storage.tables.statements import Approval, Statement, StatementVersion
from storage.tables.wordings import CheckLog
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.wordings import CheckVerdict

#: Places of a deviation that are told.
_CHANGES = 3


class Spoken(NamedTuple):
    """The rows of an incident's words. `stopped` counts sentences the check refused; None: none was checked."""

    statements: Sequence[Statement]
    versions: Mapping[str, Sequence[StatementVersion]]
    approvals: Mapping[str, Sequence[Approval]]
    publications: Sequence[Publication]
    promises: Sequence[Promise]
    deviations: Sequence[Deviation]
    inquiries: Sequence[MediaInquiry]
    stopped: int | None

    def people(self) -> Iterable[str | None]:
        """Everybody these rows name, by id."""
        for statement in self.statements:
            yield statement.author_id
            yield from (version.made_by for version in self.versions[statement.id])
            yield from (approval.person_id for approval in self.approvals[statement.id])
        yield from (promise.owner_id for promise in self.promises)
        yield from (deviation.found_by for deviation in self.deviations)
        for inquiry in self.inquiries:
            yield from (inquiry.owner_id, inquiry.settled_by)

    def texts(self) -> dict[datetime, str]:
        """What went out, by the moment it was proved. What is found there later is told as a deviation."""
        return {one.proved_at: self.approved(one) for one in self.publications if one.proved_at is not None}

    def approved(self, publication: Publication) -> str:
        """The words that were approved for it."""
        versions = (version for found in self.versions.values() for version in found)
        return next((version.text for version in versions if version.id == publication.version_id), "")

    def changed(self, deviation: Deviation) -> str:
        """What stood there instead: `4例 → 40例`; '' when it was not found against a proof."""
        for one in self.publications:
            if one.id == deviation.publication_id and one.posted_text:
                approved = self.approved(one)
                found = changes(approved, own_part(approved, one.posted_text))[:_CHANGES]
                return " · ".join(f"{change.before} → {change.after}" for change in found)
        return ""


async def read(look: Reader, incident: IncidentId) -> Spoken:
    """All of an incident's words, oldest first."""
    statements = await look.statements.of_incident(incident)
    return Spoken(
        statements,
        {row.id: await look.statements.versions(row.id) for row in statements},
        {row.id: await look.approvals.of_owner(STATEMENT, row.id) for row in statements},
        await look.publications.of_incident(incident),
        [row for row in await look.publications.promises(incident) if row.state is not PromiseState.NONE],
        await look.publications.deviations(incident),
        await look.inquiries.of_incident(incident),
        await stopped(look, incident),
    )


async def stopped(look: Reader, incident: IncidentId) -> int | None:
    """How many sentences about this incident the check refused; None when none was checked."""
    query = select(CheckLog.verdict, func.count()).where(CheckLog.incident_id == incident)
    counted = dict((await look.session.exec(query.group_by(col(CheckLog.verdict)))).all())
    return int(counted.get(CheckVerdict.BLOCK, 0)) if counted else None


def statement(spoken: Spoken, row: Statement, named: Names, mask: Mask) -> StatementTold:
    """One text with all its wordings and who approved which."""
    return StatementTold(
        stage=row.stage,
        channel=row.channel,
        state=row.state,
        author=named.of(row.author_id),
        version=row.version,
        emergency=row.emergency_by is not None,
        wordings=tuple(
            Wording(one.version, mask(one.text), one.made_at, named.of(one.made_by), one.binding_hash)
            for one in spoken.versions[row.id]
        ),
        approvals=tuple(
            Approved(one.version, named.of(one.person_id), one.role, one.decision, one.answered_at, one.way)
            for one in spoken.approvals[row.id]
        ),
    )


def promise(row: Promise, named: Names, mask: Mask) -> PromiseTold:
    return PromiseTold(
        text=mask(row.text),
        state=row.state,
        owner=named.of(row.owner_id),
        due_at=row.due_at,
        kept_at=row.kept_at,
        proof=mask(row.proof),
    )


def inquiry(row: MediaInquiry, clock: Clock | None, named: Names, mask: Mask) -> InquiryTold:
    """`clock`: its deadline, which knows when the first answer was given."""
    first = clock.stopped_at if clock is not None and clock.state is ClockState.MET else None
    return InquiryTold(
        number=row.number,
        outlet=mask(row.outlet),
        question=mask(row.question),
        state=row.state,
        due_at=row.due_at,
        owner=named.of(row.owner_id),
        by=named.of(row.settled_by),
        at=first or row.settled_at,
        late=max(timedelta(), first - row.due_at) if first else timedelta(),
        answer=mask(row.answer),
        sha256=row.answer_hash,
        sheet=row.sheet_version if row.state is InquiryState.ANSWERED else 0,
        reason=mask(row.reason),
        review=row.needs_review is not None,
    )


def deviation(row: Deviation, changed: str, named: Names, mask: Mask) -> DeviationTold:
    """`changed`: what stood there instead of the approved words, when a proof showed it."""
    return DeviationTold(
        kind=row.kind,
        state=row.state,
        channel=row.channel,
        what=mask(row.what or changed),
        found_by=named.of(row.found_by),
        found_at=row.found_at,
        closed_at=row.closed_at,
    )
