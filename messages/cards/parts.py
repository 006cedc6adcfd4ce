"""Pieces that several cards share: first lines, dotted lines, buttons, public deadlines, what waits for whom."""

from collections.abc import Iterable
from enum import Enum

from markupsafe import Markup

from bot.buttons import Press
from messages.catalogues import has
from messages.markup import Key, escape, line
from messages.views import Blocker, EntryLine, Mark, NextStep, PublicLine, Reader, Verb
from messages.views.shared import CounselView
from messages.words import capital
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity

TITLE = 60
STEP = 40
NAME = 24
NOTE = 80
GAP = Markup("")

_DOT = " · "


def dotted(reader: Reader, *parts: str | None) -> Markup:
    """Parts of one line, a dot between them. In Chinese a closing bracket brings its own air."""
    # Each part is good HTML by now; Markup would look at each of them again.
    joined = _DOT.join([_part(part) for part in parts if part])
    return Markup(joined.replace(") · ", ")· ") if reader.language is Language.ZH else joined)  # noqa: S704


def _part(part: str) -> Markup:
    return part if isinstance(part, Markup) else escape(line(part, NOTE))


def head(reader: Reader, mark: Mark, *parts: str | None) -> Markup:
    """The first line: a drill says so first, the sandbox and a repetition at its end."""
    first = dotted(reader, *parts, reader.say("mark-sandbox") if mark.sandbox else None)
    if mark.drill:
        first = reader.say("mark-drill", head=first)
    return reader.say("mark-repeated-head", head=first) if mark.repeated else first


def dot(reader: Reader, severity: Severity) -> str:
    return reader.plain(f"dot-{severity.value.lower()}")


def title(text: str, limit: int = TITLE) -> str:
    """A title of any length as one line of a card."""
    return line(text, limit)


def name(text: str) -> str:
    """A person's name as one word of a line."""
    return line(text, NAME)


def short_number(number: str) -> str:
    """`INC-2026-0007` → `0007`."""
    return number.rpartition("-")[2]


def role(reader: Reader, kind: RoleKind) -> str:
    """The short name of a role on a card: 公关, Comms."""
    return reader.plain(f"role-short-{kind.value}".replace("_", "-"))


def capitalized(reader: Reader, word: Enum) -> str:
    """A label at the head of a line."""
    return capital(reader.label(word))


def named(reader: Reader, prefix: str, code: str) -> str:
    """The label of a word that comes from outside (a platform, a metric); unknown ones are shown as they came."""
    key = f"{prefix}-{code}".replace("_", "-").lower()
    return reader.plain(key) if code.isascii() and has(key) else line(code, NAME)


def counsel_lines(view: CounselView | None, reader: Reader) -> list[Markup]:
    """What counsel has stopped, until when, who said so and why."""
    if view is None:
        return []
    lines = []
    if view.held:
        key = "counsel-hold" if view.stops else "counsel-keep"
        lines.append(reader.say(key, by=name(view.held_by), text=line(view.held_reason, NOTE)))
    if view.until is not None:
        about = {"by": name(view.until_by), "text": line(view.until_reason, NOTE)}
        lines.append(reader.say("counsel-embargo", until=view.until, **about))
    return lines


def button(
    reader: Reader, verb: Verb, subject: str = "", extra: str = "", key: str = "", **blanks: str | int
) -> Key:
    """A button with the verb's own label, or the one `key` names."""
    return Key(reader.plain(key or f"key-{verb.value}", **blanks), press=Press(verb.value, subject, extra))


def offered(keys: frozenset[Verb], *buttons: tuple[Verb, Key]) -> list[Key]:
    """Those of the buttons that may be pressed, in order."""
    return [key for verb, key in buttons if verb in keys]


def link(reader: Reader, key: str, url: str | None) -> Key | None:
    """A button that opens an address; none without an address."""
    return Key(reader.plain(key), url=url) if url else None


def blocked_by(reader: Reader, blocker: Blocker, with_since: bool, on_card: bool = False) -> Markup:
    """What is waited for, and who has it: 等法务批准(王砚,21:09 起)."""
    role_name = reader.label(blocker.role) if blocker.role else "none"
    what = reader.plain(f"waits-{blocker.waits_for.value}", role=role_name, person=blocker.person)
    if on_card:
        what = reader.plain("waits-on-card", what=what, code=blocker.waits_for.value)
    since = blocker.since if with_since else None
    if blocker.person and since:
        return reader.say("blocker-person-since", what=what, person=name(blocker.person), since=since)
    if blocker.person:
        return reader.say("blocker-person", what=what, person=name(blocker.person))
    if since:
        return reader.say("blocker-since", what=what, since=since)
    return escape(what)


def public_line(reader: Reader, public: PublicLine, capital_first: bool = True) -> Markup:
    """Where a public deadline stands, on a card: times of the clock, no countdown."""
    clock = capitalized(reader, public.kind) if capital_first else reader.label(public.kind)
    names = reader.listed(name(person) for person in public.held_by)
    if public.met_at:
        late = public.met_at - public.due_at
        key = "public-met" if goes_out(public.kind) else "public-done"
        if late.total_seconds() > 0:
            return reader.say(f"{key}-late", clock=clock, at=public.met_at, late=late)
        return reader.say(key, clock=clock, at=public.met_at)
    if public.held_at and public.look_again_at:
        return reader.say("public-held", clock=clock, names=names, at=public.held_at, again=public.look_again_at)
    if public.held_at:
        return reader.say("public-held-alone", clock=clock, names=names, at=public.held_at)
    if public.waived_at:
        return reader.say("public-waived", clock=clock, by=name(public.waived_by), at=public.waived_at)
    if public.paused_at:
        return reader.say("public-paused", clock=clock, since=public.paused_at)
    key = "public-overdue" if public.due_at <= reader.now else "public-due"
    due = reader.say(key, clock=clock, at=public.due_at)
    unknown = reader.say("calendar-unknown") if public.calendar_unknown else None
    return dotted(reader, due, unknown, _on_card(reader, public))


def _on_card(reader: Reader, public: PublicLine) -> Markup | None:
    return blocked_by(reader, public.blocker, with_since=False, on_card=True) if public.blocker else None


def goes_out(kind: ClockKind) -> bool:
    """Is it met by words that go out? A legal deadline binds in public too, but something is handed in."""
    return kind.public and kind is not ClockKind.LEGAL


def step_lines(reader: Reader, steps: Iterable[NextStep]) -> list[Markup]:
    """`1 核对 0912A 在售与库存 · 赵宁 20:55`, numbered from 1."""
    return [
        dotted(reader, reader.say("step-line", index=str(index), text=title(step.text, STEP)), _who(reader, step))
        for index, step in enumerate(steps, start=1)
    ]


def _who(reader: Reader, step: NextStep) -> str:
    due = reader.moment(step.due_at) if step.due_at else ""
    return " ".join(part for part in (name(step.person), due) if part)


def entry_line(reader: Reader, entry: EntryLine, numbered: bool = False) -> Markup:
    """`20:40 响应 · 林澜`; numbered, `#12 20:40 …`."""
    text = title(entry.text, STEP)
    what = dotted(reader, reader.label(entry.kind), text, name(entry.actor))
    if numbered and entry.number:
        return reader.say("entry-line-numbered", index=str(entry.number), at=entry.at, what=what)
    return reader.say("entry-line", at=entry.at, what=what)


def person_in_charge(reader: Reader, person: str, acting: bool) -> str:
    """林澜(代理) while nobody has taken the command formally."""
    return reader.plain("acting", person=name(person)) if acting else name(person)
