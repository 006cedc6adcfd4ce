"""Links to the duty page: made for one person and one purpose, shown in his private call and on his phone."""

from datetime import timedelta
from typing import Final

from bot.desk.desk import DeskPolicy
from bot.ids import LinkId, PersonId, TeamId
from bot.rules import links as rules
from bot.rules.tokens import hashed
from storage.tables.calls import Link
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.calls import LinkPurpose

#: A call that is older has long been answered, or begun again with links of its own.
CALL_LASTS: Final = timedelta(hours=12)


async def issue(
    u: UnitOfWork,
    team: TeamId,
    person: PersonId,
    purpose: LinkPurpose,
    subject: str,
    lasts: timedelta = CALL_LASTS,
) -> str:
    """The address of a new link; '' when the desk has no address (PUBLIC_URL)."""
    if not u.public_url or not u.link_key:
        return ""
    link = LinkId(u.new_id())
    token = rules.token(u.link_key, link)
    u.add(
        Link(
            id=link,
            team_id=team,
            person_id=person,
            purpose=purpose,
            subject_id=subject,
            token_hash=hashed(token),
            created_at=u.now,
            expires_at=u.now + lasts,
        )
    )
    return f"{u.public_url}/duty/{token}"


def address(policy: DeskPolicy, link: Link) -> str:
    """The address of a link that was made before, made again for a message that is drawn now."""
    if not policy.public_url or not policy.link_key:
        return ""
    return f"{policy.public_url}/duty/{rules.token(policy.link_key, link.id)}"
