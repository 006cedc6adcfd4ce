"""What people report: one line, a photo, something passed on, a table; each becomes an alert like every other."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.desk import alerts, clocks
from bot.desk.arrivals import Arrival
from bot.desk.desk import Desk, act
from bot.desk.incidents import show_alert, team_of
from bot.desk.intake import AlertRaced, take_in
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger
from bot.desk.speaking import post_card, post_reply
from bot.errors import DeskError
from bot.ids import AlertId, EvidenceId
from storage.tables.incidents import Evidence, Incident
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import Severity

SOURCE = "report"
TABLE = "table"
TITLE_LENGTH = 200
_RACES = 3


class TextMissing(DeskError):
    """There is nothing to keep: `example` says how it is done."""

    key = "refused-text-missing"


class FirstSeenUnclear(DeskError):
    """The answer to "since when" is no time in the past (`text`)."""

    key = "refused-first-seen-unclear"


class Report(Struct, frozen=True):
    """What somebody sent: his words, a picture or file (Telegram's file id), a link found in the words.

    `where` makes it the same report when Telegram delivers it again. `first_seen`: when it began, if what was
    passed on tells.
    """

    text: str
    where: str
    file_id: str = ""
    file_kind: str = ""
    content_url: str = ""
    platform: str = ""
    first_seen: datetime | None = None


@act
async def report(desk: Desk, actor: Actor, sent: Report, place: str) -> Acted:
    """Keep what somebody reports, open or announce it as its words demand, and tell him who is being called.

    Of a grave one whose beginning nobody knows he is asked once since when: the public clocks count from there.

    Raises:
        TextMissing: neither words nor a picture.
    """
    text = sent.text.strip()
    if not text and not sent.file_id and not sent.content_url:
        raise TextMissing(example="")
    title, _, rest = text.partition("\n") if len(text) > TITLE_LENGTH else (text, "", "")
    async with desk.transaction() as u:
        incoming = IncomingAlert(
            title=title[:TITLE_LENGTH] or sent.content_url[:TITLE_LENGTH] or "…",
            summary=(title[TITLE_LENGTH:] + "\n" + rest).strip(),
            dedup_key=sent.where,
            raw=text.encode(),
            platform=sent.platform,
            content_url=sent.content_url,
            first_seen_at=sent.first_seen,
            evidence=(EvidenceLink(kind=sent.file_kind or "photo"),) if sent.file_id else (),
        )
        arrival = Arrival(actor.team, SOURCE, u.now, incoming, actor.person)
        (received,) = await take_in(u, desk.policy, actor.team, [arrival])
        if sent.file_id:
            await _keep_file(u, actor, sent, received.alert_id)
        post_reply(u, place, ParcelKind.REPORT_SEEN, actor.team, subject=received.alert_id)
        await _ask_since_when(u, actor, sent, received.alert_id, place)
        return Acted("toast-noted", {}, number=received.incident_number or "")


async def _ask_since_when(u: UnitOfWork, actor: Actor, sent: Report, alert_id: AlertId, place: str) -> None:
    alert = await u.alerts.find(alert_id)
    if alert is None or sent.first_seen is not None or not alert.severity.at_least(Severity.S2):
        return
    values = {"key": "answer-first-seen-wanted", "asks": "first_seen", "about": alert_id}
    post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)


@act
async def set_first_seen(
    desk: Desk, actor: Actor, alert_id: AlertId, at: datetime | None, typed: str, place: str
) -> Acted:
    """Somebody knows since when: the alert and its incident begin there, and the clocks are reckoned again.

    Raises:
        FirstSeenUnclear: no time, or one in the future. AlertUnknown, Stranger.
    """
    async with desk.transaction() as u:
        if at is None or at > u.now:
            raise FirstSeenUnclear(text=typed)
        known = await u.alerts.find(alert_id)
        incident = await u.incidents.hold(known.incident_id) if known and known.incident_id else None
        alert = await alerts.held(u, alert_id, actor.person, undecided=False)
        before, alert.first_seen_at = alert.first_seen_at, at
        if alert.merged_into and (lead := await u.alerts.hold(alert.merged_into)) is not None:
            lead.first_seen_at = min(lead.first_seen_at, at)
            await show_alert(u, lead)
        due = None
        # One of several alerts may only move the beginning back; the one it was taken from moves it either way.
        if incident is not None and (at < incident.first_seen_at or incident.first_seen_at == before):
            due = await _begin_at(u, incident, at)
        await show_alert(u, alert)
        values = {"key": "answer-first-seen-kept", "at": at.isoformat(), "due": due.isoformat() if due else ""}
        post_reply(u, place, ParcelKind.REPLY, alert.team_id, values=values)
        return Acted("toast-noted")


async def _begin_at(u: UnitOfWork, incident: Incident, at: datetime) -> datetime | None:
    """Returns when the first response is due now."""
    incident.first_seen_at = at
    await clocks.recompute(u, incident, await team_of(u, incident.team_id))
    post_card(u, incident)
    running = await u.clocks.running(ClockKind.FIRST_RESPONSE, incident=incident.id)
    return running[0].due_at if running else None


async def table(desk: Desk, actor: Actor, rows: Sequence[IncomingAlert], place: str) -> Acted:
    """A member's table: every row an alert, all of them or none.

    Raises:
        Stranger: guests bring no tables.
    """
    for _ in range(_RACES):
        try:
            return await _keep_table(desk, actor, rows, place)
        except AlertRaced:  # another replica stored one of the rows at this instant; what is there is seen now
            continue
    return await _keep_table(desk, actor, rows, place)


@act
async def _keep_table(desk: Desk, actor: Actor, rows: Sequence[IncomingAlert], place: str) -> Acted:
    async with desk.transaction() as u:
        member = await u.people.member(actor.team, actor.person)
        if member is None or member.standing is Standing.GUEST:
            raise Stranger
        arrivals = [Arrival(actor.team, TABLE, u.now, row, actor.person) for row in rows]
        received = await take_in(u, desk.policy, actor.team, arrivals)
        numbers = dict.fromkeys(one.incident_number for one in received if one.incident_number)
        values = {
            "key": "answer-table-kept",
            "total": len(received),
            "count": sum(one.fresh for one in received),
            "text": ", ".join(list(numbers)[:5]),
        }
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("toast-noted")


async def _keep_file(u: UnitOfWork, actor: Actor, sent: Report, alert_id: AlertId) -> None:
    alert = await u.alerts.find(alert_id)
    u.add(
        Evidence(
            id=EvidenceId(u.new_id()),
            team_id=actor.team,
            incident_id=alert.incident_id if alert else None,
            alert_id=alert_id,
            kind=sent.file_kind or "photo",
            sha256="",
            file_id=sent.file_id,
            text=sent.text,
            added_by=actor.person,
            added_at=u.now,
            fetch_at=u.now,
        )
    )
