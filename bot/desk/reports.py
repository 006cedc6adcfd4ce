"""What people report: one line or a photo becomes an alert on the same path as every other."""

from dataclasses import dataclass

from bot.desk.desk import Desk, act
from bot.desk.intake import Arrival, take_in
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import AlertId, EvidenceId
from storage.tables.incidents import Evidence
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import EvidenceLink, IncomingAlert
from storage.vocabulary.parcels import ParcelKind

SOURCE = "report"
TITLE_LENGTH = 200


class TextMissing(DeskError):
    """There is nothing to keep: `example` says how it is done."""

    key = "refused-text-missing"


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sent: his words, a picture or file (Telegram's file id), a link found in the words.

    `where` makes it the same report when Telegram delivers it again.
    """

    text: str
    where: str
    file_id: str = ""
    file_kind: str = ""
    content_url: str = ""


@act
async def report(desk: Desk, actor: Actor, sent: Report, place: str) -> Acted:
    """Keep what somebody reports, open or announce it as its words demand, and tell him who is being called.

    Raises:
        TextMissing: neither words nor a picture.
    """
    text = sent.text.strip()
    if not text and not sent.file_id:
        raise TextMissing(example="")
    async with desk.transaction() as u:
        incoming = IncomingAlert(
            title=text[:TITLE_LENGTH] or "…",
            summary=text[TITLE_LENGTH:],
            dedup_key=sent.where,
            raw=text.encode(),
            content_url=sent.content_url,
            evidence=(EvidenceLink(kind=sent.file_kind or "photo"),) if sent.file_id else (),
        )
        arrival = Arrival(actor.team, SOURCE, u.now, incoming, actor.person)
        (received,) = await take_in(u, desk.policy, actor.team, [arrival])
        if sent.file_id:
            await _keep_file(u, actor, sent, received.alert_id)
        post_reply(u, place, ParcelKind.REPORT_SEEN, actor.team, subject=received.alert_id)
        return Acted("toast-noted", {}, number=received.incident_number or "")


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
        )
    )
