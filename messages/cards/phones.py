"""One's own phones, the question after a test ring, and the owners' weekly report."""

from markupsafe import Markup

from messages.cards.parts import button, head, name
from messages.markup import Drawn, Keys, escape, grid, line, rows
from messages.views import Reader, Verb
from messages.views.phones import PhoneReportView, PhoneRow, PhonesView, PhoneTestView
from storage.vocabulary.phones import PhoneTest, RingState

_SHOWN = 40
_LISTED = 10
_KINDS = 6
"""Rows of two, with "more" and "back" four of them: what a chooser may have (experience.md 1.4 rule 3)."""


def draw(view: PhonesView, reader: Reader) -> Drawn:
    """The list; a tap on a phone offers what can be done with it."""
    title = reader.say("phones-head") if view.rows else reader.say("phones-none")
    lines: list[Markup | None] = [head(reader, view.mark, title)]
    lines += [row(number, each, reader) for number, each in enumerate(view.rows, 1)]
    if view.adding is not None:
        return Drawn.of([*lines, reader.say("phones-add-which")], _kinds(view, reader))
    if view.chosen is not None:
        return Drawn.of(
            [*lines, reader.say("phones-chosen", phone=view.chosen.kind)], _chosen(view.chosen, reader)
        )
    keys = [
        button(
            reader, Verb.PHONE_PICK, row.phone, key="phones-key", number=str(number), phone=reader.label(row.kind)
        )
        for number, row in enumerate(view.rows, 1)
    ]
    return Drawn.of(lines, (*grid(keys, 2), (button(reader, Verb.PHONE_ADD),)))


def row(number: int, row: PhoneRow, reader: Reader) -> Markup:
    """One phone: which it is, and when it was heard."""
    key = "phones-row"
    if row.tested_at is not None:
        key = "phones-row-heard" if row.result is PhoneTest.HEARD else "phones-row-tested"
    blanks = {"at": row.tested_at} if row.tested_at is not None else {}
    shown = escape(line(row.shown, _SHOWN))
    return reader.say(key, number=str(number), phone=row.kind, shown=shown, result=row.result, **blanks)


def _kinds(view: PhonesView, reader: Reader) -> Keys:
    kinds = [button(reader, Verb.PHONE_ADD, kind.value, key=f"phone-{kind.value}") for kind in view.adding or ()]
    shown = kinds[_KINDS:] if view.more else kinds[:_KINDS]
    more = (
        [button(reader, Verb.PHONE_PICK, "more", key="key-more")] if len(kinds) > _KINDS and not view.more else []
    )
    return grid([*shown, *more, button(reader, Verb.PHONES, "back", key="key-back")], 2)


def _chosen(row: PhoneRow, reader: Reader) -> Keys:
    return rows(
        [button(reader, Verb.PHONE_TEST, row.phone), button(reader, Verb.PHONE_FIRST, row.phone)],
        [button(reader, Verb.PHONES, "back", key="key-back"), button(reader, Verb.PHONE_REMOVE, row.phone)],
    )


def question(view: PhoneTestView, reader: Reader) -> Drawn:
    """Did it ring? The same message then says what is known."""
    first = head(reader, view.mark, reader.say("phone-try-head", phone=view.kind, shown=line(view.shown, _SHOWN)))
    if view.result in (PhoneTest.HEARD, PhoneTest.NOT_HEARD):
        return Drawn.of([first, reader.say(f"phone-try-{view.result.value}".replace("_", "-"))])
    if view.state is RingState.FAILED and view.verdict is not None and not view.verdict.may_have_rung:
        return Drawn.of([first, reader.say("phone-try-failed", verdict=view.verdict)])
    keys = rows([button(reader, Verb.PHONE_RANG, view.ring), button(reader, Verb.PHONE_SILENT, view.ring)])
    return Drawn.of([first, reader.say("phone-try-question")], keys)


def report(view: PhoneReportView, reader: Reader) -> Drawn:
    """Who cannot be reached by which way; nothing more when everybody can."""
    figures = reader.say("phone-report-head", reached=str(view.reached), total=str(view.total))
    lines: list[Markup | None] = [head(reader, view.mark, figures)]
    for person, kind, result in view.silent[:_LISTED]:
        lines.append(reader.say("phone-report-silent", person=name(person), phone=kind, result=result))
    if len(view.silent) > _LISTED:
        lines.append(reader.say("phone-report-more", count=len(view.silent) - _LISTED))
    if view.without:
        names = reader.listed(name(person) for person in view.without[:_LISTED])
        lines.append(reader.say("phone-report-without", names=names, count=len(view.without)))
    return Drawn.of(lines)
