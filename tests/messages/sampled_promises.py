"""Samples: what a text promises, to confirm; one promise from its question to its proof."""

from msgspec.structs import replace

from messages.cards import promises as cards
from messages.markup import Drawn
from messages.views.promises import PromiseListView, PromiseRow, PromiseView
from messages.views.statements import TimeChoice
from storage.vocabulary.publications import PromiseState
from storage.vocabulary.statements import StatementStage
from tests.messages.sampled_story import ALL, NUMBER, Story, at, reader

ID = "01M81MAG8008H0DFAT4T7QD4N9"
PERSON = "01JD000000000000000000PERS"


def samples(s: Story) -> dict[str, Drawn]:
    """By name, drawn in the story's language."""
    r, say = reader(s.language), s.say
    promise = PromiseView(
        promise=ID,
        text=say("检测结果出来后会全部公布", "we will publish every test result"),
        state=PromiseState.FOUND,
        number=NUMBER,
        title=s.title,
        keys=ALL,
    )
    owned = replace(promise, state=PromiseState.OPEN, owner=s.zhou)
    times = tuple(TimeChoice(at("18:00", day), f"202611{day}T1000") for day in (23, 25, 29))
    people = ((PERSON, s.lin), (PERSON, s.chen), (PERSON, s.zhao))
    rows = (
        PromiseRow(ID, promise.text, ticked=True),
        PromiseRow(ID, say("批次0912A全额退款", "batch 0912A is refunded in full"), ticked=True),
        PromiseRow(ID, say("会给大家一个说法", "you will have an answer"), ticked=False),
    )
    long = say(
        "我们会逐一联系每一位反馈过的家长,承担就医检查的费用,并在检测报告出具之后第一时间公布完整的结果" * 2,
        "we will call every parent who wrote to us, pay for the doctor, and publish the whole report at once " * 2,
    )
    asked = PromiseListView(
        asked=ID,  # type: ignore[arg-type]
        number=NUMBER,
        title=s.title,
        stage=StatementStage.HOLDING,
        rows=rows,
        ticks="110",
    )
    none = tuple(replace(row, ticked=False) for row in rows)
    return {
        "panel_promises": cards.draw_list(asked, r),
        "panel_promises_one": cards.draw_list(replace(asked, rows=rows[:1], ticks="1"), r),
        "panel_promises_none": cards.draw_list(replace(asked, rows=none, ticks="000"), r),
        "panel_promises_most": cards.draw_list(
            replace(asked, rows=(PromiseRow(ID, long, ticked=True),) * 6, ticks="111111"), r
        ),
        "promises_confirmed": cards.draw_list(replace(asked, confirmed_by=s.zhou, confirmed_at=at("21:23")), r),
        "promise_found": cards.draw(promise, r),
        "promise_when": cards.draw(replace(owned, times=times), r),
        "panel_promise_people": cards.draw(replace(owned, choosing=people), r),  # type: ignore[arg-type]
        "promise_open": cards.draw(replace(owned, owner=s.zhao, due_at=at("22:30")), r),
        "promise_overdue": cards.draw(replace(owned, owner=s.zhao, due_at=at("18:00"), overdue=True), r),
        "promise_kept": cards.draw(replace(promise, state=PromiseState.KEPT, owner=s.zhao), r),
        "promise_none": cards.draw(replace(promise, state=PromiseState.NONE), r),
    }
