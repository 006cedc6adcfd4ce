"""The shortest form: the very words of the recap card in the chat (T12), for a picture and for summaries."""

from msgspec.structs import replace

from bot.ids import IncidentId
from messages.cards import recaps
from messages.markup import seen
from messages.recap.telling import Teller
from messages.recap.values import Outcome, Recap
from messages.views import Late, RecapCardView, Span
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.inquiries import InquiryState
from storage.vocabulary.publications import DeviationState, PromiseState
from storage.vocabulary.reviews import Question

_SPANS = (
    ClockKind.RESPONSE,
    ClockKind.ROLES_COMPLETE,
    ClockKind.FIRST_RESPONSE,
    ClockKind.VERIFIED_STATEMENT,
)


def card_view(recap: Recap) -> RecapCardView:
    """The view of the card in the chat, filled from the recap's values."""
    met = {d.kind: d for d in reversed(recap.deadlines) if d.state is ClockState.MET and d.took is not None}
    spans = tuple(
        Span(kind=kind, took=met[kind].took or met[kind].limit, limit=met[kind].limit)
        for kind in _SPANS
        if kind in met
    )
    out = len(recap.publications) if recap.publications else None
    return RecapCardView(
        incident=IncidentId(""),
        number=recap.head.number,
        severity=recap.head.severity,
        title=recap.head.title,
        first_seen_at=recap.times.first_seen,
        stood_down_at=recap.times.stood_down,
        spans=spans,
        on_time=len(recap.counted) - len(recap.late),
        deadlines=len(recap.counted),
        late=tuple(Late(kind=deadline.kind, by=deadline.late) for deadline in recap.late),
        waived=sum(deadline.outcome is Outcome.WAIVED for deadline in recap.deadlines),
        out=out,
        proofs=sum(bool(one.proof) for one in recap.publications),
        deviations=len(recap.deviations),
        deviations_corrected=sum(one.state is not DeviationState.OPEN for one in recap.deviations),
        stopped=recap.stopped,
        promises=len(recap.promises) or None,
        promises_kept=sum(one.state is PromiseState.KEPT for one in recap.promises),
        inquiries=sum(one.state is not InquiryState.WITHDRAWN for one in recap.inquiries),
        inquiries_on_time=sum(one.state is InquiryState.ANSWERED and not one.late for one in recap.inquiries),
        went_well=next((flag.text for flag in recap.flags if flag.question is Question.WELL), ""),
        improvements=len(recap.improvements) if recap.improvements else None,
        next_improvement=min((one.due_at.date() for one in recap.improvements if not one.done_at), default=None),
    )


def card_lines(recap: Recap, teller: Teller) -> tuple[str, ...]:
    """The card line by line, without markup: head, span, how fast, deadlines, what went out."""
    drawn = recaps.draw(card_view(recap), teller.reader)
    return tuple(line for line in seen(drawn.text).split("\n") if line.strip())


def lead_lines(recap: Recap, teller: Teller) -> tuple[str, ...]:
    """The card without the figures: from when to when, which deadlines were missed."""
    drawn = recaps.draw(replace(card_view(recap), spans=(), out=None), teller.reader)
    return tuple(line for line in seen(drawn.text).split("\n")[1:] if line.strip())
