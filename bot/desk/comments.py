"""Deleting comments, shutting somebody out, closing the section: asked with a reason, agreed to by another."""

from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, held_roles, names
from bot.desk.speaking import post_in_topic, refresh
from bot.errors import DeskError
from bot.ids import CommentActId, IncidentId
from bot.rules import comments as rules
from storage.tables.comments import CommentAction
from storage.tables.incidents import Incident
from storage.unit_of_work import Reader
from storage.vocabulary.comments import CommentAct, CommentReason, CommentState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.roles import RoleState
from storage.vocabulary.timeline import EntryKind


class CommentActUnknown(DeskError):
    """There is no such act."""

    key = "refused-comment-unknown"


@act
async def ask(
    desk: Desk,
    actor: Actor,
    incident_id: IncidentId,
    what: CommentAct,
    reason: CommentReason | None,
    target: str,
) -> Acted:
    """Somebody wants this done to the comments; the topic shows it with two buttons.

    Raises:
        CommentReasonMissing, CommentReasonTooSmall, IncidentUnknown, NotAllowed.
    """
    async with desk.transaction() as u:
        incident = await held(u, incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        rules.check_asked(what, reason)
        assert reason is not None, "the rule has looked"
        row = CommentAction(
            id=CommentActId(u.new_id()),
            team_id=incident.team_id,
            incident_id=incident.id,
            act=what,
            reason=reason,
            target=target[:400],
            asked_by=actor.person,
            asked_at=u.now,
        )
        u.add(row)
        u.timeline.record(
            incident, EntryKind.COMMENTS_ACTED, by=actor.person, ref=row.id, act=what.value, reason=reason.value
        )
        values = {"incident": incident.id}
        post_in_topic(u, incident, ParcelKind.COMMENT_ACT, Lane.DECISION, subject=row.id, values=values)
        return Acted("", {}, incident.id, incident.number)


@act
async def decide(desk: Desk, actor: Actor, row_id: CommentActId, agrees: bool) -> Acted:
    """Another person agrees or turns it down; the same message says who and when.

    Raises:
        CommentActUnknown, CommentApproverMissing, NotAllowed.
    """
    async with desk.transaction() as u:
        found = await u.belongings.comment_action(row_id)
        if found is None:
            raise CommentActUnknown
        incident = await held(u, found.incident_id)
        await u.session.refresh(found)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        if found.state is not CommentState.ASKED:
            called = await names(u, [found.decided_by])
            told = {"by": called.get(found.decided_by, ""), "at": (found.decided_at or u.now).isoformat()}
            return Acted("toast-sample-was-decided", told, incident.id, incident.number)
        if agrees:
            roles = await held_roles(u, incident, actor.person)
            who = await _may_agree(u, incident)
            rules.check_agreed(found.reason, found.asked_by, actor.person, roles, who)
        found.state = CommentState.AGREED if agrees else CommentState.DECLINED
        found.decided_by, found.decided_at = actor.person, u.now
        u.timeline.record(
            incident, EntryKind.COMMENTS_ACTED, by=actor.person, ref=found.id, agreed=agrees, act=found.act.value
        )
        await u.session.flush()
        await refresh(u, ParcelKind.COMMENT_ACT, found.id, incident.team_id)
        return Acted("toast-comment-agreed" if agrees else "toast-comment-declined", {}, incident.id)


async def _may_agree(u: Reader, incident: Incident) -> str:
    roles = await u.roles.of_incident(incident.id)
    found = [role.person_id for role in roles if role.kind in rules.AGREEING and role.state is RoleState.TAKEN]
    if incident.commander_id:
        found.append(incident.commander_id)
    called = await names(u, found)
    return ", ".join(dict.fromkeys(called[person] for person in found if person in called))
