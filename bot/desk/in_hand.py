"""Texts that somebody has in hand: called back while they are not out, named once they are. Inside an act."""

from datetime import datetime

from bot.desk import outlets, releasing
from bot.desk.speaking import post_reply, refresh
from bot.rules import gates
from storage.tables.incidents import Incident
from storage.tables.publications import Publication
from storage.tables.statements import Statement
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.statements import StatementState
from storage.vocabulary.timeline import EntryKind

#: What a new message sheet may shut for a text that somebody has in hand.
BY_SHEET = ("R-G6", "R-G10", "R-G12", "R-G13", "R-G14")
#: Of these whoever wrote the text has to mend it; the others open by themselves.
_TO_MEND = frozenset(BY_SHEET) - {"R-G6"}


async def hold_back(
    u: UnitOfWork, incident: Incident, *rules_shut: str, since: datetime | None = None, why: str = ""
) -> None:
    """One of these gates shut while somebody had a text in hand (`since`: only what was handed over from then on;
    `why`: in other words than the gate's own): they hear not to publish it, and it waits like
    any approved text until the gate opens. What people approved stays approved.
    """
    team = await u.teams.find(incident.team_id)
    assert team is not None, "an incident has its team"
    await u.session.flush()
    for statement in await u.statements.open(incident.id):
        if statement.state is not StatementState.RELEASED:
            continue
        out = [one for one in await u.publications.of_statement(statement.id) if _from(one, since)]
        if not any(one.state is PublicationState.HANDED_OVER for one in out):
            continue  # somebody has shown that it is out
        version = await u.statements.newest(statement.id)
        assert version is not None, "a statement has a version"
        found = await releasing.before_release(u, incident, team, statement, version)
        shut = next((one for one in found if one.blocks and one.rule in rules_shut), None)
        if shut is None:
            continue
        await call_back(u, incident, statement, why=why or shut.reason)
        statement.state = StatementState.APPROVED
        u.timeline.record(
            incident, EntryKind.STATEMENT_CHANGED, ref=version.id, reason=shut.rule, version=statement.version
        )
        await refresh(u, ParcelKind.STATEMENT_DRAFT, statement.id, incident.team_id)
        if any(one.reason == gates.NOT_READ for one in found):
            await releasing.ask_to_read(u, incident, statement)
        if any(one.blocks and one.rule in _TO_MEND for one in found):
            releasing.tell_author(u, incident, statement, found)


def _from(publication: Publication, since: datetime | None) -> bool:
    return since is None or publication.handed_over_at >= since


async def out_since(look: Reader, incident: Incident, since: datetime) -> list[dict[str, str]]:
    """Texts that the order of telling holds back and that were handed over from then on and are out, for the
    timeline: nobody can call them back.
    """
    out = [
        one
        for one in await look.publications.of_incident(incident.id)
        if _from(one, since) and one.state not in (PublicationState.HANDED_OVER, PublicationState.WITHDRAWN)
    ]
    statements = {one.id: one for one in await look.statements.of_incident(incident.id)} if out else {}
    return [
        {"stage": statement.stage.value, "version": str(one.version), "channel": one.channel.value}
        for one in out
        if (statement := statements[one.statement_id]).stage in gates.ORDERED and not statement.safety
    ]


async def call_back(u: UnitOfWork, incident: Incident, statement: Statement, why: str = "") -> None:
    """The text changed after it was handed over, or a gate shut (`why`): whoever has it is told not to publish."""
    for publication in await u.publications.of_statement(statement.id):
        if publication.state is not PublicationState.HANDED_OVER:
            continue
        publication.state = PublicationState.WITHDRAWN
        await outlets.cancel(u, publication.id)
        await u.session.flush()
        await refresh(u, ParcelKind.RELEASE_READY, publication.id, incident.team_id, Lane.DECISION)
        if publication.operator_id is not None:
            key = "notice-held-back" if why else "notice-do-not-publish"
            values = {"key": key, "version": str(publication.version), "why": why}
            audience = f"person:{publication.operator_id}"
            post_reply(u, audience, ParcelKind.REPLY, incident.team_id, values=values)
