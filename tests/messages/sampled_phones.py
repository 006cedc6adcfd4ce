"""Samples: one's own phones, a test ring, the weekly report."""

from msgspec.structs import replace

from bot.ids import PhoneId, RingId
from messages.cards import me as cards
from messages.cards import phones
from messages.markup import Drawn
from messages.views.me import MeView
from messages.views.phones import PhoneReportView, PhoneRow, PhonesView, PhoneTestView
from storage.vocabulary.phones import PhoneKind, PhoneTest, RingState, RingVerdict
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity
from tests.messages.sampled_story import Story, at, reader

PHONE, RING = PhoneId("01K0PHONE00000000000000001"), RingId("01K0RING000000000000000001")

KINDS = tuple(kind for kind in PhoneKind if kind is not PhoneKind.UNKNOWN)


def samples(s: Story) -> dict[str, Drawn]:
    r = reader(s.language, "20:41")
    bark = PhoneRow(phone=PHONE, kind=PhoneKind.BARK, shown="…vFhF", result=PhoneTest.HEARD, tested_at=at("20:40"))
    voice = PhoneRow(phone=PHONE, kind=PhoneKind.VOICE, shown="…1111", result=PhoneTest.UNTESTED)
    own = PhonesView(rows=(bark, voice))
    question = PhoneTestView(
        ring=RING, kind=PhoneKind.BARK, shown="…vFhF", state=RingState.SENT, result=PhoneTest.ASKED
    )
    report = PhoneReportView(
        reached=5,
        total=7,
        silent=((s.chen, PhoneKind.BARK, PhoneTest.NOT_HEARD), (s.wang, PhoneKind.NTFY, PhoneTest.NO_ANSWER)),
        without=(s.zhao,),
    )
    failed = replace(question, state=RingState.FAILED, verdict=RingVerdict.CERTIFICATE)
    me = MeView(
        team="豆芽星球",
        zone="Asia/Shanghai",
        roles=(RoleKind.LEGAL,),
        on_duty=True,
        deputies=((RoleKind.LEGAL, (s.chen, s.wang)),),
        phones=(bark, voice),
        quiet=((Severity.S3, "23:00–08:00"), (Severity.S4, "22:00–09:00")),
        away=(at("20:40"), at("21:40")),
        code="set",
    )
    return {
        "panel_me": cards.draw(me, r),
        "panel_me_bare": cards.draw(MeView(team="豆芽星球", zone="Asia/Shanghai", quiet=me.quiet), r),
        "panel_phones": phones.draw(replace(own, rows=(bark, voice) * 3), r),
        "panel_phones_two": phones.draw(own, r),
        "panel_phones_none": phones.draw(PhonesView(rows=()), r),
        "panel_phones_add": phones.draw(replace(own, adding=KINDS), r),
        "panel_phones_more": phones.draw(replace(own, adding=KINDS, more=True), r),
        "panel_phones_chosen": phones.draw(replace(own, chosen=bark), r),
        "phone_question": phones.question(question, r),
        "phone_heard": phones.question(replace(question, result=PhoneTest.HEARD), r),
        "phone_not_heard": phones.question(replace(question, result=PhoneTest.NOT_HEARD), r),
        "phone_failed": phones.question(failed, r),
        "phone_report": phones.report(report, r),
        "phone_report_long": phones.report(replace(report, silent=report.silent * 7), r),
    }
