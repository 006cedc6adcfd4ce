"""Where users can turn: the team's own list of contacts that may stand in public words (R-G12)."""

from bot.desk.desk import Desk, act
from bot.desk.drafting import CONTACTS
from bot.desk.people import Actor, Stranger
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.rules.permissions import NotAllowed
from messages.markup import line
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.roles import RoleKind

LONGEST = 60
MOST = 20


class ContactsFull(DeskError):
    """A team keeps so many contacts and no more (`most`)."""

    key = "refused-contacts-full"


@act
async def change(desk: Desk, actor: Actor, typed: str, place: str) -> None:
    """Put a contact on the team's list, or take one off that is on it; without one the list is shown.

    Whoever says a number may stand in public words answers for it: an owner, or whoever usually leads
    communications.

    Raises:
        NotAllowed: neither of them; ContactsFull: the list is full.
    """
    contact = line(typed, LONGEST)
    async with desk.transaction() as u:
        team = await u.teams.hold(actor.team)
        member = await u.people.member(actor.team, actor.person)
        if team is None or member is None:
            raise Stranger
        kept = [str(one) for one in team.policies.get(CONTACTS, [])]
        if contact:
            leads = RoleKind.COMMUNICATIONS_LEAD.value in member.duties
            if member.standing is not Standing.OWNER and not leads:
                raise NotAllowed(
                    permission=Permission.PUBLIC_VOICE.value, roles=RoleKind.COMMUNICATIONS_LEAD.value, people=""
                )
            if contact not in kept and len(kept) >= MOST:
                raise ContactsFull(most=MOST)
            kept = [one for one in kept if one != contact] if contact in kept else [*kept, contact]
            team.policies = {**team.policies, CONTACTS: kept}
        values = {"key": "answer-contacts" if kept else "answer-contacts-none", "names": kept}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
