"""The duty page: a person without Telegram does his part by a link that was made for him alone.

Looking never acts. What is posted is one act of the desk, and using the link up belongs to the same transaction:
posted twice at once, one of them finds it used.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec.structs import replace

from bot.desk import alerts, approving, attached, audiences, calling, habits, incidents, roles, watching
from bot.desk.desk import Alongside, Desk
from bot.desk.drawing import Drawing
from bot.desk.errands import Say, Show
from bot.desk.people import Actor, Restricted, as_actor, may_know, names
from bot.errors import DeskError
from bot.ids import ApprovalId, ChainId, EvidenceId, IncidentId, ParcelId, PersonId, StatementVersionId
from bot.rules import attachments
from bot.rules.tokens import hashed
from messages.cards.attached import file_name
from messages.notices.answers import toast
from messages.views.duty_pages import DutyPageView, PageFile, PageStage, ServedFile
from messages.words import Reader as Words
from messages.words import plain
from storage.tables.calls import Chain, Link
from storage.tables.speaking import Parcel
from storage.tables.statements import StatementVersion
from storage.tables.teams import Team
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.calls import ChainState, LinkPurpose
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.statements import ReturnReason


class LinkUnknown(DeskError):
    """No such link: mistyped, cut off, or guessed."""

    key = "refused-link-unknown"


class LinkUsed(DeskError):
    """The link did its one act before: `by`, `at`."""

    key = "refused-link-used"


class LinkExpired(DeskError):
    """The link is too old."""

    key = "refused-link-expired"


class ActUnknown(DeskError):
    """The page offers no such act to this link."""

    key = "refused-link-act"


async def look(desk: Desk, token: str) -> DutyPageView | None:
    """The page behind a link, as things stand now; None: no such link, or it is no longer anybody's. Changes
    nothing: previews and virus scanners look too."""
    async with desk.reading() as reading:
        link = await reading.calls.link_by_hash(hashed(token))
        try:
            return replace(await _drawn(desk, reading, link), here=token) if link is not None else None
        except LinkUnknown:
            return None


async def use(desk: Desk, token: str, act: str, code: str = "", reason: str = "") -> DutyPageView | None:
    """Do the one act of a link: take, can't, call the next one; of an alert: open it, watch it.

    None: done. Otherwise the page with the sentence that says why not, for whoever reads it.
    """
    try:
        await _use(desk, token, act, code, reason)
    except LinkUnknown:
        return DutyPageView(language=desk.policy.language, stage=PageStage.UNKNOWN)
    except DeskError as refusal:
        view = await look(desk, token)
        if view is None:
            return DutyPageView(language=desk.policy.language, stage=PageStage.UNKNOWN)
        reader = Words(Language(view.language), desk.policy.zone, desk.clock.now())
        return view if view.outcome else replace(view, outcome=toast(refusal.key, reader, **refusal.values))
    return None


async def _use(desk: Desk, token: str, act: str, code: str, reason: str) -> None:
    async with desk.reading() as reading:
        link = await reading.calls.link_by_hash(hashed(token))
        if link is None:
            raise LinkUnknown
        if link.used_at is not None:
            raise LinkUsed
        if link.expires_at <= reading.now:
            raise LinkExpired
        actor = await _actor(reading, link)
    if link.purpose is LinkPurpose.APPROVAL:
        await _answer(desk, link, actor, act, code, reason)
        return
    async with desk.reading() as reading:
        chain = await reading.calls.find(ChainId(link.subject_id))
        if chain is None:
            raise LinkUnknown
        act = act or _SINGLE.get(link.purpose, "")
        if act == "take" and chain.role_id is None:
            act = "respond"
        if act not in await _acts(reading, link, chain):
            raise ActUnknown
    await _do(desk.also(_spending(link, act)), link.person_id, chain, act)


#: How an approval was given, as its row and the timeline say.
BY_PAGE = "page"

#: A link on a lock screen's button does one thing without being asked which.
_SINGLE = {LinkPurpose.TAKE: "take", LinkPurpose.DECLINE: "cant"}


async def _do(desk: Desk, person: PersonId, chain: Chain, act: str) -> None:
    match act:
        case "take" if chain.role_id:
            await roles.answer_request(desk, person, chain.role_id, takes=True)
        case "cant" if chain.role_id:
            await roles.answer_request(desk, person, chain.role_id, takes=False)
        case "respond" if chain.incident_id:
            await incidents.respond(desk, person, chain.incident_id)
        case "cant" if chain.incident_id:
            await incidents.decline(desk, person, chain.incident_id)
        case "open" if chain.alert_id:
            await alerts.open_by_hand(desk, person, chain.alert_id)
        case "watch" if chain.alert_id:
            await watching.watch(desk, person, chain.alert_id)
        case "next":
            await calling.call_next(desk, person, chain.id)
        case _:
            raise ActUnknown


async def _actor(look: Reader, link: Link) -> Actor:
    """Whose link it is, as he acts in his team."""
    person, team = await look.people.find(link.person_id), await look.teams.find(link.team_id)
    member = await look.people.member(link.team_id, link.person_id)
    if person is None or team is None or member is None or member.left_at is not None:
        raise LinkUnknown
    return as_actor(person, member, team)


async def _answer(desk: Desk, link: Link, actor: Actor, act: str, code: str, reason: str) -> None:
    """Approve or return, after the personal code: what goes out in the brand's name needs more than a link."""
    if act not in ("approve", "return"):
        raise ActUnknown
    await habits.prove(desk, actor.person, code)
    bound, request = desk.also(_spending(link, act)), ApprovalId(link.subject_id)
    if act == "approve":
        await approving.approve(bound, actor, request, way=BY_PAGE)
    else:
        comment = reason.strip() or plain(actor.language, "duty-page-returned")
        await approving.send_back(bound, actor, request, ReturnReason.WRITTEN, comment, way=BY_PAGE)


