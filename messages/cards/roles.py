"""Roles (T4): a private request that turns into what came of it; an empty role goes to the commander."""

from markupsafe import Markup

from messages.cards.incidents import title_line
from messages.cards.parts import NOTE, button, capitalized, dot, dotted, head, link, name, offered, title
from messages.markup import Drawn, Key, Keys, escape, rows
from messages.views import Reader, RoleEmptyView, RoleRequestView, Stage, Verb


def draw(view: RoleRequestView, reader: Reader) -> Drawn:
    """The request with the role's first job; afterwards who has it."""
    if view.stage is not Stage.OPEN:
        return _after(view, reader)
    first = reader.say("role-head", dot=dot(reader, view.severity), severity=view.severity, role=view.kind)
    job = first_job(view, reader)
    lines = [
        head(reader, view.mark, first),
        dotted(reader, title(view.title), view.number),
        reader.say("role-job", job=job),
        _deadline(view, reader),
    ]
    keys = offered(
        view.keys,
        (Verb.ROLE_TAKE, button(reader, Verb.ROLE_TAKE, view.role)),
        (Verb.ROLE_CANT, button(reader, Verb.ROLE_CANT, view.role)),
    )
    return Drawn.of(lines, rows(keys, [link(reader, "key-duty-page", view.page_url)]))


def first_job(view: RoleRequestView, reader: Reader) -> str:
    """What this person does first: the playbook's words, else the role's usual ones."""
    usual = f"job-{view.kind.value}".replace("_", "-")
    due = reader.moment(view.first_job_at) if view.first_job_at else ""
    return title(view.first_job, NOTE) or reader.plain(usual, due=due)


def _deadline(view: RoleRequestView, reader: Reader) -> Markup | None:
    if view.until is None:
        return None
    if view.next_person:
        return reader.say("role-next", until=view.until, person=name(view.next_person))
    return reader.say("role-last", until=view.until)


def _after(view: RoleRequestView, reader: Reader) -> Drawn:
    if view.stage is Stage.TAKEN and view.mine:
        return _mine(view, reader)
    by = name(view.by)
    match view.stage:
        case Stage.TAKEN:
            outcome = reader.say("role-taken", by=by)
        case Stage.ENDED:
            outcome = reader.say("role-ended")
        case _:
            outcome = reader.say("role-passed", by=by) if by else reader.say("role-passed-alone")
    heading = head(reader, view.mark, title_line(view.number, view.severity, view.title, reader))
    return Drawn.of([heading, dotted(reader, view.number, capitalized(reader, view.kind)), outcome])


def _mine(view: RoleRequestView, reader: Reader) -> Drawn:
    if view.first_job and view.first_job_at:
        following = reader.say("role-mine-next", at=view.first_job_at, job=title(view.first_job, NOTE))
    else:
        following = reader.say("role-mine-next-now", job=first_job(view, reader))
    text = dotted(
        reader,
        reader.say("role-mine", role=view.kind, at=view.at or reader.now),
        reader.say("role-mine-commander", person=name(view.commander)) if view.commander else None,
        following,
    )
    give = offered(
        view.keys, (Verb.GIVE, button(reader, Verb.GIVE, view.incident, view.kind.value, key="key-handover"))
    )
    undo = button(reader, Verb.UNDO, view.undo) if view.undo else None
    return Drawn.of(
        [head(reader, view.mark, text)], rows([link(reader, "key-topic", view.topic_url), *give, undo])
    )


def draw_empty(view: RoleEmptyView, reader: Reader) -> Drawn:
    """Once, private to the commander: this role is still empty."""
    kind = capitalized(reader, view.kind)
    match view.stage:
        case Stage.OPEN:
            text = reader.say("role-empty", role=kind)
        case Stage.PASSED:
            text = reader.say("role-empty-asked", role=kind, by=name(view.by))
        case Stage.TAKEN if not view.mine and view.by:
            text = reader.say("role-empty-taken", role=kind, by=name(view.by), at=view.at or reader.now)
        case Stage.TAKEN:
            text = reader.say("role-empty-self", role=kind)
        case _:
            text = reader.say("role-empty-skipped", role=kind)
    keys = _empty_keys(view, reader) if view.stage is Stage.OPEN else ()
    return Drawn.of([head(reader, view.mark, text), escape(view.number) if view.number else None], keys)


def _empty_keys(view: RoleEmptyView, reader: Reader) -> Keys:
    ask: Key | None = None
    if Verb.EMPTY_ASK in view.keys and view.candidate and view.candidate_id:
        ask = button(reader, Verb.EMPTY_ASK, view.role, view.candidate_id, person=name(view.candidate))
    others = offered(
        view.keys,
        (Verb.EMPTY_SELF, button(reader, Verb.EMPTY_SELF, view.role)),
        (Verb.EMPTY_SKIP, button(reader, Verb.EMPTY_SKIP, view.role)),
    )
    return rows([ask, *others])
