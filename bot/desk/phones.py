"""Phones: what wakes people when Telegram is silent. Rows only; `bot.gateways.ringing` does the calling.

A page posted here is drawn at once and stays as it is: it goes through other people's servers.
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.ids import AlertId, IncidentId, PersonId, RingId, TeamId
from messages.phones import pages
from messages.views import PageView, Reader, RingStoppedView, RingTestView
from storage.tables.phones import Phone, Ring
from storage.unit_of_work import Reader as Look
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.phones import PhoneKind, RingKind, RingState
from storage.vocabulary.severity import Severity

#: Nobody between us and the phone can read these: names may stand in them (RFC 8291 encrypts end to end).
SEALED: Final = frozenset({PhoneKind.WEBPUSH})


class About(Struct, frozen=True):
    """What a ring belongs to: by this it is found again when somebody answers."""

    team: TeamId
    incident: IncidentId | None = None
    alert: AlertId | None = None
    chain: str | None = None
    rung: int = 0
    kind: RingKind = RingKind.PAGE


class Links(Struct, frozen=True):
    """Where a ring leads. `page` opens the duty page; `take` and `cant` are POSTed by a button on the lock screen.

    Each carries a single-purpose token of its own. Empty: the phone offers only what there is.
    """

    page: str = ""
    take: str = ""
    cant: str = ""


async def ring(
    u: UnitOfWork,
    person: PersonId,
    view: PageView,
    about: About,
    links: Links,
    *,
    phone: Phone | None = None,
    nth: int = 0,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> RingId | None:
    """A person's phone rings, as soon as this act is committed.

    Loud (through silent mode, where the phone can) for S1 and S2. `phone`: this one; otherwise the person's
    `nth`, 0 being the first. Returns None when he has none there: whoever calls goes to the next rung.
    """
    if phone is None:
        phones = await u.phones.of_person(person)
        if nth >= len(phones):
            return None
        phone = phones[nth]
    reader = await reader_of(u, phone, about.team)
    page = pages.draw(view, reader)
    row = _row(u, phone, about, page, reader, not_before or u.now)
    row.severity, row.loud = view.severity, view.severity.at_least(Severity.S2)
    row.expires_at = expires_at
    row.page_url, row.links = links.page, _given(links)
    row.actions = [[verb.value, label] for verb, label in page.actions]
    u.add(row)
    u.rings_come = True
    return row.id


async def ring_to_try(u: UnitOfWork, phone: Phone, team: TeamId, page_url: str = "") -> RingId:
    """A test ring, as loud as the worst page: the person is asked whether it rang."""
    about = About(team, kind=RingKind.TEST)
    reader = await reader_of(u, phone, team)
    row = _row(u, phone, about, pages.trial(RingTestView(), reader), reader, u.now)
    row.page_url = page_url
    u.add(row)
    u.rings_come = True
    return row.id


async def stop(
    u: UnitOfWork,
    *,
    incident: IncidentId | None = None,
    alert: AlertId | None = None,
    chain: str | None = None,
    person: PersonId | None = None,
    by: PersonId | None = None,
) -> int:
    """Somebody answered, or nobody is needed any more: no phone goes on ringing. Returns how many were stopped.

    What waits is not sent; what rang is silenced, and its place is taken by a quiet line. `by` answered: his own
    rings count as answered, the others as cancelled. Give at least one of the first four; call it under the hold
    of the incident or alert.
    """
    if incident is None and alert is None and chain is None and person is None:
        raise ValueError("stopping every phone of every team is never meant")
    rings = await u.rings.hold_standing(incident, alert, chain, person)
    for row in rings:
        before = row.state
        row.state = RingState.ACKNOWLEDGED if row.person_id == by else RingState.CANCELLED
        row.stopped_at, row.stopped_by, row.poll_at = u.now, by, None
        u.session.add(row)
        if before is RingState.CLAIMED:
            continue  # on its way: whoever sends it says so when it is back (`bot.desk.rings.settle`)
        row.links, row.page_url = {}, ""
        if before is not RingState.WAITING:
            await silence(u, row)
    return len(rings)


async def silence(u: UnitOfWork, row: Ring) -> None:
    """Post the quiet line that takes the place of a ring which may have been heard."""
    if row.verdict is None or not row.verdict.may_have_rung:
        return
    phone = await u.phones.find(row.phone_id)
    if phone is None or phone.removed_at is not None:
        return
    by = ""
    if phone.kind in SEALED and row.stopped_by and (answered := await u.people.find(row.stopped_by)):
        by = answered.name
    reader = await reader_of(u, phone, row.team_id)
    page = pages.stopped(RingStoppedView(severity=row.severity, taken=row.stopped_by is not None, by=by), reader)
    about = About(row.team_id, row.incident_id, row.alert_id, row.chain_id, row.rung, RingKind.STOPPED)
    quiet = _row(u, phone, about, page, reader, u.now)
    quiet.severity, quiet.loud, quiet.replaces, quiet.receipt = row.severity, False, row.id, row.receipt
    u.add(quiet)
    u.rings_come = True


async def reader_of(look: Look, phone: Phone, team: TeamId) -> Reader:
    """In which language and zone this phone is read: its own, the person's, else the team's."""
    person, home = await look.people.find(phone.person_id), await look.teams.find(team)
    assert person is not None, "a phone belongs to a person"
    assert home is not None, "a ring belongs to a team"
    language = phone.language or person.language or home.language
    return Reader(language, ZoneInfo(person.timezone or home.timezone), look.now)


def _row(u: UnitOfWork, phone: Phone, about: About, page: pages.Page, reader: Reader, at: datetime) -> Ring:
    return Ring(
        id=RingId(u.new_id()),
        team_id=about.team,
        person_id=phone.person_id,
        phone_id=phone.id,
        incident_id=about.incident,
        alert_id=about.alert,
        chain_id=about.chain,
        rung=about.rung,
        kind=about.kind,
        title=page.title,
        frozen_text=page.body,
        language=reader.language,
        posted_at=u.now,
        not_before=at,
    )


def _given(links: Links) -> dict[str, str]:
    return {name: url for name, url in (("take", links.take), ("cant", links.cant)) if url}