def _spending(link: Link, act: str) -> Alongside:
    """Using the link up, in the act's own transaction."""

    async def spend(u: UnitOfWork) -> None:
        held = await u.calls.hold_link(link.token_hash)
        if held is None or held.used_at is not None:
            raise LinkUsed
        held.used_at, held.used_for = u.now, act

    return spend


async def _acts(look: Reader, link: Link, chain: Chain) -> tuple[str, ...]:
    """What this link may still do, the main thing first."""
    if link.used_at is not None or link.expires_at <= look.now or chain.state is not ChainState.RUNNING:
        return ()
    if link.person_id in (*chain.declined_by, *chain.answered_by):
        return ()
    take = "take" if chain.role_id else "respond"
    if link.purpose in _SINGLE:
        return (take,) if link.purpose is LinkPurpose.TAKE else (_SINGLE[link.purpose],)
    if chain.alert_id:
        return ("open", "watch")
    if chain.role_id:
        return (take, "cant")
    ahead = await calling.upcoming(look, chain)
    return (take, "cant", "next") if ahead else (take, "cant")


async def _drawn(desk: Desk, look: Reader, link: Link) -> DutyPageView:
    await _actor(look, link)  # whoever left the team sees nothing any more
    person = await look.people.find(link.person_id)
    team = await look.teams.find(link.team_id)
    if link.purpose is LinkPurpose.APPROVAL:
        return await _approval(desk, look, link)
    chain = await look.calls.find(ChainId(link.subject_id))
    if person is None or team is None or chain is None:
        raise LinkUnknown
    language = person.language or team.language
    if chain.incident_id and (shut := await _shut(look, link, chain.incident_id, language, team)) is not None:
        return shut
    acts = await _acts(look, link, chain)
    stage = PageStage.OPEN if acts else await _stage(look, link, chain)
    call, card = Markup(""), Markup("")
    if link.expires_at > look.now:  # also of a call that is over: an old link tells no news
        kind = ParcelKind.ROLE_REQUEST if chain.role_id else ParcelKind.DUTY_CALL
        call = await _text(desk, look, link, kind, str(chain.role_id or chain.incident_id or chain.alert_id))
        if chain.incident_id:
            card = await _text(desk, look, link, ParcelKind.INCIDENT_CARD, chain.incident_id)
    view = DutyPageView(
        language=language,
        stage=stage,
        severity=chain.severity,
        team=team.name,
        call=call,
        card=card,
        acts=acts,
    )
    return replace(view, outcome=await _outcome(desk, look, link, chain, view))


async def _shut(
    look: Reader, link: Link, incident_id: IncidentId, language: Language, team: Team
) -> DutyPageView | None:
    """What somebody sees whose link is of an incident that was restricted since, without him."""
    incident = await look.incidents.find(incident_id)
    if incident is None or await may_know(look, incident, link.person_id):
        return None
    reader = Words(language, ZoneInfo(team.timezone), look.now)
    return DutyPageView(
        language=language, stage=PageStage.OVER, team=team.name, outcome=toast(Restricted.key, reader)
    )


