"""Samples: facts, one by one and as lists."""

from msgspec.structs import replace

from bot.ids import FactId, PersonId
from messages.cards import facts
from messages.markup import Drawn
from messages.views import FactListView, FactValueView, FactView
from messages.views.facts import FactStepView
from storage.vocabulary.facts import FactChangeKind, FactList, FactState, ValueKind
from tests.messages.sampled_story import ALL, INCIDENT, NUMBER, PERSON, Story, at, reader

FACT = FactId("01KACT00000000000000000001")


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r = reader(s.language, "20:50")
    say = s.say
    fact = FactView(
        fact=FACT,
        mark="①",
        text=say("收到3例起疹反馈,批次0912A", "3 reports of a rash, batch 0912A"),
        values=(
            FactValueView(kind=ValueKind.COUNT, low="3", high="3", unit=say("例", "reports")),
            FactValueView(kind=ValueKind.BATCH, low="0912A", high="0912A"),
        ),
        state=FactState.TO_VERIFY,
        by=s.he,
        at=at("20:47"),
        keys=ALL,
        undo="01KENTRY000000000000000001",
    )
    verified = replace(
        fact,
        state=FactState.VERIFIED,
        agreed=True,
        verified_by=s.he,
        verified_at=at("20:50"),
        expires_at=at("02:50", 23),
        keys=frozenset(),
        undo="",
    )
    unknown = replace(
        fact, mark="②", text=say("起疹的原因", "the cause of the rash"), values=(), listed_as=FactList.UNKNOWN_YET
    )
    doing = replace(
        fact, mark="③", text=say("联系3位家长", "calling the 3 parents"), listed_as=FactList.DOING, public=False
    )
    listed = FactListView(
        incident=INCIDENT, number=NUMBER, title=s.title, facts=(verified, unknown, doing), withdrawn=1
    )
    odd = replace(
        fact,
        values=(
            FactValueView(kind=ValueKind.COUNT, low="3", high="5", unit=say("例", "reports")),
            FactValueView(kind=ValueKind.MONEY, low="13000", high="13000", unit="CNY", rounding="about"),
            FactValueView(kind=ValueKind.PERCENT, low="80", high="80", rounding="over"),
            FactValueView(kind=ValueKind.MOMENT, low="2026-11-23T18:00", high="2026-11-23T18:00"),
            FactValueView(kind=ValueKind.DURATION, low="172800", high="172800"),
        ),
        contradicts=("②",),
        asked=s.lin,
    )
    kinds = FactChangeKind
    steps = (
        FactStepView(
            kind=kinds.RECORDED, at=at("20:47"), by=s.he, text=say("收到2例起疹反馈", "2 reports of a rash")
        ),
        FactStepView(kind=kinds.CHANGED, at=at("20:48"), by=s.he, text=fact.text),
        FactStepView(kind=kinds.VERIFIED, at=at("20:50"), by=s.he),
        FactStepView(kind=kinds.EXPIRED, at=at("02:50", 23)),
    ) * 3
    return {
        "fact": facts.draw(fact, r),
        "fact_verified": facts.draw(verified, r),
        "fact_too_old": facts.draw(replace(verified, expired=True, keys=ALL), reader(s.language, "03:10", 23)),
        "fact_many_values": facts.draw(odd, r),
        "fact_choosing": facts.draw(replace(fact, choosing=((PersonId(PERSON), s.lin),)), r),
        "fact_how_long": facts.draw(replace(verified, hours=(2, 6, 24)), r),
        "fact_history": facts.draw(replace(verified, source=say("客服工单", "service tickets"), history=steps), r),
        "facts": facts.draw_list(listed, r),
        "facts_none": facts.draw_list(replace(listed, facts=(), withdrawn=0), r),
    }
