"""Drawing phones: one's own list, the question after a test ring, the weekly report."""

from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand
from bot.desk.own_phones import offered
from bot.desk.self_tests import reach
from bot.ids import RingId
from messages.cards import phones as cards
from messages.views.phones import PhoneReportView, PhoneRow, PhonesView, PhoneTestView
from storage.tables.phones import Phone
from storage.vocabulary.phones import PhoneTest


async def own(easel: Easel) -> Errand | None:
    """His phones, what can be added, or what can be done with one."""
    if easel.person is None:
        return None
    phones = [row_of(phone) for phone in await easel.look.phones.of_person(easel.person.id)]
    page = str(easel.parcel.values.get("page", ""))
    chosen = next((row for row in phones if row.phone == page), None)
    view = PhonesView(
        rows=tuple(phones),
        adding=tuple(offered(easel.desk)) if page in ("add", "more") else None,
        more=page == "more",
        chosen=chosen,
        mark=easel.mark(),
    )
    return easel.show(cards.draw(view, easel.reader))


def row_of(phone: Phone) -> PhoneRow:
    """A phone as its card shows it."""
    return PhoneRow(
        phone=phone.id,
        kind=phone.kind,
        shown=phone.label,
        result=phone.test_result,
        tested_at=phone.tested_at,
    )


async def question(easel: Easel) -> Errand | None:
    """Did it ring? Once a newer ring of the same phone was answered, that one counts here too."""
    ring = await easel.look.rings.find(RingId(easel.parcel.subject_id))
    phone = await easel.look.phones.find(ring.phone_id) if ring else None
    if ring is None or phone is None:
        return None
    view = PhoneTestView(
        ring=ring.id,
        kind=phone.kind,
        shown=phone.label,
        state=ring.state,
        result=phone.test_result,
        verdict=ring.verdict,
        mark=easel.mark(),
    )
    return easel.show(cards.question(view, easel.reader))


async def report(easel: Easel) -> Errand | None:
    """The owners' report, from what is known now."""
    people = await reach(easel.look, easel.team_id)
    silent, without, reached = [], [], 0
    for person, phones in people:
        if not phones:
            without.append(person.name)
        rings = [phone for phone in phones if phone.test_result is PhoneTest.HEARD]
        reached += bool(rings)
        for phone in phones:
            if phone.test_result is PhoneTest.ASKED:
                silent.append((person.name, phone.kind, PhoneTest.NO_ANSWER))
            elif phone.test_result is not PhoneTest.HEARD:
                silent.append((person.name, phone.kind, phone.test_result))
    view = PhoneReportView(
        reached=reached, total=len(people), silent=tuple(silent), without=tuple(without), mark=easel.mark()
    )
    return easel.show(cards.report(view, easel.reader))