async def _approval(desk: Desk, look: Reader, link: Link) -> DutyPageView:
    """The request to approve: the exact text, its facts, what may be said now, and the field for the code."""
    request = await look.approvals.find(ApprovalId(link.subject_id))
    person, team = await look.people.find(link.person_id), await look.teams.find(link.team_id)
    if request is None or person is None or team is None or request.incident_id is None:
        raise LinkUnknown
    language = person.language or team.language
    incident = await look.incidents.find(IncidentId(request.incident_id))
    if (shut := await _shut(look, link, request.incident_id, language, team)) is not None:
        return shut
    version = await look.statements.version(StatementVersionId(request.subject_id))
    habit = (await look.rosters.habits([person.id])).get(person.id)
    locked = habit is not None and habit.locked_at is not None
    waits = request.decision.waits and link.used_at is None and link.expires_at > look.now
    stage = PageStage.LOCKED if waits and locked else PageStage.OPEN if waits else PageStage.OVER
    reader = Words(Language(language), ZoneInfo(person.timezone or team.timezone), look.now)
    asked = Markup("")
    if link.expires_at > look.now:
        asked = await _text(desk, look, link, ParcelKind.APPROVAL_REQUEST, request.id)
    view = DutyPageView(
        language=language,
        stage=stage,
        severity=incident.severity if incident else None,
        team=team.name,
        call=asked,
        text=version.text if version and waits else "",
        files=await _files(look, request.incident_id, version) if version and waits else (),
        sheet=await _text(desk, look, link, ParcelKind.SHEET_CARD, request.incident_id)
        if stage is PageStage.OPEN
        else Markup(""),
        acts=("approve", "return") if stage is PageStage.OPEN else (),
        code=stage is PageStage.OPEN,
    )
    if link.used_at is not None:
        return replace(
            view, stage=PageStage.DONE, outcome=toast(f"duty-page-done-{link.used_for}", reader, at=link.used_at)
        )
    if stage is PageStage.OPEN:
        return view
    key = "duty-page-locked" if stage is PageStage.LOCKED else "duty-page-approval-over"
    return replace(view, outcome=toast(key, reader))


async def _files(look: Reader, incident: IncidentId, version: StatementVersion) -> tuple[PageFile, ...]:
    """What goes out with the text, numbered as on the request."""
    rows = await attached.of(look, incident, version.assets)
    return tuple(
        PageFile(number, row.name, row.size, opens=bool(row.evidence) and attachments.seen(row.seal))
        for number, row in enumerate(rows, start=1)
    )


async def file(desk: Desk, token: str, number: int) -> ServedFile | None:
    """A file of the text that this link asks to approve, by its number on the page; None: the page does not offer
    it, to this person, now. Nothing of it comes from the address but the number.
    """
    async with desk.reading() as look:
        link = await look.calls.link_by_hash(hashed(token))
        if link is None or link.purpose is not LinkPurpose.APPROVAL:
            return None
        try:
            view = await _drawn(desk, look, link)
        except LinkUnknown:
            return None
        request = await look.approvals.find(ApprovalId(link.subject_id))
        version = await look.statements.version(StatementVersionId(request.subject_id)) if request else None
        offered = any(one.number == number and one.opens for one in view.files)
        if not offered or version is None or request is None or request.incident_id is None:
            return None
        (row,) = await attached.of(look, request.incident_id, version.assets[number - 1 : number])
        kept = await look.belongings.evidence_by_id(EvidenceId(row.evidence))
    if kept is None or not kept.content:
        return None
    media_type, shown = attachments.served_as(kept.content)
    return ServedFile(file_name(kept.text, media_type), media_type, kept.content, shown)


async def _stage(look: Reader, link: Link, chain: Chain) -> PageStage:
    if link.used_at is not None:
        return PageStage.DONE if chain.ended_by in (None, link.person_id) else PageStage.USED
    if chain.state is not ChainState.RUNNING or link.person_id in (*chain.declined_by, *chain.answered_by):
        return PageStage.USED if chain.ended_by else PageStage.OVER
    return PageStage.EXPIRED


async def _outcome(desk: Desk, look: Reader, link: Link, chain: Chain, view: DutyPageView) -> str:
    """What a used or expired link says: who took it, and when."""
    if view.stage is PageStage.OPEN:
        return ""
    called = await names(look, [chain.ended_by])
    at: datetime = chain.ended_at or link.used_at or look.now
    person = await look.people.find(link.person_id)
    team = await look.teams.find(link.team_id)
    team_zone = team.timezone if team else desk.policy.timezone
    reader = Words(Language(view.language), ZoneInfo((person.timezone if person else "") or team_zone), look.now)
    if view.stage is PageStage.DONE:
        done = link.used_for or ("take" if chain.role_id else "respond")
        return toast(f"duty-page-done-{done}", reader, at=link.used_at or at)
    return toast(f"duty-page-{view.stage.value}", reader, by=called.get(chain.ended_by, ""), at=at)


async def _text(desk: Desk, look: Reader, link: Link, kind: ParcelKind, subject: str) -> Markup:
    """The same words as in the private chat: drawn for this person from today's rows, behind the same curtain."""
    parcel = Parcel(
        id=ParcelId(""),
        team_id=link.team_id,
        stream="",
        lane=Lane.REPLY,
        kind=kind,
        subject_id=subject,
        audience=audiences.to_person(link.person_id),
        values={},
        posted_at=look.now,
    )
    drawn = await Drawing(desk)(look, parcel)
    return drawn.drawn.text if isinstance(drawn, Show | Say) else Markup("")
