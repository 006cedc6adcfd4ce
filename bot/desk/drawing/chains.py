"""Drawing calling chains: where one stands for whoever reads, and the whole of it with its times."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.desk import links, rosters
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.ids import PersonId
from messages.cards import rosters as cards
from messages.views.rosters import ChainStep, ChainView, PagingView
from storage.tables.calls import Chain, Rung
from storage.vocabulary.calls import ChainState, LinkPurpose, RungKind, RungState
from storage.vocabulary.roles import RoleKind


async def listed(easel: Easel) -> Errand | None:
    """The newest call for whoever takes the incident, and those for roles that run, rung by rung."""
    incident = await easel.incident()
    if incident is None:
        return None
    chains = await easel.look.calls.of_incident(incident.id)
    duty = [chain for chain in chains if chain.role_id is None][-1:]
    roles = [chain for chain in chains if chain.role_id and chain.state is ChainState.RUNNING]
    views = [await _view(easel, chain) for chain in (*duty, *roles[:4])]
    offers = [
        role
        for role in _PAGED
        if incident.state.open and await rosters.holders(easel.look, incident.team_id, role)
    ]
    view = PagingView(
        incident=incident.id,
        number=incident.number,
        title=incident.title,
        chains=tuple(views),
        offers=tuple(offers),
    )
    return easel.say(cards.draw_paging(view, easel.reader))


_PAGED = (
    RoleKind.COMMANDER,
    RoleKind.COMMUNICATIONS_LEAD,
    RoleKind.LEGAL,
    RoleKind.SERVICE_LEAD,
    RoleKind.ACCOUNT_OPERATOR,
    RoleKind.BUSINESS_OWNER,
    RoleKind.SPOKESPERSON,
    RoleKind.LIVE_DIRECTOR,
)


async def _view(easel: Easel, chain: Chain) -> ChainView:
    rungs = await easel.look.calls.rungs([chain.id])
    called = await easel.called([PersonId(person) for rung in rungs for person in rung.people])
    steps = tuple(
        ChainStep(
            at=rung.reached_at or rung.due_at,
            kind=rung.kind.value,
            people=tuple(called.get(PersonId(person), "") for person in rung.people),
            reached=rung.state is RungState.REACHED,
            spared=rung.state is RungState.SPARED,
        )
        for rung in rungs
    )
    return ChainView(role=chain.role, state=chain.state.value, steps=steps)


class Standing(Struct, frozen=True):
    """Where the newest call stands for this reader: until when, who comes after him, in which round."""

    until: datetime | None = None
    next_person: str = ""
    next_team: bool = False
    last: bool = False
    everybody: bool = False
    round: int = 1
    declined: bool = False
    page_url: str | None = None


async def standing(easel: Easel, chains: Sequence[Chain], role: str | None = None) -> Standing:
    """The newest chain that looks for whoever takes it, or for this role; nothing when there is none."""
    mine = [chain for chain in chains if chain.role_id == role]
    if not mine:
        return Standing()
    chain = mine[-1]
    rungs = await easel.look.calls.rungs([chain.id])
    reader = easel.person.id if easel.person else None
    ahead = next((rung for rung in rungs if _calls_others(rung, reader)), None)
    reached = [rung for rung in rungs if rung.state is RungState.REACHED]
    deputy = PersonId(ahead.people[0]) if ahead and ahead.kind is RungKind.DEPUTY else None
    called = await easel.called([deputy])
    return Standing(
        until=ahead.due_at if ahead else None,
        next_person=called.get(deputy, ""),
        next_team=ahead is not None and ahead.kind is RungKind.TEAM,
        last=ahead is None,
        everybody=any(rung.kind is RungKind.TEAM for rung in reached),
        round=1 + sum(rung.kind is RungKind.AGAIN for rung in reached),
        declined=reader in chain.declined_by,
        page_url=await _page(easel, chain),
    )


def _calls_others(rung: Rung, reader: str | None) -> bool:
    return rung.state is RungState.WAITING and any(person != reader for person in rung.people)


async def _page(easel: Easel, chain: Chain) -> str | None:
    """The duty page of whoever reads, while the call is open."""
    if easel.person is None or chain.state is not ChainState.RUNNING:
        return None
    link = await easel.look.calls.link_for(easel.person.id, LinkPurpose.CALL, chain.id)
    return (links.address(easel.desk.policy, link) or None) if link else None
