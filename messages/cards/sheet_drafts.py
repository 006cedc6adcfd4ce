"""A message sheet on its way: numbered lines that a reply changes, and what an approver is shown."""

from markupsafe import Markup

from messages.cards.parts import GAP, NOTE, button, dotted, head, name, short_number, title
from messages.cards.sheets import called
from messages.markup import Drawn, Key, Keys, clean, cut, escape, grid, rows
from messages.views import Reader, SheetChange, SheetDraftView, SheetLine, SheetRequestView, Verb
from storage.vocabulary.sheets import Fault, ItemKind
from storage.vocabulary.statements import ApprovalDecision, ReturnReason

_LINE = 500
_CHANGES = 8


def draw(view: SheetDraftView, reader: Reader) -> Drawn:
    """The draft: what a reply can change, what is wrong, and where it goes next."""
    lines = [_head(view, reader), *_about(view, reader)]
    for index, line in enumerate(view.lines, start=1):
        lines.append(_numbered(index, line, reader))
    if view.state.open:
        lines += [GAP, reader.say("sheet-draft-choose" if view.choosing else "sheet-draft-how")]
    return Drawn.of(lines, _chooser(view, reader) if view.choosing else _keys(view, reader))


def body(view: SheetDraftView, reader: Reader) -> list[Markup | None]:
    """What an approver reads: every line to the letter, and what changed since the version before."""
    lines: list[Markup | None] = [*_about(view, reader)]
    lines += [_numbered(index, line, reader) for index, line in enumerate(view.lines, start=1)]
    if view.changes:
        lines += [GAP, reader.say("sheet-changes", version=str(view.version - 1))]
        lines += [_change(change, reader) for change in view.changes[:_CHANGES]]
    return lines


def _head(view: SheetDraftView, reader: Reader) -> Markup:
    return head(
        reader,
        view.mark,
        reader.say("sheet-draft-head", version=called(str(view.version), view.audience, reader)),
        reader.label(view.state),
        reader.say("sheet-about", number=short_number(view.number), title=title(view.title)),
        name(view.by) or None,
    )


def _about(view: SheetDraftView, reader: Reader) -> list[Markup | None]:
    return [
        dotted(reader, reader.label(view.stance), reader.label(view.fault)),
        reader.say("sheet-cause", text=title(view.cause, NOTE)) if view.cause else None,
        reader.say("sheet-evidence", text=reader.listed(title(one, 30) for one in view.evidence[:5]))
        if view.evidence
        else None,
        reader.say("sheet-review", facts=view.review) if view.review else None,
        GAP,
    ]


def _numbered(index: int, line: SheetLine, reader: Reader) -> Markup:
    what = reader.label(line.channel) if line.channel else reader.label(line.kind)
    if line.kind is ItemKind.SLOT:  # the only one there is: when the next word comes
        what = reader.plain("sheet-next")
    if line.kind is ItemKind.THIRD_PARTY:
        what = reader.plain("sheet-may-say" if line.may_say else "sheet-may-not-say")
    key = escape(title(clean(line.key), NOTE)) if line.key and line.kind is ItemKind.QA else None
    text = cut(escape(clean(line.text).strip()), _LINE)
    shown = reader.say("sheet-ban-instead", term=text, instead=title(line.instead, NOTE)) if line.instead else text
    facts = reader.say("sheet-says", facts="".join(line.facts)) if line.facts else None
    against = reader.say("fact-against", facts=line.against) if line.against else None
    trouble = reader.say("sheet-trouble", rules=reader.listed(line.trouble)) if line.trouble else None
    first = reader.say("numbered", index=str(index), text=dotted(reader, what, key, facts, against, trouble))
    return Markup("{}\n{}").format(first, shown)


def _change(change: SheetChange, reader: Reader) -> Markup:
    if not change.before:
        return reader.say("sheet-change-new", kind=change.kind, text=title(change.after, NOTE))
    if not change.after:
        return reader.say("sheet-change-gone", kind=change.kind, text=title(change.before, NOTE))
    return reader.say(
        "sheet-change", kind=change.kind, before=title(change.before, NOTE), after=title(change.after, NOTE)
    )


def _keys(view: SheetDraftView, reader: Reader) -> Keys:
    def key(verb: Verb) -> Key | None:
        return button(reader, verb, view.sheet) if verb in view.keys else None

    return rows([key(Verb.SHEET_SEND)], [key(Verb.SHEET_STANCE), key(Verb.SHEET_FAULT), key(Verb.SHEET_DROP)])


def _chooser(view: SheetDraftView, reader: Reader) -> Keys:
    verb = Verb.SHEET_STANCE if view.choosing == "stance" else Verb.SHEET_FAULT
    words = view.stances if view.choosing == "stance" else tuple(Fault)
    chosen = view.stance if view.choosing == "stance" else view.fault
    keys = []
    for word in words:
        label = reader.label(word)
        shown = reader.plain("key-chosen", label=label) if word == chosen else label
        keys.append(Key(shown, press=button(reader, verb, view.sheet, word.value).press))
    keys.append(button(reader, verb, view.sheet, "back", key="key-back"))
    return grid(keys, 2)


def draw_request(view: SheetRequestView, reader: Reader) -> Drawn:
    """What to approve, every line to the letter; after the answer what became of it."""
    draft = view.draft
    version, about = (
        called(str(draft.version), draft.audience, reader),
        reader.say("sheet-about", number=short_number(draft.number), title=title(draft.title)),
    )
    if not view.decision.waits:
        return Drawn.of([head(reader, draft.mark, _became(view, version, reader)), about])
    lines = [
        head(reader, draft.mark, reader.say("sheet-request-head", version=version), name(draft.by) or None),
        about,
        _until(view, reader),
        *body(draft, reader),
        reader.say("sheet-request-return") if view.choosing else None,
    ]
    return Drawn.of(lines, _request_keys(view, reader))


def _became(view: SheetRequestView, version: str, reader: Reader) -> Markup:
    if view.decision is ApprovalDecision.APPROVED:
        return reader.say("sheet-request-given", version=version, at=view.answered_at or "")
    if view.decision is ApprovalDecision.RETURNED:
        why = view.comment or (reader.label(view.reason) if view.reason else "")
        return reader.say("sheet-request-back", version=version, at=view.answered_at or "", text=title(why, NOTE))
    key = "sheet-request-settled" if view.comment == "settled" else "sheet-request-void"
    return reader.say(key, version=version)


def _until(view: SheetRequestView, reader: Reader) -> Markup | None:
    if view.until is None or view.decision is not ApprovalDecision.ASKED:
        return None
    if view.deputy:
        return reader.say("approval-until", at=view.until, person=name(view.deputy))
    return reader.say("approval-until-alone", at=view.until, person="")


def _request_keys(view: SheetRequestView, reader: Reader) -> Keys:
    if view.choosing:
        reasons = [reason for reason in ReturnReason if reason is not ReturnReason.UNKNOWN]
        return grid([_chip(view, reason, reader) for reason in reasons], 2)

    def key(verb: Verb) -> Key | None:
        return button(reader, verb, view.approval) if verb in view.keys else None

    return rows([key(Verb.APPROVE), key(Verb.APPROVE_RETURN)], [key(Verb.APPROVE_ON)])


def _chip(view: SheetRequestView, reason: ReturnReason, reader: Reader) -> Key:
    label = reader.label(reason)
    return button(reader, Verb.APPROVE_RETURN, view.approval, reason.value, key="key-plain", label=label)
